import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';
import { discordSettings } from '../src/verbs/settings.ts';

const failure = (env: Record<string, string>): Error => failureOf(() => readConfig(env));

function failureOf(read: () => unknown): Error {
  try {
    read();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('these settings were accepted');
}

const defaults = {
  NOTES_DIR: './notes',
  LOCALE: 'ko',
  TIMEZONE: 'Asia/Seoul',
  HOST: '127.0.0.1',
  PORT: 8080,
  LOG_LEVEL: 'info',
  DATABASE_URL: 'file:./data/bot.db',
  FLOOD_PER_MINUTE: 30,
  DAILY_ADMINS: 'hosts',
  CATCH_UP_MINUTES: 60,
  DISCORD_API_URL: 'https://discord.com/api',
  SLACK_API_URL: 'https://slack.com/api/',
};

describe('readConfig', () => {
  it.each([
    ['nothing is set', {}],
    ['all are empty', { NOTES_DIR: '', LOCALE: '', TIMEZONE: '', HOST: ' ', PORT: '\t', LOG_LEVEL: '' }],
    ['one is undefined', { PORT: undefined }],
  ])('gives the defaults where %s', (_, env) => {
    expect(readConfig(env)).toEqual(defaults);
  });

  it('only listens on this computer unless told otherwise', () => {
    expect(readConfig({}).HOST).toBe('127.0.0.1');
  });

  it.each([
    ['NOTES_DIR', '/srv/notes', '/srv/notes'],
    ['NOTES_DIR', ' /srv/notes ', '/srv/notes'],
    ['LOCALE', 'en', 'en'],
    ['TIMEZONE', 'Europe/Berlin', 'Europe/Berlin'],
    ['TIMEZONE', 'UTC', 'UTC'],
    ['HOST', '0.0.0.0', '0.0.0.0'],
    ['HOST', '::1', '::1'],
    ['PORT', '0', 0],
    ['PORT', '65535', 65_535],
    ['LOG_LEVEL', 'silent', 'silent'],
    ['DATABASE_URL', 'postgres://bot:secret@db/bot', 'postgres://bot:secret@db/bot'],
    ['FLOOD_PER_MINUTE', '0', 0],
    ['DISCORD_TOKEN', ' a.b.c ', 'a.b.c'],
    ['DISCORD_GUILD_ID', '123456789012345678', '123456789012345678'],
    ['DISCORD_API_URL', 'http://127.0.0.1:9000/api', 'http://127.0.0.1:9000/api'],
    ['DISCORD_SHARD_ID', '0', 0],
    ['DISCORD_SHARD_COUNT', '16', 16],
    ['SLACK_BOT_TOKEN', 'xoxb-1', 'xoxb-1'],
    ['SLACK_APP_TOKEN', 'xapp-1', 'xapp-1'],
    ['SLACK_SIGNING_SECRET', 'abc', 'abc'],
    ['SLACK_API_URL', 'http://127.0.0.1:9000/api/', 'http://127.0.0.1:9000/api/'],
  ])('takes %s=%s', (name, value, expected) => {
    expect(readConfig({ [name]: value })).toEqual({ ...defaults, [name]: expected });
  });

  it.each([
    ['DATABASE_URL', 'mysql://db', /file: or postgres/],
    ['FLOOD_PER_MINUTE', 'many', /number/],
    ['FLOOD_PER_MINUTE', '-1', /number/],
    ['DISCORD_GUILD_ID', 'my server', /17 to 20 digits/],
    ['DISCORD_API_URL', 'discord.com', /begins with https/],
    ['DISCORD_SHARD_ID', '-1', /number from 0/],
    ['DISCORD_SHARD_COUNT', '0', /number from 1/],
    ['SLACK_API_URL', 'ftp://slack.com', /begins with https/],
    ['LOCALE', 'fr', /"ko".*"en"/],
    ['LOCALE', 'KO-KR', /"ko".*"en"/],
    ['TIMEZONE', 'Mars/Olympus', /Asia\/Seoul/],
    ['PORT', '65536', /0 to 65535/],
    ['PORT', '-1', /0 to 65535/],
    ['PORT', '80.5', /0 to 65535/],
    ['PORT', '1e3', /0 to 65535/],
    ['PORT', '0x50', /0 to 65535/],
    ['PORT', 'http', /0 to 65535/],
    ['LOG_LEVEL', 'loud', /"info".*"debug"/],
  ])('refuses %s=%s and says what is possible', (name, value, says) => {
    const error = failure({ [name]: value });
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.name).toBe('ConfigError');
    expect(error.message).toContain(name);
    expect(error.message).toMatch(says);
  });

  it('names all wrong settings in one message, one a line', () => {
    const { message } = failure({ LOCALE: 'fr', TIMEZONE: 'x', PORT: 'y', LOG_LEVEL: 'z', HOST: 'fine' });
    const lines = message.split('\n').slice(1);
    expect(lines.map((line) => line.trim().split(':')[0])).toEqual([
      'LOCALE',
      'TIMEZONE',
      'PORT',
      'LOG_LEVEL',
    ]);
  });

  it('never prints a value, which may be a secret in the wrong place', () => {
    const secret = 'xoxb-1234-secret';
    const error = failure({ LOCALE: secret, TIMEZONE: secret, PORT: secret, LOG_LEVEL: secret });
    expect(
      `${error.message}\n${error.stack}\n${JSON.stringify(error)}\n${String(error.cause)}`,
    ).not.toContain(secret);
  });

  it('takes no notice of other variables', () => {
    expect(readConfig({ PATH: '/bin', HOME: '/root', npm_config_x: '1' })).toEqual(defaults);
  });
});

describe('the part of Discord that a process listens to', () => {
  const shardOf = (env: Record<string, string>, host: string) =>
    discordSettings(readConfig({ DISCORD_TOKEN: 'a.b.c', ...env }), host)?.shard;

  it.each([
    ['all', {}, 'bot-2', undefined],
    ['what is set', { DISCORD_SHARD_ID: '1', DISCORD_SHARD_COUNT: '4' }, 'bot-2', { id: 1, count: 4 }],
    ['the number of the host', { DISCORD_SHARD_COUNT: '4' }, 'bot-2', { id: 2, count: 4 }],
    ['the only one', { DISCORD_SHARD_ID: '0', DISCORD_SHARD_COUNT: '1' }, 'laptop', { id: 0, count: 1 }],
  ])('is %s', (_, env, host, shard) => {
    expect(shardOf(env, host)).toEqual(shard);
  });

  it.each([
    ['no count', { DISCORD_SHARD_ID: '1' }, 'bot-2', /set DISCORD_SHARD_COUNT as well/],
    ['no number', { DISCORD_SHARD_COUNT: '4' }, 'laptop', /set DISCORD_SHARD_ID/],
    ['no number at the end', { DISCORD_SHARD_COUNT: '4' }, 'bot-2-x7f', /set DISCORD_SHARD_ID/],
    [
      'a number too high',
      { DISCORD_SHARD_ID: '4', DISCORD_SHARD_COUNT: '4' },
      'bot-2',
      /^DISCORD_SHARD_ID must/,
    ],
    ['a host too many', { DISCORD_SHARD_COUNT: '2' }, 'bot-2', /host name ends in must be less/],
  ])('is refused with %s', (_, env, host, says) => {
    const error = failureOf(() => shardOf(env, host));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toMatch(says);
  });

  it('is of no matter where Discord is not connected', () => {
    expect(discordSettings(readConfig({ DISCORD_SHARD_ID: '9' }), 'laptop')).toBeUndefined();
  });
});

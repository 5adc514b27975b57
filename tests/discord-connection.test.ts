import { describe, expect, it } from 'vitest';
import type { Bot } from '../src/bot.ts';
import { PlatformError } from '../src/chat/platform.ts';
import type { DiscordChat } from './chats/discord.ts';
import { chatOf, makeBot, platformOf, reasonOf, serverOf } from './chats/discord-rig.ts';
import type { DiscordServer } from './servers/discord.ts';

describe('a start', () => {
  it.each([
    ['', 'is empty'],
    ['   ', 'is empty'],
    ['two words', 'is no token'],
    ['토큰', 'is no token'],
    ['line\nbreak', 'is no token'],
  ])('with %j for a token asks Discord nothing', async (token, words) => {
    const server = await serverOf();
    const error = await reasonOf(platformOf(server, { token }).platform.start());
    expect(error).toBeInstanceOf(PlatformError);
    expect((error as Error).message).toContain(`DISCORD_TOKEN ${words}`);
    if (token.trim() !== '') expect((error as Error).message).not.toContain(token.trim());
    expect(server.requests).toEqual([]);
  });

  it('with a token that Discord does not know says where to get one', async () => {
    const server = await serverOf();
    const token = 'MTAw.wrong.wrong-token';
    const error = await reasonOf(platformOf(server, { token }).platform.start());
    expect(error).toBeInstanceOf(PlatformError);
    expect((error as Error).message).toMatch(
      /^DISCORD_TOKEN is refused by Discord\. Copy a new one from https/,
    );
    expect((error as Error).message).not.toContain(token);
  });

  it('takes a token that was copied with "Bot" before it', async () => {
    const server = await serverOf();
    const { platform } = platformOf(server, { token: ` Bot ${server.token}\n` });
    await platform.start();
    await platform.stop();
  });

  it.each([
    [4004, 'DISCORD_TOKEN is refused'],
    [4010, 'sharding'],
    [4011, 'sharding'],
    [4012, 'Update k8s-study-bot'],
    [4013, 'close code 4013'],
    [4014, 'close code 4014'],
  ])('that the gateway ends by %i is for a person to mend', async (code, words) => {
    const server = await serverOf();
    server.gateway.refuseWith = code;
    const { platform, lost } = platformOf(server);
    const error = await reasonOf(platform.start());
    expect(error).toBeInstanceOf(PlatformError);
    expect((error as Error).message).toContain(words);
    expect(lost).toEqual([]);
  });

  it('that meets a broken API may be tried again', async () => {
    const server = await serverOf();
    server.fail(/gateway\/bot/, 503, { times: 4 });
    const { platform } = platformOf(server);
    const error = await reasonOf(platform.start());
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(PlatformError);
    await platform.start();
    expect((await server.command({ query: 'pvc' })).type).toBe(4);
    await platform.stop();
  });

  it('without a network may be tried again', async () => {
    const server = await serverOf();
    const error = await reasonOf(platformOf(server, { apiUrl: 'http://127.0.0.1:9/api' }).platform.start());
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(PlatformError);
  });

  it.each(['isDown', 'isSilent', 'isHanging'] as const)(
    'that takes too long is given up and leaves nothing behind: %s',
    async (trouble) => {
      const server = await serverOf();
      server.gateway[trouble] = true;
      const { platform } = platformOf(server, { startTimeoutMs: 700 });
      const error = await reasonOf(platform.start());
      expect((error as Error).message).toContain('within 0.7 s');
      expect(error).not.toBeInstanceOf(PlatformError);
      server.gateway[trouble] = false;
      server.gateway.drop();
      const { length } = server.gateway.log;
      // The library tries twice a second.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      expect(server.gateway.log.slice(length)).toEqual([]);
      const again = platformOf(server).platform;
      await again.start();
      await again.stop();
    },
  );

  it('does not wait for ever for a server that never comes', async () => {
    const chat = await chatOf({}, (server) => {
      server.missingGuild = '200000000000000009';
    });
    expect((await chat.command('pvc')).text).toContain('클레임');
  });

  it('that is stopped ends', async () => {
    const server = await serverOf();
    server.gateway.isSilent = true;
    const { platform } = platformOf(server);
    const started = reasonOf(platform.start());
    await server.until(() => server.requests.length > 0);
    await platform.stop();
    expect((await started) as Error).toMatchObject({ message: expect.stringContaining('stopped') });
  });
});

describe('the connection', () => {
  it.each([
    ['is asked to connect anew', (server: DiscordServer) => server.gateway.send({ op: 7, d: null })],
    ['is cut', (server: DiscordServer) => server.gateway.drop()],
    ['is closed', (server: DiscordServer) => server.gateway.close(4000)],
    ['times out', (server: DiscordServer) => server.gateway.close(4009)],
  ])('%s and comes back, with what was said in between', async (_, cut) => {
    const chat = await chatOf();
    cut(chat.server);
    await chat.server.until(() => chat.logged.some(({ message }) => message.includes('connecting again')));
    const said = chat.server.say(`<@${chat.server.botId}> pvc`);
    await chat.server.answerTo(said);
    await chat.server.until(() =>
      chat.logged.some(({ message }) => message === 'connected to Discord again'),
    );
    expect(chat.server.answersTo(said)).toHaveLength(1);
    expect(chat.lost).toEqual([]);
  });

  it('that Discord forgot is made anew', { timeout: 40_000 }, async () => {
    const chat = await chatOf();
    chat.server.gateway.forgets = true;
    chat.server.gateway.drop();
    await chat.server.until(
      () => chat.logged.some(({ message }) => message === 'connected to Discord again'),
      30_000,
    );
    expect(chat.server.gateway.log.filter((event) => event === 'identify')).toHaveLength(2);
    expect((await chat.command('pvc')).text).toContain('클레임');
  });

  it.each([4004, 4014, 4011, 4012])('closed by %i is lost, which is told once', async (code) => {
    const chat = await chatOf();
    chat.server.gateway.close(code);
    await chat.server.until(() => chat.lost.length > 0);
    expect(chat.lost[0]).toBeInstanceOf(PlatformError);
    await chat.platform.stop();
    expect(chat.lost).toHaveLength(1);
    expect(chat.server.gateway.sockets).toEqual([]);
  });

  it('is lost when the token is no longer taken, which is told once', async () => {
    const chat = await chatOf();
    chat.server.fail(/POST .*messages/, 401, { times: 9, body: { message: '401: Unauthorized', code: 0 } });
    for (const channel of [chat.server.channelId, chat.server.threadId])
      chat.server.say(`<@${chat.server.botId}> pvc`, { channel });
    await chat.server.until(() => chat.lost.length > 0);
    await chat.platform.stop();
    expect(chat.lost.map(({ message }) => message)).toEqual([expect.stringContaining('DISCORD_TOKEN')]);
  });

  it('survives an event that the library cannot read', async () => {
    const chat = await chatOf();
    chat.server.tell({ id: '1', type: 2, data: { type: 1, name: 'k8s' }, user: { id: '5' } });
    await chat.server.until(() => chat.logged.some(({ message }) => message.includes('could not be read')));
    expect((await chat.command('pvc')).text).toContain('클레임');
  });
});

describe('what Discord answers to an answer', () => {
  const mention = (chat: DiscordChat) => chat.server.say(`<@${chat.server.botId}> pvc`);

  it('to wait is waited for', async () => {
    const chat = await chatOf();
    const headers = { 'retry-after': '0.2', 'x-ratelimit-scope': 'user' };
    chat.server.fail(/POST .*messages/, 429, {
      headers,
      body: { message: 'You are being rate limited.', retry_after: 0.2, global: false },
    });
    await chat.server.answerTo(mention(chat));
  });

  it.each([
    ['it failed but did not', 502],
    ['the line was cut', 0],
  ])('that leaves open whether it came makes no second message: %s', async (_, status) => {
    const chat = await chatOf();
    chat.server.fail(/POST .*messages/, status, { afterwards: true });
    const said = mention(chat);
    await chat.server.request(({ path, status }) => path.endsWith('/messages') && status === 200);
    await chat.server.settle();
    expect(chat.server.answersTo(said)).toHaveLength(1);
  });

  it.each([50_001, 50_013, 50_007])(
    'that it may not (%i) is told to the host, and others are answered',
    async (code) => {
      const chat = await chatOf();
      chat.server.refuse(chat.server.channelId, code);
      mention(chat);
      const { level } = await chat.server.until(() =>
        chat.logged.find(({ data }) => 'code' in data && data.code === code),
      );
      expect(level).toBe('warn');
      expect((await chat.mention('pvc', {}, { thread: chat.server.threadId }))?.text).toContain('클레임');
      chat.server.refuse(chat.server.channelId);
      expect((await chat.mention('pvc'))?.text).toContain('클레임');
    },
  );

  it('that the channel is gone is no trouble', async () => {
    const chat = await chatOf();
    chat.server.refuse(chat.server.channelId, 10_003);
    mention(chat);
    await chat.server.until(() => chat.logged.some(({ message }) => message.includes('is gone')));
    expect((await chat.command('pvc')).text).toContain('클레임');
  });

  it('that the bot may not read the question any more makes it an ordinary message', async () => {
    const chat = await chatOf();
    chat.server.refuse(chat.server.channelId, 160_002);
    const said = mention(chat);
    const { body } = await chat.server.answerTo(said);
    expect(body.message_reference).toBeUndefined();
  });

  it.each([10_062, 40_060])('to an interaction that is over (%i) is no trouble', async (code) => {
    const chat = await chatOf();
    chat.server.fail(/callback/, 404, { body: { message: 'x', code }, afterwards: true });
    await chat.command('pvc');
    await chat.server.until(() =>
      chat.logged.some(({ message, level }) => level === 'info' && message.includes('too late')),
    );
    expect((await chat.command('pvc')).text).toContain('클레임');
    expect(chat.logged.filter(({ level }) => level !== 'info')).toEqual([]);
  });

  it('that nobody understands is logged, without what was asked', async () => {
    const chat = await chatOf();
    chat.server.fail(/POST .*messages/, 400, {
      body: { message: 'Invalid Form Body', code: 50_035, errors: {} },
    });
    mention(chat);
    await chat.server.until(() => chat.logged.some(({ level }) => level === 'error'));
    expect((await chat.command('pvc')).text).toContain('클레임');
  });

  it('is not asked twice for what Discord tells twice', async () => {
    const chat = await chatOf();
    const said = mention(chat);
    await chat.server.answerTo(said);
    chat.server.gateway.dispatch('MESSAGE_CREATE', chat.server.lastMessage);
    await chat.server.settle();
    expect(
      chat.server.requests.filter(({ path }) => path.endsWith(`${chat.server.channelId}/messages`)),
    ).toHaveLength(1);
  });
});

describe('a stop', () => {
  /** A bot whose answer waits until it is let go. */
  function waiting() {
    let letGo = () => {};
    let begun = () => {};
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const bot = (): Bot => {
      const own = makeBot();
      return {
        ...own,
        async handle(interaction) {
          begun();
          await gate;
          return own.handle(interaction);
        },
      };
    };
    return { bot, letGo: () => letGo(), hasBegun };
  }

  it('lets answers under way out, and takes nothing new', async () => {
    const { bot, letGo, hasBegun } = waiting();
    const chat = await chatOf({}, () => {}, bot);
    const said = chat.server.say(`<@${chat.server.botId}> pvc`);
    await hasBegun;
    const stopped = chat.platform.stop();
    const late = chat.server.say(`<@${chat.server.botId}> pvc`);
    // Long enough for a stop that does not wait.
    const first = await Promise.race([
      stopped.then(() => 'stopped'),
      new Promise((resolve) => setTimeout(() => resolve('waits'), 300)),
    ]);
    expect(first).toBe('waits');
    letGo();
    await stopped;
    expect(chat.server.answersTo(said)).toHaveLength(1);
    expect(chat.server.answersTo(late)).toEqual([]);
    expect(chat.server.gateway.sockets).toEqual([]);
  });

  it('waits no longer than it may', async () => {
    const { bot, letGo, hasBegun } = waiting();
    const chat = await chatOf({ drainMs: 50 }, () => {}, bot);
    chat.server.say(`<@${chat.server.botId}> pvc`);
    await hasBegun;
    await chat.platform.stop();
    letGo();
  });

  it('is quiet, may come twice, before a start, and is followed by a start', async () => {
    const server = await serverOf();
    const { platform, log } = platformOf(server);
    await platform.stop();
    await platform.start();
    await server.until(() => server.requests.some(({ method }) => method === 'PUT'));
    await Promise.all([platform.stop(), platform.stop()]);
    expect(log.filter(({ level }) => level !== 'info')).toEqual([]);
    await platform.start();
    expect((await server.command({ query: 'pvc' })).type).toBe(4);
    await platform.stop();
  });

  it('between two connections leaves none behind', async () => {
    const chat = await chatOf();
    chat.server.gateway.close(4000);
    await chat.server.until(() => chat.logged.some(({ message }) => message.includes('connecting again')));
    await chat.platform.stop();
    const { length } = chat.server.gateway.log;
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(chat.server.gateway.log.slice(length)).toEqual([]);
  });
});

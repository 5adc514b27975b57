import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { commandNames } from '../adapters/discord/commands.ts';
import { type DiscordSettings, diagnoseDiscord } from '../adapters/discord/doctor.ts';
import type { DiscordOptions } from '../adapters/discord/platform.ts';
import { createDiscord } from '../adapters/discord/platform.ts';
import { readMessages } from '../adapters/files.ts';
import { type Bot, createBot } from '../src/bot.ts';
import type { Interaction } from '../src/chat/interaction.ts';
import { messages } from '../src/chat/locale.ts';
import { type Diagnosis, PlatformError } from '../src/chat/platform.ts';
import { type DiscordChat, markdownOf, openDiscord } from './chats/discord.ts';
import { DiscordServer } from './servers/discord.ts';
import { shelfOf, shippedNotes } from './shelves.ts';

const say = messages(await readMessages());
const { library } = await shelfOf(shippedNotes);
const silent = { info() {}, warn() {}, error() {} };
const makeBot = (): Bot => createBot({ library: () => library, say, log: silent });

type Data = Record<string, unknown>;

const open: (DiscordChat | DiscordServer)[] = [];
const strict = new Set<DiscordServer>();
let logged: unknown[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  const servers = [...strict];
  strict.clear();
  const said = JSON.stringify(logged);
  logged = [];
  expect(servers.flatMap(({ violations, gateway }) => [...violations, ...gateway.violations])).toEqual([]);
  for (const { token } of servers) expect(said).not.toContain(token);
  expect(said).not.toContain('interaction-token');
});

async function chatOf(
  more: Partial<DiscordOptions> = {},
  prepare: (server: DiscordServer) => void = () => {},
  bot: () => Bot = makeBot,
): Promise<DiscordChat> {
  const chat = await openDiscord(bot, say, more, prepare);
  open.push(chat);
  strict.add(chat.server);
  logged.push(chat.logged);
  return chat;
}

async function serverOf(): Promise<DiscordServer> {
  const server = await DiscordServer.open();
  open.push(server);
  strict.add(server);
  return server;
}

/** A platform that is not started yet. */
function platformOf(server: DiscordServer, more: Partial<DiscordOptions> = {}) {
  const log: DiscordChat['logged'] = [];
  const told = (level: string) => (data: object, message: string) => log.push({ level, data, message });
  logged.push(log);
  const { token, apiUrl } = server;
  const lost: PlatformError[] = [];
  const platform = createDiscord({
    ...{ token, apiUrl, say, bot: makeBot(), locale: 'ko', onLost: (error) => lost.push(error) },
    log: { info: told('info'), warn: told('warn'), error: told('error') },
    ...more,
  });
  return { platform, log, lost };
}

const reasonOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

/** A bot that tells what it was asked. */
function listening(): { asked: Interaction[]; bot: () => Bot } {
  const asked: Interaction[] = [];
  const bot = (): Bot => {
    const own = makeBot();
    return {
      ...own,
      handle(interaction) {
        asked.push(interaction);
        return own.handle(interaction);
      },
    };
  };
  return { asked, bot };
}

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

describe('commands', () => {
  const puts = (server: DiscordServer) => server.requests.filter(({ method }) => method === 'PUT');
  const registered = (chat: DiscordChat) =>
    chat.server.until(() => chat.logged.some(({ message }) => message.startsWith('/k8s')));

  const names = ({ server }: DiscordChat, guild: string) =>
    server.commands.get(guild)?.map(({ name }) => name);

  it('are registered in both languages, once', async () => {
    const chat = await chatOf();
    await registered(chat);
    const [command] = chat.server.commands.get('') ?? [];
    expect(command).toMatchObject({
      name: 'k8s',
      description_localizations: { ko: '쿠버네티스 노트 찾기' },
      contexts: [0, 1],
      integration_types: [0],
      options: [
        { name: 'query', type: 3, autocomplete: true, name_localizations: { ko: '검색어' } },
        { name: 'hide', type: 5, name_localizations: { ko: '나만보기' } },
      ],
    });
    const before = chat.server.requests.length;
    await chat.restart();
    await chat.server.until(() =>
      chat.server.requests.slice(before).find(({ path }) => path.endsWith('/commands')),
    );
    await chat.platform.stop();
    expect(puts(chat.server)).toHaveLength(1);
  });

  it.each([
    ['a description', (command: Data): Data => ({ ...command, description: 'Old' })],
    ['a translation', (command: Data): Data => ({ ...command, description_localizations: { ko: '옛' } })],
    ['an option', (command: Data): Data => ({ ...command, options: [] })],
    [
      'a limit of an option',
      (command: Data): Data => ({
        ...command,
        options: (command.options as Data[]).map((option) =>
          option.name === 'count' ? { ...option, max_value: 10 } : option,
        ),
      }),
    ],
    ['where it may be used', (command: Data): Data => ({ ...command, contexts: [0] })],
  ])('are registered again if %s changed', async (_, change: (command: Data) => Data) => {
    const chat = await chatOf();
    await registered(chat);
    chat.server.commands.set('', (chat.server.commands.get('') ?? []).map(change));
    await chat.restart();
    await chat.server.until(() => puts(chat.server).length === 2);
  });

  it('of a server are registered there', async () => {
    const chat = await chatOf({ guildId: '200000000000000000' });
    await registered(chat);
    expect(chat.server.commands.get('')).toBeUndefined();
    expect(names(chat, chat.server.guildId)).toEqual(commandNames);
    await chat.restart();
    await chat.platform.stop();
    expect(puts(chat.server)).toHaveLength(1);
  });

  it('leave the one that opens an activity alone', async () => {
    const entry = { id: '77', type: 4, name: 'launch', description: 'x', handler: 2 };
    const chat = await chatOf({}, (server) => server.commands.set('', [entry]));
    await registered(chat);
    expect(names(chat, '')).toEqual([...commandNames, 'launch']);
  });

  it.each([
    ['a server that the bot is not in', { guildId: '200000000000000007' }, 'DISCORD_GUILD_ID', () => {}],
    [
      'a broken API',
      {},
      'start the bot again later',
      (server: DiscordServer) => server.fail(/GET .*commands/, 500, { times: 9 }),
    ],
  ] as const)(
    'that cannot be registered are reported, and mentions answered: %s',
    async (_, more, words, prepare) => {
      const chat = await chatOf(more, prepare);
      const { message } = await chat.server.until(() => chat.logged.find(({ level }) => level === 'error'));
      expect(message).toContain(words);
      expect((await chat.mention('pvc'))?.text).toContain('클레임');
    },
  );
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

describe('a command', () => {
  it('is answered for all to see, unless it is hidden', async () => {
    const chat = await chatOf();
    expect((await chat.command('pvc')).isPrivate).toBe(false);
    expect((await chat.command('pvc', {}, { isHidden: true })).isPrivate).toBe(true);
  });

  it('that no version knows any more explains itself', async () => {
    const chat = await chatOf();
    const { message } = await chat.server.command({ topic: 'pvc' }, { locale: 'ko' }, 'note');
    expect(markdownOf(message?.body ?? {})).toContain('쿠버네티스 노트를 찾아 드려요');
  });

  it('finds what was chosen from what is offered, whatever its name', async () => {
    const chat = await chatOf();
    for (const [typed, title] of [
      ['docker', 'Docker volumes vs Kubernetes volumes'],
      ['in-pod', 'In-pod networking'],
      ['pvc', 'PersistentVolumeClaim'],
    ] as const) {
      const choices = await chat.server.suggest(typed);
      const choice = choices.find(({ name }) => name === title);
      const { message } = await chat.server.command({ query: choice?.value ?? '' });
      expect(markdownOf(message?.body ?? {})).toMatch(new RegExp(`^## ${title}\n`));
    }
    expect(await chat.server.suggest('')).toHaveLength(25);
  });

  it('offers nothing where suggesting fails', async () => {
    const broken = () =>
      createBot({
        library: () => {
          throw new Error('no disk');
        },
        say,
        log: silent,
      });
    const chat = await chatOf({}, () => {}, broken);
    expect(await chat.server.suggest('p')).toEqual([]);
    expect((await chat.command('pvc')).isPrivate).toBe(true);
  });
});

describe('a press', () => {
  it('below what others see is answered to one person, and leaves it', async () => {
    const chat = await chatOf();
    const note = await chat.command('pvc');
    const before = JSON.stringify(note.kept.body);
    const { called, isPrivate, text } = await chat.pressId('show#pod#example', note);
    expect(called.type).toBe(4);
    expect(isPrivate).toBe(true);
    expect(text).toContain('kind: Pod');
    expect(JSON.stringify(note.kept.body)).toBe(before);
  });

  it('below what one person sees replaces it', async () => {
    const chat = await chatOf();
    const note = await chat.command('pvc', {}, { isHidden: true });
    const { called, kept } = await chat.pressId('show#pod#example', note);
    expect(called.type).toBe(7);
    expect(kept.id).toBe(note.kept.id);
    expect(markdownOf(kept.body)).toContain('kind: Pod');
  });

  it('in private posts an ordinary message', async () => {
    const chat = await chatOf();
    const note = await chat.mention('pvc', {}, { isDirect: true });
    if (note === undefined) throw new Error('no answer');
    const { called, kept } = await chat.pressId('show#pod#example', note);
    expect(called.type).toBe(4);
    expect(kept.flags & 64).toBe(0);
  });

  it.each(['quiz#17', 'show#gone', 'x'.repeat(100)])(
    'of an old button (%s) gets a friendly word',
    async (id) => {
      const chat = await chatOf();
      const { text, isPrivate } = await chat.pressId(id, await chat.command('pvc'));
      expect(text).toContain('/k8s pvc');
      expect(isPrivate).toBe(true);
    },
  );
});

describe('a mention', () => {
  it('is answered as a reply where it was asked', async () => {
    const chat = await chatOf();
    const said = chat.server.say(`<@!${chat.server.botId}>  PVC가 뭐야?`);
    const { body, channel_id } = await chat.server.answerTo(said);
    expect(channel_id).toBe(chat.server.channelId);
    expect(body).toMatchObject({
      message_reference: { message_id: said, fail_if_not_exists: false },
      nonce: said,
      enforce_nonce: true,
      allowed_mentions: { parse: [], replied_user: false },
    });
  });

  it('leads from one to another in a thread and in private, and not in a channel', async () => {
    const { asked, bot } = listening();
    const chat = await chatOf({}, () => {}, bot);
    await chat.mention('pvc', {}, { thread: chat.server.threadId });
    const next = await chat.mention('예제는?', {}, { thread: chat.server.threadId });
    expect(next?.thread).toBe(chat.server.threadId);
    expect(next?.text).toContain('kind: PersistentVolumeClaim');
    await chat.mention('pvc');
    expect((await chat.mention('예제는?'))?.text).not.toContain('kind: PersistentVolumeClaim');
    const user = chat.idOf();
    expect(
      asked.filter(({ kind }) => kind === 'mention').find(({ person }) => person === `discord:${user}`),
    ).toEqual({
      kind: 'mention',
      text: 'pvc',
      locale: 'ko',
      person: `discord:${user}`,
      conversation: `discord:${chat.server.threadId}`,
      group: `discord:${chat.server.guildId}`,
      channel: `discord:${chat.server.threadId}`,
      name: 'mina',
      isHost: false,
      delivery: expect.stringMatching(/^discord:\d+$/),
    });
    expect(
      asked.some(({ person, conversation }) => person === `discord:${user}` && conversation === undefined),
    ).toBe(true);
  });

  it('of nothing gets the help', async () => {
    const chat = await chatOf();
    expect((await chat.mention('', { locale: 'ko' }))?.text).toContain('쿠버네티스 노트를 찾아 드려요');
  });

  it.each([
    ['everyone', { content: '@everyone pvc' }],
    ['a role', { content: '<@&500000000000000000> pvc' }],
    ['another person', { content: '<@400000000000000001> pvc' }],
    ['nobody', { content: 'pvc' }],
    [
      'the bot, by a bot',
      {
        content: '<@100000000000000000> pvc',
        fields: { author: { id: '7', username: 'b', discriminator: '0', bot: true } },
      },
    ],
    ['the bot, by a webhook', { content: '<@100000000000000000> pvc', fields: { webhook_id: '7' } }],
    ['the bot, by Discord', { content: '<@100000000000000000> pvc', fields: { type: 7 } }],
  ])('of %s is not answered', async (_, { content, ...by }) => {
    const chat = await chatOf();
    const said = chat.server.say(content, by);
    await chat.server.settle();
    expect(chat.server.answersTo(said)).toEqual([]);
  });

  it('that is edited is not answered again', async () => {
    const chat = await chatOf();
    const said = chat.server.say(`<@${chat.server.botId}> pvc`);
    await chat.server.answerTo(said);
    chat.server.gateway.dispatch('MESSAGE_UPDATE', {
      ...chat.server.lastMessage,
      content: `<@${chat.server.botId}> pod`,
    });
    await chat.server.settle();
    expect(chat.server.answersTo(said)).toHaveLength(1);
  });

  it('by a reply to the bot is answered only if there is an answer', async () => {
    const chat = await chatOf();
    const first = await chat.mention('pvc');
    if (first === undefined) throw new Error('no answer');
    const thanks = chat.server.say('고마워요!', { replyTo: first.kept });
    const more = chat.server.say('디플로이먼트는?', { replyTo: first.kept });
    const plain = chat.server.say('알쏭달쏭', { replyTo: first.kept, pings: false });
    await chat.server.answerTo(more);
    await chat.server.settle();
    expect(chat.server.answersTo(thanks)).toEqual([]);
    expect(chat.server.answersTo(plain)).toEqual([]);
  });

  it.each([
    ['<@100000000000000000> pvc <@400000000000000001>', 'pvc @User 001'],
    ['pvc <@!100000000000000000>', 'pvc'],
    ['<@100000000000000000> <#300000000000000000> <#399>', '#study #?'],
    ['<@100000000000000000> <@&500000000000000000> pod', '@mentors pod'],
    ['<@100000000000000000> </k8s:123> pvc', '/k8s pvc'],
    [
      '<@100000000000000000> <https://kubernetes.io/x> <:think:55> <a:wave:56> <t:1700000000:R> pod',
      'https://kubernetes.io/x       pod',
    ],
  ])('%s is read as %j', async (content, text) => {
    const { asked, bot } = listening();
    const chat = await chatOf({}, () => {}, bot);
    const said = chat.server.say(content);
    await chat.server.settle();
    expect(asked.find(({ delivery }) => delivery === `discord:${said}`)).toMatchObject({ text });
  });
});

describe('the language', () => {
  it.each([
    ['ko', undefined, 'en', 'ko'],
    ['en-US', 'ko', 'ko', 'en'],
    ['en-GB', 'ko', 'ko', 'en'],
    ['fr', 'ko', 'en', 'ko'],
    ['fr', 'de', 'en', 'en'],
    ['fr', 'de', 'ko', 'ko'],
  ] as const)(
    'of a command by %s in a server of %s, with LOCALE %s, is %s',
    async (locale, guildLocale, setting, wanted) => {
      const { asked, bot } = listening();
      const chat = await chatOf({ locale: setting }, () => {}, bot);
      await chat.server.command({ query: 'pvc' }, { locale, guildLocale: guildLocale ?? 'en-US' });
      expect(asked[0]?.locale).toBe(wanted);
    },
  );

  it.each([
    ['ko', [], 'en', 'ko'],
    ['en-US', [], 'ko', 'ko'],
    ['en-US', ['COMMUNITY'], 'ko', 'en'],
    ['fr', ['COMMUNITY'], 'ko', 'en'],
  ] as const)(
    'of a mention in a server of %s %j, with LOCALE %s, is %s',
    async (preferred_locale, features, locale, wanted) => {
      const { asked, bot } = listening();
      const prepare = (server: DiscordServer) => {
        server.guild = { preferred_locale, features };
      };
      const chat = await chatOf({ locale }, prepare, bot);
      await chat.server.answerTo(chat.server.say(`<@${chat.server.botId}> `));
      expect(asked[0]?.locale).toBe(wanted);
    },
  );
});

describe('the doctor', () => {
  const examine = (server: DiscordServer, settings: Partial<DiscordSettings> = {}, fix = false) =>
    diagnoseDiscord({ token: server.token, apiUrl: server.apiUrl, ...settings }, say.en, { fix, texts: say });
  const statuses = (found: Diagnosis[]) => found.map(({ status }) => status).join(' ');
  const told = (found: Diagnosis[]) => found.map(({ message }) => message).join('\n');

  it('finds all well, and gives the link that invites with just what is needed', async () => {
    const chat = await chatOf();
    await chat.server.until(() => chat.server.commands.get(''));
    const connections = chat.server.gateway.log.length;
    const found = await examine(chat.server);
    expect(statuses(found)).toBe('ok ok ok ok ok');
    const link = new URL(/https:\S+/.exec(told(found))?.[0] ?? '');
    expect(link.searchParams.get('permissions')).toBe('274877975552');
    expect(link.searchParams.get('scope')).toBe('bot applications.commands');
    expect(link.searchParams.get('client_id')).toBe(chat.server.applicationId);
    expect(chat.server.gateway.log).toHaveLength(connections);
    expect(say.ko('doctor-discord-token', { name: 'x' })).toContain('토큰');
  });

  it.each([
    ['', 'is empty'],
    ['two words', 'is no token'],
    ['MTAw.wrong.token', 'refuses DISCORD_TOKEN'],
  ])('tells what is wrong with the token %j', async (token, words) => {
    const found = await examine(await serverOf(), { token });
    expect(statuses(found)).toBe('broken');
    expect(told(found)).toContain(words);
    if (token !== '') expect(told(found)).not.toContain(token);
  });

  it('tells that Discord cannot be reached, or is broken', async () => {
    const server = await serverOf();
    expect(told(await examine(server, { apiUrl: 'http://127.0.0.1:9/api' }))).toContain('127.0.0.1:9');
    server.fail(/users\/@me\/guilds/, 503);
    expect(statuses(await examine(server))).toBe('ok ok ok broken');
    server.fail(/applications\/@me/, 403, { body: { message: 'no', code: 20_001 } });
    expect(told(await examine(server))).toContain('20001');
  });

  it('gives up on who does not answer', { timeout: 20_000 }, async () => {
    const silence = createServer(() => {});
    silence.listen(0, '127.0.0.1');
    await once(silence, 'listening');
    const apiUrl = `http://127.0.0.1:${(silence.address() as AddressInfo).port}/api`;
    const server = await serverOf();
    const begun = performance.now();
    expect(told(await examine(server, { apiUrl }))).toContain('5 s');
    expect(performance.now() - begun).toBeLessThan(9000);
    silence.closeAllConnections();
    silence.close();
  });

  it('looks the application up where older APIs have it', async () => {
    const server = await serverOf();
    server.fail(/GET \/applications\/@me/, 404);
    expect((await examine(server))[0]?.status).toBe('ok');
  });

  it('tells that the bot is in no server, or not in that one', async () => {
    const server = await serverOf();
    const elsewhere = await examine(server, { guildId: '200000000000000009' });
    expect(statuses(elsewhere)).toBe('ok ok ok broken');
    expect(told(elsewhere)).toContain('client_id=');
    expect(told(await examine(server, { guildId: server.guildId }))).toContain('“kubernetes-study”');
    server.guilds = [];
    expect(statuses(await examine(server))).toContain('warning');
  });

  it('tells that an intent is on that is not needed', async () => {
    const server = await serverOf();
    server.applicationFlags = (1 << 19) | (1 << 14);
    expect(told(await examine(server))).toContain('Server Members, Message Content');
  });

  it('tells of commands that are missing, or old', async () => {
    const chat = await chatOf();
    await chat.server.until(() => chat.server.commands.get(''));
    const [command, ...others] = chat.server.commands.get('') ?? [];
    chat.server.commands.set('', [{ ...command, description: 'Old' }, ...others]);
    expect(told(await examine(chat.server))).toContain('older version');
    chat.server.commands.set('', [command ?? {}]);
    expect(told(await examine(chat.server))).toContain('Not all commands are registered yet');
  });

  it.each([
    ['for one server beside that for all', undefined, '200000000000000000'],
    ['for all servers beside that for one', '200000000000000000', ''],
  ])('tells of a command %s, and takes it away if asked to', async (_, guildId, other) => {
    const chat = await chatOf({ guildId });
    const place = guildId ?? '';
    const own = await chat.server.until(() => chat.server.commands.get(place));
    chat.server.commands.set(other, [
      { ...own[0], id: '77' },
      { ...own[1], id: '78' },
      { ...own[1], id: '79', name: 'theirs' },
    ]);
    const found = await examine(chat.server, { guildId });
    expect(statuses(found)).toBe('ok ok ok ok ok warning');
    expect(told(found)).toContain('/k8s, /quiz twice');
    expect(chat.server.commands.get(other)).toHaveLength(3);
    expect(statuses(await examine(chat.server, { guildId }, true))).toBe('ok ok ok ok ok ok');
    expect(chat.server.commands.get(other)).toMatchObject([{ name: 'theirs' }]);
    expect(chat.server.commands.get(place)).toHaveLength(commandNames.length);
    expect(statuses(await examine(chat.server, { guildId }))).toBe('ok ok ok ok ok');
  });
});

import { readFile } from 'node:fs/promises';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readMessages } from '../adapters/files.ts';
import { limitFlood } from '../adapters/flood.ts';
import { boltLogger } from '../adapters/slack/api.ts';
import { diagnoseSlack, type SlackSettings, scopes } from '../adapters/slack/doctor.ts';
import { createSlack, type SlackOptions } from '../adapters/slack/platform.ts';
import { readMarkup } from '../adapters/slack/text.ts';
import { type Bot, createBot } from '../src/bot.ts';
import { messages } from '../src/chat/locale.ts';
import { PlatformError } from '../src/chat/platform.ts';
import { openSlack, type SlackChat, type SlackMode } from './chats/slack.ts';
import { SlackServer } from './servers/slack.ts';
import { shelfOf, shippedNotes } from './shelves.ts';

const say = messages(await readMessages());
const quiet = { info() {}, warn() {}, error() {} };
const { library } = await shelfOf(shippedNotes);
const makeBot = (perMinute = 0) =>
  createBot({ library: () => library, say, log: quiet, allow: limitFlood(perMinute) });

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function open(
  mode: SlackMode,
  more: Partial<SlackOptions> = {},
  bot: () => Bot = () => makeBot(),
): Promise<SlackChat> {
  const chat = await openSlack(bot, say, mode, more);
  closing.push(() => chat.close());
  return chat;
}

async function serve(): Promise<SlackServer> {
  const server = await SlackServer.start();
  closing.push(() => server.close());
  return server;
}

const platformOf = (server: SlackServer, more: Partial<SlackOptions> = {}) =>
  createSlack({
    botToken: server.botToken,
    appToken: server.appToken,
    apiUrl: server.apiUrl,
    bot: makeBot(),
    say,
    locale: 'ko',
    log: quiet,
    onLost() {},
    retryMs: 20,
    ...more,
  });

describe.each(['http', 'socket'] as const)('over %s', (mode) => {
  it('a command is answered to the person alone, by the acknowledgement, with a button that shares it', async () => {
    const chat = await open(mode);
    const seen = await chat.command('pvc');
    expect(seen.isPrivate).toBe(true);
    expect(seen.output.via).toBe('ack');
    expect(seen.text).toContain('퍼시스턴트 볼륨 클레임');
    expect(seen.buttons.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['예제', '공식 문서', '채널에 공유']),
    );
    expect(chat.server.violations).toEqual([]);
  });

  it('shared, it is there for everyone, with who shared it and no second button', async () => {
    const chat = await open(mode);
    const seen = await chat.press(await chat.command('pvc'), '채널에 공유', { name: '민아' });
    expect(seen).toMatchObject({
      isPrivate: false,
      payload: { response_type: 'in_channel', unfurl_links: false },
    });
    expect(seen.text).toContain('민아 님이 공유했어요.');
    expect(seen.buttons.map(({ label }) => label)).not.toContain('채널에 공유');
  });

  it('a button of what one person sees puts the answer in its place', async () => {
    const chat = await open(mode);
    const seen = await chat.press(await chat.command('pvc'), '예제');
    expect(seen.output).toMatchObject({ via: 'respond', replaces: true });
    expect(seen.isPrivate).toBe(true);
    expect(seen.text).toContain('kind: PersistentVolumeClaim');
    expect(seen.buttons.map(({ label }) => label)).toContain('채널에 공유');
  });

  it('a mention is answered in a thread, where one thing leads to another', async () => {
    const chat = await open(mode);
    const seen = await chat.mention('PVC가 뭐야?');
    expect(seen?.output).toMatchObject({ via: 'post', channel: 'C0STUDY' });
    expect(seen?.thread).toBeDefined();
    expect(seen?.payload).toMatchObject({
      unfurl_links: 'false',
      unfurl_media: 'false',
      link_names: 'false',
    });
    const next = await chat.mention('예제는?', {}, { thread: seen?.thread ?? '' });
    expect(next?.thread).toBe(seen?.thread);
    expect(next?.text).toContain('퍼시스턴트 볼륨 클레임 · 예제');
  });

  it('a button below what all see answers who pressed it, in the same thread', async () => {
    const chat = await open(mode);
    const shown = await chat.mention('PVC가 뭐야?');
    if (shown === undefined) throw new Error('no answer');
    const seen = await chat.press(shown, '예제', { name: 'juno', locale: 'en' });
    expect(seen.output).toMatchObject({ via: 'respond', replaces: false, onlyFor: 'U0JUNO' });
    expect(seen.thread).toBe(shown.thread);
    expect(seen.text).toContain('PersistentVolumeClaim · Example');
  });

  it('what a mention finds no answer to is for who asked alone', async () => {
    const chat = await open(mode);
    const seen = await chat.mention('아르고 CD 설치');
    expect(seen?.output).toMatchObject({ via: 'whisper', onlyFor: 'U0MINA' });
    expect(await chat.mention('')).toMatchObject({
      isPrivate: true,
      text: expect.stringContaining('/k8s pvc'),
    });
  });

  it('a private chat is answered there, and so are its buttons', async () => {
    const chat = await open(mode);
    const seen = await chat.mention('PVC가 뭐야?', {}, { isDirect: true });
    expect(seen?.output).toMatchObject({ via: 'post', channel: 'D0U0MINA', thread: undefined });
    if (seen === undefined) throw new Error('no answer');
    const pressed = await chat.press(seen, '예제');
    expect(pressed.output).toMatchObject({ via: 'post', channel: 'D0U0MINA' });
    expect(await chat.mention('명령은?', {}, { isDirect: true })).toMatchObject({
      text: expect.stringContaining('퍼시스턴트 볼륨 클레임 · 명령'),
    });
  });

  it('the App Home says how to use the bot, in the language of who opens it, and its buttons work there', async () => {
    const chat = await open(mode);
    const user = chat.idOf({ name: 'juno', locale: 'en' });
    await chat.event({ type: 'app_home_opened', user, channel: 'D0U0JUNO', tab: 'home', event_ts: '1.1' });
    const home = await chat.next(0);
    expect(home.output.via).toBe('home');
    expect(home.text).toContain('I look up Kubernetes notes');
    const pressed = await chat.press(home, 'ConfigMap', { name: 'juno', locale: 'en' });
    expect(pressed.output.via).toBe('home');
    expect(pressed.text).toMatch(/ConfigMap[\s\S]*I look up Kubernetes notes/);
    await chat.event({
      type: 'app_home_opened',
      user,
      channel: 'D0U0JUNO',
      tab: 'messages',
      event_ts: '1.2',
    });
    expect(await chat.settled(2)).toEqual([]);
  });

  it('what is delivered twice is answered once', async () => {
    const chat = await open(mode);
    const user = chat.idOf();
    const mention = {
      type: 'app_mention',
      channel: 'C0STUDY',
      user,
      text: '<@U0BOT> pvc',
      ts: '5.5',
      event_ts: '5.5',
    };
    await chat.event(mention);
    await chat.event(mention, { num: 1, reason: 'http_timeout' });
    expect(await chat.settled(0)).toHaveLength(1);
    const direct = { ...mention, channel: 'D0U0MINA', channel_type: 'im', ts: '6.6' };
    await chat.event({ ...direct, type: 'message' });
    await chat.event(direct);
    expect(await chat.settled(1)).toHaveLength(1);
  });

  it.each([
    ['of the bot itself', { user: 'U0BOT' }],
    ['of another bot', { bot_id: 'B0OTHER' }],
    ['of Slack', { user: 'USLACKBOT' }],
    ['that was edited', { edited: { user: 'U0MINA', ts: '1.2' } }],
    ['that is no message of a person', { subtype: 'message_changed' }],
    ['in a channel that does not speak to the bot', { channel: 'C0STUDY', channel_type: 'channel' }],
  ])('a message %s is not answered', async (_what, more) => {
    const chat = await open(mode);
    const user = chat.idOf();
    await chat.event({
      type: 'message',
      channel_type: 'im',
      channel: 'D0U0MINA',
      user,
      text: 'pvc',
      ts: '7.7',
      event_ts: '7.7',
      ...more,
    });
    expect(await chat.settled(0)).toEqual([]);
  });

  it('buttons work after a restart, and those of nobody get a friendly word', async () => {
    const chat = await open(mode);
    const seen = await chat.command('pvc');
    await chat.restart();
    expect((await chat.press(seen, '예제')).text).toContain('예제');
    for (const id of ['show#gone', 'quiz#17', 'x'.repeat(255)]) {
      const told = await chat.pressId(id, seen);
      expect(told.text).toContain('/k8s pvc');
      expect(told.output.replaces).toBe(false);
    }
    expect(chat.server.violations).toEqual([]);
  });

  it('a link that is opened is acknowledged, and nothing is said', async () => {
    const chat = await open(mode);
    const seen = await chat.command('pvc');
    void chat.press(seen, '공식 문서');
    expect(await chat.settled(1)).toEqual([]);
    expect(chat.server.violations).toEqual([]);
  });

  it('a person who hammers is told so once, the others are answered', async () => {
    const chat = await open(mode, {}, () => makeBot(2));
    for (const text of ['pvc', 'pod']) await chat.command(text);
    const slow = await chat.command('pvc');
    expect(slow).toMatchObject({ isPrivate: true, text: expect.stringContaining('너무 빨라서') });
    expect((await chat.command('pvc', { name: 'juno' })).text).toContain('퍼시스턴트');
  });

  it.each([
    ['@everyone <!channel> <!here|here>'],
    ['&lt;!channel&gt; <@U0JUNO> <#C0STUDY>'],
    ['```<!channel>``` *a* _b_ ~c~ `d`'],
    ['<https://evil.example|https://kubernetes.io>'],
    ['가'.repeat(4000)],
    ['\u0000\u202E\u2066pvc\u001b[31m'],
    ['<@U0BOT|k8s> <!subteam^S1|@team> <!date^1^{date}|today>'],
  ])('%j pings nobody', async (text) => {
    const chat = await open(mode);
    const seen = [
      await chat.command(text),
      await chat.mention(text),
      await chat.mention(text, {}, { isDirect: true }),
    ];
    for (const one of seen) {
      const { text, blocks } = one?.output.message ?? {};
      const json = JSON.stringify([text, blocks]);
      expect(json).not.toMatch(/<[!@#]\w/);
      expect(json).not.toMatch(/"type":"(?:user|usergroup|broadcast|channel|mrkdwn)"/);
      expect(one?.text).not.toMatch(/[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069]/u);
    }
    expect(chat.server.violations).toEqual([]);
  });
});

describe('it starts', () => {
  const secret = '0123456789abcdef0123456789abcdef';

  it.each([
    [
      'a bot token that Slack does not know',
      { botToken: 'xoxb-wrong' },
      'SLACK_BOT_TOKEN is refused by Slack (invalid_auth)',
    ],
    [
      'an app token in its place',
      { botToken: 'xapp-1-A1-2-test' },
      'SLACK_BOT_TOKEN holds an app-level token',
    ],
    ['a bot token that cannot be one', { botToken: 'xoxb-\nfoo' }, 'SLACK_BOT_TOKEN is no bot token'],
    [
      'an app token that Slack does not know',
      { appToken: 'xapp-wrong' },
      'SLACK_APP_TOKEN is refused by Slack (invalid_auth)',
    ],
    [
      'a bot token in the place of the app token',
      { appToken: 'xoxb-1-2-test' },
      'SLACK_APP_TOKEN is no app-level token',
    ],
    [
      'neither app token nor signing secret',
      { appToken: undefined },
      'neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET',
    ],
  ] as const)('not with %s, and says what to do', async (_what, more, advice) => {
    const server = await serve();
    const starting = platformOf(server, more).start();
    await expect(starting).rejects.toThrow(PlatformError);
    await expect(starting).rejects.toThrow(advice);
    await expect(starting).rejects.not.toThrow(/wrong|-test/);
  });

  it.each([
    ['503', { status: 503 }],
    ['a connection that breaks', 'drop'],
    ['an error of its own', { error: 'internal_error' }],
  ] as const)('another time, where Slack answers with %s', async (_what, mishap) => {
    for (const method of ['auth.test', 'apps.connections.open']) {
      const server = await serve();
      server.fail(method, mishap);
      const platform = platformOf(server);
      const starting = platform.start();
      await expect(starting).rejects.toThrow();
      await expect(starting).rejects.not.toBeInstanceOf(PlatformError);
      await platform.start();
      await server.until(() => server.sockets.size === 1, 'a socket');
      await platform.stop();
    }
  });

  it('another time, where Slack lets it in and says nothing', async () => {
    const server = await serve();
    server.saysHello = false;
    const platform = platformOf(server);
    const starting = expect(platform.start()).rejects.toThrow('before it said hello');
    (await server.until(() => [...server.sockets][0], 'a socket')).terminate();
    await starting;
    server.saysHello = true;
    await platform.start();
    await platform.stop();
  });

  it('by Socket Mode where both ways are set', async () => {
    const server = await serve();
    const platform = platformOf(server, { signingSecret: secret });
    expect(platform.listener).toBeUndefined();
    await platform.start();
    expect(server.sockets.size).toBe(1);
    await platform.stop();
  });

  it('and asks Slack once who it is, however many events come', async () => {
    const chat = await open('http');
    for (const text of ['pvc', 'pod', 'service']) await chat.command(text);
    await chat.mention('pvc');
    const methods = chat.server.calls.map(({ method }) => method);
    expect(methods.filter((method) => method === 'auth.test')).toHaveLength(1);
    expect(chat.server.calls.filter(({ args }) => args.user === 'U0MINA')).toHaveLength(1);
  });
});

describe('in Socket Mode', () => {
  it.each([
    ['is told to connect anew', (server: SlackServer) => server.disconnect('refresh_requested')],
    ['loses the connection', (server: SlackServer) => [...server.sockets][0]?.terminate()],
    ['is closed on', (server: SlackServer) => [...server.sockets][0]?.close(1011)],
  ])('it is back when it %s', async (_what, interrupt) => {
    const chat = await open('socket');
    const [before] = [...chat.server.sockets];
    interrupt(chat.server);
    await chat.server.until(() => [...chat.server.sockets].some((ws) => ws !== before), 'a new socket');
    expect((await chat.command('pvc')).text).toContain('퍼시스턴트');
    expect(chat.lost).toEqual([]);
  });

  it('it is back after refusals, errors and broken connections', async () => {
    const chat = await open('socket');
    chat.server.fail(
      'apps.connections.open',
      'drop',
      { status: 500 },
      { error: 'internal_error' },
      {
        status: 429,
        headers: { 'retry-after': '1' },
      },
    );
    [...chat.server.sockets][0]?.terminate();
    await chat.server.until(
      () => chat.server.calls.filter(({ method }) => method === 'apps.connections.open').length === 6,
      'six tries',
    );
    expect((await chat.command('pvc')).text).toContain('퍼시스턴트');
    expect(chat.logged.filter(({ level }) => level === 'warn').length).toBeGreaterThan(3);
  });

  it('a token that was revoked is told of once', async () => {
    const chat = await open('socket');
    chat.server.revoked.add(chat.server.appToken);
    [...chat.server.sockets][0]?.terminate();
    await chat.server.until(() => chat.lost.length > 0, 'that it was lost');
    expect(chat.lost.map(String)).toEqual([
      expect.stringContaining('SLACK_APP_TOKEN is refused by Slack (token_revoked)'),
    ]);
  });

  it('Socket Mode that was switched off is told of', async () => {
    const chat = await open('socket');
    chat.server.disconnect('link_disabled');
    await chat.server.until(() => chat.lost.length > 0, 'that it was lost');
    expect(String(chat.lost[0])).toContain('Socket Mode was switched off');
  });

  it.each([
    'null',
    '{',
    '[]',
    '{"type":"events_api","payload":null}',
    '{"type":"events_api"}',
    '{"type":"slash_commands","envelope_id":"x"}',
  ])('the frame %s changes nothing', async (frame) => {
    const chat = await open('socket');
    for (const ws of chat.server.sockets) ws.send(frame);
    expect((await chat.command('pvc')).text).toContain('퍼시스턴트');
  });
});

describe('over HTTP', () => {
  const json = { 'content-type': 'application/json' };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  it.each([
    ['null', json, 400],
    [' null ', json, 400],
    ['{', json, 400],
    ['payload=null', form, 400],
    ['payload=%6Eull', form, 400],
    ['payload={', form, 400],
    ['"text"', json, 200],
    ['[]', json, 200],
    ['{}', json, 200],
    ['{"event":null}', json, 200],
    ['{"type":"event_callback","event":{"type":"team_join","user":{}}}', json, 200],
    ['command=%2Fother&text=pvc', form, 200],
    ['payload={"type":"shortcut","callback_id":"x","user":{"id":"U1"},"team":{"id":"T1"}}', form, 200],
    ['payload={"type":"block_actions","actions":[],"user":{"id":"U1"},"team":null}', form, 200],
  ])('the signed body %j is answered at once', async (text, headers, status) => {
    const chat = await open('http');
    const began = performance.now();
    expect((await chat.server.post(text, headers)).status).toBe(status);
    expect(performance.now() - began).toBeLessThan(2000);
    expect((await chat.command('pvc')).text).toContain('퍼시스턴트');
  });

  it.each([
    ['of somebody else', 'null', json, 'f'.repeat(32), Date.now()],
    ['of somebody else', '{}', json, 'f'.repeat(32), Date.now()],
    ['of long ago', '{}', json, undefined, Date.now() - 600_000],
  ])('a request %s is refused', async (_what, text, headers, secret, at) => {
    const chat = await open('http');
    expect((await chat.server.post(text, headers, secret, at)).status).toBe(401);
  });

  it.each([
    ['GET', '/slack/events', 405],
    ['POST', '/slack/other', 404],
    ['POST', '//slack/events', 404],
  ])('%s %s is answered with %i', async (method, path, status) => {
    const chat = await open('http');
    expect((await fetch(`${chat.server.botUrl}${path}`, { method })).status).toBe(status);
  });

  it('a body beyond all measure is refused', async () => {
    const chat = await open('http');
    expect((await chat.server.post('x'.repeat(2_000_000), json)).status).toBe(413);
  });

  it("Slack's question whether this is the right address is answered", async () => {
    const chat = await open('http');
    const response = await chat.server.post('{"type":"url_verification","challenge":"abc"}', json);
    expect(await response.json()).toEqual({ challenge: 'abc' });
  });

  it('an answer that takes too long is sent after the acknowledgement', async () => {
    let finish = () => {};
    const waiting = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const bot = makeBot();
    const chat = await open('http', {}, () => ({
      ...bot,
      handle: async (interaction) => {
        await waiting;
        return bot.handle(interaction);
      },
    }));
    setTimeout(finish, 2700);
    const seen = await chat.command('pvc');
    expect(seen.output.via).toBe('respond');
    expect(seen.text).toContain('퍼시스턴트');
    expect(chat.server.violations).toEqual([]);
  });
});

describe('where Slack fails', () => {
  it.each([
    ['asks to wait', { status: 429, headers: { 'retry-after': '1' } }],
    ['has an error', { status: 503 }],
    ['breaks the connection', 'drop'],
  ] as const)('and %s, a message is sent again', async (_what, mishap) => {
    const chat = await open('http');
    chat.server.fail('chat.postMessage', mishap);
    await chat.event({ type: 'app_mention', channel: 'C0STUDY', user: chat.idOf(), text: 'pvc', ts: '3.3' });
    expect((await chat.next(0)).text).toContain('퍼시스턴트');
  });

  it('in one channel, others are answered', async () => {
    const chat = await open('http', { drainMs: 50 });
    const user = chat.idOf();
    chat.server.fail('chat.postMessage', { status: 429, headers: { 'retry-after': '30' } });
    await chat.event({ type: 'app_mention', channel: 'C0OTHER', user, text: 'pvc', ts: '3.3' });
    await chat.server.until(
      () => chat.server.calls.some(({ method }) => method === 'chat.postMessage'),
      'a try',
    );
    await chat.event({ type: 'app_mention', channel: 'C0STUDY', user, text: 'pod', ts: '3.4' });
    expect((await chat.next(0)).output.channel).toBe('C0STUDY');
  });

  it.each(['channel_not_found', 'not_in_channel', 'is_archived', 'missing_scope', 'restricted_action'])(
    'with %s, that is logged, and the bot goes on',
    async (error) => {
      const chat = await open('http');
      chat.server.fail('chat.postMessage', { error });
      expect(await chat.mention('pvc')).toBeUndefined();
      expect(chat.logged.some(({ level }) => level === 'warn')).toBe(true);
      expect((await chat.mention('pod'))?.text).toContain('파드');
      expect(chat.lost).toEqual([]);
    },
  );

  it('because the bot token was revoked, that is told of once', async () => {
    const chat = await open('http');
    await chat.mention('pvc');
    chat.server.revoked.add(chat.server.botToken);
    for (const ts of ['8.1', '8.2'])
      await chat.event({ type: 'app_mention', channel: 'C0STUDY', user: chat.idOf(), text: 'pvc', ts });
    // When it has stopped, both have been tried.
    await chat.platform.stop();
    expect(chat.lost.map(String)).toEqual([
      expect.stringContaining('SLACK_BOT_TOKEN is refused by Slack (token_revoked)'),
    ]);
  });

  it('to take an answer to what was pressed, it goes to the person another way', async () => {
    const chat = await open('http');
    const seen = await chat.command('pvc');
    chat.server.fail('respond', { status: 404 });
    expect((await chat.press(seen, '예제')).output).toMatchObject({ via: 'whisper', onlyFor: 'U0MINA' });
    chat.server.fail('respond', { status: 404 });
    expect((await chat.press(seen, '채널에 공유')).output.via).toBe('post');
  });

  it('to let the bot into a private chat of others, the answer comes where it was pressed', async () => {
    const chat = await open('http');
    const shared = await chat.press(await chat.command('pvc', {}, { channel: 'D9OTHERS' }), '채널에 공유');
    expect((await chat.press(shared, '예제')).output).toMatchObject({ via: 'respond', onlyFor: 'U0MINA' });
  });

  it.each([
    ['slow', 'hang'],
    ['refusing', { error: 'missing_scope' }],
    ['broken', { status: 500 }],
  ] as const)(
    "to tell a person's language, being %s, the bot answers in its own, in time",
    async (_what, mishap) => {
      const chat = await open('http');
      chat.server.fail('users.info', mishap);
      const seen = await chat.command('pvc', { name: 'juno', locale: 'en' });
      expect(seen.text).toContain('퍼시스턴트');
      expect(seen.output.via).toBe('ack');
      await chat.command('pvc', { name: 'juno', locale: 'en' });
      expect(chat.server.calls.filter(({ method }) => method === 'users.info')).toHaveLength(1);
      expect(chat.server.violations).toEqual([]);
    },
  );
});

it('what is under way is done before it stops, and nothing new is taken', async () => {
  for (const mode of ['http', 'socket'] as const) {
    let finish = () => {};
    const waiting = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const bot = makeBot();
    const chat = await open(mode, {}, () => ({
      ...bot,
      handle: async (interaction) => {
        await waiting;
        return bot.handle(interaction);
      },
    }));
    await chat.event({ type: 'app_mention', channel: 'C0STUDY', user: chat.idOf(), text: 'pvc', ts: '4.4' });
    const stopping = chat.platform.stop();
    if (mode === 'http')
      expect((await chat.server.post('{}', { 'content-type': 'application/json' })).status).toBe(503);
    finish();
    await stopping;
    expect(chat.server.outputs).toHaveLength(1);
    await chat.server.until(() => chat.server.sockets.size === 0, 'that the socket is closed');
  }
});

it('it does not wait for ever when it stops', async () => {
  const bot = makeBot();
  const chat = await open('socket', { drainMs: 50 }, () => ({ ...bot, handle: () => new Promise(() => {}) }));
  await chat.event({ type: 'app_mention', channel: 'C0STUDY', user: chat.idOf(), text: 'pvc', ts: '4.4' });
  await chat.platform.stop();
  expect(chat.server.sockets.size).toBeLessThanOrEqual(1);
});

it('a bug is told of with a number, and is logged under it', async () => {
  const broken = { ...makeBot(), handle: () => Promise.reject(new Error('boom xoxb-1-2-test')) };
  for (const mode of ['http', 'socket'] as const) {
    const chat = await open(mode, {}, () => broken);
    const seen = await chat.command('pvc');
    const reference = chat.logged.map(({ data }) => (data as { reference?: string }).reference).find(Boolean);
    expect(seen.text).toContain(reference);
    expect(seen.text).not.toContain('boom');
  }
});

it('no token stands in any log', async () => {
  const chat = await open('socket');
  chat.server.fail('chat.postMessage', { error: 'invalid_blocks' });
  await chat.mention('pvc');
  chat.server.revoked.add(chat.server.appToken).add(chat.server.botToken);
  await chat.event({ type: 'app_mention', channel: 'C0STUDY', user: chat.idOf(), text: 'pvc', ts: '9.9' });
  [...chat.server.sockets][0]?.terminate();
  await chat.server.until(() => chat.lost.length > 0);
  const all =
    chat.logged.map((entry) => inspect(entry, { depth: 9 })).join('\n') + chat.lost.map(String).join();
  expect(all).not.toMatch(/-test|xoxb-1|xapp-1|ticket=/);
});

it('what Bolt says comes into our log without tokens', () => {
  const logged: unknown[] = [];
  const log = boltLogger({ ...quiet, warn: (...said) => logged.push(said) });
  log.warn('refused', new Error('Bearer xoxb-1-2-test'), 'xapp-1-A1-2-test');
  expect(logged).toEqual([[{ platform: 'slack', from: 'bolt' }, 'refused Bearer [token] [token]']]);
});

it.each([
  ['<@U0BOT> pvc', 'pvc'],
  ['<@U0BOT|k8s>pvc <@U0JUNO|juno> <@U0JUNO>', 'pvc @juno'],
  ['<#C1|general> <#C1> <#C1|>pvc', '#general pvc'],
  [
    '<!here> <!channel|channel> <!subteam^S1|@team> <!date^1^{date}^https://a.b|today>',
    'here channel team today',
  ],
  ['<https://a.b/?x=1&amp;y=2> <https://a.b|words> <mailto:a@b.c|a@b.c>', 'https://a.b/?x=1&y=2 words a@b.c'],
  ['a &lt; b &amp;amp; c &gt; d', 'a < b &amp; c > d'],
  ['&lt;!channel&gt;', '<!channel>'],
  ['  a\u00a0 \t b\nc ', 'a b\nc'],
  ['1 < 2', '1 < 2'],
])('%j is read as %j', (text, read) => expect(readMarkup(text, 'U0BOT')).toBe(read));

describe('the manifest', async () => {
  const manifest = parse(await readFile(new URL('../adapters/slack/manifest.yaml', import.meta.url), 'utf8'));
  /** What each method of the Web API, event and feature needs. https://docs.slack.dev/reference/scopes */
  const needs: Record<string, string | undefined> = {
    'auth.test': undefined,
    'apps.connections.open': undefined,
    'chat.postMessage': 'chat:write',
    'chat.postEphemeral': 'chat:write',
    'users.info': 'users:read',
    'views.open': undefined,
    'views.publish': undefined,
    app_home_opened: undefined,
    app_mention: 'app_mentions:read',
    message: 'im:history',
    command: 'commands',
  };

  it('asks for just what the bot does', async () => {
    const chat = await open('socket');
    const done = new Set(['command', 'message', 'app_mention', 'app_home_opened']);
    const seen = await chat.command('pvc');
    await chat.mention('pvc');
    await chat.mention('아르고 CD');
    void chat.pressId('flag#pod-1', await chat.press(seen, '예제'));
    await chat.server.until(() => chat.server.views.opened.length > 0, 'a form');
    await chat.event({ type: 'app_home_opened', user: chat.idOf(), tab: 'home' });
    await chat.server.until(() => chat.server.outputs.some(({ via }) => via === 'home'));
    for (const { method } of chat.server.calls) done.add(method);
    expect([...done].filter((one) => !(one in needs))).toEqual([]);
    expect(new Set(Object.keys(needs))).toEqual(done);
    const needed = [
      ...new Set([...done].map((one) => needs[one]).filter((scope) => scope !== undefined)),
    ].sort();
    expect(manifest.oauth_config.scopes).toEqual({ bot: needed });
    expect(scopes).toEqual(needed);
  });

  it('names the command, the events and all that has to be on', () => {
    expect(manifest.features.slash_commands).toEqual([expect.objectContaining({ command: '/k8s' })]);
    expect(manifest.settings).toMatchObject({
      event_subscriptions: { bot_events: ['app_home_opened', 'app_mention', 'message.im'] },
      interactivity: { is_enabled: true },
      socket_mode_enabled: true,
    });
    expect(manifest.features).toMatchObject({
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { always_online: true },
    });
  });

  it("keeps within Slack's limits", () => {
    expect(manifest.display_information.name.length).toBeLessThanOrEqual(35);
    expect(manifest.display_information.description.length).toBeLessThanOrEqual(140);
    expect(manifest.features.bot_user.display_name.length).toBeLessThanOrEqual(80);
    for (const command of manifest.features.slash_commands) {
      expect(command.description.length).toBeLessThanOrEqual(2000);
      expect(command.usage_hint.length).toBeLessThanOrEqual(1000);
    }
  });

  it('says what to change to be reached over HTTP, so that it is a manifest still', async () => {
    const text = await readFile(new URL('../adapters/slack/manifest.yaml', import.meta.url), 'utf8');
    const other = parse(
      text
        .replaceAll(/# (url|request_url):/g, '$1:')
        .replace('socket_mode_enabled: true', 'socket_mode_enabled: false'),
    );
    const url = 'https://bot.example.com/slack/events';
    expect(other).toMatchObject({
      features: { slash_commands: [{ url }] },
      settings: { event_subscriptions: { request_url: url }, interactivity: { request_url: url } },
    });
  });
});

describe('the doctor', () => {
  const secret = '0123456789abcdef0123456789abcdef';
  const seen = async (server: SlackServer, more: Partial<SlackSettings>) => {
    const settings = { botToken: server.botToken, appToken: server.appToken, apiUrl: server.apiUrl, ...more };
    const found = await diagnoseSlack(settings, say.en);
    const korean = await diagnoseSlack(settings, say.ko);
    expect(korean.map(({ status }) => status)).toEqual(found.map(({ status }) => status));
    expect(JSON.stringify([found, korean])).not.toMatch(/-test|wrong/);
    expect(server.sockets.size).toBe(0);
    return found;
  };

  it('finds all well', async () => {
    const server = await serve();
    const found = await seen(server, {});
    expect(found.map(({ part, status }) => [part, status])).toEqual(Array(4).fill(['slack', 'ok']));
    expect(found[0]?.message).toContain('@k8s in “Study”');
    expect(
      (await seen(server, { appToken: undefined, signingSecret: secret })).every(
        ({ status }) => status === 'ok',
      ),
    ).toBe(true);
  });

  it.each<[string, Partial<SlackSettings>, string, string]>([
    ['no bot token', { botToken: '' }, 'broken', 'SLACK_BOT_TOKEN is not set'],
    ['an unknown bot token', { botToken: 'xoxb-wrong' }, 'broken', 'refuses SLACK_BOT_TOKEN (invalid_auth)'],
    [
      'an app token for the bot',
      { botToken: 'xapp-1-A1-2-test' },
      'broken',
      'SLACK_BOT_TOKEN is no bot token',
    ],
    ['a secret for the bot token', { botToken: secret }, 'broken', 'SLACK_BOT_TOKEN is no bot token'],
    ['a bot token with a line break', { botToken: 'xoxb-\n1' }, 'broken', 'SLACK_BOT_TOKEN is no bot token'],
    ['no way', { appToken: undefined }, 'broken', 'no way to reach the bot'],
    ['both ways', { signingSecret: secret }, 'warning', 'both set'],
    ['an unknown app token', { appToken: 'xapp-wrong' }, 'broken', 'refuses SLACK_APP_TOKEN (invalid_auth)'],
    [
      'a bot token for the app',
      { appToken: 'xoxb-1-2-test' },
      'broken',
      'SLACK_APP_TOKEN is no app-level token',
    ],
    [
      'a token for the secret',
      { appToken: undefined, signingSecret: 'xapp-1' },
      'broken',
      'SLACK_SIGNING_SECRET holds a token',
    ],
    ['an odd secret', { appToken: undefined, signingSecret: 'abc' }, 'warning', 'does not look like one'],
  ])('finds %s', async (_what, more, status, message) => {
    const found = await seen(await serve(), more);
    expect(found.filter((one) => one.status !== 'ok')).toEqual([
      { part: 'slack', status, message: expect.stringContaining(message) },
    ]);
  });

  it('finds scopes that are missing', async () => {
    const server = await serve();
    server.scopes = ['chat:write', 'commands'];
    const [, missing] = await seen(server, {});
    expect(missing).toMatchObject({
      status: 'broken',
      message: expect.stringContaining('app_mentions:read, im:history, users:read'),
    });
  });

  it.each([
    ['apps.connections.open', { error: 'missing_scope' }, 'lacks the scope connections:write'],
    ['apps.connections.open', { status: 503 }, 'HTTP 503'],
    ['auth.test', { status: 429, headers: { 'retry-after': '30' } }, 'HTTP 429'],
    ['auth.test', 'drop', 'cannot be reached'],
    ['auth.test', 'hang', 'time-out'],
  ] as const)('finds that %s answers %j', async (method, mishap, message) => {
    const server = await serve();
    server.fail(method, mishap, mishap);
    const found = await seen(server, {});
    expect(found.filter(({ status }) => status === 'broken').map((one) => one.message)).toEqual([
      expect.stringContaining(message),
    ]);
  });

  it('finds that there is no network', async () => {
    const found = await diagnoseSlack(
      { botToken: 'xoxb-1', appToken: 'xapp-1', apiUrl: 'http://127.0.0.1:9/' },
      say.ko,
    );
    expect(found.map(({ message }) => message)).toEqual(
      Array(2).fill(expect.stringContaining('닿을 수 없어요')),
    );
  });
});

import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { boltLogger } from '../adapters/slack/api.ts';
import { PlatformError } from '../src/chat/platform.ts';
import { makeBot, open, platformOf, quiet, serve } from './chats/slack-rig.ts';
import type { SlackServer } from './servers/slack.ts';

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
    expect(chat.logged.filter(({ level }) => level === 'warn')).toHaveLength(1);
    expect(chat.logged.at(-1)?.message).toBe('connected to Slack again');
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

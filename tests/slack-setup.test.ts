import { readFile } from 'node:fs/promises';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { diagnoseSlack, type SlackSettings, scopes } from '../adapters/slack/doctor.ts';
import { remark } from '../src/chat/answer.ts';
import { makeBot, open, say, serve } from './chats/slack-rig.ts';
import type { SlackServer } from './servers/slack.ts';

/** What is asked of it here; its form is Slack's. */
interface Manifest {
  oauth_config: { scopes: unknown };
  features: {
    slash_commands: Record<'command' | 'description' | 'usage_hint', string>[];
    bot_user: { display_name: string };
  };
  settings: Record<string, unknown>;
  display_information: { name: string; description: string };
}
const readManifest = (text: string) => load(text) as Manifest;

describe('the manifest', async () => {
  const manifest = readManifest(
    await readFile(new URL('../adapters/slack/manifest.yaml', import.meta.url), 'utf8'),
  );
  /** What each method of the Web API, event and feature needs. https://docs.slack.dev/reference/scopes */
  const needs: Record<string, string | undefined> = {
    'auth.test': undefined,
    'apps.connections.open': undefined,
    'chat.postMessage': 'chat:write',
    'chat.postEphemeral': 'chat:write',
    'chat.update': 'chat:write',
    'chat.getPermalink': undefined,
    'conversations.info': 'channels:read',
    'conversations.open': 'im:write',
    'conversations.history': 'channels:history',
    'conversations.replies': 'channels:history',
    'conversations.info in private': 'groups:read',
    'conversations.history in private': 'groups:history',
    'users.info': 'users:read',
    'files.getUploadURLExternal': 'files:write',
    'files.completeUploadExternal': 'files:write',
    'views.open': undefined,
    'views.publish': undefined,
    app_home_opened: undefined,
    app_mention: 'app_mentions:read',
    message: 'im:history',
    command: 'commands',
  };

  it('asks for just what the bot does', async () => {
    const file = { name: 'yours.json', type: 'application/json', text: '{}' };
    const bot = makeBot();
    const chat = await open('socket', {}, () => ({
      ...bot,
      handle: async (did) =>
        did.kind === 'command' && did.text === 'mydata'
          ? { ...remark('Yours', 'en'), file }
          : bot.handle(did),
    }));
    const done = new Set(['command', 'message', 'app_mention', 'app_home_opened']);
    await chat.command('mydata');
    const seen = await chat.command('pvc');
    await chat.mention('pvc');
    await chat.mention('아르고 CD');
    void chat.pressId('flag#pod-1', await chat.press(seen, '예제'));
    await chat.server.until(() => chat.server.views.opened.length > 0, 'a form');
    await chat.event({ type: 'app_home_opened', user: chat.idOf(), tab: 'home' });
    await chat.server.until(() => chat.server.outputs.some(({ via }) => via === 'home'));
    chat.server.channels.open('C0PRIVATE', { isPrivate: true });
    const [reply, options] = [remark('Hello', 'en'), { key: 'daily:1', isAgain: true }];
    for (const channel of ['slack:T0TEAM:C0STUDY', 'slack:T0TEAM:C0PRIVATE']) {
      expect(await chat.platform.hindrance(channel)).toBeUndefined();
      const { message } = await chat.platform.post({ channel }, reply, options);
      await chat.platform.post({ channel, under: message }, reply, { ...options, key: 'daily:2' });
      await chat.platform.edit(channel, message, reply);
    }
    await chat.platform.post({ person: `slack:T0TEAM:${chat.idOf()}` }, reply, options);
    const isSplit = ({ method }: { method: string }) => `${method} in private` in needs;
    for (const call of chat.server.calls)
      done.add(
        call.args.channel === 'C0PRIVATE' && isSplit(call) ? `${call.method} in private` : call.method,
      );
    expect(chat.logged.filter(({ level }) => level !== 'info')).toEqual([]);
    expect([...done].filter((one) => !(one in needs))).toEqual([]);
    expect(new Set(Object.keys(needs))).toEqual(done);
    const needed = [
      ...new Set([...done].map((one) => needs[one]).filter((scope) => scope !== undefined)),
    ].sort();
    expect(manifest.oauth_config.scopes).toEqual({ bot: needed });
    expect([...scopes.needed, ...scopes.wished].sort()).toEqual(needed);
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
    const other = readManifest(
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

  it('finds that an older app lacks what the bot would better have', async () => {
    const server = await serve();
    server.scopes = ['app_mentions:read', 'chat:write', 'commands', 'im:history', 'users:read', 'im:write'];
    const found = await seen(server, {});
    expect(found.filter(({ status }) => status !== 'ok')).toEqual([
      {
        part: 'slack',
        status: 'warning',
        message: expect.stringContaining(
          'channels:history, channels:read, files:write, groups:history, groups:read.',
        ),
      },
    ]);
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

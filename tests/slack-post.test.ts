import { describe, expect, it } from 'vitest';
import { remark } from '../src/chat/answer.ts';
import { type Hindrance, type Place, PostError } from '../src/chat/platform.ts';
import type { Button, Reply } from '../src/chat/reply.ts';
import type { SlackChat } from './chats/slack.ts';
import { open, platformOf, say, serve } from './chats/slack-rig.ts';
import type { Channel } from './servers/slack-channels.ts';

/** What the bot says on Slack without having been asked for just now. */

const button: Button = { label: 'Report', action: { kind: 'flag', question: 'pod-1' } };
const reveal: Reply = {
  ...remark('The answer was C. @everyone <!channel> <@U0MINA>', 'en'),
  title: 'Result',
  rows: [[button]],
  audience: 'everyone',
};
const closed: Reply = { ...remark('This is closed.', 'en'), audience: 'everyone' };

const first = { key: 'daily:1', isAgain: false };
const again = { key: 'daily:1', isAgain: true };
const study = 'slack:T0TEAM:C0STUDY';
const mina = { person: 'slack:T0TEAM:U0MINA' };

/** Slack, with Mina on it. */
async function slack(more: Parameters<typeof open>[1] = {}) {
  const chat = await open('http', more);
  chat.idOf();
  return { ...chat, platform: chat.platform };
}

const called = ({ server }: Pick<SlackChat, 'server'>, method: string) =>
  server.calls.filter((call) => call.method === method);
const warnings = ({ logged }: Pick<SlackChat, 'logged'>) => logged.filter(({ level }) => level === 'warn');
const hindranceOf = (posting: Promise<unknown>) =>
  posting.then(
    () => undefined,
    (error: unknown) => (error instanceof PostError ? error.hindrance.id : error),
  );

describe('it says', () => {
  it.each(['http', 'socket'] as const)('to a channel what is for it, and pings nobody (%s)', async (mode) => {
    const { platform, server } = await open(mode);
    const posted = await platform.post({ channel: study }, reveal, first);
    const [output] = server.outputs;
    expect(output).toMatchObject({ via: 'post', channel: 'C0STUDY', thread: undefined });
    expect(posted).toEqual({
      message: output?.ts,
      link: `https://study.slack.com/archives/C0STUDY/p${output?.ts.replace('.', '')}`,
    });
    expect(output?.payload).toMatchObject({ parse: 'none', link_names: 'false', unfurl_links: 'false' });
    const text = JSON.stringify(output?.message.blocks);
    expect(text).toContain('The answer was C.');
    expect(text).not.toMatch(/"type":"(?:user|usergroup|broadcast|channel)"/);
    expect(output?.message.text).not.toMatch(/<[!@]/);
    expect(server.violations).toEqual([]);
  });

  it('below a message what belongs to it, and the channel sees that too', async () => {
    const { platform, server } = await slack();
    const { message } = await platform.post({ channel: study }, closed, { key: 'daily:0', isAgain: false });
    const posted = await platform.post({ channel: study, under: message }, reveal, first);
    expect(server.channels.messages('C0STUDY').at(-1)).toMatchObject({
      ts: posted.message,
      thread: message,
      isBroadcast: true,
    });
    expect(posted.link).toContain(`thread_ts=${message}`);
    expect(server.violations).toEqual([]);
  });

  it('to a person in private', async () => {
    const { platform, server } = await slack();
    const { message, link } = await platform.post(mina, reveal, first);
    expect(server.channels.messages('D0U0MINA')).toMatchObject([{ ts: message }]);
    expect(link).toContain('/D0U0MINA/');
    expect(called({ server }, 'conversations.open')).toEqual([]);
  });

  it.each<[string, (chat: Pick<SlackChat, 'server'>, under: string) => void]>([
    ['is gone', ({ server }, under) => server.channels.delete('C0STUDY', under)],
    [
      'takes no answers',
      ({ server }) => server.fail('chat.postMessage', { error: 'cannot_reply_to_message' }),
    ],
    [
      'is in a locked thread',
      ({ server }) => server.fail('chat.postMessage', { error: 'restricted_action_thread_locked' }),
    ],
    [
      'is in a channel without threads',
      ({ server }) =>
        void server.channels.open('C0STUDY', { restricted: 'restricted_action_non_threadable_channel' }),
    ],
  ])('beside a message that %s what belongs to it, and finds it there', async (_what, happen) => {
    const chat = await slack();
    const under = chat.server.channels.say('C0STUDY');
    happen(chat, under);
    const { message } = await chat.platform.post({ channel: study, under }, reveal, first);
    expect(chat.server.channels.messages('C0STUDY').at(-1)).toMatchObject({ ts: message, thread: undefined });
    const second = await chat.platform.post({ channel: study, under }, reveal, again);
    expect(second.message).toBe(message);
    expect(called(chat, 'chat.postMessage').length).toBeLessThanOrEqual(2);
  });

  it.each([{ status: 500 }, { error: 'channel_not_found' }, 'drop', 'hang'] as const)(
    'that it has said something, even if asked for its address Slack answers %j',
    async (mishap) => {
      const { platform, server, lost } = await slack({ postMs: 100 });
      server.fail('chat.getPermalink', mishap);
      expect(await platform.post({ channel: study }, reveal, first)).toEqual({
        message: server.outputs[0]?.ts,
      });
      expect(lost).toEqual([]);
    },
  );
});

describe('once it is said', () => {
  const places: [string, (chat: Pick<SlackChat, 'server'>) => Place, string][] = [
    ['in a channel', () => ({ channel: study }), 'C0STUDY'],
    [
      'below a message',
      ({ server }) => ({ channel: study, under: server.channels.say('C0STUDY', 'the question') }),
      'C0STUDY',
    ],
    [
      'in a private channel',
      ({ server }) => {
        server.channels.open('C0PRIVATE', { isPrivate: true });
        return { channel: 'slack:T0TEAM:C0PRIVATE' };
      },
      'C0PRIVATE',
    ],
    ['to a person', () => mina, 'D0U0MINA'],
  ];

  it.each(places)('%s, it is not said again, whatever was said since', async (_where, placeOf, channel) => {
    const chat = await slack();
    const place = placeOf(chat);
    chat.server.fail('chat.postMessage', 'lost');
    const failing = chat.platform.post(place, reveal, first);
    await expect(failing).rejects.toThrow();
    await expect(failing).rejects.not.toBeInstanceOf(PostError);
    const ours = chat.server.channels.messages(channel).filter(({ isOurs }) => isOurs);
    for (let count = 0; count < 450; count++)
      chat.server.channels.say(channel, 'since', 'under' in place ? { thread: place.under ?? '' } : {});
    const posted = await chat.platform.post(place, reveal, again);
    expect(posted).toEqual({ message: ours[0]?.ts, link: expect.stringContaining(channel) });
    expect(chat.server.channels.messages(channel).filter(({ isOurs }) => isOurs)).toHaveLength(1);
    expect(warnings(chat)).toEqual([]);
    expect(chat.server.violations).toEqual([]);
  });

  it.each(places)('%s, it is found although it was changed', async (_where, placeOf, channel) => {
    const chat = await slack();
    const place = placeOf(chat);
    const { message } = await chat.platform.post(place, reveal, first);
    await chat.platform.edit(`slack:T0TEAM:${channel}`, message, closed);
    expect((await chat.platform.post(place, reveal, again)).message).toBe(message);
  });

  it.each(places)('%s: what never came through is said', async (_where, placeOf, channel) => {
    const chat = await slack();
    const place = placeOf(chat);
    chat.server.fail('chat.postMessage', 'drop');
    await expect(chat.platform.post(place, reveal, first)).rejects.toThrow();
    // Others have a key of their own.
    await chat.platform.post(place, reveal, { key: 'daily:2', isAgain: false });
    await chat.platform.post(place, reveal, again);
    expect(chat.server.channels.messages(channel).filter(({ isOurs }) => isOurs)).toHaveLength(2);
  });

  it.each([{ status: 503 }, 'drop', 'hang', { error: 'internal_error' }, { error: 'fatal_error' }] as const)(
    'and Slack does not tell whether it is (%j), it is not said now',
    async (mishap) => {
      const chat = await slack({ postMs: 100 });
      chat.server.fail('conversations.history', mishap);
      expect(await hindranceOf(chat.platform.post({ channel: study }, reveal, again))).toBeInstanceOf(Error);
      expect(called(chat, 'chat.postMessage')).toEqual([]);
    },
  );

  it.each(places)(
    '%s, where an older app may not look, it is said again, and that is told of once',
    async (_where, placeOf, channel) => {
      const chat = await slack();
      chat.server.scopes = ['app_mentions:read', 'chat:write', 'commands', 'im:history', 'users:read'];
      const place = placeOf(chat);
      for (const key of ['daily:1', 'daily:2'])
        await chat.platform.post(place, reveal, { key, isAgain: true });
      expect(chat.server.channels.messages(channel).filter(({ isOurs }) => isOurs)).toHaveLength(2);
      expect(warnings(chat).map(({ message }) => message)).toEqual([
        expect.stringContaining('may be said twice'),
      ]);
    },
  );
});

describe('it cannot be said', () => {
  it.each<[string, Partial<Channel>, Hindrance['id']]>([
    ['where the bot is not', { isMember: false }, 'post-slack-not-in-channel'],
    ['in a private channel without the bot', { isPrivate: true, isMember: false }, 'post-slack-gone'],
    ['in an archived channel', { isArchived: true }, 'post-slack-archived'],
    ['where few may post', { restricted: 'restricted_action' }, 'post-slack-forbidden'],
    [
      'in a channel only to read',
      { restricted: 'restricted_action_read_only_channel' },
      'post-slack-forbidden',
    ],
    ['beside messages', { restricted: 'restricted_action_thread_only_channel' }, 'post-slack-forbidden'],
  ])('%s', async (_where, more, id) => {
    const { platform, server, lost } = await slack();
    server.channels.open('C0STUDY', more);
    expect(await hindranceOf(platform.post({ channel: study }, reveal, first))).toBe(id);
    expect(await hindranceOf(platform.post({ channel: study }, reveal, again))).toBe(id);
    expect(
      await hindranceOf(platform.post({ channel: 'slack:T0TEAM:C0OTHER' }, reveal, first)),
    ).toBeUndefined();
    expect(lost).toEqual([]);
  });

  it.each<[Place, string, Hindrance['id']]>([
    [{ channel: 'slack:T0TEAM:C0GONE' }, '', 'post-slack-gone'],
    [{ channel: study }, 'missing_scope', 'post-slack-forbidden'],
    [{ channel: study }, 'ekm_access_denied', 'post-slack-forbidden'],
    [{ person: 'slack:T0TEAM:U0GONE' }, '', 'post-slack-closed'],
    [mina, 'messages_tab_disabled', 'post-slack-closed'],
    [mina, 'user_disabled', 'post-slack-closed'],
    [mina, 'restricted_action', 'post-slack-closed'],
  ])('to %j (%s)', async (place, error, id) => {
    const { platform, server } = await slack();
    if (error !== '') server.fail('chat.postMessage', { error });
    expect(await hindranceOf(platform.post(place, reveal, first))).toBe(id);
  });

  it.each<Hindrance['id']>([
    'post-slack-gone',
    'post-slack-not-in-channel',
    'post-slack-archived',
    'post-slack-forbidden',
    'post-slack-closed',
  ])('for a reason that people are told: %s', (id) => {
    for (const locale of ['ko', 'en'] as const) {
      const text = say[locale](id, { name: 'k8s', error: 'restricted_action' });
      expect(text).toMatch(/ /);
      expect(text).not.toMatch(/[{}]|undefined/);
    }
  });

  it.each([
    { error: 'internal_error' },
    { error: 'fatal_error' },
    { error: 'ratelimited' },
    { error: 'message_limit_exceeded' },
    { error: 'team_added_to_org' },
    { status: 500 },
    { status: 429, headers: { 'retry-after': '30' } },
    'drop',
    'hang',
  ] as const)('just now, if Slack answers %j, which may pass', async (mishap) => {
    const { platform, server, lost } = await slack({ postMs: 100 });
    server.fail('chat.postMessage', mishap);
    const began = performance.now();
    const error = await hindranceOf(platform.post({ channel: study }, reveal, first));
    expect(error).toBeInstanceOf(Error);
    expect(performance.now() - began).toBeLessThan(2000);
    expect(called({ server }, 'chat.postMessage')).toHaveLength(1);
    expect(lost).toEqual([]);
    expect(await platform.post({ channel: study }, reveal, first)).toMatchObject({
      message: expect.any(String),
    });
  });

  it('at once, if Slack asks to wait a little', async () => {
    const { platform, server } = await slack();
    server.fail('chat.postMessage', { status: 429, headers: { 'retry-after': '1' } });
    await platform.post({ channel: study }, reveal, first);
    expect(server.outputs).toHaveLength(1);
    expect(called({ server }, 'chat.postMessage')).toHaveLength(2);
  });

  it('with a token that was revoked, which is told of once', async () => {
    const { platform, server, lost } = await slack();
    server.revoked.add(server.botToken);
    const posting = [platform.post({ channel: study }, reveal, first), platform.post(mina, reveal, first)];
    for (const one of posting) expect(await hindranceOf(one)).toBeInstanceOf(Error);
    expect(lost.map(String)).toEqual([expect.stringContaining('SLACK_BOT_TOKEN is refused by Slack')]);
    await expect(platform.post({ channel: study }, reveal, first)).rejects.toThrow('not on Slack');
  });

  it('before the bot is on Slack, nor after it left', async () => {
    const server = await serve();
    const platform = platformOf(server);
    const trying = () => hindranceOf(platform.post({ channel: study }, reveal, first));
    expect(String(await trying())).toContain('not on Slack');
    await platform.start();
    expect(await trying()).toBeUndefined();
    await platform.stop();
    expect(String(await trying())).toContain('not on Slack');
    expect(server.outputs).toHaveLength(1);
  });
});

describe('a message that is changed', () => {
  it('has another text and other buttons, and pings nobody', async () => {
    const { platform, server } = await slack();
    const { message } = await platform.post({ channel: study }, reveal, first);
    await platform.edit(study, message, closed);
    const [said] = server.channels.messages('C0STUDY');
    expect(JSON.stringify(said?.blocks)).toContain('This is closed.');
    expect(JSON.stringify(said?.blocks)).not.toContain('Report');
    expect(server.outputs.at(-1)?.payload).toMatchObject({ parse: 'none', link_names: 'false' });
    expect(server.violations).toEqual([]);
  });

  it.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'stays as it is if nothing can be changed (%s)',
    async (error) => {
      const { platform, server } = await slack();
      server.fail('chat.update', { error });
      await platform.edit(study, '1.1', closed);
      expect(called({ server }, 'chat.update')).toHaveLength(1);
    },
  );

  it('stays gone', async () => {
    const { platform } = await slack();
    await platform.edit(study, '1.1', closed);
  });

  it.each<[Partial<Channel>, Hindrance['id']]>([[{ isArchived: true }, 'post-slack-archived']])(
    'stays as it is in a channel that is %j',
    async (more, id) => {
      const { platform, server } = await slack();
      const { message } = await platform.post({ channel: study }, reveal, first);
      server.channels.open('C0STUDY', more);
      expect(await hindranceOf(platform.edit(study, message, closed))).toBe(id);
      expect(await hindranceOf(platform.edit('slack:T0TEAM:C0GONE', message, closed))).toBe(
        'post-slack-gone',
      );
    },
  );

  it.each([{ status: 500 }, { error: 'update_failed' }, 'drop'] as const)(
    'is to be changed another time if Slack answers %j',
    async (mishap) => {
      const { platform, server } = await slack();
      const { message } = await platform.post({ channel: study }, reveal, first);
      server.fail('chat.update', mishap);
      expect(await hindranceOf(platform.edit(study, message, closed))).toBeInstanceOf(Error);
      expect(await hindranceOf(platform.edit(study, message, closed))).toBeUndefined();
    },
  );
});

describe('asked beforehand', () => {
  it.each<[string, Partial<Channel>, Hindrance['id'] | undefined]>([
    ['nothing', {}, undefined],
    ['nothing in private', { isPrivate: true }, undefined],
    ['that it is not there', { isMember: false }, 'post-slack-not-in-channel'],
    ['that it sees no such channel', { isPrivate: true, isMember: false }, 'post-slack-gone'],
    ['that it is archived', { isArchived: true }, 'post-slack-archived'],
    ['that it may only read', { restricted: 'restricted_action_read_only_channel' }, 'post-slack-forbidden'],
    [
      'that it may only answer',
      { restricted: 'restricted_action_thread_only_channel' },
      'post-slack-forbidden',
    ],
  ])('what keeps it from a channel, the bot says %s', async (_what, more, id) => {
    const { platform, server } = await slack();
    server.channels.open('C0STUDY', more);
    const found = await platform.hindrance(study);
    expect(found?.id).toBe(id);
    if (id === 'post-slack-not-in-channel') expect(say.ko(id, found?.args)).toContain('/invite @k8s');
    // It is as it is now, not as it was.
    server.channels.open('C0STUDY', { isPrivate: false, isMember: true, isArchived: false });
    server.channels.known.delete('C0STUDY');
    expect((await platform.hindrance(study))?.id).toBe('post-slack-gone');
  });

  it('it needs no invitation into public channels if it was given the leave', async () => {
    const { platform, server } = await slack();
    server.scopes = [...server.scopes, 'chat:write.public'];
    server.channels.open('C0STUDY', { isMember: false });
    expect(await platform.hindrance(study)).toBeUndefined();
    expect(await hindranceOf(platform.post({ channel: study }, reveal, first))).toBeUndefined();
  });

  it('it knows of nothing where an older app may not look, and tells of that once', async () => {
    const chat = await slack();
    chat.server.scopes = ['chat:write'];
    chat.server.channels.open('C0STUDY', { isMember: false });
    for (let count = 0; count < 2; count++) {
      expect(await chat.platform.hindrance(study)).toBeUndefined();
      expect(await chat.platform.owns('slack:T0TEAM:U0CREATOR', study)).toBe(false);
    }
    expect(warnings(chat)).toHaveLength(2);
  });

  it.each([{ status: 500 }, 'drop', 'hang'] as const)(
    'it knows of nothing if Slack answers %j',
    async (mishap) => {
      const { platform, server, lost } = await slack({ postMs: 100 });
      server.fail('conversations.info', mishap, mishap);
      expect(await platform.hindrance(study)).toBeUndefined();
      expect(await platform.owns('slack:T0TEAM:U0CREATOR', study)).toBe(false);
      expect(await platform.owns('slack:T0TEAM:U0CREATOR', study)).toBe(true);
      expect(lost).toEqual([]);
    },
  );

  it('it knows whose channel one is, and asks once', async () => {
    const chat = await slack();
    expect(await chat.platform.owns('slack:T0TEAM:U0CREATOR', study)).toBe(true);
    expect(await chat.platform.owns('slack:T0TEAM:U0MINA', study)).toBe(false);
    expect(called(chat, 'conversations.info')).toHaveLength(1);
  });

  it('a private chat is nobody’s, and nothing keeps the bot from it', async () => {
    const chat = await slack();
    expect(await chat.platform.owns(mina.person, 'slack:T0TEAM:D0U0MINA')).toBe(false);
    expect(await chat.platform.hindrance('slack:T0TEAM:D0U0MINA')).toBeUndefined();
    expect(chat.platform.address('slack:T0TEAM', 'slack:T0TEAM:D0U0MINA')).toBeUndefined();
    expect(called(chat, 'conversations.info')).toEqual([]);
  });

  it('it knows where people open a channel', async () => {
    const { platform } = await slack();
    expect(platform.address('slack:T0TEAM', study)).toBe(
      'https://slack.com/app_redirect?team=T0TEAM&channel=C0STUDY',
    );
  });
});

it('no token stands in any log or error', async () => {
  const chat = await slack({ postMs: 100 });
  chat.server.fail('chat.postMessage', { error: 'restricted_action' }, { status: 500 }, 'drop');
  const errors = [];
  for (let count = 0; count < 3; count++)
    errors.push(await chat.platform.post({ channel: study }, reveal, first).catch((error: unknown) => error));
  const { inspect } = await import('node:util');
  expect(inspect([errors, chat.logged], { depth: 9 })).not.toMatch(/xoxb|-test/);
});

import { describe, expect, it } from 'vitest';
import { remark } from '../src/chat/answer.ts';
import { type Hindrance, type Platform, PostError } from '../src/chat/platform.ts';
import type { Reply } from '../src/chat/reply.ts';
import { buttonsOf, markdownOf } from './chats/discord.ts';
import { chatOf, type Data, platformOf, reasonOf, say, serverOf } from './chats/discord-rig.ts';
import type { DiscordServer } from './servers/discord.ts';
import type { Permission } from './servers/discord-world.ts';

/** What is said in a channel or to a person without having been asked for just now. */

const reveal: Reply = {
  ...remark('The answer was C. @everyone', 'en'),
  title: 'Result',
  rows: [[{ label: 'Read the note', action: { kind: 'note', slug: 'pvc' } }]],
  audience: 'everyone',
};
const closed: Reply = { ...remark('Closed.', 'en'), audience: 'everyone' };
const first = { key: 'daily/1', isAgain: false };
const again = { key: 'daily/1', isAgain: true };

const isPost = ({ method, path }: { method: string; path: string }) =>
  method === 'POST' && path.endsWith('/messages');
const postsTo = (server: DiscordServer) => server.requests.filter(isPost);
const channelOf = (server: DiscordServer) => ({ channel: `discord:${server.channelId}` });
/** What a person is told to do, for which there are words in both languages. */
const hindranceOf = async (work: Promise<unknown>): Promise<Hindrance | undefined> => {
  const error = await reasonOf(work);
  if (!(error instanceof PostError)) return undefined;
  const { id, args } = error.hindrance;
  for (const locale of ['ko', 'en'] as const) expect(say[locale](id, args)).not.toBe(id);
  return error.hindrance;
};
/** What may pass is an ordinary error, and is worth a line in a log: nothing of the request is in it. */
const expectPassing = async (work: Promise<unknown>) => {
  const error = await reasonOf(work);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(PostError);
  expect(JSON.stringify({ ...(error as Error), message: (error as Error).message })).not.toContain(
    'answer was C',
  );
};
const failing = (code: number) => ({ body: { message: 'x', code }, times: 9 });

describe('what the bot says in a channel', () => {
  it('is there for all to see, pings nobody, and has an address', async () => {
    const { platform, server } = await chatOf();
    const posted = await platform.post(channelOf(server), reveal, first);
    const message = server.messages.get(posted.message);
    expect(markdownOf(message?.body ?? {})).toContain('The answer was C.');
    expect(buttonsOf(message?.body ?? {})).toMatchObject([{ custom_id: 'note#pvc' }]);
    expect(message?.body).toMatchObject({ allowed_mentions: { parse: [] }, enforce_nonce: true });
    expect(posted.link).toBe(
      `https://discord.com/channels/${server.guildId}/${server.channelId}/${posted.message}`,
    );
  });

  it('asks Discord only once which server a channel is in', async () => {
    const { platform, server } = await chatOf();
    for (const key of ['1', '2']) await platform.post(channelOf(server), reveal, { key, isAgain: false });
    expect(server.requests.filter(({ path }) => path === `/channels/${server.channelId}`)).toHaveLength(1);
  });

  it('carries the same nonce in every process, and another one for another key', async () => {
    const { platform, server } = await chatOf();
    const other = platformOf(server).platform;
    await other.start();
    await platform.post(channelOf(server), reveal, first);
    await other.post(channelOf(server), reveal, first);
    await other.post(channelOf(server), reveal, { key: 'daily/2', isAgain: false });
    await other.stop();
    const [one, two, three] = postsTo(server).map(({ body }) => String(body.nonce));
    expect(one).toMatch(/^[0-9a-f]{25}$/);
    expect(two).toBe(one);
    expect(three).not.toBe(one);
    expect(server.messages.size).toBe(2);
  });

  it('comes once, even if the first answer is a fault', async () => {
    const { platform, server } = await chatOf();
    server.fail(/\/messages$/, 502, { afterwards: true });
    await platform.post(channelOf(server), reveal, first);
    expect(postsTo(server)).toHaveLength(2);
    expect(server.messages.size).toBe(1);
  });

  it.each<[string, number, Permission[]]>([
    ['Discord still knows the nonce', 300_000, []],
    ['Discord has forgotten the nonce', 0, []],
    ['nobody may read there', 300_000, ['history']],
  ])('comes once if nobody knows what became of the first try, and %s', async (_, nonceMs, denied) => {
    const { platform, server } = await chatOf();
    server.nonceMs = nonceMs;
    server.deny(server.channelId, ...denied);
    server.fail(/\/messages$/, 0, { afterwards: true });
    await expectPassing(platform.post(channelOf(server), reveal, first));
    const other = platformOf(server).platform;
    await other.start();
    const { message } = await other.post(channelOf(server), reveal, again);
    await other.stop();
    expect([...server.messages.keys()]).toEqual([message]);
  });

  it.each([
    ['the bot has said the same before', { key: 'daily/0' }, undefined],
    ['another bot has sent the same', { key: 'daily/1' }, '400000000000000009'],
  ])('comes though %s', async (_, { key }, author) => {
    const { platform, server } = await chatOf();
    server.nonceMs = 0;
    const { message } = await platform.post(channelOf(server), reveal, { key, isAgain: false });
    const before = server.messages.get(message);
    if (before && author) before.author = author;
    await platform.post(channelOf(server), reveal, again);
    expect(server.messages.size).toBe(2);
  });

  it('is not said as long as it is unclear whether it was', async () => {
    const { platform, server } = await chatOf();
    server.fail(/GET .*\/messages$/, 500, { times: 9 });
    await expectPassing(platform.post(channelOf(server), reveal, again));
    expect(postsTo(server)).toEqual([]);
  });

  it('and a person has deleted is not said again at once', async () => {
    const { platform, server } = await chatOf();
    const { message } = await platform.post(channelOf(server), reveal, first);
    server.remove(message);
    await expectPassing(platform.post(channelOf(server), reveal, again));
    expect(server.messages.size).toBe(0);
  });

  it('has no address if Discord does not tell the server', async () => {
    const { platform, server } = await chatOf();
    server.fail(/GET .*\/channels\/\d+$/, 403, failing(50_001));
    expect(await platform.post(channelOf(server), reveal, first)).toEqual({ message: expect.any(String) });
  });
});

describe('what belongs to a message', () => {
  const opened = async () => {
    const chat = await chatOf();
    const { platform, server } = chat;
    const { message } = await platform.post(channelOf(server), closed, { key: 'question', isAgain: false });
    const makeThread = (more: Data = {}) =>
      server.addChannel({ id: message, type: 11, name: 'talk', parent_id: server.channelId, ...more });
    return {
      ...chat,
      server,
      platform,
      under: message,
      place: { ...channelOf(server), under: message },
      makeThread,
    };
  };

  it('is an answer to it', async () => {
    const { platform, server, place, under } = await opened();
    const { message } = await platform.post(place, reveal, first);
    expect(server.answersTo(under)).toMatchObject([
      {
        id: message,
        channel_id: server.channelId,
        body: {
          message_reference: { message_id: under, fail_if_not_exists: false },
          allowed_mentions: { parse: [], replied_user: false },
        },
      },
    ]);
  });

  it('is said in the thread that was made of it', async () => {
    const { platform, server, place, under, makeThread } = await opened();
    makeThread();
    const { message, link } = await platform.post(place, reveal, first);
    expect(server.messages.get(message)?.channel_id).toBe(under);
    expect(server.messages.get(message)?.body.message_reference).toBeUndefined();
    expect(link).toBe(`https://discord.com/channels/${server.guildId}/${under}/${message}`);
  });

  it.each<[string, Data, Permission[]]>([
    ['is locked', { isLocked: true }, []],
    ['is not for the bot to write in', {}, ['threads']],
  ])('is said in the channel if the thread %s', async (_, more, denied) => {
    const { platform, server, place, under, makeThread } = await opened();
    makeThread(more);
    server.deny(server.channelId, ...denied);
    await platform.post(place, reveal, first);
    expect(server.answersTo(under)).toMatchObject([{ channel_id: server.channelId }]);
  });

  it('is not said again in a thread that was made since', async () => {
    const { platform, server, place, under, makeThread } = await opened();
    server.nonceMs = 0;
    const { message } = await platform.post(place, reveal, first);
    makeThread();
    expect((await platform.post(place, reveal, again)).message).toBe(message);
    expect(server.answersTo(under)).toHaveLength(1);
  });

  it('stands for itself where the bot may not read what was said before', async () => {
    const { platform, server, place } = await opened();
    server.deny(server.channelId, 'history');
    const { message } = await platform.post(place, reveal, first);
    expect(server.messages.get(message)?.body.message_reference).toBeUndefined();
  });
});

describe('what the bot says to a person', () => {
  const person = '400000000000000007';
  const place = { person: `discord:${person}` };

  it('comes in private, once', async () => {
    const { platform, server } = await chatOf();
    const one = await platform.post(place, reveal, first);
    server.nonceMs = 0;
    const two = await platform.post(place, reveal, again);
    expect(one).toEqual({ message: two.message });
    expect([...server.messages.values()].map(({ channel_id }) => channel_id)).toEqual([
      server.directOf(person),
    ]);
  });

  it.each([50_007, 50_278])('who takes nothing from it (%i) is left in peace', async (code) => {
    const { platform, server } = await chatOf();
    server.refuse(server.directOf(person), code);
    expect(await hindranceOf(platform.post(place, reveal, first))).toEqual({ id: 'post-discord-closed' });
  });

  it.each([50_033, 10_013])('who is nobody (%i) is left in peace', async (code) => {
    const { platform, server } = await chatOf();
    server.fail(/users\/@me\/channels/, 400, failing(code));
    expect(await hindranceOf(platform.post(place, reveal, first))).toEqual({ id: 'post-discord-closed' });
  });
});

describe('what Discord refuses', () => {
  it.each<[number, Hindrance]>([
    [10_003, { id: 'post-discord-gone' }],
    [50_001, { id: 'post-discord-unseen' }],
    [50_008, { id: 'post-discord-no-text' }],
    [50_013, { id: 'post-discord-forbidden', args: { permissions: 'View Channel, Send Messages' } }],
    [50_083, { id: 'post-discord-locked' }],
    [160_005, { id: 'post-discord-locked' }],
  ])('for good (%i) is told as what a person can do', async (code, hindrance) => {
    const { platform, server, lost } = await chatOf();
    const { message } = await platform.post(channelOf(server), closed, { key: '0', isAgain: false });
    server.refuse(server.channelId, code);
    expect(await hindranceOf(platform.post(channelOf(server), reveal, first))).toEqual(hindrance);
    expect(await hindranceOf(platform.edit(`discord:${server.channelId}`, message, reveal))).toEqual(
      hindrance,
    );
    server.refuse(server.channelId);
    await platform.post(channelOf(server), reveal, first);
    expect(lost).toEqual([]);
  });

  it('for want of a permission names it', async () => {
    const { platform, server } = await chatOf();
    server.deny(server.channelId, 'send');
    await server.settle();
    expect(await hindranceOf(platform.post(channelOf(server), reveal, first))).toEqual({
      id: 'post-discord-forbidden',
      args: { permissions: 'Send Messages' },
    });
  });

  it.each<[string, (server: DiscordServer) => void]>([
    ['broken', (server) => server.fail(/POST/, 503, { times: 9 })],
    ['cut off', (server) => server.fail(/POST/, 0, { times: 9 })],
    ['not what it takes', (server) => server.fail(/POST/, 400, failing(50_035))],
    ['too much of something', (server) => server.fail(/POST/, 429, wait(0.5))],
    ['silent', (server) => server.fail(/POST/, 200, { hangs: true, times: 9 })],
  ])('as long as something is %s may be tried again', async (_, break_) => {
    const { platform, server, lost } = await chatOf({ postTimeoutMs: 200 });
    break_(server);
    await expectPassing(platform.post(channelOf(server), reveal, first));
    expect(lost).toEqual([]);
  });

  it('because it asks for too long a pause is given up in time, and not sent later', async () => {
    const { platform, server } = await chatOf({ postTimeoutMs: 200 });
    server.fail(/POST/, 429, { ...wait(0.5), times: 1 });
    await expectPassing(platform.post(channelOf(server), reveal, first));
    // What is sent to a channel goes one after the other: once this is there, nothing is left of that.
    const next = { key: 'daily/2', isAgain: true };
    while ((await reasonOf(platform.post(channelOf(server), closed, next))) !== undefined);
    expect([...server.messages.values()].map(({ body }) => markdownOf(body))).toEqual(['Closed.']);
  });

  it('because of the token loses the connection, which is told once', async () => {
    const { platform, server, lost } = await chatOf();
    server.fail(/GET .*\/channels/, 401, { ...failing(0), times: 9 });
    const posts = [1, 2].map((key) =>
      platform.post(channelOf(server), reveal, { key: `${key}`, isAgain: false }),
    );
    for (const post of posts) await expectPassing(post);
    expect(lost.map(({ message }) => message)).toEqual([expect.stringContaining('DISCORD_TOKEN')]);
  });
});

/** Seconds that Discord asks to wait. */
const wait = (seconds: number) => ({
  times: 9,
  headers: { 'retry-after': String(seconds), 'x-ratelimit-scope': 'shared' },
  body: { message: 'You are being rate limited.', retry_after: seconds, global: false },
});

describe('an edit', () => {
  const posted = async () => {
    const chat = await chatOf();
    const { message } = await chat.platform.post(channelOf(chat.server), reveal, first);
    return { ...chat, server: chat.server, platform: chat.platform, message };
  };

  it('takes the place of all that was there', async () => {
    const { platform, server, message } = await posted();
    await platform.edit(`discord:${server.channelId}`, message, closed);
    const { body = {} } = server.messages.get(message) ?? {};
    expect(markdownOf(body)).toBe('Closed.');
    expect(buttonsOf(body)).toEqual([]);
    expect(server.messages.size).toBe(1);
  });

  it('of what was deleted is no trouble', async () => {
    const { platform, server, message } = await posted();
    server.remove(message);
    await platform.edit(`discord:${server.channelId}`, message, closed);
    expect(server.messages.size).toBe(0);
  });

  it('that Discord takes only later may be tried again', async () => {
    const { platform, server, message } = await posted();
    server.fail(/PATCH/, 400, failing(30_046));
    await expectPassing(platform.edit(`discord:${server.channelId}`, message, closed));
  });
});

describe('what keeps the bot from writing', () => {
  const forbidden = (permissions: string): Hindrance => ({
    id: 'post-discord-forbidden',
    args: { permissions },
  });

  it.each<[string, Permission[], Hindrance | undefined]>([
    ['nothing', [], undefined],
    ['Send Messages', ['send'], forbidden('Send Messages')],
    ['Read Message History', ['history'], forbidden('Read Message History')],
    ['two permissions', ['view', 'send'], forbidden('View Channel, Send Messages')],
    ['nothing that is only for threads', ['threads'], undefined],
  ])('in a channel: %s', async (_, denied, hindrance) => {
    const { platform, server } = await chatOf();
    server.deny(server.channelId, ...denied);
    await server.settle();
    expect(await platform.hindrance(`discord:${server.channelId}`)).toEqual(hindrance);
  });

  it.each<[string, Permission[], boolean, Hindrance | undefined]>([
    ['nothing', ['send'], false, undefined],
    ['Send Messages in Threads', ['threads'], false, forbidden('Send Messages in Threads')],
    ['a lock', [], true, { id: 'post-discord-locked' }],
  ])('in a thread: %s', async (_, denied, isLocked, hindrance) => {
    const { platform, server } = await chatOf({}, ({ channels, channelId, threadId }) => {
      Object.assign(channels.get(channelId) ?? {}, { denies: denied });
      Object.assign(channels.get(threadId) ?? {}, { isLocked });
    });
    expect(await platform.hindrance(`discord:${server.threadId}`)).toEqual(hindrance);
  });

  it.each<[string, (server: DiscordServer) => void, Hindrance | undefined]>([
    ['is gone', () => {}, { id: 'post-discord-gone' }],
    [
      'holds posts instead of messages',
      (server) => server.addChannel({ id: '300000000000000009', type: 15, name: 'forum' }),
      { id: 'post-discord-no-text' },
    ],
    [
      'the bot cannot see',
      (server) => server.addChannel({ id: '300000000000000009', type: 0, name: 'secret', denies: ['view'] }),
      { id: 'post-discord-unseen' },
    ],
    [
      'is of a server that another process listens to',
      (server) =>
        server.addChannel({ id: '300000000000000009', type: 0, name: 'x', guild_id: '200000000000000777' }),
      undefined,
    ],
    ['cannot be asked for', (server) => server.fail(/GET/, 500, { times: 9 }), undefined],
  ])('in a channel that %s is said as far as it is known', async (_, prepare, hindrance) => {
    const { platform, server } = await chatOf();
    prepare(server);
    expect(await platform.hindrance('discord:300000000000000009')).toEqual(hindrance);
  });
});

describe('a channel', () => {
  it("is nobody's own, and has an address", async () => {
    const { platform } = platformOf(await serverOf());
    expect(await platform.owns('discord:400000000000000007', 'discord:3')).toBe(false);
    expect(platform.address('discord:2', 'discord:3')).toBe('https://discord.com/channels/2/3');
  });
});

describe('a bot that is not connected', () => {
  const said = async (platform: Platform, server: DiscordServer) => {
    for (const work of [
      platform.post(channelOf(server), reveal, first),
      platform.edit(`discord:${server.channelId}`, '5', reveal),
    ])
      expect(await reasonOf(work)).toEqual(new Error('The bot is not connected to Discord.'));
    expect(await platform.hindrance(`discord:${server.channelId}`)).toBeUndefined();
    expect(server.messages.size).toBe(0);
  };

  it('yet says nothing', async () => {
    const server = await serverOf();
    await said(platformOf(server).platform, server);
  });

  it('any more says nothing', async () => {
    const { platform, server } = await chatOf();
    await platform.stop();
    await said(platform, server);
  });

  it('to its gateway speaks all the same', async () => {
    const { platform, server, logged } = await chatOf();
    server.gateway.isDown = true;
    server.gateway.drop();
    await server.until(() => logged.some(({ message }) => message.includes('connecting again')));
    await platform.post(channelOf(server), reveal, first);
    expect(server.messages.size).toBe(1);
  });

  it('as it stops lets what is being said out', async () => {
    const { platform, server } = await chatOf();
    server.fail(/GET .*\/channels/, 429, { ...wait(0.3), times: 1 });
    const post = platform.post(channelOf(server), reveal, first);
    await server.until(() => server.requests.some(({ status }) => status === 429));
    await platform.stop();
    expect(server.messages.has((await post).message)).toBe(true);
  });
});

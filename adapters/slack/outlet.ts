import { setTimeout as sleep } from 'node:timers/promises';
import { webApi } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import type { Say } from '../../src/chat/locale.ts';
import { type Hindrance, type Outlet, type Place, PostError } from '../../src/chat/platform.ts';
import type { Reply } from '../../src/chat/reply.ts';
import type { Log } from '../../src/log.ts';
import type { Locale } from '../../src/notes/locale.ts';
import { deadToken, type Self, slackError, unfit } from './api.ts';
import { isDirect } from './body.ts';
import { renderReply } from './render.ts';
import { plainly, quiet } from './send.ts';

/** Nothing more is begun after it. What is begun just before ends with the time-out of the client. */
const patienceMs = 12_000;
/** How long it is known whose channel one is. */
const creatorMs = 5 * 60 * 1000;
/** Of what was said in a channel, so much is looked at: more than anybody says within the hours in which something is tried again. */
const page = 200;
const pages = 5;
/** What the bot says by itself is marked with it, for the bot to find it again. */
const mark = 'k8s_study_bot_post';

/** What keeps a message out of a channel until a person helps. https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const hindrances = new Map<string, Hindrance['id']>([
  ['channel_not_found', 'post-slack-gone'],
  ['is_archived', 'post-slack-archived'],
  // So chat.update calls it.
  ['is_inactive', 'post-slack-archived'],
  ['not_in_channel', 'post-slack-not-in-channel'],
  ...[
    ...unfit,
    'app_access_restricted',
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
  ].map((code) => [code, 'post-slack-forbidden'] as const),
  ...['cannot_dm_bot', 'messages_tab_disabled', 'user_disabled', 'user_not_found', 'user_not_visible'].map(
    (code) => [code, 'post-slack-closed'] as const,
  ),
]);
/** No answer can stand below that message, and anything can beside it. */
const threadless = [
  'cannot_reply_to_message',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_locked',
  'thread_not_found',
];
/** There is no such message, or none that can be changed any more. */
const settled = ['cant_update_message', 'edit_window_closed', 'message_not_found'];
/** What cannot be read, and will not be with the next try. */
const unreadable = [
  ...hindrances.keys(),
  'channel_is_limited_access',
  'method_not_supported_for_channel_type',
];

type Call = <Result>(ask: () => Promise<Result>) => Promise<Result>;
type Message = { ts?: string; metadata?: { event_type?: string; event_payload?: { key?: unknown } } };

/**
 * Says by itself what nobody asked for just now. Slack has no way to say something once: what may have been said before is looked for by
 * the mark that it bears.
 *
 * @param options.client of the Web API, with the bot token; gives a call up after some seconds
 * @param options.isOpen whether the bot is on Slack just now
 * @param options.failed is told of a token that Slack refuses
 */
export function createOutlet({
  client,
  self,
  isOpen,
  say,
  log,
  failed,
}: {
  client: webApi.WebClient;
  self: Self;
  isOpen: () => boolean;
  say: Record<Locale, Say>;
  log: Log;
  failed: (error: unknown) => void;
}): Omit<Outlet, 'name'> {
  const creators = new LRUCache<string, string>({ max: 10_000, ttl: creatorMs });
  const warned = new Set<string>();

  /** Makes the calls of one undertaking within the time that it has: waits where Slack asks to, and tries nothing twice that may be done. */
  function hurry(): Call {
    if (!isOpen()) throw new Error('The bot is not on Slack just now.');
    const until = Date.now() + patienceMs;
    return async (ask) => {
      for (;;) {
        if (Date.now() >= until) throw new Error('Slack takes too long.');
        try {
          return await ask();
        } catch (error) {
          if (deadToken(error) !== undefined) failed(error);
          if (!(error instanceof webApi.WebAPIRateLimitedError)) throw error;
          const waitMs = Math.max(error.retryAfter, 1) * 1000;
          if (Date.now() + waitMs >= until) throw error;
          await sleep(waitMs);
        }
      }
    };
  }

  /** What Slack refuses is told of once: it is the same with every message. */
  function warn(error: unknown, message: string): void {
    const reason = slackError(error) ?? '';
    if (!warned.has(`${reason} ${message}`)) log.warn({ err: error, platform: 'slack' }, message);
    if (reason !== '') warned.add(`${reason} ${message}`);
  }

  const hindranceOf = (id: Hindrance['id'], error: string): Hindrance => ({
    id,
    args: { name: self.name ?? 'k8s', error },
  });

  /** What to throw instead of what Slack or the network threw. */
  function explained(error: unknown, isPrivate = false): unknown {
    const code = slackError(error) ?? '';
    const id = hindrances.get(code);
    if (id === undefined) return error;
    return new PostError(hindranceOf(isPrivate ? 'post-slack-closed' : id, code), { cause: error });
  }

  /** When it was said by a try of which nobody knows what became. */
  async function find(
    call: Call,
    place: Place,
    key: string,
  ): Promise<{ channel: string; ts: string } | undefined> {
    try {
      const channel =
        'person' in place
          ? (await call(() => client.conversations.open({ users: idOf(place.person) }))).channel?.id
          : idOf(place.channel);
      if (channel === undefined) return undefined;
      const under = 'person' in place ? undefined : place.under;
      // What could not be said below a message stands beside it.
      const ts = (under && (await search(call, channel, key, under))) || (await search(call, channel, key));
      return ts ? { channel, ts } : undefined;
    } catch (error) {
      if (!unreadable.includes(slackError(error) ?? '')) throw error;
      warn(error, 'it cannot be seen whether this was said before, so it may be said twice; see `doctor`');
      return undefined;
    }
  }

  async function search(
    call: Call,
    channel: string,
    key: string,
    under?: string,
  ): Promise<string | undefined> {
    let cursor: string | undefined;
    for (let count = 0; count < pages; count++) {
      const at = { channel, limit: page, include_all_metadata: true, ...(cursor && { cursor }) };
      const read = await call<{ messages?: Message[]; response_metadata?: { next_cursor?: string } }>(() =>
        under === undefined
          ? client.conversations.history(at)
          : client.conversations.replies({ ...at, ts: under }),
      ).catch(noThread);
      const found = read.messages?.find(
        ({ metadata }) => metadata?.event_type === mark && metadata.event_payload?.key === key,
      );
      cursor = read.response_metadata?.next_cursor;
      if (found !== undefined || !cursor) return found?.ts;
    }
    return undefined;
  }

  async function send(call: Call, place: Place, reply: Reply, key: string) {
    const isPrivate = 'person' in place;
    const message = {
      // To a person means into the private chat, which opens by that.
      channel: idOf(isPrivate ? place.person : place.channel),
      ...renderReply(reply, say[reply.locale]),
      ...plainly,
      ...quiet,
      metadata: { event_type: mark, event_payload: { key } },
    };
    const under = isPrivate ? undefined : place.under;
    const beside = () => call(() => client.chat.postMessage(message));
    try {
      if (under === undefined) return await beside();
      return await call(() =>
        client.chat.postMessage({ ...message, thread_ts: under, reply_broadcast: true }),
      ).catch((error: unknown) => {
        if (threadless.includes(slackError(error) ?? '')) return beside();
        throw error;
      });
    } catch (error) {
      throw explained(error, isPrivate);
    }
  }

  async function info(channel: string) {
    const call = hurry();
    const { channel: found = {}, response_metadata } = await call(() =>
      client.conversations.info({ channel }),
    );
    creators.set(channel, found.creator ?? '');
    return { ...found, scopes: response_metadata?.scopes ?? [] };
  }

  return {
    async post(place, reply, { key, isAgain }) {
      const call = hurry();
      const said = (isAgain && (await find(call, place, key))) || (await send(call, place, reply, key));
      const { channel = '', ts } = said;
      if (ts === undefined) throw new Error('Slack did not say what it calls the message.');
      try {
        const { permalink } = await call(() => client.chat.getPermalink({ channel, message_ts: ts }));
        return { message: ts, ...(permalink && { link: permalink }) };
      } catch (err) {
        log.info({ err, platform: 'slack' }, 'a message was said, and Slack did not tell its address');
        return { message: ts };
      }
    },
    async edit(channel, message, reply) {
      const call = hurry();
      try {
        await call(() =>
          client.chat.update({
            channel: idOf(channel),
            ts: message,
            ...renderReply(reply, say[reply.locale]),
            ...plainly,
          }),
        );
      } catch (error) {
        if (!settled.includes(slackError(error) ?? '')) throw explained(error);
        log.info({ err: error, platform: 'slack' }, 'a message stays as it is');
      }
    },
    async hindrance(place) {
      const channel = idOf(place);
      if (isDirect(channel)) return undefined;
      try {
        const found = await info(channel);
        // A private one that the bot is not in does not exist for it.
        const isOpenToAll = found.scopes.includes('chat:write.public');
        if (found.is_archived) return hindranceOf('post-slack-archived', 'is_archived');
        if (found.is_member === false && !isOpenToAll)
          return hindranceOf('post-slack-not-in-channel', 'not_in_channel');
        if (found.is_read_only)
          return hindranceOf('post-slack-forbidden', 'restricted_action_read_only_channel');
        if (found.is_thread_only)
          return hindranceOf('post-slack-forbidden', 'restricted_action_thread_only_channel');
        return undefined;
      } catch (error) {
        if (slackError(error) === 'channel_not_found')
          return hindranceOf('post-slack-gone', 'channel_not_found');
        warn(error, 'it cannot be seen whether the bot may write in a channel; see `doctor`');
        return undefined;
      }
    },
    address: (group, channel) =>
      isDirect(idOf(channel))
        ? undefined
        : `https://slack.com/app_redirect?team=${idOf(group)}&channel=${idOf(channel)}`,
    async owns(person, place) {
      const channel = idOf(place);
      if (isDirect(channel)) return false;
      try {
        const creator = creators.get(channel) ?? (await info(channel)).creator;
        return creator === idOf(person);
      } catch (error) {
        warn(error, 'it cannot be seen whose channel one is; see `doctor`');
        return false;
      }
    },
  };
}

/** What Slack calls a channel or a person that is called `slack:TEAM:ID` here. */
const idOf = (name: string): string => name.split(':').at(-1) ?? '';

/** Below a message that is gone, nothing is found. */
function noThread(error: unknown): { messages?: undefined; response_metadata?: undefined } {
  if (slackError(error) !== 'thread_not_found') throw error;
  return {};
}

import { createHash } from 'node:crypto';
import {
  type APIChannel,
  type APIDMChannel,
  type APIMessage,
  type Client,
  DiscordAPIError,
  MessageFlags,
  RESTJSONErrorCodes,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
} from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { Say } from '../../src/chat/locale.ts';
import { type Outlet, PostError } from '../../src/chat/platform.ts';
import type { Reply } from '../../src/chat/reply.ts';
import type { Locale } from '../../src/notes/locale.ts';
import { cannotReply, hindranceOf } from './faults.ts';
import { withFile } from './file.ts';
import { hindranceIn } from './permissions.ts';
import { renderReply } from './render.ts';

/** Channels whose servers are remembered, for links. */
const channelLimit = 10_000;
/** Messages that are looked through for one that may have been said before: the most that Discord gives at once. */
const latestLimit = '100';
/** A try is over by then; who said that it is to be said tries again. */
const tryMs = 15_000;

/** What Discord itself calls what we call `discord:…`. */
export const idOf = (name: string): string => name.slice('discord:'.length);

/** Where people find a channel of a server, or a message in it. */
export const addressOf = (...ids: [guild: string, channel: string, message?: string]): string =>
  `https://discord.com/channels/${ids.join('/')}`;

/**
 * What the bot says by itself on Discord. It goes over the API alone: the server may be one that another process listens to.
 * What Discord refuses for good is thrown as a {@link PostError}, all else as it comes.
 *
 * @param options.client to be logged in
 * @param options.timeoutMs how long a try may take
 */
export function createOutlet({
  client,
  say,
  timeoutMs = tryMs,
}: {
  client: Client<true>;
  say: Record<Locale, Say>;
  timeoutMs?: number | undefined;
}): Pick<Outlet, 'post' | 'edit' | 'hindrance'> {
  const { rest } = client;
  const guilds = new LRUCache<string, string>({ max: channelLimit });

  /** What is there; undefined if it is gone, or not for the bot to see. */
  async function look<Seen>(
    route: `/${string}`,
    signal: AbortSignal,
    query?: URLSearchParams,
  ): Promise<Seen | undefined> {
    try {
      return (await rest.get(route, { signal, ...(query && { query }) })) as Seen;
    } catch (error) {
      if (error instanceof DiscordAPIError && (error.status === 403 || error.status === 404))
        return undefined;
      throw error;
    }
  }

  /** Discord does not say of a message which server it is in. */
  async function guildOf(channel: string, signal: AbortSignal): Promise<string | undefined> {
    const known = guilds.get(channel);
    if (known !== undefined) return known;
    const seen = await look<APIChannel>(Routes.channel(channel), signal);
    const guild = seen !== undefined && 'guild_id' in seen ? seen.guild_id : undefined;
    if (guild !== undefined) guilds.set(channel, guild);
    return guild;
  }

  /** Without Read Message History Discord shows no messages. */
  async function said(channel: string, mark: number, signal: AbortSignal): Promise<APIMessage | undefined> {
    const query = new URLSearchParams({ limit: latestLimit });
    const latest = await look<APIMessage[]>(Routes.channelMessages(channel), signal, query);
    return latest?.find(
      ({ author, components }) => author.id === client.user.id && components?.[0]?.id === mark,
    );
  }

  async function direct(person: string, signal: AbortSignal): Promise<string> {
    const channel = await rest.post(Routes.userChannels(), { body: { recipient_id: person }, signal });
    return (channel as APIDMChannel).id;
  }

  /** Says it below a message: in its thread if somebody made one and the bot may write there, else as an answer to it. */
  async function sendUnder(
    channel: string,
    { under, thread }: { under: string; thread: string | undefined },
    send: (channel: string, more?: Partial<RESTPostAPIChannelMessageJSONBody>) => Promise<APIMessage>,
  ): Promise<APIMessage> {
    if (thread !== undefined)
      try {
        return await send(thread);
      } catch (error) {
        if (hindranceOf(error) === undefined) throw error;
      }
    try {
      return await send(channel, { message_reference: { message_id: under, fail_if_not_exists: false } });
    } catch (error) {
      if (!(error instanceof DiscordAPIError) || error.code !== cannotReply) throw error;
      return send(channel);
    }
  }

  const bodyOf = (reply: Reply, mark?: number) =>
    ({
      components: [{ ...renderReply(reply, say[reply.locale]), ...(mark !== undefined && { id: mark }) }],
      flags: MessageFlags.IsComponentsV2,
      allowed_mentions: { parse: [], replied_user: false },
    }) satisfies RESTPatchAPIChannelMessageJSONBody;

  /** What the library knows of a channel tells more than Discord's no. */
  async function hindrance(channel: string) {
    try {
      const found = await client.channels.fetch(channel);
      return found === null ? undefined : hindranceIn(found, client.user);
    } catch (error) {
      const known = hindranceOf(error);
      if (known === undefined) throw error;
      return known;
    }
  }

  /** Does it within the time, and says of what Discord refuses for good what a person can do. */
  async function attempt<Done>(
    channel: string | undefined,
    work: (signal: AbortSignal) => Promise<Done>,
  ): Promise<Done> {
    try {
      return await within(timeoutMs, work);
    } catch (error) {
      const known = hindranceOf(error);
      if (known === undefined) throw error;
      const isUnclear =
        error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.MissingPermissions;
      const clear = isUnclear && channel !== undefined ? client.channels.cache.get(channel) : undefined;
      throw new PostError((clear && hindranceIn(clear, client.user)) ?? known);
    }
  }

  return {
    post(place, reply, { key, isAgain }) {
      const { nonce, mark } = marksOf(key);
      const body = { ...bodyOf(reply, mark), nonce, enforce_nonce: true };
      const own = 'channel' in place ? idOf(place.channel) : undefined;
      const under = 'channel' in place ? place.under : undefined;
      return attempt(own, async (signal) => {
        const channel = 'channel' in place ? idOf(place.channel) : await direct(idOf(place.person), signal);
        // Before it is said, as nobody knows of it until this returns.
        const guild = own === undefined ? undefined : await guildOf(channel, signal);
        // A thread has the id of the message that it was made of.
        const thread = under && (await look<APIChannel>(Routes.channel(under), signal))?.id;
        const send = async (where: string, more: Partial<RESTPostAPIChannelMessageJSONBody> = {}) =>
          (await rest.post(Routes.channelMessages(where), {
            ...withFile({ ...body, ...more }, reply),
            signal,
          })) as APIMessage;
        const before = async () =>
          (thread && (await said(thread, mark, signal))) || (await said(channel, mark, signal));
        const { id, channel_id } =
          (isAgain && (await before())) ||
          (under === undefined ? await send(channel) : await sendUnder(channel, { under, thread }, send));
        return {
          message: id,
          ...(guild !== undefined && { link: addressOf(guild, channel_id, id) }),
        };
      });
    },

    edit(channel, message, reply) {
      return attempt(idOf(channel), async (signal) => {
        try {
          await rest.patch(Routes.channelMessage(idOf(channel), message), {
            ...withFile(bodyOf(reply), reply),
            signal,
          });
        } catch (error) {
          // Nobody sees it any more.
          if (!(error instanceof DiscordAPIError) || error.code !== RESTJSONErrorCodes.UnknownMessage)
            throw error;
        }
      });
    },

    hindrance: (channel) => within(timeoutMs, () => hindrance(idOf(channel))),
  };
}

/**
 * What a message carries so that it is known again. Discord knows the nonce for some minutes, and forgets it then; the number
 * of the outermost component stays with the message, and is not shown.
 */
function marksOf(key: string): { nonce: string; mark: number } {
  const hash = createHash('sha256').update(key).digest();
  // Discord itself counts components from 1.
  return { nonce: hash.toString('hex').slice(0, 25), mark: (hash.readUInt32BE() >>> 1) | 0x40000000 };
}

/** The library waits out what Discord asks it to, which may be longer than we can. */
async function within<Done>(limitMs: number, work: (signal: AbortSignal) => Promise<Done>): Promise<Done> {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late.abort();
      reject(new Error(`Discord took longer than ${limitMs / 1000} s.`));
    }, limitMs);
  });
  try {
    return await Promise.race([work(late.signal), limit]);
  } finally {
    clearTimeout(timer);
  }
}

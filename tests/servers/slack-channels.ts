import type { Output } from './slack.ts';
import { faultOfMetadata } from './slack-blocks.ts';

type Data = Record<string, unknown>;

/** A channel, and what the bot may do there. */
export interface Channel {
  isPrivate: boolean;
  creator: string;
  /** The bot was invited. */
  isMember: boolean;
  isArchived: boolean;
  /** Only some people may post, or only below messages: Slack's word for it. */
  restricted?:
    | 'restricted_action'
    | 'restricted_action_read_only_channel'
    | 'restricted_action_thread_only_channel'
    | 'restricted_action_non_threadable_channel';
}

/** A message, as the channel keeps it. */
export interface Said {
  ts: string;
  /** The message that it stands below. */
  thread?: string | undefined;
  /** Stands in the channel as well, though it is an answer. */
  isBroadcast: boolean;
  isOurs: boolean;
  text: string;
  blocks?: Data[];
  metadata?: Data;
}

/** `chat.update` takes less text than `chat.postMessage`. */
const updateLimit = 4000;
/** Messages that the bot gets at once at most. */
const pageLimit = 999;

const refuse = (error: string, more: Data = {}): Data => ({ ok: false, error, ...more });

/** What there is around the channels. */
interface World {
  team: string;
  /** What the bot is allowed, as it is now. */
  scopes: string[];
  users: ReadonlyMap<string, unknown>;
  violations: string[];
  outputs: Output[];
  nextTs(): string;
}

/** The channels of a workspace, and what is said in them. */
export class SlackChannels {
  readonly known = new Map<string, Channel>();
  private readonly said = new Map<string, Said[]>();
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
    this.open('C0STUDY');
    this.open('C0OTHER');
  }

  /** Opens a channel, or changes it. */
  open(id: string, more: Partial<Channel> = {}): Channel {
    const was = this.known.get(id) ?? {
      isPrivate: false,
      creator: 'U0CREATOR',
      isMember: true,
      isArchived: false,
    };
    const channel = { ...was, ...more };
    this.known.set(id, channel);
    return channel;
  }

  /** All that stands in a channel, the first first. */
  messages(channel: string): Said[] {
    const messages = this.said.get(channel) ?? [];
    this.said.set(channel, messages);
    return messages;
  }

  /** A person says something; returns its ts. */
  say(
    channel: string,
    text = 'hello',
    { ts = this.world.nextTs(), thread }: { ts?: string; thread?: string } = {},
  ) {
    const messages = this.messages(channel);
    const has = (one: string) => messages.some((message) => message.ts === one);
    if (thread !== undefined && !has(thread)) this.say(channel, 'what it is about', { ts: thread });
    if (!has(ts)) messages.push({ ts, thread, isBroadcast: false, isOurs: false, text });
    return ts;
  }

  delete(channel: string, ts: string): void {
    this.said.set(
      channel,
      this.messages(channel).filter((message) => message.ts !== ts),
    );
  }

  /** `chat.postMessage`, `chat.postEphemeral`. */
  post(args: Data, isWhisper: boolean): Data {
    const to = String(args.channel ?? '');
    // To a person means into the private chat with that person.
    const channel = !isWhisper && this.world.users.has(to) ? `D0${to}` : to;
    const barred = this.bar(channel, args.thread_ts !== undefined);
    if (barred !== undefined) return refuse(barred);
    if (isWhisper && !this.world.users.has(String(args.user))) return refuse('user_not_in_channel');
    const fault = faultOfMetadata(args.metadata);
    if (fault !== undefined) return this.complain(fault);
    const broadcasts = String(args.reply_broadcast) === 'true';
    if (broadcasts && args.thread_ts === undefined)
      this.world.violations.push('reply_broadcast without a thread_ts');
    const messages = this.messages(channel);
    const parent = messages.find(({ ts }) => ts === args.thread_ts);
    if (parent?.thread !== undefined) this.world.violations.push('thread_ts is that of an answer');
    const ts = this.world.nextTs();
    // Below a message that is gone nothing can stand: it lands in the channel, as several bots have met it.
    const thread = parent?.ts;
    if (!isWhisper)
      messages.push({
        ts,
        thread,
        isBroadcast: broadcasts && thread !== undefined,
        isOurs: true,
        ...contentOf(args),
      });
    this.world.outputs.push({
      via: isWhisper ? 'whisper' : 'post',
      channel,
      thread,
      ts,
      onlyFor: isWhisper ? String(args.user) : undefined,
      replaces: false,
      message: args,
      payload: args,
    });
    return isWhisper ? { ok: true, message_ts: ts } : { ok: true, channel, ts, message: { ts } };
  }

  /** Puts a file into a conversation; returns why it cannot stand there. */
  share(channel: string, { text, thread_ts }: Data): string | undefined {
    const barred = this.bar(channel, thread_ts !== undefined);
    if (barred !== undefined) return barred;
    const messages = this.messages(channel);
    const thread = messages.find(({ ts }) => ts === thread_ts)?.ts;
    messages.push({
      ts: this.world.nextTs(),
      thread,
      isBroadcast: false,
      isOurs: true,
      ...contentOf({ text }),
    });
    return undefined;
  }

  /** `chat.update`. */
  update(args: Data): Data {
    const channel = String(args.channel);
    const place = this.known.get(channel);
    if (place === undefined && !channel.startsWith('D0')) return refuse('channel_not_found');
    if (place?.isArchived) return refuse('is_inactive');
    const message = this.messages(channel).find(({ ts }) => ts === args.ts);
    if (message === undefined) return refuse('message_not_found');
    if (!message.isOurs) return refuse('cant_update_message');
    if (args.parse !== 'none')
      this.world.violations.push('chat.update looks for mentions, unless it is told not to');
    if (String(args.text ?? '').length > updateLimit) return this.complain('msg_too_long');
    const changed = { ...message, ...contentOf(args) };
    if (isRich(message) && !isRich(changed)) return this.complain('block_mismatch');
    const fault = faultOfMetadata(args.metadata);
    if (fault !== undefined) return this.complain(fault);
    Object.assign(message, changed);
    this.world.outputs.push({
      via: 'update',
      channel,
      thread: message.thread,
      ts: message.ts,
      replaces: true,
      message: args,
      payload: args,
    });
    return { ok: true, channel, ts: message.ts, text: message.text };
  }

  /** `chat.getPermalink`. */
  permalink({ channel, message_ts }: Data): Data {
    const id = String(channel);
    if (!this.sees(id)) return refuse('channel_not_found');
    const message = this.messages(id).find(({ ts }) => ts === message_ts);
    if (message === undefined) return refuse('message_not_found');
    const query = message.thread === undefined ? '' : `?thread_ts=${message.thread}&cid=${id}`;
    const permalink = `https://study.slack.com/archives/${id}/p${message.ts.replace('.', '')}${query}`;
    return { ok: true, channel, permalink };
  }

  /** `conversations.info`. */
  info({ channel }: Data): Data {
    const id = String(channel);
    const place = this.known.get(id);
    if (place === undefined || !this.sees(id)) return refuse('channel_not_found');
    const missing = this.missing(id, 'read');
    if (missing !== undefined) return missing;
    const { isPrivate, isArchived, isMember, creator, restricted } = place;
    return {
      ok: true,
      channel: {
        id,
        name: id.toLowerCase(),
        is_channel: true,
        is_im: false,
        is_mpim: false,
        is_private: isPrivate,
        is_archived: isArchived,
        is_member: isMember,
        is_read_only: restricted === 'restricted_action_read_only_channel',
        is_thread_only: restricted === 'restricted_action_thread_only_channel',
        creator,
        context_team_id: this.world.team,
      },
    };
  }

  /** `conversations.open`. */
  direct({ users }: Data): Data {
    if (!this.world.scopes.includes('im:write')) return this.missingScope('im:write');
    return this.world.users.has(String(users))
      ? { ok: true, channel: { id: `D0${users}` } }
      : refuse('user_not_found');
  }

  /** `conversations.history` and `conversations.replies`. */
  read(args: Data, isThread: boolean): Data {
    const id = String(args.channel);
    const place = this.known.get(id);
    if (!this.sees(id)) return refuse('channel_not_found');
    const missing = this.missing(id, 'history');
    if (missing !== undefined) return missing;
    if (place?.isMember === false) return refuse('not_in_channel');
    const messages = this.messages(id);
    if (isThread && !messages.some(({ ts }) => ts === args.ts)) return refuse('thread_not_found');
    const found = isThread
      ? messages.filter(({ ts, thread }) => ts === args.ts || thread === args.ts)
      : messages.filter(({ thread, isBroadcast }) => thread === undefined || isBroadcast).reverse();
    const limit = Math.min(Number(args.limit ?? 100), pageLimit);
    const from = Number(args.cursor ?? 0);
    const hasMetadata = String(args.include_all_metadata) === 'true';
    const more = from + limit < found.length;
    return {
      ok: true,
      messages: found
        .slice(from, from + limit)
        .map(({ ts, thread, isBroadcast, text, blocks, metadata }) => ({
          type: 'message',
          ...(isBroadcast && { subtype: 'thread_broadcast' }),
          ts,
          ...(thread !== undefined && { thread_ts: thread }),
          text,
          blocks,
          // That the channel has it as well is written nowhere, so nobody may count on it.
          ...(hasMetadata && metadata !== undefined && (isThread || !isBroadcast) && { metadata }),
        })),
      has_more: more,
      response_metadata: { next_cursor: more ? String(from + limit) : '' },
    };
  }

  /** Why nothing can be posted in a channel. */
  private bar(id: string, isBelow: boolean): string | undefined {
    if (id.startsWith('D0')) return undefined;
    const place = this.known.get(id);
    if (place === undefined || !this.sees(id)) return 'channel_not_found';
    if (!place.isMember && !this.world.scopes.includes('chat:write.public')) return 'not_in_channel';
    if (place.isArchived) return 'is_archived';
    if (place.restricted === 'restricted_action_thread_only_channel' && isBelow) return undefined;
    if (place.restricted === 'restricted_action_non_threadable_channel' && !isBelow) return undefined;
    return place.restricted;
  }

  /** A private channel that it is not in does not exist for the bot. */
  private sees(id: string): boolean {
    if (id.startsWith('D0')) return true;
    const place = this.known.get(id);
    return place !== undefined && (!place.isPrivate || place.isMember);
  }

  private missing(id: string, what: 'read' | 'history'): Data | undefined {
    const kind = id.startsWith('D') ? 'im' : this.known.get(id)?.isPrivate ? 'groups' : 'channels';
    const scope = `${kind}:${what}`;
    return this.world.scopes.includes(scope) ? undefined : this.missingScope(scope);
  }

  private missingScope(needed: string): Data {
    return refuse('missing_scope', { needed, provided: this.world.scopes.join(',') });
  }

  private complain(error: string): Data {
    this.world.violations.push(error);
    return refuse(error);
  }
}

const contentOf = ({ text, blocks, metadata }: Data): Pick<Said, 'text' | 'blocks' | 'metadata'> => ({
  text: String(text ?? ''),
  ...(blocks !== undefined && { blocks: blocks as Data[] }),
  ...(metadata !== undefined && { metadata: metadata as Data }),
});

const isRich = ({ blocks = [] }: Said): boolean => blocks.some(({ type }) => type === 'rich_text');

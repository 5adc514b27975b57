import { EventEmitter, once } from 'node:events';
import { type Gateway, isOn, type Session } from './discord-gateway.ts';
import { uploadsOf } from './discord-rules.ts';

export type Data = Record<string, unknown>;

/** A request as it came, and what was answered. */
export interface Recorded {
  method: string;
  path: string;
  body: Data;
  authorization: string | undefined;
  status: number;
}

/** A message as Discord keeps it. */
export interface Kept {
  id: string;
  channel_id: string;
  flags: number;
  body: Data;
  /** Message that it answers. */
  answers?: string | undefined;
  /** Who wrote it, if not the bot. */
  author?: string | undefined;
}

/** What a person did and what came back: the type of the callback and the message, or what else it holds. */
export interface Called {
  type: number;
  data: Data;
  message?: Kept | undefined;
  /** What is to be filled in. */
  modal?: Modal;
}

/** A channel, a thread or a private chat. */
export interface Channel {
  id: string;
  type: number;
  name: string;
  guild_id?: string;
  parent_id?: string;
  /** What is wrong with it for the bot, by Discord's number. */
  refuses?: number | undefined;
  /** What everyone but the owner may not do there. */
  denies?: readonly Permission[];
  /** A thread that only moderators can write in. */
  isLocked?: boolean;
}

/** Permissions as the bits of Discord; everyone has them unless a channel denies them. */
const permissions = {
  view: 1n << 10n,
  send: 1n << 11n,
  history: 1n << 16n,
  threads: 1n << 38n,
};
export type Permission = keyof typeof permissions;

const bitsOf = (names: readonly Permission[]): string =>
  String(names.reduce((bits, name) => bits | permissions[name], 0n));

const isThread = ({ type }: Channel): boolean => type === 11;

/** An interaction that waits for its answer. */
export interface Pending {
  id: string;
  token: string;
  kind: number;
  since: number;
  message?: Kept | undefined;
  channel: Channel;
  /** Somebody sees that an answer is coming. */
  deferred: () => void;
  resolve: (called: Called) => void;
  acknowledged?: Called;
}

/** A form that somebody has before them. It stays as long as the person likes. */
export interface Modal {
  data: Data;
  channel: Channel;
  /** What it was asked for below. */
  message?: Kept | undefined;
}

/** What Discord knows: servers, channels, messages, commands, and what is being answered. */
export abstract class World {
  abstract readonly gateway: Gateway;
  /** Where the gateway is. */
  abstract readonly gatewayUrl: string;
  token = 'MTAwMDAwMDAwMDAwMDAwMDAw.Xabcde.loopback-only-not-a-real-token';
  readonly applicationId = '100000000000000000';
  readonly botId = '100000000000000000';
  readonly guildId = '200000000000000000';
  readonly channelId = '300000000000000000';
  readonly threadId = '300000000000000001';
  readonly directId = '300000000000000002';
  readonly requests: Recorded[] = [];
  readonly violations: string[] = [];
  readonly messages = new Map<string, Kept>();
  readonly commands = new Map<string, Data[]>();
  /** Servers that the bot is in. */
  guilds = [this.guildId];
  guild: Data = { preferred_locale: 'en-US', features: [] };
  /** Announced, but never coming. */
  missingGuild: string | undefined;
  applicationFlags = 0;
  readonly channels = new Map<string, Channel>();
  readonly pending = new Map<string, Pending>();
  /** Messages that were made with a nonce of late. */
  readonly nonces = new Map<string, { message: Kept; at: number }>();
  /** Bytes of a file at most. */
  fileLimit = 20 * 1024 * 1024;
  /** How long a nonce is known: Discord says some minutes. */
  nonceMs = 300_000;
  readonly #events = new EventEmitter().setMaxListeners(0);
  #lastId = BigInt(Date.now() - 1_420_070_400_000) << 22n;

  constructor() {
    const guild_id = this.guildId;
    for (const channel of [
      { id: this.channelId, type: 0, name: 'study', guild_id },
      { id: this.threadId, type: 11, name: 'pvc', guild_id, parent_id: this.channelId },
      { id: this.directId, type: 1, name: '' },
    ])
      this.channels.set(channel.id, channel);
  }

  newId(): string {
    this.#lastId += 1n << 22n;
    return String(this.#lastId);
  }

  /** Makes a channel refuse the bot by one of Discord's numbers, or take it again. */
  refuse(channel: string, code?: number): void {
    const found = this.channels.get(channel);
    if (found) found.refuses = code;
  }

  channel(id: string): Readonly<Channel> | undefined {
    return this.channels.get(id);
  }

  /** Something changed that a test may wait for. */
  changed(): void {
    this.#events.emit('change');
  }

  /** Resolves when it is so, which is looked at whenever something happened. */
  async until<T>(isIt: () => T | undefined | false, limitMs = 8000): Promise<T> {
    const signal = AbortSignal.timeout(limitMs);
    for (;;) {
      const found = isIt();
      if (found !== undefined && found !== false) return found;
      await once(this.#events, 'change', { signal });
    }
  }

  /** The private channel of a person with the bot. */
  directOf(person: string): string {
    const id = `9${person.slice(1)}`;
    if (!this.channels.has(id)) this.channels.set(id, { id, type: 1, name: '' });
    return id;
  }

  addChannel(channel: Channel): void {
    this.channels.set(channel.id, { guild_id: this.guildId, ...channel });
  }

  /** Takes permissions away from everyone in a channel, and tells those who are connected. */
  deny(id: string, ...denies: Permission[]): void {
    const channel = this.channels.get(id);
    if (channel === undefined) return;
    channel.denies = denies;
    this.gateway.dispatch('CHANNEL_UPDATE', this.channelData(channel));
  }

  may(channel: Channel, permission: Permission): boolean {
    const ruler = (isThread(channel) && this.channels.get(channel.parent_id ?? '')) || channel;
    return ruler.denies?.includes(permission) !== true;
  }

  /** A person deletes a message. */
  remove(id: string): void {
    this.messages.delete(id);
  }

  /** The message that the bot made with a nonce some minutes ago at most. */
  madeWith(nonce: string): Kept | undefined {
    const made = this.nonces.get(nonce);
    return made !== undefined && Date.now() - made.at < this.nonceMs ? made.message : undefined;
  }

  channelData({ denies = [], isLocked = false, refuses: _, ...channel }: Channel): Data {
    if (channel.guild_id === undefined) return channel;
    if (isThread(channel)) {
      const thread_metadata = { ...threadData, locked: isLocked };
      return { ...channel, owner_id: this.botId, message_count: 1, member_count: 1, thread_metadata };
    }
    const overwrite = { id: channel.guild_id, type: 0, allow: '0', deny: bitsOf(denies) };
    return { ...channel, position: 0, permission_overwrites: [overwrite] };
  }

  answersTo(id: string): Kept[] {
    return [...this.messages.values()].filter(({ answers }) => answers === id);
  }

  bot(): Data {
    return { ...user(this.botId), username: 'k8s-study-bot', bot: true };
  }

  readyOf({ id, shard }: Session): Data {
    const announced = [...this.guilds, ...(this.missingGuild ? [this.missingGuild] : [])];
    const unavailable = announced.filter((guild) => isOn(shard, guild));
    return {
      v: 10,
      user: { ...this.bot(), verified: true, mfa_enabled: false, flags: 0 },
      guilds: unavailable.map((id) => ({ id, unavailable: true })),
      session_id: id,
      resume_gateway_url: this.gatewayUrl,
      shard,
      application: { id: this.applicationId, flags: this.applicationFlags },
    };
  }

  guildOf(id: string): Data {
    const channels = [...this.channels.values()].filter(({ guild_id }) => guild_id === id);
    return {
      ...{
        id,
        name: 'kubernetes-study',
        owner_id: '400000000000000000',
        roles: [
          roleOf(id, '@everyone', bitsOf(Object.keys(permissions) as Permission[])),
          roleOf('500000000000000000', 'mentors'),
          roleOf(hostRole, 'hosts', manageGuild),
        ],
      },
      ...{
        emojis: [],
        stickers: [],
        presences: [],
        voice_states: [],
        stage_instances: [],
        guild_scheduled_events: [],
      },
      ...{
        member_count: 2,
        large: false,
        unavailable: false,
        joined_at: new Date().toISOString(),
        soundboard_sounds: [],
      },
      ...{
        verification_level: 0,
        default_message_notifications: 0,
        explicit_content_filter: 0,
        mfa_level: 0,
      },
      ...{
        system_channel_flags: 0,
        premium_tier: 0,
        nsfw_level: 0,
        afk_timeout: 300,
        premium_progress_bar_enabled: false,
      },
      members: [memberOf(this.bot())],
      channels: channels.filter((one) => !isThread(one)).map((one) => this.channelData(one)),
      threads: channels.filter(isThread).map((one) => this.channelData(one)),
      ...this.guild,
    };
  }

  messageOf(
    channel: Channel,
    id: string,
    author: string,
    as: { nick?: string | undefined; isHost?: boolean | undefined } = {},
  ): Data {
    const person = author === this.botId ? this.bot() : user(author);
    return {
      ...{
        id,
        channel_id: channel.id,
        content: '',
        timestamp: new Date().toISOString(),
        edited_timestamp: null,
      },
      ...{
        tts: false,
        mention_everyone: false,
        mentions: [],
        mention_roles: [],
        attachments: [],
        embeds: [],
        pinned: false,
      },
      ...{ type: 0, flags: 0, components: [], author: person, channel_type: channel.type },
      ...(channel.guild_id && {
        guild_id: channel.guild_id,
        // Only interactions say what a member may do.
        member: { ...memberOf(person, as), user: undefined, permissions: undefined },
      }),
    };
  }

  shown({ id, channel_id, flags, body, author }: Kept): Data {
    const channel = this.channels.get(channel_id) as Channel;
    const components = numbered((body.components ?? []) as Data[]);
    const attachments = [...uploadsOf(body).values()].map(({ name, type, bytes }) => {
      const url = `https://cdn.discordapp.com/attachments/${channel_id}/${id}/${name}`;
      return { id, filename: name, size: bytes.length, content_type: type, url, proxy_url: url };
    });
    return { ...this.messageOf(channel, id, author ?? this.botId), flags, components, attachments };
  }

  keep(channel: Channel, body: Data, answers?: string, author?: string): Kept {
    const id = this.newId();
    const kept = { id, channel_id: channel.id, flags: Number(body.flags ?? 0), body, answers, author };
    this.messages.set(id, kept);
    this.changed();
    return kept;
  }
}

/** Components as Discord gives them back: each has a number, those that were sent with one their own. */
function numbered(components: readonly Data[]): Data[] {
  const within = (component: Data): Data[] => [
    component,
    ...((component.components ?? []) as Data[]).flatMap(within),
  ];
  const taken = new Set(components.flatMap(within).map(({ id }) => id));
  let last = 0;
  const next = (): number => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
  const number = (component: Data): Data => ({
    ...component,
    id: component.id || next(),
    ...(component.components !== undefined && { components: (component.components as Data[]).map(number) }),
  });
  return components.map(number);
}

const threadData = {
  archived: false,
  auto_archive_duration: 1440,
  archive_timestamp: '2026-11-25T00:00:00Z',
  locked: false,
};

/** A person by an id. */
export const user = (id: string): Data => ({
  id,
  username: `user${id.slice(-3)}`,
  discriminator: '0',
  global_name: `User ${id.slice(-3)}`,
  avatar: null,
});

/** The permission Manage Server. */
const manageGuild = '32';
const hostRole = '500000000000000001';

/** A person in a server. */
export const memberOf = (
  person: Data,
  { nick, isHost = false }: { nick?: string | undefined; isHost?: boolean | undefined } = {},
): Data => ({
  ...{
    user: person,
    nick: nick ?? null,
    roles: isHost ? [hostRole] : [],
    joined_at: '2026-11-25T00:00:00Z',
    deaf: false,
    mute: false,
    flags: 0,
    permissions: isHost ? manageGuild : '0',
  },
});

const roleOf = (id: string, name: string, permissions = '0'): Data => ({
  ...{
    id,
    name,
    color: 0,
    colors: { primary_color: 0 },
    hoist: false,
    position: 0,
    permissions,
    managed: false,
    mentionable: false,
    flags: 0,
  },
});

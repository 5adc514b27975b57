import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Gateway } from './discord-gateway.ts';
import {
  type Fault,
  faultsOfChoices,
  faultsOfCommands,
  faultsOfMessage,
  invalidForm,
} from './discord-rules.ts';

type Data = Record<string, unknown>;

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
}

/** What a person did and what came back: the type of the callback and the message, or what else it holds. */
export interface Called {
  type: number;
  data: Data;
  message?: Kept | undefined;
}

interface Channel {
  id: string;
  type: number;
  name: string;
  guild_id?: string;
  parent_id?: string;
  /** What is wrong with it for the bot, by Discord's number. */
  refuses?: number | undefined;
}

interface Pending {
  id: string;
  token: string;
  kind: number;
  since: number;
  message?: Kept | undefined;
  channel: Channel;
  resolve: (called: Called) => void;
  acknowledged?: Called;
}

/** Who does something, where, and in which language. */
export interface By {
  user?: string;
  channel?: string;
  locale?: string;
  guildLocale?: string;
}

interface Failure {
  route: RegExp;
  status: number;
  body?: Data;
  headers?: Record<string, string>;
  times: number;
  /** What was asked for is done all the same. */
  afterwards?: boolean;
}

const text: Record<number, [number, string]> = {
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10008: [404, 'Unknown Message'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50007: [403, 'Cannot send messages to this user'],
  50013: [403, 'Missing Permissions'],
  160002: [403, 'Cannot reply without permission to read message history'],
};

/** Discord on this computer: its API and its gateway, as strict as its documentation. */
export class DiscordServer {
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
  readonly gateway: Gateway;
  /** Servers that the bot is in. */
  guilds = [this.guildId];
  guild: Data = { preferred_locale: 'en-US', features: [] };
  /** Announced, but never coming. */
  missingGuild: string | undefined;
  applicationFlags = 0;
  readonly #http: Server;
  readonly #events = new EventEmitter().setMaxListeners(0);
  readonly #channels = new Map<string, Channel>();
  readonly #pending = new Map<string, Pending>();
  readonly #nonces = new Map<string, Kept>();
  #failures: Failure[] = [];
  #lastId = BigInt(Date.now() - 1_420_070_400_000) << 22n;

  private constructor(http: Server) {
    this.#http = http;
    const guild_id = this.guildId;
    for (const channel of [
      { id: this.channelId, type: 0, name: 'study', guild_id },
      { id: this.threadId, type: 11, name: 'pvc', guild_id, parent_id: this.channelId },
      { id: this.directId, type: 1, name: '' },
    ])
      this.#channels.set(channel.id, channel);
    this.gateway = new Gateway(http, {
      token: () => this.token,
      ready: ({ id }) => this.#readyOf(id),
      greet: () => this.guilds.map((guild) => ({ t: 'GUILD_CREATE', d: this.#guildOf(guild) })),
    });
    http.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.#serve(request, response).catch((error) => {
        this.violations.push(`the test server failed: ${error}`);
        response.destroy();
      });
    });
  }

  /** @param port 0 lets the system choose */
  static async open(port = 0): Promise<DiscordServer> {
    const http = createServer();
    http.listen(port, '127.0.0.1');
    await once(http, 'listening');
    return new DiscordServer(http);
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${this.port}/api`;
  }

  async close(): Promise<void> {
    this.gateway.end();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  newId(): string {
    this.#lastId += 1n << 22n;
    return String(this.#lastId);
  }

  /** Answers the next requests that match otherwise. */
  fail(route: RegExp, status: number, options: Partial<Failure> = {}): void {
    this.#failures.push({ route, status, times: 1, ...options });
  }

  /** Makes a channel refuse the bot by one of Discord's numbers, or take it again. */
  refuse(channel: string, code?: number): void {
    const found = this.#channels.get(channel);
    if (found) found.refuses = code;
  }

  channel(id: string): Readonly<Channel> | undefined {
    return this.#channels.get(id);
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
    if (!this.#channels.has(id)) this.#channels.set(id, { id, type: 1, name: '' });
    return id;
  }

  addChannel(channel: Omit<Channel, 'guild_id'>): void {
    this.#channels.set(channel.id, { ...channel, guild_id: this.guildId });
  }

  /** Resolves with the first request, from now or before, that is so. */
  request(isIt: (request: Recorded) => boolean, limitMs?: number): Promise<Recorded> {
    return this.until(() => this.requests.find(isIt), limitMs);
  }

  /** Types a command. */
  command(options: Record<string, string | boolean>, by: By = {}, name = 'k8s'): Promise<Called> {
    return this.#interact(2, { id: '9', name, type: 1, options: optionsOf(options) }, by);
  }

  /** Types a command without sending it. */
  async suggest(typed: string, by: By = {}): Promise<{ name: string; value: string }[]> {
    const option = { name: 'query', type: 3, value: typed, focused: true };
    const { data } = await this.#interact(4, { id: '9', name: 'k8s', type: 1, options: [option] }, by);
    return data.choices as { name: string; value: string }[];
  }

  press(message: Kept, id: string, by: By = {}): Promise<Called> {
    const data = { custom_id: id, component_type: 2, id: 3 };
    return this.#interact(3, data, { channel: message.channel_id, ...by }, message);
  }

  /** What Discord tells of an interaction, for tests that tell it anew or late. */
  tell(event: Data): void {
    this.gateway.dispatch('INTERACTION_CREATE', event);
  }

  lastInteraction: Data = {};

  /** Says something; a mention of the bot in it counts as one. Gives the message's id. */
  say(content: string, by: By & { replyTo?: Kept; pings?: boolean; fields?: Data } = {}): string {
    const channel = this.#channelOf(by);
    const isDirect = channel.guild_id === undefined;
    const isCalled =
      new RegExp(`<@!?${this.botId}>`).test(content) || (by.replyTo !== undefined && by.pings !== false);
    const others = [...content.matchAll(/<@!?(\d+)>/g)].flatMap(([, id]) =>
      id === this.botId ? [] : [user(id ?? '')],
    );
    const message: Data = {
      ...this.#messageOf(channel, this.newId(), by.user ?? '400000000000000000'),
      // Without the privileged intent a bot may read what calls it, and what it is told in private.
      content: isDirect || isCalled ? content : '',
      type: by.replyTo ? 19 : 0,
      mentions: [...(isCalled ? [{ ...this.#bot(), member: { roles: [] } }] : []), ...others],
      mention_everyone: content.includes('@everyone'),
      mention_roles: [...content.matchAll(/<@&(\d+)>/g)].map(([, id]) => id),
      ...(by.replyTo && {
        message_reference: { message_id: by.replyTo.id, channel_id: by.replyTo.channel_id },
      }),
      ...by.fields,
    };
    this.lastMessage = message;
    this.gateway.dispatch('MESSAGE_CREATE', message);
    return String(message.id);
  }

  lastMessage: Data = {};

  /** The message that answers another one. */
  answerTo(id: string, limitMs?: number): Promise<Kept> {
    return this.until(() => this.answersTo(id)[0], limitMs);
  }

  answersTo(id: string): Kept[] {
    return [...this.messages.values()].filter(({ answers }) => answers === id);
  }

  /** Resolves when everything told so far was looked at: twice something told later was answered. */
  async settle(): Promise<void> {
    for (let round = 0; round < 2; round++) {
      const user = this.newId();
      await this.answerTo(this.say('help', { user, channel: this.directOf(user) }));
    }
  }

  #interact(kind: number, data: Data, by: By, message?: Kept): Promise<Called> {
    const channel = this.#channelOf(by);
    const id = this.newId();
    const token = `interaction-token-${id}`;
    const person = user(by.user ?? '400000000000000000');
    const isDirect = channel.guild_id === undefined;
    const event: Data = {
      id,
      token,
      application_id: this.applicationId,
      type: kind,
      version: 1,
      data,
      channel: { ...channel, permissions: '0', flags: 0 },
      channel_id: channel.id,
      ...(isDirect
        ? { user: person }
        : {
            guild_id: this.guildId,
            member: memberOf(person),
            guild_locale: by.guildLocale ?? this.guild.preferred_locale,
          }),
      locale: by.locale ?? 'en-US',
      app_permissions: '0',
      entitlements: [],
      authorizing_integration_owners: { '0': isDirect ? '0' : this.guildId },
      context: isDirect ? 1 : 0,
      attachment_size_limit: 10_485_760,
      ...(message && { message: this.#shown(message) }),
    };
    this.lastInteraction = event;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.violations.push(`an interaction of type ${kind} was not answered within 3 s`);
        reject(new Error('This application did not respond.'));
      }, 3000);
      const answered = (called: Called) => {
        clearTimeout(timer);
        resolve(called);
      };
      this.#pending.set(token, { id, token, kind, since: Date.now(), message, channel, resolve: answered });
      this.gateway.dispatch('INTERACTION_CREATE', event);
    });
  }

  #channelOf(by: By): Channel {
    const channel = this.#channels.get(by.channel ?? this.channelId);
    if (channel === undefined) throw new Error(`There is no channel ${by.channel}.`);
    return channel;
  }

  #bot(): Data {
    return { ...user(this.botId), username: 'k8s-study-bot', bot: true };
  }

  #readyOf(session: string): Data {
    const unavailable = [...this.guilds, ...(this.missingGuild ? [this.missingGuild] : [])];
    return {
      v: 10,
      user: { ...this.#bot(), verified: true, mfa_enabled: false, flags: 0 },
      guilds: unavailable.map((id) => ({ id, unavailable: true })),
      session_id: session,
      resume_gateway_url: this.#gatewayUrl,
      shard: [0, 1],
      application: { id: this.applicationId, flags: this.applicationFlags },
    };
  }

  get #gatewayUrl(): string {
    return `ws://127.0.0.1:${this.port}/`;
  }

  #guildOf(id: string): Data {
    const channels = [...this.#channels.values()].filter(({ guild_id }) => guild_id === id);
    return {
      ...{
        id,
        name: 'kubernetes-study',
        owner_id: '400000000000000000',
        roles: [roleOf(id, '@everyone'), roleOf('500000000000000000', 'mentors')],
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
      members: [memberOf(this.#bot())],
      channels: channels
        .filter(({ type }) => type !== 11)
        .map((one) => ({ ...one, position: 0, permission_overwrites: [] })),
      threads: channels
        .filter(({ type }) => type === 11)
        .map((one) => ({
          ...one,
          owner_id: this.botId,
          message_count: 1,
          member_count: 1,
          thread_metadata: threadData,
        })),
      ...this.guild,
    };
  }

  #messageOf(channel: Channel, id: string, author: string): Data {
    const person = author === this.botId ? this.#bot() : user(author);
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
        member: { ...memberOf(person), user: undefined },
      }),
    };
  }

  #shown({ id, channel_id, flags, body }: Kept): Data {
    const channel = this.#channels.get(channel_id) as Channel;
    return { ...this.#messageOf(channel, id, this.botId), flags, components: body.components ?? [] };
  }

  #keep(channel: Channel, body: Data, answers?: string): Kept {
    const id = this.newId();
    const kept = { id, channel_id: channel.id, flags: Number(body.flags ?? 0), body, answers };
    this.messages.set(id, kept);
    this.changed();
    return kept;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://x');
    const path = url.pathname.replace(/^\/api\/v10/, '');
    const { method = 'GET' } = request;
    const raw = Buffer.concat(chunks).toString();
    const body = (raw === '' ? {} : JSON.parse(raw)) as Data;
    const { authorization } = request.headers;
    const recorded: Recorded = { method, path, body, authorization, status: 0 };
    const send = (status: number, data?: unknown, headers: Record<string, string> = {}) => {
      recorded.status = status;
      this.requests.push(recorded);
      response.writeHead(status, {
        ...(data !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      });
      response.end(data === undefined ? '' : JSON.stringify(data));
      this.changed();
    };
    if (!url.pathname.startsWith('/api/v10/')) this.violations.push(`no version in ${request.url}`);
    const failure = this.#failures.find(({ route, times }) => times > 0 && route.test(`${method} ${path}`));
    if (failure) {
      failure.times -= 1;
      if (failure.afterwards) this.#answer(method, path, url, body, authorization);
      if (failure.status === 0) request.socket.destroy();
      else
        send(failure.status, failure.body ?? { message: String(failure.status), code: 0 }, failure.headers);
      return;
    }
    const [status, data] = this.#answer(method, path, url, body, authorization);
    send(status, data);
  }

  #answer(
    method: string,
    path: string,
    url: URL,
    body: Data,
    authorization: string | undefined,
  ): [number, unknown?] {
    const [, head = '', one = '', two = '', ...rest] = path.split('/');
    const refuse = (code: number): [number, Data] => {
      const [status, message] = text[code] ?? [400, 'Error'];
      return [status, { message, code }];
    };
    const faulty = (faults: Fault[]): [number, Data] => {
      this.violations.push(...faults.map((fault) => `${method} ${path}: ${fault.path}: ${fault.message}`));
      return [400, invalidForm(faults)];
    };
    if (head === 'interactions' && rest[0] === 'callback')
      return this.#callback(one, two, url, body, refuse, faulty);
    if (head === 'webhooks') return this.#webhook(method, two, rest, body, refuse, faulty);
    if (authorization !== `Bot ${this.token}`) return [401, { message: '401: Unauthorized', code: 0 }];
    const route = `${method} ${path}`;
    if (route === 'GET /gateway/bot') {
      const limit = { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 };
      return [200, { url: this.#gatewayUrl, shards: 1, session_start_limit: limit }];
    }
    if (route === 'GET /users/@me') return [200, this.#bot()];
    if (route === 'GET /users/@me/guilds')
      return [
        200,
        this.guilds.map((id) => ({
          id,
          name: 'kubernetes-study',
          owner: false,
          permissions: '0',
          features: [],
        })),
      ];
    if (route === 'GET /applications/@me' || route === 'GET /oauth2/applications/@me') {
      const bot_public = true;
      return [
        200,
        {
          id: this.applicationId,
          name: 'k8s-study-bot',
          flags: this.applicationFlags,
          bot_public,
          bot: this.#bot(),
        },
      ];
    }
    if (head === 'applications' && one === this.applicationId)
      return this.#commandsAt(method, path, url, body, refuse, faulty);
    if (head === 'guilds') return this.guilds.includes(one) ? [200, this.#guildOf(one)] : refuse(50_001);
    if (head === 'channels' && method === 'POST' && two === 'messages')
      return this.#post(one, body, refuse, faulty);
    this.violations.push(`unknown route ${route}`);
    return [404, { message: '404: Not Found', code: 0 }];
  }

  #callback(
    id: string,
    token: string,
    url: URL,
    body: Data,
    refuse: (code: number) => [number, Data],
    faulty: (faults: Fault[]) => [number, Data],
  ): [number, unknown?] {
    const pending = this.#pending.get(token);
    if (pending === undefined || pending.id !== id) return refuse(10_062);
    if (pending.acknowledged) return refuse(40_060);
    if (Date.now() - pending.since > 3000) return refuse(10_062);
    const type = Number(body.type);
    const data = (body.data ?? {}) as Data;
    const fitting = pending.kind === 4 ? [8] : pending.kind === 3 ? [4, 5, 6, 7] : [4, 5];
    if (!fitting.includes(type))
      return faulty([{ path: 'type', code: 'BASE_TYPE_CHOICES', message: `no callback ${type} here` }]);
    const faults = type === 8 ? faultsOfChoices(data) : type === 4 || type === 7 ? this.#faultsOf(data) : [];
    if (faults.length > 0) return faulty(faults);
    const called: Called = { type, data };
    if (type === 4) called.message = this.#keep(pending.channel, data);
    if (type === 7 && pending.message) {
      pending.message.body = data;
      called.message = pending.message;
    }
    pending.acknowledged = called;
    pending.resolve(called);
    return url.searchParams.get('with_response') === 'true'
      ? [200, { interaction: { id, type: pending.kind } }]
      : [204];
  }

  #webhook(
    method: string,
    token: string,
    rest: string[],
    body: Data,
    refuse: (code: number) => [number, Data],
    faulty: (faults: Fault[]) => [number, Data],
  ): [number, unknown?] {
    const pending = this.#pending.get(token);
    if (pending?.acknowledged === undefined) return refuse(10_015);
    if (method === 'DELETE') return [204];
    const faults = method === 'GET' ? [] : this.#faultsOf(body);
    if (faults.length > 0) return faulty(faults);
    if (rest[0] === 'messages') {
      const message = pending.acknowledged.message ?? this.#keep(pending.channel, body);
      if (method === 'PATCH') message.body = body;
      return [200, this.#shown(message)];
    }
    return [200, this.#shown(this.#keep(pending.channel, body))];
  }

  #post(
    id: string,
    body: Data,
    refuse: (code: number) => [number, Data],
    faulty: (faults: Fault[]) => [number, Data],
  ): [number, unknown?] {
    const channel = this.#channels.get(id);
    if (channel === undefined) return refuse(10_003);
    const reference = body.message_reference as Data | undefined;
    if (channel.refuses !== undefined && (channel.refuses !== 160_002 || reference))
      return refuse(channel.refuses);
    const faults = this.#faultsOf(body);
    if (faults.length > 0) return faulty(faults);
    if (reference?.fail_if_not_exists !== false && reference)
      this.violations.push('a reply must go through though the question was deleted');
    const known = body.enforce_nonce === true ? this.#nonces.get(String(body.nonce)) : undefined;
    const kept = known ?? this.#keep(channel, body, String(reference?.message_id ?? body.nonce));
    this.#nonces.set(String(body.nonce), kept);
    const shown = this.#shown(kept);
    if (!known) this.gateway.dispatch('MESSAGE_CREATE', shown);
    return [200, { ...shown, nonce: body.nonce }];
  }

  /** Nothing that the bot says may call anyone. */
  #faultsOf(body: Data): Fault[] {
    const { parse, users, roles, replied_user } = (body.allowed_mentions ?? {}) as Data;
    const isQuiet = Array.isArray(parse) && parse.length === 0 && !users && !roles && replied_user !== true;
    if (!isQuiet) this.violations.push(`a message may call people: ${JSON.stringify(body.allowed_mentions)}`);
    return faultsOfMessage(body);
  }

  #commandsAt(
    method: string,
    path: string,
    url: URL,
    body: Data,
    refuse: (code: number) => [number, Data],
    faulty: (faults: Fault[]) => [number, Data],
  ): [number, unknown?] {
    const [, guild = '', id] =
      /^\/applications\/\d+(?:\/guilds\/(\d+))?\/commands(?:\/(\d+))?$/.exec(path) ?? [];
    if (guild !== '' && !this.guilds.includes(guild)) return refuse(50_001);
    const kept = this.commands.get(guild) ?? [];
    if (method === 'GET') {
      if (url.searchParams.get('with_localizations') === 'true') return [200, kept];
      return [200, kept.map(({ name_localizations: _, description_localizations: __, ...one }) => one)];
    }
    if (method === 'DELETE') {
      if (!kept.some((one) => one.id === id)) return refuse(10_063);
      this.commands.set(
        guild,
        kept.filter((one) => one.id !== id),
      );
      return [204];
    }
    const wanted = method === 'PUT' ? (body as unknown as Data[]) : [body];
    const faults = faultsOfCommands(wanted);
    if (faults.length > 0) return faulty(faults);
    const made = wanted.map((one) => this.#commandOf(one, guild));
    this.commands.set(
      guild,
      method === 'PUT' ? made : [...kept.filter(({ name }) => name !== body.name), ...made],
    );
    return [200, method === 'PUT' ? made : made[0]];
  }

  /** With what Discord adds to it. */
  #commandOf(one: Data, guild: string): Data {
    const options = ((one.options ?? []) as Data[]).map((option) => ({
      name_localizations: null,
      description_localizations: null,
      ...option,
    }));
    return {
      ...{
        id: this.newId(),
        application_id: this.applicationId,
        version: this.newId(),
        type: 1,
        nsfw: false,
      },
      ...{
        default_member_permissions: null,
        dm_permission: true,
        name_localizations: null,
        contexts: null,
        integration_types: [0],
      },
      ...(guild !== '' && { guild_id: guild }),
      ...one,
      options,
    };
  }
}

const threadData = {
  archived: false,
  auto_archive_duration: 1440,
  archive_timestamp: '2026-11-25T00:00:00Z',
  locked: false,
};

const user = (id: string): Data => ({
  id,
  username: `user${id.slice(-3)}`,
  discriminator: '0',
  global_name: `User ${id.slice(-3)}`,
  avatar: null,
});

const memberOf = (person: Data): Data => ({
  ...{
    user: person,
    roles: [],
    joined_at: '2026-11-25T00:00:00Z',
    deaf: false,
    mute: false,
    flags: 0,
    permissions: '0',
  },
});

const roleOf = (id: string, name: string): Data => ({
  ...{
    id,
    name,
    color: 0,
    colors: { primary_color: 0 },
    hoist: false,
    position: 0,
    permissions: '0',
    managed: false,
    mentionable: false,
    flags: 0,
  },
});

const optionsOf = (options: Record<string, string | boolean>): Data[] =>
  Object.entries(options).map(([name, value]) => ({ name, value, type: typeof value === 'string' ? 3 : 5 }));

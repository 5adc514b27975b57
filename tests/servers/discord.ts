import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer } from './discord-api.ts';
import { Gateway, isOn } from './discord-gateway.ts';
import {
  type Called,
  type Channel,
  type Data,
  type Kept,
  type Modal,
  memberOf,
  type Recorded,
  user,
  World,
} from './discord-world.ts';
import { Line } from './line.ts';

export type { Called, Kept, Modal, Recorded } from './discord-world.ts';

/** Who does something, where, and in which language. */
export interface By {
  user?: string;
  channel?: string;
  locale?: string;
  guildLocale?: string;
  /** Name in the server. */
  nick?: string;
  /** Manages the server. */
  isHost?: boolean;
}

/** What is given to the options of a command. */
export type Given = Record<string, string | boolean | number>;

interface Failure {
  route: RegExp;
  status: number;
  body?: Data;
  headers?: Record<string, string>;
  times: number;
  /** What was asked for is done all the same. */
  afterwards?: boolean;
  /** No answer comes at all. */
  hangs?: boolean;
}

/** Discord on this computer: its API and its gateway, as strict as its documentation. */
export class DiscordServer extends World {
  override readonly gateway: Gateway;
  /** Answers to interactions are neither read nor kept, so that the server is not what takes the time. */
  isQuick = false;
  /** What was told last, for tests that tell it again. */
  lastInteraction: Data = {};
  lastMessage: Data = {};
  readonly #http: Server;
  #line: Line | undefined;
  #failures: Failure[] = [];

  private constructor(http: Server) {
    super();
    this.#http = http;
    this.gateway = new Gateway(http, {
      token: () => this.token,
      ready: (session) => this.readyOf(session),
      greet: ({ shard }) =>
        this.guilds
          .filter((guild) => isOn(shard, guild))
          .map((guild) => ({ t: 'GUILD_CREATE', d: this.guildOf(guild) })),
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
    return `http://127.0.0.1:${this.#line?.port ?? this.port}/api`;
  }

  override get gatewayUrl(): string {
    return `ws://127.0.0.1:${this.#line?.port ?? this.port}/`;
  }

  /** Lays a line before it: from now on, every address that it tells of leads there. */
  async layLine(): Promise<Line> {
    this.#line = await Line.open(this.port);
    return this.#line;
  }

  async close(): Promise<void> {
    this.#line?.close();
    this.gateway.end();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  /** Answers the next requests that match otherwise. */
  fail(route: RegExp, status: number, options: Partial<Failure> = {}): void {
    this.#failures.push({ route, status, times: 1, ...options });
  }

  /** Resolves with the first request, from now or before, that is so. */
  request(isIt: (request: Recorded) => boolean, limitMs?: number): Promise<Recorded> {
    return this.until(() => this.requests.find(isIt), limitMs);
  }

  /** Types a command. */
  command(options: Given, by: By = {}, name = 'k8s'): Promise<Called> {
    return this.#interact(2, { id: '9', name, type: 1, options: optionsOf(options) }, by);
  }

  /** Types a command without sending it. */
  async suggest(
    typed: string,
    by: By = {},
    name = 'k8s',
    option = 'query',
  ): Promise<{ name: string; value: string }[]> {
    const focused = { name: option, type: 3, value: typed, focused: true };
    const { data } = await this.#interact(4, { id: '9', name, type: 1, options: [focused] }, by);
    return data.choices as { name: string; value: string }[];
  }

  press(message: Kept, id: string, by: By = {}): Promise<Called> {
    const data = { custom_id: id, component_type: 2, id: 3 };
    return this.#interact(3, data, { channel: message.channel_id, ...by }, message);
  }

  /** Fills a form in and sends it, as far as Discord lets a person do so. */
  submit({ data, channel, message }: Modal, text: string, by: By = {}): Promise<Called> {
    const components = (data.components as Data[]).map((label, index) => {
      if (label.type === 10) return { type: 10, id: 2 * index + 1 };
      const { custom_id, min_length = 0, max_length = 4000, required } = label.component as Data;
      const least = required === false ? Number(min_length) : Math.max(1, Number(min_length));
      if (text.length < least || text.length > Number(max_length))
        throw new Error(`The form takes ${least} to ${max_length} characters.`);
      return {
        type: 18,
        id: 2 * index + 1,
        component: { type: 4, id: 2 * index + 2, custom_id, value: text },
      };
    });
    const sent = { custom_id: data.custom_id, components };
    return this.#interact(5, sent, { channel: channel.id, ...by }, message);
  }

  /** What Discord tells of an interaction, for tests that tell it anew or late. */
  tell(event: Data): void {
    this.gateway.dispatch('INTERACTION_CREATE', event);
  }

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
      ...this.messageOf(channel, this.newId(), by.user ?? '400000000000000000', by),
      // Without the privileged intent a bot may read what calls it, and what it is told in private.
      content: isDirect || isCalled ? content : '',
      type: by.replyTo ? 19 : 0,
      mentions: [...(isCalled ? [{ ...this.bot(), member: { roles: [] } }] : []), ...others],
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

  /** The message that answers another one. */
  answerTo(id: string, limitMs?: number): Promise<Kept> {
    return this.until(() => this.answersTo(id)[0], limitMs);
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
      channel: { ...this.channelData(channel), permissions: '0', flags: 0 },
      channel_id: channel.id,
      ...(isDirect
        ? { user: person }
        : {
            guild_id: channel.guild_id,
            member: memberOf(person, by),
            guild_locale: by.guildLocale ?? this.guild.preferred_locale,
          }),
      locale: by.locale ?? 'en-US',
      app_permissions: '0',
      entitlements: [],
      authorizing_integration_owners: { '0': isDirect ? '0' : channel.guild_id },
      context: isDirect ? 1 : 0,
      attachment_size_limit: this.fileLimit,
      ...(message && { message: this.shown(message) }),
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
      this.pending.set(token, {
        ...{ id, token, kind, since: Date.now(), message, channel },
        ...{ deferred: () => clearTimeout(timer), resolve: answered },
      });
      this.gateway.dispatch('INTERACTION_CREATE', event);
    });
  }

  #channelOf(by: By): Channel {
    const channel = this.channels.get(by.channel ?? this.channelId);
    if (channel === undefined) throw new Error(`There is no channel ${by.channel}.`);
    return channel;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.isQuick && request.url?.includes('/callback')) {
      const token = request.url.split('/')[5] ?? '';
      request.resume();
      await once(request, 'end');
      response.writeHead(204).end();
      this.pending.get(token)?.resolve({ type: 0, data: {} });
      this.pending.delete(token);
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://x');
    const path = url.pathname.replace(/^\/api\/v10/, '');
    const { method = 'GET' } = request;
    const body = await bodyOf(Buffer.concat(chunks), request.headers['content-type'] ?? '');
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
      if (failure.afterwards) answer(this, method, path, url, body, authorization);
      if (failure.hangs) return;
      if (failure.status === 0) request.socket.destroy();
      else
        send(failure.status, failure.body ?? { message: String(failure.status), code: 0 }, failure.headers);
      return;
    }
    const [status, data] = answer(this, method, path, url, body, authorization);
    send(status, data);
  }
}

/** What was sent, with files by the names of their fields. */
async function bodyOf(raw: Buffer, type: string): Promise<Data> {
  if (!type.startsWith('multipart/form-data')) return raw.length === 0 ? {} : JSON.parse(String(raw));
  const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData();
  const body = JSON.parse(String(form.get('payload_json'))) as Data;
  for (const [key, value] of form)
    if (value instanceof File)
      body[key] = { name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) };
  return body;
}

const optionTypes: Record<string, number> = { string: 3, number: 4, boolean: 5 };

const optionsOf = (options: Given): Data[] =>
  Object.entries(options).map(([name, value]) => ({ name, value, type: optionTypes[typeof value] }));

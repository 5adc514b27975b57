import { createHmac, randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { Line } from './line.ts';
import { faultOf, homeView, messageBlocks } from './slack-blocks.ts';
import { SlackChannels } from './slack-channels.ts';
import { SlackFiles } from './slack-files.ts';
import { SlackViews } from './slack-views.ts';

/** Within so long Slack wants to hear that what it delivered has come. */
const ackMs = 3000;
/** A response_url can be used so often, for so long. */
const responseUses = 5;
const responseMs = 30 * 60 * 1000;

type Data = Record<string, unknown>;

/** A call of the Web API as it came. */
export interface Call {
  method: string;
  args: Data;
  token: string;
}

/** A message as people get it. */
export interface Output {
  via: 'ack' | 'respond' | 'post' | 'whisper' | 'home' | 'update';
  channel: string;
  thread?: string | undefined;
  ts: string;
  /** Who alone sees it. */
  onlyFor?: string | undefined;
  /** It took the place of the message that was pressed. */
  replaces: boolean;
  message: { text?: string; blocks?: Data[] };
  /** All that was sent. */
  payload: Data;
}

/** What the next call of a method gets instead of an answer. */
type Mishap =
  | { status: number; headers?: Record<string, string>; body?: string }
  | { error: string }
  | 'drop'
  | 'hang'
  /** It is done, and the answer does not arrive. */
  | 'lost';

/** Slack's servers, as strict as its documentation says, on this computer. */
export class SlackServer extends EventEmitter {
  readonly botToken = 'xoxb-1-2-test';
  readonly appToken = 'xapp-1-A1-2-test';
  readonly signingSecret = '0123456789abcdef0123456789abcdef';
  readonly team = 'T0TEAM';
  readonly self = { user: 'U0BOT', bot: 'B0BOT' };
  readonly calls: Call[] = [];
  readonly outputs: Output[] = [];
  /** What a bot did that Slack forbids. */
  readonly violations: string[] = [];
  readonly users = new Map<string, { locale: string; name: string; team?: string }>();
  /** Who manages the workspace, by user id. */
  readonly admins = new Set<string>();
  readonly views = new SlackViews(this.violations, this.team);
  readonly channels = new SlackChannels(this);
  readonly files = new SlackFiles(this.violations, this.channels, () => this.origin);
  scopes = [
    'app_mentions:read',
    'channels:history',
    'channels:read',
    'chat:write',
    'commands',
    'files:write',
    'groups:history',
    'groups:read',
    'im:history',
    'im:write',
    'users:read',
  ];
  /** Tokens that were taken back. */
  readonly revoked = new Set<string>();
  /** Where the bot takes requests, in HTTP mode. */
  botUrl: string | undefined;
  /** Whether a socket that opens hears anything. */
  saysHello = true;
  readonly sockets = new Set<WebSocket>();
  private readonly mishaps = new Map<string, Mishap[]>();
  private readonly responses = new Map<string, { uses: number; until: number; where: Where }>();
  private readonly acks = new Map<string, (payload: Data) => void>();
  private readonly tickets = new Set<string>();
  private readonly server = createServer((req, res) => void this.answer(req, res));
  private readonly sockServer = new WebSocketServer({ noServer: true });
  private clock = 1_700_000_000;
  private line: Line | undefined;

  static async start(): Promise<SlackServer> {
    const slack = new SlackServer();
    slack.setMaxListeners(100);
    slack.server.on('upgrade', (req, socket, head) => {
      if (!slack.tickets.delete(new URL(req.url ?? '', 'ws://localhost').searchParams.get('ticket') ?? ''))
        return socket.destroy();
      return slack.sockServer.handleUpgrade(req, socket, head, (ws) => slack.welcome(ws));
    });
    await new Promise<void>((resolve) => slack.server.listen(0, '127.0.0.1', resolve));
    return slack;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.line?.port ?? this.port}`;
  }

  get apiUrl(): string {
    return `${this.origin}/api/`;
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Lays a line before it: from now on, every address that it tells of leads there. */
  async layLine(): Promise<Line> {
    this.line = await Line.open(this.port);
    return this.line;
  }

  async close(): Promise<void> {
    this.line?.close();
    for (const ws of this.sockets) ws.terminate();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Lets the next calls of a method end otherwise. */
  fail(method: string, ...mishaps: Mishap[]): void {
    this.mishaps.set(method, [...(this.mishaps.get(method) ?? []), ...mishaps]);
  }

  /** Waits until something can be found, which is looked for whenever something happened. */
  until<Found>(find: () => Found | undefined | false, what = 'what was waited for'): Promise<Found> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = find();
        if (found === undefined || found === false) return;
        clearTimeout(timer);
        this.off('change', look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.off('change', look);
        reject(new Error(`Slack's server never saw ${what}; violations: ${this.violations.join('; ')}`));
      }, 10_000);
      this.on('change', look);
      look();
    });
  }

  nextTs(): string {
    this.clock += 1;
    return `${this.clock}.000100`;
  }

  /** An address that answers to what was done can be sent to. */
  responseUrl(where: Where): string {
    const key = randomUUID();
    this.responses.set(key, { uses: 0, until: Date.now() + responseMs, where });
    return `${this.origin}/respond/${key}`;
  }

  expireResponses(): void {
    for (const response of this.responses.values()) response.until = 0;
  }

  /** Delivers what somebody did, by whichever way the bot is reached. */
  async deliver(
    kind: 'slash_commands' | 'interactive' | 'events_api',
    body: Data,
    retry?: { num: number; reason: string },
  ): Promise<{ status: number; body: Data | undefined }> {
    const began = Date.now();
    if (kind === 'events_api') this.heard(body.event as Data);
    const result =
      this.botUrl === undefined
        ? await this.overSocket(kind, body, retry)
        : await this.overHttp(kind, body, retry);
    if (Date.now() - began > ackMs)
      this.violations.push(`${kind} was acknowledged after ${Date.now() - began} ms`);
    return result;
  }

  /** What somebody says to the bot stands in the channel before the bot hears of it. */
  private heard({ channel, ts, thread_ts, text }: Data): void {
    if (typeof channel !== 'string' || typeof ts !== 'string') return;
    const thread = typeof thread_ts === 'string' && { thread: thread_ts };
    this.channels.say(channel, String(text), { ts, ...thread });
  }

  private async overHttp(kind: string, body: Data, retry?: { num: number; reason: string }) {
    const isJson = kind === 'events_api';
    const text = isJson
      ? JSON.stringify(body)
      : new URLSearchParams(
          kind === 'interactive' ? { payload: JSON.stringify(body) } : (body as Record<string, string>),
        ).toString();
    const response = await this.post(text, {
      'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded',
      ...(retry && { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }),
    });
    const answer = await response.text();
    if (response.status !== 200) this.violations.push(`${kind} was answered with ${response.status}`);
    if (answer === '') return { status: response.status, body: undefined };
    if (!response.headers.get('content-type')?.startsWith('application/json'))
      return { status: response.status, body: { text: answer } };
    return { status: response.status, body: JSON.parse(answer) as Data };
  }

  /** A signed request, whatever stands in it. */
  post(
    text: string,
    headers: Record<string, string>,
    secret = this.signingSecret,
    at = Date.now(),
  ): Promise<Response> {
    const timestamp = String(Math.floor(at / 1000));
    const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${text}`).digest('hex');
    return fetch(`${this.botUrl}/slack/events`, {
      method: 'POST',
      headers: {
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
        ...headers,
      },
      body: text,
      signal: AbortSignal.timeout(10_000),
    });
  }

  private async overSocket(kind: string, body: Data, retry?: { num: number; reason: string }) {
    const envelope_id = randomUUID();
    const ws = await this.until(
      () => [...this.sockets].find((one) => one.readyState === one.OPEN),
      'a socket',
    );
    const acked = new Promise<Data>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.violations.push(`${kind} was never acknowledged`);
        reject(new Error(`${kind} was never acknowledged`));
      }, ackMs + 1000);
      this.acks.set(envelope_id, (payload) => {
        clearTimeout(timer);
        resolve(payload);
      });
    });
    ws.send(
      JSON.stringify({
        envelope_id,
        type: kind,
        payload: body,
        accepts_response_payload: kind !== 'events_api',
        ...(retry && { retry_attempt: retry.num, retry_reason: retry.reason }),
      }),
    );
    const payload = await acked;
    return { status: 200, body: Object.keys(payload).length === 0 ? undefined : payload };
  }

  private welcome(ws: WebSocket): void {
    this.sockets.add(ws);
    ws.on('close', () => {
      this.sockets.delete(ws);
      this.emit('change');
    });
    ws.on('message', (data) => {
      const frame = JSON.parse(String(data)) as { envelope_id?: string; payload?: Data };
      const ack = this.acks.get(frame.envelope_id ?? '');
      if (ack === undefined) this.violations.push(`acknowledged ${frame.envelope_id}, which is not waiting`);
      this.acks.delete(frame.envelope_id ?? '');
      ack?.(frame.payload ?? {});
    });
    if (this.saysHello)
      ws.send(
        JSON.stringify({
          type: 'hello',
          num_connections: 1,
          connection_info: { app_id: 'A1' },
          debug_info: {},
        }),
      );
    this.emit('change');
  }

  /** Tells the bot to connect anew, as Slack does every few hours. */
  disconnect(reason: 'refresh_requested' | 'warning' | 'link_disabled'): void {
    for (const ws of this.sockets) ws.send(JSON.stringify({ type: 'disconnect', reason, debug_info: {} }));
  }

  private async answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const sent = Buffer.concat(chunks);
    const text = sent.toString();
    const path = req.url ?? '';
    const [, kind, name = ''] = path.split('/');
    if (kind === 'upload') return this.upload(name, sent, req, res);
    if (kind === 'respond') {
      const result = this.respond(name, text);
      if (result === 'drop') req.socket.destroy();
      else res.writeHead(result[0]).end(result[1]);
      this.emit('change');
      return;
    }
    const args = argsOf(text, req.headers['content-type'] ?? '');
    const token = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1] ?? String(args.token ?? '');
    this.calls.push({ method: name, args, token });
    const mishap = this.mishaps.get(name)?.shift();
    const headers = { 'content-type': 'application/json', 'x-oauth-scopes': this.scopes.join(',') };
    if (mishap === 'lost') this.call(name, args, token);
    if (mishap === 'drop' || mishap === 'lost') req.socket.destroy();
    else if (mishap === 'hang') return void this.emit('change');
    else if (mishap !== undefined && 'status' in mishap)
      res.writeHead(mishap.status, mishap.headers).end(mishap.body ?? '');
    else {
      const result = mishap === undefined ? this.call(name, args, token) : { ok: false, ...mishap };
      res.writeHead(200, headers).end(JSON.stringify(result));
    }
    this.emit('change');
  }

  /** What is sent to the address of a file takes no token, and gives no JSON back. */
  private upload(key: string, sent: Buffer, req: IncomingMessage, res: ServerResponse): void {
    const mishap = this.mishaps.get('upload')?.shift();
    if (mishap === 'drop') req.socket.destroy();
    else if (typeof mishap === 'object' && 'status' in mishap) res.writeHead(mishap.status).end();
    else {
      const status = req.method === 'POST' ? this.files.take(key, sent) : 405;
      res.writeHead(status).end(status === 200 ? `OK - ${sent.length}` : '');
    }
    this.emit('change');
  }

  private call(method: string, args: Data, token: string): Data {
    const refuse = (error: string, more: Data = {}): Data => ({ ok: false, error, ...more });
    if (token === '') return refuse('not_authed');
    if (token !== this.botToken && token !== this.appToken) return refuse('invalid_auth');
    if (this.revoked.has(token)) return refuse('token_revoked');
    const isAppMethod = method === 'apps.connections.open';
    if (isAppMethod !== (token === this.appToken)) return refuse('not_allowed_token_type');
    const needed = {
      'users.info': 'users:read',
      'chat.postMessage': 'chat:write',
      'chat.postEphemeral': 'chat:write',
      'chat.update': 'chat:write',
      'files.getUploadURLExternal': 'files:write',
      'files.completeUploadExternal': 'files:write',
    };
    const scope = (needed as Record<string, string>)[method];
    if (scope !== undefined && !this.scopes.includes(scope))
      return refuse('missing_scope', { needed: scope, provided: this.scopes.join(',') });
    switch (method) {
      case 'auth.test':
        return {
          ok: true,
          url: 'https://study.slack.com/',
          team: 'Study',
          user: 'k8s',
          team_id: this.team,
          user_id: this.self.user,
          bot_id: this.self.bot,
        };
      case 'apps.connections.open': {
        const ticket = randomUUID();
        this.tickets.add(ticket);
        return { ok: true, url: `${this.origin.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=A1` };
      }
      case 'users.info': {
        const user = this.users.get(String(args.user));
        if (user === undefined) return refuse('user_not_found');
        const { name, locale } = user;
        const own = String(args.include_locale) === 'true' ? { locale } : {};
        return {
          ok: true,
          user: {
            id: args.user,
            team_id: user.team ?? this.team,
            is_admin: this.admins.has(String(args.user)),
            is_owner: false,
            is_primary_owner: false,
            name,
            real_name: name,
            profile: { display_name: name, real_name: name },
            ...own,
          },
        };
      }
      case 'chat.postMessage':
      case 'chat.postEphemeral':
        return this.messageFault(args) ?? this.channels.post(args, method === 'chat.postEphemeral');
      case 'chat.update':
        return this.messageFault(args) ?? this.channels.update(args);
      case 'chat.getPermalink':
        return this.channels.permalink(args);
      case 'conversations.info':
        return this.channels.info(args);
      case 'conversations.open':
        return this.channels.direct(args);
      case 'conversations.history':
      case 'conversations.replies':
        return this.channels.read(args, method === 'conversations.replies');
      case 'files.getUploadURLExternal':
        return this.files.announce(args);
      case 'files.completeUploadExternal':
        return this.files.complete(args);
      case 'views.open':
        return this.views.open(args);
      case 'views.publish': {
        if (!this.users.has(String(args.user_id))) return refuse('user_not_found');
        const fault = faultOf(homeView, args.view);
        if (fault !== undefined) {
          this.violations.push(fault.messages.join('; '));
          return refuse('invalid_arguments', { response_metadata: { messages: fault.messages } });
        }
        const view = args.view as { blocks: Data[] };
        this.outputs.push({
          via: 'home',
          channel: '',
          ts: '',
          onlyFor: String(args.user_id),
          replaces: false,
          message: view,
          payload: args,
        });
        return { ok: true, view: { id: 'V1', ...view } };
      }
      default:
        return refuse('unknown_method', { req_method: method });
    }
  }

  /** What is wrong with a message, however it came. */
  messageFault({ text, blocks }: Data): Data | undefined {
    const told = (error: string, messages: string[] = []): Data => {
      this.violations.push(`${error}: ${messages.join('; ')}`);
      return { ok: false, error, response_metadata: { messages } };
    };
    if (text === undefined && blocks === undefined) return told('no_text');
    if (typeof text === 'string' && text.length > 40_000) return told('msg_too_long');
    const fault = blocks === undefined ? undefined : faultOf(messageBlocks, blocks);
    return fault && told(fault.error, fault.messages);
  }

  private respond(key: string, text: string): [number, string] | 'drop' {
    const response = this.responses.get(key);
    const mishap = this.mishaps.get('respond')?.shift();
    if (mishap === 'drop' || mishap === 'hang' || mishap === 'lost') return 'drop';
    if (mishap !== undefined && 'status' in mishap) return [mishap.status, mishap.body ?? ''];
    if (response === undefined || response.until < Date.now()) return [404, 'expired_url'];
    response.uses += 1;
    if (response.uses > responseUses) return [404, 'used_url'];
    const payload = JSON.parse(text) as Data;
    const fault = this.messageFault(payload);
    if (fault !== undefined) return [400, String(fault.error)];
    const replaces = payload.replace_original === true;
    const { where } = response;
    if (replaces && (payload.response_type === 'in_channel') === where.isEphemeral)
      this.violations.push('a message cannot be replaced by one that others see, or fewer');
    this.outputs.push({
      via: 'respond',
      channel: where.channel,
      thread: replaces ? where.thread : (payload.thread_ts as string | undefined),
      ts: this.nextTs(),
      onlyFor: payload.response_type === 'in_channel' ? undefined : where.user,
      replaces,
      message: payload,
      payload,
    });
    return [200, 'ok'];
  }
}

/** Where something was done: below which message, if below one. */
interface Where {
  channel: string;
  user: string;
  thread?: string | undefined;
  isEphemeral?: boolean;
}

/** Arguments come as a form, with JSON where they have parts, or as JSON. */
function argsOf(text: string, type: string): Data {
  if (type.startsWith('application/json')) return JSON.parse(text) as Data;
  return Object.fromEntries(
    [...new URLSearchParams(text)].map(([name, value]) => [
      name,
      ['blocks', 'view', 'metadata', 'files'].includes(name) ? (JSON.parse(value) as unknown) : value,
    ]),
  );
}

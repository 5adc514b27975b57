import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

type Data = Record<string, unknown>;

/** One connection of the bot, over all its resumes. */
export interface Session {
  id: string;
  intents: number;
  /** Which of how many. */
  shard: Shard;
  events: { s: number; t: string; d: Data }[];
  socket?: WebSocket | undefined;
}

type Shard = readonly [id: number, count: number];

/** Is a server told of on that shard? What belongs to none, as private chats, is on the first. */
export const isOn = ([id, count]: Shard, guild: unknown): boolean =>
  id === (guild === undefined ? 0 : Number((BigInt(String(guild)) >> 22n) % BigInt(count)));

const privileged = 2 | 256 | 32_768;
const allIntents = 0x3_3f_ff_ff;
const guildMessages = 512;
const directMessages = 4096;

/** Discord's gateway: hello, identify, resume, heartbeats, close codes. */
export class Gateway {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<string, Session>();
  readonly #token: () => string;
  readonly #onReady: (session: Session) => Data;
  readonly #hanging: Duplex[] = [];
  readonly #greet: (session: Session) => { t: string; d: Data }[];
  /** What was identified or resumed, in order. */
  readonly log: string[] = [];
  readonly violations: string[] = [];
  heartbeatMs = 41_250;
  /** Identify and resume are answered by this close code. */
  refuseWith: number | undefined;
  /** Connections are cut before they are opened. */
  isDown = false;
  /** Connections are neither opened nor cut. */
  isHanging = false;
  /** Says nothing to who connects. */
  isSilent = false;
  /** Sessions cannot be resumed. */
  forgets = false;

  constructor(
    http: Server,
    options: {
      token: () => string;
      ready: (session: Session) => Data;
      greet: (session: Session) => { t: string; d: Data }[];
    },
  ) {
    this.#token = options.token;
    this.#onReady = options.ready;
    this.#greet = options.greet;
    http.on('upgrade', (request, socket, head) => {
      this.log.push('connect');
      if (this.isDown) {
        socket.destroy();
        return;
      }
      if (this.isHanging) {
        this.#hanging.push(socket);
        return;
      }
      const query = new URL(request.url ?? '/', 'ws://x').searchParams;
      if (query.get('v') !== '10' || query.get('encoding') !== 'json')
        this.violations.push(`gateway ${request.url}`);
      this.#server.handleUpgrade(request, socket, head, (client) => this.#greetSocket(client));
    });
  }

  get sockets(): WebSocket[] {
    return [...this.#server.clients].filter((socket) => socket.readyState === socket.OPEN);
  }

  /** Tells every session that listens for it, and keeps it for those that resume. */
  dispatch(t: string, d: Data): void {
    for (const session of this.#sessions.values()) {
      const needed = t !== 'MESSAGE_CREATE' ? 0 : d.guild_id === undefined ? directMessages : guildMessages;
      if ((session.intents & needed) !== needed || !isOn(session.shard, d.guild_id)) continue;
      this.#tell(session, t, d);
    }
  }

  /** Cuts every connection. */
  drop(): void {
    for (const socket of this.#hanging.splice(0)) socket.destroy();
    for (const socket of this.sockets) socket.terminate();
  }

  close(code: number): void {
    for (const socket of this.sockets) socket.close(code);
  }

  send(payload: Data): void {
    for (const socket of this.sockets) socket.send(JSON.stringify(payload));
  }

  end(): void {
    this.drop();
    this.#server.close();
  }

  #tell(session: Session, t: string, d: Data): void {
    const event = { s: session.events.length + 1, t, d };
    session.events.push(event);
    session.socket?.send(JSON.stringify({ op: 0, ...event }));
  }

  #greetSocket(socket: WebSocket): void {
    if (this.isSilent) return;
    const send = (payload: Data) => socket.send(JSON.stringify(payload));
    let session: Session | undefined;
    socket.on('error', () => {});
    socket.on('close', () => {
      if (session?.socket === socket) session.socket = undefined;
    });
    socket.on('message', (data) => {
      const { op, d } = JSON.parse(String(data)) as { op: number; d: Data };
      if (op === 1) {
        send({ op: 11 });
        return;
      }
      if (op !== 2 && op !== 6) {
        if (session === undefined) socket.close(4003);
        return;
      }
      this.log.push(op === 2 ? 'identify' : 'resume');
      if (session !== undefined) socket.close(4005);
      else if (this.refuseWith !== undefined) socket.close(this.refuseWith);
      else if (d.token !== this.#token()) socket.close(4004);
      else if (op === 2) session = this.#identify(socket, d);
      else session = this.#resume(socket, d);
    });
    send({ op: 10, d: { heartbeat_interval: this.heartbeatMs } });
  }

  #identify(socket: WebSocket, d: Data): Session | undefined {
    const intents = Number(d.intents);
    if (!Number.isInteger(intents) || intents & ~allIntents) {
      socket.close(4013);
      return undefined;
    }
    if (intents & privileged) {
      socket.close(4014);
      return undefined;
    }
    const [which, count] = (d.shard ?? [0, 1]) as number[];
    if (which === undefined || count === undefined || !(which >= 0 && which < count)) {
      socket.close(4010);
      return undefined;
    }
    const id = `session-${this.#sessions.size + 1}`;
    const session: Session = { id, intents, shard: [which, count], events: [], socket };
    this.#sessions.set(session.id, session);
    this.#tell(session, 'READY', this.#onReady(session));
    for (const { t, d: data } of this.#greet(session)) this.#tell(session, t, data);
    return session;
  }

  #resume(socket: WebSocket, d: Data): Session | undefined {
    const session = this.forgets ? undefined : this.#sessions.get(String(d.session_id));
    if (session === undefined) {
      socket.send(JSON.stringify({ op: 9, d: false }));
      return undefined;
    }
    session.socket = socket;
    for (const event of session.events.filter(({ s }) => s > Number(d.seq)))
      socket.send(JSON.stringify({ op: 0, ...event }));
    this.#tell(session, 'RESUMED', {});
    return session;
  }
}

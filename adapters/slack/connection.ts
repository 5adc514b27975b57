import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { type App, HTTPReceiver, isValidSlackRequest, type Receiver } from '@slack/bolt';
import type { Log } from '../../src/log.ts';
import { boltLogger } from './api.ts';

/** Where Slack sends what people do, in HTTP mode. */
const endpoint = '/slack/events';
/** Bytes of a request; Slack's are a few kilobytes. */
const bodyLimit = 1024 * 1024;

/** How Slack reaches us. */
export interface Connection {
  receiver: Receiver;
  /** Answers Slack's requests, in HTTP mode. */
  listener?: RequestListener;
  /**
   * Resolves when Slack can reach us.
   *
   * @throws PlatformError if Slack refuses the app token
   */
  open(): Promise<void>;
  /** Takes nothing more; answers that are on their way can still go out by it until then. Never throws. */
  close(): Promise<void>;
}

/** An answer to an event, in the form that each way of reaching us takes it. */
export interface Answer {
  message: object;
  /** The same, written out. */
  json: string;
}

/** Acknowledges an event, the first time only; tells whether it was that. */
export type Ack = (answer?: Answer) => Promise<boolean>;

/** Requests over HTTP, signed by Slack. The server is somebody else's: this only answers what comes to the endpoint. */
export function overHttp(signingSecret: string, log: Log): Connection {
  const logger = boltLogger(log);
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: [endpoint],
    bodyLimit,
    logger,
    customPropertiesExtractor: (req) => ({ response: (req as unknown as Read).response }),
  });
  let isOpen = false;

  /** Bolt takes what it was given as read, and asks for no more than that. */
  function take(req: IncomingMessage, res: ServerResponse, rawBody: Buffer): void {
    try {
      if (isNull(req, rawBody)) refuse(res, isSigned(req, rawBody, signingSecret) ? 400 : 401);
      else receiver.requestListener(Object.assign(req, { rawBody, response: res }), res);
    } catch (err) {
      log.error({ err, platform: 'slack' }, 'a request from Slack failed');
      if (!res.headersSent) refuse(res, 500);
    }
  }

  return {
    receiver,
    listener(req, res) {
      if (req.url?.split('?', 1)[0] !== endpoint) return refuse(res, 404);
      if (req.method !== 'POST') return refuse(res.setHeader('allow', 'POST'), 405);
      if (!isOpen) return refuse(res, 503);
      const chunks: Buffer[] = [];
      let size = 0;
      req.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= bodyLimit) chunks.push(chunk);
        else if (!res.headersSent) refuse(res.setHeader('connection', 'close'), 413);
      });
      req.on('end', () => {
        if (size <= bodyLimit)
          take(req, res, chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
      });
      req.on('error', () => res.destroy());
    },
    async open() {
      isOpen = true;
    },
    async close() {
      isOpen = false;
    },
  };
}

type Read = IncomingMessage & { rawBody: Buffer; response: ServerResponse };

function refuse(res: ServerResponse, status: number): void {
  res.writeHead(status).end();
}

/** Bolt 5.1 looks into what it parsed without asking whether it is anything, where nobody catches that. */
function isNull(req: IncomingMessage, body: Buffer): boolean {
  const text = body.toString();
  if (req.headers['content-type'] !== 'application/x-www-form-urlencoded') return /^\s*null\s*$/.test(text);
  const payload = text.includes('payload=') ? parse(text).payload : undefined;
  return typeof payload === 'string' && /^\s*null\s*$/.test(payload);
}

function isSigned(req: IncomingMessage, body: Buffer, signingSecret: string): boolean {
  const header = (name: string) => String(req.headers[name]);
  return isValidSlackRequest({
    signingSecret,
    body: body.toString(),
    headers: {
      'x-slack-signature': header('x-slack-signature'),
      'x-slack-request-timestamp': Number(header('x-slack-request-timestamp')),
    },
  });
}

/**
 * Follows every event from when it comes until it is done with: none stays without an acknowledgement, whatever became
 * of it, and what is under way can be waited for.
 */
export function follow(
  receiver: Receiver,
  log: Log,
): { receiver: Receiver; settle(ms: number): Promise<void> } {
  const underWay = new Set<Promise<void>>();
  let isSettling = false;

  const followed: Receiver = {
    init(app) {
      isSettling = false;
      const processEvent: App['processEvent'] = (event) => {
        const { ack: acknowledge, customProperties } = event;
        // Over a socket, what is not acknowledged is sent again, to whoever takes over.
        if (isSettling && customProperties?.response === undefined) return Promise.resolve();
        let isAcknowledged = false;
        const ack: Ack = async (answer) => {
          if (isAcknowledged) return false;
          isAcknowledged = true;
          try {
            const response = customProperties?.response as ServerResponse | undefined;
            if (answer === undefined) await acknowledge();
            else if (response === undefined) await acknowledge(answer.message);
            else if (!response.headersSent) {
              response.setHeader('content-type', 'application/json; charset=utf-8');
              // With it, Node sends the answer in one piece.
              response.setHeader('content-length', Buffer.byteLength(answer.json));
              await acknowledge(answer.json);
            }
          } catch (err) {
            log.warn({ err, platform: 'slack' }, 'Slack was gone before it got its answer');
          }
          return true;
        };
        event.ack = ack as unknown as typeof acknowledge;
        const work = app
          .processEvent(event)
          .catch((err: unknown) => log.error({ err, platform: 'slack' }, 'an event failed'))
          .then(async () => void (await ack()))
          .finally(() => underWay.delete(work));
        underWay.add(work);
        return work;
      };
      receiver.init(Object.assign(Object.create(app) as App, { processEvent }));
    },
    start: (...args) => receiver.start(...args),
    stop: (...args) => receiver.stop(...args),
  };

  return {
    receiver: followed,
    async settle(ms) {
      isSettling = true;
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms);
      });
      await Promise.race([Promise.all(underWay), patience]);
      clearTimeout(timer);
    },
  };
}

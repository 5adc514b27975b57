import { SocketModeReceiver } from '@slack/bolt';
import { PlatformError } from '../../src/chat/platform.ts';
import type { Log } from '../../src/log.ts';
import { clientOptions, refusal, silent } from './api.ts';
import type { Connection } from './connection.ts';

/** From when `apps.connections.open` is asked until Slack has to have said hello. */
const helloMs = 15_000;
/** A connection that held so long was a good one: the next is made at once. */
const steadyMs = 10_000;
/** The longest wait between tries to connect again. */
const longestWaitMs = 30_000;
/** A peer that does not close its side by then is left. */
const closeMs = 1000;

/**
 * A socket that we open, for bots that Slack cannot reach. Reconnecting is ours: what Bolt's own meets while it does,
 * such as a refused connection or a token that was revoked, ends the process.
 *
 * @param options.retryMs wait after the first failure; doubled with each, up to half a minute
 */
export function overSocket({
  appToken,
  apiUrl,
  log,
  retryMs,
  onLost,
  onConnection,
}: {
  appToken: string;
  apiUrl: string;
  log: Log;
  retryMs: number;
  onLost: (error: PlatformError) => void;
  onConnection: (isOn: boolean) => void;
}): Connection {
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: silent,
    installerOptions: { clientOptions: clientOptions(apiUrl) },
  });
  const { client } = receiver;
  let isClosed = false;
  let connectedAt = 0;
  let failures = 0;
  let waking: (() => void) | undefined;

  // A frame that makes no sense rejects where nobody listens.
  const hear = client.listeners('ws_message') as ((data: unknown, isBinary: boolean) => Promise<void>)[];
  client.removeAllListeners('ws_message');
  client.on('ws_message', async (data: unknown, isBinary: boolean) => {
    try {
      await Promise.all(hear.map((listener) => listener(data, isBinary)));
    } catch (err) {
      log.warn({ err, platform: 'slack' }, 'Slack sent what cannot be read');
    }
    if (typeof data === 'string' && isSwitchedOff(data)) lose(new PlatformError(switchedOff));
  });

  function lose(error: PlatformError): void {
    if (isClosed) return;
    isClosed = true;
    onLost(error);
  }

  async function connect(): Promise<void> {
    // What is still coming up after so long is taken down, which makes the start fail.
    const timer = setTimeout(() => void disconnect(), helloMs);
    try {
      await client.start();
      connectedAt = Date.now();
    } catch (error) {
      throw error ?? new Error('Slack closed the connection before it said hello.');
    } finally {
      clearTimeout(timer);
    }
    if (isClosed) await disconnect();
  }

  /** Asked a second time, the client leaves a peer that does not answer. */
  async function disconnect(): Promise<void> {
    const timer = setTimeout(() => void client.disconnect(), closeMs);
    await client.disconnect();
    clearTimeout(timer);
  }

  async function reconnect(): Promise<void> {
    let isTold = false;
    while (!isClosed) {
      const waitMs = failures === 0 ? 0 : Math.min(retryMs * 2 ** (failures - 1), longestWaitMs);
      failures += 1;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs * (0.75 + Math.random() / 2));
        waking = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (isClosed) return;
      try {
        await connect();
        if (isClosed) return;
        if (isTold) log.info({ platform: 'slack' }, 'connected to Slack again');
        onConnection(true);
        return;
      } catch (error) {
        const lost = refusal(error, 'SLACK_APP_TOKEN');
        if (lost) return lose(lost);
        if (!isTold)
          log.warn({ err: error, platform: 'slack' }, 'Slack cannot be reached; trying until it can');
        isTold = true;
      }
    }
  }

  client.on('disconnected', () => {
    if (connectedAt === 0) return;
    if (Date.now() - connectedAt >= steadyMs) failures = 0;
    connectedAt = 0;
    if (!isClosed) onConnection(false);
    void reconnect();
  });

  return {
    receiver,
    async open() {
      isClosed = false;
      try {
        await connect();
      } catch (error) {
        throw refusal(error, 'SLACK_APP_TOKEN') ?? error;
      }
    },
    async close() {
      isClosed = true;
      waking?.();
      if (connectedAt > 0) await disconnect();
    },
  };
}

const switchedOff =
  'Socket Mode was switched off for this app. Switch it on under "Socket Mode" of your app at https://api.slack.com/apps, or set SLACK_SIGNING_SECRET instead of SLACK_APP_TOKEN.';

function isSwitchedOff(frame: string): boolean {
  if (!frame.includes('link_disabled')) return false;
  try {
    const { type, reason } = JSON.parse(frame) as { type?: unknown; reason?: unknown };
    return type === 'disconnect' && reason === 'link_disabled';
  } catch {
    return false;
  }
}

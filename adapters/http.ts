import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A listening server. */
export interface Listening {
  /** Address to open in a browser. */
  url: string;
  /** Takes no new requests, lets running ones end. */
  close(): Promise<void>;
}

/** The port cannot be listened on; the message says what to do. */
export class ListenError extends Error {
  override name = 'ListenError';
}

/** How soon, while closing, a connection is closed whose request has ended. */
const idleMs = 20;

/**
 * Serves what answers requests.
 *
 * @throws ListenError if the port is taken or not allowed, or the address is not of this computer
 */
export function listen(answer: RequestListener, host: string, port: number): Promise<Listening> {
  const server: Server = createServer(answer);
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(new ListenError(adviceOn(cause.code, host, port), { cause }));
    });
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo;
      const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
      const shown = name === '0.0.0.0' || name === '[::]' ? 'localhost' : name;
      resolve({
        url: `http://${shown}:${address.port}/`,
        close: () =>
          new Promise((done) => {
            // A connection whose request has just ended waits for a further one, which is not to come.
            const idle = setInterval(() => server.closeIdleConnections(), idleMs);
            server.close(() => {
              clearInterval(idle);
              done();
            });
          }),
      });
    });
  });
}

function adviceOn(code: string | undefined, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken, perhaps by a bot that is running already. Stop that, or choose another port: PORT=${port < 65_535 ? port + 1 : 8080} npm start`;
    case 'EACCES':
      return `Port ${port} may not be used by an ordinary user. Choose one above 1023: PORT=8080 npm start`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this computer. Set HOST to 127.0.0.1, or to one of its own addresses.`;
    default:
      return `The page cannot be served on ${host}:${port} (${code ?? 'unknown reason'}). Set HOST and PORT to others.`;
  }
}

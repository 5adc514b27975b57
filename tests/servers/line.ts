import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A network line to a server on this computer, which can be cut, taken down and made slow. */
export class Line {
  /** What each way takes longer, in milliseconds. */
  delayMs = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isDown = false;

  private constructor(target: number) {
    this.#server = createServer({ allowHalfOpen: true }, (near) => {
      if (this.#isDown) return void near.destroy();
      const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
      this.#join(near, far);
      this.#join(far, near);
    });
  }

  /** @param target port of the server */
  static async open(target: number): Promise<Line> {
    const line = new Line(target);
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Breaks what is connected; a new connection goes through. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Nothing is connected until {@link up}. */
  down(): void {
    this.#isDown = true;
    this.cut();
  }

  up(): void {
    this.#isDown = false;
  }

  close(): void {
    this.down();
    this.#server.close();
  }

  #join(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.setNoDelay(true);
    // What was sent first arrives first, however the delay changes meanwhile.
    let last = 0;
    const later = (work: () => void) => {
      const waitMs = Math.max(last, Date.now() + this.delayMs) - Date.now();
      last = Date.now() + waitMs;
      if (waitMs <= 0) work();
      else setTimeout(work, waitMs);
    };
    from.on('data', (chunk) => later(() => to.writable && to.write(chunk)));
    from.on('end', () => later(() => to.end()));
    from.on('error', () => {});
    from.on('close', () => {
      this.#sockets.delete(from);
      later(() => (from.readableEnded ? to.end() : to.destroy()));
    });
  }
}

import type { WriteStream } from 'node:tty';

/** Tells a person how far something is that takes long. */
export interface Progress {
  /** So many of so many are done. May be called for each. */
  at(done: number, of: number): void;
  /** Takes away what still stands on the screen. */
  end(): void;
}

/** What is over before does not need to be told of. */
const quietMs = 1000;
/** How often it is told anew on a screen, and in a log. */
const barMs = 100;
const lineMs = 5000;
const barLength = 24;

/**
 * Shows progress on standard error: as a bar on a terminal, as a line every five seconds elsewhere, and not at all in the
 * first second. It tells when it is called, not by a timer, so that it also works amid what never pauses.
 *
 * @param what is being done, such as "backup"
 */
export function showProgress(
  what: string,
  stream: Pick<WriteStream, 'write' | 'isTTY'> = process.stderr,
  now: () => number = () => performance.now(),
): Progress {
  const everyMs = stream.isTTY ? barMs : lineMs;
  let nextAt = now() + quietMs;
  let isShown = false;
  return {
    at(done, of) {
      const time = now();
      if (time < nextAt || of === 0) return;
      nextAt = time + everyMs;
      const text = `${done.toLocaleString('en')} of ${of.toLocaleString('en')} (${Math.floor((100 * done) / of)}%)`;
      if (stream.isTTY) {
        const filled = Math.round((barLength * done) / of);
        stream.write(`\r\x1b[K${what} ${'█'.repeat(filled)}${'░'.repeat(barLength - filled)} ${text}`);
        isShown = true;
      } else stream.write(`${what}: ${text}\n`);
    },
    end() {
      if (isShown) stream.write('\r\x1b[K');
      isShown = false;
    },
  };
}

/**
 * Says that something is being done that cannot tell how far it is: on a terminal until it ends, elsewhere as a line.
 *
 * @param what such as "reading 600 files"
 * @returns what takes it away
 */
export function showWork(
  what: string,
  stream: Pick<WriteStream, 'write' | 'isTTY'> = process.stderr,
): () => void {
  stream.write(stream.isTTY ? `${what}…` : `${what}\n`);
  return () => {
    if (stream.isTTY) stream.write('\r\x1b[K');
  };
}

/** Where nobody is to see any. */
export const noProgress: Progress = { at() {}, end() {} };

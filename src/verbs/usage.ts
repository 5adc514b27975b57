import type { Log } from '../log.ts';

/** Something the person can mend who started the program: shown without a stack trace. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** What to do where the notes are missing. */
export const noNotes = (path: string): string => `There is no note in ${path}: put Markdown files there`;

const toStderr = (_: object, message: string) => void process.stderr.write(`${message}\n`);

/** What goes wrong on the way, for a person at a terminal. */
export const stderrLog: Log = { info() {}, warn: toStderr, error: toStderr };

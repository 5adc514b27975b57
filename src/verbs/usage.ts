/** Something the person can mend who started the program: shown without a stack trace. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** What to do where the notes are missing. */
export const noNotes = (path: string): string => `There is no note in ${path}: put Markdown files there`;

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Shelf } from '../src/shelf.ts';
import { openShelf } from '../src/verbs/open.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The notes that come with the bot. */
export const shippedNotes: string = join(root, 'notes');

/** A file of headings without front matter, like a learner's own. */
export const studyNotes: string = join(root, 'tests', 'notes', 'study.md');

/** As the bot opens them: a dozen files of tests want the same notes, and only the first has to read them. */
export const shelfOf = (path: string): Promise<Shelf> =>
  openShelf(path, 'tests', join(root, 'dist', '.tests'));

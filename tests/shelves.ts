import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readNotes } from '../adapters/files.ts';
import { Shelf } from '../src/shelf.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The notes that come with the bot. */
export const shippedNotes: string = join(root, 'notes');

/** A file of headings without front matter, like a learner's own. */
export const studyNotes: string = join(root, 'tests', 'notes', 'study.md');

export async function shelfOf(path: string): Promise<Shelf> {
  const { sources, problems } = await readNotes(path);
  const shelf = new Shelf();
  shelf.update(sources, problems);
  return shelf;
}

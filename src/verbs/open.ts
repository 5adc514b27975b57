import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { checksum, fileCache } from '../../adapters/cache.ts';
import { packageRoot, readNotes } from '../../adapters/files.ts';
import { showWork } from '../../adapters/progress.ts';
import { Shelf } from '../shelf.ts';
import { cacheFolder, codeTexts } from './kept.ts';

/** Above so many headings, building the index takes long enough that keeping it is worth the disk. */
const worthKeeping = 1000;

/** Where an image of a container brings the index of the notes that it brings. */
const shipped = join(packageRoot, 'dist', 'k8s-study-bot');

/** Above so many, reading them takes longer than somebody waits without a word. */
const worthTelling = 3000;

/**
 * Reads the notes, from the kept index if they have not changed since.
 *
 * @param folder where the index is kept
 */
export async function openShelf(path: string, version: string, folder = cacheFolder()): Promise<Shelf> {
  // Reading notes makes much short-lived garbage. Node would make room for it, a third of all its memory, and keep
  // that; without it, reading takes some milliseconds more.
  setFlagsFromString('--semi-space-growth-factor=1');
  try {
    return await readShelf(path, version, folder);
  } finally {
    // Answering many at once is quicker with the room.
    setFlagsFromString('--semi-space-growth-factor=2');
  }
}

async function readShelf(path: string, version: string, folder: string): Promise<Shelf> {
  const { sources, problems } = await readNotes(path);
  const cache = fileCache(folder);
  const headings = sources.reduce((count, { text }) => count + (text.match(/^#{1,6} /gm)?.length ?? 0), 0);
  const isLarge = headings > worthKeeping && problems.length === 0;
  const key = isLarge
    ? checksum([
        version,
        ...(await codeTexts('notes', 'search')),
        ...sources.flatMap(({ path: name, text }) => [name, text]),
      ])
    : '';
  const saved = isLarge ? ((await cache.read(key)) ?? (await fileCache(shipped).read(key))) : undefined;
  if (saved !== undefined) {
    try {
      return Shelf.load(saved as ReturnType<Shelf['toJSON']>);
    } catch {} // A damaged file is as good as none.
  }
  const shelf = new Shelf();
  const told =
    headings > worthTelling
      ? showWork(
          `reading ${sources.length.toLocaleString('en')} files with ${headings.toLocaleString('en')} headings`,
        )
      : () => {};
  shelf.update(sources, problems);
  told();
  if (isLarge) await cache.write(key, shelf.toJSON());
  return shelf;
}

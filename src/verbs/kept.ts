import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where things are kept between runs that can be made anew. */
export const cacheFolder = (): string =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'k8s-study-bot');

/**
 * The code that makes what is kept: it is of no use to other code.
 *
 * @param folders of src/
 */
export async function codeTexts(...folders: readonly string[]): Promise<string[]> {
  const files = await Promise.all(
    folders.map(async (folder) => {
      const path = join(import.meta.dirname, '..', folder);
      return (await readdir(path)).sort().map((file) => join(path, file));
    }),
  );
  return Promise.all(files.flat().map((file) => readFile(file, 'utf8')));
}

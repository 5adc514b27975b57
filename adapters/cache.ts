import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A value kept between runs, by a key that says all that it was made from. */
export interface Cache {
  read(key: string): Promise<unknown>;
  /** Never throws: a folder that cannot be written only costs time at the next start. */
  write(key: string, value: unknown): Promise<void>;
}

/** Keeps the newest value in a file of the folder. */
export function fileCache(folder: string): Cache {
  const file = join(folder, 'index.json');
  return {
    async read(key) {
      try {
        const text = await readFile(file, 'utf8');
        const end = text.indexOf('\n');
        return text.slice(0, end) === key ? JSON.parse(text.slice(end + 1)) : undefined;
      } catch {
        return undefined;
      }
    },
    async write(key, value) {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(`${file}.${process.pid}`, `${key}\n${JSON.stringify(value)}`, { mode: 0o600 });
        await rename(`${file}.${process.pid}`, file);
      } catch {}
    },
  };
}

/** A checksum of texts in their order. */
export function checksum(texts: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex');
}

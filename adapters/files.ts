import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { watch as watchPaths } from 'chokidar';
import { type Locale, locales, type Problem } from '../src/notes/note.ts';
import type { Source } from '../src/notes/parse.ts';

/** Folder of package.json, whether the code runs from src/ or from dist/. */
export const packageRoot: string = dirname(createRequire(import.meta.url).resolve('#package.json'));

/** The texts of src/locales. */
export async function readMessages(): Promise<Record<Locale, string>> {
  const texts = locales.map(async (locale) => [
    locale,
    await readFile(join(packageRoot, 'src', 'locales', `${locale}.ftl`), 'utf8'),
  ]);
  return Object.fromEntries(await Promise.all(texts)) as Record<Locale, string>;
}

/** The notes could not be read at all; the message says what to do. */
export class NotesError extends Error {
  override name = 'NotesError';
}

const isMarkdown = (path: string): boolean => /\.(?:md|markdown|mdx)$/i.test(path);

/**
 * Reads every Markdown file below a folder, or the one file. Files that cannot be read are problems, not errors.
 * Hidden folders and node_modules are left out; links to files are followed, as a mounted ConfigMap needs.
 *
 * @throws NotesError if there is nothing at the path
 */
export async function readNotes(path: string): Promise<{ sources: Source[]; problems: Problem[] }> {
  const root = resolve(path);
  const info = await stat(root).catch((cause) => {
    throw new NotesError(
      `There are no notes at ${root}: set NOTES_DIR to a folder of Markdown files, or to one file.`,
      { cause },
    );
  });
  const files = info.isDirectory() ? await markdownBelow(root) : [root];
  const sources: Source[] = [];
  const problems: Problem[] = [];
  for (const file of files.sort()) {
    const name = info.isDirectory() ? relative(root, file).split(sep).join('/') : basename(root);
    try {
      const bytes = await readFile(file);
      // A NUL is what the parser knows a binary file by.
      sources.push({ path: name, text: isUtf8(bytes) ? bytes.toString('utf8') : '\0' });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push({
        file: name,
        line: 1,
        severity: 'error',
        rule: 'unreadable',
        message: `cannot be read: ${reason}`,
      });
    }
  }
  return { sources, problems };
}

async function markdownBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
      if (entry.isDirectory()) return markdownBelow(path).catch(() => []);
      if (!isMarkdown(entry.name)) return [];
      return entry.isFile() || (await stat(path).catch(() => undefined))?.isFile() ? [path] : [];
    }),
  );
  return found.flat();
}

/**
 * Calls back when Markdown below the path changes, once for changes in quick succession.
 *
 * @returns what ends the watching
 */
export function watchNotes(path: string, changed: () => void, debounceMs = 200): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watchPaths(resolve(path), {
    ignoreInitial: true,
    ignored: (file) => /[/\\](?:node_modules|\.git)(?:[/\\]|$)/.test(file),
  });
  watcher.on('all', (_event, file) => {
    // Editors and mounted ConfigMaps replace folders and links; only other kinds of files are of no interest.
    if (/\.\w+$/.test(file) && !isMarkdown(file) && !basename(file).startsWith('..')) return;
    clearTimeout(timer);
    timer = setTimeout(changed, debounceMs);
  });
  // A file system that cannot be watched is no reason to stop: the notes are read at the next start.
  watcher.on('error', () => {});
  return () => {
    clearTimeout(timer);
    return watcher.close();
  };
}

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

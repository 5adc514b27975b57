import { isUtf8 } from 'node:buffer';
import { constants, readdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Reference } from '../src/check/check.ts';
import { idsFile } from '../src/check/questions.ts';
import { type Locale, locales } from '../src/notes/locale.ts';
import type { Problem } from '../src/notes/note.ts';
import { fileLimit, type Source } from '../src/notes/parse.ts';

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

/** What the check of notes knows of Kubernetes: src/kubernetes. */
export async function readReference(): Promise<Reference> {
  const read = (name: string) => readFile(join(packageRoot, 'src', 'kubernetes', name), 'utf8');
  const [schema, kubectl, pages] = await Promise.all(['schema.json', 'kubectl.json', 'pages.tsv'].map(read));
  return { schema: JSON.parse(schema ?? ''), kubectl: JSON.parse(kubectl ?? ''), pages: pages ?? '' };
}

/** The notes could not be read at all; the message says what to do. */
export class NotesError extends Error {
  override name = 'NotesError';
}

/** Is it a file of notes, by its ending? */
export const isMarkdown = (path: string): boolean => /\.(?:md|markdown|mdx)$/i.test(path);

/** No character takes more bytes: a file that is longer than this is not even read. */
const longestBytes = 3 * fileLimit;

/**
 * Reads every Markdown file below a folder, or the one file. Files that cannot be read are problems, not errors.
 * Hidden folders and node_modules are left out; links to files are followed, as a mounted ConfigMap needs, but not out of
 * the folder: whoever may add a note could else have the bot tell what stands in its `.env`.
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
  const sources: Source[] = [];
  const problems: Problem[] = [];
  const nameOf = (file: string) =>
    info.isDirectory() ? relative(root, file).split(sep).join('/') : basename(root);
  const report = (file: string, rule: string, message: string) =>
    problems.push({ file: nameOf(file), line: 1, severity: 'error', rule, message });
  const unreadable = (file: string, error: unknown) =>
    report(file, 'unreadable', `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  const folder = info.isDirectory() ? await realpath(root) : undefined;
  const files = info.isDirectory() ? await markdownBelow(root, unreadable) : [root];
  for (const file of files.sort()) {
    try {
      const place = await realpath(file);
      if (folder !== undefined && !isBelow(folder, place)) {
        report(
          file,
          'unreadable',
          'is a link out of the notes, which is not followed; put the file itself here',
        );
        continue;
      }
      if ((await stat(place)).size > longestBytes) {
        report(file, 'file-too-long', `longer than ${fileLimit} characters; split it into several files`);
        continue;
      }
      const bytes = await readFile(place);
      // A NUL is what the parser knows a binary file by.
      sources.push({ path: nameOf(file), text: isUtf8(bytes) ? bytes.toString('utf8') : '\0' });
    } catch (error) {
      unreadable(file, error);
    }
  }
  return { sources, problems };
}

const isBelow = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

/** The ids of all questions that were ever asked of a folder of notes; none of a single file, or where none are kept. */
export async function readQuestionIds(path: string): Promise<string[]> {
  const text = await realpath(join(path, idsFile))
    .then(async (place) => (isBelow(await realpath(path), place) ? await readFile(place, 'utf8') : ''))
    .catch(() => '');
  return text.split(/\r?\n/).filter((line) => line !== '');
}

/**
 * Keeps them, a line each and sorted, so that two authors' additions can be merged.
 *
 * @throws NotesError where the file is a link, which may lead to any other file
 */
export async function writeQuestionIds(path: string, ids: ReadonlySet<string>): Promise<void> {
  if (!(await stat(path)).isDirectory()) return;
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW = 0 } = constants;
  const file = join(path, idsFile);
  try {
    await writeFile(file, `${[...ids].sort().join('\n')}\n`, {
      flag: O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW,
    });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ELOOP') throw cause;
    throw new NotesError(`${file} is a link, which is not written through; put a file in its place.`, {
      cause,
    });
  }
}

async function markdownBelow(
  folder: string,
  unreadable: (path: string, error: unknown) => void,
): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
      if (entry.isDirectory())
        return markdownBelow(path, unreadable).catch((error) => {
          unreadable(path, error);
          return [];
        });
      if (!isMarkdown(entry.name)) return [];
      return entry.isFile() || (await stat(path).catch(() => undefined))?.isFile() ? [path] : [];
    }),
  );
  return found.flat();
}

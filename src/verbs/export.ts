import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { readMessages, readReference } from '../../adapters/files.ts';
import { readResults } from '../../adapters/store/results.ts';
import { renderMarkdown } from '../../adapters/web/render.ts';
import { messages } from '../chat/locale.ts';
import type { Config } from '../config.ts';
import { toDeck } from '../export/deck.ts';
import { type Entry, entriesOf } from '../export/entry.ts';
import { toPage } from '../export/page.ts';
import { toSheet } from '../export/sheet.ts';
import { isLocale } from '../notes/locale.ts';
import { parseMarkdown } from '../notes/markdown.ts';
import { Bank } from '../quiz/bank.ts';
import { noteOf } from '../search/topic.ts';
import { openShelf } from './open.ts';
import { stderrLog, UsageError } from './usage.ts';

interface Options {
  all?: boolean;
  names?: boolean;
  force?: boolean;
  format?: string;
  locale?: string;
}

const formats = ['csv', 'md', 'anki'];

/**
 * Writes a group's questions and how they were answered to a file, or to standard output.
 *
 * @param rest the group, unless all are asked for, and the file
 */
export async function exportGroup(
  config: Config,
  version: string,
  rest: readonly string[],
  { all = false, names = false, force = false, format = 'csv', locale: asked }: Options,
): Promise<number> {
  const [group, path = '-'] = all ? [undefined, ...rest] : rest;
  if (!formats.includes(format)) throw new UsageError('--format must be csv, md or anki.');
  const { asked: quizzes, results, groups } = await readResults(config.DATABASE_URL, group, stderrLog);
  const known = groups.length === 0 ? 'there is none yet' : groups.join(', ');
  if (!all && group === undefined)
    throw new UsageError(`Name a group (${known}), or all of them with --all.`);
  if (quizzes.length + results.length === 0)
    throw new UsageError(
      group === undefined || groups.includes(group)
        ? 'No question was asked yet, so there is nothing to export.'
        : `There is no group ${group}. Groups: ${known}.`,
    );
  const locale = isLocale(asked) ? asked : config.LOCALE;
  const { library } = await openShelf(config.NOTES_DIR, version);
  const bank = Bank.of(library, (await readReference()).schema);
  const say = messages(await readMessages())[locale];
  const entries: Entry[] = entriesOf(quizzes, results, bank, locale);
  const topicOf = (slug: string) => {
    const topic = library.topic(slug);
    return topic === undefined ? slug : noteOf(topic, locale).title;
  };
  const text =
    format === 'csv'
      ? toSheet(entries, names)
      : format === 'md'
        ? toPage(entries, names, say, topicOf)
        : await toDeck(entries, say, (markdown) => renderMarkdown(parseMarkdown(markdown).children));
  if (path === '-') process.stdout.write(text);
  else await put(path, text, force);
  return 0;
}

/** All of it or nothing, for its owner alone. */
async function put(path: string, text: string, isForced: boolean): Promise<void> {
  if (!isForced && (await stat(path).catch(() => undefined)) !== undefined)
    throw new UsageError(`${path}: There is a file already: name another, or replace it with --force.`);
  const part = `${path}.${process.pid}.part`;
  try {
    await writeFile(part, text, { mode: 0o600 });
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw new UsageError(`${path}: The file cannot be written: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

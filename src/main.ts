#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { checksum, fileCache } from '../adapters/cache.ts';
import { NotesError, packageRoot, readMessages, readNotes, readReference } from '../adapters/files.ts';
import { findAsJson } from '../adapters/terminal/json.ts';
import { renderReply } from '../adapters/terminal/render.ts';
import { createBot } from './bot.ts';
import { messages } from './chat/locale.ts';
import { type Config, readConfig } from './config.ts';
import { formatProblem, isLocale } from './notes/note.ts';
import { Shelf } from './shelf.ts';

const usage = `k8s-study-bot looks up Kubernetes study notes in a chat.

  k8s-study-bot [start]        run the bot; without tokens of a platform: a chat page on this computer
  k8s-study-bot ask QUESTION   answer in the terminal
  k8s-study-bot ask --json [--batch]   a line of JSON an answer; --batch reads a question a line
  k8s-study-bot check [DIR]    report what authors of notes should mend

  --notes DIR      a folder of Markdown files, or one file, instead of NOTES_DIR
  --locale ko|en   the language of the answer
  --json           for machines
  --help, --version
`;

/** Something the person can mend who started the program: shown without a stack trace. */
class UsageError extends Error {
  override name = 'UsageError';
}

/** Above so many headings, building the index takes long enough that keeping it is worth the disk. */
const worthKeeping = 1000;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args);
  if (values.help) return print(usage);
  const version = (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string })
    .version;
  if (values.version) return print(`${version}\n`);
  if (values.locale !== undefined && !isLocale(values.locale))
    throw new UsageError('--locale must be ko or en.');

  loadEnvFile();
  const config = readConfig({
    ...process.env,
    ...(values.notes !== undefined && { NOTES_DIR: values.notes }),
    ...(values.locale !== undefined && { LOCALE: values.locale }),
  });
  const [verb = 'start', ...rest] = positionals;
  switch (verb) {
    case 'start':
      return start(config, version);
    case 'ask':
      return ask(config, version, rest.join(' '), values);
    case 'check':
      return check(rest[0] ?? config.NOTES_DIR, values.json ?? false);
    default:
      throw new UsageError(`There is no "${verb}". ${usage}`);
  }
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        notes: { type: 'string' },
        locale: { type: 'string' },
        json: { type: 'boolean' },
        batch: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`, { cause: error });
  }
}

/** Settings may stand in .env where the bot is started; the environment goes first. */
function loadEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new UsageError(`.env cannot be read: ${(error as Error).message}`);
  }
}

/** The code that makes an index out of notes: a kept one is of no use to other code. */
async function codeTexts(): Promise<string[]> {
  const folders = ['notes', 'search'].map((folder) => join(import.meta.dirname, folder));
  const files = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).sort().map((file) => join(folder, file))),
  );
  return Promise.all(files.flat().map((file) => readFile(file, 'utf8')));
}

/** Reads the notes, from the kept index if they have not changed since. */
async function openShelf(path: string, version: string): Promise<Shelf> {
  // Reading notes makes much short-lived garbage. Node would make room for it, a third of all its memory, and keep
  // that; without it, reading takes some milliseconds more.
  setFlagsFromString('--semi-space-growth-factor=1');
  const { sources, problems } = await readNotes(path);
  const cache = fileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'k8s-study-bot'));
  const headings = sources.reduce((count, { text }) => count + (text.match(/^#{1,6} /gm)?.length ?? 0), 0);
  const isLarge = headings > worthKeeping && problems.length === 0;
  const key = isLarge
    ? checksum([version, ...(await codeTexts()), ...sources.flatMap(({ path: name, text }) => [name, text])])
    : '';
  const saved = isLarge ? await cache.read(key) : undefined;
  if (saved !== undefined) {
    try {
      return Shelf.load(saved as ReturnType<Shelf['toJSON']>);
    } catch {} // A damaged file is as good as none.
  }
  const shelf = new Shelf();
  shelf.update(sources, problems);
  if (isLarge) await cache.write(key, shelf.toJSON());
  return shelf;
}

/** Runs until a signal. What only a running bot needs is loaded here, so that asking in a terminal stays quick. */
async function start(config: Config, version: string): Promise<number> {
  const [{ pino }, { default: closeWithGrace }, { watchNotes }, { createPage, listen }] = await Promise.all([
    import('pino'),
    import('close-with-grace'),
    import('../adapters/watch.ts'),
    import('../adapters/web/server.ts'),
  ]);
  const log = pino({ level: config.LOG_LEVEL, base: null });
  const say = messages(await readMessages());
  // Watched before they are read, so that no change falls between the two.
  let changed = () => {};
  const stopWatching = watchNotes(
    config.NOTES_DIR,
    () => changed(),
    (err) =>
      log.warn({ err }, 'not all changes of the notes will be seen; start the bot again after an edit'),
  );
  try {
    const shelf = await openShelf(config.NOTES_DIR, version);
    const report = () => {
      for (const problem of shelf.problems)
        log[problem.severity === 'error' ? 'error' : 'debug'](formatProblem(problem));
      if (shelf.library.topics.length === 0) log.warn(`${noNotes(config.NOTES_DIR)}, or set NOTES_DIR.`);
      else log.info({ notes: shelf.library.topics.length }, 'notes ready');
    };
    const reload = async () => {
      const { sources, problems } = await readNotes(config.NOTES_DIR);
      shelf.update(sources, problems);
      report();
    };
    let reloading = Promise.resolve();
    changed = () => {
      reloading = reloading.then(reload).catch((err: unknown) => {
        log.error({ err }, 'the notes could not be read again; those from before stay in use');
      });
    };
    report();
    const bot = createBot({ library: () => shelf.library, say, log });
    const app = createPage({ bot, say, locale: config.LOCALE, host: config.HOST });
    const page = await listen(app, config.HOST, config.PORT);
    process.stdout.write(`Chat with the bot at ${page.url}\n`);
    closeWithGrace({ delay: 5000 }, async ({ err }) => {
      if (err) log.fatal({ err }, 'stopping after an error that nothing caught');
      await Promise.all([page.close(), stopWatching()]);
    });
  } catch (error) {
    await stopWatching();
    throw error;
  }
  return await new Promise<number>(() => {});
}

const noNotes = (path: string): string => `There is no note in ${path}: put Markdown files there`;

async function ask(
  config: Config,
  version: string,
  question: string,
  options: { json?: boolean; batch?: boolean; locale?: string },
): Promise<number> {
  const shelf = await openShelf(config.NOTES_DIR, version);
  for (const problem of shelf.problems)
    if (problem.severity === 'error') process.stderr.write(`${formatProblem(problem)}\n`);
  if (shelf.library.topics.length === 0)
    throw new NotesError(`${noNotes(config.NOTES_DIR)}, or name a folder that has some with --notes.`);
  const locale = isLocale(options.locale) ? options.locale : config.LOCALE;
  if (options.batch && !options.json) throw new UsageError('--batch needs --json.');
  if (options.batch) {
    for await (const line of linesOf(process.stdin))
      if (!process.stdout.write(`${JSON.stringify(findAsJson(shelf.library, line, locale))}\n`))
        await new Promise((resolve) => process.stdout.once('drain', resolve));
    return 0;
  }
  if (options.json) return print(`${JSON.stringify(findAsJson(shelf.library, question, locale))}\n`);
  const say = messages(await readMessages());
  const bot = createBot({
    library: () => shelf.library,
    say,
    log: { info: () => {}, error: (data, message) => process.stderr.write(`${message}: ${inspect(data)}\n`) },
  });
  // A language that was asked for is kept to; otherwise the question's own decides.
  const reply = await bot.handle({
    kind: options.locale === undefined ? 'mention' : 'command',
    text: question,
    locale,
  });
  const colour = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  return print(`${renderReply(reply, colour)}\n`);
}

/** Lines end at a line feed alone: Node's readline also breaks at characters that a question may hold. */
async function* linesOf(input: NodeJS.ReadStream): AsyncIterable<string> {
  let rest = '';
  for await (const chunk of input.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.replace(/\r$/, '');
  }
  if (rest !== '') yield rest;
}

/** Says what authors should mend. The rules, and what they know of Kubernetes, are loaded only here. */
async function check(path: string, json: boolean): Promise<number> {
  const [{ createCheck }, reference] = await Promise.all([import('./check/check.ts'), readReference()]);
  const { sources, problems: unreadable } = await readNotes(path);
  const checked = createCheck(reference)(sources);
  const problems = [...unreadable, ...checked.problems];
  const topics = new Set(checked.notes.map((note) => note.slug)).size;
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  for (const problem of problems)
    process.stdout.write(`${json ? JSON.stringify(problem) : formatProblem(problem)}\n`);
  if (!json)
    process.stdout.write(
      `${sources.length} files, ${topics} topics: ${errors} errors, ${problems.length - errors} warnings\n`,
    );
  if (sources.length === 0) throw new NotesError(`There is no Markdown file in ${path}.`);
  return errors > 0 ? 1 : 0;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

// Whoever pipes our output may stop reading.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isAdvice =
    error instanceof Error && ['UsageError', 'ConfigError', 'NotesError', 'ListenError'].includes(error.name);
  process.stderr.write(
    isAdvice ? `${(error as Error).message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
}

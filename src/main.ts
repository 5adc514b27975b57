#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../adapters/files.ts';
import { readConfig } from './config.ts';
import { isLocale } from './notes/locale.ts';
import { UsageError } from './verbs/usage.ts';

const usage = `k8s-study-bot looks up Kubernetes study notes in a chat.

  k8s-study-bot [start]        run the bot; without tokens of a platform: a chat page on this computer
  k8s-study-bot ask QUESTION   answer in the terminal
  k8s-study-bot ask --json [--batch]   a line of JSON an answer; --batch reads a question a line
  k8s-study-bot check [DIR]    report what authors of notes should mend; --fix keeps the ids of new questions
  k8s-study-bot questions      print all questions; with --json all of them, a line each
  k8s-study-bot doctor         say what is missing for the bot to work; --fix mends what it can
  k8s-study-bot backup FILE    write all that the bot remembers to a file, while it runs; --force replaces the file
  k8s-study-bot restore FILE   read such a file into an empty database; --force puts a database that is a file aside
  k8s-study-bot export GROUP [FILE]   a group's questions and how they were answered; --all instead of GROUP for all

  --notes DIR      a folder of Markdown files, or one file, instead of NOTES_DIR
  --locale ko|en   the language of the answer
  --json           for machines
  --format csv|md|anki   of an export: for spreadsheets, to read, or for Anki's import
  --names          an export also says who answered what
  --help, --version
`;

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
  // Each verb loads what it needs when it is asked for, so that none waits for another's libraries.
  const [verb = 'start', ...rest] = positionals;
  switch (verb) {
    case 'start':
      return (await import('./verbs/start.ts')).start(config, version);
    case 'ask':
      return (await import('./verbs/ask.ts')).ask(config, version, rest.join(' '), values);
    case 'check':
      return (await import('./verbs/check.ts')).check(rest[0] ?? config.NOTES_DIR, values);
    case 'questions':
      return (await import('./verbs/questions.ts')).questions(config.NOTES_DIR, values.json ?? false);
    case 'doctor':
      return (await import('./verbs/doctor.ts')).doctor(config, values);
    case 'backup':
      return (await import('./verbs/backup.ts')).backup(config, rest[0], values);
    case 'restore':
      return (await import('./verbs/restore.ts')).restore(config, rest[0], values);
    case 'export':
      return (await import('./verbs/export.ts')).exportGroup(config, version, rest, values);
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
        fix: { type: 'boolean' },
        force: { type: 'boolean' },
        all: { type: 'boolean' },
        names: { type: 'boolean' },
        format: { type: 'string' },
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
    error instanceof Error &&
    ['UsageError', 'ConfigError', 'NotesError', 'ListenError', 'StoreError'].includes(error.name);
  process.stderr.write(
    isAdvice ? `${(error as Error).message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
}

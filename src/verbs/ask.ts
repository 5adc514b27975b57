import { inspect } from 'node:util';
import { NotesError, readMessages } from '../../adapters/files.ts';
import { findAsJson } from '../../adapters/terminal/json.ts';
import { renderReply } from '../../adapters/terminal/render.ts';
import { createBot } from '../bot.ts';
import { messages } from '../chat/locale.ts';
import type { Config } from '../config.ts';
import { isLocale } from '../notes/locale.ts';
import { formatProblem } from '../notes/note.ts';
import { openShelf } from './open.ts';
import { noNotes, UsageError } from './usage.ts';

/** Answers a question, or one a line, in the terminal. */
export async function ask(
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
  if (options.json) {
    process.stdout.write(`${JSON.stringify(findAsJson(shelf.library, question, locale))}\n`);
    return 0;
  }
  const complain = (data: object, message: string) => process.stderr.write(`${message}: ${inspect(data)}\n`);
  const bot = createBot({
    library: () => shelf.library,
    say: messages(await readMessages()),
    log: { info() {}, warn: complain, error: complain },
  });
  // A language that was asked for is kept to; otherwise the question's own decides.
  const kind = options.locale === undefined ? 'mention' : 'command';
  const reply = await bot.handle({ kind, text: question, locale, person: 'terminal', at: new Date() });
  const colour = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  if (reply !== undefined) process.stdout.write(`${renderReply(reply, colour)}\n`);
  return 0;
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

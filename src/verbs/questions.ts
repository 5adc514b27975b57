import { readNotes, readReference } from '../../adapters/files.ts';
import type { Question } from '../notes/question.ts';
import { Bank } from '../quiz/bank.ts';
import { Shelf } from '../shelf.ts';
import { noNotes, UsageError } from './usage.ts';

/** Prints the whole bank, for machines a line of JSON a question, and for people a line of text. */
export async function questions(path: string, json: boolean): Promise<number> {
  const { sources, problems } = await readNotes(path);
  const shelf = new Shelf();
  shelf.update(sources, problems);
  const all = [...Bank.of(shelf.library, (await readReference()).schema).all()];
  if (all.length === 0)
    throw new UsageError(`${noNotes(path)} with questions below "## 퀴즈" or "## Quiz" (CONTRIBUTING.md).`);
  for (const question of all)
    process.stdout.write(`${json ? JSON.stringify(asJson(question)) : asText(question)}\n`);
  return 0;
}

/** The form that `questions --json` keeps to. */
const asJson = ({ id, topic, locale, kind, level, stem, options, answers, reason, origin }: Question) => ({
  id,
  topic,
  locale,
  kind,
  level,
  stem,
  options,
  answers,
  ...(reason !== '' && { reason }),
  origin,
});

const asText = ({ file, line, level, stem }: Question) =>
  `${file}:${line}: ${stem.split('\n')[0]} (${level})`;

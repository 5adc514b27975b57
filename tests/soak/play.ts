import type { Question } from '../../src/notes/question.ts';
import type { Driver, Heard, Person } from './driver.ts';
import type { Load } from './load.ts';

/** A question that stands before somebody. */
export interface Asked {
  heard: Heard;
  quiz: string;
  index: number;
  question: Question;
}

/** What a message asks; undefined if it asks nothing. */
export function readAsked(load: Load, heard: Heard): Asked | undefined {
  const [, quiz, index] = heard.ids.map((id) => /^(?:pick|type)#([^#]+)#(\d+)/.exec(id)).find(Boolean) ?? [];
  if (quiz === undefined) return undefined;
  const question = load.known.question(heard.text);
  load.check(question !== undefined, 'a question that is not in the bank', heard);
  return question && { heard, quiz, index: Number(index), question };
}

/** An answer, right or wrong. */
export function answerTo({ question: { kind, options, answers } }: Asked, knows: boolean): string {
  if (kind === 'fill') return knows ? (answers[0] ?? '') : 'nothing of the kind';
  return String(options.findIndex(({ correct }) => correct === knows));
}

/**
 * Sends an answer, until it is confirmed or the person gives up.
 *
 * @throws Unanswered, Over
 */
export async function send(
  load: Load,
  driver: Driver,
  person: Person,
  { heard, quiz, index, question }: Asked,
  given: string,
): Promise<Heard> {
  const kind = 'answer';
  const told = () => load.ledger.tried(driver.personId(person), quiz, index, given);
  if (question.kind !== 'fill')
    return load.persist(driver, kind, () => {
      told();
      return driver.press(person, heard, `pick#${quiz}#${index}#${given}`);
    });
  const form = await load.persist(driver, 'form', () => driver.form(person, heard, `type#${quiz}#${index}`));
  return load.persist(driver, kind, () => {
    told();
    return driver.submit(person, form, given);
  });
}

/** Is it what the question asks for? */
export const isRight = ({ kind, options, answers }: Question, given: string): boolean =>
  kind === 'fill' ? answers.includes(given) : options[Number(given)]?.correct === true;

/** Looks at what the bot says to an answer of a set, and notes it as confirmed. */
export function confirm(
  load: Load,
  driver: Driver,
  person: Person,
  { quiz, index, question }: Asked,
  given: string,
  heard: Heard,
): void {
  const verdict = isRight(question, given) ? 'right' : 'wrong';
  load.check(
    load.known.says(heard.text, verdict),
    `${given} for ${question.id} (${question.locale}) on ${driver.name} is ${verdict}`,
    heard,
  );
  load.ledger.confirmed(driver.personId(person), quiz, index, given);
}

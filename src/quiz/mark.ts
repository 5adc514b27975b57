import type { Question } from '../notes/question.ts';

/** Characters of what is typed that are looked at; no answer is nearly as long. */
const typedLimit = 200;

/** What two spellings of the same have in common: no case, no spaces, no full-width forms, no marks around. */
const normalise = (typed: string): string =>
  typed
    .slice(0, typedLimit)
    .normalize('NFKC')
    // Phones make one dash of two.
    .replace(/[–—]/g, '--')
    .toLowerCase()
    .replace(/[\s\u200B-\u200D\uFEFF]+/g, '')
    .replace(/^["'`“”‘’(]+|["'`“”‘’).,:;!?]+$/g, '');

/**
 * Is the answer right?
 *
 * @param given index of an option in the order in which they are written, or what was typed
 */
export function isRight(question: Question, given: string): boolean {
  if (question.kind !== 'fill')
    return /^\d$/.test(given) && question.options[Number(given)]?.correct === true;
  return question.answers.some((answer) => normalise(answer) === normalise(given));
}

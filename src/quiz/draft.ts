import type { Locale } from '../notes/locale.ts';
import type { Question } from '../notes/question.ts';

/** Wrong options beside the right one. */
export const distractors = 3;

/** A text in each language. */
type Words = Record<Locale, string>;

/** A question before it is put into a language. */
export interface Draft {
  id: string;
  topic: string;
  level: Question['level'];
  stem: Words;
  key: { text: string; reason: Words };
  wrong: { text: string; reason: Words }[];
}

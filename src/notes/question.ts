import type { Locale } from './locale.ts';

/** How a question is answered: by choosing one of 3–5 options, by O or X, or by typing. */
export type QuestionKind = 'choice' | 'ox' | 'fill';

/** Something to choose. */
export interface Option {
  /** A line of Markdown. */
  text: string;
  correct: boolean;
  /** Why it is right or wrong, in Markdown. */
  reason: string;
}

/** A question of the bank, in one language. */
export interface Question {
  /** Slug of its note and an id of its own, such as `pod/restart-count`. The same in every language, and for good: results are kept by it. */
  id: string;
  /** Slug of the note that explains it. */
  topic: string;
  locale: Locale;
  kind: QuestionKind;
  /** 1 knows what it is, 2 can say what happens, 3 finds what is wrong. */
  level: 1 | 2 | 3;
  /** Markdown; often with a block of code below the question. */
  stem: string;
  /** In the order in which they are written. Of a question to be typed: none. */
  options: Option[];
  /** What may be typed, the best first; of other kinds the text of the right option. */
  answers: string[];
  /** Why what may be typed is right; empty for other kinds, whose options say it. */
  reason: string;
  origin: 'written' | 'generated';
  /** Path of the note's file and the line of the question in it, from 1. */
  file: string;
  line: number;
}

/** How O and X are written in each language. */
export const oxTexts: Record<Locale, readonly [string, string]> = {
  ko: ['O', 'X'],
  en: ['True', 'False'],
};

import type { Locale } from './locale.ts';
import type { Question } from './question.ts';

/**
 * Parts of a note, each of which answers one question a learner asks. The names are what a section's id is made
 * of, in every language; `summary` is what stands before the first heading.
 */
export const parts = ['summary', 'points', 'when', 'example', 'commands', 'confusions'] as const;
/** One of {@link parts}. */
export type Part = (typeof parts)[number];

/** A heading's worth of a note. */
export interface Section {
  part: Part;
  /** The heading as written; for the summary that of the note. */
  title: string;
  /** Line of the heading in the file, from 1. */
  line: number;
  /** Markdown below the heading, parsed anew when it is shown: that is cheap, and keeping every tree is not. */
  markdown: string;
  /** The words in it, for search. */
  text: string;
}

/** One topic in one language. Of a file without front matter, each heading that is no part of another is one. */
export interface Note {
  /** The same in every language; at most {@link slugLimit} characters, without '#'. */
  slug: string;
  locale: Locale;
  title: string;
  /** Titles of the headings above it in its file, outermost first. */
  parents: string[];
  /** Other names and spellings. */
  aliases: string[];
  /** Names that kubectl accepts, short ones first. */
  kubectl: string[];
  /** Phrases a learner types who does not know the name. */
  keywords: string[];
  /** 1 beginner … 4 outlook; undefined where the author did not say. */
  level?: 1 | 2 | 3 | 4;
  /** Slugs of related topics. */
  related: string[];
  /** Address of the official page. */
  docs?: string;
  /** Addresses of pages that say what the note says. */
  sources: string[];
  /** Day of the last review, YYYY-MM-DD. */
  reviewed?: string;
  /** Path of the file below the notes directory, with forward slashes. */
  file: string;
  /** Line of the heading, from 1. */
  line: number;
  /** Lines of its front matter, by field; none below the first note of a file. */
  fieldLines: Readonly<Record<string, number>>;
  /** In the order of the file; none for a heading that nobody has written below yet. */
  sections: Section[];
  /** What can be asked about it; of a file with several notes, all of the first one. */
  questions: Question[];
}

/** So that the id of a button that leads to a note fits Discord's 100 characters. */
export const slugLimit = 64;

/** Nothing is written below the heading. */
export const isEmpty = (note: Note): boolean => note.sections.length === 0;

/** A note's section on a part, if it has one. */
export const sectionOf = (note: Note, part: Part): Section | undefined =>
  note.sections.find((section) => section.part === part);

/** Something in a file of notes that its author should mend. */
export interface Problem {
  file: string;
  /** From 1. */
  line: number;
  /** An error keeps the note (or its change) out; a warning does not. */
  severity: 'error' | 'warning';
  /** Short name of the rule, for machines. */
  rule: string;
  /** What is wrong and what to write instead. */
  message: string;
}

/** How a problem is shown, on one line: the form that editors and CI turn into a link. */
export const formatProblem = (problem: Problem): string =>
  `${problem.file}:${problem.line}: ${problem.severity}: ${problem.message} [${problem.rule}]`.replace(
    // What is quoted of a file may hold what steers a terminal, or begins another line.
    /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu,
    (char) => (char === '\t' ? char : '\uFFFD'),
  );

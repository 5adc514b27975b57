import { readMessages, readReference } from '../../adapters/files.ts';
import { messages } from '../../src/chat/locale.ts';
import { locales } from '../../src/notes/locale.ts';
import type { Question } from '../../src/notes/question.ts';
import { Bank } from '../../src/quiz/bank.ts';
import { readCases } from '../ranking.ts';
import { shelfOf, shippedNotes } from '../shelves.ts';
import type { Chance } from './random.ts';

/** What the bot is to answer, known beforehand. */
export interface Knowledge {
  /** Questions of the ranking tables, and what the answer is headed with, in either language. */
  lookups: { query: string; titles: string[] }[];
  /** Questions of the tables that no note answers. */
  strangers: string[];
  /** What is typed in part, and the id of the choice that must be offered. */
  beginnings: { typed: string; id: string }[];
  /** Names of topics with enough questions, in both languages. */
  topics: string[];
  /** The question that a message asks; undefined if it is none of the bank. */
  question(text: string): Question | undefined;
  /** Is it the message with one of these ids, in either language, with whatever words in it? */
  says(text: string, ...ids: string[]): boolean;
  /** Is it that message with these words in it? */
  tells(text: string, id: string, args: Record<string, string | number>): boolean;
}

/** Letters and digits alone: every platform marks text up in its own way. */
const letters = (text: string): string =>
  text
    // What a fence says of its code is shown on some platforms only.
    .replace(/^```.*$/gm, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]/gu, '');
/** O and X stand on buttons alone. */
const shownOf = ({ kind, stem, options }: Question): string[] => [
  stem,
  ...(kind === 'ox' ? [] : options.map(({ text }) => text)),
];
/** Questions of the tables that are asked: what they all get takes long to find out. */
const sampleSize = 250;
/** Stands in for what is put into a message. */
const gap = '\u0001';

/**
 * Reads the shipped notes, and chooses from the ranking tables. Of the tables only what the ranking gets right counts here: how often it does is for its own tests,
 * and under load it must not get worse.
 */
export async function know(chance: Chance): Promise<Knowledge> {
  const say = messages(await readMessages());
  const { library } = await shelfOf(shippedNotes);
  const bank = Bank.of(library, (await readReference()).schema);
  const table = [...readCases('tuning'), ...readCases('judging')];
  const cases = Array.from({ length: sampleSize }, () => chance.pick(table));
  const lookups: Knowledge['lookups'] = [];
  const strangers: string[] = [];
  for (const { query, wanted } of cases) {
    const finding = library.find(query);
    // What leans on what was talked of before is another question.
    if (library.find(query, 'pod').kind !== finding.kind) continue;
    if (wanted.length === 0 && finding.kind === 'unknown') strangers.push(query);
    if (finding.kind !== 'answer') continue;
    const { topic } = finding.hit;
    if (wanted.some((topics) => String(topics) === topic.slug))
      lookups.push({ query, titles: Object.values(topic.notes).map((note) => letters(note.title)) });
  }
  const questions = [...bank.all()].map((question) => ({
    question,
    parts: shownOf(question).map(letters),
  }));
  const literals = new Map<string, string[]>();
  const literalOf = (id: string): string[] => {
    const known = literals.get(id);
    if (known !== undefined) return known;
    const args = new Proxy(
      {},
      {
        get: () => gap,
        has: () => true,
        getOwnPropertyDescriptor: () => ({ value: gap, enumerable: true, configurable: true }),
      },
    );
    const found = locales.map((locale) => {
      const pieces = say[locale](id, args).split(gap).map(letters);
      return pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '');
    });
    literals.set(id, found);
    return found;
  };
  return {
    lookups,
    strangers,
    beginnings: library.topics
      .flatMap(({ slug, notes }) =>
        Object.values(notes).map(({ title }) => ({ typed: title, id: `show#${slug}` })),
      )
      .filter(({ typed, id }) =>
        locales.every((locale) =>
          library.suggest(typed, locale, 8).some(({ slug }) => `show#${slug}` === id),
        ),
      ),
    topics: library.topics.filter(({ slug }) => bank.ids([slug]).length >= 3).map(({ slug }) => slug),
    question(text) {
      const said = letters(text);
      const found = questions.filter(({ parts }) => parts.every((part) => said.includes(part)));
      // One question may be the beginning of another.
      return found.sort((a, b) => (b.parts[0]?.length ?? 0) - (a.parts[0]?.length ?? 0))[0]?.question;
    },
    says(text, ...ids) {
      const said = letters(text);
      return ids.some((id) => literalOf(id).some((literal) => said.includes(literal)));
    },
    tells(text, id, args) {
      const said = letters(text);
      return locales.some((locale) => said.includes(letters(say[locale](id, args))));
    },
  };
}

/** Is a message headed with one of these titles? */
export const isHeaded = (text: string, titles: readonly string[]): boolean => {
  const said = letters(text);
  return titles.some((title) => said.startsWith(title));
};

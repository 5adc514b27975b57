import type { Locale } from '../notes/locale.ts';
import { isEmpty, type Note } from '../notes/note.ts';
import { glossary } from './glossary.ts';
import { partOfConcept, roleOf } from './question.ts';
import { type Term, tokens, Vocabulary } from './terms.ts';

/** A note in the languages that there are of it. */
export interface Topic {
  slug: string;
  notes: Partial<Record<Locale, Note>>;
}

/** The note of a topic in a language, or in the other one. */
export const noteOf = (topic: Topic, locale: Locale): Note =>
  (topic.notes[locale] ?? topic.notes.ko ?? topic.notes.en) as Note;

/** Nothing is written on the topic but its heading. */
export const hasNothing = (topic: Topic): boolean => Object.values(topic.notes).every(isEmpty);

/** What a topic is called. */
export interface Title {
  /** What each of the topic's names consists of. */
  sets: Set<string>[];
  /** All concepts in its titles. */
  concepts: Set<string>;
  /** The concept that it is about, if its names mean one. */
  main?: string;
}

/** Reads a topic's titles, aliases and kubectl names. */
export function titleOf(topic: Topic, vocabulary: Vocabulary): Title {
  const sets: Set<string>[] = [];
  const concepts = new Set<string>();
  let main: string | undefined;
  for (const note of Object.values(topic.notes)) {
    const terms = vocabulary.read(tokens(note.title));
    sets.push(contentOf(terms));
    // 명령적(imperative)으로 배포 is also 명령적으로 배포.
    if (note.title.includes('('))
      sets.push(contentOf(vocabulary.read(tokens(note.title.replace(/\s*\([^)]*\)/g, '')))));
    for (const term of terms) if (term.concept !== undefined) concepts.add(term.concept);
    for (const name of [...note.aliases, ...note.kubectl])
      sets.push(contentOf(vocabulary.read(tokens(name))));
  }
  for (const set of sets) {
    const [only, ...more] = set;
    if (main === undefined && more.length === 0 && only?.startsWith('@')) main = only.slice(1);
  }
  for (const set of sets) for (const concept of conceptsIn(set)) concepts.add(concept);
  // A note that compares two things is found by both of their names, however these are spelled; it is not about either.
  for (const note of Object.values(topic.notes))
    for (const name of [note.title, ...note.aliases]) {
      const set = contentOf(vocabulary.read(tokens(name), main));
      if (conceptsIn(set).length > 1) sets.push(set);
    }
  return { sets: sets.filter((set) => set.size > 0), concepts, ...(main !== undefined && { main }) };
}

/** The concepts among the terms of a text. */
const conceptsIn = (keys: ReadonlySet<string>): string[] =>
  [...keys].flatMap((key) => (key.startsWith('@') ? key.slice(1) : []));

/** The terms that say what a text is about, without fillers; a word for a part of a note counts as `#part`. */
export function contentOf(terms: readonly Term[]): Set<string> {
  const keys = new Set<string>();
  const asked = new Set<string>();
  for (const term of terms) {
    const role = term.tokens.length > 1 ? undefined : roleOf(term.tokens[0]?.text ?? '');
    if (typeof role === 'object') asked.add(`#${role.part}`);
    else if (role === undefined && term.concept !== undefined && term.concept in partOfConcept)
      asked.add(`#${partOfConcept[term.concept]}`);
    else if (role === undefined) keys.add(term.key);
  }
  // A text of nothing but such words means them.
  if (keys.size === 0)
    return new Set(terms.flatMap((term) => (term.concept === undefined ? [] : [term.key])));
  return new Set([...keys, ...asked]);
}

const cues = new Map(glossary.map((concept) => [concept.id, concept.cues ?? []]));
/** What a person says who means a concept without naming it. */
export const cuesOf = (concept: string | undefined): readonly string[] =>
  concept === undefined ? [] : (cues.get(concept) ?? []);

/** The glossary, and what the notes call their topics. */
export function vocabularyOf(topics: readonly Topic[]): Vocabulary {
  const vocabulary = new Vocabulary();
  for (const { id, names, words } of glossary) {
    for (const word of words ?? []) vocabulary.add(id, word, true);
    for (const name of names) vocabulary.add(id, name);
  }
  const isInGlossary = new Set(glossary.map(({ id }) => id));
  for (const topic of topics) {
    const notes = Object.values(topic.notes);
    const names = notes.flatMap((note) => [...note.aliases, ...note.kubectl, ...namesInTitle(note.title)]);
    if (names.length === 0) continue;
    const concept = isInGlossary.has(topic.slug)
      ? topic.slug
      : (names.map((name) => vocabulary.conceptOf(name)).find((known) => known !== undefined) ?? topic.slug);
    if (notes.some((note) => note.aliases.length > 0)) names.push(...notes.map((note) => note.title));
    for (const name of names) if (vocabulary.conceptOf(name) === undefined) vocabulary.add(concept, name);
  }
  return vocabulary;
}

/** "Persistent Volume Claim(PVC)" says two names. */
function namesInTitle(title: string): string[] {
  const match = /^([^()]+?)\s*\(([^()]+)\)$/.exec(title);
  return match === null ? [] : [match[1] ?? '', match[2] ?? ''];
}

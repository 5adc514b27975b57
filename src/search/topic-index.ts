import MiniSearch from 'minisearch';
import type { Place } from './evidence.ts';
import { isListed, keyOf } from './synonyms.ts';
import { indexTerms, tokens, type Vocabulary } from './terms.ts';
import { cuesOf, type Title, type Topic } from './topic.ts';

/** An index as data. */
export interface IndexData {
  index: ReturnType<MiniSearch['toJSON']>;
  frequencies: [string, number][];
  words: string[];
}

/** A topic that has a term of what is searched. */
export interface Match {
  /** Index of the topic. */
  id: number;
  /** BM25, weighted by term and by field. */
  relevance: number;
  /** The terms that the topic has, and the weightiest place of each. */
  matched: Map<string, Place>;
}

interface Fields {
  id: number;
  title: string[];
  path: string[];
  asked: string[];
  body: string[];
}

/** The texts come as terms already, a line each: the one analysis for notes and questions is in terms.ts. */
const options = {
  fields: ['title', 'path', 'asked', 'body'],
  tokenize: (text: string) => (text === '' ? [] : text.split('\n')),
  processTerm: (term: string) => term,
  extractField: (entry: Fields, field: string): string => {
    const value = entry[field as keyof Fields];
    return Array.isArray(value) ? value.join('\n') : String(value);
  },
};

/** Weights, found on one part of the ranking table in the tests and judged on the other. */
const boost = { title: 2, path: 1, asked: 1.7, body: 1 };
/** Saturation by repetition and by length, as in the library's BM25+. */
const bm25 = { k: 1.7, b: 0.6, d: 0.5 };

/** Which topic has which terms, a document a topic in all its languages. */
export class TopicIndex {
  readonly #index: MiniSearch<Fields>;
  /** In how many topics a term stands. */
  readonly #frequencies: Map<string, number>;
  /** Long Latin words as written: a stem would take "persistant" for "persistent". */
  readonly #words: Set<string>;
  /** What a term tells, by its frequency. */
  readonly #weights: number[] = [];

  private constructor(index: MiniSearch<Fields>, frequencies: Map<string, number>, words: Set<string>) {
    this.#index = index;
    this.#frequencies = frequencies;
    this.#words = words;
  }

  /** Indexes topics; `titles` are theirs, in the same order. */
  static of(topics: readonly Topic[], titles: readonly Title[], vocabulary: Vocabulary): TopicIndex {
    const made = new TopicIndex(new MiniSearch<Fields>(options), new Map(), new Set());
    topics.forEach((topic, id) => {
      made.#add(topic, id, titles[id], vocabulary);
    });
    return made;
  }

  /** The index that was saved. */
  static load({ index, frequencies, words }: IndexData): TopicIndex {
    return new TopicIndex(MiniSearch.loadJS<Fields>(index, options), new Map(frequencies), new Set(words));
  }

  toJSON(): IndexData {
    return {
      index: this.#index.toJSON(),
      frequencies: [...this.#frequencies],
      words: [...this.#words],
    };
  }

  /** Does the term stand in any topic? */
  has(key: string): boolean {
    return this.#frequencies.has(key);
  }

  /** Does the word stand in any topic, in any form? */
  hasWord(word: string): boolean {
    // A synonym is known by what it means; another long Latin word only as the notes spell it.
    return isLongLatin(word) && !isListed(word) ? this.#words.has(word) : this.has(keyOf(word));
  }

  /** How much a term tells, from 0 to 1: little if every topic has it, all if none. */
  weight(key: string): number {
    const frequency = this.#frequencies.get(key) ?? 0;
    const known = this.#weights[frequency];
    if (known !== undefined) return known;
    const weight = weightOf(frequency, this.#index.documentCount);
    this.#weights[frequency] = weight;
    return weight;
  }

  /** The topics that have any of the terms, each term with its weight. */
  search(weights: ReadonlyMap<string, number>): Match[] {
    const results = this.#index.search([...weights.keys()].join('\n'), {
      boost,
      bm25,
      boostTerm: (term) => weights.get(term) ?? 1,
    });
    return results.map(({ id, score, match }) => ({
      // The library writes it as it writes every field.
      id: Number(id),
      relevance: score,
      matched: new Map(Object.entries(match).map(([term, where]) => [term, placeOf(where)])),
    }));
  }

  #add(topic: Topic, id: number, title: Title | undefined, vocabulary: Vocabulary): void {
    const notes = Object.values(topic.notes);
    const read = (text: string) => {
      const words = tokens(text);
      for (const { text: word, pieces } of words)
        for (const long of [word, ...pieces].filter(isLongLatin)) this.#words.add(long);
      return indexTerms(words, vocabulary);
    };
    const sections = notes.flatMap((note) => note.sections);
    const entry: Fields = {
      id,
      // Once each: ten spellings of one name must not make a title longer than another's.
      title: [
        ...new Set([
          ...notes.flatMap((note) => read(note.title)),
          ...(title?.sets.flatMap((set) => [...set]) ?? []),
        ]),
      ],
      path: notes.flatMap((note) => note.parents.flatMap(read)),
      asked: [
        ...new Set([
          ...notes.flatMap((note) => note.keywords.flatMap(read)),
          ...cuesOf(title?.main).flatMap(read),
        ]),
      ],
      body: sections.flatMap((section) => read(section.text)),
    };
    this.#index.add(entry);
    for (const term of new Set([...entry.title, ...entry.path, ...entry.asked, ...entry.body]))
      this.#frequencies.set(term, (this.#frequencies.get(term) ?? 0) + 1);
  }
}

/** How much a term tells, from 0 to 1, that is in so many of all documents. */
export const weightOf = (frequency: number, count: number): number =>
  Math.log(1 + (count - frequency + 0.5) / (frequency + 0.5)) / Math.log(1 + (count + 0.5) / 0.5);

const placeOf = (fields: readonly string[]): Place =>
  fields.includes('title') ? 'title' : fields.includes('asked') ? 'asked' : 'text';

const isLongLatin = (word: string): boolean => word.length >= 5 && /^[a-z]+$/.test(word);

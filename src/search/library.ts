import type { Locale } from '../notes/locale.ts';
import type { Note, Part } from '../notes/note.ts';
import { Completer, type Suggestion } from './complete.ts';
import { answers, detailWeight, isDetail, type Place } from './evidence.ts';
import { PartChooser, partOf } from './part.ts';
import { forms, joined, type Term, tokens, type Vocabulary } from './terms.ts';
import { contentOf, cuesOf, hasNothing, type Title, type Topic, titleOf, vocabularyOf } from './topic.ts';
import { type IndexData, TopicIndex, weightOf } from './topic-index.ts';
import { type Question, Reader } from './understand.ts';

/** A section that answers. */
export interface Hit {
  topic: Topic;
  part: Part;
  /** Higher is better; comparable within one question only. */
  score: number;
}

/** What search makes of a question. */
export type Finding =
  /** `others` are the next best, best first. */
  | { kind: 'answer'; hit: Hit; others: Hit[]; rescued?: string }
  /** Two topics side by side. */
  | { kind: 'comparison'; hits: [Hit, Hit]; others: Hit[]; rescued?: string }
  /** There is a heading on it with nothing below. */
  | { kind: 'empty'; hit: Hit; others: Hit[]; rescued?: string }
  /** Nothing in the notes answers it; `others` come nearest. */
  | { kind: 'unknown'; others: Hit[]; rescued?: string };

/** What {@link Library.toJSON} gives: enough to have the library again without reading or indexing a note. */
export interface LibraryData {
  notes: Note[];
  index: IndexData;
  /** The terms of each keyword, a list a topic. */
  phrases: string[][][];
}

/** Characters of the longest text that suggestions search the notes for. */
const nameLimit = 60;

/** The question names the topic and nothing else. */
const exactBonus = 3;
/** The question says what the note's keywords say. */
const phraseBonus = 10;
/** The question says what the glossary says of the topic, and its note has no keywords. */
const cueBonus = 4;
/** What a keyword counts next to one that says more of the question. */
const phraseDecay = 0.5;
/** How much less a keyword counts that says only a part of it: below 1 it would count more. */
const phrasePower = 1.5;
/** The question is one of the note's keywords, word for word. */
const keywordBonus = 2.5;
/** The question names the topic by a name that is rare in the notes. */
const namedBonus = 2.5;
/** Of the weight of a name that the notes have no topic on. */
const lackingShare = 0.3;
/** Words of a name, next to the name itself. */
const partWeight = 0.3;
/** A word that is in every note still tells a little. */
const leastWeight = 0.4;
/** Damps BM25: a title with a rare word must not outrank a keyword that says all of the question. */
const relevancePower = 0.7;

/** Finds notes and sections. Holds an index of one set of notes and never changes; new notes make a new library. */
export class Library {
  readonly topics: readonly Topic[];
  readonly #bySlug: Map<string, number>;
  readonly #vocabulary: Vocabulary;
  readonly #index: TopicIndex;
  readonly #titles: Title[];
  /** Concepts that stand in a title or an alias. */
  readonly #covered: Set<string>;
  /** What the keywords say. */
  readonly #phrases: readonly Phrase[];
  /** The keywords that have a term. */
  readonly #phrasesWith = new Map<string, Phrase[]>();
  /** What a term tells among keywords: in the long texts most words stand in every note, in keywords they do not. */
  readonly #phraseWeights: ReadonlyMap<string, number>;
  readonly #reader: Reader;
  readonly #completer: Completer;
  readonly #parts: PartChooser;

  private constructor(notes: readonly Note[], saved?: Omit<LibraryData, 'notes'>) {
    const topics = new Map<string, Topic>();
    for (const note of notes) {
      const topic = topics.get(note.slug) ?? { slug: note.slug, notes: {} };
      topic.notes[note.locale] ??= note;
      topics.set(note.slug, topic);
    }
    this.topics = [...topics.values()];
    this.#bySlug = new Map(this.topics.map((topic, index) => [topic.slug, index]));
    this.#vocabulary = vocabularyOf(this.topics);
    this.#titles = this.topics.map((topic) => titleOf(topic, this.#vocabulary));
    this.#covered = new Set(this.#titles.flatMap((title) => [...title.concepts]));
    const phrases =
      saved?.phrases.map((sets) => sets.map((keys) => new Set(keys))) ??
      this.topics.map((topic, index) => this.#phrasesOf(topic, this.#titles[index]));
    this.#phraseWeights = weightsOf(phrases.flat());
    this.#phrases = phrases.flatMap((sets, id) =>
      sets.map((keys) => ({ id, keys, weight: this.#phraseWeight(keys) })),
    );
    for (const phrase of this.#phrases)
      for (const key of phrase.keys) {
        const others = this.#phrasesWith.get(key);
        if (others === undefined) this.#phrasesWith.set(key, [phrase]);
        else others.push(phrase);
      }
    this.#index = saved
      ? TopicIndex.load(saved.index)
      : TopicIndex.of(this.topics, this.#titles, this.#vocabulary);
    const titles = this.topics.flatMap((topic) => Object.values(topic.notes).map((note) => note.title));
    this.#reader = new Reader(this.#vocabulary, titles, {
      hasWord: (word) => this.#index.hasWord(word),
      covers: (concept) => this.#covered.has(concept),
    });
    this.#parts = new PartChooser(this.#vocabulary, (key) => this.#index.weight(key));
    this.#completer = new Completer(this.topics, this.#vocabulary, (concept) =>
      this.#titles.findIndex((title) => title.main === concept),
    );
  }

  /** Indexes notes. Of two with the same slug and language the first counts. */
  static of(notes: readonly Note[]): Library {
    return new Library(notes);
  }

  /** The library that was saved. */
  static load(data: LibraryData): Library {
    return new Library(data.notes, data);
  }

  toJSON(): LibraryData {
    const phrases: string[][][] = this.topics.map(() => []);
    for (const { id, keys } of this.#phrases) phrases[id]?.push([...keys]);
    return {
      notes: this.topics.flatMap((topic) => Object.values(topic.notes)),
      index: this.#index.toJSON(),
      phrases,
    };
  }

  topic(slug: string): Topic | undefined {
    const index = this.#bySlug.get(slug);
    return index === undefined ? undefined : this.topics[index];
  }

  /** Notes whose heading stands right below that of a topic's. */
  below(topic: Topic): Topic[] {
    const notes = Object.values(topic.notes);
    return this.topics.filter((other) =>
      Object.values(other.notes).some((child) =>
        notes.some(
          (note) =>
            note.file === child.file &&
            child.parents.length === note.parents.length + 1 &&
            child.parents.at(-1) === note.title &&
            note.parents.every((parent, index) => parent === child.parents[index]),
        ),
      ),
    );
  }

  /** What to offer while a person types. Exact names come first, then beginnings, keywords, content. */
  suggest(text: string, locale: Locale, limit = 8): Suggestion[] {
    const found = this.#completer.complete(text, locale, limit);
    // What is longer than a name is still being typed; it is searched when it is sent.
    if (found.length >= limit || text.trim().length < 2 || text.length > nameLimit) return found;
    const seen = new Set(found.map((suggestion) => suggestion.slug));
    const finding = this.find(text);
    const hits = finding.kind === 'comparison' ? finding.hits : 'hit' in finding ? [finding.hit] : [];
    for (const hit of hits) {
      if (seen.has(hit.topic.slug) || found.length >= limit) continue;
      seen.add(hit.topic.slug);
      found.push(this.#completer.suggestion(hit.topic, locale));
    }
    return found;
  }

  /**
   * Answers a question in words.
   *
   * @param about slug of the topic that was talked of last: a question that names no topic but a part ("the example?") is about it
   */
  find(text: string, about?: string): Finding {
    const question = this.#reader.read(text);
    const rescued = question.rescued === undefined ? {} : { rescued: question.rescued };
    if (question.terms.length === 0) {
      const id = about === undefined || question.part === undefined ? undefined : this.#bySlug.get(about);
      if (id === undefined || hasNothing(this.topics[id] as Topic))
        return { kind: 'unknown', others: [], ...rescued };
      return { kind: 'answer', hit: this.#hit(id, question, 0), others: [], ...rescued };
    }

    const ranked = this.#rank(question);
    const hits = ranked.slice(0, 10).map(({ id, score }) => this.#hit(id, question, score));
    const pair = question.comparing ? this.#pair(question, hits) : undefined;
    if (pair !== undefined) {
      const others = hits.filter((hit) => !pair.some((one) => one.topic === hit.topic));
      return { kind: 'comparison', hits: pair, others, ...rescued };
    }
    const best = ranked[0];
    const [hit, ...others] = hits;
    if (best === undefined || hit === undefined) return { kind: 'unknown', others: [], ...rescued };
    if (!this.#answers(question, best)) return { kind: 'unknown', others: hits, ...rescued };
    if (!hasNothing(hit.topic)) return { kind: 'answer', hit, others, ...rescued };
    return { kind: 'empty', hit, others, ...rescued };
  }

  #rank(question: Question): Ranked[] {
    const weights = new Map<string, number>();
    for (const term of question.terms) {
      // What the notes have no topic on must not decide which topic is shown.
      const share = this.#isLacking(term) ? lackingShare : 1;
      const weight = isDetail(term)
        ? detailWeight
        : share * Math.max(leastWeight, this.#index.weight(term.key));
      weights.set(term.key, Math.max(weights.get(term.key) ?? 0, weight));
      for (const part of term.parts)
        weights.set(
          part,
          Math.max(weights.get(part) ?? 0, partWeight * Math.max(leastWeight, this.#index.weight(part))),
        );
    }
    const partKey = `#${question.part ?? ''}`;
    if (weights.size > 0) weights.set(partKey, 0.5);
    const asked = new Set(question.terms.map((term) => term.key));
    const withPart = new Set([...asked, partKey]);
    // No keyword asks how, or for nothing.
    const said = question.part === undefined || question.part === 'how' ? asked : withPart;
    const phrases = this.#phraseMatches(said);
    // That a heading says "vs" or "example" is nothing by itself.
    return this.#index
      .search(weights)
      .filter(({ matched }) => [...matched.keys()].some((key) => key !== partKey))
      .map(({ id, matched, relevance }) => {
        const sets = this.#titles[id]?.sets ?? [];
        const exactPart = sets.some((set) => sameSet(set, withPart));
        const matches = phrases.get(id) ?? [];
        const phrase = matches[0] ?? 0;
        const exact = exactPart || sets.some((set) => sameSet(set, asked));
        // One word is left of many a keyword: "파드가 왜 이래요" is no name for Pods.
        const isKeyword = phrase > 0.999 && asked.size > 1;
        const empty = hasNothing(this.topics[id] as Topic);
        const score =
          relevance ** relevancePower *
          (exact ? exactBonus : isKeyword ? keywordBonus : 1) *
          (exactPart ? exactBonus : 1) *
          (1 + this.#named(id, question)) *
          (1 + (this.#hasKeywords(id) ? phraseBonus * sumOf(matches) : cueBonus * phrase)) *
          (empty && !exact ? 0.3 : 1);
        return { id, score, matched, phrase, exact, isKeyword };
      })
      .sort((a, b) => b.score - a.score || a.id - b.id);
  }

  /** How plainly the question names the topic: not at all is 0, by a rare name that means nothing else is namedBonus. */
  #named(id: number, question: Question): number {
    const weigh = (key: string) => this.#index.weight(key);
    const asked = new Set(question.terms.map((term) => term.key));
    const { main, sets = [] } = this.#titles[id] ?? {};
    const names = sets
      .map((set) => [...set].filter((key) => key.startsWith('@')))
      // What compares two things is named by both.
      .filter((keys) => keys.length > 1 || keys[0] === `@${main}`)
      .filter((keys) => keys.every((key) => asked.has(key)));
    return namedBonus * Math.max(0, ...names.map((keys) => keys.reduce((sum, key) => sum + weigh(key), 0)));
  }

  /** How much of the question each of a topic's keywords says, and the other way round: 0 to 1, the most first. */
  #phraseMatches(said: ReadonlySet<string>): Map<number, number[]> {
    const common = new Map<Phrase, number>();
    for (const key of said) {
      const weight = this.#phraseWeight([key]);
      for (const phrase of this.#phrasesWith.get(key) ?? [])
        common.set(phrase, (common.get(phrase) ?? 0) + weight);
    }
    const saidWeight = this.#phraseWeight(said);
    const matches = new Map<number, number[]>();
    for (const [{ id, weight }, shared] of common) {
      const match = (shared / (saidWeight + weight - shared)) ** phrasePower;
      const others = matches.get(id);
      if (others === undefined) matches.set(id, [match]);
      else others.push(match);
    }
    for (const list of matches.values()) list.sort((a, b) => b - a);
    return matches;
  }

  /** How much some terms tell among keywords. */
  #phraseWeight(terms: Iterable<string>): number {
    let sum = 0;
    for (const key of terms) sum += this.#phraseWeights.get(key) ?? 1;
    return sum;
  }

  #answers(question: Question, best: Ranked): boolean {
    const title = this.#titles[best.id];
    // Whatever else it says, its author meant just this to find it.
    if (best.exact || best.isKeyword) return true;
    if (title === undefined) return false;
    return answers(question, {
      title,
      matched: best.matched,
      hasKeywords: this.#hasKeywords(best.id),
      phrase: best.phrase,
      weight: (key) => this.#index.weight(key),
      isKnown: (key) => this.#index.has(key),
      isLacking: (term) => this.#isLacking(term),
    });
  }

  #hasKeywords(id: number): boolean {
    return Object.values(this.topics[id]?.notes ?? {}).some((note) => note.keywords.length > 0);
  }

  /** A name that the notes have no topic on. */
  #isLacking(term: Term): boolean {
    return term.concept !== undefined && !this.#covered.has(term.concept);
  }

  /** The two topics that a question compares, if the notes have both. */
  #pair(question: Question, hits: readonly Hit[]): [Hit, Hit] | undefined {
    const concepts = [...new Set(question.terms.flatMap((term) => term.concept ?? []))];
    const [one, two] = concepts;
    if (one === undefined || two === undefined || concepts.length > 2) return undefined;
    // A note on just this comparison beats two notes side by side.
    const both = new Set([`@${one}`, `@${two}`, '#confusions']);
    const isBoth = (set: Set<string>) => sameSet(new Set([...set, '#confusions']), both);
    if (this.#titles.some((title) => title.sets.some(isBoth))) return undefined;
    const pick = (concept: string) => {
      const ids = this.#titles.flatMap((title, id) => (title.main === concept ? [id] : []));
      // Of several topics on it rather the one that is called what the question calls it.
      const spelled = question.terms
        .find((term) => term.concept === concept)
        ?.tokens.map((token) => token.text);
      const id = ids.find((candidate) => this.#isCalled(candidate, spelled ?? [])) ?? ids[0];
      const topic = id === undefined ? undefined : this.topics[id];
      if (topic === undefined || hasNothing(topic)) return undefined;
      const score = hits.find((hit) => hit.topic === topic)?.score ?? 0;
      return { topic, part: partOf(topic, 'confusions'), score };
    };
    const first = pick(one);
    const second = pick(two);
    return first === undefined || second === undefined ? undefined : [first, second];
  }

  /** Is just that the title of a topic, in any spacing? */
  #isCalled(id: number, words: readonly string[]): boolean {
    const names = forms(words.at(-1) ?? '').map((last) => [...words.slice(0, -1), last].join(''));
    return Object.values(this.topics[id]?.notes ?? {}).some((note) => names.includes(joined(note.title)));
  }

  #hit(id: number, question: Question, score: number): Hit {
    const topic = this.topics[id] as Topic;
    const concepts = this.#titles[id]?.concepts ?? new Set();
    return { topic, part: this.#parts.choose(topic, concepts, question), score };
  }

  #phrasesOf(topic: Topic, title: Title | undefined): Set<string>[] {
    const phrases = [...Object.values(topic.notes).flatMap((note) => note.keywords), ...cuesOf(title?.main)];
    return phrases
      .map((phrase) => contentOf(this.#vocabulary.read(tokens(phrase))))
      .filter((keys) => keys.size > 0);
  }
}

/** A keyword: the terms it consists of and how much they tell. */
interface Phrase {
  /** Its topic. */
  id: number;
  keys: ReadonlySet<string>;
  weight: number;
}

interface Ranked {
  id: number;
  score: number;
  /** Terms of the question that the topic has, and the weightiest place of each. */
  matched: Map<string, Place>;
  /** How far a keyword of it says the same, 0 to 1. */
  phrase: number;
  /** The question names just this topic. */
  exact: boolean;
  /** The question is one of its keywords, word for word. */
  isKeyword: boolean;
}

/** How much each term of some sets tells, from 0 to 1: little if it is in many of them. */
function weightsOf(sets: readonly ReadonlySet<string>[]): Map<string, number> {
  const frequencies = new Map<string, number>();
  for (const set of sets) for (const key of set) frequencies.set(key, (frequencies.get(key) ?? 0) + 1);
  return new Map([...frequencies].map(([key, frequency]) => [key, weightOf(frequency, sets.length)]));
}

/** What keywords count together, of which the first says most. */
const sumOf = (matches: readonly number[]): number =>
  matches.reduceRight((sum, match) => match + phraseDecay * sum, 0);

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((key) => b.has(key));

import { type Part, type Section, sectionOf } from '../notes/note.ts';
import { indexTerms, tokens, type Vocabulary } from './terms.ts';
import type { Topic } from './topic.ts';
import type { Question } from './understand.ts';

/** The first of the wanted parts that a topic has, or its summary. */
export function partOf(topic: Topic, ...wanted: Part[]): Part {
  const notes = Object.values(topic.notes);
  return wanted.find((part) => notes.some((note) => sectionOf(note, part) !== undefined)) ?? 'summary';
}

/** Chooses the part of a topic that a question is about. */
export class PartChooser {
  readonly #vocabulary: Vocabulary;
  readonly #weight: (key: string) => number;
  readonly #terms = new WeakMap<Section, Set<string>>();

  /** @param weight how much a term tells, from 0 to 1 */
  constructor(vocabulary: Vocabulary, weight: (key: string) => number) {
    this.#vocabulary = vocabulary;
    this.#weight = weight;
  }

  /** @param concepts what the topic's names mean, which tells nothing about its parts */
  choose(topic: Topic, concepts: ReadonlySet<string>, question: Question): Part {
    if (question.part === 'how') return partOf(topic, 'commands', 'example');
    if (question.part !== undefined) return partOf(topic, question.part);
    const rest = question.terms.filter(({ concept }) => concept === undefined || !concepts.has(concept));
    let best: { part: Part; share: number } = { part: 'summary', share: 0 };
    if (rest.length === 0) return best.part;
    for (const section of Object.values(topic.notes).flatMap((note) => note.sections)) {
      const terms = this.#termsOf(section);
      let share = 0;
      for (const { key } of rest) if (terms.has(key)) share += this.#weight(key);
      if (share > best.share + 1e-9) best = { part: section.part, share };
    }
    return best.part;
  }

  #termsOf(section: Section): Set<string> {
    let terms = this.#terms.get(section);
    if (terms === undefined) {
      terms = new Set(indexTerms(tokens(section.text), this.#vocabulary));
      this.#terms.set(section, terms);
    }
    return terms;
  }
}

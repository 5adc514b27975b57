import SearchableMap from 'minisearch/SearchableMap';
import type { Locale } from '../notes/locale.ts';
import { asTypedInEnglish, asTypedInKorean, initials, isHangul, isInitials, jamo } from './hangul.ts';
import { cut, joined, type Vocabulary } from './terms.ts';
import { hasNothing, noteOf, type Topic } from './topic.ts';

/** A topic to offer while a person types. */
export interface Suggestion {
  slug: string;
  /** Title in the person's language. */
  title: string;
  /** The names that tell it from others, e.g. "PVC". */
  hint: string;
}

/** No name is as long as this. */
const typedLimit = 100;

/** Completes names as they are typed, Hangul letter by letter, in either keyboard layout. */
export class Completer {
  readonly #topics: readonly Topic[];
  /** Topics by the typed letters of each of their names, and by the initials. */
  readonly #names = new SearchableMap<Set<number>>();
  readonly #keywords: string[];
  readonly #useful: number[];

  /** @param topicOf index of the topic that is about a concept, or -1 */
  constructor(topics: readonly Topic[], vocabulary: Vocabulary, topicOf: (concept: string) => number) {
    this.#topics = topics;
    const add = (name: string, id: number) => {
      const key = jamo(name);
      if (key === '') return;
      this.#names.set(key, (this.#names.get(key) ?? new Set()).add(id));
    };
    topics.forEach((topic, id) => {
      for (const note of Object.values(topic.notes)) {
        for (const name of [note.title, ...note.aliases, ...note.kubectl]) {
          add(joined(name), id);
          if (/[가-힣]{2}/.test(name)) add(initials(joined(name)), id);
        }
      }
    });
    for (const [name, { concept }] of vocabulary.names()) {
      const id = topicOf(concept);
      if (id < 0) continue;
      add(name, id);
      if (isHangul(name) && name.length > 1) add(initials(name), id);
    }
    this.#keywords = topics.map((topic) =>
      Object.values(topic.notes)
        .flatMap((note) => note.keywords)
        .join('\n')
        .toLowerCase(),
    );
    const links = new Map<string, number>();
    for (const topic of topics)
      for (const slug of new Set(Object.values(topic.notes).flatMap((note) => note.related)))
        links.set(slug, (links.get(slug) ?? 0) + 1);
    const level = (topic: Topic) => Math.min(...Object.values(topic.notes).map((note) => note.level ?? 5));
    this.#useful = topics
      .map((_, id) => id)
      .filter((id) => !hasNothing(topics[id] as Topic))
      .sort((a, b) => {
        const [one, two] = [topics[a] as Topic, topics[b] as Topic];
        return level(one) - level(two) || (links.get(two.slug) ?? 0) - (links.get(one.slug) ?? 0) || a - b;
      });
  }

  /** Nothing typed yet gives the topics that most others lead to. */
  complete(text: string, locale: Locale, limit: number): Suggestion[] {
    const typed = joined(cut(text, typedLimit));
    if (typed === '')
      return this.#useful.slice(0, limit).map((id) => this.suggestion(this.#topics[id] as Topic, locale));
    const found = new Set<number>();
    for (const reading of readings(typed)) {
      for (const id of this.#names.get(reading) ?? []) found.add(id);
      for (const id of this.#beginning(reading, limit)) found.add(id);
      if (found.size >= limit) break;
    }
    if (found.size < limit && text.trim().length > 1) {
      const needle = text.trim().toLowerCase();
      this.#keywords.forEach((keywords, id) => {
        if (keywords.includes(needle)) found.add(id);
      });
    }
    return [...found].slice(0, limit).map((id) => this.suggestion(this.#topics[id] as Topic, locale));
  }

  suggestion(topic: Topic, locale: Locale): Suggestion {
    const note = noteOf(topic, locale);
    const short = [...note.kubectl.slice(0, 1), ...note.aliases.slice(0, 1)].find(
      (name) => joined(name) !== joined(note.title),
    );
    return { slug: topic.slug, title: note.title, hint: short ?? note.parents.at(-1) ?? '' };
  }

  /** Shortest names first: whoever types "pv" rather means PV than PVC. */
  #beginning(reading: string, limit: number): number[] {
    const found: [number, Set<number>][] = [];
    for (const [name, ids] of this.#names.atPrefix(reading)) {
      found.push([name.length, ids]);
      if (found.length >= 50 * limit) break;
    }
    return found.sort((a, b) => a[0] - b[0]).flatMap(([, ids]) => [...ids]);
  }
}

/** The typed letters, and what they would be in the other keyboard layout. */
function readings(typed: string): string[] {
  const other = /[ㄱ-ㆎ가-힣]/.test(typed)
    ? isInitials(typed) && typed.length > 1
      ? undefined
      : asTypedInEnglish(typed)
    : asTypedInKorean(typed);
  return [...new Set([jamo(typed), ...(other === undefined ? [] : [jamo(other)])])];
}

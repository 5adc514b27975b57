import type { KubernetesSchema } from '../kubernetes/schema.ts';
import type { Locale } from '../notes/locale.ts';
import type { Question } from '../notes/question.ts';
import type { Library } from '../search/library.ts';
import { generate } from './generate.ts';

/** All questions that can be asked, by id. Never changes; new notes make a new bank. */
export class Bank {
  readonly #byId = new Map<string, Partial<Record<Locale, Question>>>();
  readonly #byTopic = new Map<string, string[]>();

  /** Of two with the same id and language the first counts. */
  constructor(questions: Iterable<Question>) {
    for (const question of questions) {
      const versions = this.#byId.get(question.id) ?? {};
      if (this.#byId.has(question.id)) versions[question.locale] ??= question;
      else {
        versions[question.locale] = question;
        this.#byId.set(question.id, versions);
        const ids = this.#byTopic.get(question.topic);
        if (ids) ids.push(question.id);
        else this.#byTopic.set(question.topic, [question.id]);
      }
    }
  }

  /** The questions that stand in the notes, and those made of the schema, if it is given. */
  static of(library: Library, schema?: KubernetesSchema): Bank {
    return new Bank([
      ...library.topics.flatMap((topic) => Object.values(topic.notes).flatMap((note) => note.questions)),
      ...(schema === undefined ? [] : generate(library, schema)),
    ]);
  }

  /** In that language, or in the other one if it is only there. */
  question(id: string, locale: Locale): Question | undefined {
    const versions = this.#byId.get(id);
    return versions?.[locale] ?? versions?.ko ?? versions?.en;
  }

  /** Did a person write it? */
  isWritten(id: string): boolean {
    return Object.values(this.#byId.get(id) ?? {}).some(({ origin }) => origin === 'written');
  }

  /** Ids of all questions, or of those of some topics, in the order of the notes. */
  ids(topics?: readonly string[]): string[] {
    if (topics === undefined) return [...this.#byId.keys()];
    return topics.flatMap((topic) => this.#byTopic.get(topic) ?? []);
  }

  /** All, in each language: what `questions --json` prints. */
  *all(): Iterable<Question> {
    for (const versions of this.#byId.values()) yield* Object.values(versions);
  }
}

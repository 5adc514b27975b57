/** What somebody answered to a question of a quiz. */
interface Entry {
  person: string;
  quiz: string;
  /** Place of the question in the quiz. */
  index: number;
  /** What the bot confirmed last. */
  confirmed?: string;
  /** How often each answer was sent without being confirmed: it may be kept all the same, at any time. */
  unclear: Map<string, number>;
}

/** What the bot said that it keeps. */
export class Ledger {
  readonly #entries = new Map<string, Entry>();
  /** Reports by their reason, and whether each was confirmed. */
  readonly reports = new Map<string, boolean>();
  /** Quizzes for a channel that the bot says are closed. */
  readonly closed = new Set<string>();
  #confirmed = 0;

  /** An answer is sent. */
  tried(person: string, quiz: string, index: number, given: string): void {
    const { unclear } = this.#entry(person, quiz, index);
    unclear.set(given, (unclear.get(given) ?? 0) + 1);
  }

  /** An answer that was sent is confirmed. */
  confirmed(person: string, quiz: string, index: number, given: string): void {
    const entry = this.#entry(person, quiz, index);
    const left = (entry.unclear.get(given) ?? 0) - 1;
    if (left > 0) entry.unclear.set(given, left);
    else entry.unclear.delete(given);
    entry.confirmed = given;
    this.#confirmed += 1;
  }

  /** Answers that were confirmed, with those that were changed later. */
  get confirmations(): number {
    return this.#confirmed;
  }

  entries(): Iterable<Readonly<Entry>> {
    return this.#entries.values();
  }

  of(quiz: string): Readonly<Entry>[] {
    return [...this.#entries.values()].filter((entry) => entry.quiz === quiz);
  }

  #entry(person: string, quiz: string, index: number): Entry {
    const key = [quiz, index, person].join(' ');
    const entry = this.#entries.get(key) ?? { person, quiz, index, unclear: new Map<string, number>() };
    this.#entries.set(key, entry);
    return entry;
  }
}

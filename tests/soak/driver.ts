import type { Locale } from '../../src/notes/locale.ts';

/** Somebody on a platform. Each does one thing after another, but for what is pressed twice. */
export interface Person {
  /** As the platform calls them. */
  id: string;
  locale: Locale;
  isHost: boolean;
  /** The channel where they are. */
  room: string;
}

/** What the bot said: all that can be read but the buttons, and the ids of those. */
export interface Heard {
  text: string;
  ids: string[];
  /** As the platform keeps it, to press what stands below. */
  origin: unknown;
}

/** A platform as people use it, while the bot is a process of its own. What is not answered in time rejects. */
export interface Driver {
  name: 'discord' | 'slack' | 'page';
  /** Makes a person, by a number of their own. */
  person(number: number, room: string, more: Pick<Person, 'locale' | 'isHost'>): Person;
  /** What the database calls a person, and a channel. */
  personId(person: Person): string;
  channelId(room: string): string;
  /** Types `/k8s` and the text. */
  command(person: Person, text: string): Promise<Heard>;
  /** Says something to the bot; `again` has the platform tell the bot of it once more. */
  mention(person: Person, text: string): Promise<{ heard: Heard; again: () => Promise<void> }>;
  press(person: Person, below: Heard, id: string): Promise<Heard>;
  /** Presses what asks for a text. */
  form(person: Person, below: Heard, id: string): Promise<unknown>;
  submit(person: Person, form: unknown, text: string): Promise<Heard>;
  /** What is offered while somebody types. Not on every platform. */
  suggest?(person: Person, text: string): Promise<string[]>;
  /** What the bot says next by itself in a room; rejects after some seconds. */
  said(room: string): Promise<Heard>;
  /** How often the bot said something by itself in each room. */
  posts(): ReadonlyMap<string, number>;
  /** When each thing that was said to the bot was answered, by what the platform calls it. */
  answers(): ReadonlyMap<string, readonly number[]>;
  /** What the bot did that the platform forbids, since this was asked last. */
  violations(): string[];
  close(): Promise<void>;
}

/** Nobody waits longer for an answer. */
export const patienceMs = 15_000;

/** Those who wait for something that comes by a key, each key's first come first. */
export class Waiting<Found> {
  readonly #waiting = new Map<string, ((found: Found) => void)[]>();

  /**
   * Waits for what comes first by any of some keys.
   *
   * @param work what brings it about; if that fails, nobody waits any more
   * @throws what `work` throws, or Error if nothing comes for long
   */
  async for(keys: readonly string[], work: () => Promise<unknown> = async () => {}): Promise<Found> {
    let take: (found: Found) => void = () => {};
    let timer: NodeJS.Timeout | undefined;
    const found = new Promise<Found>((resolve, reject) => {
      take = resolve;
      timer = setTimeout(() => reject(new Error('no answer came')), patienceMs);
    });
    for (const key of keys) this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), take]);
    try {
      const [first] = await Promise.all([found, work()]);
      return first;
    } finally {
      clearTimeout(timer);
      for (const key of keys) {
        const left = (this.#waiting.get(key) ?? []).filter((other) => other !== take);
        if (left.length === 0) this.#waiting.delete(key);
        else this.#waiting.set(key, left);
      }
    }
  }

  /** @returns whether anybody waited for it */
  give(key: string, found: Found): boolean {
    const [first, ...others] = this.#waiting.get(key) ?? [];
    if (first === undefined) return false;
    this.#waiting.set(key, others);
    first(found);
    return true;
  }
}

/** Counts up. */
export const count = (counts: Map<string, number>, key: string): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);

/** Reads a message as JSON: texts in the order of reading, ids of buttons, and no labels, which name other topics. */
export function readMessage(message: unknown): Pick<Heard, 'text' | 'ids'> {
  const texts: string[] = [];
  const ids: string[] = [];
  const read = (value: unknown): void => {
    if (Array.isArray(value)) for (const part of value) read(part);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const { custom_id, action_id, content, text, type, blocks } = value as Record<string, unknown>;
    const id = custom_id ?? action_id;
    if (typeof id === 'string') ids.push(id);
    if (type === 'button' || type === 2) return;
    // Beside blocks, the text is for notifications.
    for (const own of [content, blocks === undefined ? text : undefined])
      if (typeof own === 'string') texts.push(own);
    for (const part of Object.values(value)) if (typeof part === 'object') read(part);
  };
  read(message);
  return { text: texts.join('\n'), ids };
}

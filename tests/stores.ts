import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { openStore } from '../adapters/store/open.ts';
import { type Attempt, type Quiz, type Store, StoreError } from '../src/store.ts';
import { startPostgres } from './servers/postgres.ts';

/** What the tests of the store share. */

export const quiet = { info() {}, warn() {}, error() {} };

export const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 25, 3, 0, seconds));

let count = 0;
/** Tests share a database, and meet only where they name the same. */
export const fresh = (word: string): string => `${word}${++count}`;

export const quizOf = (more: Partial<Quiz> = {}): Quiz => ({
  id: fresh('z'),
  kind: 'solo',
  person: 'somebody',
  group: 'group',
  questions: ['q1', 'q2', 'q3'],
  seed: 4_294_967_295,
  locale: 'ko',
  openedAt: at(0),
  ...more,
});

export const channelQuiz = (more: Partial<Quiz> = {}): Quiz =>
  quizOf({ kind: 'channel', channel: 'channel', questions: ['q1'], ...more });

/** A right answer to the first question, by who began it. */
export const attemptOf = (quiz: Quiz, more: Partial<Attempt> = {}): Attempt => ({
  quiz: quiz.id,
  person: quiz.person,
  group: quiz.group,
  question: quiz.questions[0] ?? '',
  topic: 'pod',
  given: '0',
  correct: true,
  guessed: false,
  at: at(1),
  day: '2026-11-25',
  ...more,
});

/** A folder of SQLite files, or a server of PostgreSQL. */
interface Place {
  url(): Promise<string>;
  stop(): Promise<void>;
}

const engines: { name: string; bots: number; start(): Promise<Place> }[] = [
  {
    name: 'SQLite',
    bots: 1,
    async start() {
      const folder = mkdtempSync(join(tmpdir(), 'store-'));
      return {
        url: async () => `file:${join(folder, randomUUID(), 'bot.db')}`,
        stop: async () => rmSync(folder, { recursive: true, force: true }),
      };
    },
  },
  {
    name: 'PostgreSQL',
    bots: 2,
    async start() {
      const server = await startPostgres();
      return { url: () => server.database(), stop: () => server.stop() };
    },
  },
];

/** A database under test. */
export interface Bots {
  /** How many bots share the database. */
  bots: number;
  /** Stays the same while the database is closed and opened. */
  store: Store;
  /** Another bot on the same database where there can be one, else the same. */
  other: Store;
  url(): string;
  open(): Promise<void>;
  end(): Promise<void>;
}

/** Runs the same tests on both engines. */
export function describeStore(tests: (bots: Bots) => void): void {
  describe.each(engines)('$name', ({ bots: replicas, start }) => {
    let place: Place;
    let url = '';
    let stores: Store[] = [];
    const nth = (index: number) =>
      new Proxy({} as Store, { get: (_, name) => Reflect.get(stores[index % replicas] ?? {}, name) });
    const shared: Bots = {
      bots: replicas,
      store: nth(0),
      other: nth(1),
      url: () => url,
      async open() {
        stores = await Promise.all(Array.from({ length: replicas }, () => openStore(url, quiet)));
      },
      async end() {
        await Promise.all(stores.map((store) => store.end()));
      },
    };
    beforeAll(async () => {
      place = await start();
      url = await place.url();
      await shared.open();
    }, 60_000);
    afterAll(async () => {
      await shared.end();
      await place?.stop();
    });
    tests(shared);
  });
}

/** The message with which a database is refused. */
export async function refusal(url: string): Promise<string> {
  const error = await openStore(url, quiet).then(
    (store) => store.end().then(() => new Error('it was opened')),
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(StoreError);
  return (error as StoreError).message;
}

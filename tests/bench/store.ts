import { closeSync, existsSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Insertable, sql } from 'kysely';
import { migrate } from '../../adapters/store/migrations.ts';
import { openPostgres } from '../../adapters/store/postgres.ts';
import { fromAttempt, fromCard, fromQuiz } from '../../adapters/store/rows.ts';
import type { Engine, Schema } from '../../adapters/store/schema.ts';
import { openSqlite } from '../../adapters/store/sqlite.ts';
import { createStore } from '../../adapters/store/store.ts';
import { addDays } from '../../src/quiz/day.ts';
import { grade } from '../../src/quiz/grade.ts';
import type { Attempt, Card, Quiz } from '../../src/store.ts';
import { startPostgres } from '../servers/postgres.ts';

/** A group as large as one may get: all are in it, for as many days. */
const people = 1000;
const attempts = 100_000;
const days = 60;
const questions = 364;
const topics = 63;
/** Questions of a set. */
const setSize = 10;
/** How often each is done to be measured. */
const answers = 2000;
const looks = 200;

const firstDay = '2026-09-01';
const start = Date.parse(`${firstDay}T00:00:00Z`);
const dayMs = 24 * 3600 * 1000;
const quiet = { info() {}, warn() {}, error() {} };

/** Milliseconds of each kind of call. */
type Times = Record<string, number[]>;

/**
 * How long the store takes with all the answers of a large group in it. What an answer
 * takes on a disk is for the most part the disk's own time to make it safe, so that stands beside it, and so does the
 * same on a file system in memory.
 */
export async function benchStore(): Promise<{ head: string[]; rows: string[][] }> {
  const columns: { name: string; times: Times }[] = [];
  const folders: [string, string][] = [
    ['SQLite', tmpdir()],
    ['SQLite in memory', '/dev/shm'],
  ];
  for (const [name, parent] of folders.filter(([, parent]) => existsSync(parent))) {
    const folder = mkdtempSync(join(parent, 'bench-'));
    const times = await measure(await openSqlite(join(folder, 'bot.db')));
    columns.push({ name, times: { ...times, 'the disk alone': disk(folder) } });
    rmSync(folder, { recursive: true });
  }
  const server = await startPostgres({ isDurable: true });
  columns.push({
    name: 'PostgreSQL',
    times: await measure(await openPostgres(await server.database(), quiet)),
  });
  await server.stop();

  const kinds = [...new Set(columns.flatMap((column) => Object.keys(column.times)))];
  return {
    head: ['p50 / p99 ms', ...columns.map((column) => column.name)],
    rows: kinds.map((kind) => [kind, ...columns.map((column) => share(column.times[kind]))]),
  };
}

function share(times: number[] | undefined): string {
  if (times === undefined) return '';
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number) => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(2);
  return `${at(0.5)} / ${at(0.99)}`;
}

/** What it takes to make one page of a file safe. */
function disk(folder: string): number[] {
  const file = openSync(join(folder, 'raw'), 'w');
  const page = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 500 }, () => {
    const began = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    return performance.now() - began;
  });
  closeSync(file);
  return times;
}

async function measure(engine: Engine): Promise<Times> {
  await migrate(engine);
  await fill(engine);
  const store = createStore(engine);
  const times: Times = {};
  const time = async <T>(kind: string, job: () => Promise<T>) => {
    const began = performance.now();
    await job();
    times[kind] ??= [];
    times[kind].push(performance.now() - began);
  };
  const today = addDays(firstDay, days - 1);
  const now = new Date(start + days * dayMs);
  for (let index = 0; index < answers; index++) {
    const quiz = quizOf(`new${index}`, `person${index % people}`, now);
    await store.open(quiz);
    await time('answer', () => store.answer(attemptOf(quiz, 0, index, now, today), grade));
  }
  for (let index = 0; index < looks; index++) {
    const person = `person${(index * 7) % people}`;
    await time('board of a week', () => store.board('group', addDays(today, -6), 10));
    await time('byTopic', () => store.byTopic(person));
    await time('days', () => store.days(person, 400));
    await time('groupDays', () => store.groupDays('group', 400));
    await time('due', () => store.due(person, now, 20));
    await time('countDue', () => store.countDue(person, now));
    await time('notebook', () => store.notebook(person));
    if (index < 20) await time('board of all days', () => store.board('group', firstDay, 10));
    if (index < 20) await time('export', () => store.export(person));
  }
  await store.end();
  return times;
}

const quizOf = (id: string, person: string, openedAt: Date): Quiz => {
  const first = Number(id.replace(/\D/g, '')) * 7;
  return {
    id,
    kind: 'solo',
    person,
    group: 'group',
    questions: Array.from({ length: setSize }, (_, index) => `q${(first + index) % questions}`),
    seed: 1,
    locale: 'ko',
    openedAt,
  };
};

const attemptOf = (quiz: Quiz, nth: number, seed: number, at: Date, day: string): Attempt => {
  const question = quiz.questions[nth] ?? '';
  return {
    quiz: quiz.id,
    person: quiz.person,
    group: quiz.group,
    question,
    topic: `topic${Number(question.slice(1)) % topics}`,
    given: '1',
    correct: seed % 3 !== 0,
    guessed: false,
    at,
    day,
  };
};

/** As if they had answered all this before, without the time that it takes. */
async function fill({ kind, db }: Engine): Promise<void> {
  const rows = {
    quizzes: [] as Insertable<Schema['quizzes']>[],
    attempts: [] as Insertable<Schema['attempts']>[],
  };
  const cards = new Map<string, Card>();
  for (let set = 0; set < attempts / setSize; set++) {
    const second = (set * setSize * days * dayMs) / attempts;
    const at = new Date(Math.floor(start + second));
    const quiz = quizOf(`s${set}`, `person${(set * 13) % people}`, at);
    rows.quizzes.push(fromQuiz({ ...quiz, closedAt: at }));
    for (let nth = 0; nth < setSize; nth++) {
      const attempt = attemptOf(quiz, nth, set + nth, at, at.toISOString().slice(0, 10));
      rows.attempts.push(fromAttempt(attempt, false));
      const key = `${attempt.person} ${attempt.question}`;
      cards.set(key, grade(attempt, cards.get(key)));
    }
  }
  await db.transaction().execute(async (work) => {
    const put = async <Table extends keyof Schema>(table: Table, all: Insertable<Schema[Table]>[]) => {
      for (let first = 0; first < all.length; first += 500)
        await work
          .insertInto(table)
          .values(all.slice(first, first + 500))
          .execute();
    };
    await put(
      'people',
      Array.from({ length: people }, (_, index) => ({ id: `person${index}`, name: `사람 ${index}` })),
    );
    await put('quizzes', rows.quizzes);
    await put('attempts', rows.attempts);
    await put('cards', [...cards.values()].map(fromCard));
  });
  // PostgreSQL does so by itself after a while.
  if (kind === 'postgres') await sql`vacuum analyze`.execute(db);
}

import { openToRead } from '../../adapters/store/open.ts';
import type { Driver } from './driver.ts';
import type { Ledger } from './ledger.ts';

/** What the database and the platforms have, beside what was confirmed. */
export interface Kept {
  attempts: number;
  quizzes: number;
  reports: number;
  cards: number;
  /** Said by the bot by itself, by the outbox. */
  said: number;
  /** Still to be said. */
  waiting: number;
}

const quiet = { info() {}, warn() {}, error() {} };

/** Compares what was confirmed with what is kept; the bot has stopped. */
export async function compare(
  url: string,
  ledger: Ledger,
  drivers: readonly Driver[],
  fail: (what: string) => void,
): Promise<Kept> {
  const { db, end } = await openToRead(url, quiet);
  try {
    const attempts = await db.selectFrom('attempts').selectAll().execute();
    const quizzes = new Map(
      (await db.selectFrom('quizzes').selectAll().execute()).map((quiz) => [quiz.id, quiz]),
    );
    const cards = await db.selectFrom('cards').select(['person', 'question']).execute();
    const told = await db.selectFrom('reports').select('reason').execute();
    const posts = await db.selectFrom('posts').select(['key', 'channel', 'done_at', 'due_at']).execute();

    const kept = new Map<string, (typeof attempts)[number]>();
    for (const attempt of attempts) {
      const key = [attempt.quiz, attempt.question, attempt.person].join(' ');
      if (kept.has(key)) fail(`kept twice: ${key}`);
      kept.set(key, attempt);
    }
    const sent = new Set<string>();
    for (const { person, quiz, index, confirmed, unclear } of ledger.entries()) {
      const question = (JSON.parse(quizzes.get(quiz)?.questions ?? '[]') as string[])[index];
      const key = [quiz, question, person].join(' ');
      sent.add(key);
      const given = kept.get(key)?.given;
      if (confirmed === undefined) continue;
      if (given === undefined) fail(`lost: ${key} was confirmed as ${confirmed}`);
      else if (given !== confirmed && !unclear.has(given))
        fail(`changed: ${key} was confirmed as ${confirmed}, and ${given} is kept`);
    }
    const deeds = new Set(
      [...ledger.entries()].map(({ person, quiz, index }) => {
        const question = (JSON.parse(quizzes.get(quiz)?.questions ?? '[]') as string[])[index];
        return `${question} ${person}`;
      }),
    );
    for (const [key, { quiz, question, person }] of kept) {
      // A late answer of which nobody heard is in a set that nobody knows.
      const isLate =
        quizzes.get(quiz ?? '')?.questions === JSON.stringify([question]) &&
        deeds.has(`${question} ${person}`);
      if (!sent.has(key) && !isLate) fail(`nobody answered, and it is kept: ${key}`);
    }
    const known = new Set(cards.map(({ person, question }) => `${person} ${question}`));
    for (const { person, question, sealed } of attempts)
      if (sealed === 0 && !known.has(`${person} ${question}`)) fail(`no card for ${person} ${question}`);
    for (const quiz of ledger.closed)
      if (quizzes.get(quiz)?.closed_at == null) fail(`said to be closed, and open: ${quiz}`);

    for (const [reason, isConfirmed] of ledger.reports) {
      const count = told.filter((report) => report.reason === reason).length;
      if (count > 1 || (isConfirmed && count === 0)) fail(`a report is kept ${count} times: ${reason}`);
    }
    for (const driver of drivers) {
      for (const [room, count] of driver.posts()) {
        const own = posts.filter(({ channel }) => channel === driver.channelId(room));
        const done = own.filter(({ done_at }) => done_at !== null).length;
        if (count > own.length)
          fail(`said more than once: ${count} messages for ${own.length} posts in ${driver.channelId(room)}`);
        if (count < done)
          fail(`never said: ${count} messages for ${done} posts in ${driver.channelId(room)}`);
      }
    }
    return {
      attempts: attempts.length,
      quizzes: quizzes.size,
      reports: told.length,
      cards: cards.length,
      said: posts.filter(({ done_at }) => done_at !== null).length,
      waiting: posts.filter(({ done_at, due_at }) => done_at === null && due_at <= Date.now()).length,
    };
  } finally {
    await end();
  }
}

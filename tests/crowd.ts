import { writeSync } from 'node:fs';
import { openStore } from '../adapters/store/open.ts';
import { grade } from '../src/quiz/grade.ts';
import type { Attempt, Quiz } from '../src/store.ts';

/** A bot of its own process, in which eight people answer until it is killed. It prints what was confirmed, a line each. */

const [, , url = '', round = '0'] = process.argv;
/** Written before anything else happens, so that what was confirmed was also heard. */
const say = (...words: unknown[]) => writeSync(1, `${words.join(' ')}\n`);

try {
  const began = performance.now();
  const store = await openStore(url, { info() {}, warn() {}, error() {} });
  say('open', Math.round(performance.now() - began));

  const quizOf = (id: string, more: Partial<Quiz>): Quiz => ({
    id,
    kind: 'solo',
    person: 'starter',
    group: 'group',
    questions: ['q1', 'q2', 'q3'],
    seed: 1,
    locale: 'ko',
    openedAt: new Date(),
    ...more,
  });
  const answer = async (quiz: string, person: string, question: string, given: number) => {
    const attempt: Attempt = {
      quiz,
      person,
      group: 'group',
      question,
      topic: 'pod',
      given: String(given),
      correct: given % 2 === 0,
      guessed: false,
      at: new Date(),
      day: '2026-11-25',
    };
    const { kind } = await store.answer(attempt, grade);
    if (kind === 'kept') say('kept', quiz, person, question, given);
  };

  let count = 0;
  const newId = () => `r${round}n${count++}`;
  let shared = newId();
  await store.open(quizOf(shared, { kind: 'channel', channel: 'channel', questions: ['q'] }));
  const people = Array.from({ length: 8 }, (_, index) => `person${index}`);
  await Promise.all(
    people.map(async (person, index) => {
      for (let turn = 0; ; turn++) {
        const solo = newId();
        await store.open(quizOf(solo, { person }));
        for (const question of ['q1', 'q2', 'q3']) {
          await answer(solo, person, question, turn);
          await answer(shared, person, 'q', turn);
        }
        if (index > 0 || turn % 5 < 4) continue;
        const closing = shared;
        shared = newId();
        await store.open(quizOf(shared, { kind: 'channel', channel: 'channel', questions: ['q'] }));
        if (await store.close(closing, new Date(), grade)) say('closed', closing);
      }
    }),
  );
} catch (error) {
  say('failed', error instanceof Error ? `${error.name}: ${error.message}` : error);
  process.exit(1);
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grade } from '../src/quiz/grade.ts';
import type { Attempt, Quiz, Store, Taken } from '../src/store.ts';
import { at, attemptOf, channelQuiz, describeStore, fresh, quizOf } from './stores.ts';

describeStore(({ store, other, open, end }) => {
  const opened = async (quiz: Quiz) => {
    await store.open(quiz);
    return quiz;
  };

  describe('at once', () => {
    const both = <T>(times: number, job: (store: Store, index: number) => Promise<T>) =>
      Promise.all(Array.from({ length: times }, (_, index) => job(index % 2 ? other : store, index)));

    it('keeps one of two answers alone', async () => {
      const quiz = await opened(quizOf({ person: fresh('person') }));
      const taken = await both(8, (store, index) =>
        store.answer(attemptOf(quiz, { given: String(index) }), grade),
      );
      const kept = taken.filter((one) => one.kind === 'kept');
      expect(kept).toHaveLength(1);
      const [attempt] = await store.attempts(quiz.id);
      for (const one of taken) expect(one).toMatchObject({ attempt });
      const [card] = await store.cards(quiz.person);
      expect(JSON.parse(card?.state ?? '')).toMatchObject({ reps: 1 });
    });

    it('closes once when the last answers come together', async () => {
      const questions = Array.from({ length: 10 }, (_, index) => `q${index}`);
      const quiz = await opened(quizOf({ person: fresh('person'), questions }));
      await both(10, (store, index) =>
        store.answer(attemptOf(quiz, { question: `q${index}`, at: at(index) }), grade),
      );
      expect(await store.attempts(quiz.id)).toHaveLength(10);
      expect((await store.quiz(quiz.id))?.closedAt).toBeDefined();
    });

    it('keeps one attempt of a person who presses everything in a channel', async () => {
      const quiz = await opened(channelQuiz());
      const taken = await both(12, (store, index) =>
        store.answer(attemptOf(quiz, { given: String(index % 3), correct: index % 3 === 0 }), grade),
      );
      expect(taken.every((one) => one.kind === 'kept' || one.kind === 'had')).toBe(true);
      expect(await store.attempts(quiz.id)).toHaveLength(1);
    });

    it('grades one question from several quizzes one after another', async () => {
      const person = fresh('person');
      const quizzes = await both(6, () => opened(quizOf({ person, questions: ['q1'] })));
      await both(6, (store, index) => store.answer(attemptOf(quizzes[index] as Quiz), grade));
      const [card] = await store.cards(person);
      expect(JSON.parse(card?.state ?? '')).toMatchObject({ reps: 6 });
    });

    it('closes quizzes of the same people together', async () => {
      const people = Array.from({ length: 20 }, () => fresh('person'));
      const quizzes = await both(6, () => opened(channelQuiz()));
      for (const quiz of quizzes)
        await both(20, (store, index) =>
          store.answer(attemptOf(quiz, { person: people[(index * 7) % 20] ?? '' }), grade),
        );
      const closed = await both(12, (store, index) =>
        store.close(quizzes[index % 6]?.id ?? '', at(9), grade),
      );
      expect(closed.filter(Boolean)).toHaveLength(6);
      for (const person of people) {
        const [card] = await store.cards(person);
        expect(JSON.parse(card?.state ?? '')).toMatchObject({ reps: 6 });
      }
    });

    it('keeps an answer and grades it, or neither, when it comes as the quiz closes', async () => {
      for (let round = 0; round < 20; round++) {
        const quiz = await opened(channelQuiz());
        const people = Array.from({ length: 6 }, () => fresh('person'));
        const closings: Promise<boolean>[] = [];
        const taken = await both(6, (store, index) => {
          if (index % 3 === round % 3) closings.push(store.close(quiz.id, at(9), grade));
          return store.answer(attemptOf(quiz, { person: people[index] ?? '' }), grade);
        });
        expect((await Promise.all(closings)).filter(Boolean)).toHaveLength(1);
        const attempts = (await store.attempts(quiz.id)).map((attempt) => attempt.person);
        for (const [index, person] of people.entries()) {
          expect(attempts.includes(person)).toBe(taken[index]?.kind === 'kept');
          expect(await store.cards(person)).toHaveLength(taken[index]?.kind === 'kept' ? 1 : 0);
        }
      }
    });

    it('leaves nothing of who is forgotten meanwhile', async () => {
      for (let round = 0; round < 10; round++) {
        const person = fresh('person');
        const quiz = await opened(channelQuiz());
        const solo = await opened(quizOf({ person }));
        await store.answer(attemptOf(quiz, { person }), grade);
        await Promise.all([
          other.close(quiz.id, at(9), grade),
          store.forget(person),
          other.answer(attemptOf(solo), grade),
        ]);
        expect(await store.cards(person)).toEqual([]);
        expect((await store.export(person)).attempts).toEqual([]);
      }
    });
  });

  describe('properties', () => {
    type Step = { kind: 'answer'; person: number; given: number } | { kind: 'close' } | { kind: 'restart' };
    const step: fc.Arbitrary<Step> = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({ kind: fc.constant('answer' as const), person: fc.nat(3), given: fc.nat(3) }),
      },
      { weight: 1, arbitrary: fc.constant({ kind: 'close' as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
    );
    /** What stands together happens at once. */
    const story = fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 });

    /** Does the steps; a restart waits for nothing but what the store itself waits for. */
    const live = async (
      steps: Step[][],
      job: (step: Step, store: Store) => Promise<Taken | undefined> | undefined,
    ) => {
      const done: Taken[] = [];
      for (const together of steps) {
        const jobs = together.map((one, index) => job(one, index % 2 ? other : store));
        if (together.some((one) => one.kind === 'restart')) {
          await end();
          await open();
        }
        for (const one of await Promise.all(jobs)) if (one !== undefined) done.push(one);
      }
      return done;
    };

    it('has one attempt a person in a channel, the last that was confirmed, whatever happens', async () => {
      await fc.assert(
        fc.asyncProperty(story, async (steps) => {
          const quiz = await opened(channelQuiz({ group: fresh('group') }));
          const people = Array.from({ length: 4 }, () => fresh('person'));
          let second = 0;
          let closings = 0;
          const taken = await live(steps, (one, store) => {
            second += 1;
            if (one.kind === 'close')
              return store.close(quiz.id, at(second), grade).then((isClosed) => {
                closings += Number(isClosed);
                return undefined;
              });
            if (one.kind === 'restart') return undefined;
            const { person, given } = one;
            const attempt = attemptOf(quiz, {
              person: people[person] ?? '',
              given: String(given),
              correct: given === 0,
              at: at(second),
            });
            return store.answer(attempt, grade);
          });
          await store.close(quiz.id, at(1000), grade).then((isClosed) => {
            closings += Number(isClosed);
          });
          expect(closings).toBe(1);
          const attempts = await store.attempts(quiz.id);
          expect(new Set(attempts.map((attempt) => attempt.person)).size).toBe(attempts.length);
          const confirmed = taken.flatMap((one) => (one.kind === 'kept' ? [one.attempt] : []));
          for (const attempt of attempts) expect(confirmed).toContainEqual(attempt);
          expect(new Set(confirmed.map((attempt) => attempt.person)).size).toBe(attempts.length);
          // The tally: of the board, of topics, of cards.
          const board = await store.board(quiz.group, '2026-01-01', 9);
          const right = attempts.filter((attempt) => attempt.correct).length;
          expect(board.reduce((sum, score) => sum + score.answered, 0)).toBe(attempts.length);
          expect(board.reduce((sum, score) => sum + score.correct, 0)).toBe(right);
          for (const attempt of attempts)
            expect(await store.cards(attempt.person)).toEqual([grade(attempt, undefined)]);
        }),
        { numRuns: 25 },
      );
    });

    it('has one attempt a question alone, the first that was confirmed, whatever happens', async () => {
      await fc.assert(
        fc.asyncProperty(story, async (steps) => {
          const quiz = await opened(quizOf({ person: fresh('person') }));
          let second = 0;
          const taken = await live(steps, (one, store) => {
            second += 1;
            if (one.kind === 'close')
              return store.markGuessed(quiz.id, quiz.person, 'q1', grade).then(() => undefined);
            if (one.kind === 'restart') return undefined;
            const { person, given } = one;
            const more = {
              question: `q${person + 1}`,
              given: String(given),
              correct: given === 0,
              at: at(second),
            };
            return store.answer(attemptOf(quiz, more), grade);
          });
          const attempts = await store.attempts(quiz.id);
          const kept = taken.flatMap((one) => (one.kind === 'kept' ? [one.attempt] : []));
          const plain = (some: Attempt[]) =>
            some.map(({ question, given, at }) => `${question} ${given} ${at.getTime()}`).sort();
          expect(plain(attempts)).toEqual(plain(kept));
          expect(new Set(attempts.map((attempt) => attempt.question)).size).toBe(attempts.length);
          expect((await store.quiz(quiz.id))?.closedAt !== undefined).toBe(attempts.length === 3);
          const topics = await store.byTopic(quiz.person);
          expect(topics[0]?.answered ?? 0).toBe(attempts.length);
          expect(topics[0]?.correct ?? 0).toBe(attempts.filter((attempt) => attempt.correct).length);
          const cards = attempts.map((attempt) => grade(attempt, undefined));
          expect(await store.cards(quiz.person)).toEqual(
            cards.sort((a, b) => (a.question < b.question ? -1 : 1)),
          );
        }),
        { numRuns: 25 },
      );
    });

    it('gives back every text as it came, without NUL characters', async () => {
      const text = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({
          unit: fc.constantFrom("'", '"', '`', ';', '--', '\\', '%', '_', '\0', '$1', '?', '가', '👩‍👩‍👧'),
        }),
      );
      await fc.assert(
        fc.asyncProperty(text, text, async (given, name) => {
          const quiz = await opened(channelQuiz());
          const taken = await store.answer(attemptOf(quiz, { given }), grade);
          const clean = given.replaceAll('\0', '');
          expect(taken).toMatchObject({ attempt: { given: clean } });
          expect((await store.attempts(quiz.id))[0]?.given).toBe(clean);
          const person = fresh('person');
          await store.changePerson(person, { name });
          expect((await store.person(person))?.name).toBe(name.replaceAll('\0', ''));
        }),
        { numRuns: 40 },
      );
    });
  });
});

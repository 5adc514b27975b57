import type { Attempt, Grade, Quiz, Store, Taken } from '../../src/store.ts';
import { gradeAll, gradeAnew, holdPeople } from './cards.ts';
import { fromAttempt, fromPost, fromQuiz, toAttempt, toQuiz } from './rows.ts';
import type { Engine, Work } from './schema.ts';

type Methods = Pick<
  Store,
  | 'open'
  | 'quiz'
  | 'unfinished'
  | 'overdue'
  | 'answer'
  | 'markGuessed'
  | 'close'
  | 'attempts'
  | 'asked'
  | 'past'
>;

/** Quizzes and the answers to them. */
export function quizzes({ kind, db }: Engine): Methods {
  return {
    async open(quiz) {
      await db
        .insertInto('quizzes')
        .values(fromQuiz(quiz))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    async quiz(id) {
      const row = await db.selectFrom('quizzes').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toQuiz(row);
    },

    async unfinished(person) {
      const row = await db
        .selectFrom('quizzes')
        .selectAll()
        .where('person', '=', person)
        .where('kind', '=', 'solo')
        .where('closed_at', 'is', null)
        .orderBy('opened_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && toQuiz(row);
    },

    async overdue(now, limit) {
      const rows = await db
        .selectFrom('quizzes')
        .selectAll()
        .where('kind', '=', 'channel')
        .where('closed_at', 'is', null)
        .where('closes_at', '<=', now.getTime())
        .orderBy('closes_at')
        .limit(limit)
        .execute();
      return rows.map(toQuiz);
    },

    async answer(attempt, grade) {
      return await db.transaction().execute(async (work): Promise<Taken> => {
        const quiz = await hold(work, kind, attempt.quiz);
        if (quiz === undefined || !isAsked(quiz, attempt)) return { kind: 'unknown' };
        const had = await find(work, attempt.quiz, attempt.person, attempt.question);
        if (quiz.kind === 'solo') {
          if (had !== undefined) return { kind: 'had', attempt: had };
          if (quiz.closedAt !== undefined) return { kind: 'closed', quiz };
          return { kind: 'kept', attempt: await takeSolo(work, kind, quiz, attempt, grade) };
        }
        if (quiz.closedAt !== undefined) return { kind: 'closed', quiz };
        if (had?.given === attempt.given && had.guessed === attempt.guessed)
          return { kind: 'had', attempt: had };
        return { kind: 'kept', attempt: await put(work, attempt, true) };
      });
    },

    async markGuessed(id, person, question, grade) {
      return await db.transaction().execute(async (work) => {
        const quiz = await hold(work, kind, id);
        const attempt = await find(work, id, person, question);
        if (quiz?.kind !== 'solo' || attempt === undefined) return false;
        if (attempt.guessed) return true;
        await holdPeople(work, kind, [person]);
        await work
          .updateTable('attempts')
          .set({ guessed: 1 })
          .where('quiz', '=', id)
          .where('person', '=', person)
          .where('question', '=', question)
          .execute();
        await gradeAnew(work, person, question, grade);
        return true;
      });
    },

    async close(id, at, grade, post) {
      return await db.transaction().execute(async (work) => {
        const quiz = await hold(work, kind, id);
        if (quiz?.kind !== 'channel' || quiz.closedAt !== undefined) return false;
        await end(work, id, at);
        const people = await work
          .selectFrom('attempts')
          .select('person')
          .where('quiz', '=', id)
          .where('person', 'is not', null)
          .$narrowType<{ person: string }>()
          .execute();
        await holdPeople(
          work,
          kind,
          people.map((row) => row.person),
        );
        // Read only now: somebody may have been forgotten while we waited.
        const rows = await work
          .selectFrom('attempts')
          .selectAll()
          .where('quiz', '=', id)
          .where('person', 'is not', null)
          .execute();
        await gradeAll(work, rows.map(toAttempt), grade);
        await work.updateTable('attempts').set({ sealed: 0 }).where('quiz', '=', id).execute();
        if (post !== undefined) await work.insertInto('posts').values(fromPost(post)).execute();
        return true;
      });
    },

    async attempts(quiz) {
      const rows = await db
        .selectFrom('attempts')
        .selectAll()
        .where('quiz', '=', quiz)
        .orderBy('at')
        .orderBy('person')
        .execute();
      return rows.map(toAttempt);
    },

    async asked(channel) {
      const rows = await db
        .selectFrom('quizzes')
        .select('questions')
        .where('channel', '=', channel)
        .where('kind', '=', 'channel')
        .orderBy('opened_at', 'desc')
        .execute();
      return rows.flatMap((row) => JSON.parse(row.questions) as string[]);
    },

    async past(channel, before, limit) {
      const rows = await db
        .selectFrom('quizzes')
        .leftJoin('attempts', 'attempts.quiz', 'quizzes.id')
        .selectAll('quizzes')
        .select((row) => [
          row.fn.count<number>('attempts.quiz').as('answered'),
          row.fn.coalesce(row.fn.sum<number>('attempts.correct'), row.val(0)).as('correct'),
        ])
        .where('channel', '=', channel)
        .where('kind', '=', 'channel')
        .where('closed_at', '<', before.getTime())
        .groupBy('quizzes.id')
        .orderBy('closed_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ answered, correct, ...row }) => ({
        quiz: toQuiz(row),
        answered,
        correct: Number(correct),
      }));
    },
  };
}

/** The quiz, which nobody else answers or closes until the transaction ends. */
async function hold(work: Work, kind: Engine['kind'], id: string): Promise<Quiz | undefined> {
  const row = await work
    .selectFrom('quizzes')
    .selectAll()
    .where('id', '=', id)
    .$if(kind === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
  return row && toQuiz(row);
}

/** Is it a question of this quiz, put to this person? */
const isAsked = (quiz: Quiz, attempt: Attempt): boolean =>
  quiz.questions.includes(attempt.question) && (quiz.kind === 'channel' || quiz.person === attempt.person);

async function find(
  work: Work,
  quiz: string,
  person: string,
  question: string,
): Promise<Attempt | undefined> {
  const row = await work
    .selectFrom('attempts')
    .selectAll()
    .where('quiz', '=', quiz)
    .where('person', '=', person)
    .where('question', '=', question)
    .executeTakeFirst();
  return row && toAttempt(row);
}

/** Keeps an answer in place of the one before, and says what was kept. */
async function put(work: Work, attempt: Attempt, isSealed: boolean): Promise<Attempt> {
  const row = await work
    .insertInto('attempts')
    .values(fromAttempt(attempt, isSealed))
    .onConflict((conflict) =>
      conflict.columns(['quiz', 'person', 'question']).doUpdateSet((row) => ({
        given: row.ref('excluded.given'),
        correct: row.ref('excluded.correct'),
        guessed: row.ref('excluded.guessed'),
        at: row.ref('excluded.at'),
        day: row.ref('excluded.day'),
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  return toAttempt(row);
}

async function takeSolo(
  work: Work,
  kind: Engine['kind'],
  quiz: Quiz,
  attempt: Attempt,
  grade: Grade,
): Promise<Attempt> {
  await holdPeople(work, kind, [attempt.person]);
  const kept = await put(work, attempt, false);
  await gradeAll(work, [kept], grade);
  const { count } = await work
    .selectFrom('attempts')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('quiz', '=', quiz.id)
    .executeTakeFirstOrThrow();
  if (count >= new Set(quiz.questions).size) await end(work, quiz.id, attempt.at);
  return kept;
}

async function end(work: Work, quiz: string, at: Date): Promise<void> {
  await work.updateTable('quizzes').set({ closed_at: at.getTime() }).where('id', '=', quiz).execute();
}

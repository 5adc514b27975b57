import { sql } from 'kysely';
import type { Attempt, Card, Grade, Store } from '../../src/store.ts';
import { fromCard, toAttempt, toCard } from './rows.ts';
import type { Engine, Work } from './schema.ts';

/** Rows in one statement: far below what either engine takes. */
const rowLimit = 200;

/** What people know, and when to ask again. */
export function cards({ db }: Engine): Pick<Store, 'cards' | 'due' | 'countDue' | 'notebook'> {
  const of = (person: string) => db.selectFrom('cards').selectAll().where('person', '=', person);
  return {
    async cards(person) {
      return (await of(person).orderBy('question').execute()).map(toCard);
    },

    async due(person, now, limit) {
      const rows = await of(person)
        .where('due_at', '<=', now.getTime())
        .orderBy('is_confident', 'desc')
        .orderBy('due_at')
        .orderBy('question')
        .limit(limit)
        .execute();
      return rows.map(toCard);
    },

    async countDue(person, now) {
      const { count } = await db
        .selectFrom('cards')
        .select((row) => row.fn.countAll<number>().as('count'))
        .where('person', '=', person)
        .where('due_at', '<=', now.getTime())
        .executeTakeFirstOrThrow();
      return count;
    },

    async notebook(person) {
      const rows = await of(person)
        .where('wrong_at', 'is not', null)
        .orderBy('wrong_at')
        .orderBy('question')
        .execute();
      return rows.map(toCard);
    },
  };
}

/**
 * Until the transaction ends, no other one changes the cards of these people: two quizzes may ask them the same at once.
 * SQLite has one transaction at a time anyway. The order is the same for everyone, or two could wait for each other.
 */
export async function holdPeople(work: Work, kind: Engine['kind'], people: readonly string[]): Promise<void> {
  if (kind === 'sqlite' || people.length === 0) return;
  const ids = [...new Set(people)].sort();
  await sql`
    select pg_advisory_xact_lock(key)
    from (select distinct hashtextextended(id, 0) as key from unnest(${ids}::text[]) as id order by key) as keys
  `.execute(work);
}

/** Grades answers of different people to the same question. */
export async function gradeAll(work: Work, attempts: readonly Attempt[], grade: Grade): Promise<void> {
  for (let start = 0; start < attempts.length; start += rowLimit) {
    const some = attempts.slice(start, start + rowLimit);
    const rows = await work
      .selectFrom('cards')
      .selectAll()
      .where('question', '=', some[0]?.question ?? '')
      .where(
        'person',
        'in',
        some.map((attempt) => attempt.person),
      )
      .execute();
    const before = new Map(rows.map((row) => [row.person, toCard(row)]));
    await keep(
      work,
      some.map((attempt) => grade(attempt, before.get(attempt.person))),
    );
  }
}

/** Makes a card anew from all answers to its question: one of them was changed afterwards. */
export async function gradeAnew(work: Work, person: string, question: string, grade: Grade): Promise<void> {
  const rows = await work
    .selectFrom('attempts')
    .selectAll()
    .where('person', '=', person)
    .where('question', '=', question)
    .where('sealed', '=', 0)
    .orderBy('at')
    .execute();
  let card: Card | undefined;
  for (const row of rows) card = grade(toAttempt(row), card);
  if (card !== undefined) await keep(work, [card]);
}

async function keep(work: Work, some: readonly Card[]): Promise<void> {
  await work
    .insertInto('cards')
    .values(some.map(fromCard))
    .onConflict((conflict) =>
      conflict.columns(['person', 'question']).doUpdateSet((row) => ({
        topic: row.ref('excluded.topic'),
        state: row.ref('excluded.state'),
        due_at: row.ref('excluded.due_at'),
        answered_at: row.ref('excluded.answered_at'),
        wrong_at: row.ref('excluded.wrong_at'),
        is_confident: row.ref('excluded.is_confident'),
        right_days: row.ref('excluded.right_days'),
      })),
    )
    .execute();
}

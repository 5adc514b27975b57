import type { PersonSettings, Store } from '../../src/store.ts';
import { holdPeople } from './cards.ts';
import { toAttempt, toCard, toQuiz, toSchedule } from './rows.ts';
import type { Engine, Row } from './schema.ts';

/** What is kept as it is when somebody is forgotten: the number of an option. All else was typed. */
const options = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

type Methods = Pick<Store, 'person' | 'changePerson' | 'export' | 'forget'>;

/** What people have chosen, what is kept of them, and how it is deleted. */
export function people({ kind, db }: Engine): Methods {
  return {
    async person(id) {
      const row = await db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toSettings(row);
    },

    async changePerson(id, { name, isHidden, awayUntil }) {
      const changed = {
        ...(name !== undefined && { name }),
        ...(isHidden !== undefined && { is_hidden: Number(isHidden) }),
        ...(awayUntil !== undefined && { away_until: awayUntil }),
      };
      if (Object.keys(changed).length === 0) return;
      await db
        .insertInto('people')
        .values({ id, ...changed })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(changed))
        .execute();
    },

    async export(person) {
      const settings = await db.selectFrom('people').selectAll().where('id', '=', person).executeTakeFirst();
      const quizzes = await db
        .selectFrom('quizzes')
        .selectAll()
        .where('person', '=', person)
        .orderBy('opened_at')
        .execute();
      const attempts = await db
        .selectFrom('attempts')
        .selectAll()
        .where('person', '=', person)
        .orderBy('at')
        .execute();
      const cards = await db
        .selectFrom('cards')
        .selectAll()
        .where('person', '=', person)
        .orderBy('question')
        .execute();
      const reports = await db
        .selectFrom('reports')
        .selectAll()
        .where('person', '=', person)
        .orderBy('at')
        .execute();
      const schedules = await db
        .selectFrom('schedules')
        .selectAll()
        .where((row) => row.or([row('person', '=', person), row('target', '=', person)]))
        .orderBy('id')
        .execute();
      const kept = {
        person,
        settings: settings && toSettings(settings),
        quizzes: quizzes.map(toQuiz),
        attempts: attempts.map((row) => {
          const { correct, ...attempt } = toAttempt(row);
          return row.sealed === 1 ? attempt : { ...attempt, correct };
        }),
        schedules: schedules.map(toSchedule),
        cards: cards.map((row) => ({ ...toCard(row), state: JSON.parse(row.state) as unknown })),
        reports: reports.map(({ question, group_id: group, reason, at }) => ({
          question,
          group,
          reason,
          at: new Date(at),
        })),
      };
      return JSON.parse(JSON.stringify(kept)) as Record<string, unknown>;
    },

    async forget(person) {
      await db.transaction().execute(async (work) => {
        // In the order in which answers take them: quizzes, then people.
        await work
          .selectFrom('quizzes')
          .select('id')
          .where('person', '=', person)
          .orderBy('id')
          .$if(kind === 'postgres', (query) => query.forUpdate())
          .execute();
        await holdPeople(work, kind, [person]);
        await work.deleteFrom('people').where('id', '=', person).execute();
        await work.deleteFrom('cards').where('person', '=', person).execute();
        await work.deleteFrom('reports').where('person', '=', person).execute();
        // Where a private chat is a group of its own, it is that person's, too.
        await work.deleteFrom('groups').where('id', '=', person).execute();
        await work.deleteFrom('pauses').where('group_id', '=', person).execute();
        await work.deleteFrom('schedules').where('target', '=', person).execute();
        await work.deleteFrom('posts').where('addressee', '=', person).execute();
        await work.updateTable('schedules').set({ person: '' }).where('person', '=', person).execute();
        await work.updateTable('posts').set({ person: '' }).where('person', '=', person).execute();
        await work
          .updateTable('attempts')
          .set({ given: '' })
          .where('person', '=', person)
          .where('given', 'not in', options)
          .execute();
        await work
          .updateTable('attempts')
          .set((row) => ({
            person: null,
            group_id: row.case().when('group_id', '=', person).then('').else(row.ref('group_id')).end(),
          }))
          .where('person', '=', person)
          .execute();
        // Their attempts let go of them by themselves.
        await work.deleteFrom('quizzes').where('person', '=', person).where('kind', '=', 'solo').execute();
        await work.updateTable('quizzes').set({ person: null }).where('person', '=', person).execute();
      });
    },
  };
}

const toSettings = (row: Row<'people'>): PersonSettings => ({
  name: row.name,
  isHidden: row.is_hidden === 1,
  ...(row.away_until !== null && { awayUntil: row.away_until }),
});

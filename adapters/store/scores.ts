import { type Kysely, sql } from 'kysely';
import type { Store } from '../../src/store.ts';
import type { Engine, Schema } from './schema.ts';

/** How people and groups do. A sealed answer makes a day, but no score yet: the numbers would tell whether it is right. */
export function scores({
  db,
}: Engine): Pick<Store, 'byTopic' | 'groupByTopic' | 'days' | 'groupDays' | 'turnout' | 'board'> {
  return {
    byTopic: (person) => byTopic(db, 'person', person),

    groupByTopic: (group) => byTopic(db, 'group_id', group),

    days: (person, limit) => latestDays(db, 'person', person, limit),

    groupDays: (group, limit) => latestDays(db, 'group_id', group, limit),

    async turnout(group, fromDay) {
      const { people, answered, correct } = await db
        .selectFrom('attempts')
        .select((row) => [
          row.fn.count<number>('person').distinct().as('people'),
          row.fn.countAll<number>().as('answered'),
          row.fn.coalesce(row.fn.sum<number>('correct'), row.val(0)).as('correct'),
        ])
        .where('group_id', '=', group)
        .where('day', '>=', fromDay)
        .where('sealed', '=', 0)
        .executeTakeFirstOrThrow();
      return { people, answered, correct: Number(correct) };
    },

    async board(group, fromDay, limit) {
      const rows = await db
        // Day by day first, as the index has it: to count different days of everyone at once takes several times as long.
        .with('by_day', (query) =>
          query
            .selectFrom('attempts')
            .select((row) => [
              'person',
              row.fn.countAll<number>().as('answered'),
              row.fn.sum<number>('correct').as('correct'),
            ])
            .where('group_id', '=', group)
            .where('day', '>=', fromDay)
            .where('person', 'is not', null)
            .where('sealed', '=', 0)
            .groupBy(['day', 'person']),
        )
        .with('scores', (query) =>
          query
            .selectFrom('by_day')
            .select((row) => [
              'person',
              sql<number>`cast(sum(answered) as bigint)`.as('answered'),
              sql<number>`cast(sum(correct) as bigint)`.as('correct'),
              row.fn.countAll<number>().as('days'),
            ])
            .groupBy('person'),
        )
        .selectFrom('scores')
        .leftJoin('people', 'people.id', 'scores.person')
        .select(['scores.person', 'people.name', 'scores.answered', 'scores.correct', 'scores.days'])
        .where((row) => row.or([row('is_hidden', 'is', null), row('is_hidden', '=', 0)]))
        .orderBy('days', 'desc')
        .orderBy('correct', 'desc')
        .orderBy('answered', 'desc')
        .orderBy('scores.person')
        .limit(limit)
        .$narrowType<{ person: string }>()
        .execute();
      return rows.map(({ person, name, answered, correct, days }) => ({
        person,
        name: name ?? '',
        answered,
        correct,
        days,
      }));
    },
  };
}

const byTopic = (db: Kysely<Schema>, column: 'person' | 'group_id', id: string) =>
  db
    .selectFrom('attempts')
    .select((row) => [
      'topic',
      row.fn.countAll<number>().as('answered'),
      row.fn.sum<number>('correct').as('correct'),
    ])
    .where(column, '=', id)
    .where('sealed', '=', 0)
    .groupBy('topic')
    .orderBy('topic')
    .execute();

/** Goes from each day to the one before it in the index, instead of through all answers of each. */
async function latestDays(
  db: Kysely<Schema>,
  column: 'person' | 'group_id',
  id: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    with recursive days (day) as (
      select max(day) from attempts where ${sql.ref(column)} = ${id}
      union all
      select (select max(day) from attempts where ${sql.ref(column)} = ${id} and day < days.day)
      from days where days.day is not null
    )
    select day from days where day is not null limit ${limit}
  `.execute(db);
  return rows.map((row) => row.day);
}

import type { Store } from '../../src/store.ts';
import type { Engine } from './schema.ts';

/** How people and groups do. A sealed answer makes a day, but no score yet: the numbers would tell whether it is right. */
export function scores({ db }: Engine): Pick<Store, 'byTopic' | 'days' | 'groupDays' | 'board'> {
  return {
    async byTopic(person) {
      return await db
        .selectFrom('attempts')
        .select((row) => [
          'topic',
          row.fn.countAll<number>().as('answered'),
          row.fn.sum<number>('correct').as('correct'),
        ])
        .where('person', '=', person)
        .where('sealed', '=', 0)
        .groupBy('topic')
        .orderBy('topic')
        .execute();
    },

    async days(person, limit) {
      const rows = await db
        .selectFrom('attempts')
        .select('day')
        .distinct()
        .where('person', '=', person)
        .orderBy('day', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => row.day);
    },

    async groupDays(group, limit) {
      const rows = await db
        .selectFrom('attempts')
        .select('day')
        .distinct()
        .where('group_id', '=', group)
        .orderBy('day', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => row.day);
    },

    async board(group, fromDay, limit) {
      const rows = await db
        .with('scores', (query) =>
          query
            .selectFrom('attempts')
            .select((row) => [
              'person',
              row.fn.countAll<number>().as('answered'),
              row.fn.sum<number>('correct').as('correct'),
              row.fn.count<number>('day').distinct().as('days'),
            ])
            .where('group_id', '=', group)
            .where('day', '>=', fromDay)
            .where('person', 'is not', null)
            .where('sealed', '=', 0)
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

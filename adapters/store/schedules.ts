import type { Store } from '../../src/store.ts';
import { fromPost, fromSchedule, scheduleId, toSchedule } from './rows.ts';
import type { Engine } from './schema.ts';

/** Rows that one statement writes: engines take some tens of thousands of values. */
const chunkSize = 500;

/** What comes round, and what follows when it does. */
export function schedules({
  kind: engine,
  db,
}: Engine): Pick<Store, 'schedule' | 'setSchedule' | 'endSchedule' | 'claim'> {
  return {
    async schedule(kind, target) {
      const row = await db
        .selectFrom('schedules')
        .selectAll()
        .where('id', '=', scheduleId(kind, target))
        .executeTakeFirst();
      return row && toSchedule(row);
    },

    async setSchedule(schedule) {
      const row = fromSchedule(schedule);
      await db
        .insertInto('schedules')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    },

    async endSchedule(kind, target) {
      const id = scheduleId(kind, target);
      return await db.transaction().execute(async (work) => {
        const ended = await work.deleteFrom('schedules').where('id', '=', id).returning('id').execute();
        await work.deleteFrom('posts').where('schedule', '=', id).where('done_at', 'is', null).execute();
        return ended.length > 0;
      });
    },

    async claim(now, limit, plan) {
      const isDue = await db
        .selectFrom('schedules')
        .select('id')
        .where('next_at', '<=', now.getTime())
        // By the index: without an order, PostgreSQL reads the table, where it expects to find one soon.
        .orderBy('next_at')
        .limit(1)
        .executeTakeFirst();
      // Nearly always nothing is, and then nothing is begun.
      if (isDue === undefined) return 0;
      return await db.transaction().execute(async (work) => {
        const due = await work
          .selectFrom('schedules')
          .selectAll()
          .where('next_at', '<=', now.getTime())
          .orderBy('next_at')
          .limit(limit)
          // What another bot has just taken is not waited for.
          .$if(engine === 'postgres', (query) => query.forUpdate().skipLocked())
          .execute();
        const plans = due.map((row) => ({ id: row.id, ...plan(toSchedule(row)) }));
        for (const part of chunks(plans.flatMap(({ id, posts }) => posts.map((post) => fromPost(post, id)))))
          await work
            .insertInto('posts')
            .values(part)
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        for (const part of chunks(
          plans.flatMap(({ next }) => (next === undefined ? [] : [fromSchedule(next)])),
        ))
          await work
            .insertInto('schedules')
            .values(part)
            .onConflict((conflict) =>
              conflict.column('id').doUpdateSet((row) => ({
                next_at: row.ref('excluded.next_at'),
                options: row.ref('excluded.options'),
              })),
            )
            .execute();
        for (const part of chunks(plans.flatMap(({ id, next }) => (next === undefined ? [id] : []))))
          await work.deleteFrom('schedules').where('id', 'in', part).execute();
        return due.length;
      });
    },
  };
}

function* chunks<T>(things: readonly T[]): Iterable<T[]> {
  for (let start = 0; start < things.length; start += chunkSize) yield things.slice(start, start + chunkSize);
}

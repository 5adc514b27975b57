import { sql } from 'kysely';
import type { Store } from '../../src/store.ts';
import { fromPost, toPost } from './rows.ts';
import type { Engine, Row } from './schema.ts';

/** How long what was said is known, so that it is not said again. */
const keptMs = 30 * 24 * 3600 * 1000;
/** How often that of before is cleared away. */
const clearMs = 3600 * 1000;

type Methods = Pick<Store, 'send' | 'lease' | 'posted' | 'postpone' | 'abandon' | 'backlog'>;

/** The outbox: what is to be said, until it is. */
export function posts({ kind, db }: Engine): Methods {
  let clearedAt = Number.NEGATIVE_INFINITY;

  return {
    async send(post) {
      await db
        .insertInto('posts')
        .values(fromPost(post))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    async lease(now, until, platforms, limit) {
      if (now.getTime() - clearedAt >= clearMs) {
        clearedAt = now.getTime();
        await db
          .deleteFrom('posts')
          .where('done_at', '<', now.getTime() - keptMs)
          .execute();
      }
      if (platforms.length === 0) return [];
      const free = db
        .selectFrom('posts')
        .select('key')
        .where('done_at', 'is', null)
        .where('next_try_at', '<=', now.getTime())
        .where('platform', 'in', platforms)
        .orderBy('due_at')
        .orderBy('key')
        .limit(limit);
      // Nearly always nothing is, and then nothing is written.
      if ((await free.limit(1).executeTakeFirst()) === undefined) return [];
      // Picked once and for all, before anything is changed: as a mere condition PostgreSQL may pick anew for each row.
      const picked =
        kind === 'postgres'
          ? sql`with picked as materialized ${free.forUpdate().skipLocked()}`
          : sql`with picked as ${free}`;
      const { rows } = await sql<Row<'posts'>>`
        ${picked}
        update posts set next_try_at = ${until.getTime()}, tries = tries + 1
        where key in (select key from picked)
        returning *
      `.execute(db);
      return rows
        .map((row) => ({ ...toPost(row), tries: row.tries - 1 }))
        .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
    },

    async posted(key, at, { message, link }) {
      await db.transaction().execute(async (work) => {
        const row = await work
          .updateTable('posts')
          .set({ done_at: at.getTime() })
          .where('key', '=', key)
          .returningAll()
          .executeTakeFirst();
        const content = row && toPost(row).content;
        if (content?.kind === 'daily')
          await work
            .updateTable('quizzes')
            .set({ message, link: link ?? null })
            .where('id', '=', content.quiz)
            .execute();
      });
    },

    async postpone(key, until) {
      await db.updateTable('posts').set({ next_try_at: until.getTime() }).where('key', '=', key).execute();
    },

    async abandon(key, at) {
      await db.updateTable('posts').set({ done_at: at.getTime() }).where('key', '=', key).execute();
    },

    async backlog(now) {
      const { count, since } = await db
        .selectFrom('posts')
        .select((row) => [row.fn.countAll<number>().as('count'), row.fn.min('due_at').as('since')])
        .where('done_at', 'is', null)
        .where('due_at', '<=', now.getTime())
        .executeTakeFirstOrThrow();
      return { count, ...(since !== null && { since: new Date(since) }) };
    },
  };
}

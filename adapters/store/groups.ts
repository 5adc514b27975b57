import type { Locale } from '../../src/notes/locale.ts';
import type { Store } from '../../src/store.ts';
import type { Engine } from './schema.ts';

/** How long a delivery is known. Platforms repeat one within hours. */
const deliveryMs = 8 * 24 * 3600 * 1000;
/** How often those of before are cleared away. */
const clearMs = 3600 * 1000;

type Methods = Pick<Store, 'group' | 'changeGroup' | 'isFirst' | 'report' | 'reports' | 'pause' | 'paused'>;

/** What groups have chosen, what is reported and put aside in them, and the events that platforms told of. */
export function groups({ db }: Engine): Methods {
  let clearedAt = Number.NEGATIVE_INFINITY;
  return {
    async group(id) {
      const row = await db.selectFrom('groups').selectAll().where('id', '=', id).executeTakeFirst();
      return {
        ...(row?.locale != null && { locale: row.locale as Locale }),
        ...(row?.zone != null && { zone: row.zone }),
      };
    },

    async changeGroup(id, change) {
      const { locale, zone } = change;
      const changed = { ...(locale !== undefined && { locale }), ...(zone !== undefined && { zone }) };
      if (Object.keys(changed).length === 0) return;
      await db
        .insertInto('groups')
        .values({ id, ...changed })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(changed))
        .execute();
    },

    async isFirst(delivery, at) {
      const now = at.getTime();
      if (now - clearedAt >= clearMs) {
        clearedAt = now;
        await db
          .deleteFrom('deliveries')
          .where('at', '<', now - deliveryMs)
          .execute();
      }
      const row = await db
        .insertInto('deliveries')
        .values({ id: delivery, at: now })
        // One that was to be forgotten is as good as new, cleared away or not.
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet({ at: now })
            .where('deliveries.at', '<', now - deliveryMs),
        )
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },

    async report({ question, person, group, reason, at }) {
      await db
        .insertInto('reports')
        .values({ question, person, group_id: group, reason, at: at.getTime() })
        .execute();
    },

    async reports(group) {
      const rows = await db
        .selectFrom('reports')
        .selectAll()
        .where('group_id', '=', group)
        .where('settled_at', 'is', null)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(({ id, question, person, reason, at }) => ({
        id,
        question,
        person,
        group,
        reason,
        at: new Date(at),
      }));
    },

    async pause(question, group, isPaused, at) {
      await db.transaction().execute(async (work) => {
        if (isPaused)
          await work
            .insertInto('pauses')
            .values({ question, group_id: group, at: at.getTime() })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        else
          await work
            .deleteFrom('pauses')
            .where('question', '=', question)
            .where('group_id', '=', group)
            .execute();
        await work
          .updateTable('reports')
          .set({ settled_at: at.getTime() })
          .where('question', '=', question)
          .where('group_id', '=', group)
          .where('settled_at', 'is', null)
          .execute();
      });
    },

    async paused(group) {
      const rows = await db
        .selectFrom('pauses')
        .select('question')
        .where('group_id', '=', group)
        .orderBy('at')
        .orderBy('question')
        .execute();
      return rows.map((row) => row.question);
    },
  };
}

import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { StoreError } from '../../src/store.ts';
import type { Engine, Schema } from './schema.ts';

/** The table of what was migrated. Its name also says that a database is ours. */
const journal = 'k8s_study_bot_migrations';
const lock = 'k8s_study_bot_lock';

/** Tables that say how far a database is, and hold nothing of ours to remember. */
export const ownTables: readonly string[] = [journal, lock];

/**
 * The steps from an empty database to the tables of today, the same for both engines, in the order of their names. What
 * has been released is never changed: a change is one more step at the end, which works on a database full of data.
 */
export function migrationsOf(kind: Engine['kind']): Record<string, Migration> {
  return {
    '001-begin': {
      async up(db: Kysely<unknown>) {
        await db.schema
          .createTable('groups')
          .addColumn('id', 'text', (column) => column.primaryKey())
          .addColumn('locale', 'text')
          .addColumn('zone', 'text')
          .execute();

        await db.schema
          .createTable('people')
          .addColumn('id', 'text', (column) => column.primaryKey())
          .addColumn('name', 'text', (column) => column.notNull().defaultTo(''))
          .addColumn('is_hidden', 'integer', (column) => column.notNull().defaultTo(0))
          .addColumn('away_until', 'text')
          .execute();

        await db.schema
          .createTable('deliveries')
          .addColumn('id', 'text', (column) => column.primaryKey())
          .addColumn('at', 'bigint', (column) => column.notNull())
          .execute();
        await db.schema.createIndex('deliveries_by_time').on('deliveries').column('at').execute();

        await db.schema
          .createTable('quizzes')
          .addColumn('id', 'text', (column) => column.primaryKey())
          .addColumn('kind', 'text', (column) => column.notNull())
          .addColumn('person', 'text')
          .addColumn('group_id', 'text', (column) => column.notNull())
          .addColumn('channel', 'text')
          .addColumn('questions', 'text', (column) => column.notNull())
          .addColumn('seed', 'bigint', (column) => column.notNull())
          .addColumn('locale', 'text', (column) => column.notNull())
          .addColumn('opened_at', 'bigint', (column) => column.notNull())
          .addColumn('closes_at', 'bigint')
          .addColumn('closed_at', 'bigint')
          .addColumn('daily', 'text')
          .addColumn('message', 'text')
          .addColumn('link', 'text')
          .execute();
        await db.schema
          .createIndex('quizzes_by_person')
          .on('quizzes')
          .columns(['person', 'opened_at'])
          .execute();
        await db.schema
          .createIndex('quizzes_by_channel')
          .on('quizzes')
          .columns(['channel', 'opened_at'])
          .execute();
        await db.schema
          .createIndex('quizzes_to_close')
          .on('quizzes')
          .column('closes_at')
          .where(sql.ref('closed_at'), 'is', null)
          .execute();

        await db.schema
          .createTable('schedules')
          .addColumn('id', 'text', (column) => column.primaryKey())
          .addColumn('kind', 'text', (column) => column.notNull())
          .addColumn('target', 'text', (column) => column.notNull())
          .addColumn('group_id', 'text', (column) => column.notNull())
          .addColumn('person', 'text', (column) => column.notNull())
          .addColumn('locale', 'text', (column) => column.notNull())
          .addColumn('pattern', 'text', (column) => column.notNull())
          .addColumn('zone', 'text', (column) => column.notNull())
          .addColumn('next_at', 'bigint', (column) => column.notNull())
          .addColumn('options', 'text', (column) => column.notNull())
          .execute();
        await db.schema.createIndex('schedules_due').on('schedules').column('next_at').execute();

        await db.schema
          .createTable('posts')
          .addColumn('key', 'text', (column) => column.primaryKey())
          .addColumn('platform', 'text', (column) => column.notNull())
          .addColumn('schedule', 'text')
          .addColumn('channel', 'text')
          .addColumn('addressee', 'text')
          .addColumn('group_id', 'text', (column) => column.notNull())
          .addColumn('person', 'text', (column) => column.notNull())
          .addColumn('locale', 'text', (column) => column.notNull())
          .addColumn('content', 'text', (column) => column.notNull())
          .addColumn('due_at', 'bigint', (column) => column.notNull())
          .addColumn('stale_at', 'bigint', (column) => column.notNull())
          .addColumn('next_try_at', 'bigint', (column) => column.notNull())
          .addColumn('tries', 'integer', (column) => column.notNull())
          .addColumn('done_at', 'bigint')
          .execute();
        await db.schema
          .createIndex('posts_due')
          .on('posts')
          .column('next_try_at')
          .where(sql.ref('done_at'), 'is', null)
          .execute();
        await db.schema
          .createIndex('posts_of_schedule')
          .on('posts')
          .column('schedule')
          .where(sql.ref('done_at'), 'is', null)
          .execute();

        await db.schema
          .createTable('attempts')
          .addColumn('quiz', 'text', (column) => column.references('quizzes.id').onDelete('set null'))
          .addColumn('person', 'text')
          .addColumn('group_id', 'text', (column) => column.notNull())
          .addColumn('question', 'text', (column) => column.notNull())
          .addColumn('topic', 'text', (column) => column.notNull())
          .addColumn('given', 'text', (column) => column.notNull())
          .addColumn('correct', 'integer', (column) => column.notNull())
          .addColumn('guessed', 'integer', (column) => column.notNull())
          .addColumn('at', 'bigint', (column) => column.notNull())
          .addColumn('day', 'text', (column) => column.notNull())
          .addColumn('sealed', 'integer', (column) => column.notNull())
          .execute();
        await db.schema
          .createIndex('attempts_once')
          .on('attempts')
          .columns(['quiz', 'person', 'question'])
          .unique()
          .execute();
        await db.schema.createIndex('attempts_by_person').on('attempts').columns(['person', 'day']).execute();
        // All that a board needs stands in the index.
        await db.schema
          .createIndex('attempts_by_group')
          .on('attempts')
          .columns(['group_id', 'day', 'person', 'correct', 'sealed'])
          .execute();

        await db.schema
          .createTable('cards')
          .addColumn('person', 'text', (column) => column.notNull())
          .addColumn('question', 'text', (column) => column.notNull())
          .addColumn('topic', 'text', (column) => column.notNull())
          .addColumn('state', 'text', (column) => column.notNull())
          .addColumn('due_at', 'bigint', (column) => column.notNull())
          .addColumn('answered_at', 'bigint', (column) => column.notNull())
          .addColumn('wrong_at', 'bigint')
          .addColumn('is_confident', 'integer', (column) => column.notNull())
          .addColumn('right_days', 'text', (column) => column.notNull())
          .addPrimaryKeyConstraint('cards_key', ['person', 'question'])
          .execute();

        await db.schema
          .createTable('reports')
          .addColumn('id', kind === 'sqlite' ? 'integer' : 'serial', (column) => column.primaryKey())
          .addColumn('question', 'text', (column) => column.notNull())
          .addColumn('person', 'text', (column) => column.notNull())
          .addColumn('group_id', 'text', (column) => column.notNull())
          .addColumn('reason', 'text', (column) => column.notNull())
          .addColumn('at', 'bigint', (column) => column.notNull())
          .addColumn('settled_at', 'bigint')
          .execute();
        await db.schema
          .createIndex('reports_by_group')
          .on('reports')
          .columns(['group_id', 'question'])
          .execute();

        await db.schema
          .createTable('pauses')
          .addColumn('question', 'text', (column) => column.notNull())
          .addColumn('group_id', 'text', (column) => column.notNull())
          .addColumn('at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('pauses_key', ['group_id', 'question'])
          .execute();
      },
    },
  };
}

/**
 * Refuses what is not ours and what a newer version made, before anything is written. An empty database is welcome.
 *
 * @throws StoreError
 */
export async function refuse({ kind, db }: Pick<Engine, 'kind' | 'db'>): Promise<void> {
  const tables = await tablesOf({ kind, db });
  if (tables.length === 0) return;
  if (!tables.includes(journal))
    throw new StoreError(
      `The database belongs to something else (it has the tables ${tables.slice(0, 3).join(', ')}…): let DATABASE_URL name one for the bot alone. Nothing was changed.`,
    );
  const known = migrationsOf(kind);
  const newer = (await stepsOf(db)).filter((name) => !(name in known));
  if (newer.length > 0)
    throw new StoreError(
      `The database was made by a newer version of the bot (${newer.join(', ')}): run that version, or restore a copy from before. Nothing was changed.`,
    );
}

async function tablesOf({ kind, db }: Pick<Engine, 'kind' | 'db'>): Promise<string[]> {
  const { rows } = await (kind === 'sqlite'
    ? sql<{ name: string }>`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`
    : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = current_schema()`
  ).execute(db);
  return rows.map((row) => row.name);
}

async function stepsOf(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(journal)}`.execute(db);
  return rows.map((row) => row.name);
}

/** The last step that a database has taken, which {@link refuse} has let pass; undefined if it has none of our tables. */
export async function lastStep({ kind, db }: Pick<Engine, 'kind' | 'db'>): Promise<string | undefined> {
  if (!(await tablesOf({ kind, db })).includes(journal)) return undefined;
  return (await stepsOf(db)).sort().at(-1);
}

/**
 * Takes the steps that are missing, all or none. Several bots may do so at once.
 *
 * @param until the last one to be taken; all by default
 * @throws whatever the driver throws
 */
export async function migrate(
  { kind, db }: Pick<Engine, 'kind' | 'db'>,
  migrations: Record<string, Migration> = migrationsOf(kind),
  until?: string,
): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableName: journal,
    migrationLockTableName: lock,
  });
  const { error } = await (until === undefined ? migrator.migrateToLatest() : migrator.migrateTo(until));
  if (error !== undefined) throw error;
}

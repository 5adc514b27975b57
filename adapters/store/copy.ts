import { setImmediate as turn } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { lastStep, migrate, migrationsOf, ownTables } from './migrations.ts';
import type { Engine, Schema } from './schema.ts';
import { makeSqlite } from './sqlite.ts';

/** Rows of all tables, of which some are copied. */
export type OnCopied = (rows: number, of: number) => void;

interface Table {
  name: string;
  columns: string[];
}

/** Rows that are read and written at once, and the values of which SQLite takes at most 32,766, PostgreSQL 65,535. */
const batchRows = 500;
const batchValues = 30_000;

/** Reads a database as it is at one moment, while others write. */
export function snapshot<T>({ kind, db }: Engine, read: (reader: Kysely<Schema>) => Promise<T>): Promise<T> {
  if (kind === 'postgres')
    return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
  return db.connection().execute(async (reader) => {
    // One that takes the right to write, as ours do otherwise, would hold the bot up.
    await sql`begin deferred`.execute(reader);
    try {
      return await read(reader);
    } finally {
      await sql`rollback`.execute(reader);
    }
  });
}

/**
 * Copies all that one database remembers, as it is at one moment, into another that has the same tables, all or nothing.
 * At least one of the two is of SQLite.
 *
 * @param prepare looks at what it is copied into, inside the same transaction
 * @returns the number of rows by table
 */
export async function copyRows(
  from: Engine,
  to: Engine,
  onCopied: OnCopied = () => {},
  prepare: (writer: Kysely<Schema>, tables: readonly string[]) => Promise<void> = async () => {},
): Promise<Map<string, number>> {
  const tables = await tablesOf((from.kind === 'sqlite' ? from : to).db);
  return snapshot(from, (reader) =>
    to.db.transaction().execute(async (writer) => {
      await prepare(
        writer,
        tables.map(({ name }) => name),
      );
      const counts = await countRows(reader, tables);
      const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
      let done = 0;
      for (const table of tables)
        for await (const rows of batches(from.kind, reader, table)) {
          await writer
            .insertInto(table.name as never)
            .values(rows as never)
            .execute();
          done += rows.length;
          onCopied(done, total);
          // SQLite never waits for anything: a signal would be heard at the end only.
          await turn();
        }
      if (to.kind === 'postgres') await continueSerials(writer);
      return counts;
    }),
  );
}

/** How many rows there are in each table. */
export async function countRows(
  db: Kysely<Schema>,
  tables?: readonly Pick<Table, 'name'>[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { name } of tables ?? (await tablesOf(db))) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(
      db,
    );
    counts.set(name, rows[0]?.count ?? 0);
  }
  return counts;
}

/**
 * What a database remembers in the tables of today: itself, or a copy of this process alone if it is of an older version.
 *
 * @param steps from an empty database to the tables of today
 * @returns undefined if it has no tables yet
 */
export async function upToDate(engine: Engine, steps = migrationsOf): Promise<Engine | undefined> {
  const last = await lastStep(engine);
  if (last === undefined) return undefined;
  if (last === Object.keys(steps(engine.kind)).sort().at(-1)) return engine;
  const copy = makeSqlite();
  await migrate(copy, steps(copy.kind), last);
  await copyRows(engine, copy);
  await migrate(copy, steps(copy.kind));
  return copy;
}

/** The tables of a database of SQLite, those that refer to others last. */
async function tablesOf(db: Kysely<Schema>): Promise<Table[]> {
  const { rows } = await sql<{ name: string; column: string }>`
    select m.name as name, c.name as "column"
    from sqlite_master as m join pragma_table_info(m.name) as c
    where m.type = 'table' and m.name not like 'sqlite_%' and m.name not in (${sql.join(ownTables)})
    order by (select count(*) from pragma_foreign_key_list(m.name)), m.name, c.cid
  `.execute(db);
  const tables = new Map<string, string[]>();
  for (const { name, column } of rows) tables.set(name, [...(tables.get(name) ?? []), column]);
  return [...tables].map(([name, columns]) => ({ name, columns }));
}

/** Rows as they come, so that no table needs to fit into memory. */
async function* batches(
  kind: Engine['kind'],
  reader: Kysely<Schema>,
  { name, columns }: Table,
): AsyncIterable<Record<string, unknown>[]> {
  const limit = Math.min(batchRows, Math.floor(batchValues / columns.length));
  const list = sql.join(columns.map((column) => sql.ref(column)));
  const read =
    kind === 'sqlite'
      ? (last: unknown) =>
          sql<Record<string, unknown>>`
            select rowid as copied_rowid, ${list} from ${sql.table(name)}
            where rowid > ${last} order by rowid limit ${sql.lit(limit)}`
      : () => sql<Record<string, unknown>>`fetch ${sql.lit(limit)} from copied`;
  if (kind === 'postgres')
    await sql`declare copied no scroll cursor for select ${list} from ${sql.table(name)}`.execute(reader);
  let last: unknown = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const { rows } = await read(last).execute(reader);
    if (rows.length === 0) break;
    last = rows.at(-1)?.copied_rowid;
    // The driver of SQLite adds values of its own to a row.
    yield rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
  }
  if (kind === 'postgres') await sql`close copied`.execute(reader);
}

/** Numbers that PostgreSQL counts up by itself go on after the highest that was copied. */
async function continueSerials(writer: Kysely<Schema>): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = current_schema() and column_default like 'nextval(%'
  `.execute(writer);
  for (const { table, column } of rows)
    await sql`
      select setval(pg_get_serial_sequence(${sql.lit(table)}, ${sql.lit(column)}), max(${sql.ref(column)}))
      from ${sql.table(table)} having max(${sql.ref(column)}) is not null
    `.execute(writer);
}

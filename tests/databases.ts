import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Kysely, sql } from 'kysely';
import Database from 'libsql';
import { packageRoot } from '../adapters/files.ts';
import { sqliteDialect } from '../adapters/store/dialect.ts';
import { openToRead } from '../adapters/store/open.ts';
import type { Engine, Schema } from '../adapters/store/schema.ts';
import type { Postgres } from './servers/postgres.ts';
import { quiet } from './stores.ts';

/** The databases of released versions, which scripts/database.ts made. */

const folder = join(packageRoot, 'tests', 'databases');

/** Versions of which one is kept, the oldest first. */
export const versions: string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.sqlite.sql'))
  .map((name) => name.replace('.sqlite.sql', ''));

const textOf = (version: string, kind: Engine['kind']) =>
  readFileSync(join(folder, `${version}.${kind}.sql`), 'utf8');

/** The database of a version as a file. */
export function storedFile(version: string, path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  const file = new Database(path);
  file.exec(textOf(version, 'sqlite'));
  file.close();
  return `file:${path}`;
}

/** The database of a version on a server. */
export async function storedServer(version: string, server: Postgres): Promise<string> {
  const url = await server.database();
  await server.run(url, textOf(version, 'postgres'));
  return url;
}

/** All rows of all tables of ours as text, the same for both kinds of database. */
export async function contents(url: string): Promise<Record<string, string[]>> {
  const { kind, db, end } = await openToRead(url, quiet);
  try {
    const { rows: tables } = await (kind === 'sqlite'
      ? sql<{ name: string }>`select name from sqlite_master where type = 'table'`
      : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = current_schema()`
    ).execute(db);
    const found: Record<string, string[]> = {};
    for (const { name } of tables.filter((table) => !table.name.startsWith('k8s_study_bot_'))) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db);
      found[name] = rows
        .map(({ _metadata, ...row }) =>
          JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))),
        )
        .sort();
    }
    return found;
  } finally {
    await end();
  }
}

/** A file of SQLite without any of the bot's rules about it. */
export function bare(path: string): { file: Database.Database } & Engine {
  const file = new Database(path);
  const db = new Kysely<Schema>({ dialect: sqliteDialect(file) });
  return { file, kind: 'sqlite', db, end: async () => void file.close() };
}

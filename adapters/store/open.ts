import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Log } from '../../src/log.ts';
import { type Store, StoreError } from '../../src/store.ts';
import { storeError } from './errors.ts';
import { migrate } from './migrations.ts';
import type { Engine } from './schema.ts';
import { openSqlite, readSqlite } from './sqlite.ts';
import { createStore } from './store.ts';

/**
 * Opens what the bot remembers, and brings the tables up to date.
 *
 * @param url `file:./data/bot.db`, a file of SQLite for one bot, or `postgres://user:password@host/database`, which several share
 * @throws StoreError whose message says what to do, without the password
 */
export async function openStore(url: string, log: Log): Promise<Store> {
  const engine = await open(url.trim(), log);
  try {
    await migrate(engine);
  } catch (error) {
    await engine.end().catch(() => {});
    throw storeError(error);
  }
  return createStore(engine);
}

/**
 * Opens what the bot remembers to read it, while the bot runs or not. Nothing is made, and no table brought up to date.
 *
 * @throws StoreError
 */
export async function openToRead(url: string, log: Log): Promise<Engine> {
  const path = fileOf(url.trim());
  return path === undefined ? openServer(url.trim(), log) : readSqlite(path, true);
}

async function open(url: string, log: Log): Promise<Engine> {
  const path = fileOf(url);
  return path === undefined ? openServer(url, log) : openSqlite(path);
}

/** Connects to a PostgreSQL. Nobody loads the driver of the other kind. */
export const openServer = async (url: string, log: Log): Promise<Engine> =>
  (await import('./postgres.ts')).openPostgres(url, log);

/**
 * The file that DATABASE_URL names; undefined if it names a PostgreSQL.
 *
 * @throws StoreError if it names neither
 */
export function fileOf(url: string): string | undefined {
  if (/^postgres(?:ql)?:\/\//i.test(url)) {
    if (!URL.canParse(url))
      throw new StoreError(
        'DATABASE_URL cannot be read: write it as postgres://user:password@host:5432/database, with marks such as @ / # % in the password as %40 %2F %23 %25.',
      );
    return undefined;
  }
  if (/^file:./i.test(url)) return pathOf(url);
  throw new StoreError(
    'DATABASE_URL must be file:./data/bot.db (a file, for one bot) or postgres://user:password@host/database.',
  );
}

function pathOf(url: string): string {
  try {
    return url.startsWith('file://') ? fileURLToPath(url) : resolve(url.slice('file:'.length));
  } catch (cause) {
    throw new StoreError('DATABASE_URL names no file of this computer: write file:./data/bot.db.', { cause });
  }
}

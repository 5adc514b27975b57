import { closeSync, existsSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import Database from 'libsql';
import { StoreError } from '../../src/store.ts';
import { sqliteDialect } from './dialect.ts';
import { storeError } from './errors.ts';
import { refuse } from './migrations.ts';
import type { Engine, Schema } from './schema.ts';

/** How long to wait for a bot that is just ending, before it counts as running. */
const lockMs = 150;

/**
 * Opens a file of SQLite for this bot alone, or makes it together with its folder.
 *
 * A file of no bytes that was there before is refused: SQLite takes it for an empty database, but it may as well be what
 * a full disk or a broken copy left of a full one, and an empty bot would say nothing. Who wants a new one deletes it.
 *
 * @throws StoreError
 */
export async function openSqlite(path: string): Promise<Engine> {
  let isNew = false;
  let file: Database.Database | undefined;
  try {
    isNew = make(path);
    file = connect(path);
    lock(file);
    const db = new Kysely<Schema>({ dialect: sqliteDialect(file) });
    await refuse({ kind: 'sqlite', db });
    file.pragma('journal_mode = WAL');
    // What was confirmed survives the loss of power.
    file.pragma('synchronous = FULL');
    file.pragma('foreign_keys = ON');
    return { kind: 'sqlite', db, end: leave(file) };
  } catch (error) {
    if (file !== undefined) unlock(file);
    // Nothing was written: the next start shall find no empty file.
    if (isNew && statSync(path).size === 0) rmSync(path, { force: true });
    const told = storeError(error);
    throw told instanceof StoreError
      ? new StoreError(`${path}: ${told.message}`, { cause: told.cause })
      : told;
  }
}

/** @returns whether there was no such file before */
function make(path: string): boolean {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info?.isDirectory()) throw new StoreError('This is a folder: let DATABASE_URL name a file in it.');
  if (info?.size === 0)
    throw new StoreError(
      'The file is empty, as if it had been cut off: restore the last copy of it, or delete it to begin anew.',
    );
  if (info !== undefined) return false;
  const left = [`${path}-wal`, `${path}-journal`].find((name) => existsSync(name));
  if (left !== undefined)
    throw new StoreError(
      `The file is not there, but ${left} is: put the file back beside it, or delete that one to begin anew.`,
    );
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'wx', 0o600));
  return true;
}

function connect(path: string): Database.Database {
  try {
    return new Database(path);
  } catch (cause) {
    throw new StoreError(
      'The file cannot be opened: give the user that the bot runs as the right to read and write it.',
      { cause },
    );
  }
}

/** Takes the file for this process, until it ends in whatever way, and looks whether it is whole. Writes nothing. */
function lock(file: Database.Database): void {
  file.pragma(`busy_timeout = ${lockMs}`);
  // From the first transaction on, the lock is kept.
  file.pragma('locking_mode = EXCLUSIVE');
  file.exec('begin exclusive');
  file.exec('commit');
  const [found] = file.prepare('pragma quick_check(1)').all([]) as { quick_check: string }[];
  if (found?.quick_check !== 'ok')
    throw Object.assign(new Error(found?.quick_check ?? 'no answer'), { code: 'SQLITE_CORRUPT' });
}

/**
 * What remains is one file without a log beside it, which may be copied.
 *
 * Closing alone would not do: libsql keeps the connection, and so the lock, until all its statements are garbage.
 */
const leave = (file: Database.Database) => async (): Promise<void> => {
  try {
    file.pragma('journal_mode = DELETE');
  } finally {
    unlock(file);
  }
};

function unlock(file: Database.Database): void {
  try {
    file.pragma('busy_timeout = 0');
    file.pragma('locking_mode = NORMAL');
    // The lock goes with the next look into the file.
    file.prepare('select 1 from sqlite_master').all([]);
  } catch {
    // It was not ours, or there is nothing to be read.
  } finally {
    file.close();
  }
}

import { closeSync, existsSync, mkdirSync, openSync, realpathSync, rmSync, statSync } from 'node:fs';
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
/** How long who only reads waits for a bot that begins or ends. */
const readMs = 5000;

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
  let release = () => {};
  let file: Database.Database | undefined;
  try {
    release = takeFile(path);
    isNew = make(path);
    file = connect(path);
    file.pragma(`busy_timeout = ${lockMs}`);
    // A file that may only be read is told of before it is needed.
    file.exec('begin immediate');
    file.exec('commit');
    inspect(file);
    const db = new Kysely<Schema>({ dialect: sqliteDialect(file) });
    await refuse({ kind: 'sqlite', db });
    file.pragma('journal_mode = WAL');
    // What was confirmed survives the loss of power.
    file.pragma('synchronous = FULL');
    file.pragma('foreign_keys = ON');
    return { kind: 'sqlite', db, end: leave(file, release) };
  } catch (error) {
    file?.close();
    // Nothing was written: the next start shall find no empty file.
    if (isNew && statSync(path).size === 0) rmSync(path, { force: true });
    release();
    throw told(path, error);
  }
}

/**
 * Opens a file of SQLite to read it as it is; nothing in it is changed.
 *
 * @param isShared a bot may be writing it, or begin to, and is not held up
 * @throws StoreError if it is not there, not whole, not ours or of a newer version
 */
export async function readSqlite(path: string, isShared = false): Promise<Engine> {
  let file: Database.Database | undefined;
  try {
    const info = statSync(path, { throwIfNoEntry: false });
    if (info === undefined)
      throw new StoreError(
        isShared
          ? 'There is no such file: let DATABASE_URL name the one that the bot uses.'
          : 'There is no such file.',
      );
    if (info.isDirectory()) throw new StoreError('This is a folder, not a file.');
    if (info.size === 0) throw new StoreError('The file is empty.');
    file = connect(path);
    const opened = file;
    opened.pragma(`busy_timeout = ${readMs}`);
    const db = new Kysely<Schema>({ dialect: sqliteDialect(opened) });
    await refuse({ kind: 'sqlite', db });
    const end = isShared ? share(opened) : () => opened.close();
    opened.pragma('query_only = ON');
    inspect(opened);
    return { kind: 'sqlite', db, end: async () => end() };
  } catch (error) {
    file?.close();
    throw told(path, error);
  }
}

/**
 * Lets readers and a writer use a file at once, as it is while a bot runs: one that begins now would else wait for us.
 *
 * @returns what closes it and, if nobody else has it open, leaves one file again
 */
function share(file: Database.Database): () => void {
  const setJournal = (mode: 'WAL' | 'DELETE') => {
    try {
      file.pragma(`journal_mode = ${mode}`);
    } catch {
      // Somebody else uses it, or it may only be read: it stays as it is.
    }
  };
  setJournal('WAL');
  return () => {
    file.pragma('query_only = OFF');
    file.pragma('busy_timeout = 0');
    setJournal('DELETE');
    file.close();
  };
}

/**
 * A new database in a file that is not there yet; without a path one of this process alone, which SQLite keeps in memory
 * or, where that is too much, on the disk. It is filled quickly rather than safely.
 *
 * @throws StoreError
 */
export function makeSqlite(path = ''): Engine {
  try {
    if (path !== '') closeSync(openSync(path, 'wx', 0o600));
    const file = connect(path);
    file.pragma('foreign_keys = ON');
    // One that is not finished is thrown away: it need not survive anything, and who finishes it brings it to the disk.
    file.pragma('journal_mode = MEMORY');
    file.pragma('synchronous = OFF');
    file.pragma('cache_size = -32000');
    const db = new Kysely<Schema>({ dialect: sqliteDialect(file) });
    return { kind: 'sqlite', db, end: async () => void file.close() };
  } catch (error) {
    throw told(path, error);
  }
}

/**
 * Takes a file for this process until it is let go or the process ends, in whatever way. The file need not be there.
 *
 * The lock is an empty database beside it that is never let out of an exclusive transaction. SQLite could lock the file
 * itself, but would then let nobody read it either: no backup could be made while the bot runs.
 *
 * @returns what lets it go
 * @throws a driver's error of the code SQLITE_BUSY if another process has it
 */
export function takeFile(path: string): () => void {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info?.isDirectory()) throw new StoreError('This is a folder: let DATABASE_URL name a file in it.');
  if (info === undefined) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // However the file is called, its lock is the same.
  const name = `${info === undefined ? path : realpathSync(path)}-lock`;
  // Only if it is not there: to close it anew would drop the locks that this process has on it.
  if (!existsSync(name)) closeSync(openSync(name, 'wx', 0o600));
  const lock = connect(name);
  try {
    lock.pragma(`busy_timeout = ${lockMs}`);
    lock.pragma('journal_mode = MEMORY');
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    throw error;
  }
  return () => {
    lock.exec('rollback');
    lock.close();
  };
}

/** @returns whether there was no such file before */
function make(path: string): boolean {
  const info = statSync(path, { throwIfNoEntry: false });
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
  closeSync(openSync(path, 'wx', 0o600));
  return true;
}

function connect(path: string): Database.Database {
  try {
    return new Database(path);
  } catch (cause) {
    // The driver tells why in words alone.
    throw Object.assign(new Error('unable to open the file', { cause }), { code: 'SQLITE_CANTOPEN' });
  }
}

/** Looks whether a database is whole. Writes nothing. */
function inspect(file: Database.Database): void {
  const [found] = file.prepare('pragma quick_check(1)').all([]) as { quick_check: string }[];
  if (found?.quick_check !== 'ok')
    throw Object.assign(new Error(found?.quick_check ?? 'no answer'), { code: 'SQLITE_CORRUPT' });
}

/** What remains is one file without a log beside it, which may be copied; with a log only while a backup is being made of it. */
const leave = (file: Database.Database, release: () => void) => async (): Promise<void> => {
  try {
    file.pragma('busy_timeout = 0');
    file.pragma('journal_mode = DELETE');
  } finally {
    file.close();
    release();
  }
};

function told(path: string, error: unknown): unknown {
  const known = storeError(error);
  return known instanceof StoreError
    ? new StoreError(`${path}: ${known.message}`, { cause: known.cause })
    : known;
}

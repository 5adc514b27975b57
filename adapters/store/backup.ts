import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Kysely, sql } from 'kysely';
import type { Log } from '../../src/log.ts';
import { StoreError } from '../../src/store.ts';
import { copyRows, countRows, type OnCopied, upToDate } from './copy.ts';
import { storeError } from './errors.ts';
import { lastStep, migrate } from './migrations.ts';
import { fileOf, openServer, openToRead } from './open.ts';
import type { Engine, Schema } from './schema.ts';
import { makeSqlite, readSqlite, takeFile } from './sqlite.ts';

/** What a copy holds. */
export interface Copy {
  rows: number;
  /** Where the database is now that was there before. */
  kept?: string;
}

/** How a copy is made. */
export interface CopyOptions {
  /** What stands where the copy is to be need not be asked for. */
  isForced?: boolean;
  log: Log;
  onCopied?: OnCopied;
}

/**
 * Writes all that the bot remembers to a file, as it is at one moment, while bots go on answering. The file is a database
 * of SQLite, whatever the database is, so that it can be restored into either kind, or be a bot's database itself. It is
 * written beside its place, looked through and only then put there.
 *
 * @param url DATABASE_URL
 * @param isForced puts it in place of a file that is there
 * @throws StoreError; nothing is left behind then, and a file that was there is as it was
 */
export async function backUp(
  url: string,
  path: string,
  { isForced = false, log, onCopied }: CopyOptions,
): Promise<Copy> {
  const target = resolve(path);
  refuseTarget(target, fileOf(url.trim()), isForced);
  const from = await openToRead(url, log);
  try {
    const step = await lastStep(from);
    if (step === undefined)
      throw new StoreError(
        'The database has no tables yet: there is nothing to be kept. Start the bot first.',
      );
    return await putFile(target, async (to) => {
      await migrate(to, undefined, step);
      return copyRows(from, to, onCopied);
    });
  } finally {
    await from.end();
  }
}

/**
 * Reads a backup into a database without any data: a file that is not there yet, or a PostgreSQL, all or nothing. One of
 * an older version is brought up to date.
 *
 * @param url DATABASE_URL
 * @param isForced puts it in place of a file, which stays under another name. A PostgreSQL with data is always refused
 * @throws StoreError
 */
export async function restore(
  path: string,
  url: string,
  { isForced = false, log, onCopied }: CopyOptions,
): Promise<Copy> {
  const place = fileOf(url.trim());
  const backup = await openBackup(path);
  try {
    const from = await upToDate(backup);
    if (from === undefined) throw new StoreError(`${path}: The file has none of the bot's tables.`);
    try {
      return await (place === undefined
        ? restoreServer(from, url.trim(), log, onCopied)
        : restoreFile(from, place, isForced, onCopied));
    } finally {
      if (from !== backup) await from.end();
    }
  } finally {
    await backup.end();
  }
}

async function openBackup(path: string): Promise<Engine> {
  try {
    return await readSqlite(path);
  } catch (error) {
    const code = ((error as Error).cause as { code?: unknown } | undefined)?.code;
    if (code === 'SQLITE_NOTADB') throw new StoreError(`${path}: This is no backup.`, { cause: error });
    if (code === 'SQLITE_CORRUPT')
      throw new StoreError(`${path}: The backup is damaged: take another one.`, { cause: error });
    throw error;
  }
}

function refuseTarget(target: string, database: string | undefined, isForced: boolean): void {
  const info = statSync(target, { throwIfNoEntry: false });
  if (info === undefined) return;
  if (info.isDirectory()) throw new StoreError(`${target}: This is a folder: name a file in it.`);
  const own = database !== undefined && existsSync(database) ? realpathSync(database) : undefined;
  if (own !== undefined && ['', '-wal', '-shm', '-lock'].some((end) => realpathSync(target) === own + end))
    throw new StoreError(`${target}: This is the database itself: name another file.`);
  if (!isForced)
    throw new StoreError(`${target}: There is a file already: name another, or replace it with --force.`);
}

async function restoreFile(
  from: Engine,
  place: string,
  isForced: boolean,
  onCopied: OnCopied | undefined,
): Promise<Copy> {
  let release: () => void;
  try {
    release = takeFile(place);
  } catch (error) {
    const told = storeError(error);
    throw told instanceof StoreError
      ? new StoreError(`${place}: ${told.message}`, { cause: told.cause })
      : told;
  }
  try {
    const ends = ['', '-wal', '-journal', '-shm'].filter((end) => existsSync(place + end));
    if (ends.length > 0 && !isForced)
      throw new StoreError(
        `${place}: There is a database already. With --force it stays beside the restored one, under another name.`,
      );
    const kept = `${place}.before-${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}`;
    const copy = await putFile(
      place,
      async (to) => {
        await migrate(to);
        return copyRows(from, to, onCopied);
      },
      () => {
        for (const end of ends) renameSync(place + end, kept + end);
      },
    );
    return { ...copy, ...(ends.length > 0 && { kept }) };
  } finally {
    release();
  }
}

async function restoreServer(
  from: Engine,
  url: string,
  log: Log,
  onCopied: OnCopied | undefined,
): Promise<Copy> {
  const to = await openServer(url, log);
  try {
    await migrate(to);
    return { rows: sum(await copyRows(from, to, onCopied, refuseData)) };
  } catch (error) {
    throw storeError(error);
  } finally {
    await to.end();
  }
}

/** Looks that there is no data, and that no bot writes any meanwhile. */
async function refuseData(writer: Kysely<Schema>, tables: readonly string[]): Promise<void> {
  await sql`lock table ${sql.join(tables.map((name) => sql.table(name)))} in exclusive mode`.execute(writer);
  for (const name of tables) {
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(writer);
    if (rows.length > 0)
      throw new StoreError(
        `The database has data already (in the table ${name}), which stays: create an empty one, and let DATABASE_URL name that. Nothing was changed.`,
      );
  }
}

/**
 * Puts a database of SQLite at a path in one step, full and looked through.
 *
 * @param clear takes away what is there
 */
async function putFile(
  path: string,
  fill: (to: Engine) => Promise<Map<string, number>>,
  clear = () => {},
): Promise<Copy> {
  // Of this process alone: two at once make one each, and the later one stays.
  const part = `${path}.${process.pid}.part`;
  const removePart = () => {
    for (const end of ['', '-journal']) rmSync(part + end, { force: true });
  };
  const interrupt = () => process.exit(130);
  process.once('exit', removePart).once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    removePart();
    const to = makeSqlite(part);
    let counts: Map<string, number>;
    try {
      counts = await fill(to);
      await verify(to.db, counts);
    } finally {
      await to.end();
    }
    flush(part, 'r+');
    clear();
    renameSync(part, path);
    flush(dirname(path), 'r');
    return { rows: sum(counts) };
  } catch (error) {
    removePart();
    const told = storeError(error);
    throw told instanceof StoreError && told !== error
      ? new StoreError(`${path}: ${told.message}`, { cause: told.cause })
      : told;
  } finally {
    process.off('exit', removePart).off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** Reads all of it once more. */
async function verify(db: Kysely<Schema>, counts: ReadonlyMap<string, number>): Promise<void> {
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check`.execute(db);
  const { rows: strays } = await sql`pragma foreign_key_check`.execute(db);
  const found = await countRows(db);
  const isWhole =
    [...counts].every(([name, count]) => found.get(name) === count) && found.size === counts.size;
  if (rows.length !== 1 || rows[0]?.quick_check !== 'ok' || strays.length > 0 || !isWhole)
    throw new StoreError('The copy is not what was copied: look at the disk, then try again.');
}

/** Waits until it is on the disk. */
function flush(path: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((total, count) => total + count, 0);

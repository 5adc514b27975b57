import { execFile } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Kysely, type Migration, sql } from 'kysely';
import Database from 'libsql';
import { afterAll, expect, it } from 'vitest';
import { sqliteDialect } from '../adapters/store/dialect.ts';
import { migrate, migrationsOf } from '../adapters/store/migrations.ts';
import { openStore } from '../adapters/store/open.ts';
import type { Schema } from '../adapters/store/schema.ts';
import { openSqlite } from '../adapters/store/sqlite.ts';
import { createStore } from '../adapters/store/store.ts';
import { grade } from '../src/quiz/grade.ts';
import { StoreError } from '../src/store.ts';
import { at, attemptOf, channelQuiz, fresh, quiet, refusal } from './stores.ts';

/** Root may write everything. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

const folder = mkdtempSync(join(tmpdir(), 'store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fileOf = () => join(folder, fresh('file'), 'bot.db');

/** A database that a bot has used, and what is in it. */
async function used(): Promise<string> {
  const file = fileOf();
  const store = await openStore(`file:${file}`, quiet);
  for (let index = 0; index < 30; index++)
    await store.changePerson(`person ${index}`, { name: 'x'.repeat(3000) });
  await store.end();
  return file;
}

it('a file is made with its folder, for its owner alone, and is one file after the end', async () => {
  const file = fileOf();
  const store = await openStore(`file:${file}`, quiet);
  await store.isFirst('delivery', at(0));
  await store.end();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(existsSync(`${file}-wal`)).toBe(false);
  const copy = fileOf();
  mkdirSync(join(copy, '..'));
  copyFileSync(file, copy);
  const again = await openStore(`file://${copy}`, quiet);
  expect(await again.isFirst('delivery', at(1))).toBe(false);
  await again.end();
});

it('a file is written so that what is confirmed survives the loss of power', async () => {
  const { db, end } = await openSqlite(fileOf());
  const settings = [];
  for (const name of ['journal_mode', 'synchronous', 'foreign_keys', 'locking_mode'])
    settings.push(Object.values((await sql.raw<object>(`pragma ${name}`).execute(db)).rows[0] ?? {})[0]);
  expect(settings).toEqual(['wal', 2, 1, 'normal']);
  await end();
});

it('a file belongs to one bot, here and in another process', async () => {
  const file = fileOf();
  const store = await openStore(`file:${file}`, quiet);
  const began = performance.now();
  expect(await refusal(`file:${file}`)).toMatch(/bot\.db: Another bot uses this file.*stop the other one/);
  expect(performance.now() - began).toBeLessThan(1000);
  const { stdout } = await crowd(`file:${file}`, {});
  expect(stdout).toMatch(/^failed StoreError: .*Another bot uses this file/);
  expect(await store.isFirst('delivery', at(0))).toBe(true);
  await store.end();
  await (await openStore(`file:${file}`, quiet)).end();
});

it.each([
  ['garbage', () => Buffer.from('garbage '.repeat(4096)), /no database of SQLite/],
  ['text', () => Buffer.from('# notes\n'), /no database of SQLite/],
  ['nothing', () => Buffer.alloc(0), /is empty.*restore.*delete it to begin anew/],
])('a file of %s is refused and stays as it is', async (_, make, says) => {
  const file = fileOf();
  mkdirSync(join(file, '..'));
  writeFileSync(file, make());
  expect(await refusal(`file:${file}`)).toMatch(says);
  expect(readFileSync(file)).toEqual(make());
});

it.each([
  // Nothing that is read at the start stands there: only a check of the whole finds it.
  ['in the middle', (bytes: Buffer) => bytes.fill(0x5a, 150_000, 160_000)],
  ['by half', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
])('a file that is damaged %s is refused and stays as it is', async (_, damage) => {
  const file = await used();
  const broken = damage(readFileSync(file));
  writeFileSync(file, broken);
  expect(await refusal(`file:${file}`)).toMatch(/is damaged.*restore the last copy/);
  expect(readFileSync(file)).toEqual(Buffer.from(broken));
});

it('a file of another program is refused and stays as it is', async () => {
  const file = fileOf();
  mkdirSync(join(file, '..'));
  const foreign = new Database(file);
  foreign.exec('create table invoices (id integer); create table people (id integer)');
  foreign.close();
  const bytes = readFileSync(file);
  expect(await refusal(`file:${file}`)).toMatch(/belongs to something else.*invoices/);
  expect(readFileSync(file)).toEqual(bytes);
});

it('a file is not begun anew beside what is left of one', async () => {
  const file = fileOf();
  mkdirSync(join(file, '..'));
  writeFileSync(`${file}-wal`, 'answers');
  expect(await refusal(`file:${file}`)).toMatch(/is not there, but .*bot\.db-wal is/);
  expect(existsSync(file)).toBe(false);
});

it('a file is no folder, and not below a file', async () => {
  expect(await refusal(`file:${folder}`)).toMatch(/is a folder/);
  writeFileSync(join(folder, 'plain'), 'x');
  expect(await refusal(`file:${join(folder, 'plain', 'bot.db')}`)).toMatch(/no folder/);
});

it.each([
  ['file', 0o444, 0o777],
  ['folder', 0o444, 0o555],
])('a file that may only be read is refused: %s', async (_, fileMode, folderMode) => {
  const file = await used();
  chmodSync(folder, 0o755);
  chmodSync(file, fileMode);
  chmodSync(join(file, '..'), folderMode);
  const { stdout } = await crowd(`file:${file}`, nobody);
  chmodSync(join(file, '..'), 0o755);
  expect(stdout).toMatch(/^failed StoreError: .*bot\.db: The database cannot be written: give the user/);
});

it('a file on a full disk keeps what was confirmed, and goes on when there is room', async () => {
  const file = new Database(join(folder, 'full.db'));
  const engine = { kind: 'sqlite' as const, db: new Kysely<Schema>({ dialect: sqliteDialect(file) }) };
  await migrate(engine);
  const store = createStore({ ...engine, end: async () => void file.close() });
  const quiz = channelQuiz();
  await store.open(quiz);
  file.pragma('max_page_count = 40');
  let confirmed = 0;
  const fill = async () => {
    for (;;) {
      const more = { person: `person ${confirmed}`, given: 'x'.repeat(100) };
      await store.answer(attemptOf(quiz, more), grade);
      confirmed += 1;
    }
  };
  await expect(fill()).rejects.toThrow(/disk of the database is full: make room/);
  await expect(store.close(quiz.id, at(9), grade)).rejects.toThrow(StoreError);
  expect(await store.attempts(quiz.id)).toHaveLength(confirmed);
  file.pragma('max_page_count = 4000');
  expect(await store.close(quiz.id, at(9), grade)).toBe(true);
  await store.end();
});

it('a file of an older version is migrated, all or nothing, and a newer one refused', async () => {
  const file = await used();
  const open = () => {
    const database = new Database(file);
    return {
      database,
      kind: 'sqlite' as const,
      db: new Kysely<Schema>({ dialect: sqliteDialect(database) }),
    };
  };
  const next = (fails: boolean): Record<string, Migration> => ({
    ...migrationsOf('sqlite'),
    '999-next': {
      async up(db) {
        await db.schema.createTable('next').addColumn('id', 'text').execute();
        if (fails) throw new RangeError('no');
      },
    },
  });
  let engine = open();
  await expect(migrate(engine, next(true))).rejects.toThrow(RangeError);
  engine.database.close();
  // As if nothing had been: the version of today still opens it.
  const store = await openStore(`file:${file}`, quiet);
  expect(await store.person('person 29')).toMatchObject({ name: 'x'.repeat(3000) });
  await store.end();

  engine = open();
  await migrate(engine, next(false));
  engine.database.close();
  const bytes = readFileSync(file);
  expect(await refusal(`file:${file}`)).toMatch(/newer version of the bot \(999-next\): run that version/);
  expect(readFileSync(file)).toEqual(bytes);
});

/** A bot of its own process. */
async function crowd(url: string, user: { uid?: number; gid?: number }): Promise<{ stdout: string }> {
  const script = fileURLToPath(new URL('./crowd.ts', import.meta.url));
  return await promisify(execFile)(process.execPath, ['--import', 'tsx', script, url], user).catch(
    (error: { stdout: string }) => error,
  );
}

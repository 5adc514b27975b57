/**
 * Keeps a small database of this version for the tests of upgrades: tests/databases/VERSION.{sqlite,postgres}.sql.
 *
 *   npx tsx scripts/database.ts
 *
 * Run it when a version is released, with a row for what is new; the files of older versions stay as they are.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, type LogEvent, sql } from 'kysely';
import Database from 'libsql';
import pg from 'pg';
import { packageRoot } from '../adapters/files.ts';
import { postgresDialect, sqliteDialect } from '../adapters/store/dialect.ts';
import { migrate } from '../adapters/store/migrations.ts';
import type { Schema } from '../adapters/store/schema.ts';
import { createStore } from '../adapters/store/store.ts';
import { grade } from '../src/quiz/grade.ts';
import type { Attempt, Quiz, Store } from '../src/store.ts';
import { startPostgres } from '../tests/servers/postgres.ts';

const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')) as {
  version: string;
};
const folder = join(packageRoot, 'tests', 'databases');
const time = (minutes: number) => new Date(Date.UTC(2026, 10, 25, 3, minutes));
const group = 'discord:1001';
const channel = 'discord:2001';
const mina = 'discord:3001';
const joon = 'discord:3002';
const gone = 'discord:3003';

/** What a group does in a day, so that every table has rows, and every kind of row is there. */
async function fill(store: Store): Promise<void> {
  await store.changeGroup(group, { locale: 'ko', zone: 'Asia/Seoul' });
  await store.changePerson(mina, { name: '미나 "M" O\'Neil', awayUntil: '2026-12-24' });
  await store.changePerson(joon, { name: '준\n=1+1', isHidden: true });
  await store.changePerson(gone, { name: 'Gone' });
  await store.isFirst('discord 1', time(0));
  const quiz = (id: string, more: Partial<Quiz>): Quiz => ({
    ...{ id, kind: 'solo', person: mina, group, seed: 4_294_967_295, locale: 'ko', openedAt: time(0) },
    ...{ questions: ['pod/what', 'service/what', 'ingress/short-name'] },
    ...more,
  });
  const answer = (of: Quiz, person: string, given: string, more: Partial<Attempt> = {}) => {
    const question = more.question ?? of.questions[0] ?? '';
    const attempt = { quiz: of.id, person, group, question, topic: question.split('/')[0] ?? '', given };
    const at = { at: time(1), day: '2026-11-25' };
    return store.answer({ ...attempt, ...at, correct: given === '0', guessed: false, ...more }, grade);
  };
  const solo = quiz('solo1', {});
  const closed = quiz('chan1', { kind: 'channel', channel, questions: ['pod/what'], closesAt: time(5) });
  const open = quiz('chan2', { kind: 'channel', channel, questions: ['service/what'], daily: 'new' });
  const forgotten = quiz('solo2', { person: gone });
  for (const one of [solo, closed, open, forgotten]) await store.open(one);
  await answer(solo, mina, '0');
  await answer(solo, mina, '2', { question: 'service/what', at: time(2) });
  await answer(solo, mina, 'ing 🚀', { question: 'ingress/short-name', correct: true, at: time(3) });
  await store.markGuessed('solo1', mina, 'pod/what', grade);
  await answer(closed, joon, '1');
  await answer(closed, mina, '0');
  await answer(closed, gone, 'typed by gone');
  await store.close('chan1', time(6), grade);
  await answer(open, joon, '0');
  await answer(forgotten, gone, '0');
  await store.forget(gone);
  const post = { group, person: mina, locale: 'ko' as const, dueAt: time(10), staleAt: time(90) };
  await store.setSchedule({
    ...{ kind: 'daily', target: channel, group, person: mina, locale: 'ko' },
    ...{ pattern: '0 9 * * 1-5', zone: 'Asia/Seoul', nextAt: time(600) },
    options: { reveal: '18:00', topics: ['pod'], level: 2, generated: 25, plan: ['service'] },
  });
  await store.setSchedule({
    ...{ kind: 'reminder', target: mina, group, person: mina, locale: 'en' },
    ...{ pattern: '0 20 * * *', zone: 'Europe/Berlin', nextAt: time(700), options: {} },
  });
  await store.send({
    ...post,
    key: 'reveal chan2',
    place: { channel },
    content: { kind: 'reveal', quiz: 'chan2' },
  });
  await store.send({ ...post, key: 'remind', place: { person: mina }, content: { kind: 'reminder' } });
  await store.posted('remind', time(11), { message: 'm1', link: 'https://example.org/m1' });
  const report = { group, person: joon, reason: 'Zweideutig; "두 개"', at: time(20) };
  await store.report({ ...report, question: 'pod/what' });
  await store.report({ ...report, question: 'service/what' });
  await store.pause('service/what', group, true, time(21));
}

const literal = (value: unknown): string =>
  value === null
    ? 'null'
    : typeof value === 'number'
      ? String(value)
      : `'${String(value).replaceAll("'", "''")}'`;

/** The rows of all tables as statements; those that others refer to first. */
async function rowsOf(db: Kysely<Schema>): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' order by name = 'attempts', name
  `.execute(db);
  const statements: string[] = [];
  for (const { name } of tables) {
    const { rows: columns } = await sql<{
      name: string;
    }>`select name from pragma_table_info(${name})`.execute(db);
    const names = columns.map((column) => column.name);
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)} order by 1`.execute(
      db,
    );
    for (const row of rows) {
      // When this was run is of no interest.
      const values = names.map((column) => (column === 'timestamp' ? '2026-11-25' : row[column]));
      const list = names.map((column) => `"${column}"`).join(', ');
      statements.push(`insert into "${name}" (${list}) values (${values.map(literal).join(', ')})`);
    }
  }
  return statements;
}

const ddl: string[] = [];
const log = (event: LogEvent) => {
  if (event.query.sql.startsWith('create ')) ddl.push(event.query.sql);
};
const write = (kind: string, statements: readonly string[]) =>
  writeFile(
    join(folder, `${version}.${kind}.sql`),
    statements.map((statement) => `${statement};\n`).join(''),
  );

await mkdir(folder, { recursive: true });
const file = new Database(':memory:');
const sqlite = { kind: 'sqlite' as const, db: new Kysely<Schema>({ dialect: sqliteDialect(file), log }) };
await migrate(sqlite);
await fill(createStore({ ...sqlite, end: async () => {} }));
const rows = await rowsOf(sqlite.db);
await write('sqlite', [...ddl.splice(0), ...rows]);

const server = await startPostgres();
try {
  const pool = new pg.Pool({ connectionString: await server.database() });
  // It may still hear that the server ends.
  pool.on('error', () => {});
  const db = new Kysely<Schema>({ dialect: postgresDialect(pool), log });
  await migrate({ kind: 'postgres', db });
  await write('postgres', [...ddl, ...rows, "select setval('reports_id_seq', 2)"]);
  await pool.end();
} finally {
  await server.stop();
}

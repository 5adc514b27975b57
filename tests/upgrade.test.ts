import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../adapters/files.ts';
import { migrate, migrationsOf } from '../adapters/store/migrations.ts';
import { openStore } from '../adapters/store/open.ts';
import { bare, contents, storedFile, storedServer, versions } from './databases.ts';
import { type Postgres, startPostgres } from './servers/postgres.ts';
import { fresh, quiet } from './stores.ts';

/** Databases of versions that were released, opened by the version of today. */

const folder = mkdtempSync(join(tmpdir(), 'upgrade-'));
let server: Postgres;
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});
const fileOf = () => join(folder, fresh('file'), 'bot.db');

const engines = {
  SQLite: async (version: string) => storedFile(version, fileOf()),
  PostgreSQL: (version: string) => storedServer(version, server),
};
type Name = keyof typeof engines;
const names = Object.keys(engines) as Name[];

/** Every row from before is there, with the columns that it had. */
function expectAll(before: Record<string, string[]>, after: Record<string, string[]>): void {
  for (const [table, rows] of Object.entries(before)) {
    expect(rows, table).not.toEqual([]);
    const now = (after[table] ?? []).map((row) => JSON.parse(row) as [string, unknown][]);
    expect(now, table).toHaveLength(rows.length);
    for (const row of rows) {
      const values = JSON.parse(row) as [string, unknown][];
      const isKept = now.some((other) =>
        values.every(([column, value]) => Object.fromEntries(other)[column] === value),
      );
      expect(isKept, `${table}: ${row}`).toBe(true);
    }
  }
}

describe.each(versions)('a database of version %s', (version) => {
  it.each(names)('keeps all that is in it on %s, and goes on', async (name) => {
    const url = await engines[name](version);
    const before = await contents(url);
    await (await openStore(url, quiet)).end();
    expectAll(before, await contents(url));

    const store = await openStore(url, quiet);
    const mina = 'discord:3001';
    const group = 'discord:1001';
    expect(await store.group(group)).toEqual({ locale: 'ko', zone: 'Asia/Seoul' });
    expect(await store.person('discord:3002')).toMatchObject({ name: '준\n=1+1', isHidden: true });
    expect((await store.cards(mina)).map((card) => card.question).sort()).toEqual([
      'ingress/short-name',
      'pod/what',
      'service/what',
    ]);
    expect(await store.notebook(mina)).toHaveLength(2);
    expect(await store.attempts('chan1')).toHaveLength(3);
    expect((await store.quiz('chan2'))?.seed).toBe(4_294_967_295);
    expect(await store.schedule('daily', 'discord:2001')).toMatchObject({
      pattern: '0 9 * * 1-5',
      options: { reveal: '18:00', topics: ['pod'], level: 2, generated: 25, plan: ['service'] },
    });
    expect(await store.paused(group)).toEqual(['service/what']);
    expect(await store.isFirst('discord 1', new Date(Date.UTC(2026, 10, 25, 4)))).toBe(false);
    await store.report({ question: 'pod/what', person: mina, group, reason: 'new', at: new Date(0) });
    expect((await store.reports(group)).map(({ id }) => id)).toEqual([1, 3]);
    await store.end();
  });
});

it('a step that was released is as it was', async () => {
  // Who changes one before it is released makes the file anew: npx tsx scripts/database.ts
  const shapeOf = async (path: string) => {
    const { db, end } = bare(path);
    const { rows } = await sql<{ text: string | null }>`
      select sql as text from sqlite_master where name not like 'k8s_study_bot_%' order by name
    `.execute(db);
    await end();
    return rows.map(({ text }) => text);
  };
  const [oldest = ''] = versions;
  const then = fileOf();
  storedFile(oldest, then);
  const now = fileOf();
  await (await openStore(`file:${now}`, quiet)).end();
  const again = join(folder, 'again.db');
  const engine = bare(again);
  await migrate(engine, migrationsOf('sqlite'), '001-begin');
  await engine.end();
  expect(await shapeOf(again)).toEqual(await shapeOf(then));
});

describe('a database of a newer version', () => {
  it.each(names)('is refused on %s by the bot and by its backup, and stays as it is', async (name) => {
    const url = await engines[name](versions.at(-1) ?? '');
    const newer = `insert into k8s_study_bot_migrations values ('999-next', '2027-01-01')`;
    if (name === 'SQLite') {
      const { file, end } = bare(url.slice('file:'.length));
      file.exec(newer);
      await end();
    } else await server.run(url, newer);
    const bytes = () => (name === 'SQLite' ? readFileSync(url.slice('file:'.length)) : undefined);
    const before = bytes();
    for (const args of [['start'], ['backup', join(folder, `${fresh('copy')}.db`)]]) {
      const { status, stderr } = spawnSync(
        process.execPath,
        [join(packageRoot, 'dist/src/main.js'), ...args],
        {
          cwd: folder,
          env: {
            ...{ PATH: process.env.PATH, HOME: folder, LOG_LEVEL: 'silent', PORT: '0', DATABASE_URL: url },
            NOTES_DIR: join(packageRoot, 'notes', 'ko', 'pod.md'),
          },
          encoding: 'utf8',
        },
      );
      expect(status).toBe(1);
      expect(stderr).toMatch(
        /was made by a newer version of the bot \(999-next\): run that version, or restore a copy from before\. Nothing was changed\.\n$/,
      );
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(stderr).not.toContain(server.password);
    }
    expect(bytes()).toEqual(before);
  });
});

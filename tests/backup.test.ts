import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Migration } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { packageRoot } from '../adapters/files.ts';
import { showProgress, showWork } from '../adapters/progress.ts';
import { backUp, restore } from '../adapters/store/backup.ts';
import { snapshot, upToDate } from '../adapters/store/copy.ts';
import { migrationsOf } from '../adapters/store/migrations.ts';
import { openStore, openToRead } from '../adapters/store/open.ts';
import { StoreError } from '../src/store.ts';
import { bare, contents, storedFile, storedServer, versions } from './databases.ts';
import { type Postgres, startPostgres } from './servers/postgres.ts';
import { at, fresh, quiet } from './stores.ts';

const folder = mkdtempSync(join(tmpdir(), 'backup-'));
let server: Postgres;
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const fileOf = (name = 'bot.db') => join(folder, fresh('place'), name);
const pathOf = (url: string) => url.slice('file:'.length);
const newest = versions.at(-1) ?? '';
const options = { log: quiet };

/** A place for a database with nothing in it, of each kind. */
const empty = {
  SQLite: async () => `file:${fileOf()}`,
  PostgreSQL: () => server.database(),
};
/** A database with a row in every table, of each kind. */
const full = {
  SQLite: async () => storedFile(newest, fileOf()),
  PostgreSQL: () => storedServer(newest, server),
};
type Name = keyof typeof full;
const names = Object.keys(full) as Name[];
const pairs = names.flatMap((from) => names.map((to): [Name, Name] => [from, to]));

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** The program as it is installed. Nothing of the environment of the tests reaches it but the PATH. */
function launch(args: readonly string[], url: string, shell?: (command: string) => string) {
  const env = { PATH: process.env.PATH, HOME: folder, DATABASE_URL: url };
  const program = [process.execPath, join(packageRoot, 'dist', 'src', 'main.js'), ...args];
  const [command = '', ...rest] =
    shell === undefined ? program : ['bash', '-c', shell('"$@"'), 'bash', ...program];
  const child = spawn(command, rest, { cwd: folder, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.err += text;
  });
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, ...output }));
  return { child, ended };
}

const run = (args: readonly string[], url: string): Promise<Ended> => launch(args, url).ended;

/** A bot of its own process in which eight people answer, and what it has confirmed so far. */
async function crowd(url: string): Promise<{ child: ChildProcess; lines: string[] }> {
  const script = fileURLToPath(new URL('./crowd.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => lines.push(...text.trim().split('\n')));
  await vi.waitFor(() => expect(lines.length).toBeGreaterThan(60), { timeout: 30_000, interval: 5 });
  return { child, lines };
}

/** Everything that these lines confirm is in the database, and every answer has its card. */
async function expectConfirmed(url: string, lines: readonly string[]): Promise<void> {
  const store = await openStore(url, quiet);
  const confirmed = new Map<string, number>();
  for (const line of lines) {
    const [word, quiz, person, question, given] = line.split(' ');
    if (word === 'kept') confirmed.set(`${quiz} ${person} ${question}`, Number(given));
    if (word === 'closed') expect((await store.quiz(quiz ?? ''))?.closedAt).toBeDefined();
  }
  expect(confirmed.size).toBeGreaterThan(30);
  const kept = new Map<string, number>();
  const graded = new Set<string>();
  for (const id of new Set([...confirmed.keys()].map((key) => key.split(' ')[0] ?? ''))) {
    const quiz = await store.quiz(id);
    for (const { person, question, given } of await store.attempts(id)) {
      expect(kept.has(`${id} ${person} ${question}`)).toBe(false);
      kept.set(`${id} ${person} ${question}`, Number(given));
      if (quiz?.kind === 'solo' || quiz?.closedAt !== undefined) graded.add(`${person} ${question}`);
    }
  }
  // A channel's answer may have been changed between what we heard and the copy.
  for (const [key, given] of confirmed) expect(kept.get(key)).toBeGreaterThanOrEqual(given);
  const cards = await Promise.all(Array.from({ length: 8 }, (_, index) => store.cards(`person${index}`)));
  const inCards = new Set(cards.flat().map((card) => `${card.person} ${card.question}`));
  for (const key of graded) expect(inCards).toContain(key);
  await store.end();
}

const leftovers = (path: string) => readdirSync(dirname(path)).filter((name) => name.includes('.part'));

describe('a backup', { timeout: 120_000 }, () => {
  it.each(names)('is made while people answer on %s, and restored elsewhere', async (name) => {
    const url = await empty[name]();
    const { child, lines } = await crowd(url);
    const heard = [...lines];
    const copy = fileOf('copy.db');
    const { code, out, err } = await run(['backup', copy], url);
    expect({ code, err: err.replace(/^backup: .*\n/gm, '') }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^\S+copy\.db: [\d,]+ rows, [\d,]+ kB\n$/);
    expect(lines.length).toBeGreaterThan(heard.length);
    const after = lines.length;
    await vi.waitFor(() => expect(lines.length).toBeGreaterThan(after + 10), { timeout: 20_000 });
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(lines.filter((line) => line.startsWith('failed'))).toEqual([]);

    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(copy))).toEqual(['copy.db']);
    const kept = await contents(`file:${copy}`);
    for (const target of names) {
      const elsewhere = await empty[target]();
      expect(await run(['restore', copy], elsewhere)).toMatchObject({ code: 0, err: '' });
      expect(await contents(elsewhere)).toEqual(kept);
      await expectConfirmed(elsewhere, heard);
    }
    // It is a bot's database as it is.
    await expectConfirmed(`file:${copy}`, heard);
  });

  it.each(pairs)('of %s brings every row to %s, where all goes on', async (from, to) => {
    const url = await full[from]();
    const before = await contents(url);
    for (const rows of Object.values(before)) expect(rows).not.toEqual([]);
    const copy = fileOf('copy.db');
    const total = Object.values(before).flat().length;
    expect(await backUp(url, copy, options)).toEqual({ rows: total });
    expect(await contents(url)).toEqual(before);
    const target = await empty[to]();
    const seen: [number, number][] = [];
    await restore(copy, target, { ...options, onCopied: (...far) => void seen.push(far) });
    expect(seen.at(-1)).toEqual([total, total]);
    expect(await contents(target)).toEqual(before);
    const store = await openStore(target, quiet);
    const group = 'discord:1001';
    await store.report({ question: 'pod/what', person: 'x', group, reason: 'new', at: at(0) });
    expect((await store.reports(group)).map(({ id }) => id).sort()).toEqual([1, 3]);
    await store.end();
  });

  it('is of one moment: what is written meanwhile is not in it, and nobody waits', async () => {
    for (const name of names) {
      const url = await empty[name]();
      const store = await openStore(url, quiet);
      await store.changePerson('before', { name: 'x' });
      const reader = await openToRead(url, quiet);
      await snapshot(reader, async (work) => {
        const count = async () => (await work.selectFrom('people').select('id').execute()).length;
        expect(await count()).toBe(1);
        await store.changePerson('meanwhile', { name: 'x' });
        expect(await store.person('meanwhile')).toBeDefined();
        expect(await count()).toBe(1);
      });
      await reader.end();
      await store.end();
    }
  });

  it('does not hinder a bot that begins or ends meanwhile, and one file is left', async () => {
    const url = await full.SQLite();
    const reader = await openToRead(url, quiet);
    await snapshot(reader, async (work) => {
      await work.selectFrom('people').select('id').execute();
      // Opens the database as the bot does, and lets it go.
      const { out } = await run(['doctor', '--locale', 'en'], url);
      expect(out).toMatch(/^✓ database/m);
      expect(readdirSync(dirname(pathOf(url)))).toContain('bot.db-wal');
    });
    await reader.end();
    expect(readdirSync(dirname(pathOf(url))).sort()).toEqual(['bot.db', 'bot.db-lock']);
  });

  it('replaces a file only if it is told to, and never the database', async () => {
    const url = await full.SQLite();
    const copy = fileOf('copy.db');
    mkdirSync(dirname(copy));
    writeFileSync(copy, 'precious');
    expect(await run(['backup', copy], url)).toEqual({
      code: 1,
      out: '',
      err: `${copy}: There is a file already: name another, or replace it with --force.\n`,
    });
    expect(readFileSync(copy, 'utf8')).toBe('precious');
    expect(await run(['backup', '--force', copy], url)).toMatchObject({ code: 0, err: '' });
    expect(await contents(`file:${copy}`)).toEqual(await contents(url));
    const link = fileOf('link.db');
    mkdirSync(dirname(link));
    symlinkSync(pathOf(url), link);
    const bytes = readFileSync(pathOf(url));
    for (const own of [pathOf(url), link])
      await expect(backUp(url, own, { ...options, isForced: true })).rejects.toThrow(/the database itself/);
    await expect(backUp(url, folder, options)).rejects.toThrow(/is a folder/);
    expect(readFileSync(pathOf(url))).toEqual(bytes);
  });

  it.each([
    ['no database', async () => `file:${fileOf()}`, /bot\.db: There is no such file: let DATABASE_URL name/],
    [
      'a PostgreSQL that no bot has used',
      () => server.database(),
      /no tables yet: there is nothing to be kept/,
    ],
    [
      'a PostgreSQL that cannot be reached',
      async () => 'postgres://bot:secret@127.0.0.1:1/bot',
      /cannot be reached/,
    ],
  ])('is not made of %s', async (_, urlOf, says) => {
    const url = await urlOf();
    const copy = fileOf('copy.db');
    const { code, out, err } = await run(['backup', copy], url);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(says);
    expect(err).not.toMatch(/^\s+at /m);
    expect(err).not.toContain('secret');
    expect(existsSync(copy)).toBe(false);
    if (url.startsWith('file:')) expect(existsSync(pathOf(url))).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('on a full disk is not made, and says so', async () => {
    const url = await full.SQLite();
    const copy = fileOf('copy.db');
    // In units of 1,024 bytes; further writes fail.
    const { code, err } = await launch(['backup', copy], url, (it) => `ulimit -f 60; trap '' XFSZ; ${it}`)
      .ended;
    expect(code).toBe(1);
    expect(err).toMatch(/copy\.db: The disk of the database (?:is full|failed)/);
    expect(readdirSync(dirname(copy))).toEqual([]);
  });

  it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('that ends by %s is not half there', async (signal) => {
    const url = await full.SQLite();
    const { file, end } = bare(pathOf(url));
    file.exec(`
      with recursive n (i) as (select 1 union all select i + 1 from n where i < 300000)
      insert into deliveries select 'delivery ' || i, i from n
    `);
    await end();
    const copy = fileOf('copy.db');
    mkdirSync(dirname(copy));
    const { child, ended } = launch(['backup', copy], url);
    await vi.waitFor(() => expect(leftovers(copy)).not.toEqual([]), { timeout: 20_000, interval: 5 });
    child.kill(signal);
    await ended;
    expect(existsSync(copy)).toBe(false);
    if (signal !== 'SIGKILL') expect(readdirSync(dirname(copy))).toEqual([]);
    expect((await run(['backup', copy], url)).code).toBe(0);
  });

  it('of an older version is brought up to date, and itself stays as it is', async () => {
    const path = pathOf(await full.SQLite());
    const bytes = readFileSync(path);
    const steps = (kind: 'sqlite' | 'postgres'): Record<string, Migration> => ({
      ...migrationsOf(kind),
      '999-next': {
        async up(db) {
          await db.schema
            .alterTable('people')
            .addColumn('colour', 'text', (column) => column.defaultTo('red'))
            .execute();
        },
      },
    });
    const old = bare(path);
    const today = await upToDate(old, steps);
    const people = await today?.db.selectFrom('people').selectAll().orderBy('id').execute();
    expect(people).toMatchObject([
      { id: 'discord:3001', colour: 'red' },
      { id: 'discord:3002', name: '준\n=1+1', colour: 'red' },
    ]);
    expect(await today?.db.selectFrom('attempts').selectAll().execute()).toHaveLength(8);
    await today?.end();
    await old.end();
    expect(readFileSync(path)).toEqual(bytes);
  });
});

describe('a backup that cannot be restored', { timeout: 60_000 }, () => {
  const changed = async (change: string) => {
    const path = pathOf(await full.SQLite());
    const { file, end } = bare(path);
    file.exec(change);
    await end();
    return path;
  };
  const written = (bytes: Buffer) => {
    const path = fileOf();
    mkdirSync(dirname(path));
    writeFileSync(path, bytes);
    return path;
  };
  it.each<[string, () => string | Promise<string>, RegExp]>([
    ['is missing', () => join(folder, 'nowhere.db'), /nowhere\.db: There is no such file/],
    ['is a folder', () => folder, /is a folder/],
    ['is empty', () => written(Buffer.alloc(0)), /is empty/],
    ['is text', () => written(Buffer.from('# notes\n'.repeat(400))), /This is no backup/],
    [
      'is cut off',
      async () => {
        const bytes = readFileSync(pathOf(await full.SQLite()));
        return written(bytes.subarray(0, bytes.length / 2));
      },
      /The backup is damaged: take another one/,
    ],
    [
      'belongs to another program',
      () => {
        const path = fileOf();
        mkdirSync(dirname(path));
        const { file } = bare(path);
        file.exec('create table invoices (id integer)');
        file.close();
        return path;
      },
      /belongs to something else.*invoices/,
    ],
    [
      'has no tables',
      () => {
        const path = fileOf();
        mkdirSync(dirname(path));
        const { file } = bare(path);
        file.exec('create table a (b); drop table a');
        file.close();
        return path;
      },
      /has none of the bot's tables/,
    ],
    [
      'is of a newer version',
      () => changed(`insert into k8s_study_bot_migrations values ('999-next', '2027-01-01')`),
      /newer version of the bot \(999-next\): run that version/,
    ],
  ])('as it %s is refused, and nothing is begun', async (_, make, says) => {
    const path = await make();
    const url = `file:${fileOf()}`;
    const { code, out, err } = await run(['restore', path], url);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(says);
    expect(err).not.toMatch(/^\s+at /m);
    expect(existsSync(dirname(pathOf(url)))).toBe(false);
    const nothing = await server.database();
    await expect(restore(path, nothing, options)).rejects.toThrow(StoreError);
    expect(await contents(nothing)).toEqual({});
  });

  it('as it breaks a rule in the middle leaves nothing behind, on either kind', async () => {
    // A row that no table of ours takes.
    const path = await changed(`
      pragma writable_schema = on;
      update sqlite_master set sql = replace(sql, '"reason" text not null', '"reason" text') where name = 'reports';
      pragma writable_schema = reset;
      insert into reports (question, person, group_id, reason, at) values ('q', 'p', 'g', null, 1)
    `);
    const url = `file:${fileOf()}`;
    await expect(restore(path, url, options)).rejects.toThrow(/NOT NULL/);
    expect(readdirSync(dirname(pathOf(url)))).toEqual(['bot.db-lock']);
    const other = await server.database();
    await expect(restore(path, other, options)).rejects.toThrow(/null value/);
    expect(Object.values(await contents(other)).flat()).toEqual([]);
    // What was begun there is no hindrance.
    const good = pathOf(await full.SQLite());
    await restore(good, other, options);
    expect(await contents(other)).toEqual(await contents(`file:${good}`));
  });
});

describe('a database with data', { timeout: 60_000 }, () => {
  it('that is a file stays where it is, or beside what is restored', async () => {
    const url = await full.SQLite();
    const copy = fileOf('copy.db');
    await backUp(url, copy, options);
    const kept = await contents(url);
    const { file, end } = bare(pathOf(url));
    file.exec(`update people set name = 'later'`);
    await end();
    const later = readFileSync(pathOf(url));
    const refused = await run(['restore', copy], url);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/bot\.db: There is a database already\. With --force it stays beside/);
    expect(readFileSync(pathOf(url))).toEqual(later);
    // Also where it is the reason for the restoring.
    writeFileSync(pathOf(url), later.subarray(0, later.length / 2));
    writeFileSync(`${pathOf(url)}-wal`, 'left');
    const { code, out, err } = await run(['restore', '--force', copy], url);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(await contents(url)).toEqual(kept);
    const aside = /The database from before is now (\S+bot\.db\.before-\d{8}T\d{6}Z)\n/.exec(out)?.[1] ?? '';
    expect(readFileSync(aside)).toEqual(later.subarray(0, later.length / 2));
    expect(readFileSync(`${aside}-wal`, 'utf8')).toBe('left');
    expect(statSync(pathOf(url)).mode & 0o777).toBe(0o600);
  });

  it('that is a PostgreSQL is always refused', async () => {
    const copy = pathOf(await full.SQLite());
    const url = await full.PostgreSQL();
    const before = await contents(url);
    for (const args of [
      ['restore', copy],
      ['restore', '--force', copy],
    ]) {
      const { code, err } = await run(args, url);
      expect(code).toBe(1);
      expect(err).toMatch(/has data already.*which stays: create an empty one/);
      expect(err).not.toContain(server.password);
    }
    expect(await contents(url)).toEqual(before);
    // Tables alone are no data: a bot was started once.
    const begun = await server.database();
    await (await openStore(begun, quiet)).end();
    await restore(copy, begun, options);
    expect(await contents(begun)).toEqual(before);
  });

  it('is not taken from a bot that runs', async () => {
    const copy = fileOf('copy.db');
    const url = await full.SQLite();
    await backUp(url, copy, options);
    const store = await openStore(url, quiet);
    const { code, err } = await run(['restore', '--force', copy], url);
    expect(code).toBe(1);
    expect(err).toMatch(/bot\.db: Another bot uses this file/);
    await store.changePerson('mina', { name: 'mina' });
    await store.end();
    expect(readdirSync(dirname(pathOf(url))).sort()).toEqual(['bot.db', 'bot.db-lock']);
  });

  it('has one lock, however it is called', async () => {
    const url = await full.SQLite();
    const link = fileOf('link.db');
    mkdirSync(dirname(link));
    symlinkSync(pathOf(url), link);
    const store = await openStore(url, quiet);
    await expect(openStore(`file:${link}`, quiet)).rejects.toThrow(/Another bot uses this file/);
    await store.end();
  });

  it('and that was cut off by a kill is read with all that was confirmed', async () => {
    const url = await empty.SQLite();
    const { child, lines } = await crowd(url);
    child.kill('SIGKILL');
    await once(child, 'close');
    const copy = fileOf('copy.db');
    await backUp(url, copy, options);
    await expectConfirmed(`file:${copy}`, lines);
  });
});

it('a verb that needs a file asks for it', async () => {
  for (const verb of ['backup', 'restore'])
    expect(await run([verb], `file:${fileOf()}`)).toMatchObject({
      code: 1,
      err: expect.stringContaining(`k8s-study-bot ${verb} FILE`),
    });
});

describe('progress', () => {
  const show = (isTTY: boolean, seconds: number, everyMs = 50) => {
    const written: string[] = [];
    let time = 0;
    const stream = { isTTY, write: (text: string) => written.push(text) > 0 };
    const progress = showProgress('check', stream as never, () => time);
    for (; time <= seconds * 1000; time += everyMs) progress.at(time / 10, 2000);
    progress.end();
    return written;
  };

  it.each([true, false])('says nothing of what is over at once (terminal: %s)', (isTTY) => {
    expect(show(isTTY, 0.95)).toEqual([]);
  });

  it('is a bar on a terminal, and gone at the end', () => {
    const written = show(true, 2);
    expect(written[0]).toBe(`\r\x1b[Kcheck █${'░'.repeat(23)} 100 of 2,000 (5%)`);
    expect(written).toHaveLength(12);
    expect(written.at(-1)).toBe('\r\x1b[K');
  });

  it('is a line now and then elsewhere', () => {
    expect(show(false, 12)).toEqual([
      'check: 100 of 2,000 (5%)\n',
      'check: 600 of 2,000 (30%)\n',
      'check: 1,100 of 2,000 (55%)\n',
    ]);
  });

  it('is a word where nobody knows how far it is', () => {
    for (const [isTTY, expected] of [
      [true, ['reading 3 files…', '\r\x1b[K']],
      [false, ['reading 3 files\n']],
    ] as const) {
      const written: string[] = [];
      const done = showWork('reading 3 files', {
        isTTY,
        write: (text: string) => written.push(text) > 0,
      } as never);
      done();
      expect(written).toEqual(expected);
    }
  });
});

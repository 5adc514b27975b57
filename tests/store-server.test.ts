import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../adapters/store/open.ts';
import { grade } from '../src/quiz/grade.ts';
import { StoreError } from '../src/store.ts';
import { type Postgres, startPostgres } from './servers/postgres.ts';
import { at, attemptOf, channelQuiz, fresh, quiet, refusal } from './stores.ts';

let server: Postgres;
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(() => server.stop());

it.each([
  ['a wrong password', { password: 'secret' }, /does not let the bot in/],
  ['no such user', { username: 'nobody' }, /does not let the bot in/],
  ['no such database', { pathname: '/nothing' }, /has no such database/],
  ['nobody listening', { port: '1' }, /cannot be reached/],
  ['no such host', { hostname: 'nowhere.invalid' }, /cannot be reached/],
])('PostgreSQL with %s is refused, without telling the password', async (_, change, says) => {
  const url = new URL(await server.database());
  Object.assign(url, change);
  const error = await openStore(url.href, quiet).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(StoreError);
  const all = JSON.stringify(error, Object.getOwnPropertyNames(error)) + String((error as Error).stack);
  expect(all).toMatch(says);
  for (const secret of ['secret', server.password, encodeURIComponent(server.password)])
    expect(all).not.toContain(secret);
});

it('PostgreSQL of another program, of a newer version or without Korean is refused', async () => {
  const foreign = await server.database();
  await server.run(foreign, 'create table invoices (id integer)');
  expect(await refusal(foreign)).toMatch(/belongs to something else.*invoices/);

  const newer = await server.database();
  await (await openStore(newer, quiet)).end();
  await server.run(newer, `insert into k8s_study_bot_migrations values ('999-next', '2027-01-01')`);
  expect(await refusal(newer)).toMatch(/newer version of the bot \(999-next\)/);

  await server.run(
    foreign,
    `create database latin encoding latin1 locale_provider libc locale 'C' template template0`,
  );
  expect(await refusal(foreign.replace(/[^/]+$/, 'latin'))).toMatch(/encoding UTF8/);
});

it('PostgreSQL lets many bots begin at once', async () => {
  const url = await server.database();
  const stores = await Promise.all(Array.from({ length: 6 }, () => openStore(url, quiet)));
  const firsts = await Promise.all(stores.map((store) => store.isFirst('delivery', at(0))));
  expect(firsts.filter(Boolean)).toHaveLength(1);
  await Promise.all(stores.map((store) => store.end()));
});

it('PostgreSQL that is started again under load is found again, with one warning, and nothing is lost', async () => {
  const warnings: string[] = [];
  const news: string[] = [];
  const log = {
    ...quiet,
    warn: (_: object, message: string) => void warnings.push(message),
    info: (_: object, message: string) => void news.push(message),
  };
  const url = await server.database();
  const store = await openStore(url, log);
  const idleWarnings: string[] = [];
  const idle = await openStore(url, {
    ...quiet,
    warn: (_: object, message: string) => void idleWarnings.push(message),
  });
  await Promise.all(Array.from({ length: 5 }, () => idle.paused('group')));
  const quiz = channelQuiz();
  await store.open(quiz);
  const confirmed: string[] = [];
  const failures: unknown[] = [];
  let isOver = false;
  const load = Array.from({ length: 8 }, async () => {
    while (!isOver) {
      const person = fresh('person');
      await store.answer(attemptOf(quiz, { person }), grade).then(
        () => confirmed.push(person),
        (error: unknown) => failures.push(error),
      );
      // A connection that is refused fails within the same turn.
      await new Promise(setImmediate);
    }
  });
  const until = async (isTrue: () => boolean) => {
    while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  await until(() => confirmed.length > 50);
  await server.restart();
  const back = confirmed.length;
  await until(() => confirmed.length > back + 50);
  isOver = true;
  await Promise.all(load);

  expect(failures.length).toBeGreaterThan(0);
  for (const failure of failures) expect(failure).toBeInstanceOf(StoreError);
  expect(warnings).toEqual(['the connection to PostgreSQL was lost; every request tries it anew']);
  expect(news).toEqual(['PostgreSQL is connected again']);
  const kept = (await store.attempts(quiz.id)).map((attempt) => attempt.person);
  expect(new Set(kept).size).toBe(kept.length);
  expect(kept).toEqual(expect.arrayContaining(confirmed));
  // Nobody asked anything of this one meanwhile.
  expect(idleWarnings).toEqual(warnings);
  expect(await idle.attempts(quiz.id)).toHaveLength(kept.length);
  await idle.end();
  await store.end();
});

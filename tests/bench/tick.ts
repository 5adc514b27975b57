import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../adapters/store/migrations.ts';
import { openPostgres } from '../../adapters/store/postgres.ts';
import { fromSchedule } from '../../adapters/store/rows.ts';
import type { Engine } from '../../adapters/store/schema.ts';
import { openSqlite } from '../../adapters/store/sqlite.ts';
import { createStore } from '../../adapters/store/store.ts';
import { fillOutbox } from '../../src/daily/due.ts';
import type { Schedule } from '../../src/store.ts';
import { startPostgres } from '../servers/postgres.ts';

/** What comes round in the same minute. */
const sizes = [10_000, 100_000];
const idleLooks = 500;
const zones = ['Asia/Seoul', 'America/New_York', 'Europe/Berlin', 'UTC'];
const quiet = { info() {}, warn() {}, error() {} };
const nine = new Date('2026-11-26T00:00:00Z');
const catchUpMs = 3_600_000;

/** What a look for what is due costs. */
export async function benchTick(): Promise<{ head: string[]; rows: string[][] }> {
  const rows: string[][] = [];
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'tick-'));
    rows.push(await measure('SQLite', size, await openSqlite(join(folder, 'bot.db'))));
    rmSync(folder, { recursive: true });
    const server = await startPostgres({ isDurable: true });
    rows.push(await measure('PostgreSQL', size, await openPostgres(await server.database(), quiet)));
    await server.stop();
  }
  return {
    head: ['', 'schedules due', 'claimed and in the outbox s', 'memory MB', 'idle look p50 / p99 ms'],
    rows,
  };
}

async function measure(name: string, size: number, engine: Engine): Promise<string[]> {
  await migrate(engine);
  for (let start = 0; start < size; start += 1000)
    await engine.db
      .insertInto('schedules')
      .values(Array.from({ length: 1000 }, (_, place) => fromSchedule(scheduleOf(start + place))))
      .execute();
  const store = createStore(engine);
  const fail = (error: unknown) => {
    throw error;
  };
  // What is compiled once is not counted.
  await fillOutbox(store, new Date(nine.getTime() - 60_000), catchUpMs, fail);
  const memoryBefore = process.memoryUsage().rss / 1e6;
  const before = performance.now();
  await fillOutbox(store, nine, catchUpMs, fail);
  const seconds = (performance.now() - before) / 1000;
  const memory = process.memoryUsage().rss / 1e6;
  const { count } = await store.backlog(nine);
  if (count !== size) throw new Error(`${count} of ${size} are in the outbox`);
  // All that was said.
  await engine.db.updateTable('posts').set({ done_at: nine.getTime() }).execute();
  const later = new Date(nine.getTime() + 60_000);
  const idle: number[] = [];
  for (let look = 0; look < idleLooks; look++) {
    const start = performance.now();
    await fillOutbox(store, later, catchUpMs, fail);
    await store.lease(later, later, ['elsewhere'], 32);
    idle.push(performance.now() - start);
  }
  await store.end();
  idle.sort((a, b) => a - b);
  const at = (part: number) => (idle[Math.floor(idle.length * part)] ?? 0).toFixed(2);
  return [
    name,
    String(size),
    seconds.toFixed(2),
    `${memoryBefore.toFixed(0)} → ${memory.toFixed(0)}`,
    `${at(0.5)} / ${at(0.99)}`,
  ];
}

const scheduleOf = (number: number): Schedule => ({
  kind: 'daily',
  target: `discord:${number}`,
  group: `discord:g${number % 500}`,
  person: `discord:p${number}`,
  locale: 'ko',
  pattern: '0 9 * * *',
  zone: zones[number % zones.length] ?? 'UTC',
  nextAt: nine,
  options: { reveal: '21:00' },
});

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { openToRead } from '../../adapters/store/open.ts';
import type { Complaint, Running } from './bot.ts';
import { compare, type Kept } from './check.ts';
import { circle } from './circle.ts';
import type { Driver } from './driver.ts';
import { Faults } from './faults.ts';
import { know } from './knowledge.ts';
import { Load } from './load.ts';
import { pageRoom } from './page.ts';
import { faultsOf } from './plan.ts';
import { Chance } from './random.ts';
import { solo } from './solo.ts';
import { type Engine, setUp } from './stage.ts';

export interface SoakOptions {
  /** How long there is load. */
  seconds: number;
  /** Interactions, over all platforms. */
  perSecond: number;
  seed: number;
  engine: Engine;
  /** What the names of faults have to match. */
  only?: RegExp;
  /** How long quiet times and faults take, in milliseconds, at least and at most. */
  quietMs: readonly [number, number];
  faultMs: readonly [number, number];
  /** So long before the end nothing goes wrong any more. */
  calmSeconds: number;
  /** Waits at the end until all is said that is due, which may take some minutes. */
  isPatient: boolean;
  /** Told how far it is, every other second. */
  tell?: (text: string) => void;
}

/** What a soak has seen. */
export interface Seen {
  began: number;
  load: Load;
  faults: Faults;
  samples: ({ at: number } & Awaited<ReturnType<Running['measure']>>)[];
  /** Just after a collection: three times in the second minute, and three times in the last; never in a short run. */
  settled: Seen['samples'];
  complaints: readonly Complaint[];
  kept: Kept;
  /** Answers on Slack that were said again, since Slack's word that the first was said was lost. */
  saidAgain: number;
  /** What 99 of 100 turns of the soak's own loop were late by at most: it stands in every time that it measured. */
  ownLagMs: number;
}

/** How many there are of each on a platform. */
const people = { solo: 40, circles: 2, inCircle: 5 };
const sampleMs = 2000;
/** What {@link Faults} calls the collections. */
const weighing = 'weighed, after a collection';
const afterWeighingMs = 5000;
/** When memory is weighed, in seconds: in the second minute and in the last one. */
const weighingsOf = (seconds: number): number[] =>
  seconds < 180 ? [] : [65, 90, 115, seconds - 56, seconds - 32, seconds - 8];
/** What waits for the minute that begins next, and for another try after that. */
const outboxMs = 200_000;
const discordRoom = 310_000_000_000_000_000n;
const roomNumbers = Array.from({ length: people.circles + 1 }, (_, index) => index);

/** Runs the bot under load while this and that goes wrong, stops it, and compares what it said with what it kept. */
export async function soak(options: SoakOptions): Promise<Seen> {
  const { seconds, perSecond, seed, engine, quietMs, faultMs, calmSeconds, isPatient, tell } = options;
  const { only = /./ } = options;
  const known = await know(new Chance(seed));
  const faults = new Faults();
  const load = new Load({ perSecond, seed, faults, known });
  const fail = (what: string) => load.fail(what);
  const rooms = {
    discord: roomNumbers.map((number) => String(discordRoom + BigInt(number))),
    slack: roomNumbers.map((number) => `C0ROOM${number}`),
  };
  const stage = await setUp(engine, rooms);
  const lag = monitorEventLoopDelay();
  lag.enable();
  try {
    const { bot, discord, slack, page, url } = stage;
    const drivers = [discord, slack, page];
    const began = Date.now();
    const until = began + seconds * 1000;
    const lives = [
      ...settle(load, discord, rooms.discord, seed + 1000),
      ...settle(load, slack, rooms.slack, seed + 2000),
      // The page has one channel.
      ...settle(load, page, [pageRoom, pageRoom], seed + 3000),
    ];
    load.begin();
    const chance = new Chance(seed + 1);
    const blowing = faults.run(
      faultsOf(stage, chance).filter(({ name }) => only.test(name)),
      bot,
      chance,
      {
        until: until - calmSeconds * 1000,
        quietMs,
        faultMs,
        fail,
      },
    );
    const samples: Seen['samples'] = [];
    const settled: Seen['settled'] = [];
    /** What V8 has not thrown away yet says nothing of what is kept. Answers are slow for some seconds after it. */
    const weigh = () =>
      faults.during(weighing, async () => {
        await bot.collect();
        settled.push({ at: Date.now(), ...(await bot.measure()) });
        await pause(afterWeighingMs);
      });
    const weighs = weighingsOf(seconds).map((second) => began + second * 1000);
    while (Date.now() < until) {
      await pause(Math.min(sampleMs, until - Date.now()));
      for (const driver of drivers)
        for (const violation of driver.violations()) fail(`forbidden by ${driver.name}: ${violation}`);
      const measured = await bot.measure().catch(() => undefined);
      if (measured !== undefined) samples.push({ at: Date.now(), ...measured });
      if (Date.now() >= (weighs[0] ?? Number.POSITIVE_INFINITY)) {
        weighs.shift();
        void weigh().catch((error) => fail(`memory could not be weighed: ${error}`));
      }
      const now = faults.isOn ? faults.windows.at(-1)?.name : 'quiet';
      tell?.(`${Math.round((Date.now() - began) / 1000)} s: ${load.deeds.length} done, ${now}`);
    }
    load.end();
    await Promise.all([...lives, blowing]);
    if (isPatient) await emptied(url);
    const code = await bot.stop();
    if (code !== 0) fail(`the bot ended with ${code}`);
    const kept = await compare(url, load.ledger, drivers, fail);
    let saidAgain = 0;
    for (const driver of drivers)
      for (const [said, times] of driver.answers()) {
        if (times.length < 2) continue;
        if (driver === slack && mayBeLost(faults, times)) saidAgain += 1;
        else fail(`answered ${times.length} times on ${driver.name}: ${said}`);
      }
    return {
      began,
      load,
      faults,
      samples,
      settled,
      complaints: bot.complaints,
      kept,
      saidAgain,
      ownLagMs: lag.percentile(99) / 1e6,
    };
  } finally {
    await stage.close();
  }
}

/** Slack has no way to say an answer once: if its word is lost that it was said, the bot says it again. */
const mayBeLost = ({ windows }: Faults, times: readonly number[]): boolean =>
  windows.some(
    ({ name, from, to }) =>
      name.startsWith('Slack') && from <= Math.max(...times) && to >= Math.min(...times),
  );

/** People who play alone in the first room, and circles in the others. */
function settle(
  load: Load,
  driver: Driver,
  [hall = '', ...rooms]: readonly string[],
  seed: number,
): Promise<void>[] {
  let number = 0;
  const person = (room: string, isHost = false) => {
    number += 1;
    return driver.person(number, room, { locale: number % 2 === 0 ? 'ko' : 'en', isHost });
  };
  const alone = Array.from({ length: people.solo }, () =>
    solo(load, driver, person(hall), new Chance(seed + number)),
  );
  const together = rooms.map((room) => {
    // The host is one of them.
    const members = Array.from({ length: people.inCircle }, (_, index) => person(room, index === 0));
    return circle(load, driver, members, new Chance(seed + number));
  });
  return [...alone, ...together].map((life) => load.live(life));
}

/** Waits until nothing is due to be said, but not for ever: what is left is told by the comparison. */
async function emptied(url: string): Promise<void> {
  const { db, end } = await openToRead(url, { info() {}, warn() {}, error() {} });
  try {
    for (const limit = Date.now() + outboxMs; Date.now() < limit; await pause(1000)) {
      const now = Date.now();
      const due = await db
        .selectFrom('posts')
        .select('key')
        .where('done_at', 'is', null)
        .where('due_at', '<=', now)
        .execute();
      const open = await db
        .selectFrom('quizzes')
        .select('id')
        .where('closed_at', 'is', null)
        .where('closes_at', '<', now + 60_000)
        .execute();
      if (due.length + open.length === 0) return;
    }
  } finally {
    await end();
  }
}

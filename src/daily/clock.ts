import { Cron } from 'croner';
import { LRUCache } from 'lru-cache';
import { addDays, dayOf } from '../quiz/day.ts';

/** Patterns that groups use; there are few. */
const crons = new LRUCache<string, Cron>({ max: 500 });

/**
 * The next time after a moment that a pattern names in a zone. In the hour that a clock change leaves out it is the first moment after;
 * in one that comes twice it is the first.
 *
 * @param pattern cron with five fields
 * @param zone IANA time zone
 * @returns undefined if it never comes, such as 31 February
 * @throws TypeError if it is no pattern
 */
export function nextRun(pattern: string, zone: string, after: Date): Date | undefined {
  const key = `${pattern}\n${zone}`;
  let cron = crons.get(key);
  if (cron === undefined) {
    cron = new Cron(pattern, { timezone: zone, paused: true, mode: '5-part' });
    crons.set(key, cron);
  }
  return cron.nextRun(after) ?? undefined;
}

/** The next times, at most `count`. */
export function nextRuns(pattern: string, zone: string, after: Date, count: number): Date[] {
  const runs: Date[] = [];
  for (let at = nextRun(pattern, zone, after); at !== undefined && runs.length < count; ) {
    runs.push(at);
    at = nextRun(pattern, zone, at);
  }
  return runs;
}

/** The first time on a local day or after it. */
export function firstRunOn(pattern: string, zone: string, day: string, now: Date): Date | undefined {
  // The day may have begun in this zone long before it does in UTC.
  let at: Date | undefined = new Date(Math.max(now.getTime(), Date.parse(`${addDays(day, -2)}T00:00:00Z`)));
  do at = nextRun(pattern, zone, at);
  while (at !== undefined && dayOf(at, zone) < day);
  return at;
}

/** Where no time is chosen, a daily question closes in the evening. */
const evening = '21:00';
/** Less than this is no time to answer. */
const leastOpenMs = 2 * 3600 * 1000;

/**
 * When a question that is due at a moment closes.
 *
 * @param reveal local time HH:MM; by default in the evening, of the next day if the question comes late
 */
export function closingOf(due: Date, zone: string, reveal?: string): Date {
  const [hour, minute] = (reveal ?? evening).split(':').map(Number);
  const after = reveal === undefined ? new Date(due.getTime() + leastOpenMs) : due;
  return nextRun(`${minute} ${hour} * * *`, zone, after) ?? new Date(due.getTime() + 12 * 3600 * 1000);
}

/** A moment as people of a language read it, with the day of the week. */
export const momentOf = (at: Date, locale: string, zone: string): string =>
  new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(at);

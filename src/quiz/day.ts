const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The local day of a moment: the ONE function that says which day it is, for streaks, boards and schedules.
 *
 * @param zone IANA time zone
 * @returns YYYY-MM-DD
 */
export function dayOf(at: Date, zone: string): string {
  let format = formats.get(zone);
  if (format === undefined) {
    // Sweden writes days as ISO 8601 does.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
    formats.set(zone, format);
  }
  return format.format(at);
}

/** The day so many days later, or earlier if negative. A day of the calendar, which no clock change can make shorter. */
export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** Monday of the week that a day is in: seasons of the board begin there. */
export function weekOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

/**
 * Days in a row up to today, or up to yesterday while today may still come.
 *
 * @param days on which something was done, the latest first
 * @param awayUntil days before it that were missed do not end the streak, nor do they count
 */
export function streakOf(days: readonly string[], today: string, awayUntil?: string): number {
  const done = new Set(days);
  const earliest = days.at(-1);
  if (earliest === undefined) return 0;
  let streak = 0;
  for (let day = today; day >= earliest; day = addDays(day, -1)) {
    if (done.has(day)) streak += 1;
    else if (day !== today && !(awayUntil !== undefined && day < awayUntil)) break;
  }
  return streak;
}

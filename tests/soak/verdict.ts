import { loadavg } from 'node:os';
import type { Deed } from './load.ts';
import type { Seen } from './soak.ts';

/** The longest that 99 of 100 answers may take, in milliseconds. */
const slowestMs = 250;
/** What memory may grow by from the second minute to the last. */
const growth = 0.05;
const minuteMs = 60_000;

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
const sort = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const median = (values: readonly number[]) => at(sort(values), 0.5);
const isTimed = ({ isDisturbed, outcome }: Deed) => !isDisturbed && outcome === 'answered';

/** The medians of what was weighed first and last; empty where nothing was. */
function growthOf({ settled }: Seen) {
  const half = settled.length / 2;
  return (['rss', 'heap'] as const).flatMap((kind) => {
    const sizes = settled.map((sample) => sample[kind]);
    const [before, after] = [median(sizes.slice(0, half)), median(sizes.slice(-half))];
    return sizes.length < 2 ? [] : [{ kind, before, after, change: after / before - 1 }];
  });
}

/** The medians of each minute, as they come: with what V8 has not thrown away yet. */
function minutesOf({ samples, began }: Seen) {
  const minutes = new Map<number, Seen['samples']>();
  for (const sample of samples) {
    const minute = Math.floor((sample.at - began) / minuteMs) + 1;
    minutes.set(minute, [...(minutes.get(minute) ?? []), sample]);
  }
  return [...minutes].map(([minute, own]) => ({
    minute,
    rss: median(own.map(({ rss }) => rss)),
    heap: median(own.map(({ heap }) => heap)),
  }));
}

/**
 * What went wrong, a line each.
 *
 * @param isMeasured also what came too late or not at all, how long answers took, and what memory grew by
 */
export function faultsIn(seen: Seen, isMeasured: boolean): string[] {
  const { load, faults, complaints, kept } = seen;
  const notes = [...load.failures, ...(isMeasured ? load.unanswered : [])];
  const found = notes.map(
    ([what, { count, second }]) => `${what} (${count === 1 ? '' : `${count} times, first `}at ${second} s)`,
  );
  for (const { at: when, level, message } of complaints) {
    const isExplained = faults.windows.some(({ from, to }) => from <= when && when <= to);
    const second = Math.round((when - seen.began) / 1000);
    if (level === 'fatal' || (isMeasured && !isExplained))
      found.push(`in the log, without a fault: ${level}: ${message} (at ${second} s)`);
  }
  for (const { name, from, to } of faults.windows) {
    const lines = complaints.filter(({ at: when }) => from <= when && when <= to).length;
    const disturbed = load.deeds.filter((deed) => deed.at >= from - 15_000 && deed.at <= to).length;
    if (lines > disturbed)
      found.push(`"${name}" made ${lines} lines in the log, for ${disturbed} things that were done`);
  }
  if (!isMeasured) return found;
  if (kept.waiting > 0) found.push(`${kept.waiting} things that were due were never said`);
  const p99 = at(sort(load.deeds.filter(isTimed).map(({ ms }) => ms)), 0.99);
  if (p99 > slowestMs) found.push(`99 of 100 answers took up to ${Math.round(p99)} ms, not ${slowestMs}`);
  for (const { kind, before, after, change } of growthOf(seen))
    if (!(change <= growth))
      found.push(
        `${kind} grew from ${Math.round(before)} to ${Math.round(after)} MiB, by ${(100 * change).toFixed(1)} %`,
      );
  return found;
}

/** What was seen, as tables. */
export function tablesOf(seen: Seen): string {
  const { load, faults, complaints, kept, saidAgain, began } = seen;
  const seconds = ((seen.samples.at(-1)?.at ?? began) - began) / 1000;
  const rows = (name: string, own: readonly Deed[]) => {
    const times = sort(own.filter(isTimed).map(({ ms }) => ms));
    const met = own.filter(({ isDisturbed }) => isDisturbed);
    const count = (outcome: Deed['outcome']) => own.filter((deed) => deed.outcome === outcome).length;
    return [
      name,
      own.length,
      met.length,
      count('refused'),
      count('silent'),
      ms(at(times, 0.5)),
      ms(at(times, 0.99)),
      ms(at(times, 1)),
    ];
  };
  const kinds = [...new Set(load.deeds.map(({ kind }) => kind))].sort();
  const platforms = [...new Set(load.deeds.map(({ platform }) => platform))].sort();
  const names = [...new Set(faults.windows.map(({ name }) => name))].sort();
  return [
    `${load.deeds.length} interactions in ${Math.round(seconds)} s, ${(load.deeds.length / seconds).toFixed(1)} a second`,
    table(
      ['', 'done', 'in faults', 'went wrong', 'no answer', 'p50 ms', 'p99 ms', 'max ms'],
      [
        ...platforms.map((platform) =>
          rows(
            platform,
            load.deeds.filter((deed) => deed.platform === platform),
          ),
        ),
        ...kinds.map((kind) =>
          rows(
            `  ${kind}`,
            load.deeds.filter((deed) => deed.kind === kind),
          ),
        ),
        rows('all', load.deeds),
        rows(
          'the first minute',
          load.deeds.filter(({ at: when }) => when < began + minuteMs),
        ),
        rows(
          'later',
          load.deeds.filter(({ at: when }) => when >= began + minuteMs),
        ),
      ],
    ),
    table(
      ['fault', 'at s', 'well again after, ms', 'lines in the log'],
      names.map((name) => {
        const own = faults.windows.filter((window) => window.name === name);
        const lines = complaints.filter(({ at: when }) =>
          own.some(({ from, to }) => from <= when && when <= to),
        );
        return [
          name,
          own.map(({ from }) => Math.round((from - began) / 1000)).join(' '),
          Math.max(...own.map(({ recoveryMs }) => recoveryMs)),
          lines.length,
        ];
      }),
    ),
    `Most often in the log: ${mostOften(complaints.map(({ message }) => message)).join('; ') || 'nothing'}`,
    `Slowest without a fault: ${slowestOf(seen).join('; ')}`,
    table(
      ['memory just after a collection, MiB', 'second minute', 'last minute', 'change'],
      growthOf(seen).map(({ kind, before, after, change }) => [
        kind,
        before.toFixed(1),
        after.toFixed(1),
        `${(100 * change).toFixed(1)} %`,
      ]),
    ),
    table(
      ['memory as it comes, MiB', 'rss', 'heap'],
      minutesOf(seen).map(({ minute, rss, heap }) => [`minute ${minute}`, rss.toFixed(0), heap.toFixed(0)]),
    ),
    `confirmed: ${load.ledger.confirmations} answers. Kept: ${kept.attempts} answers, ${kept.cards} cards, ${kept.quizzes} quizzes, ${kept.reports} reports.`,
    `Said by itself: ${kept.said}; still due: ${kept.waiting}. Said again on Slack, whose word was lost: ${saidAgain}.`,
    `Late by itself (p99): the soak by ${ms(seen.ownLagMs)} ms, the bot by ${ms(median(seen.samples.map(({ lag }) => lag)))} ms. The bot took ${cpuOf(seen)} % of a processor; the machine's load is ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')}.`,
  ].join('\n\n');
}

/** The beginnings of lines, and how many there were of each. */
function mostOften(lines: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line.slice(0, 70), (counts.get(line.slice(0, 70)) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.slice(0, 8).map(([line, count]) => `${count}× ${line}`);
}

const slowestOf = ({ load, began }: Seen): string[] =>
  load.deeds
    .filter(isTimed)
    .sort((a, b) => b.ms - a.ms)
    .slice(0, 8)
    .map(({ platform, kind, at: when, ms: took }) => {
      const second = Math.round((when - began) / 1000);
      return `${kind} on ${platform}, ${ms(took)} ms, at ${second} s`;
    });

/** Of the whole load. */
function cpuOf({ samples }: Seen): string {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) return '-';
  return ((1e5 * (last.cpu - first.cpu)) / (last.at - first.at)).toFixed(0);
}

const ms = (value: number): string => (Number.isNaN(value) ? '-' : value.toFixed(value < 10 ? 1 : 0));

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

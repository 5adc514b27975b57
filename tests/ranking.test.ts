import { describe, expect, it } from 'vitest';
import { judge, outcomeOf, readCases, type Verdict } from './ranking.ts';
import { shelfOf, shippedNotes, studyNotes } from './shelves.ts';

const shipped = (await shelfOf(shippedNotes)).library;
const headings = (await shelfOf(studyNotes)).library;

/** SHOW_MISSES=tuning prints what went wrong in that table; the judging one is best left unread. */
function report(name: string, cases: number, { misses, ...rates }: Verdict): void {
  process.stdout.write(`${name}: ${cases} questions, ${JSON.stringify(rates)}\n`);
  if (process.env.SHOW_MISSES === name) process.stdout.write(`${misses.join('\n')}\n`);
}

describe.each([
  // Weights, words and the notes' keywords are tuned on this one. A third of it is long sentences full of everyday words.
  {
    name: 'tuning',
    library: shipped,
    byTitle: false,
    bars: { firstHit: 96, falseAnswers: 2.5, falseRefusals: 2 },
  },
  // Written by who had seen neither the search nor the keywords; most of it does not name what it asks about. A second
  // topic counts where two others, who knew the notes and nothing else, both took it for an answer.
  {
    name: 'judging',
    library: shipped,
    byTitle: false,
    bars: { firstHit: 92, falseAnswers: 6, falseRefusals: 5 },
  },
  {
    name: 'headings',
    library: headings,
    byTitle: true,
    bars: { firstHit: 95, falseAnswers: 1, falseRefusals: 2 },
  },
])('the ranking table "$name"', ({ name, library, byTitle, bars }) => {
  const cases = readCases(name);
  const verdict = judge(cases, (query) => outcomeOf(library, query, byTitle));
  report(name, cases.length, verdict);

  it('has the right topic first', () => expect(verdict.firstHit).toBeGreaterThanOrEqual(bars.firstHit));
  it('answers hardly anything that is out of scope', () =>
    expect(verdict.falseAnswers).toBeLessThanOrEqual(bars.falseAnswers));
  it('refuses hardly anything that it could answer', () =>
    expect(verdict.falseRefusals).toBeLessThanOrEqual(bars.falseRefusals));
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReference } from '../adapters/files.ts';
import { choose, type Lore } from '../src/daily/choose.ts';
import { Bank } from '../src/quiz/bank.ts';
import type { Past } from '../src/store.ts';
import { shelfOf, shippedNotes } from './shelves.ts';
import { channelQuiz } from './stores.ts';

/** Which question a channel gets next. */

const { library } = await shelfOf(shippedNotes);
const bank = Bank.of(library, (await readReference()).schema);
const all = bank.ids();
const now = new Date('2026-11-26T00:00:00Z');
const nothing: Lore = { asked: [], past: [], paused: [], topics: [] };
const topicOf = (id: string) => bank.question(id, 'ko')?.topic ?? '';
const levelOf = (id: string) => bank.question(id, 'ko')?.level;

/** Puts questions to a channel one after another, and gives back their ids in that order. */
function play(count: number, wanted: Parameters<typeof choose>[2] = {}, more: Partial<Lore> = {}, seed = 1) {
  const asked: string[] = [];
  const kinds: string[] = [];
  for (let turn = 0; turn < count; turn++) {
    const choice = choose(bank, { ...nothing, ...more, asked }, wanted, now, seed + turn);
    if (choice === undefined) break;
    asked.unshift(choice.question);
    kinds.push(choice.daily);
  }
  return { ids: asked.toReversed(), kinds };
}

const past = (question: string, daysAgo: number, more: Partial<Past> = {}): Past => ({
  quiz: channelQuiz({
    questions: [question],
    daily: 'new',
    openedAt: new Date(now.getTime() - daysAgo * 24 * 3_600_000),
  }),
  answered: 4,
  correct: 1,
  ...more,
});

describe('the bag', () => {
  it('is emptied before anything comes again, which is then called a review', () => {
    const { ids, kinds } = play(all.length + 10);
    expect(new Set(ids.slice(0, all.length)).size).toBe(all.length);
    expect(new Set(kinds.slice(0, all.length))).toEqual(new Set(['new']));
    expect(new Set(kinds.slice(all.length))).toEqual(new Set(['review']));
  });

  it('is emptied whatever the seed, topic and level', () => {
    const topics = [...new Set(all.map(topicOf))];
    fc.assert(
      fc.property(
        fc.subarray(topics, { minLength: 1, maxLength: 4 }),
        fc.option(fc.constantFrom(1 as const, 2 as const, 3 as const), { nil: undefined }),
        fc.integer(),
        (some, level, seed) => {
          const fits = all.filter(
            (id) => some.includes(topicOf(id)) && (level === undefined || levelOf(id) === level),
          );
          const wanted = { topics: some, ...(level !== undefined && { level }) };
          const { ids } = play(fits.length, wanted, {}, seed);
          expect(ids.toSorted()).toEqual(fits.toSorted());
        },
      ),
      { numRuns: 30 },
    );
  });

  it('holds nothing that was put aside', () => {
    const paused = all.filter((id) => topicOf(id) === 'pod');
    expect(play(200, {}, { paused }).ids.filter((id) => paused.includes(id))).toEqual([]);
    expect(choose(bank, { ...nothing, paused: all }, {}, now, 1)).toBeUndefined();
  });
});

describe('a week', () => {
  it('has another topic each day, and not one level alone', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { ids } = play(7, {}, {}, seed * 100);
      expect(new Set(ids.map(topicOf)).size).toBe(7);
      expect(new Set(ids.map(levelOf)).size).toBeGreaterThan(1);
    }
  });
});

describe('the share', () => {
  it.each([
    [0, 0, 0],
    [100, 100, 100],
    [50, 35, 65],
    [undefined, 10, 30],
  ])('of %s in a hundred is kept', (generated, least, most) => {
    const { ids } = play(100, generated === undefined ? {} : { generated });
    const made = ids.filter((id) => !bank.isWritten(id)).length;
    expect(made).toBeGreaterThanOrEqual(least);
    expect(made).toBeLessThanOrEqual(most);
  });
});

describe('what the group knows least', () => {
  it('comes more often than what it knows', () => {
    const topics = ['pod', 'service'].map((topic, place) => ({ topic, answered: 100, correct: 100 * place }));
    const count = (topic: string) =>
      Array.from(
        { length: 600 },
        (_, seed) =>
          choose(bank, { ...nothing, topics }, { topics: ['pod', 'service'], generated: 0 }, now, seed)
            ?.question ?? '',
      ).filter((id) => topicOf(id) === topic).length;
    const size = (topic: string) => bank.ids([topic]).filter((id) => bank.isWritten(id)).length;
    expect(count('pod') / size('pod')).toBeGreaterThan((1.8 * count('service')) / size('service'));
  });

  it('comes again after a week, once, as a review', () => {
    const [missed = '', other = ''] = all;
    const lore = (days: number, more: Partial<Lore> = {}): Lore => ({
      ...nothing,
      asked: [other, missed],
      past: [past(other, 1, { correct: 4 }), past(missed, days)],
      ...more,
    });
    expect(choose(bank, lore(7), {}, now, 1)).toEqual({ question: missed, daily: 'review' });
    expect(choose(bank, lore(6), {}, now, 1)?.daily).toBe('new');
    expect(choose(bank, lore(7, { asked: [missed, other, missed] }), {}, now, 1)?.daily).toBe('new');
    expect(choose(bank, lore(7, { paused: [missed] }), {}, now, 1)?.daily).toBe('new');
    expect(choose(bank, lore(7), { topic: 'service' }, now, 1)?.daily).toBe('preview');
    // One that most knew, and one that nobody answered, need no review.
    expect(choose(bank, lore(7, { past: [past(missed, 7, { correct: 2 })] }), {}, now, 1)?.daily).toBe('new');
    expect(
      choose(bank, lore(7, { past: [past(missed, 7, { answered: 0, correct: 0 })] }), {}, now, 1)?.daily,
    ).toBe('new');
  });
});

describe('a syllabus', () => {
  it('goes before topics and level', () => {
    const choice = choose(bank, nothing, { topic: 'service', topics: ['pod'], level: 3 }, now, 1);
    expect(topicOf(choice?.question ?? '')).toBe('service');
    expect(choice?.daily).toBe('preview');
    expect(choose(bank, nothing, { topic: 'no-such-note' }, now, 1)?.daily).toBe('new');
  });
});

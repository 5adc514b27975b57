import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from '../src/notes/question.ts';
import { Bank } from '../src/quiz/bank.ts';
import { addDays, dayOf, streakOf, weekOf } from '../src/quiz/day.ts';
import { grade } from '../src/quiz/grade.ts';
import { isRight } from '../src/quiz/mark.ts';
import { orderOf } from '../src/quiz/order.ts';
import type { Attempt, Card } from '../src/store.ts';

const question = (more: Partial<Question> = {}): Question => ({
  id: 'pod/restart',
  topic: 'pod',
  locale: 'en',
  kind: 'choice',
  level: 1,
  stem: 'Who restarts a container?',
  options: ['kubelet', 'scheduler', 'etcd', 'kube-proxy'].map((text, index) => ({
    text,
    correct: index === 0,
    reason: 'So.',
  })),
  answers: ['kubelet'],
  reason: '',
  origin: 'written',
  file: 'en/pod.md',
  line: 1,
  ...more,
});

describe('the day', () => {
  it.each([
    ['2026-11-25T14:59:59Z', 'Asia/Seoul', '2026-11-25'],
    ['2026-11-25T15:00:00Z', 'Asia/Seoul', '2026-11-26'],
    ['2026-11-25T03:00:00Z', 'America/New_York', '2026-11-24'],
    ['2026-03-29T01:30:00Z', 'Europe/Berlin', '2026-03-29'],
    ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31'],
    ['2026-11-25T18:14:00Z', 'Asia/Kathmandu', '2026-11-25'],
  ])('of %s in %s is %s', (at, zone, day) => expect(dayOf(new Date(at), zone)).toBe(day));

  it('is counted on by the calendar', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(weekOf('2026-11-25')).toBe('2026-11-23');
    expect(weekOf('2026-11-29')).toBe('2026-11-23');
    expect(weekOf('2026-11-30')).toBe('2026-11-30');
  });

  it.each([
    ['nothing', [], 0],
    ['today', ['2026-11-25'], 1],
    ['yesterday, with today still to come', ['2026-11-24', '2026-11-23'], 2],
    ['the day before yesterday', ['2026-11-23'], 0],
    ['three days with a gap before', ['2026-11-25', '2026-11-24', '2026-11-23', '2026-11-21'], 3],
  ])('makes a streak of %s', (_, days, streak) => expect(streakOf(days, '2026-11-25')).toBe(streak));

  it('missed on a holiday ends no streak', () => {
    const days = ['2026-11-25', '2026-11-20', '2026-11-19'];
    expect(streakOf(days, '2026-11-25')).toBe(1);
    expect(streakOf(days, '2026-11-25', '2026-11-25')).toBe(3);
  });
});

describe('the order of options', () => {
  it('is the same for the same quiz, has each option once, and differs between quizzes', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const order = orderOf(question(), seed);
        expect(orderOf(question(), seed)).toEqual(order);
        expect(order.toSorted()).toEqual([0, 1, 2, 3]);
      }),
    );
    const firsts = Array.from({ length: 400 }, (_, seed) => orderOf(question(), seed)[0]);
    for (const index of [0, 1, 2, 3])
      expect(firsts.filter((first) => first === index).length).toBeGreaterThan(60);
  });

  it('leaves O before X', () => {
    const ox = question({ kind: 'ox', options: question().options.slice(0, 2) });
    for (let seed = 0; seed < 20; seed++) expect(orderOf(ox, seed)).toEqual([0, 1]);
  });
});

describe('an answer', () => {
  const fill = question({
    kind: 'fill',
    options: [],
    answers: ['kubectl scale', 'readinessProbe', '--image'],
  });
  it.each([
    ['kubectl scale', true],
    ['  KUBECTL   scale ', true],
    ['ｋｕｂｅｃｔｌ　ｓｃａｌｅ', true],
    ['`readinessprobe`', true],
    ['—image', true],
    ['readiness', false],
    ['', false],
    ['x'.repeat(100_000), false],
  ])('typed as %s', (typed, right) => expect(isRight(fill, typed)).toBe(right));

  it.each([
    ['0', true],
    ['1', false],
    ['7', false],
    ['kubelet', false],
  ])('chosen as %s', (given, right) => expect(isRight(question(), given)).toBe(right));
});

describe('a card', () => {
  const attempt = (day: string, more: Partial<Attempt> = {}): Attempt => ({
    quiz: 'q',
    person: 'a',
    group: 'g',
    question: 'pod/restart',
    topic: 'pod',
    given: '0',
    correct: true,
    guessed: false,
    at: new Date(`${day}T09:00:00Z`),
    day,
    ...more,
  });
  const cardAfter = (...attempts: Attempt[]) =>
    attempts.reduce<Card | undefined>((card, one) => grade(one, card), undefined) as Card;
  const wrong = { correct: false, given: '1' };
  const days = (card: Card) => (card.dueAt.getTime() - card.answeredAt.getTime()) / 86_400_000;

  it('comes back later the better it is known', () => {
    const known = cardAfter(attempt('2026-11-01'));
    const guessed = cardAfter(attempt('2026-11-01', { guessed: true }));
    const failed = cardAfter(attempt('2026-11-01', wrong));
    expect(days(failed)).toBe(days(guessed));
    expect(days(guessed)).toBeLessThan(days(known));
    const again = grade(attempt('2026-11-05'), known);
    expect(days(again)).toBeGreaterThan(days(known));
  });

  it('goes into the notebook when wrong or guessed, and leaves after two days of knowing', () => {
    expect(cardAfter(attempt('2026-11-01')).wrongAt).toBeUndefined();
    expect(cardAfter(attempt('2026-11-01', { guessed: true })).wrongAt).toBeDefined();
    const failed = attempt('2026-11-01', wrong);
    expect(cardAfter(failed, attempt('2026-11-02'), attempt('2026-11-02')).wrongAt).toEqual(failed.at);
    expect(cardAfter(failed, attempt('2026-11-02'), attempt('2026-11-03')).wrongAt).toBeUndefined();
    const relapsed = cardAfter(
      failed,
      attempt('2026-11-02'),
      attempt('2026-11-03', wrong),
      attempt('2026-11-04'),
    );
    expect(relapsed).toMatchObject({ wrongAt: failed.at, rightDays: ['2026-11-04'] });
  });

  it('tells a confident error from a guess', () => {
    expect(cardAfter(attempt('2026-11-01', wrong)).isConfident).toBe(true);
    expect(cardAfter(attempt('2026-11-01', { ...wrong, guessed: true })).isConfident).toBe(false);
  });

  it('bears a clock that was set back', () => {
    const card = cardAfter(attempt('2026-11-10'), attempt('2026-11-01'));
    expect(card.answeredAt).toEqual(new Date('2026-11-10T09:00:00Z'));
  });
});

describe('the bank', () => {
  const bank = new Bank([
    question(),
    question({ locale: 'ko', stem: '누가 컨테이너를 다시 시작하나요?' }),
    question({ id: 'pod/only', stem: 'Only here?' }),
    question({ id: 'node/one', topic: 'node' }),
  ]);

  it('knows each question once, in both languages', () => {
    expect(bank.ids()).toEqual(['pod/restart', 'pod/only', 'node/one']);
    expect(bank.ids(['pod'])).toEqual(['pod/restart', 'pod/only']);
    expect(bank.question('pod/restart', 'ko')?.stem).toContain('누가');
    expect(bank.question('pod/only', 'ko')?.stem).toBe('Only here?');
    expect(bank.question('pod/gone', 'ko')).toBeUndefined();
    expect([...bank.all()]).toHaveLength(4);
  });
});

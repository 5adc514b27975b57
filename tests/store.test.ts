import { describe, expect, it } from 'vitest';
import { grade } from '../src/quiz/grade.ts';
import { type Attempt, type Card, type Quiz, StoreError } from '../src/store.ts';
import { at, attemptOf, channelQuiz, describeStore, fresh, quizOf } from './stores.ts';

describeStore(({ store, other, open, end }) => {
  const opened = async (quiz: Quiz) => {
    await store.open(quiz);
    return quiz;
  };

  describe('settings', () => {
    it('knows nothing of a group or person at first', async () => {
      expect(await store.group(fresh('group'))).toEqual({});
      expect(await store.person(fresh('person'))).toBeUndefined();
    });

    it('changes what is named and leaves the rest', async () => {
      const group = fresh('group');
      await store.changeGroup(group, { locale: 'en' });
      await store.changeGroup(group, { zone: 'Asia/Seoul' });
      await store.changeGroup(group, {});
      expect(await store.group(group)).toEqual({ locale: 'en', zone: 'Asia/Seoul' });

      const person = fresh('person');
      await store.changePerson(person, { isHidden: true });
      expect(await store.person(person)).toEqual({ name: '', isHidden: true });
      await store.changePerson(person, { name: '지민', awayUntil: '2026-12-01' });
      await store.changePerson(person, {});
      const all = { name: '지민', isHidden: true, awayUntil: '2026-12-01' };
      expect(await store.person(person)).toEqual(all);
    });
  });

  describe('deliveries', () => {
    const day = 24 * 3600;

    it('is the first time once, on whichever bot', async () => {
      const delivery = fresh('delivery');
      const told = await Promise.all(
        Array.from({ length: 20 }, (_, index) => (index % 2 ? store : other).isFirst(delivery, at(0))),
      );
      expect(told.filter(Boolean)).toHaveLength(1);
      expect(await store.isFirst(delivery, at(7.9 * day))).toBe(false);
    });

    it('forgets after eight days', async () => {
      const [one, two] = [fresh('delivery'), fresh('delivery')];
      await store.isFirst(one, at(0));
      expect(await store.isFirst(two, at(8.1 * day))).toBe(true);
      expect(await store.isFirst(one, at(8.1 * day))).toBe(true);
      expect(await store.isFirst(one, at(8.2 * day))).toBe(false);
      // The clock of another computer is behind.
      expect(await store.isFirst(two, at(8.0 * day))).toBe(false);
    });

    it('forgets to the second, though it clears away once an hour', async () => {
      const [one, two] = [fresh('delivery'), fresh('delivery')];
      await store.isFirst(one, at(100 * day + 10));
      await store.isFirst(two, at(108 * day + 5));
      expect(await store.isFirst(one, at(108 * day + 9))).toBe(false);
      expect(await store.isFirst(one, at(108 * day + 15))).toBe(true);
      expect(await store.isFirst(one, at(108 * day + 20))).toBe(false);
    });
  });

  describe('quizzes', () => {
    it.each([
      ['solo', quizOf()],
      ['channel', channelQuiz({ locale: 'en', closesAt: at(60) })],
      ['closed', channelQuiz({ closesAt: at(60), closedAt: at(61), person: '한글 "quoted" \\ \'' })],
    ])('gives back what was opened: %s', async (_, quiz) => {
      await store.open(quiz);
      expect(await other.quiz(quiz.id)).toEqual(quiz);
    });

    it('knows no other', async () => {
      expect(await store.quiz('nothing')).toBeUndefined();
      expect(await store.answer(attemptOf(quizOf()), grade)).toEqual({ kind: 'unknown' });
      expect(await store.close('nothing', at(9), grade)).toBe(false);
      expect(await store.attempts('nothing')).toEqual([]);
    });

    it('finds the last one begun that is not ended', async () => {
      const person = fresh('person');
      expect(await store.unfinished(person)).toBeUndefined();
      const first = await opened(quizOf({ person, openedAt: at(1) }));
      const second = await opened(quizOf({ person, openedAt: at(2), questions: ['q1'] }));
      await opened(channelQuiz({ person, openedAt: at(3) }));
      expect(await store.unfinished(person)).toEqual(second);
      await store.answer(attemptOf(second), grade);
      expect(await store.unfinished(person)).toEqual(first);
    });

    it('finds those that should have closed, the earliest first', async () => {
      const channel = fresh('channel');
      const due = async (now: Date, limit = 100) =>
        (await store.overdue(now, limit)).filter((quiz) => quiz.channel === channel).map((quiz) => quiz.id);
      const late = await opened(channelQuiz({ channel, closesAt: at(-50) }));
      const early = await opened(channelQuiz({ channel, closesAt: at(-100) }));
      await opened(channelQuiz({ channel, closesAt: at(-40) }));
      await opened(channelQuiz({ channel }));
      expect(await due(at(-50))).toEqual([early.id, late.id]);
      expect(await due(at(-50), 1)).toEqual([early.id]);
      await store.close(early.id, at(-50), grade);
      expect(await due(at(-50))).toEqual([late.id]);
    });

    it('says what was asked in a channel, the latest first and each as often as it was', async () => {
      const channel = fresh('channel');
      for (const [index, question] of ['a', 'b', 'a', 'c'].entries())
        await opened(channelQuiz({ channel, questions: [question], openedAt: at(index) }));
      expect(await store.asked(channel)).toEqual(['c', 'a', 'b', 'a']);
      expect(await store.asked(fresh('channel'))).toEqual([]);
    });
  });

  describe('answers alone', () => {
    it('keeps the first, grades it, and closes with the last', async () => {
      const quiz = await opened(quizOf({ person: fresh('person'), questions: ['q1', 'q2'] }));
      const first = attemptOf(quiz, { given: '2', correct: false });
      expect(await store.answer(first, grade)).toEqual({ kind: 'kept', attempt: first });
      expect(await store.cards(quiz.person)).toEqual([grade(first, undefined)]);
      expect(await store.answer({ ...first, given: '0', correct: true, at: at(5) }, grade)).toEqual({
        kind: 'had',
        attempt: first,
      });
      expect((await store.quiz(quiz.id))?.closedAt).toBeUndefined();
      const last = attemptOf(quiz, { question: 'q2', at: at(9) });
      await store.answer(last, grade);
      expect((await store.quiz(quiz.id))?.closedAt).toEqual(at(9));
      expect(await store.answer(last, grade)).toEqual({ kind: 'had', attempt: last });
      expect(await store.attempts(quiz.id)).toEqual([first, last]);
    });

    it.each([
      ['of another quiz', { question: 'q9' }],
      ['put to somebody else', { person: 'stranger' }],
    ])('takes no answer to a question %s', async (_, more) => {
      const quiz = await opened(quizOf({ person: fresh('person') }));
      expect(await store.answer(attemptOf(quiz, more), grade)).toEqual({ kind: 'unknown' });
      expect(await store.attempts(quiz.id)).toEqual([]);
    });

    it('grades on from the card before', async () => {
      const person = fresh('person');
      const attempts: Attempt[] = [];
      for (const correct of [false, true, true]) {
        const quiz = await opened(quizOf({ person, questions: ['q1'] }));
        const attempt = attemptOf(quiz, {
          correct,
          at: at(attempts.length),
          day: `2026-11-2${attempts.length}`,
        });
        attempts.push(attempt);
        await store.answer(attempt, grade);
      }
      const card = attempts.reduce<Card | undefined>((before, attempt) => grade(attempt, before), undefined);
      expect(await store.cards(person)).toEqual([card]);
    });

    it('keeps nothing if grading fails', async () => {
      const quiz = await opened(quizOf({ person: fresh('person') }));
      const fail = () => {
        throw new RangeError('no');
      };
      await expect(store.answer(attemptOf(quiz), fail)).rejects.toThrow(RangeError);
      expect(await store.attempts(quiz.id)).toEqual([]);
      expect((await store.answer(attemptOf(quiz), grade)).kind).toBe('kept');
    });

    it('marks a guess afterwards, as if it had been said at once', async () => {
      const person = fresh('person');
      const before = await opened(quizOf({ person, questions: ['q1'] }));
      await store.answer(attemptOf(before), grade);
      const quiz = await opened(quizOf({ person, questions: ['q1'] }));
      const attempt = attemptOf(quiz, { at: at(5) });
      await store.answer(attempt, grade);
      const guess = { ...attempt, guessed: true };
      for (const _ of ['once', 'twice']) {
        expect(await store.markGuessed(quiz.id, person, 'q1', grade)).toBe(true);
        expect(await store.attempts(quiz.id)).toEqual([guess]);
        expect(await store.cards(person)).toEqual([grade(guess, grade(attemptOf(before), undefined))]);
      }
      expect(await store.markGuessed(quiz.id, person, 'q2', grade)).toBe(false);
      expect(await store.markGuessed(quiz.id, 'stranger', 'q1', grade)).toBe(false);
      const shared = await opened(channelQuiz());
      await store.answer(attemptOf(shared), grade);
      expect(await store.markGuessed(shared.id, shared.person, 'q1', grade)).toBe(false);
    });
  });

  describe('answers in a channel', () => {
    it('are replaced until it closes, and graded then', async () => {
      const quiz = await opened(channelQuiz());
      const [one, two] = [fresh('person'), fresh('person')];
      const first = attemptOf(quiz, { person: one, given: '1', correct: false, at: at(1) });
      const second = attemptOf(quiz, { person: two, at: at(2) });
      const changed = attemptOf(quiz, { person: one, given: '2', at: at(3), day: '2026-11-26' });
      for (const attempt of [first, second, changed])
        expect(await store.answer(attempt, grade)).toEqual({ kind: 'kept', attempt });
      expect(await store.answer({ ...changed, at: at(4) }, grade)).toEqual({ kind: 'had', attempt: changed });
      expect(await store.attempts(quiz.id)).toEqual([second, changed]);
      expect(await store.cards(one)).toEqual([]);

      expect(await store.close(quiz.id, at(9), grade)).toBe(true);
      expect(await store.close(quiz.id, at(10), grade)).toBe(false);
      const closed = { ...quiz, closedAt: at(9) };
      expect(await store.answer({ ...first, at: at(11) }, grade)).toEqual({ kind: 'closed', quiz: closed });
      expect(await store.attempts(quiz.id)).toEqual([second, changed]);
      expect(await store.cards(one)).toEqual([grade(changed, undefined)]);
      expect(await store.cards(two)).toEqual([grade(second, undefined)]);
    });

    it('closes and grades all or nothing', async () => {
      const quiz = await opened(channelQuiz());
      const people = ['a', 'b', 'c'].map((word) => fresh(word));
      for (const person of people) await store.answer(attemptOf(quiz, { person }), grade);
      const fail = (attempt: Attempt, before: Card | undefined) => {
        if (attempt.person === people[2]) throw new RangeError('no');
        return grade(attempt, before);
      };
      await expect(store.close(quiz.id, at(9), fail)).rejects.toThrow(RangeError);
      expect(await store.quiz(quiz.id)).toEqual(quiz);
      for (const person of people) expect(await store.cards(person)).toEqual([]);
      expect(await store.close(quiz.id, at(9), grade)).toBe(true);
      for (const person of people) expect(await store.cards(person)).toHaveLength(1);
    });

    it('leaves a solo quiz open', async () => {
      const quiz = await opened(quizOf());
      expect(await store.close(quiz.id, at(9), grade)).toBe(false);
      expect(await store.quiz(quiz.id)).toEqual(quiz);
    });

    it('grades a crowd', async () => {
      const quiz = await opened(channelQuiz());
      const people = Array.from({ length: 210 }, () => fresh('crowd'));
      for (let start = 0; start < people.length; start += 70)
        await Promise.all(
          people.slice(start, start + 70).map((person) => store.answer(attemptOf(quiz, { person }), grade)),
        );
      expect(await store.close(quiz.id, at(9), grade)).toBe(true);
      for (const person of [people[0], people[199], people[209]])
        expect(await store.cards(person ?? '')).toHaveLength(1);
    });

    it('tells nobody by numbers whether a sealed answer is right', async () => {
      const quiz = await opened(channelQuiz({ group: fresh('group') }));
      const person = fresh('person');
      await store.answer(attemptOf(quiz, { person }), grade);
      expect(await store.byTopic(person)).toEqual([]);
      expect(await store.board(quiz.group, '2026-01-01', 9)).toEqual([]);
      expect(JSON.stringify(await store.export(person))).not.toContain('correct');
      expect(await store.days(person, 9)).toEqual(['2026-11-25']);
      await store.close(quiz.id, at(9), grade);
      expect(await store.byTopic(person)).toEqual([{ topic: 'pod', answered: 1, correct: 1 }]);
      expect(await store.board(quiz.group, '2026-01-01', 9)).toHaveLength(1);
      expect(JSON.stringify(await store.export(person))).toContain('"correct":true');
    });
  });

  it.each([
    ['long', '가'.repeat(1_000_000)],
    ['half a character', 'a\ud83d'],
    ['dangerous', `'); drop table attempts; --`],
  ])('keeps typed text: %s', async (_, given) => {
    const quiz = await opened(channelQuiz());
    await store.answer(attemptOf(quiz, { given }), grade);
    expect((await store.attempts(quiz.id))[0]?.given).toBe(given.replace('\ud83d', '\ufffd'));
  });

  it('takes ids with NUL characters wherever they come', async () => {
    expect(await store.person('a\0b')).toBeUndefined();
    expect(await store.cards('a\0b')).toEqual([]);
    expect(await store.quiz('\0')).toBeUndefined();
  });

  describe('cards', () => {
    /** A card is what grading makes of an answer; here it is made up. */
    const put = async (person: string, question: string, more: Partial<Card>) => {
      const quiz = await opened(quizOf({ person, questions: [question] }));
      await store.answer(attemptOf(quiz), (attempt, before) => ({ ...grade(attempt, before), ...more }));
    };
    const questions = (cards: Card[]) => cards.map((card) => card.question);

    it('are due: confident errors first, then what is overdue longest', async () => {
      const person = fresh('person');
      await put(person, 'later', { dueAt: at(100) });
      await put(person, 'old', { dueAt: at(10) });
      await put(person, 'older', { dueAt: at(5) });
      await put(person, 'sure', { dueAt: at(20), isConfident: true });
      expect(questions(await store.due(person, at(20), 9))).toEqual(['sure', 'older', 'old']);
      expect(questions(await store.due(person, at(20), 2))).toEqual(['sure', 'older']);
      expect(await store.countDue(person, at(20))).toBe(3);
      expect(await store.countDue(person, at(19))).toBe(2);
      expect(await store.countDue(fresh('person'), at(20))).toBe(0);
      expect(questions(await store.cards(person))).toHaveLength(4);
    });

    it('stand in the notebook, what stands in it longest first', async () => {
      const person = fresh('person');
      await put(person, 'known', {});
      await put(person, 'new', { wrongAt: at(9), rightDays: ['2026-11-24'] });
      await put(person, 'old', { wrongAt: at(3) });
      const notebook = await store.notebook(person);
      expect(questions(notebook)).toEqual(['old', 'new']);
      expect(notebook[1]).toMatchObject({ wrongAt: at(9), rightDays: ['2026-11-24'] });
    });
  });

  describe('scores', () => {
    const play = async (person: string, group: string, topic: string, day: string, correct: boolean) => {
      const quiz = await opened(quizOf({ person, group, questions: ['q1'] }));
      await store.answer(attemptOf(quiz, { topic, day, correct }), grade);
    };

    it('counts by topic and by day', async () => {
      const [person, group] = [fresh('person'), fresh('group')];
      await play(person, group, 'pod', '2026-11-24', true);
      await play(person, group, 'pod', '2026-11-24', false);
      await play(person, group, 'job', '2026-11-26', true);
      await play(fresh('person'), group, 'job', '2026-11-27', true);
      expect(await store.byTopic(person)).toEqual([
        { topic: 'job', answered: 1, correct: 1 },
        { topic: 'pod', answered: 2, correct: 1 },
      ]);
      expect(await store.byTopic(fresh('person'))).toEqual([]);
      expect(await store.days(person, 9)).toEqual(['2026-11-26', '2026-11-24']);
      expect(await store.days(person, 1)).toEqual(['2026-11-26']);
      expect(await store.groupDays(group, 9)).toEqual(['2026-11-27', '2026-11-26', '2026-11-24']);
      expect(await store.groupDays(group, 2)).toEqual(['2026-11-27', '2026-11-26']);
    });

    it('puts most days first, then most right, then most answered, and leaves out the hidden', async () => {
      const group = fresh('group');
      const [days, right, many, few, hidden] = ['b', 'c', 'd', 'e', 'a'].map((word) => fresh(word)) as [
        string,
        string,
        string,
        string,
        string,
      ];
      const plays: [string, string, boolean][] = [
        [days, '2026-11-24', false],
        [days, '2026-11-25', false],
        [right, '2026-11-24', true],
        [right, '2026-11-24', true],
        [many, '2026-11-24', true],
        [many, '2026-11-24', false],
        [few, '2026-11-24', true],
        [few, '2026-11-20', true],
        [hidden, '2026-11-24', true],
        [hidden, '2026-11-25', true],
      ];
      for (const [person, day, correct] of plays) await play(person, group, 'pod', day, correct);
      await play(right, fresh('group'), 'pod', '2026-11-24', true);
      await store.changePerson(hidden, { name: 'hidden', isHidden: true });
      await store.changePerson(days, { name: '하나' });
      const board = await store.board(group, '2026-11-23', 9);
      expect(board).toEqual([
        { person: days, name: '하나', answered: 2, correct: 0, days: 2 },
        { person: right, name: '', answered: 2, correct: 2, days: 1 },
        { person: many, name: '', answered: 2, correct: 1, days: 1 },
        { person: few, name: '', answered: 1, correct: 1, days: 1 },
      ]);
      expect(await store.board(group, '2026-11-23', 2)).toEqual(board.slice(0, 2));
      expect(await store.board(group, '2026-11-26', 9)).toEqual([]);
    });
  });

  it('keeps reports until the question is put aside or taken back', async () => {
    const group = fresh('group');
    const report = { question: 'q1', person: 'somebody', group, reason: '답이 둘이에요', at: at(1) };
    await store.report(report);
    await store.report({ ...report, question: 'q2', at: at(2) });
    await store.report({ ...report, group: fresh('group') });
    const reports = await store.reports(group);
    expect(reports).toMatchObject([{ question: 'q2' }, report]);
    expect(new Set(reports.map((one) => one.id)).size).toBe(2);

    await store.pause('q1', group, true, at(3));
    await store.pause('q1', group, true, at(4));
    expect(await store.paused(group)).toEqual(['q1']);
    expect(await store.reports(group)).toMatchObject([{ question: 'q2' }]);
    await store.report(report);
    await store.pause('q1', group, false, at(5));
    await store.pause('q2', group, false, at(5));
    expect(await store.paused(group)).toEqual([]);
    expect(await store.reports(group)).toEqual([]);
  });

  describe('my data', () => {
    it('gives out all that is kept of a person, as plain data', async () => {
      const person = fresh('person');
      await store.changePerson(person, { name: '지민' });
      const quiz = await opened(quizOf({ person }));
      await store.answer(attemptOf(quiz, { given: 'etcd', correct: false }), grade);
      await store.report({ question: 'q1', person, group: 'group', reason: '왜?', at: at(1) });
      const data = await store.export(person);
      expect(JSON.parse(JSON.stringify(data))).toEqual(data);
      expect(data).toMatchObject({
        person,
        settings: { name: '지민', isHidden: false },
        quizzes: [{ id: quiz.id, openedAt: at(0).toISOString() }],
        attempts: [{ given: 'etcd', correct: false, at: at(1).toISOString() }],
        cards: [{ question: 'q1', state: { reps: 1 }, wrongAt: at(1).toISOString() }],
        reports: [{ question: 'q1', reason: '왜?' }],
      });
      const nothing = { person: 'nobody', quizzes: [], attempts: [], cards: [], reports: [], schedules: [] };
      expect(await store.export('nobody')).toEqual(nothing);
    });

    it('deletes it, and leaves totals without a name', async () => {
      const [person, mate, group] = [fresh('person'), fresh('person'), fresh('group')];
      await store.changePerson(person, { name: '지민', isHidden: true });
      const solo = await opened(quizOf({ person, group }));
      await store.answer(attemptOf(solo, { given: 'my own words' }), grade);
      const shared = await opened(channelQuiz({ person, group, openedAt: at(1) }));
      await store.answer(attemptOf(shared, { given: '2' }), grade);
      await store.answer(attemptOf(shared, { person: mate, at: at(2) }), grade);
      const typed = await opened(channelQuiz({ group }));
      await store.answer(attemptOf(typed, { person, given: 'my own words' }), grade);
      await store.report({ question: 'q1', person, group, reason: 'mine', at: at(1) });

      await store.forget(person);
      await store.forget(person);
      expect(await store.export(person)).toEqual({
        person,
        quizzes: [],
        attempts: [],
        cards: [],
        reports: [],
        schedules: [],
      });
      expect(await store.person(person)).toBeUndefined();
      expect(await store.unfinished(person)).toBeUndefined();
      expect(await store.quiz(solo.id)).toBeUndefined();
      expect(await store.reports(group)).toEqual([]);
      expect(await store.quiz(shared.id)).toEqual({ ...shared, person: '' });
      expect(await store.attempts(shared.id)).toMatchObject([
        { person: '', given: '2' },
        { person: mate, given: '0' },
      ]);
      expect(await store.attempts(typed.id)).toMatchObject([{ person: '', given: '', correct: true }]);
      expect(await store.groupDays(group, 9)).toEqual(['2026-11-25']);
      expect(await store.close(shared.id, at(9), grade)).toBe(true);
      expect(await store.cards('')).toEqual([]);
      expect(await store.board(group, '2026-01-01', 9)).toMatchObject([{ person: mate }]);
    });

    it('keeps what several who are forgotten answered to the same', async () => {
      const quiz = await opened(channelQuiz());
      for (const person of [fresh('person'), fresh('person'), fresh('person')]) {
        await store.answer(attemptOf(quiz, { person }), grade);
        await store.forget(person);
      }
      expect(await store.attempts(quiz.id)).toHaveLength(3);
    });
  });

  describe('the end', () => {
    it('comes after what is under way, and keeps everything', async () => {
      const quiz = await opened(channelQuiz());
      const people = Array.from({ length: 12 }, () => fresh('person'));
      const answers = people.map((person) => store.answer(attemptOf(quiz, { person }), grade));
      await end();
      expect((await Promise.all(answers)).map((one) => one.kind)).toEqual(people.map(() => 'kept'));
      await expect(store.quiz(quiz.id)).rejects.toThrow(StoreError);
      await end();
      await open();
      expect(await store.attempts(quiz.id)).toHaveLength(12);
      expect(await store.quiz(quiz.id)).toEqual(quiz);
    });
  });
});

import { describe, expect, it } from 'vitest';
import { grade } from '../src/quiz/grade.ts';
import type { Plan, Post, Schedule } from '../src/store.ts';
import { at, attemptOf, channelQuiz, describeStore, fresh } from './stores.ts';

/** What comes round and the outbox: what the schedules of many bots share. */

const scheduleOf = (more: Partial<Schedule> = {}): Schedule => ({
  kind: 'daily',
  target: fresh('page:c'),
  group: 'group',
  person: 'host',
  locale: 'ko',
  pattern: '0 9 * * *',
  zone: 'Asia/Seoul',
  nextAt: at(0),
  options: { reveal: '21:00' },
  ...more,
});

const postOf = (more: Partial<Post> = {}): Post => ({
  key: fresh('key'),
  place: { channel: 'page:c' },
  group: 'group',
  person: 'host',
  locale: 'ko',
  content: { kind: 'reminder' },
  dueAt: at(0),
  staleAt: at(3600),
  ...more,
});

const later = at(24 * 3600);
/** Comes again a day later, and says one thing. */
const daily: Plan = (due) => ({
  next: { ...due, nextAt: later },
  posts: [postOf({ key: `${due.target} ${due.nextAt.getTime()}`, place: { channel: due.target } })],
});

describeStore(({ store, other }) => {
  /** Empties the outbox of a platform, and what is still due. */
  async function leaseAll(now: Date, platform: string, until = new Date(now.getTime() + 60_000)) {
    return store.lease(now, until, [platform], 1000);
  }

  describe('schedules', () => {
    it('are one of a kind for each target, and can be read, changed and ended', async () => {
      const schedule = scheduleOf({ nextAt: later, options: { topics: ['pod'], level: 2, plan: ['job'] } });
      const { target } = schedule;
      expect(await store.schedule('daily', target)).toBeUndefined();
      await store.setSchedule(schedule);
      await store.setSchedule({ ...schedule, kind: 'weekly', options: {} });
      expect(await other.schedule('daily', target)).toEqual(schedule);
      const changed = {
        ...schedule,
        pattern: '0 8 * * 1-5',
        zone: 'UTC',
        locale: 'en' as const,
        options: {},
      };
      await store.setSchedule(changed);
      expect(await store.schedule('daily', target)).toEqual(changed);
      expect(await store.endSchedule('daily', target)).toBe(true);
      expect(await store.endSchedule('daily', target)).toBe(false);
      expect(await store.schedule('weekly', target)).toMatchObject({ kind: 'weekly' });
      await store.endSchedule('weekly', target);
    });

    it('that are due are taken once, by whichever bot', async () => {
      const targets = Array.from({ length: 40 }, () => fresh('claimed:c'));
      for (const target of targets) await store.setSchedule(scheduleOf({ target }));
      const counts = await Promise.all(
        Array.from({ length: 8 }, (_, turn) => (turn % 2 === 0 ? store : other).claim(at(1), 10, daily)),
      );
      const left = await store.claim(at(1), 1000, daily);
      expect([...counts, left].reduce((sum, count) => sum + count, 0)).toBe(targets.length);
      expect(await store.claim(at(1), 1000, daily)).toBe(0);
      const posts = await leaseAll(at(1), 'claimed');
      expect(posts.map(({ place }) => 'channel' in place && place.channel).sort()).toEqual(
        [...targets].sort(),
      );
      expect(await store.schedule('daily', targets[0] ?? '')).toMatchObject({ nextAt: later });
      for (const target of targets) await store.endSchedule('daily', target);
    });

    it('that fail to be planned stay as they were, with all that was taken at the same time', async () => {
      const [one, two] = [scheduleOf(), scheduleOf()];
      await store.setSchedule(one);
      await store.setSchedule(two);
      let count = 0;
      const broken: Plan = (due) => {
        count += 1;
        if (count === 2) throw new Error('no');
        return daily(due);
      };
      await expect(store.claim(at(1), 10, broken)).rejects.toThrow('no');
      expect(await store.schedule('daily', one.target)).toEqual(one);
      expect(await store.claim(at(1), 10, daily)).toBe(2);
      await leaseAll(at(1), 'page');
      for (const { target } of [one, two]) await store.endSchedule('daily', target);
    });

    it('that never come again are gone', async () => {
      const schedule = scheduleOf();
      await store.setSchedule(schedule);
      await store.claim(at(1), 10, () => ({ next: undefined, posts: [] }));
      expect(await store.schedule('daily', schedule.target)).toBeUndefined();
    });

    it('that end take with them what they have not said yet', async () => {
      const schedule = scheduleOf({ target: fresh('ended:c') });
      await store.setSchedule(schedule);
      await store.claim(at(1), 10, daily);
      await store.endSchedule('daily', schedule.target);
      expect(await leaseAll(at(1), 'ended')).toEqual([]);
    });

    it('of somebody who is forgotten go on without a name, and reminders end', async () => {
      const [person, target] = [fresh('page:p'), fresh('page:c')];
      await store.setSchedule(scheduleOf({ target, person, nextAt: later }));
      await store.setSchedule(scheduleOf({ kind: 'reminder', target: person, person, nextAt: later }));
      expect((await store.export(person)).schedules).toHaveLength(2);
      await store.send(postOf({ place: { person } }));
      await store.forget(person);
      expect(await store.schedule('daily', target)).toMatchObject({ person: '' });
      expect(await store.schedule('reminder', person)).toBeUndefined();
      expect(await leaseAll(at(1), 'page')).toEqual([]);
      await store.endSchedule('daily', target);
    });
  });

  describe('the outbox', () => {
    it('gives each thing to one bot, the earliest first, and knows how often', async () => {
      const posts = [
        postOf({ place: { channel: 'box:c' }, dueAt: at(1) }),
        postOf({ place: { person: 'box:p' }, content: { kind: 'reveal', quiz: 'q' } }),
        postOf({ place: { channel: 'box:c' }, dueAt: at(500) }),
      ];
      const [late, first, tomorrow] = posts;
      for (const post of posts) await store.send(post);
      await other.send({ ...postOf(), key: first?.key ?? '' });
      expect(await store.lease(at(2), at(60), [], 10)).toEqual([]);
      expect(await store.lease(at(2), at(60), ['elsewhere'], 10)).toEqual([]);
      const leased = await store.lease(at(2), at(60), ['box'], 10);
      expect(leased).toEqual([
        { ...first, tries: 0 },
        { ...late, tries: 0 },
      ]);
      expect(await other.lease(at(59), at(120), ['box'], 10)).toEqual([]);
      // Who held them has not come back.
      const [again] = await other.lease(at(60), at(120), ['box'], 1);
      expect(again).toEqual({ ...first, tries: 1 });
      await other.posted(again?.key ?? '', at(61), { message: 'm' });
      await store.postpone(late?.key ?? '', at(300));
      expect(await store.lease(at(299), at(400), ['box'], 10)).toEqual([]);
      expect(await store.lease(at(300), at(400), ['box'], 10)).toEqual([{ ...late, tries: 2 - 1 }]);
      await store.abandon(late?.key ?? '', at(301));
      expect(await store.lease(at(450), at(500), ['box'], 10)).toEqual([]);
      expect(await store.lease(at(500), at(560), ['box'], 10)).toEqual([{ ...tomorrow, tries: 0 }]);
      await store.abandon(tomorrow?.key ?? '', at(500));
    });

    it('is not given twice, whoever asks at the same time', async () => {
      const keys = Array.from({ length: 60 }, () => fresh('many'));
      for (const key of keys) await store.send(postOf({ key, place: { channel: 'many:c' } }));
      const leases = await Promise.all(
        Array.from({ length: 12 }, (_, turn) =>
          (turn % 2 === 0 ? store : other).lease(at(1), at(60), ['many'], 7),
        ),
      );
      for (const lease of leases) expect(lease.length).toBeLessThanOrEqual(7);
      const left = await store.lease(at(1), at(60), ['many'], 1000);
      const given = [...leases.flat(), ...left].map(({ key }) => key);
      expect(given.toSorted()).toEqual(keys.toSorted());
      for (const key of keys) await store.abandon(key, at(2));
    });

    it('says how much waits, and since when', async () => {
      expect(await store.backlog(at(-3600))).toEqual({ count: 0 });
      await store.send(postOf({ dueAt: at(-3600) }));
      const post = postOf({ dueAt: at(-7200) });
      await store.send(post);
      expect(await store.backlog(at(-3600))).toEqual({ count: 2, since: at(-7200) });
      expect((await leaseAll(at(-3600), 'page')).length).toBe(2);
      await store.posted(post.key, at(-3599), { message: 'm' });
      expect(await store.backlog(at(-3600))).toMatchObject({ count: 1 });
    });

    it('keeps with a daily question where it was said', async () => {
      const quiz = channelQuiz({ id: fresh('daily'), daily: 'preview' });
      const key = fresh('key');
      await store.open(quiz);
      await store.open({ ...quiz, questions: ['another'] });
      expect(await store.quiz(quiz.id)).toEqual(quiz);
      const content = { kind: 'daily', quiz: quiz.id, closesAt: 1, zone: 'UTC', options: {} } as const;
      await store.send(postOf({ key, content }));
      await leaseAll(at(1), 'page');
      await store.posted(key, at(2), { message: '123', link: 'https://chat.example/123' });
      expect(await store.quiz(quiz.id)).toEqual({
        ...quiz,
        message: '123',
        link: 'https://chat.example/123',
      });
    });

    it('gets the result of a quiz together with its end, once', async () => {
      const quiz = channelQuiz({ channel: 'closing:c' });
      await store.open(quiz);
      const post = postOf({ key: `reveal ${quiz.id}`, place: { channel: 'closing:c' } });
      const closed = await Promise.all(
        [store, other, store].map((bot) => bot.close(quiz.id, at(1), grade, post)),
      );
      expect(closed.filter(Boolean)).toHaveLength(1);
      expect(await leaseAll(at(1), 'closing')).toHaveLength(1);
    });
  });

  describe('what was put to a channel', () => {
    it('is told with how it went, the latest first', async () => {
      const [channel, group] = [fresh('page:c'), fresh('group')];
      const [one, two, open] = [1, 2, 3].map((second) =>
        channelQuiz({ channel, group, openedAt: at(second) }),
      );
      for (const quiz of [one, two, open]) if (quiz !== undefined) await store.open(quiz);
      if (one === undefined || two === undefined) return;
      await store.answer(attemptOf(one, { person: 'a', group }), grade);
      await store.answer(attemptOf(one, { person: 'b', group, correct: false, given: '1' }), grade);
      expect(await store.turnout(group, '2026-11-20')).toEqual({ people: 0, answered: 0, correct: 0 });
      await store.close(one.id, at(10), grade);
      await store.close(two.id, at(20), grade);
      expect(await store.past(channel, at(30), 10)).toEqual([
        { quiz: { ...two, closedAt: at(20) }, answered: 0, correct: 0 },
        { quiz: { ...one, closedAt: at(10) }, answered: 2, correct: 1 },
      ]);
      expect(await store.past(channel, at(20), 10)).toHaveLength(1);
      expect(await store.past(channel, at(30), 1)).toHaveLength(1);
      expect(await store.asked(channel)).toEqual(['q1', 'q1', 'q1']);
      expect(await store.turnout(group, '2026-11-20')).toEqual({ people: 2, answered: 2, correct: 1 });
      expect(await store.turnout(group, '2026-11-26')).toEqual({ people: 0, answered: 0, correct: 0 });
      expect(await store.groupByTopic(group)).toEqual([{ topic: 'pod', answered: 2, correct: 1 }]);
    });
  });
});

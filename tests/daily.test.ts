import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toString as plain } from 'mdast-util-to-string';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMessages } from '../adapters/files.ts';
import { openStore } from '../adapters/store/open.ts';
import { createBot } from '../src/bot.ts';
import { encodeAction } from '../src/chat/action.ts';
import { messages } from '../src/chat/locale.ts';
import { PostError } from '../src/chat/platform.ts';
import type { Reply } from '../src/chat/reply.ts';
import type { Locale } from '../src/notes/locale.ts';
import { Bank } from '../src/quiz/bank.ts';
import type { Store } from '../src/store.ts';
import { type Recorder, recorder } from './outlet.ts';
import { shelfOf, shippedNotes } from './shelves.ts';

/** The daily question, as the members of a channel live with it; the clock is passed in. */

const say = messages(await readMessages());
const { library } = await shelfOf(shippedNotes);
const bank = Bank.of(library);

let folder: string;
let store: Store;
let count = 0;
beforeEach(async () => {
  count += 1;
  folder = await mkdtemp(join(tmpdir(), 'daily-'));
  store = await openStore(`file:${join(folder, 'bot.db')}`, { info() {}, warn() {}, error() {} });
});
afterEach(async () => {
  await store.end();
  await rm(folder, { recursive: true, force: true });
});

/** A Wednesday, 11:00 in Seoul. */
const wednesday = '2026-11-25T02:00:00Z';

/** A group with one channel, a clock, and what arrives there. */
function groupOf(more: { locale?: Locale; outlet?: Recorder; dailyAdmins?: 'everyone' } = {}) {
  const outlet = more.outlet ?? recorder('page');
  const lines: { level: string; message: string }[] = [];
  const write = (level: string) => (_: object, message: string) => lines.push({ level, message });
  const log = { info: write('info'), warn: write('warn'), error: write('error') };
  let now = new Date(wednesday);
  const own = count;
  const bot = createBot({
    library: () => library,
    say,
    log,
    store,
    outlets: () => [outlet],
    ...(more.dailyAdmins && { dailyAdmins: more.dailyAdmins }),
  });
  const person = (name: string, { locale = more.locale ?? 'ko', isHost = false, isDirect = false } = {}) => {
    const who = {
      locale: locale as Locale,
      person: `page:p${own}${name}`,
      name,
      group: `page:g${own}`,
      ...(!isDirect && { channel: `page:c${own}` }),
      isHost,
    };
    const done = async (what: { kind: 'command'; text: string } | { kind: 'press'; id: string }) => {
      const reply = await bot.handle({ ...who, at: now, ...what });
      if (reply === undefined) throw new Error('The bot said nothing.');
      return reply;
    };
    return {
      id: who.person,
      say: (text: string) => done({ kind: 'command', text }),
      press: (reply: Reply, label: string | RegExp) => {
        const button = reply.rows.flat().find((one) => one.label.match(label));
        if (button === undefined || 'url' in button) throw new Error(`There is no button ${label}.`);
        return done({ kind: 'press', id: encodeAction(button.action) });
      },
    };
  };
  return {
    outlet,
    lines,
    bot,
    channel: `page:c${own}`,
    group: `page:g${own}`,
    host: person('host', { isHost: true }),
    person,
    /** Lets the clock run to a time and looks for what is due, as the process does each minute; `said` since then. */
    async at(time: string): Promise<Reply[]> {
      const before = outlet.said.length;
      now = new Date(time);
      await bot.tick(() => now);
      return outlet.said.slice(before).map(({ reply }) => reply);
    },
    /** Goes there minute by minute. */
    async run(until: string): Promise<Reply[]> {
      const before = outlet.said.length;
      while (now.getTime() < Date.parse(until)) {
        now = new Date(now.getTime() + 60_000);
        await bot.tick(() => now);
      }
      return outlet.said.slice(before).map(({ reply }) => reply);
    },
  };
}

const text = (reply: Reply | undefined): string =>
  reply === undefined
    ? ''
    : [reply.title, ...reply.body.map((node) => plain(node)), reply.footer].filter(Boolean).join('\n');
const labels = (reply: Reply | undefined) => reply?.rows.flat().map(({ label }) => label);

/** The quiz of a question, by its first button. */
async function quizOf(reply: Reply | undefined) {
  const [button] = reply?.rows.flat() ?? [];
  const action = button !== undefined && 'action' in button ? button.action : undefined;
  if (action === undefined || !('quiz' in action)) throw new Error('It asks nothing.');
  const quiz = await store.quiz(action.quiz);
  const question = quiz && bank.question(quiz.questions[0] ?? '', quiz.locale);
  if (quiz === undefined || question === undefined) throw new Error('There is no such quiz.');
  return { quiz, question };
}

/** Answers right or wrong, by what the question says. */
async function answer(
  who: ReturnType<ReturnType<typeof groupOf>['person']>,
  { bot }: ReturnType<typeof groupOf>,
  reply: Reply | undefined,
  isRight: boolean,
  at: string,
) {
  const { quiz, question } = await quizOf(reply);
  const given = isRight ? question.answers[0] : 'no such thing';
  const option = question.options.findIndex(({ correct }) => correct === isRight);
  const own = {
    person: who.id,
    name: who.id.slice(-4),
    group: quiz.group,
    at: new Date(at),
    locale: quiz.locale,
  };
  return bot.handle(
    question.kind === 'fill'
      ? { ...own, kind: 'submit', id: `type#${quiz.id}#0`, text: given ?? '' }
      : { ...own, kind: 'press', id: `pick#${quiz.id}#0#${option}` },
  );
}

describe('setting it', () => {
  it('confirms with the next three dates in the channel’s zone', async () => {
    const { host } = groupOf();
    const set = await host.say('/k8s 매일 오전 9시 평일');
    expect(text(set)).toContain(
      '11월 26일 (목) 09:00, 11월 27일 (금) 09:00, 11월 30일 (월) 09:00 (Asia/Seoul)',
    );
    expect(text(set)).toContain('결과 공개: 11월 26일 (목) 21:00');
    expect(set.audience).toBe('person');
    expect(text(await host.say('매일'))).toContain('11월 26일');
  });

  it('takes zone, topic, level, share and time of the result', async () => {
    const { host, channel } = groupOf({ locale: 'en' });
    const set = text(await host.say('daily 09:00 mon,wed,fri America/New_York pvc level 2 40% reveal 18:30'));
    expect(set).toContain('Wed, Nov 25, 09:00');
    expect(set).toContain('(America/New_York)');
    expect(set).toContain('PersistentVolumeClaim');
    expect(set).toContain('18:30');
    expect(await store.schedule('daily', channel)).toMatchObject({
      zone: 'America/New_York',
      locale: 'en',
      options: { topics: ['persistent-volume-claim'], level: 2, generated: 40, reveal: '18:30' },
    });
  });

  it.each([
    ['daily 25:00', 'no time'],
    ['daily 0 9 31 2 *', 'No day ever'],
    ['daily 09:00 Mars/Olympus', 'no time zone'],
    ['daily 09:00 fromage', 'fromage'],
    ['daily pause 2020-01-01', 'no daily question'],
  ])('says what is wrong with %s, and sets nothing', async (typed, expected) => {
    const { host, channel } = groupOf({ locale: 'en' });
    expect(text(await host.say(typed))).toContain(expected);
    expect(await store.schedule('daily', channel)).toBeUndefined();
  });

  it('is for those who may', async () => {
    const { person, channel } = groupOf();
    const member = person('mina');
    expect(text(await member.say('매일 09:00'))).toContain('관리자');
    expect(text(await member.say('주간 월 9시'))).toContain('관리자');
    expect(text(await member.say('매일 지금'))).toContain('관리자');
    expect(await store.schedule('daily', channel)).toBeUndefined();
    expect(text(await member.say('매일'))).toContain('정해 둔 매일 문제가 없어요');
    expect(text(await person('dm', { isDirect: true, isHost: true }).say('매일 09:00'))).toContain(
      '채널에서',
    );
  });

  it('is for the owner of the channel, and for everyone if the operator says so', async () => {
    const owned = groupOf({ outlet: recorder('page', { owns: async (who) => who.endsWith('mina') }) });
    expect(text(await owned.person('mina').say('매일 09:00'))).toContain('매일 문제를 올릴게요');
    expect(text(await owned.person('tom').say('매일 끄기'))).toContain('관리자');
    count += 1;
    const open = groupOf({ dailyAdmins: 'everyone' });
    expect(text(await open.person('tom').say('매일 09:00'))).toContain('매일 문제를 올릴게요');
  });

  it('says at once what keeps the bot from posting there', async () => {
    const { host, channel } = groupOf({
      outlet: recorder('page', {
        hindrance: async () => ({ id: 'post-slack-not-in-channel', args: { name: 'k8s' } }),
      }),
    });
    expect(text(await host.say('매일 09:00'))).toContain('/invite');
    expect(text(await host.say('매일 지금'))).toContain('/invite');
    expect(await store.schedule('daily', channel)).toBeUndefined();
  });

  it('can be held, skipped, taken up again and ended', async () => {
    const { host, at, channel } = groupOf();
    await host.say('매일 09:00');
    expect(text(await host.say('매일 건너뛰기'))).toContain('11월 27일 (금) 09:00');
    expect(text(await host.say('매일 쉬기 2026-12-24까지'))).toContain('12월 24일 (목) 09:00');
    expect(await at('2026-12-01T00:00:00Z')).toEqual([]);
    expect(text(await host.say('매일 다시'))).toContain('12월 2일');
    expect(text(await host.say('매일 쉬기 2020-01-01'))).toContain('내일 이후');
    expect(text(await host.say('매일 끄기'))).toContain('껐어요');
    expect(await store.schedule('daily', channel)).toBeUndefined();
    expect(await at('2026-12-24T00:00:30Z')).toEqual([]);
  });

  it('speaks the group’s language to all, whoever set it up', async () => {
    const { host, at } = groupOf();
    await host.say('language en');
    await host.say('매일 09:00');
    const [question] = await at('2026-11-26T00:00:00Z');
    expect(question?.title).toContain('Question of the day');
  });
});

describe('a day', () => {
  it('asks in the morning, keeps answers sealed, and tells in the evening', async () => {
    const chat = groupOf();
    const { host, person, at, outlet } = chat;
    const [mina, tom, late] = ['mina', 'tom', 'late'].map((name) => person(name));
    if (mina === undefined || tom === undefined || late === undefined) return;
    await host.say('매일 09:00 결과 21:00');
    expect(await at('2026-11-25T23:59:00Z')).toEqual([]);
    const [question, ...more] = await at('2026-11-26T00:00:00Z');
    expect(more).toEqual([]);
    expect(question?.title).toContain('오늘의 문제');
    expect(question?.footer).toContain('11월 26일 21:00에 닫혀요');
    expect(labels(question)).not.toContain('닫고 결과 보기');
    const sealed = await answer(mina, chat, question, false, '2026-11-26T01:00:00Z');
    expect(sealed?.audience).toBe('person');
    expect(text(sealed)).not.toMatch(/맞았|틀렸|명/);
    await answer(mina, chat, question, true, '2026-11-26T02:00:00Z');
    await answer(tom, chat, question, false, '2026-11-26T03:00:00Z');
    expect(await at('2026-11-26T11:59:00Z')).toEqual([]);
    const [result] = await at('2026-11-26T12:00:00Z');
    expect(text(result)).toContain('2명 가운데 1명이 맞혔어요');
    expect(text(result)).toContain('50% (1)');
    expect(outlet.said.at(-1)?.place).toMatchObject({ under: expect.stringContaining('daily:') });
    expect(outlet.edits).toHaveLength(1);
    expect(text(outlet.edits[0]?.reply)).toContain('닫힌 문제예요');
    expect(labels(outlet.edits[0]?.reply)).toEqual(['다시 풀기']);
    expect(text(await answer(late, chat, question, true, '2026-11-26T13:00:00Z'))).toContain('연습으로 적어');
    const again = await late.press(outlet.edits[0]?.reply as Reply, '다시 풀기');
    expect(again.title).toContain('문제 1/1');
  });

  it('that nobody answered ends with a short word', async () => {
    const { host, at } = groupOf({ locale: 'en' });
    await host.say('daily 09:00');
    await at('2026-11-26T00:00:00Z');
    const [result] = await at('2026-11-26T12:00:00Z');
    expect(text(result)).toContain('Nobody answered');
  });

  it('can be asked for at once, also where none is set', async () => {
    const { host, outlet, at } = groupOf();
    expect(text(await host.say('매일 지금'))).toContain('곧 이 채널에');
    await expect.poll(() => outlet.said.length).toBe(1);
    expect(outlet.said[0]?.reply.title).toContain('오늘의 문제');
    const [result] = await at('2026-11-25T12:00:00Z');
    expect(result?.title).toContain('결과');
  });
});

describe('a week', () => {
  it.each(['ko', 'en'] as const)('asks each day once, something else each time (%s)', async (locale) => {
    const chat = groupOf({ locale });
    const { host, person, run, outlet } = chat;
    const [mina, tom] = [person('mina'), person('tom')];
    await host.say('daily 09:00 reveal 21:00');
    await host.say('weekly thu 21:30');
    expect(text(await mina.say('remind 20:00'))).toContain('20:00');
    const questions: string[] = [];
    for (let day = 26; day <= 30; day++) {
      const [question] = await run(`2026-11-${day}T00:30:00Z`);
      questions.push((await quizOf(question)).question.id);
      await answer(mina, chat, question, true, `2026-11-${day}T01:00:00Z`);
      await answer(tom, chat, question, false, `2026-11-${day}T01:00:00Z`);
      const evening = (await run(`2026-11-${day}T13:00:00Z`)).filter(({ title }) =>
        /^결과|^Result/.test(title ?? ''),
      );
      expect(evening).toHaveLength(1);
      if (day === 28)
        expect(text(evening[0])).toContain(locale === 'ko' ? '연속 기록: mina 3일' : 'In a row: mina 3');
    }
    expect(new Set(questions).size).toBe(5);
    const topics = questions.map((id) => bank.question(id, 'ko')?.topic);
    expect(new Set(topics).size).toBe(5);
    const keys = outlet.said.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const past = await mina.say('archive');
    expect(text(past)).toContain('(1/2)');
    expect(labels(past)).toContain(locale === 'ko' ? '다시 풀기 5' : 'Try again 5');
    const week = await run('2026-12-03T12:45:00Z');
    const summary = week.find(({ title }) => /지난 한 주|The past week/.test(title ?? ''));
    expect(text(summary)).toContain(locale === 'ko' ? '2명이 10문제' : '2 people answered 10 questions');
    expect(text(summary)).toContain('mina');
    expect(labels(summary)).toContain(locale === 'ko' ? '둘을 비교하기' : 'Compare the two');
  });

  it('goes by the syllabus, and says so', async () => {
    const { host, at } = groupOf();
    await host.say('매일 09:00');
    expect(text(await host.say('매일 예습 pvc, 서비스'))).toContain('퍼시스턴트 볼륨 클레임, 서비스');
    expect(text(await host.say('매일 예습 pvc, 없는주제요'))).toContain('없는주제요');
    const [one] = await at('2026-11-26T00:00:00Z');
    expect(one?.title).toContain('예습');
    expect(one?.title).toContain('퍼시스턴트 볼륨 클레임');
    const [two] = (await at('2026-11-27T00:00:00Z')).filter(({ title }) => title?.includes('오늘의'));
    expect(two?.title).toContain('서비스');
    const [three] = (await at('2026-11-28T00:00:00Z')).filter(({ title }) => title?.includes('오늘의'));
    expect(three?.title).not.toContain('예습');
  });
});

describe('trouble', () => {
  it('a late start still posts within the hour, once', async () => {
    const { host, at } = groupOf();
    await host.say('매일 09:00');
    expect(await at('2026-11-26T00:00:30Z')).toHaveLength(1);
    expect(await at('2026-11-26T00:01:00Z')).toEqual([]);
    expect(await at('2026-11-26T00:59:00Z')).toEqual([]);
  });

  it('a machine that slept for six hours leaves the day out, and tells the host', async () => {
    const { host, at, outlet } = groupOf();
    await host.say('매일 09:00');
    const [told, ...more] = await at('2026-11-26T06:00:00Z');
    expect(more).toEqual([]);
    expect(text(told)).toContain('11월 26일 (목) 09:00에 올릴 문제를 제때');
    expect(outlet.said[0]?.place).toEqual({ person: host.id });
    expect(await at('2026-11-27T00:00:00Z')).toHaveLength(1);
  });

  it('a clock that is set back posts nothing twice', async () => {
    const { host, at } = groupOf();
    await host.say('매일 09:00');
    expect(await at('2026-11-26T00:00:00Z')).toHaveLength(1);
    expect(await at('2026-11-25T23:00:00Z')).toEqual([]);
    expect(await at('2026-11-26T00:00:00Z')).toEqual([]);
  });

  it('a channel that fails for now is tried again, and holds up no other', async () => {
    const outlet = recorder('page');
    const { post } = outlet;
    let isDown = true;
    const bad = `page:c${count}`;
    outlet.post = (place, ...rest) =>
      isDown && 'channel' in place && place.channel === bad
        ? Promise.reject(new Error('502'))
        : post(place, ...rest);
    const first = groupOf({ outlet });
    await first.host.say('매일 09:00');
    count += 1;
    const second = groupOf({ outlet });
    await second.host.say('매일 09:00');
    expect(await first.at('2026-11-26T00:00:00Z')).toHaveLength(1);
    expect(outlet.said[0]?.place).toEqual({ channel: second.channel });
    for (let minute = 1; minute < 5; minute++) await first.at(`2026-11-26T00:0${minute}:00Z`);
    expect(first.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    isDown = false;
    const [question] = await first.at('2026-11-26T00:30:00Z');
    expect(question?.title).toContain('오늘의 문제');
    expect(first.lines.at(-1)?.message).toContain('arrives again');
    // It closes when it was to close.
    expect(question?.footer).toContain('11월 26일 21:00에 닫혀요');
  });

  it('a channel that is gone is switched off, and the host is told', async () => {
    const outlet = recorder('page');
    const { post } = outlet;
    outlet.post = (place, ...rest) =>
      'channel' in place
        ? Promise.reject(new PostError({ id: 'post-slack-not-in-channel', args: { name: 'k8s' } }))
        : post(place, ...rest);
    const { host, at, channel, lines } = groupOf({ outlet });
    await host.say('매일 09:00');
    const [told] = await at('2026-11-26T00:00:00Z');
    expect(text(told)).toContain('/invite');
    expect(told?.rows.flat()).toEqual([{ label: '채널 열기', url: `https://chat.example/${channel}` }]);
    expect(await store.schedule('daily', channel)).toBeUndefined();
    expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  });

  it('what was said and not marked is said once, with the same question', async () => {
    const { host, outlet, channel } = groupOf();
    await host.say('매일 09:00');
    const broken = { ...store, posted: () => Promise.reject(new Error('killed')) };
    const failing = createBot({
      library: () => library,
      say,
      log: { info() {}, warn() {}, error() {} },
      store: broken,
      outlets: () => [outlet],
    });
    const nine = new Date('2026-11-26T00:00:00Z');
    await failing.tick(() => nine);
    expect(outlet.calls).toBe(1);
    const bot = createBot({
      library: () => library,
      say,
      log: { info() {}, warn() {}, error() {} },
      store,
      outlets: () => [outlet],
    });
    await bot.tick(() => new Date(nine.getTime() + 30_000));
    expect(outlet.calls).toBe(1);
    await bot.tick(() => new Date(nine.getTime() + 120_000));
    expect(outlet.calls).toBe(2);
    expect(outlet.said).toHaveLength(1);
    expect((await store.asked(channel)).length).toBe(1);
  });
});

describe('a reminder', () => {
  it('comes when reviews are due, to that person alone, and not while away', async () => {
    const chat = groupOf();
    const { at, outlet, person, host } = chat;
    const mina = person('mina');
    await mina.say('알림 저녁 8시');
    await host.say('매일 지금');
    await expect.poll(() => outlet.said.length).toBe(1);
    // Nothing is due on the first evening.
    expect(await at('2026-11-25T11:00:00Z')).toEqual([]);
    await answer(mina, chat, outlet.said[0]?.reply, false, '2026-11-25T10:05:00Z');
    await at('2026-11-25T12:00:00Z');
    await at('2026-11-26T11:00:00Z');
    const last = outlet.said.at(-1);
    expect(last?.place).toEqual({ person: mina.id });
    expect(text(last?.reply)).toContain('복습할 문제가 1개');
    expect((await mina.press(last?.reply as Reply, '복습하기')).title).toContain('문제 1/1');
    await mina.say('휴가 2026-12-01');
    expect(await at('2026-11-27T11:00:00Z')).toEqual([]);
  });
});

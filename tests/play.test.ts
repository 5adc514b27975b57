import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toString as plain } from 'mdast-util-to-string';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readMessages } from '../adapters/files.ts';
import { openStore } from '../adapters/store/open.ts';
import { type Bot, createBot } from '../src/bot.ts';
import { decodeAction, encodeAction } from '../src/chat/action.ts';
import { messages } from '../src/chat/locale.ts';
import type { Reply } from '../src/chat/reply.ts';
import type { Locale } from '../src/notes/locale.ts';
import type { Question } from '../src/notes/question.ts';
import { Bank } from '../src/quiz/bank.ts';
import type { Store } from '../src/store.ts';
import { recorder } from './outlet.ts';
import { shelfOf, shippedNotes } from './shelves.ts';

const say = messages(await readMessages());
const { library } = await shelfOf(shippedNotes);
const bank = Bank.of(library);
const quiet = { info() {}, warn() {}, error() {} };

let folder: string;
let store: Store;
let bot: Bot;
const outlet = recorder();
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'play-'));
  await open();
});
afterAll(async () => {
  await store.end();
  await rm(folder, { recursive: true, force: true });
});
const failures: object[] = [];
async function open() {
  store = await openStore(`file:${join(folder, 'bot.db')}`, quiet);
  bot = createBot({
    library: () => library,
    say,
    log: { ...quiet, error: (data) => failures.push(data) },
    store,
    outlets: () => [outlet],
  });
}
beforeEach(() => {
  count += 1;
  expect(failures).toEqual([]);
});

/** Somebody in a chat, in a channel of a group of their own. */
function person(name = 'mina', locale: Locale = 'ko', more: { isHost?: boolean } = {}) {
  const who = {
    locale,
    person: `test:${count}:${name}`,
    name,
    group: `test:g${count}`,
    channel: `page:c${count}`,
    ...more,
  };
  const said = (reply: Reply | undefined): Reply => {
    if (reply === undefined) throw new Error('The bot said nothing.');
    return reply;
  };
  const pressId = async (id: string) => said(await bot.handle({ ...who, at: new Date(), kind: 'press', id }));
  return {
    who,
    say: async (text: string) => said(await bot.handle({ ...who, at: new Date(), kind: 'command', text })),
    pressId,
    press: async (reply: Reply, label: string | RegExp) => {
      const button = reply.rows
        .flat()
        .find((one) => one.label === label || (label instanceof RegExp && label.test(one.label)));
      if (button === undefined || 'url' in button)
        throw new Error(`There is no button ${label}: ${labels(reply)}`);
      return pressId(encodeAction(button.action));
    },
    type: async (reply: Reply, text: string) => {
      const id = idOf(reply, 'type');
      const form = await bot.form(id, locale);
      expect(form).toMatchObject({ id, title: expect.any(String) });
      // It may cover the question.
      expect(plain(form?.body?.[0])).toBe(plain(reply.body[0]));
      return said(await bot.handle({ ...who, at: new Date(), kind: 'submit', id, text }));
    },
  };
}

const labels = (reply: Reply) => reply.rows.flat().map(({ label }) => label);
const text = (reply: Reply) =>
  [reply.title, ...reply.body.map((node) => plain(node)), reply.footer].filter(Boolean).join('\n');
function idOf(reply: Reply, kind: string): string {
  for (const button of reply.rows.flat())
    if ('action' in button && button.action.kind === kind) return encodeAction(button.action);
  throw new Error(`There is nothing to ${kind}: ${labels(reply)}`);
}

/** The question that a reply asks, by the quiz behind its buttons. */
async function asked(reply: Reply): Promise<{ question: Question; quiz: string; index: number }> {
  for (const button of reply.rows.flat()) {
    if (!('action' in button)) continue;
    const action = decodeAction(encodeAction(button.action));
    if (action?.kind !== 'pick' && action?.kind !== 'type') continue;
    const quiz = await store.quiz(action.quiz);
    const question = bank.question(quiz?.questions[action.index] ?? '', quiz?.locale ?? 'ko');
    if (question !== undefined) return { question, quiz: action.quiz, index: action.index };
  }
  throw new Error('It asks nothing.');
}

type Someone = ReturnType<typeof person>;

async function answer(by: Someone, reply: Reply, right: boolean): Promise<Reply> {
  const { question, quiz, index } = await asked(reply);
  if (question.kind === 'fill') return by.type(reply, right ? (question.answers[0] ?? '') : 'nonsense');
  const option = question.options.findIndex(({ correct }) => correct === right);
  return by.pressId(encodeAction({ kind: 'pick', quiz, index, option }));
}

describe.each(['ko', 'en'] as const)('practice in %s', (locale) => {
  const word = (ko: string, en: string) => (locale === 'ko' ? ko : en);

  it('asks a set, explains each option, and sums it up', async () => {
    const mina = person('mina', locale);
    let reply = await mina.say(word('퀴즈 파드 3', 'quiz pod 3'));
    for (let number = 1; number <= 3; number++) {
      expect(reply.title).toBe(word(`문제 ${number}/3 · 파드`, `Question ${number} of 3 · Pod`));
      expect(reply.audience).toBe('person');
      const { question } = await asked(reply);
      reply = await answer(mina, reply, number !== 2);
      expect(reply.title).toBe(
        number === 2 ? word('❌ 틀렸어요', '❌ Not quite') : word('✅ 맞았어요', '✅ Right'),
      );
      for (const option of question.options)
        expect(text(reply)).toContain(option.reason.replace(/[`*]/g, '').split('\n')[0]);
      expect(labels(reply)).toEqual(
        expect.arrayContaining([word('노트 보기', 'Open the note'), word('🚩 신고', '🚩 Report')]),
      );
      reply = await mina.press(
        reply,
        number < 3 ? word('다음 문제', 'Next question') : word('결과 보기', 'Show the result'),
      );
    }
    expect(reply.title).toBe(word('결과: 3문제 중 2문제를 맞혔어요', 'Result: 2 of 3 right'));
    expect(text(reply)).toContain(word('파드: 2/3', 'Pod: 2/3'));
    const note = await mina.press(reply, word('파드', 'Pod'));
    expect(note).toMatchObject({ title: word('파드', 'Pod'), isApart: true });
    const wrong = await mina.say(word('오답', 'wrong'));
    expect(wrong.title).toContain('1');
    const again = await mina.press(wrong, word('오답 다시 풀기', 'Practise these again'));
    expect(again.title).toContain(word('문제 1/1', 'Question 1 of 1'));
  });

  it('takes each kind of question', async () => {
    const mina = person('kinds', locale);
    const kinds = new Set<string>();
    let reply = await mina.say(word('퀴즈 파드 20', 'quiz pod 20'));
    for (;;) {
      const { question } = await asked(reply);
      kinds.add(question.kind);
      reply = await answer(mina, reply, true);
      expect(reply.title).toBe(word('✅ 맞았어요', '✅ Right'));
      if (labels(reply).includes(word('결과 보기', 'Show the result'))) break;
      reply = await mina.press(reply, word('다음 문제', 'Next question'));
    }
    expect([...kinds].sort()).toEqual(['choice', 'fill', 'ox']);
  });
});

describe('practice', () => {
  it('goes on where it was left, after a restart as well', async () => {
    const mina = person();
    const first = await mina.say('퀴즈 3');
    await answer(mina, first, true);
    await store.end();
    await open();
    const resumed = await mina.say('퀴즈');
    expect(resumed.title).toMatch(/^문제 2\/3/);
    expect(resumed.footer).toContain('이어서');
    // The button of before still does what it said.
    const late = await answer(mina, first, false);
    expect(late.title).toBe('✅ 맞았어요');
  });

  it('keeps the first answer, whoever presses how often', async () => {
    const mina = person();
    const reply = await mina.say('퀴즈 서비스 1');
    const { quiz } = await asked(reply);
    await Promise.all([answer(mina, reply, false), answer(mina, reply, true), answer(mina, reply, false)]);
    expect(await store.attempts(quiz)).toHaveLength(1);
    const tom = person('tom');
    expect(text(await answer(tom, reply, true))).toContain('다른 사람이 풀고 있는 문제');
    expect(await store.attempts(quiz)).toHaveLength(1);
  });

  it('asks what was never asked before anything again', async () => {
    const mina = person();
    const total = bank.ids(['pod']).length;
    const seen = new Set<string>();
    for (let round = 0; round < total; round++) {
      const reply = await mina.say('퀴즈 파드 1');
      seen.add((await asked(reply)).question.id);
      await answer(mina, reply, true);
    }
    expect(seen.size).toBe(total);
  });

  it('notes a guess, which then counts as not known', async () => {
    const mina = person();
    const reply = await answer(mina, await mina.say('퀴즈 시크릿 1'), true);
    expect(text(await mina.say('오답'))).toContain('비어 있어요');
    const noted = await mina.press(reply, '찍었어요');
    expect(noted.footer).toContain('찍은 답');
    expect((await mina.say('오답')).title).toContain('1문제');
  });

  it('says so where there is no such topic or nothing to ask', async () => {
    const mina = person();
    expect(text(await mina.say('퀴즈 점심 메뉴'))).toContain('찾지 못했어요');
    expect(text(await mina.say('복습'))).toContain('복습할 문제가 없어요');
    expect(text(await mina.say('기록'))).toContain('아직 푼 문제가 없어요');
    expect(text(await mina.pressId('pick#nowhere#0#1'))).toContain('이제 없어요');
    expect(text(await mina.pressId('ask#nowhere#0'))).toContain('이제 없어요');
  });

  it('begins from a note', async () => {
    const mina = person();
    const reply = await mina.pressId('practise#persistent-volume-claim');
    expect(reply.title).toBe('문제 1/3 · 퍼시스턴트 볼륨 클레임');
  });
});

describe('review', () => {
  const days = (count: number) => new Date(Date.now() + count * 86_400_000);

  it('asks again what is due, confident errors first, and again later what is known better', async () => {
    const mina = person('mina');
    const on = async (count: number, what: { text: string } | { id: string }) => {
      const did =
        'id' in what ? ({ kind: 'press', ...what } as const) : ({ kind: 'command', ...what } as const);
      return (await bot.handle({ ...mina.who, ...did, at: days(count) })) as Reply;
    };
    const known = await mina.say('퀴즈 파드 1');
    await answer(mina, known, true);
    const guessed = await answer(mina, await mina.say('퀴즈 서비스 1'), false);
    await mina.press(guessed, '찍었어요');
    const failed = await mina.say('퀴즈 시크릿 1');
    const { question } = await asked(failed);
    await answer(mina, failed, false);
    expect(text(await mina.say('복습'))).toContain('오늘 복습할 문제가 없어요');
    const first = await on(1.5, { text: '복습' });
    expect(first.footer).toBe('복습할 문제가 2개 있어요.');
    expect((await asked(first)).question.id).toBe(question.id);
    expect((await on(20, { text: '복습' })).footer).toBe('복습할 문제가 3개 있어요.');
  });
});

describe('what an author or a database takes away', () => {
  it('an option that is no longer there is no answer', async () => {
    const mina = person('mina');
    const reply = await mina.say('퀴즈 파드 20');
    const { quiz } = await asked(reply);
    const choices = ((await store.quiz(quiz))?.questions ?? []).map((id) => bank.question(id, 'ko')?.kind);
    const index = choices.indexOf('choice');
    expect(text(await mina.pressId(`pick#${quiz}#${index}#9`))).toContain('이제 없어요');
    expect(await store.attempts(quiz)).toEqual([]);
  });

  it('a message is answered though it cannot be kept that it was', async () => {
    const lines: string[] = [];
    const broken = { ...store, isFirst: () => Promise.reject(new Error('disk full')) };
    const own = createBot({
      library: () => library,
      say,
      log: { ...quiet, error: (_, message) => lines.push(message) },
      store: broken,
    });
    const mention = () =>
      own.handle({ ...person().who, at: new Date(), kind: 'mention', text: 'pvc', delivery: 'test:1' });
    expect((await mention())?.title).toBe('퍼시스턴트 볼륨 클레임');
    expect(await mention()).toBeUndefined();
    expect(lines).toHaveLength(1);
  });

  it('a quiz that cannot be closed keeps no other from it', async () => {
    const host = person('host');
    const lines: string[] = [];
    const posted = [await host.say('퀴즈 여기 파드 1분'), await host.say('퀴즈 여기 서비스 1분')];
    const [first] = await Promise.all(posted.map(asked));
    const broken = {
      ...store,
      close: (...args: Parameters<Store['close']>) =>
        args[0] === first?.quiz ? Promise.reject(new Error('disk full')) : store.close(...args),
    };
    const log = { ...quiet, error: (_: object, message: string) => lines.push(message) };
    const own = createBot({ library: () => library, say, log, store: broken, outlets: () => [outlet] });
    const later = () => new Date(Date.now() + 2 * 60_000);
    const before = outlet.said.length;
    await own.tick(later);
    expect(outlet.said).toHaveLength(before + 1);
    expect(lines).toHaveLength(1);
    await bot.tick(later);
    expect(outlet.said).toHaveLength(before + 2);
  });
});

describe('a question for the channel', () => {
  it('is sealed until it closes, and then tells all', async () => {
    const host = person('host', 'ko', { isHost: true });
    const mina = person('mina');
    const tom = person('tom', 'en');
    const posted = await host.say('퀴즈 여기 파드');
    expect(posted.audience).toBe('everyone');
    const { question, quiz } = await asked(posted);
    const sealed = await answer(mina, posted, true);
    expect(sealed).toMatchObject({ audience: 'person' });
    expect(text(sealed)).not.toMatch(/맞았|틀렸/);
    // The mind may be changed, and one may be pressed twice at once.
    await Promise.all([answer(mina, posted, false), answer(mina, posted, false)]);
    await answer(tom, posted, true);
    expect(await store.attempts(quiz)).toHaveLength(2);
    expect(text(await tom.pressId(`close#${quiz}`))).toContain('Only who opened it');
    const reveal = await host.press(posted, '닫고 결과 보기');
    expect(reveal.audience).toBe('everyone');
    expect(text(reveal)).toContain('50% (1)');
    expect(text(reveal)).toContain('2명 가운데 1명이 맞혔어요');
    if (question.kind !== 'fill')
      expect(text(reveal)).toContain(question.options[0]?.reason.replace(/[`*]/g, '').split('\n')[0]);
    expect(text(await host.press(posted, '닫고 결과 보기'))).toContain('이미 닫힌');
    // Who comes late practises.
    const late = person('late');
    const lesson = await answer(late, posted, true);
    expect(lesson.title).toBe('✅ 맞았어요');
    expect(lesson.footer).toContain('연습');
    expect(await store.attempts(quiz)).toHaveLength(2);
    expect((await mina.say('오답')).title).toContain('1문제');
  });

  it('closes by itself when its time is over, and tells all once', async () => {
    const host = person('host');
    const mina = person('mina');
    const posted = await host.say('퀴즈 여기 파드 10분');
    expect(posted.footer).toMatch(/에 닫혀요/);
    await answer(mina, posted, true);
    const before = outlet.said.length;
    await bot.tick(() => new Date());
    expect(outlet.said).toHaveLength(before);
    const later = () => new Date(Date.now() + 11 * 60_000);
    await Promise.all([bot.tick(later), bot.tick(later)]);
    await bot.tick(later);
    const [one, ...more] = outlet.said.slice(before);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ place: { channel: mina.who.channel }, reply: { audience: 'everyone' } });
    expect(text(one?.reply as Reply)).toContain('1명 가운데 1명이 맞혔어요');
  });

  it('comes not again before all others were asked', async () => {
    const host = person();
    const seen: string[] = [];
    for (let round = 0; round < bank.ids(['pod']).length; round++) {
      const posted = await host.say('퀴즈 여기 파드');
      seen.push((await asked(posted)).question.id);
    }
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('records', () => {
  it('tell how a person and the group do', async () => {
    const mina = person('미나');
    const tom = person('tom', 'en');
    for (const [who, right] of [
      [mina, true],
      [mina, true],
      [mina, false],
      [tom, false],
    ] as const)
      await answer(who, await who.say(who === tom ? 'quiz pod 1' : '퀴즈 파드 1'), right);
    const own = await mina.say('기록');
    expect(text(own)).toContain('푼 문제 3개, 정답률 67%');
    expect(text(own)).toContain('연속 1일');
    expect(text(own)).toContain('파드: 2/3 (67%)');
    expect(text(own)).toContain('‘파드’ 주제를 공부해');
    const board = await mina.say('순위');
    expect(text(board)).toMatch(
      /미나: 1일 참여, 3문제 중 2문제 정답[\s\S]*tom: 1일 참여, 1문제 중 0문제 정답/,
    );
    expect(board.footer).toContain('1일째');
    await tom.say('hideme');
    expect(text(await mina.say('순위'))).not.toContain('tom');
  });

  it('rest while somebody is away', async () => {
    const mina = person('mina');
    await answer(mina, await mina.say('퀴즈 파드 1'), false);
    const day = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
    expect(text(await mina.say(`휴가 ${day}`))).toContain(`${day}까지`);
    expect(text(await mina.say('복습'))).toContain(`${day}까지`);
    expect(text(await mina.say('휴가'))).toContain('이제 쉬지 않아요');
    expect(text(await mina.say('복습'))).not.toContain(day);
  });

  it('of wrong answers are given out for other programs', async () => {
    const mina = person('mina', 'en');
    expect(text(await mina.say('wrong csv'))).toContain('empty');
    const reply = await mina.say('quiz pod 1');
    const { question } = await asked(reply);
    await answer(mina, reply, false);
    const { file } = await mina.say('wrong csv');
    expect(file).toMatchObject({ name: 'notebook.csv', type: 'text/csv' });
    const csv = file?.text;
    expect(csv).toContain('id,topic,question,answer\r\n');
    expect(csv).toContain(`"${question.id}","Pod","`);
    expect((await mina.say('wrong md')).file?.text).toContain(`## Pod\n\n${question.stem}`);
  });

  it('are given out and deleted as the person wishes', async () => {
    const mina = person('미나');
    await answer(mina, await mina.say('퀴즈 파드 1'), false);
    expect((await mina.say('mydata')).file?.text).toContain('pod/');
    const sure = await mina.say('forgetme');
    expect(text(await mina.say('오답'))).toContain('파드');
    expect(text(await mina.press(sure, '네, 모두 지워요'))).toContain('모두 지웠어요');
    expect(text(await mina.say('오답'))).toContain('비어 있어요');
    expect((await mina.say('mydata')).file?.text).not.toContain('pod/');
  });
});

describe('a question that is no good', () => {
  it('is reported, and put aside by the host', async () => {
    const mina = person('mina');
    const host = person('host', 'ko', { isHost: true });
    const reply = await answer(mina, await mina.say('퀴즈 파드 1'), true);
    const id = idOf(reply, 'flag');
    const question = id.slice('flag#'.length);
    expect((await bot.form(id, 'ko'))?.title).toBe('문제 신고');
    await bot.handle({ ...mina.who, at: new Date(), kind: 'submit', id, text: '답이 둘이에요' });
    expect(text(await mina.say('신고'))).toContain('관리자만');
    const list = await host.say('신고');
    expect(text(list)).toContain('답이 둘이에요');
    await host.press(list, /쉬게 하기/);
    const paused = await host.say('신고');
    expect(text(paused)).not.toContain('답이 둘이에요');
    const set = await mina.say('퀴즈 파드 20');
    const { quiz } = await asked(set);
    expect((await store.quiz(quiz))?.questions).not.toContain(question);
    await host.press(paused, /다시 내기/);
    expect(text(await host.say('신고'))).toContain('신고된 문제가 없어요');
  });
});

it('without a store there is no quiz, and it says so', async () => {
  const alone = createBot({ library: () => library, say, log: quiet });
  const reply = await alone.handle({
    kind: 'command',
    text: '퀴즈',
    locale: 'ko',
    person: 'terminal',
    at: new Date(),
  });
  expect(text(reply as Reply)).toContain('문제를 풀 수 없어요');
});

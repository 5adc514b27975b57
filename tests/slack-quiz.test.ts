import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMessages } from '../adapters/files.ts';
import { limitFlood } from '../adapters/flood.ts';
import { openStore } from '../adapters/store/open.ts';
import { createBot } from '../src/bot.ts';
import { decodeAction } from '../src/chat/action.ts';
import { messages } from '../src/chat/locale.ts';
import type { Locale } from '../src/notes/locale.ts';
import type { Question } from '../src/notes/question.ts';
import { Bank } from '../src/quiz/bank.ts';
import type { Store } from '../src/store.ts';
import type { Person, Seen } from './chats/chat.ts';
import { openSlack, type SlackChat, type SlackMode, type SlackSeen } from './chats/slack.ts';
import type { SlackServer } from './servers/slack.ts';
import { shelfOf, shippedNotes } from './shelves.ts';

const say = messages(await readMessages());
const quiet = { info() {}, warn() {}, error() {} };
const { library } = await shelfOf(shippedNotes);
const bank = Bank.of(library);

let folder: string;
let store: Store;
let chat: SlackChat;
let perMinute = 0;
const openBook = async () => {
  store = await openStore(`file:${join(folder, 'bot.db')}`, quiet);
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slack-'));
  perMinute = 0;
  await openBook();
});
afterEach(async () => {
  expect(chat.server.violations).toEqual([]);
  expect(chat.logged.filter(({ level }) => level === 'error')).toEqual([]);
  await chat.close();
  await store.end();
  await rm(folder, { recursive: true, force: true });
});

const makeBot = () =>
  createBot({ library: () => library, say, log: quiet, store, allow: limitFlood(perMinute) });

async function open(mode: SlackMode = 'http'): Promise<SlackChat> {
  chat = await openSlack(makeBot, say, mode);
  return chat;
}

/** Another process goes on with what is kept. */
async function restart(): Promise<void> {
  await chat.platform.stop();
  await store.end();
  await openBook();
  await chat.restart();
}

interface Button {
  text: { text: string };
  action_id: string;
}
const buttonsOf = (seen: Seen): Button[] =>
  (seen as SlackSeen).output.message.blocks?.flatMap(({ type, elements }) =>
    type === 'actions' ? (elements as Button[]) : [],
  ) ?? [];
const labels = (seen: Seen) => seen.buttons.map(({ label }) => label);

/** What a message asks, by the quiz behind its buttons. */
async function asked(seen: Seen): Promise<{ question: Question; quiz: string }> {
  for (const { action_id } of buttonsOf(seen)) {
    const action = decodeAction(action_id);
    if (action?.kind !== 'pick' && action?.kind !== 'type') continue;
    const quiz = await store.quiz(action.quiz);
    const question = bank.question(quiz?.questions[action.index] ?? '', quiz?.locale ?? 'ko');
    if (question !== undefined) return { question, quiz: action.quiz };
  }
  throw new Error(`It asks nothing: ${seen.text}`);
}

/** Answers as people do: by the label of a button, or by typing. */
async function answer(seen: Seen, isRight: boolean, by: Person = {}): Promise<SlackSeen> {
  const { question } = await asked(seen);
  const labelOf = (start: string, end = '') =>
    buttonsOf(seen).find(({ action_id: id }) => id.startsWith(start) && id.endsWith(end))?.text.text ?? '';
  if (question.kind === 'fill')
    return chat.type(seen, labelOf('type#'), isRight ? (question.answers[0] ?? '') : 'nonsense', by);
  const option = question.options.findIndex(({ correct }) => correct === isRight);
  return chat.press(seen, labelOf('pick#', `#${option}`), by);
}

/** Begins sets of one question until it is one of that kind. */
async function begin(kind: Question['kind'], typed = '퀴즈 파드 1', by?: Person): Promise<SlackSeen> {
  for (let round = 0; round < 40; round++) {
    const seen = await chat.command(typed, by);
    if ((await asked(seen)).question.kind === kind) return seen;
    await answer(seen, true, by);
  }
  throw new Error(`There is no question of the kind ${kind}.`);
}

describe.each(['http', 'socket'] as const)('over %s', (mode) => {
  it.each(['ko', 'en'] as const)(
    'a set in %s is played in one message, whatever is asked',
    async (locale) => {
      await open(mode);
      const mina = { name: 'mina', locale };
      const word = (id: string, args = {}) => say[locale](id, args);
      const kinds = new Set<string>();
      let seen = await chat.command(locale === 'ko' ? '퀴즈 파드 20' : 'quiz pod 20', mina);
      expect(seen).toMatchObject({ isPrivate: true, output: { via: 'ack' } });
      for (let number = 1; number <= 20; number++) {
        expect(seen.text).toContain(locale === 'ko' ? `문제 ${number}/` : `Question ${number} of`);
        const { question } = await asked(seen);
        kinds.add(question.kind);
        seen = await answer(seen, number !== 2, mina);
        expect(seen.output).toMatchObject({ via: 'respond', replaces: true, onlyFor: 'U0MINA' });
        expect(seen.text).toContain(word(number === 2 ? 'wrong' : 'right'));
        expect(labels(seen)).toEqual(expect.arrayContaining([word('open-note'), word('flag')]));
        const isLast = labels(seen).includes(word('set-result'));
        seen = await chat.press(seen, word(isLast ? 'set-result' : 'next-question'), mina);
        expect(seen.output).toMatchObject({ replaces: true, onlyFor: 'U0MINA' });
        if (isLast) break;
      }
      expect([...kinds].sort()).toEqual(['choice', 'fill', 'ox']);
      expect(seen.text).toMatch(locale === 'ko' ? /결과: \d+문제 중/ : /Result: \d+ of/);
    },
  );

  it('a question for the channel is sealed for each, until who opened it closes it for all', async () => {
    await open(mode);
    const mina = { name: 'mina' };
    const tom = { name: 'tom', locale: 'en' as Locale };
    const posted = await chat.command('퀴즈 여기 파드', { name: 'host' });
    expect(posted).toMatchObject({ isPrivate: false, payload: { response_type: 'in_channel' } });
    expect(labels(posted)).not.toContain('채널에 공유');
    const { question, quiz } = await asked(posted);

    for (const [by, isRight] of [
      [mina, true],
      [tom, true],
      [mina, false],
    ] as const) {
      const sealed = await answer(posted, isRight, by);
      expect(sealed.output).toMatchObject({ replaces: false, onlyFor: chat.idOf(by) });
      expect(sealed.text).toMatch(/받아 두었어요|Taken/);
    }
    const attempts = await store.attempts(quiz);
    expect(attempts.map(({ person, correct }) => [person, correct]).sort()).toEqual([
      ['slack:T0TEAM:U0MINA', false],
      ['slack:T0TEAM:U0TOM', true],
    ]);
    expect(attempts[0]).toMatchObject({ group: 'slack:T0TEAM', question: question.id });
    expect(await store.quiz(quiz)).toMatchObject({ channel: 'slack:T0TEAM:C0STUDY' });

    const refused = await chat.press(posted, '닫고 결과 보기', tom);
    expect(refused).toMatchObject({ isPrivate: true, text: expect.stringContaining('Only who opened it') });
    const reveal = await chat.press(posted, '닫고 결과 보기', { name: 'host' });
    expect(reveal.output).toMatchObject({ replaces: false, onlyFor: undefined, channel: 'C0STUDY' });
    expect(reveal.text).toContain('2명 가운데 1명이 맞혔어요');
    const late = await answer(posted, true, { name: 'late' });
    expect(late).toMatchObject({ isPrivate: true, text: expect.stringContaining('연습으로') });
  });

  it('a form that is sent after a restart does what it would have done before', async () => {
    await open(mode);
    const seen = await begin('fill');
    const { question } = await asked(seen);
    const form = await chat.ask(seen, '답 적기');
    expect(form).toMatchObject({ title: '답 적기', label: '정답을 적어 주세요' });
    await restart();
    const told = await chat.submit(form, question.kind === 'fill' ? (question.answers[0] ?? '') : '');
    expect(told.output).toMatchObject({ replaces: true, onlyFor: 'U0MINA' });
    expect(told.text).toContain('✅ 맞았어요');
  });
});

describe('a practice set', () => {
  it('stays where it is when its note is opened, and goes on after a restart', async () => {
    await open();
    const seen = await answer(await chat.command('퀴즈 파드 2'), true);
    const note = await chat.press(seen, '노트 보기');
    expect(note.output).toMatchObject({ via: 'respond', replaces: false, onlyFor: 'U0MINA' });
    expect(labels(note)).toContain('채널에 공유');
    const part = await chat.press(note, '예제');
    expect(part.output.replaces).toBe(true);
    await restart();
    const next = await chat.press(seen, '다음 문제');
    expect(next.output.replaces).toBe(true);
    expect(next.text).toContain('문제 2/2');
  });

  it('is begun from a note, and shared by nobody', async () => {
    await open();
    const seen = await chat.press(await chat.command('파드'), say.ko('quiz-me'));
    expect(seen.output).toMatchObject({ replaces: true, onlyFor: 'U0MINA' });
    expect(labels(seen)).not.toContain('채널에 공유');
  });

  it('is not put out of sight by a notice', async () => {
    perMinute = 1;
    await open();
    const told = await chat.pressId('review', await chat.command('퀴즈 파드 1'));
    expect(told.output).toMatchObject({ replaces: false, onlyFor: 'U0MINA' });
    expect(told.text).toContain('너무 빨라서');
  });

  it.each<[string, boolean, object]>([
    ['a channel', false, { via: 'whisper', channel: 'C0STUDY', onlyFor: 'U0MINA', thread: undefined }],
    ['private', true, { via: 'post', channel: 'D0U0MINA', thread: undefined }],
  ])('that is asked for in %s by a word is for that person alone', async (_where, isDirect, where) => {
    await open();
    const seen = await chat.mention('퀴즈 파드 2', {}, { isDirect });
    expect(seen?.output).toMatchObject(where);
    if (seen === undefined) return;
    const told = await answer(seen, true);
    expect(told.output).toMatchObject(
      isDirect ? { via: 'post', channel: 'D0U0MINA' } : { via: 'respond', replaces: true, onlyFor: 'U0MINA' },
    );
    const [attempt] = await store.attempts((await asked(seen)).quiz);
    expect(attempt?.group).toBe(isDirect ? 'slack:T0TEAM:U0MINA' : 'slack:T0TEAM');
  });

  it('can be played in the App Home, where a note comes beside it', async () => {
    await open();
    await chat.event({ type: 'app_home_opened', user: chat.idOf(), tab: 'home', event_ts: '1.1' });
    const home = await chat.next(0);
    let seen = await chat.pressId('practise#pod', home);
    for (let number = 1; number <= 3; number++) {
      expect(seen.output.via).toBe('home');
      expect(seen.text).toContain(`문제 ${number}/3`);
      const told = await answer(seen, true);
      expect(told.output.via).toBe('home');
      expect(told.text).toContain('✅ 맞았어요');
      const note = await chat.press(told, '노트 보기');
      expect(note.output).toMatchObject({ via: 'post', channel: 'D0U0MINA' });
      const thanks = await chat.type(told, '🚩 신고', '답이 둘이에요');
      expect(thanks.output).toMatchObject({ via: 'post', channel: 'D0U0MINA' });
      seen = await chat.press(told, number < 3 ? '다음 문제' : '결과 보기');
    }
    expect(seen.text).toContain('결과: 3문제 중 3문제');
  });
});

describe('what is for everyone', () => {
  it('asked for by a mention, stands in the channel, and in a thread only if asked there', async () => {
    await open();
    const posted = await chat.mention('퀴즈 여기 파드', { name: 'host' });
    expect(posted?.output).toMatchObject({ via: 'post', channel: 'C0STUDY', thread: undefined });
    const inThread = await chat.mention('순위', {}, { thread: '1700000000.000001' });
    expect(inThread?.output).toMatchObject({ via: 'post', thread: '1700000000.000001' });
    if (posted === undefined) return;
    const reveal = await chat.press(posted, '닫고 결과 보기', { name: 'host' });
    expect(reveal.output).toMatchObject({ onlyFor: undefined, thread: undefined });
  });

  it('closed in a thread, is told in that thread', async () => {
    await open();
    const posted = await chat.mention('퀴즈 여기 파드', {}, { thread: '1700000000.000001' });
    if (posted === undefined) throw new Error('no answer');
    const reveal = await chat.press(posted, '닫고 결과 보기');
    expect(reveal.output).toMatchObject({ onlyFor: undefined, thread: '1700000000.000001' });
  });

  it('goes by the API where Slack takes no answer to the button', async () => {
    await open();
    const posted = await chat.command('퀴즈 여기 파드');
    chat.server.fail('respond', { status: 404 });
    const reveal = await chat.press(posted, '닫고 결과 보기');
    expect(reveal.output).toMatchObject({ via: 'post', channel: 'C0STUDY', onlyFor: undefined });
  });

  it('is opened in no private chat', async () => {
    await open();
    const seen = await chat.command('퀴즈 여기 파드', {}, { channel: 'D0U0MINA' });
    expect(seen).toMatchObject({ isPrivate: true, text: say.ko('channel-only') });
  });

  it('names people as the others see them', async () => {
    await open();
    chat.server.users.set('U0MINA', { name: '미나', locale: 'ko-KR' });
    await answer(await chat.command('퀴즈 파드 1'), true);
    const board = await chat.command('순위', { name: 'tom' });
    expect(board).toMatchObject({ isPrivate: false, text: expect.stringContaining('미나: 1일 참여') });
  });
});

describe('a report', () => {
  const reported = async () => {
    const seen = await answer(await chat.command('퀴즈 파드 1'), true);
    const form = await chat.ask(seen, '🚩 신고');
    expect(form).toMatchObject({ title: '문제 신고', label: '무엇이 잘못됐나요?' });
    return chat.submit(form, 'a < b & 답이 <둘>이에요');
  };

  it('is taken beside the question, and shown to who manages the workspace', async () => {
    await open();
    const thanks = await reported();
    expect(thanks.output).toMatchObject({ via: 'respond', replaces: false, onlyFor: 'U0MINA' });
    expect(thanks.text).toContain('고마워요');
    expect((await chat.command('신고')).text).toContain('관리자만');
    chat.server.admins.add('U0HOST');
    const list = await chat.command('신고', { name: 'host' });
    expect(list).toMatchObject({ isPrivate: true });
    expect(list.text).toContain('a < b & 답이 <둘>이에요');
    const paused = await chat.press(list, '쉬게 하기 1', { name: 'host' });
    expect(paused).toMatchObject({ isPrivate: true, text: say.ko('pause-done') });
  });

  it('is not shown to who manages another workspace that is in the channel', async () => {
    await open();
    await reported();
    chat.server.users.set('U0GUEST', { name: 'guest', locale: 'ko-KR', team: 'T0OTHER' });
    chat.server.admins.add('U0GUEST');
    expect((await chat.command('신고', { name: 'guest' })).text).toContain('관리자만');
  });
});

describe('a form', () => {
  it('is answered to the person another way, where Slack takes the answer no longer', async () => {
    await open();
    const seen = await begin('fill');
    const form = await chat.ask(seen, '답 적기');
    chat.server.expireResponses();
    expect((await chat.submit(form, 'x')).output).toMatchObject({ via: 'whisper', onlyFor: 'U0MINA' });
  });

  it('below what all see is answered to who sent it alone', async () => {
    await open();
    let posted: SlackSeen;
    do posted = await chat.command('퀴즈 여기 파드');
    while ((await asked(posted)).question.kind !== 'fill');
    const told = await chat.type(posted, '답 적기', 'nonsense', { name: 'tom', locale: 'en' });
    expect(told.output).toMatchObject({ replaces: false, onlyFor: 'U0TOM' });
    expect(told.text).toContain('Taken: “nonsense”');
  });

  it.each([
    ['Slack asks to wait a little', { status: 429, headers: { 'retry-after': '1' } }],
    ['the connection breaks', 'drop'],
    ['Slack has an error', { status: 503 }],
  ] as const)('opens although %s', async (_what, mishap) => {
    await open();
    const seen = await begin('fill');
    chat.server.fail('views.open', mishap);
    expect((await chat.type(seen, '답 적기', 'nonsense')).text).toContain('❌ 틀렸어요');
  });

  it.each([
    ['it is too late', (server: SlackServer) => Object.assign(server.views, { triggerMs: -1 })],
    [
      'Slack asks to wait long',
      (server: SlackServer) => server.fail('views.open', { status: 429, headers: { 'retry-after': '30' } }),
    ],
    ['Slack refuses', (server: SlackServer) => server.fail('views.open', { error: 'internal_error' })],
  ])('that does not open, since %s, says so, and the question stays', async (_what, hinder) => {
    await open();
    const seen = await begin('fill');
    hinder(chat.server);
    const told = await chat.press(seen, '답 적기');
    expect(told).toMatchObject({ isPrivate: true, text: say.ko('slack-again') });
    expect(told.output.replaces).toBe(false);
    expect(chat.logged.some(({ level }) => level === 'warn')).toBe(true);
  });

  it('that was opened by a try of which nothing was heard is not complained about', async () => {
    await open();
    const seen = await begin('fill');
    chat.server.fail('views.open', { error: 'exchanged_trigger_id' });
    void chat.pressId(buttonsOf(seen)[0]?.action_id ?? '', seen);
    expect(await chat.settled(chat.server.outputs.length)).toEqual([]);
  });

  it('of somebody else, or of nobody, is acknowledged, and nothing is said', async () => {
    await open();
    const since = chat.server.outputs.length;
    for (const view of [
      {},
      { callback_id: 'other' },
      { callback_id: 'form', private_metadata: '{}' },
      { callback_id: 'form', private_metadata: '' },
      { callback_id: 'form', private_metadata: 'null' },
    ]) {
      const user = { id: chat.idOf(), team_id: 'T0TEAM' };
      const { body } = await chat.server.deliver('interactive', {
        type: 'view_submission',
        team: { id: 'T0TEAM' },
        user,
        view,
      });
      expect(body).toBeUndefined();
    }
    expect(await chat.settled(since)).toEqual([]);
  });
});

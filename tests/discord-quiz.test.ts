import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderForm } from '../adapters/discord/form.ts';
import { markdown } from '../adapters/discord/markdown.ts';
import { renderReply } from '../adapters/discord/render.ts';
import { readMessages, readReference } from '../adapters/files.ts';
import { limitFlood } from '../adapters/flood.ts';
import { openStore } from '../adapters/store/open.ts';
import { type Bot, createBot } from '../src/bot.ts';
import { decodeAction } from '../src/chat/action.ts';
import type { Interaction } from '../src/chat/interaction.ts';
import { messages } from '../src/chat/locale.ts';
import type { Form, Reply } from '../src/chat/reply.ts';
import type { Locale } from '../src/notes/locale.ts';
import { parseMarkdown } from '../src/notes/markdown.ts';
import type { Question } from '../src/notes/question.ts';
import { Bank } from '../src/quiz/bank.ts';
import { ask, feedback } from '../src/quiz/view.ts';
import type { Quiz, Store } from '../src/store.ts';
import type { Person, Seen } from './chats/chat.ts';
import { buttonsOf, type DiscordChat, markdownOf, openDiscord } from './chats/discord.ts';
import { faultsOfMessage, faultsOfModal } from './servers/discord-rules.ts';
import { shelfOf, shippedNotes } from './shelves.ts';
import { quizOf } from './stores.ts';

const say = messages(await readMessages());
const { library } = await shelfOf(shippedNotes);
const bank = Bank.of(library);
const quiet = { info() {}, warn() {}, error() {} };

type Data = Record<string, unknown>;
type DiscordSeen = Awaited<ReturnType<DiscordChat['native']>>;

let folder: string;
let store: Store;
let chat: DiscordChat;
const opened: DiscordChat[] = [];
let asked: Interaction[] = [];
/** What a person may do within a minute. */
let perMinute = 1000;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'discord-'));
  asked = [];
  perMinute = 1000;
  await openBook();
});

async function openBook(): Promise<void> {
  store = await openStore(`file:${join(folder, 'bot.db')}`, quiet);
}

afterEach(async () => {
  const chats = opened.splice(0);
  for (const one of chats) await one.close();
  await store.end();
  await rm(folder, { recursive: true, force: true });
  for (const { server, logged } of chats) {
    expect([...server.violations, ...server.gateway.violations]).toEqual([]);
    expect(logged.filter(({ level }) => level === 'error')).toEqual([]);
  }
});

/** A bot that tells what it was asked. */
function makeBot(): Bot {
  const allow = limitFlood(perMinute);
  const own = createBot({ library: () => library, say, log: quiet, store, allow });
  return {
    ...own,
    handle(interaction) {
      asked.push(interaction);
      return own.handle(interaction);
    },
  };
}

async function open(): Promise<void> {
  chat = await openDiscord(makeBot, say);
  opened.push(chat);
}

/** Another process goes on with what is kept. */
async function restart(): Promise<void> {
  await chat.platform.stop();
  await store.end();
  await openBook();
  await chat.restart();
}

const labels = (seen: Seen) => seen.buttons.map(({ label }) => label);
const idsOf = (seen: Seen) =>
  buttonsOf(seen.payload as Data).flatMap(({ custom_id: id }) => (id === undefined ? [] : [id]));

/** What a message asks, by the quiz behind its buttons. */
async function questionOf(seen: Seen): Promise<{ question: Question; quiz: string }> {
  for (const id of idsOf(seen)) {
    const action = decodeAction(id);
    if (action?.kind !== 'pick' && action?.kind !== 'type') continue;
    const quiz = await store.quiz(action.quiz);
    const question = bank.question(quiz?.questions[action.index] ?? '', quiz?.locale ?? 'ko');
    if (question !== undefined) return { question, quiz: action.quiz };
  }
  throw new Error(`It asks nothing: ${seen.text}`);
}

/** Fields with a label of their own below the label. */
const withTwoLabels = (form: Data): Data[] =>
  (form.components as Data[]).map(({ component, ...label }) => ({
    ...label,
    component: { ...(component as Data), label: 'x' },
  }));

/** Answers as people do: by a button, or by typing. */
async function answer(seen: Seen, isRight: boolean, by: Person = {}) {
  const { question } = await questionOf(seen);
  if (question.kind === 'fill')
    return chat.type(seen, labels(seen)[0] ?? '', isRight ? (question.answers[0] ?? '') : 'nonsense', by);
  const option = question.options.findIndex(({ correct }) => correct === isRight);
  const id = idsOf(seen).find((one) => one.startsWith('pick#') && one.endsWith(`#${option}`)) ?? '';
  return chat.pressId(id, seen, by);
}

/** Begins sets of one question until it is one of that kind. */
async function begin(kind: Question['kind'], by: Person = {}): Promise<DiscordSeen> {
  for (let round = 0; round < 40; round++) {
    const seen = await chat.native('quiz', { topic: 'pod', count: 1 }, by);
    if ((await questionOf(seen)).question.kind === kind) return seen;
    await answer(seen, true, by);
  }
  throw new Error(`There is no question of the kind ${kind}.`);
}

/** Puts questions to the channel until one is of that kind. */
async function beginHere(kind: Question['kind'], by: Person): Promise<DiscordSeen> {
  for (let round = 0; round < 40; round++) {
    const seen = await chat.native('quiz', { topic: 'pod', here: true }, by);
    if ((await questionOf(seen)).question.kind === kind) return seen;
  }
  throw new Error(`There is no question of the kind ${kind}.`);
}

describe.each(['ko', 'en'] as const)('a set in %s', (locale) => {
  const word = (id: string, args = {}) => say[locale](id, args);
  const mina = { name: 'mina', locale };

  it('is played in one message that nobody else sees, whatever is asked', async () => {
    await open();
    const kinds = new Set<string>();
    let seen = await chat.native('quiz', { topic: 'pod', count: 20 }, mina);
    const { id } = seen.kept;
    for (let number = 1; number <= 20; number++) {
      expect(seen).toMatchObject({ isPrivate: true, kept: { id } });
      expect(seen.text).toContain(locale === 'ko' ? `문제 ${number}/` : `Question ${number} of`);
      kinds.add((await questionOf(seen)).question.kind);
      const told = await answer(seen, number !== 2, mina);
      expect(told.called.type).toBe(7);
      expect(told.kept.id).toBe(id);
      expect(told.text).toContain(word(number === 2 ? 'wrong' : 'right'));
      const isLast = labels(told).includes(word('set-result'));
      seen = await chat.press(told, word(isLast ? 'set-result' : 'next-question'), mina);
      if (isLast) break;
    }
    expect([...kinds].sort()).toEqual(['choice', 'fill', 'ox']);
    expect(seen.kept.id).toBe(id);
    expect(seen.text).toMatch(locale === 'ko' ? /결과: \d+문제 중/ : /Result: \d+ of/);
    expect(chat.server.messages.size).toBe(1);
  });

  it('shows a form with the question and what is to be typed', async () => {
    await open();
    const person = `discord:${chat.idOf(mina)}`;
    // It asks for a line of YAML.
    const questions = ['configmap/may-be-missing'];
    await store.open(quizOf({ id: 'code', person, group: person, questions, locale }));
    const seen = await chat.pressId('ask#code#0', await chat.command('stats', mina), mina);
    const { question } = await questionOf(seen);
    const form = await chat.openForm(seen, word('type-answer'), mina);
    expect(form.data).toMatchObject({
      title: word('type-title'),
      components: [
        { type: 10, content: markdown(parseMarkdown(question.stem).children) },
        { type: 18, label: word('type-label'), component: { type: 4, style: 1, max_length: 500 } },
      ],
    });
    const [{ content }] = form.data.components as [{ content: string }];
    expect(content).toMatch(/```yaml\n[\s\S]+\n```$/);
    expect(content).toMatch(locale === 'ko' ? /[가-힣]/ : /^[^가-힣]+$/);
    const told = await chat.sendForm(form, question.answers[0] ?? '', mina);
    expect(told).toMatchObject({ kept: { id: seen.kept.id }, called: { type: 7 } });
    expect(told.text).toContain(word('right'));
  });

  it('leaves a question where it is when its note is opened', async () => {
    await open();
    const told = await answer(await begin('choice', mina), true, mina);
    const before = JSON.stringify(told.kept.body);
    const note = await chat.press(told, word('open-note'), mina);
    expect(note).toMatchObject({ isPrivate: true });
    expect(note.kept.id).not.toBe(told.kept.id);
    expect(JSON.stringify(told.kept.body)).toBe(before);
    expect(note.text).toMatch(locale === 'ko' ? /^## 파드\n/ : /^## Pod\n/);
  });

  it('takes a report of a question, and thanks for it apart', async () => {
    await open();
    const told = await answer(await begin('ox', mina), true, mina);
    const before = JSON.stringify(told.kept.body);
    const thanks = await chat.type(told, word('flag'), 'O <@123> **is** also right', mina);
    expect(thanks).toMatchObject({ isPrivate: true, text: word('flag-done') });
    expect(JSON.stringify(told.kept.body)).toBe(before);
    const refused = await chat.command('reports', mina);
    expect(refused.text).toBe(word('host-only'));
    const list = await chat.command('reports', { name: 'host', locale });
    expect(list.isPrivate).toBe(true);
    expect(markdownOf(list.kept.body)).toContain('O \\<@\u200B123\\> \\*\\*is\\*\\* also right');
    const paused = await chat.press(list, `${word('pause-question')} 1`, { name: 'host', locale });
    expect(paused.text).toBe(word('pause-done'));
    expect(await store.paused(`discord:${chat.server.guildId}`)).toHaveLength(1);
  });
});

describe('a set', () => {
  it('goes on after a restart, by buttons and by forms of before', async () => {
    await open();
    const fill = await begin('fill');
    const { question } = await questionOf(fill);
    const form = await chat.openForm(fill, '답 적기');
    const choice = await begin('choice', { name: 'tom' });
    await restart();
    const typed = await chat.sendForm(form, question.answers[0] ?? '');
    expect(typed).toMatchObject({ kept: { id: fill.kept.id }, called: { type: 7 } });
    expect(typed.text).toContain('✅ 맞았어요');
    const pressed = await answer(choice, false, { name: 'tom' });
    expect(pressed).toMatchObject({ kept: { id: choice.kept.id }, called: { type: 7 } });
    expect(pressed.text).toContain('❌ 틀렸어요');
  });

  it('is not lost behind a notice', async () => {
    perMinute = 3;
    await open();
    const seen = await chat.native('quiz', { topic: 'pod', count: 3 });
    const told = await answer(seen, true);
    const next = await chat.press(told, '다음 문제');
    const before = JSON.stringify(next.kept.body);
    const notice = await answer(next, true);
    expect(notice).toMatchObject({ isPrivate: true, called: { type: 4 } });
    expect(notice.buttons).toEqual([]);
    expect(JSON.stringify(next.kept.body)).toBe(before);
  });

  it('that was asked for by a mention is answered to the one it is for, alone', async () => {
    await open();
    const seen = await chat.mention('퀴즈 파드 2');
    if (seen === undefined) throw new Error('no answer');
    const other = await answer(seen, true, { name: 'tom' });
    expect(other).toMatchObject({ isPrivate: true, text: expect.stringContaining('다른 사람') });
    const told = await answer(seen, true);
    expect(told).toMatchObject({ isPrivate: true, called: { type: 4 } });
    const next = await chat.press(told, '다음 문제');
    expect(next.kept.id).toBe(told.kept.id);
  });

  it('that begins below a note that all can see is for one person alone', async () => {
    await open();
    const note = await chat.command('pod');
    const before = JSON.stringify(note.kept.body);
    const first = await chat.press(note, say.ko('quiz-me'));
    expect(first).toMatchObject({ isPrivate: true });
    const told = await answer(first, true);
    expect(told).toMatchObject({ kept: { id: first.kept.id }, called: { type: 7 } });
    expect(JSON.stringify(note.kept.body)).toBe(before);
  });

  it('in a private chat is by oneself, and no group', async () => {
    await open();
    const channel = chat.server.directOf(chat.idOf());
    const seen = await chat.native('quiz', { topic: 'pod', count: 1 }, {}, channel);
    await answer(seen, true);
    expect(asked).toHaveLength(2);
    for (const one of asked) {
      expect(one).not.toHaveProperty('group');
      expect(one).not.toHaveProperty('channel');
      expect(one).toMatchObject({ name: `User ${chat.idOf().slice(-3)}`, isHost: false });
    }
    const here = await chat.native('quiz', { here: true }, {}, channel);
    expect(here.text).toBe(say.ko('channel-only'));
    const spoken = await chat.mention('퀴즈 파드 1', {}, { isDirect: true });
    if (spoken === undefined) throw new Error('no answer');
    const told = await answer(spoken, true);
    expect(told.called).toMatchObject({ type: 4, data: { flags: 1 << 15 } });
  });
});

describe('a question for the channel', () => {
  const host = { name: 'starter' };
  const tom = { name: 'tom', locale: 'en' as Locale };

  it.each(['choice', 'ox', 'fill'] as const)(
    'is answered by each alone, until who opened it closes it for all: %s',
    async (kind) => {
      await open();
      const posted = await beginHere(kind, host);
      const { body, id } = posted.kept;
      const before = JSON.stringify(body);
      expect(posted.isPrivate).toBe(false);
      const { quiz, question } = await questionOf(posted);
      for (const [by, isRight] of [
        [{ name: 'mina' }, true],
        [tom, true],
        [{ name: 'mina' }, false],
      ] as const) {
        const sealed = await answer(posted, isRight, by);
        expect(sealed).toMatchObject({ isPrivate: true, called: { type: 4 } });
        expect(sealed.text).toMatch(/받아 두었어요|Taken/);
      }
      expect(JSON.stringify(posted.kept.body)).toBe(before);
      const attempts = await store.attempts(quiz);
      expect(attempts.map(({ person, correct }) => [person, correct])).toEqual(
        expect.arrayContaining([
          [`discord:${chat.idOf({ name: 'mina' })}`, false],
          [`discord:${chat.idOf(tom)}`, true],
        ]),
      );
      expect(attempts).toHaveLength(2);
      expect(attempts[0]).toMatchObject({
        group: `discord:${chat.server.guildId}`,
        question: question.id,
      });
      expect(await store.quiz(quiz)).toMatchObject({ channel: `discord:${chat.server.channelId}` });

      await restart();
      const refused = await chat.press(posted, '닫고 결과 보기', tom);
      expect(refused).toMatchObject({ isPrivate: true, text: say.en('close-others') });
      const reveal = await chat.press(posted, '닫고 결과 보기', host);
      expect(reveal).toMatchObject({ isPrivate: false, called: { type: 4 } });
      expect(reveal.kept.id).not.toBe(id);
      expect(reveal.text).toContain('2명 가운데 1명이 맞혔어요');
      const late = await answer(posted, true, { name: 'late' });
      expect(late).toMatchObject({ isPrivate: true, text: expect.stringContaining('연습으로') });
    },
  );

  it('that is closed from what one person alone sees is told to all, and leaves that', async () => {
    await open();
    const { quiz } = await questionOf(await chat.native('quiz', { here: true }, host));
    const alone = await chat.command('pod', host, { isHidden: true });
    const before = JSON.stringify(alone.kept.body);
    const reveal = await chat.pressId(`close#${quiz}`, alone, host);
    expect(reveal).toMatchObject({ isPrivate: false, called: { type: 4 } });
    expect(JSON.stringify(alone.kept.body)).toBe(before);
  });

  it('may be closed by who manages the server', async () => {
    await open();
    const posted = await chat.native('quiz', { here: true, minutes: 10 }, host);
    expect((await questionOf(posted)).quiz).toBeTruthy();
    expect((await chat.press(posted, '닫고 결과 보기', { name: 'host' })).isPrivate).toBe(false);
  });

  it('is for everyone, even if its command hides the answer, and even in a thread', async () => {
    await open();
    const { channelId, threadId } = chat.server;
    for (const channel of [channelId, threadId]) {
      const posted = await chat.command('퀴즈 여기 파드', {}, { isHidden: true, channel });
      expect(posted).toMatchObject({ isPrivate: false, kept: { channel_id: channel } });
      expect(asked.at(-1)).toMatchObject({ channel: `discord:${channel}` });
    }
    expect((await chat.command('순위', {}, { isHidden: true })).isPrivate).toBe(false);
  });
});

describe('the commands', () => {
  it.each([
    ['quiz', {}, 'quiz'],
    ['quiz', { topic: '파드', count: 3 }, 'quiz 파드 3'],
    ['quiz', { topic: 'pod', here: true, minutes: 10 }, 'quiz here pod 10m'],
    ['quiz', { here: false, count: 1 }, 'quiz 1'],
    ['review', {}, 'review'],
    ['wrong', {}, 'wrong'],
    ['stats', {}, 'stats'],
    ['rank', {}, 'rank'],
    ['daily', { when: '09:00' }, 'daily 09:00'],
    ['daily', {}, 'daily'],
    ['archive', {}, 'archive'],
  ])('/%s %j says %j', async (name, options, text) => {
    await open();
    await chat.native(name, options);
    expect(asked).toMatchObject([{ kind: 'command', text, name: 'mina', isHost: false }]);
  });

  it('have Korean names, and options within their limits', async () => {
    await open();
    const registered = await chat.server.until(() => chat.server.commands.get(''));
    expect(registered.map(({ name_localizations: names }) => (names as Data).ko)).toEqual([
      'k8s',
      '퀴즈',
      '복습',
      '오답',
      '기록',
      '순위',
      '매일',
      '지난문제',
    ]);
    expect(registered[1]).toMatchObject({
      options: [
        { name: 'topic', type: 3, autocomplete: true, name_localizations: { ko: '주제' } },
        { name: 'count', type: 4, min_value: 1, max_value: 20 },
        { name: 'here', type: 5 },
        { name: 'minutes', type: 4, min_value: 1, max_value: 1440 },
      ],
    });
  });

  it.each(['ko', 'en-US'])('offer topics that are found again, in %s', async (locale) => {
    await open();
    for (const [typed, slug] of [
      ['docker', 'docker-vs-k8s-volume'],
      ['in-pod', 'pod-internal-networking'],
      ['pvc', 'persistent-volume-claim'],
    ] as const) {
      const choices = await chat.server.suggest(typed, { locale }, 'quiz', 'topic');
      const title = (language: Locale) => library.topic(slug)?.notes[language]?.title;
      const choice = choices.find(({ name }) => name === title(locale === 'ko' ? 'ko' : 'en'));
      const seen = await chat.native('quiz', { topic: choice?.value ?? '', count: 1 });
      expect((await questionOf(seen)).question.topic).toBe(slug);
    }
  });

  it('show what is one person\u2019s own to that person alone', async () => {
    await open();
    await answer(await begin('choice'), false);
    for (const name of ['stats', 'wrong', 'review']) expect((await chat.native(name)).isPrivate).toBe(true);
    for (const text of ['mydata', 'forgetme', 'hideme'])
      expect((await chat.command(text)).isPrivate).toBe(true);
    for (const text of ['stats', '오답', '내데이터', 'forgetme', '신고']) {
      const told = await chat.mention(text);
      expect(told).toMatchObject({ text: say.ko('discord-personal'), buttons: [] });
      expect((await chat.mention(text, {}, { isDirect: true }))?.text).not.toBe(say.ko('discord-personal'));
    }
  });
});

describe('who somebody is', () => {
  it('is told with the name that the server knows, and whether they manage it', async () => {
    await open();
    const { server } = chat;
    const by = { user: server.newId(), nick: ` 관리자 \u202E**미나**\n${'x'.repeat(100)}`, isHost: true };
    const called = await server.command({ query: 'pvc' }, by);
    if (called.message) await server.press(called.message, 'stats', by);
    await server.answerTo(server.say(`<@${server.botId}> pvc`, by));
    await server.answerTo(server.say(`<@${server.botId}> pvc`, { user: server.newId() }));
    const [command, press, mention, other] = asked;
    for (const one of [command, press, mention]) {
      expect(one).toMatchObject({
        person: `discord:${by.user}`,
        group: `discord:${server.guildId}`,
        channel: `discord:${server.channelId}`,
        isHost: true,
      });
      expect(one?.name).toMatch(/^관리자 \*\*미나\*\* x+…$/);
      expect(one?.name?.length).toBe(80);
    }
    expect(other).toMatchObject({ isHost: false, name: expect.stringMatching(/^User \d+$/) });
  });
});

describe('every question', () => {
  it('is asked and explained within the limits, in both languages', { timeout: 120_000 }, async () => {
    const { schema } = await readReference();
    const all = Bank.of(library, schema);
    const violations: string[] = [];
    const check = (reply: Reply, what: string) => {
      const container = renderReply(reply, say[reply.locale]);
      const body = { components: [container], flags: 1 << 15 };
      for (const { path, message } of faultsOfMessage(body)) violations.push(`${what}: ${path} ${message}`);
      const wanted = reply.rows.flat().map(({ label }) => label);
      const shown = buttonsOf(body as unknown as Data).map(({ label }) => label);
      if (shown.join() !== wanted.join()) violations.push(`${what}: buttons ${shown} for ${wanted}`);
      if (markdownOf(body as unknown as Data).includes(say[reply.locale]('cut')))
        violations.push(`${what}: cut`);
    };
    let count = 0;
    for (const locale of ['ko', 'en'] as const) {
      const table = { library, locale, say: say[locale], bank: all, store, zone: 'Asia/Seoul' };
      for (const id of all.ids()) {
        const quiz: Quiz = {
          ...{ id: 'ABCDEFGHIJKLMNOP', kind: 'solo', person: 'discord:1', group: 'discord:2' },
          ...{ questions: [id], seed: 7, locale, openedAt: new Date() },
        };
        const question = all.question(id, locale);
        if (question === undefined) throw new Error(id);
        check(ask(table, quiz, 0), `${locale} ${id} asked`);
        check(
          ask(table, { ...quiz, kind: 'channel', closesAt: new Date() }, 0),
          `${locale} ${id} in a channel`,
        );
        for (const guessed of [false, true]) {
          const attempt = {
            ...{ quiz: quiz.id, person: quiz.person, group: quiz.group, question: id, topic: question.topic },
            ...{ given: question.kind === 'fill' ? 'x'.repeat(200) : '0', correct: true, guessed },
            ...{ at: new Date(), day: '2026-11-25' },
          };
          check(feedback(table, quiz, 0, attempt, question), `${locale} ${id} explained`);
        }
        count += 1;
      }
    }
    expect(violations).toEqual([]);
    expect(count).toBeGreaterThan(600);
  });

  it.each([
    ['too long a title', (form: Data) => ({ ...form, title: 'x'.repeat(46) })],
    ['no field', (form: Data) => ({ ...form, components: [] })],
    ['a field without a label', (form: Data) => ({ ...form, components: [{ type: 4 }] })],
    ['a field with two labels', (form: Data) => ({ ...form, components: withTwoLabels(form) })],
    ['an unknown setting', (form: Data) => ({ ...form, flags: 64 })],
  ])('would not be let in with a form of %s', (_, spoil: (form: Data) => Data) => {
    const form = renderForm({ locale: 'ko', title: 'x', label: 'x', id: 'x' }) as unknown as Data;
    expect(faultsOfModal(spoil(form))).not.toEqual([]);
  });

  it('has forms within the limits, whatever they say', () => {
    const form = (text: string): Form => ({ locale: 'ko', title: text, label: text, id: 'type#a#0' });
    for (const text of ['', '\u0000', '답', '가'.repeat(200), '👨‍👩‍👧‍👦'.repeat(30)])
      expect(faultsOfModal(renderForm(form(text)) as unknown as Data)).toEqual([]);
  });
});

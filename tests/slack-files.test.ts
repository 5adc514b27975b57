import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toString as plain } from 'mdast-util-to-string';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderForm } from '../adapters/slack/form.ts';
import { limits } from '../adapters/slack/limits.ts';
import { openStore } from '../adapters/store/open.ts';
import { type Bot, createBot } from '../src/bot.ts';
import type { Button, Form, Reply } from '../src/chat/reply.ts';
import { parseMarkdown } from '../src/notes/markdown.ts';
import { Bank } from '../src/quiz/bank.ts';
import { grade } from '../src/quiz/grade.ts';
import type { Store } from '../src/store.ts';
import type { SlackSeen } from './chats/slack.ts';
import { makeBot, open, quiet, say } from './chats/slack-rig.ts';
import type { SlackServer } from './servers/slack.ts';
import { faultOf, modalView, textLength } from './servers/slack-blocks.ts';
import { shelfOf, shippedNotes } from './shelves.ts';
import { attemptOf, quizOf } from './stores.ts';

const { library } = await shelfOf(shippedNotes);
const bank = Bank.of(library);

type Data = Record<string, unknown>;
const labels = ({ buttons }: SlackSeen) => buttons.map(({ label }) => label);
const isCode = ({ type }: Data): boolean => type === 'rich_text_preformatted';
/** What is read of a part of rich text. */
const textOf = (part: Data | undefined): string =>
  ((part?.elements ?? []) as Data[]).map(({ text }) => text).join('');
const stemOf = (id: string, locale: 'ko' | 'en') => bank.question(id, locale)?.stem ?? '';

/** Korean of some 300 KB, as a spreadsheet has it. */
const long = `\uFEFF${'파드는 컨테이너를 담아요.\r\n"=1+1"\t\u{1F600}\n'.repeat(5000)}`;
const giving = (more: Partial<Reply> = {}): Reply => ({
  locale: 'en',
  title: 'Yours & <!here>',
  body: parseMarkdown('All is in this file.').children,
  file: { name: 'yours.csv', type: 'text/csv', text: long },
  rows: [[{ label: 'Forget me', action: { kind: 'forget' } }]],
  audience: 'person',
  ...more,
});
const always = (reply: Reply) => (): Bot => ({ ...makeBot(), handle: async () => reply });

describe('what is kept of a person', () => {
  let folder: string;
  let store: Store;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slack-files-'));
    store = await openStore(`file:${join(folder, 'bot.db')}`, quiet);
    // Answers every question wrong.
    const person = 'slack:T0TEAM:U0MINA';
    await store.changePerson(person, { name: '미나' });
    const quiz = quizOf({ person, group: person, questions: bank.ids() });
    await store.open(quiz);
    for (const question of quiz.questions) {
      const topic = bank.question(question, 'ko')?.topic ?? '';
      const given = '틀린 답, "인용"과 \n줄'.repeat(5);
      await store.answer(attemptOf(quiz, { question, topic, given, correct: false }), grade);
    }
  });
  afterAll(async () => {
    await store.end();
    await rm(folder, { recursive: true, force: true });
  });
  const bot = (): Bot => createBot({ library: () => library, say, log: quiet, store });

  describe.each(['http', 'socket'] as const)('over %s', (mode) => {
    it.each(['ko', 'en'] as const)('comes whole to the private chat, in %s', async (locale) => {
      const chat = await open(mode, {}, bot);
      const seen = await chat.command(locale === 'ko' ? '내데이터' : 'mydata', { locale });
      expect(seen.output).toMatchObject({ via: 'respond', onlyFor: 'U0MINA', replaces: false });
      expect(seen.text).toBe(`${say[locale]('data-title')}\n${say[locale]('slack-file-sent')}`);
      expect(labels(seen)).toEqual([say[locale]('forget-me')]);
      const [file, ...more] = chat.server.files.shared;
      expect(more).toEqual([]);
      expect(file).toMatchObject({ name: 'k8s-study-bot.json', channel: 'D0U0MINA', thread: undefined });
      expect(file?.comment).toBe(say[locale]('data-title'));
      const kept = Buffer.from(JSON.stringify(await store.export('slack:T0TEAM:U0MINA'), null, 2));
      expect(kept.length).toBeGreaterThan(200_000);
      expect(file?.bytes.equals(kept)).toBe(true);
      expect(chat.server.violations).toEqual([]);
    });

    it.each([
      ['ko', '오답 csv'],
      ['en', 'wrong csv'],
      ['ko', '오답노트 md'],
      ['en', 'notebook md'],
    ] as const)('brings the notebook, in %s: %s', async (locale, text) => {
      const chat = await open(mode, {}, bot);
      const seen = await chat.command(text, { locale });
      expect(seen.isPrivate).toBe(true);
      expect(seen.text).toContain(say[locale]('slack-file-sent'));
      const isTable = text.endsWith('csv');
      const [file] = chat.server.files.shared;
      expect(file).toMatchObject({ name: `notebook.${isTable ? 'csv' : 'md'}`, channel: 'D0U0MINA' });
      expect(file?.bytes.subarray(0, 3).equals(Buffer.from('\uFEFF'))).toBe(isTable);
      const read = String(file?.bytes);
      for (const id of bank.ids()) {
        const stem = stemOf(id, locale);
        expect(read).toContain(isTable ? stem.replaceAll('"', '""') : stem);
      }
    });
  });

  it.each(['ko', 'en'] as const)('a form shows its question, in %s', async (locale) => {
    const fills = bank.ids().filter((id) => bank.question(id, locale)?.kind === 'fill');
    const withCode = fills.find((id) => stemOf(id, locale).includes('```')) ?? '';
    const quiz = quizOf({ id: `form${locale}`, person: 'slack:T0TEAM:U0TOM', questions: [withCode], locale });
    await store.open(quiz);
    const button: Button = { label: 'Answer', action: { kind: 'type', quiz: quiz.id, index: 0 } };
    const chat = await open('http', {}, () => ({
      ...bot(),
      handle: async () => giving({ file: undefined as never, rows: [[button]] }),
    }));
    const form = await chat.ask(await chat.command('x', { locale }), 'Answer', { locale });
    const [question, field] = form.view.blocks as Data[];
    expect(field).toMatchObject({ type: 'input' });
    const [words, code] = parseMarkdown(stemOf(withCode, locale)).children;
    const [section, preformatted] = (question?.elements ?? []) as Data[];
    expect(textOf(section)).toBe(plain(words));
    expect(preformatted).toMatchObject({ type: 'rich_text_preformatted' });
    expect(textOf(preformatted)).toBe(plain(code));
    expect(chat.server.violations).toEqual([]);
  });
});

describe('a file', () => {
  const isWhole = ({ files }: SlackServer) =>
    files.shared.map(({ bytes }) => bytes.equals(Buffer.from(long)));

  it('is acknowledged first, and sent after', async () => {
    const chat = await open('http', {}, always(giving()));
    let isSent = false;
    chat.server.on('change', () => {
      isSent ||= chat.server.calls.some(({ method }) => method === 'files.getUploadURLExternal');
    });
    const { body } = await chat.server.deliver('slash_commands', {
      team_id: chat.server.team,
      channel_id: 'C0STUDY',
      user_id: chat.idOf(),
      command: '/k8s',
      text: 'mydata',
      response_url: chat.server.responseUrl({ channel: 'C0STUDY', user: chat.idOf() }),
    });
    expect(body).toBeUndefined();
    expect(isSent).toBe(false);
    expect((await chat.next(0)).text).toContain(say.en('slack-file-sent'));
    expect(isWhole(chat.server)).toEqual([true]);
  });

  it('says what it is, and calls nobody', async () => {
    const chat = await open('http', {}, always(giving()));
    await chat.command('mydata');
    expect(chat.server.files.shared[0]?.comment).toBe('Yours &amp; &lt;\u2060!here&gt;');
  });

  it('is shared by nobody, whatever it shows', async () => {
    const reply = giving({ audience: 'everyone', shown: { kind: 'show', slug: 'pod' } });
    const chat = await open('http', {}, always(reply));
    const seen = await chat.command('mydata');
    expect(seen.isPrivate).toBe(true);
    expect(labels(seen)).toEqual(['Forget me']);
    const shared = await chat.pressId('share#show#pod', seen);
    expect(shared.isPrivate).toBe(true);
    expect(labels(shared)).toEqual(['Forget me']);
  });

  it.each([
    ['in a channel', {}, { via: 'whisper', channel: 'C0STUDY', onlyFor: 'U0MINA' }, undefined, false],
    ['in a thread', { thread: '1700000000.000001' }, { via: 'whisper', onlyFor: 'U0MINA' }, undefined, false],
    ['in private', { isDirect: true }, { via: 'post', channel: 'D0U0MINA' }, undefined, true],
    [
      'in a thread in private',
      { isDirect: true, thread: '1700000000.000001' },
      { via: 'post', thread: '1700000000.000001' },
      '1700000000.000001',
      true,
    ],
  ])('asked for %s stands in the private chat', async (_where, where, output, thread, isHere) => {
    const chat = await open('http', {}, always(giving()));
    const seen = await chat.asked('mydata', {}, where);
    expect(seen.output).toMatchObject(output);
    expect(seen.text).toContain(isHere ? 'All is in this file.' : say.en('slack-file-sent'));
    expect(chat.server.files.shared).toMatchObject([{ channel: 'D0U0MINA', thread }]);
    expect(chat.server.files.shared[0]?.comment === undefined).toBe(isHere);
    expect(isWhole(chat.server)).toEqual([true]);
    expect(chat.server.violations).toEqual([]);
  });

  it('asked for by a button comes as well, and by a command in the private chat', async () => {
    const chat = await open('http', {}, always(giving()));
    const seen = await chat.command('mydata', {}, { channel: 'D0U0MINA' });
    expect(seen.text).toContain('All is in this file.');
    const next = await chat.press(await chat.command('mydata'), 'Forget me');
    expect(next.output).toMatchObject({ via: 'respond', replaces: true, onlyFor: 'U0MINA' });
    expect(next.text).toContain(say.en('slack-file-sent'));
    expect(isWhole(chat.server)).toEqual([true, true, true]);
  });

  it.each<[string, string, Parameters<SlackServer['fail']>[1]]>([
    [
      'Slack asks to wait a little',
      'files.getUploadURLExternal',
      { status: 429, headers: { 'retry-after': '1' } },
    ],
    ['Slack has an error', 'conversations.open', { status: 503 }],
    ['the connection breaks', 'files.completeUploadExternal', 'drop'],
  ])('comes although %s', async (_what, method, mishap) => {
    const chat = await open('http', {}, always(giving()));
    chat.server.fail(method, mishap);
    expect((await chat.command('mydata')).text).toContain(say.en('slack-file-sent'));
    expect(isWhole(chat.server)).toEqual([true]);
  });

  it.each<[string, (server: SlackServer) => void, string]>([
    [
      'the app may not send files',
      (server) => Object.assign(server, { scopes: server.scopes.filter((scope) => scope !== 'files:write') }),
      'missing_scope: files:write',
    ],
    [
      'the app may not open private chats',
      (server) => Object.assign(server, { scopes: server.scopes.filter((scope) => scope !== 'im:write') }),
      'missing_scope: im:write',
    ],
    [
      'nobody there may send files',
      (server) => server.fail('files.getUploadURLExternal', { error: 'file_uploads_disabled' }),
      'file_uploads_disabled',
    ],
  ])('that cannot be sent, since %s, is shown as it begins', async (_why, hinder, error) => {
    for (const locale of ['ko', 'en'] as const) {
      const chat = await open('http', {}, always(giving({ locale })));
      hinder(chat.server);
      const seen = await chat.command('mydata', { locale });
      expect(seen.isPrivate).toBe(true);
      expect(seen.text).toContain(say[locale]('slack-file-barred', { error }));
      const code = (seen.output.message.blocks ?? []).flatMap(({ elements }) =>
        ((elements ?? []) as Data[]).filter(isCode),
      );
      const text = textOf(code[0]);
      expect(code).toHaveLength(1);
      expect(text.length).toBeGreaterThan(limits.beginning / 2);
      expect(text.length).toBeLessThanOrEqual(limits.beginning);
      expect(text).toMatch(/^파드는[^\uFEFF]*\n…$/);
      expect(labels(seen)).toEqual(['Forget me']);
      expect(chat.server.files.shared).toEqual([]);
      expect(chat.server.violations).toEqual([]);
      expect(chat.logged.filter(({ level }) => level === 'warn')).toHaveLength(1);
      expect(JSON.stringify(chat.logged)).not.toMatch(/파드|xoxb/);
    }
  });

  it.each<[string, string, Parameters<SlackServer['fail']>[1]]>([
    ['Slack has an error', 'files.getUploadURLExternal', { error: 'internal_error' }],
    ['Slack does not take it', 'upload', { status: 500 }],
    ['the connection breaks', 'upload', 'drop'],
    ['it is lost', 'files.completeUploadExternal', { error: 'file_not_found' }],
  ])('that does not get through, since %s, is told of', async (_why, method, mishap) => {
    const chat = await open('http', {}, always(giving()));
    for (const isDirect of [false, true]) {
      chat.server.fail(method, mishap);
      const seen = await (isDirect ? chat.asked('mydata', {}, { isDirect }) : chat.command('mydata'));
      expect(seen.isPrivate).toBe(true);
      expect(seen.text).toBe(`Yours & <\u2060!here>\n${say.en('slack-file-failed')}`);
    }
    const isShared = chat.server.calls.some((call) => call.method === 'files.completeUploadExternal');
    expect(isShared).toBe(method === 'files.completeUploadExternal');
    expect(chat.server.files.shared).toEqual([]);
    expect(chat.logged.filter(({ level }) => level === 'error')).toEqual([]);
    expect(chat.logged.filter(({ level }) => level === 'warn').length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(chat.logged)).not.toMatch(/파드|xoxb/);
  });

  it('that finds the token taken back tells whoever runs the bot', async () => {
    const chat = await open('http', {}, always(giving()));
    chat.server.fail('conversations.open', { error: 'token_revoked' });
    expect((await chat.command('mydata')).text).toContain(say.en('slack-file-failed'));
    expect(chat.lost).toHaveLength(1);
  });
});

describe('a form', () => {
  it.each(['http', 'socket'] as const)('that takes too long is asked for anew, over %s', async (mode) => {
    const chat = await open(mode, {}, () => ({ ...makeBot(), form: () => new Promise<Form>(() => {}) }));
    for (const locale of ['ko', 'en'] as const) {
      const note = await chat.command('pvc', { locale, name: locale });
      const seen = await chat.press(note, say[locale]('quiz-me'), { locale, name: locale });
      expect(seen).toMatchObject({ isPrivate: true, text: say[locale]('slack-again'), buttons: [] });
      expect(seen.output.replaces).toBe(false);
    }
    expect(chat.logged.filter(({ level }) => level === 'warn')).toHaveLength(2);
  });

  const blocksOf = (text: string): Data[] => {
    const form: Form = {
      ...{ locale: 'ko', title: 'x', label: 'x', id: 'type#a#0' },
      body: parseMarkdown(text).children,
    };
    const view = renderForm(form, say.ko, { channel: 'C0STUDY' });
    expect(faultOf(modalView, view)).toBeUndefined();
    return (view.blocks as unknown as Data[]).slice(0, -1);
  };

  it.each<[string, string, object[]]>([
    [
      'code',
      'What?\n\n```yaml\nkind: ____\n```',
      [
        { type: 'rich_text_section', elements: [{ type: 'text', text: 'What?' }] },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'kind: ____' }] },
      ],
    ],
    [
      'words that call',
      'Is \\<!here> `<@U1>`?',
      [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'Is <\u2060!here> ' },
            { type: 'text', text: '<\u2060@U1>', style: { code: true } },
            { type: 'text', text: '?' },
          ],
        },
      ],
    ],
  ])('asks with %s', (_what, text, elements) => {
    expect(blocksOf(text)).toEqual([{ type: 'rich_text', elements }]);
  });

  it.each([
    ['nothing', ''],
    ['nothing that is shown', '\u202E'],
  ])('asks with %s', (_what, text) => {
    expect(blocksOf(text)).toEqual([]);
  });

  it.each([
    ['words', '가나다 '.repeat(2000), 1],
    ['code', `\`\`\`yaml\n${'key: value\n'.repeat(1000)}\`\`\``, 1],
    ['code behind words', `What?\n\n\`\`\`yaml\n${'key: value\n'.repeat(1000)}\`\`\``, 1],
    ['a line of code', `\`\`\`\n${'x'.repeat(9000)}\n\`\`\``, 0],
  ])('says of too many %s that there is more, and leaves code whole', (_what, text, count) => {
    const blocks = blocksOf(text);
    expect(blocks).toHaveLength(count + 1);
    expect(blocks.at(-1)).toMatchObject({ type: 'context', elements: [{ text: '…' }] });
    expect(textLength(blocks)).toBeLessThanOrEqual(limits.viewText + 1);
    for (const part of ((blocks[0]?.elements ?? []) as Data[]).filter(isCode))
      expect(textOf(part)).toMatch(/^(?:key: value\n)+…$/);
  });

  it('shows each question whole', () => {
    for (const id of bank.ids())
      for (const locale of ['ko', 'en'] as const) {
        const stem = bank.question(id, locale)?.stem;
        if (stem === undefined) continue;
        const [shown, ...more] = blocksOf(stem);
        expect(more).toEqual([]);
        const fences = stem.match(/^```\w/gm)?.length ?? 0;
        const elements = shown?.elements as Data[];
        expect(elements.filter(isCode)).toHaveLength(fences);
      }
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameOf } from '../adapters/discord/file.ts';
import { renderForm } from '../adapters/discord/form.ts';
import { limits } from '../adapters/discord/limits.ts';
import { markdown } from '../adapters/discord/markdown.ts';
import { renderReply } from '../adapters/discord/render.ts';
import { openStore } from '../adapters/store/open.ts';
import { type Bot, createBot } from '../src/bot.ts';
import type { Form, Reply, TextFile } from '../src/chat/reply.ts';
import { parseMarkdown } from '../src/notes/markdown.ts';
import { Bank } from '../src/quiz/bank.ts';
import { grade } from '../src/quiz/grade.ts';
import type { Store } from '../src/store.ts';
import { buttonsOf, type DiscordChat, markdownOf } from './chats/discord.ts';
import { chatOf, type Data, makeBot, say, silent } from './chats/discord-rig.ts';
import { faultsOfMessage, faultsOfModal, type Upload, uploadsOf } from './servers/discord-rules.ts';
import { shelfOf, shippedNotes } from './shelves.ts';
import { attemptOf, quizOf } from './stores.ts';

const { library } = await shelfOf(shippedNotes);
const bank = Bank.of(library);
const ephemeral = 64;

type DiscordSeen = Awaited<ReturnType<DiscordChat['command']>>;
const filesIn = ({ kept }: DiscordSeen): Upload[] => [...uploadsOf(kept.body).values()];

/** Korean of some 300 KB. */
const long = '파드는 컨테이너를 담아요.\r\n"=1+1"\t\u{1F600}\n'.repeat(5000);
const giving = (file: Partial<TextFile> = {}): Reply => ({
  locale: 'en',
  title: 'Yours',
  body: [],
  file: { name: 'yours.json', type: 'application/json', text: long, ...file },
  rows: [[{ label: 'Forget me', action: { kind: 'forget' } }]],
  audience: 'person',
});
/** A bot that always says the same. */
const always = (reply: Reply) => (): Bot => ({ ...makeBot(), handle: async () => reply });

/** The private chat of a person with the bot, where something is asked. */
const channelOf = ({ server, idOf }: DiscordChat): string => server.directOf(idOf());
const directRoute = (chat: DiscordChat): RegExp => new RegExp(`^POST /channels/${channelOf(chat)}/messages`);
const direct = (chat: DiscordChat) =>
  chat.server.answerTo(chat.server.say('mydata', { user: chat.idOf(), channel: channelOf(chat) }));

describe('what is kept of a person', () => {
  let folder: string;
  let store: Store;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'discord-files-'));
    store = await openStore(`file:${join(folder, 'bot.db')}`, silent);
  });
  afterAll(async () => {
    await store.end();
    await rm(folder, { recursive: true, force: true });
  });

  const bot = (): Bot => createBot({ library: () => library, say, log: silent, store });
  /** Answers every question wrong. */
  async function fill(person: string): Promise<void> {
    await store.changePerson(person, { name: '미나' });
    const questions = bank.ids();
    const quiz = quizOf({ id: `q${person.slice(-12)}`, person, group: person, questions });
    await store.open(quiz);
    for (const question of questions) {
      const topic = bank.question(question, 'ko')?.topic ?? '';
      const given = '틀린 답, "인용"과 \n줄'.repeat(5);
      await store.answer(attemptOf(quiz, { question, topic, given, correct: false }), grade);
    }
  }

  describe.each(['ko', 'en'] as const)('in %s', (locale) => {
    const by = { name: 'mina', locale };
    const word = (id: string, args = {}) => say[locale](id, args);

    it.each(locale === 'ko' ? ['내데이터'] : ['mydata'])(
      'comes as a file to that person alone: %s',
      async (text) => {
        const chat = await chatOf({}, undefined, bot);
        const person = `discord:${chat.idOf(by)}`;
        await fill(person);
        const seen = await chat.command(text, by);
        expect(seen).toMatchObject({ isPrivate: true, kept: { flags: ephemeral | (1 << 15) } });
        expect(seen.text).toBe(`## ${word('data-title')}\n${word('data-body')}`);
        expect(seen.buttons).toEqual([{ label: word('forget-me') }]);
        const [file, ...more] = filesIn(seen);
        expect(more).toEqual([]);
        expect(file).toMatchObject({ name: 'k8s-study-bot.json', type: 'application/json' });
        expect(file?.bytes.length).toBeGreaterThan(200_000);
        const kept = JSON.stringify(await store.export(person), null, 2);
        expect(file?.bytes.equals(Buffer.from(kept))).toBe(true);
        expect(file && JSON.parse(String(file.bytes)).cards).toHaveLength(bank.ids().length);
      },
    );

    it.each([...(locale === 'ko' ? ['오답 csv', '오답노트 md'] : ['wrong csv', 'notebook md'])])(
      'brings the notebook: %s',
      async (text) => {
        const chat = await chatOf({}, undefined, bot);
        await fill(`discord:${chat.idOf(by)}`);
        const seen = await chat.command(text, by);
        expect(seen).toMatchObject({ isPrivate: true, buttons: [] });
        expect(seen.text).toContain(word('notebook-file'));
        const isTable = text.endsWith('csv');
        const [file] = filesIn(seen);
        expect(file).toMatchObject({
          name: isTable ? 'notebook.csv' : 'notebook.md',
          type: isTable ? 'text/csv; charset=utf-8' : 'text/markdown; charset=utf-8',
        });
        const mark = Buffer.from('\uFEFF');
        expect(file?.bytes.subarray(0, 3).equals(mark)).toBe(isTable);
        const read = file?.bytes.toString() ?? '';
        for (const id of bank.ids()) {
          const stem = bank.question(id, locale)?.stem ?? '';
          expect(read).toContain(isTable ? stem.replaceAll('"', '""') : stem);
        }
      },
    );
  });

  it('comes to a private chat as well, and to no channel', async () => {
    const chat = await chatOf({}, undefined, bot);
    const person = `discord:${chat.idOf()}`;
    await fill(person);
    const [file] = filesIn(await chat.asked('내데이터', {}, { isDirect: true }));
    expect(file?.bytes.equals(Buffer.from(JSON.stringify(await store.export(person), null, 2)))).toBe(true);
    for (const text of ['내데이터', '오답 csv']) {
      const told = await chat.mention(text);
      expect(told?.text).toBe(say.ko('discord-personal'));
      expect(told && filesIn(told)).toEqual([]);
    }
  });
});

describe('a file', () => {
  it('is announced first, and uploaded after', async () => {
    const chat = await chatOf({}, undefined, always(giving()));
    const seen = await chat.command('mydata');
    expect(filesIn(seen)[0]?.bytes.equals(Buffer.from(long))).toBe(true);
    const [first, second] = chat.server.requests.filter(({ path }) => /callback|webhooks/.test(path));
    expect(first).toMatchObject({ method: 'POST', body: { type: 5, data: { flags: ephemeral } } });
    expect(second).toMatchObject({ method: 'PATCH', authorization: undefined });
    expect(second?.path).toMatch(/^\/webhooks\/\d+\/[^/]+\/messages\/@original$/);
  });

  it('does not take the place of what its button stands below', async () => {
    const chat = await chatOf({}, undefined, () => ({
      ...makeBot(),
      handle: async (did) => (did.kind === 'press' ? giving() : { ...giving(), file: undefined as never }),
    }));
    const alone = await chat.command('x');
    const before = JSON.stringify(alone.kept.body);
    const seen = await chat.press(alone, 'Forget me');
    expect(seen).toMatchObject({ isPrivate: true, called: { type: 5 } });
    expect(filesIn(seen)).toHaveLength(1);
    expect(seen.kept.id).not.toBe(alone.kept.id);
    expect(JSON.stringify(alone.kept.body)).toBe(before);
  });

  it.each([
    ['as large as Discord takes', 0, true],
    ['a byte larger', 1, false],
  ])('that is %s', async (_, more, isTaken) => {
    const limit = 1024 ** 2;
    const text = 'x'.repeat(limit + more);
    const chat = await chatOf(
      {},
      (server) => {
        server.fileLimit = limit;
      },
      always(giving({ text })),
    );
    const seen = await chat.command('mydata');
    expect(seen.isPrivate).toBe(true);
    expect(filesIn(seen)).toHaveLength(isTaken ? 1 : 0);
    expect(seen.text).toBe(isTaken ? '## Yours' : say.en('discord-file-large', { limit: 1 }));
    expect(chat.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('that is too large for a private chat is told of there', async () => {
    const text = '가'.repeat(limits.file / 3 + 1);
    const chat = await chatOf({}, undefined, always(giving({ text })));
    const seen = await chat.mention('mydata', {}, { isDirect: true });
    expect(seen).toMatchObject({ text: say.en('discord-file-large', { limit: 10 }), buttons: [] });
  });

  it.each([
    ['a server that is broken', { status: 500, times: 4 }],
    ['a line that breaks', { status: 0, times: 2 }],
    [
      'a size that is too large after all',
      { status: 413, body: { code: 40_005, message: 'Request entity too large' } },
    ],
  ])('that does not get through for %s is told of', async (_, { status, ...how }) => {
    for (const isDirect of [false, true]) {
      const chat = await chatOf({}, undefined, always(giving()));
      chat.server.fail(isDirect ? directRoute(chat) : /^PATCH \/webhooks/, status, how);
      const kept = isDirect ? await direct(chat) : (await chat.command('mydata')).kept;
      expect(markdownOf(kept.body)).toBe(say.en('discord-file-failed'));
      expect(buttonsOf(kept.body)).toEqual([]);
      expect([...uploadsOf(kept.body)]).toEqual([]);
      expect(kept.flags & ephemeral).toBe(isDirect ? 0 : ephemeral);
      await chat.server.until(() => chat.logged.some(({ level }) => level === 'error'));
      expect(JSON.stringify(chat.logged)).not.toContain('파드');
    }
  });

  it('that got through after all is not said to have failed', async () => {
    const chat = await chatOf({}, undefined, always(giving()));
    chat.server.fail(directRoute(chat), 500, { times: 4, afterwards: true });
    const kept = await direct(chat);
    await chat.server.until(() => chat.logged.some(({ level }) => level === 'error'));
    expect([...uploadsOf(kept.body)]).toHaveLength(1);
    expect([...chat.server.messages.values()]).toEqual([kept]);
  });

  it('goes with what the bot says by itself, and with a change to it', async () => {
    const chat = await chatOf();
    const { server, platform } = chat;
    const channel = `discord:${server.channelId}`;
    const { message } = await platform.post({ channel }, giving(), { key: 'one', isAgain: false });
    const kept = server.messages.get(message);
    expect([...uploadsOf(kept?.body ?? {}).values()][0]?.bytes.equals(Buffer.from(long))).toBe(true);
    await platform.edit(channel, message, giving({ text: 'other' }));
    expect(String([...uploadsOf(kept?.body ?? {}).values()][0]?.bytes)).toBe('other');
  });

  it.each([
    ['notebook.csv', 'notebook.csv'],
    ['오답 노트.csv', '_.csv'],
    ['../a b"\r\n;c.md', '.._a_b_c.md'],
    ['', 'file'],
  ])('called %j goes by the name %j', (name, safe) => {
    expect(nameOf({ name, type: 'text/csv', text: '' })).toBe(safe);
  });

  it.each([
    ['that nothing shows', (body: Data) => ({ ...body, components: [{ type: 10, content: 'x' }] })],
    ['that is not listed', (body: Data) => ({ ...body, attachments: [] })],
    ['that is missing', ({ 'files[0]': _, ...body }: Data) => body],
    [
      'with another name',
      (body: Data) => ({ ...body, 'files[0]': { ...(body['files[0]'] as Data), name: 'b.md' } }),
    ],
    [
      'with a name of spaces',
      (body: Data) => ({ ...body, 'files[0]': { ...(body['files[0]'] as Data), name: 'a b' } }),
    ],
  ])('%s would not be let in', (_, spoil: (body: Data) => Data) => {
    const body = {
      components: [renderReply(giving(), say.en)],
      flags: 1 << 15,
      attachments: [{ id: 0, filename: 'yours.json' }],
      'files[0]': { name: 'yours.json', type: 'application/json', bytes: Buffer.from('{}') },
    };
    expect(faultsOfMessage(body as unknown as Data)).toEqual([]);
    expect(faultsOfMessage(spoil(body as unknown as Data))).not.toEqual([]);
  });
});

describe('a form', () => {
  it('that takes too long is asked for anew, by the one who pressed alone', async () => {
    const chat = await chatOf({}, undefined, () => ({
      ...makeBot(),
      form: () => new Promise<Form>(() => {}),
    }));
    for (const [locale, isHidden] of [
      ['ko', false],
      ['en', true],
    ] as const) {
      const note = await chat.command('pvc', { locale }, { isHidden });
      const before = JSON.stringify(note.kept.body);
      const seen = await chat.press(note, say[locale]('quiz-me'), { locale });
      expect(seen).toMatchObject({ isPrivate: true, text: say[locale]('discord-again'), buttons: [] });
      expect(JSON.stringify(note.kept.body)).toBe(before);
    }
  });

  const form = (text: string): Form => ({
    ...{ locale: 'ko', title: 'x', label: 'x', id: 'type#a#0' },
    body: parseMarkdown(text).children,
  });
  const textOf = (text: string): string | undefined => {
    const modal = renderForm(form(text)) as unknown as Data;
    expect(faultsOfModal(modal)).toEqual([]);
    const [first] = modal.components as Data[];
    return first?.type === 10 ? String(first.content) : undefined;
  };

  it.each([
    ['code', 'What?\n\n```yaml\nkind: ____\n```', 'What?\n```yaml\nkind: ____\n```'],
    ['words that call', 'Is @everyone \\<@1> `@here`?', 'Is @\u200Beveryone \\<@\u200B1\\> `@\u200Bhere`?'],
    ['a table', '| a | b |\n| - | - |\n| 1 | 2 |', '- **1**: 2'],
    ['nothing', '', undefined],
    ['nothing that is shown', '\u202E', undefined],
  ])('asks with %s', (_, text, shown) => {
    expect(textOf(text)).toBe(shown);
  });

  it.each([
    ['words', '가나다 '.repeat(2000)],
    ['code', `\`\`\`yaml\n${'key: value\n'.repeat(1000)}\`\`\``],
    ['code behind words', `What?\n\n\`\`\`yaml\n${'key: value\n'.repeat(1000)}\`\`\``],
    ['a line of code', `\`\`\`\n${'x'.repeat(9000)}\n\`\`\``],
  ])('says of too many %s that there is more, and leaves code whole', (_, text) => {
    const shown = textOf(text) ?? '';
    expect(shown.length).toBeLessThanOrEqual(limits.formText);
    expect(shown).toMatch(/…$/);
    expect(shown.match(/```/g)?.length ?? 0).toBe(shown.includes('```') ? 2 : 0);
  });

  it('shows each question whole', () => {
    for (const id of bank.ids())
      for (const locale of ['ko', 'en'] as const) {
        const stem = bank.question(id, locale)?.stem;
        if (stem !== undefined) expect(textOf(stem)).toBe(markdown(parseMarkdown(stem).children));
      }
  });
});

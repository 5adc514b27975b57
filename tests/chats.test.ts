import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readMessages } from '../adapters/files.ts';
import { limitFlood } from '../adapters/flood.ts';
import { type Bot, createBot } from '../src/bot.ts';
import { messages, type Say } from '../src/chat/locale.ts';
import type { Locale } from '../src/notes/locale.ts';
import type { Chat, Person, Seen } from './chats/chat.ts';
import { openDiscord } from './chats/discord.ts';
import { openPage } from './chats/page.ts';
import { openSlack } from './chats/slack.ts';
import { openTerminal } from './chats/terminal.ts';
import { shelfOf, shippedNotes } from './shelves.ts';

/**
 * What every chat must do, on each platform through its real SDK. What only one can is in its own tests; what one cannot is
 * said here, with the reason.
 */

const say = messages(await readMessages());
const shelf = await shelfOf(shippedNotes);
const silent = { info() {}, warn() {}, error() {} };
const perMinute = 20;
const makeBot = (): Bot =>
  createBot({ library: () => shelf.library, say, log: silent, allow: limitFlood(perMinute) });

interface Kind {
  name: string;
  open: (makeBot: () => Bot, say: Record<Locale, Say>) => Promise<Chat>;
  /** A command's answer is seen by the one who typed it alone. */
  commandIsPrivate: boolean;
  /** What this chat cannot do, and why. */
  cannot: Partial<Record<'press' | 'suggest' | 'hide' | 'follow up' | 'flood' | 'persons', string>>;
}

const kinds: Kind[] = [
  { name: 'Discord', open: openDiscord, commandIsPrivate: false, cannot: {} },
  {
    name: 'Slack over HTTP',
    open: (bot, texts) => openSlack(bot, texts, 'http'),
    commandIsPrivate: true,
    cannot: { suggest: 'Slack completes no commands' },
  },
  {
    name: 'Slack in Socket Mode',
    open: (bot, texts) => openSlack(bot, texts, 'socket'),
    commandIsPrivate: true,
    cannot: { suggest: 'Slack completes no commands' },
  },
  {
    name: 'the page',
    open: openPage,
    commandIsPrivate: false,
    cannot: { persons: 'all who open it from one address are one person' },
  },
  {
    name: 'the terminal',
    open: openTerminal,
    commandIsPrivate: true,
    cannot: {
      press: 'it prints what the buttons would say',
      suggest: 'the shell completes',
      'follow up': 'each question is a process of its own',
      flood: 'each question is a process of its own',
      persons: 'it has one',
    },
  },
];

describe.each(kinds)('in $name', { timeout: 60_000 }, ({ open, commandIsPrivate, cannot }) => {
  let chat: Chat;
  // Nobody is to be slowed by what another test asked.
  let people = 0;
  let mina: Person;
  let tom: Person;
  beforeAll(async () => {
    chat = await open(makeBot, say);
  });
  afterAll(() => chat.close());
  const arrive = () => {
    people += 1;
    mina = { name: `mina${people}`, locale: 'ko' };
    tom = { name: `tom${people}`, locale: 'en' };
  };
  afterEach(async () => {
    if (cannot.persons !== undefined) await chat.restart();
  });

  it('a command looks a note up, in the language of the one who types it', async () => {
    arrive();
    const korean = await chat.command('pvc', mina);
    expect(korean.text).toContain('퍼시스턴트 볼륨 클레임');
    expect(korean.text).toContain('스토리지');
    expect(korean.isPrivate).toBe(commandIsPrivate);
    const english = await chat.command('pvc', tom);
    expect(english.text).toContain('PersistentVolumeClaim');
    expect(english.text).toContain('asks for storage');
    expect(english.buttons.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Example', 'Commands']),
    );
    expect(english.buttons.find(({ url }) => url !== undefined)?.url).toMatch(
      /^https:\/\/kubernetes\.io\/docs\//,
    );
  });

  it('a command shows just the part that is asked for, code as it was written', async () => {
    arrive();
    const { text } = await chat.command('pvc yaml', tom);
    expect(text).toMatch(/kind: PersistentVolumeClaim/);
    expect(text).toMatch(/\n\s*accessModes:\n\s*- ReadWriteOnce/);
  });

  it('a command without words says how to use the bot, to that person alone', async () => {
    arrive();
    const { text, isPrivate } = await chat.command('', tom);
    expect(text).toContain('I look up Kubernetes notes');
    expect(isPrivate).toBe(true);
  });

  it('what no note answers is said so, to that person alone, with the nearest headings', async () => {
    arrive();
    const { text, isPrivate, buttons } = await chat.command('오늘 점심 뭐 먹지', mina);
    expect(text).toContain('노트를 찾지 못했어요');
    expect(isPrivate).toBe(true);
    expect(buttons).toHaveLength(3);
  });

  it('a mention is answered in the language it is said in', async () => {
    arrive();
    expect((await chat.mention('파드를 어떻게 늘려?', tom))?.text).toContain('kubectl scale');
    expect((await chat.mention('how do I roll back a deployment', mina))?.text).toContain(
      'kubectl rollout undo',
    );
    expect((await chat.mention('ㅔㅍㅊ', mina))?.text).toContain('퍼시스턴트 볼륨 클레임');
  });

  it('two topics are compared', async () => {
    arrive();
    const { text } = await chat.command('PV와 PVC 차이', mina);
    expect(text).toContain('퍼시스턴트 볼륨 클레임');
    expect(text).toContain('kubectl get pv');
  });

  it.skipIf(cannot['follow up'])('what follows is about what was shown', async () => {
    arrive();
    const first = await chat.mention('what is a pvc', tom, { isDirect: true });
    expect(first?.text).toContain('PersistentVolumeClaim');
    const next = await chat.mention('show me the yaml', tom, { isDirect: true });
    expect(next?.text).toContain('kind: PersistentVolumeClaim');
  });

  it.skipIf(cannot.press)('buttons lead on, also after a restart', async () => {
    arrive();
    const note = await chat.command('pvc', tom);
    const example = await chat.press(note, 'Example', tom);
    expect(example.text).toContain('kind: PersistentVolumeClaim');
    await chat.restart();
    const commands = await chat.press(example, 'Commands', tom);
    expect(commands.text).toContain('kubectl get pvc');
    // Somebody else may press what all can see, in a language of their own.
    if (commandIsPrivate) return;
    expect((await chat.press(note, 'Example', mina)).text).toContain('kind: PersistentVolumeClaim');
  });

  it.skipIf(cannot.suggest)('topics are offered while one types', async () => {
    arrive();
    expect(await chat.suggest?.('persistentv', tom)).toEqual(
      expect.arrayContaining(['PersistentVolume', 'PersistentVolumeClaim']),
    );
    expect(await chat.suggest?.('ㅍㅅㅅ', mina)).toContain('퍼시스턴트 볼륨');
  });

  it('what a person types pings nobody, poses as no link, and stays what it is', async () => {
    arrive();
    for (const typed of [
      '@everyone @here <!channel> <@U012AB3CD> <@&123456789012345678>',
      '[kubernetes.io](https://evil.example)  <https://evil.example|kubernetes.io>',
      '``` @here ``` `x` **굵게** ||숨김|| ~~x~~ > # - \\',
      '\u202Edesrever\u202C \u0000\u001b[31mred',
    ]) {
      const seen = (await chat.command(typed, mina)) as Seen;
      expect(seen.text.length).toBeGreaterThan(10);
    }
  });

  it('4,000 characters are read as far as a question goes', async () => {
    arrive();
    const { text } = await chat.command('pvc 파드 '.repeat(600).slice(0, 4000), mina);
    expect(text.length).toBeGreaterThan(10);
    expect(text.length).toBeLessThan(4000);
  });

  it.skipIf(cannot.flood)('who asks too much is slowed, and nobody else', async () => {
    arrive();
    for (let count = 0; count < perMinute; count++) await chat.command('pvc', tom);
    const slowed = await chat.command('pvc', tom);
    expect(slowed.text).toMatch(/Please ask again in \d+ s/);
    expect(slowed.isPrivate).toBe(true);
    if (cannot.persons === undefined) expect((await chat.command('pvc', mina)).text).toContain('스토리지');
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMessages } from '../adapters/files.ts';
import { openStore } from '../adapters/store/open.ts';
import { type Bot, createBot } from '../src/bot.ts';
import { messages } from '../src/chat/locale.ts';
import type { Outlet } from '../src/chat/platform.ts';
import type { Locale } from '../src/notes/locale.ts';
import { Bank } from '../src/quiz/bank.ts';
import type { Store } from '../src/store.ts';
import { openDiscord } from './chats/discord.ts';
import { openSlack } from './chats/slack.ts';
import { shelfOf, shippedNotes } from './shelves.ts';

/** A week of daily questions on both platforms, through their real SDKs, with the clock passed in. */

const say = messages(await readMessages());
const { library } = await shelfOf(shippedNotes);
const bank = Bank.of(library);
const silent = { info() {}, warn() {}, error() {} };
const dayMs = 24 * 3_600_000;

/** What stands in the channel: the text of each message, what it is below, and whether it has buttons to answer by. */
interface Message {
  text: string;
  under?: string | undefined;
  id: string;
  isOpen: boolean;
}

interface Place {
  channel: string;
  group: string;
  platform: Outlet;
  messages(): Message[];
  command(text: string, locale: Locale): Promise<{ text: string }>;
  violations(): string[];
  close(): Promise<void>;
}

/** All texts of a payload, in their order. */
function textsOf(payload: unknown): string {
  if (Array.isArray(payload)) return payload.map(textsOf).filter(Boolean).join('\n');
  if (typeof payload !== 'object' || payload === null) return '';
  return Object.entries(payload)
    .map(([key, value]) =>
      typeof value === 'string' && (key === 'content' || key === 'text') ? value : textsOf(value),
    )
    .filter(Boolean)
    .join(key(payload));
}
/** What stands in a line of its own. */
const key = (payload: object) => ('type' in payload && payload.type === 'rich_text_section' ? '' : '\n');

async function onDiscord(makeBot: () => Bot): Promise<Place> {
  const chat = await openDiscord(makeBot, say);
  const { server } = chat;
  return {
    channel: `discord:${server.channelId}`,
    group: `discord:${server.guildId}`,
    platform: chat.platform,
    messages: () =>
      [...server.messages.values()]
        .filter(({ channel_id }) => channel_id === server.channelId)
        .map(({ id, body, answers }) => ({
          id,
          text: textsOf(body.components),
          under: answers,
          isOpen: /"(?:pick|type)#/.test(JSON.stringify(body)),
        })),
    command: (text, locale) => chat.command(text, { name: 'host', locale }),
    violations: () => server.violations,
    close: () => chat.close(),
  };
}

async function onSlack(makeBot: () => Bot): Promise<Place> {
  const chat = await openSlack(makeBot, say, 'http');
  const { server } = chat;
  return {
    channel: `slack:${server.team}:C0STUDY`,
    group: `slack:${server.team}`,
    platform: chat.platform,
    messages: () =>
      server.channels
        .messages('C0STUDY')
        .filter(({ isOurs }) => isOurs)
        .map(({ ts, thread, blocks }) => ({
          id: ts,
          text: textsOf(blocks),
          under: thread,
          isOpen: /"(?:pick|type)#/.test(JSON.stringify(blocks)),
        })),
    command: (text, locale) => chat.command(text, { name: 'host', locale }),
    violations: () => server.violations,
    close: () => chat.close(),
  };
}

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'week-'));
  store = await openStore(`file:${join(folder, 'bot.db')}`, silent);
});
afterEach(async () => {
  await store.end();
  await rm(folder, { recursive: true, force: true });
});

describe.each([
  ['Discord', onDiscord],
  ['Slack', onSlack],
] as const)('on %s', (_name, open) => {
  it.each(['ko', 'en'] as const)('a week goes by (%s)', { timeout: 60_000 }, async (locale) => {
    let place: Place | undefined;
    let bot: Bot | undefined;
    place = await open(() => {
      bot = createBot({
        library: () => library,
        say,
        log: silent,
        store,
        dailyAdmins: 'everyone',
        outlets: () => (place === undefined ? [] : [place.platform]),
      });
      return bot;
    });
    const { channel, group, messages: all } = place;
    const people = ['mina', 'tom'].map((name) => ({ name, person: `${channel.split(':')[0]}:${name}` }));
    const set = await place.command('daily 09:00 Asia/Seoul reveal 21:00', locale);
    expect(set.text).toContain('09:00');
    await place.command('weekly thu 21:30', locale);

    const schedule = await store.schedule('daily', channel);
    const first = schedule?.nextAt.getTime() ?? 0;
    const tick = (at: number) => bot?.tick(() => new Date(at));
    for (let day = 0; day < 7; day++) {
      await tick(first + day * dayMs);
      const question = all().at(-1);
      expect(question?.text).toMatch(/오늘의 문제|Question of the day/);
      expect(question?.isOpen).toBe(true);
      const [quiz] = (await store.asked(channel)).slice(0, 1);
      const id = (await store.overdue(new Date(first + (day + 1) * dayMs), 1))[0]?.id ?? '';
      const own = bank.question(quiz ?? '', locale);
      for (const [place, who] of people.entries()) {
        const option = own?.options.findIndex(({ correct }) => correct === (place === 0)) ?? 0;
        const at = new Date(first + day * dayMs + 3_600_000);
        const more = { ...who, group, channel, locale, at };
        const reply = await bot?.handle(
          own?.kind === 'fill'
            ? {
                ...more,
                kind: 'submit',
                id: `type#${id}#0`,
                text: place === 0 ? (own.answers[0] ?? '') : '?',
              }
            : { ...more, kind: 'press', id: `pick#${id}#0#${option}` },
        );
        expect(reply?.audience).toBe('person');
      }
      expect(all().at(-1)?.text).toBe(question?.text);
      await tick(first + day * dayMs + 12 * 3_600_000);
      const result = all().find(({ under }) => under === question?.id);
      expect(result?.text).toMatch(/50% \(1\)/);
      expect(result?.text).toMatch(locale === 'ko' ? /2명 가운데 1명/ : /1 of 2|one of 2/i);
      const marked = all().find(({ id: one }) => one === question?.id);
      expect(marked?.isOpen).toBe(false);
      expect(marked?.text).toMatch(/닫힌 문제예요|closed/);
      await tick(first + day * dayMs + 12.5 * 3_600_000);
    }
    const texts = all().map(({ text }) => text);
    expect(texts.filter((text) => /^.*(?:오늘의 문제|Question of the day)/.test(text))).toHaveLength(7);
    expect(texts.filter((text) => /지난 한 주|The past week/.test(text))).toHaveLength(1);
    expect(new Set(texts).size).toBe(texts.length);
    expect(place.violations()).toEqual([]);
    if (process.env.READ !== undefined) process.stdout.write(`${texts.join('\n\n=====\n\n')}\n`);
    await place.close();
  });
});

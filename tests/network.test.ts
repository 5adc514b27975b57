import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMessages } from '../adapters/files.ts';
import { openStore } from '../adapters/store/open.ts';
import { type Bot, createBot } from '../src/bot.ts';
import { messages } from '../src/chat/locale.ts';
import type { Platform } from '../src/chat/platform.ts';
import type { Store } from '../src/store.ts';
import { openDiscord } from './chats/discord.ts';
import { openSlack } from './chats/slack.ts';
import type { Line } from './servers/line.ts';
import { shelfOf, shippedNotes } from './shelves.ts';

/** The network between the bot and a platform fails for ten minutes; the clock of what is due is passed in. */

const say = messages(await readMessages());
const { library } = await shelfOf(shippedNotes);
const nothing = { info() {}, warn() {}, error() {} };
const minuteMs = 60_000;
const cutMinutes = 10;
/** What a platform does at the beginning is over by then. */
const beginMs = 500;
/** So that several tries to connect fail. */
const cutMs = 3000;

interface Place {
  channel: string;
  platform: Platform;
  line: Line;
  logged: { level: string; message: string }[];
  /** Questions of the day that stand in the channel. */
  questions(): number;
  ask(text: string): Promise<string>;
  until(isSo: () => boolean): Promise<unknown>;
  violations(): string[];
  close(): Promise<void>;
}

const isQuestion = (payload: unknown) => JSON.stringify(payload).includes('오늘의 문제');

async function onDiscord(makeBot: () => Bot): Promise<Place> {
  let line: Line | undefined;
  const chat = await openDiscord(makeBot, say, {}, async (server) => {
    line = await server.layLine();
  });
  const { server, platform, logged } = chat;
  if (line === undefined) throw new Error('There is no line.');
  return {
    channel: `discord:${server.channelId}`,
    platform,
    line,
    logged,
    questions: () => [...server.messages.values()].filter(({ body }) => isQuestion(body)).length,
    ask: async (text) => (await chat.command(text, { name: 'host' })).text,
    until: (isSo) => server.until(isSo, 20_000),
    violations: () => server.violations,
    close: () => chat.close(),
  };
}

async function onSlack(makeBot: () => Bot): Promise<Place> {
  let line: Line | undefined;
  const chat = await openSlack(makeBot, say, 'socket', {}, async (server) => {
    line = await server.layLine();
  });
  const { server, platform, logged } = chat;
  if (line === undefined) throw new Error('There is no line.');
  return {
    channel: `slack:${server.team}:C0STUDY`,
    platform,
    line,
    logged,
    questions: () => server.channels.messages('C0STUDY').filter(({ blocks }) => isQuestion(blocks)).length,
    ask: async (text) => (await chat.command(text, { name: 'host' })).text,
    until: (isSo) => server.until(isSo),
    violations: () => server.violations,
    close: () => chat.close(),
  };
}

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'network-'));
  store = await openStore(`file:${join(folder, 'bot.db')}`, nothing);
});
afterEach(async () => {
  await store.end();
  await rm(folder, { recursive: true, force: true });
});

describe.each([
  ['Discord', onDiscord],
  ['Slack', onSlack],
] as const)('the network to %s', (name, open) => {
  it('is away for ten minutes: nothing is lost or said twice, and a line tells of each thing', {
    timeout: 60_000,
  }, async () => {
    let place: Place | undefined;
    let bot: Bot | undefined;
    const own: Place['logged'] = [];
    const told = (level: string) => (_: object, message: string) => own.push({ level, message });
    place = await open(() => {
      bot = createBot({
        library: () => library,
        say,
        log: { info: told('info'), warn: told('warn'), error: told('error') },
        store,
        dailyAdmins: 'everyone',
        outlets: () => (place === undefined ? [] : [place.platform]),
      });
      return bot;
    });
    const { line, logged } = place;
    await place.ask('매일 09:00 Asia/Seoul');
    await pause(beginMs);
    const nine = (await store.schedule('daily', place.channel))?.nextAt.getTime() ?? 0;
    logged.length = 0;

    line.down();
    for (let minute = 0; minute < cutMinutes; minute++) {
      const now = new Date(nine + minute * minuteMs);
      await bot?.tick(() => now);
    }
    await pause(cutMs);
    expect(place.questions()).toBe(0);
    expect(own).toEqual([{ level: 'warn', message: expect.stringContaining('could not be sent') }]);

    line.up();
    await place.until(() => logged.some(({ message }) => message === `connected to ${name} again`));
    expect(await place.ask('pvc')).toContain('클레임');
    for (let minute = cutMinutes; minute < 2 * cutMinutes; minute++) {
      const now = new Date(nine + minute * minuteMs);
      await bot?.tick(() => now);
    }
    expect(place.questions()).toBe(1);
    expect(own.slice(1)).toEqual([{ level: 'info', message: expect.stringContaining('arrives again') }]);
    expect(logged).toEqual([
      expect.objectContaining({ level: 'warn' }),
      expect.objectContaining({ level: 'info', message: `connected to ${name} again` }),
    ]);
    expect(place.violations()).toEqual([]);
    await place.close();
  });
});

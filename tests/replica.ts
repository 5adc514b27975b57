import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDiscord } from '../adapters/discord/platform.ts';
import { packageRoot, readMessages, readNotes } from '../adapters/files.ts';
import { createSlack } from '../adapters/slack/platform.ts';
import { openStore } from '../adapters/store/open.ts';
import { createBot } from '../src/bot.ts';
import { messages } from '../src/chat/locale.ts';
import type { Platform } from '../src/chat/platform.ts';
import { parseNotes } from '../src/notes/parse.ts';
import { Library } from '../src/search/library.ts';

/** What a replica is started with. */
export interface ReplicaOptions {
  url: string;
  discord: { apiUrl: string; token: string; shard: { id: number; count: number } };
  slack: { apiUrl: string; botToken: string; signingSecret: string };
  /** Its clock was at `startMs` when the real one was at `realMs`, and goes that many times faster. */
  clock: { startMs: number; realMs: number; speed: number };
}

/** A bot of its own process that says what is due until it is killed, on the real clients of both platforms. */

const { url, discord, slack, clock } = JSON.parse(process.argv[2] ?? '') as ReplicaOptions;
const now = () => new Date(clock.startMs + (Date.now() - clock.realMs) * clock.speed);
const tell = (line: string) => writeSync(1, `${line}\n`);
const log = {
  info() {},
  warn: (data: object, message: string) => tell(`warn ${message} ${JSON.stringify(data)}`),
  error: (data: { err?: Error }, message: string) => tell(`error ${message} ${data.err?.stack}`),
};

const say = messages(await readMessages());
const { sources } = await readNotes(`${packageRoot}/notes/ko/pod.md`);
const library = Library.of(sources.flatMap((source) => parseNotes(source).notes));
const store = await openStore(url, log);
let outlets: Platform[] = [];
const bot = createBot({ library: () => library, say, log, store, outlets: () => outlets });
const chat = {
  bot,
  say,
  locale: 'ko',
  log,
  onLost: (error: Error) => tell(`error ${error.message}`),
} as const;
const platforms = [createDiscord({ ...chat, ...discord }), createSlack({ ...chat, ...slack })];
await Promise.all(platforms.map((platform) => platform.start()));
outlets = platforms;
tell('ready');
for (;;) {
  await bot.tick(now);
  await sleep(50);
}

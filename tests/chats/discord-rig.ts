import { afterEach, expect } from 'vitest';
import type { DiscordOptions } from '../../adapters/discord/platform.ts';
import { createDiscord } from '../../adapters/discord/platform.ts';
import { readMessages } from '../../adapters/files.ts';
import { type Bot, createBot } from '../../src/bot.ts';
import type { Interaction } from '../../src/chat/interaction.ts';
import { messages } from '../../src/chat/locale.ts';
import type { PlatformError } from '../../src/chat/platform.ts';
import { DiscordServer } from '../servers/discord.ts';
import { shelfOf, shippedNotes } from '../shelves.ts';
import { type DiscordChat, openDiscord } from './discord.ts';

/** What the tests of Discord open, and close after each: whatever was opened, no server saw a violation, and no log a token. */

export const say = messages(await readMessages());
const { library } = await shelfOf(shippedNotes);
export const silent = { info() {}, warn() {}, error() {} };
export const makeBot = (): Bot => createBot({ library: () => library, say, log: silent });

export type Data = Record<string, unknown>;

const open: (DiscordChat | DiscordServer)[] = [];
const strict = new Set<DiscordServer>();
let logged: unknown[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  const servers = [...strict];
  strict.clear();
  const said = JSON.stringify(logged);
  logged = [];
  expect(servers.flatMap(({ violations, gateway }) => [...violations, ...gateway.violations])).toEqual([]);
  for (const { token } of servers) expect(said).not.toContain(token);
  expect(said).not.toContain('interaction-token');
});

export async function chatOf(
  more: Partial<DiscordOptions> = {},
  prepare: (server: DiscordServer) => void = () => {},
  bot: () => Bot = makeBot,
): Promise<DiscordChat> {
  const chat = await openDiscord(bot, say, more, prepare);
  open.push(chat);
  strict.add(chat.server);
  logged.push(chat.logged);
  return chat;
}

export async function serverOf(): Promise<DiscordServer> {
  const server = await DiscordServer.open();
  open.push(server);
  strict.add(server);
  return server;
}

/** A platform that is not started yet. */
export function platformOf(server: DiscordServer, more: Partial<DiscordOptions> = {}) {
  const log: DiscordChat['logged'] = [];
  const told = (level: string) => (data: object, message: string) => log.push({ level, data, message });
  logged.push(log);
  const { token, apiUrl } = server;
  const lost: PlatformError[] = [];
  const platform = createDiscord({
    ...{ token, apiUrl, say, bot: makeBot(), locale: 'ko', onLost: (error) => lost.push(error) },
    log: { info: told('info'), warn: told('warn'), error: told('error') },
    ...more,
  });
  return { platform, log, lost };
}

export const reasonOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

/** A bot that tells what it was asked. */
export function listening(): { asked: Interaction[]; bot: () => Bot } {
  const asked: Interaction[] = [];
  const bot = (): Bot => {
    const own = makeBot();
    return {
      ...own,
      handle(interaction) {
        asked.push(interaction);
        return own.handle(interaction);
      },
    };
  };
  return { asked, bot };
}

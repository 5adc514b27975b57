import { afterEach } from 'vitest';
import { readMessages } from '../../adapters/files.ts';
import { limitFlood } from '../../adapters/flood.ts';
import { createSlack, type SlackOptions } from '../../adapters/slack/platform.ts';
import { type Bot, createBot } from '../../src/bot.ts';
import { messages } from '../../src/chat/locale.ts';
import { SlackServer } from '../servers/slack.ts';
import { shelfOf, shippedNotes } from '../shelves.ts';
import { openSlack, type SlackChat, type SlackMode } from './slack.ts';

/** What the tests of Slack open, and close after each. */

export const say = messages(await readMessages());
export const quiet = { info() {}, warn() {}, error() {} };
const { library } = await shelfOf(shippedNotes);
export const makeBot = (perMinute = 0) =>
  createBot({ library: () => library, say, log: quiet, allow: limitFlood(perMinute) });

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

export async function open(
  mode: SlackMode,
  more: Partial<SlackOptions> = {},
  bot: () => Bot = () => makeBot(),
): Promise<SlackChat> {
  const chat = await openSlack(bot, say, mode, more);
  closing.push(() => chat.close());
  return chat;
}

export async function serve(): Promise<SlackServer> {
  const server = await SlackServer.start();
  closing.push(() => server.close());
  return server;
}

export const platformOf = (server: SlackServer, more: Partial<SlackOptions> = {}) =>
  createSlack({
    botToken: server.botToken,
    appToken: server.appToken,
    apiUrl: server.apiUrl,
    bot: makeBot(),
    say,
    locale: 'ko',
    log: quiet,
    onLost() {},
    retryMs: 20,
    ...more,
  });

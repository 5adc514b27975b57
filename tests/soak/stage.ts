import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Line } from '../servers/line.ts';
import { startPostgres } from '../servers/postgres.ts';
import { shippedNotes } from '../shelves.ts';
import { type Running, startBot } from './bot.ts';
import { type DiscordPlace, openDiscord } from './discord.ts';
import type { Driver } from './driver.ts';
import { openPage } from './page.ts';
import type { Base } from './plan.ts';
import { openSlack, type SlackPlace } from './slack.ts';

export type Engine = 'postgres' | 'sqlite';

/** The bot, and all around it. */
export interface Stage {
  bot: Running;
  discord: DiscordPlace;
  slack: SlackPlace;
  page: Driver;
  /** From Slack to the bot. */
  toBot: Line;
  base: Base | undefined;
  /** Address of the database itself. */
  url: string;
  close(): Promise<void>;
}

const readyMs = 30_000;

/** Starts both platforms, the database and the bot, with lines between them; resolves when all is ready. */
export async function setUp(
  engine: Engine,
  rooms: { discord: readonly string[]; slack: readonly string[] },
): Promise<Stage> {
  const home = mkdtempSync(join(tmpdir(), 'soak-'));
  const closing: (() => Promise<unknown>)[] = [async () => rmSync(home, { recursive: true, force: true })];
  const close = async () => {
    for (const one of closing.splice(0).reverse()) await one();
  };
  try {
    const discord = await openDiscord(rooms.discord);
    closing.push(() => discord.close());
    const slack = await openSlack(rooms.slack);
    closing.push(() => slack.close());
    const base = engine === 'postgres' ? await openBase() : undefined;
    if (base !== undefined) closing.push(() => base.close());
    const url = base?.url ?? `file:${join(home, 'bot.db')}`;
    const bot = await startBot(
      {
        NOTES_DIR: shippedNotes,
        XDG_CACHE_HOME: home,
        FLOOD_PER_MINUTE: '0',
        DATABASE_URL: base?.lineUrl ?? url,
        DISCORD_TOKEN: discord.server.token,
        DISCORD_API_URL: discord.server.apiUrl,
        SLACK_BOT_TOKEN: slack.server.botToken,
        SLACK_SIGNING_SECRET: slack.server.signingSecret,
        SLACK_API_URL: slack.server.apiUrl,
      },
      home,
    );
    closing.push(() => bot.stop());
    const toBot = await slack.reach(bot.port);
    const page = await openPage(bot.url);
    closing.push(() => page.close());
    for (const limit = Date.now() + readyMs; (await bot.missing()).length > 0; await pause(50))
      if (Date.now() > limit) throw new Error(`The bot is not ready: ${await bot.missing()}`);
    return { bot, discord, slack, page, toBot, base, url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A PostgreSQL whose writes reach the disk, behind a line. */
async function openBase(): Promise<Base & { url: string; lineUrl: string; close(): Promise<void> }> {
  const postgres = await startPostgres({ isDurable: true });
  const url = await postgres.database();
  const line = await Line.open(postgres.port);
  return {
    postgres,
    line,
    url,
    lineUrl: url.replace(`:${postgres.port}/`, `:${line.port}/`),
    async pid() {
      const client = new pg.Client(url);
      await client.connect();
      try {
        const { rows } = await client.query(
          "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid",
        );
        return Number(rows[0]?.pid);
      } finally {
        await client.end();
      }
    },
    async close() {
      line.close();
      await postgres.stop();
    },
  };
}

import { getRequestListener } from '@hono/node-server';
import closeWithGrace from 'close-with-grace';
import cron from 'node-cron';
import { pino } from 'pino';
import { readMessages, readNotes, readReference } from '../../adapters/files.ts';
import { limitFlood } from '../../adapters/flood.ts';
import { listen } from '../../adapters/http.ts';
import { openStore } from '../../adapters/store/open.ts';
import { watchNotes } from '../../adapters/watch.ts';
import { isLoopback } from '../../adapters/web/guard.ts';
import { createPage } from '../../adapters/web/server.ts';
import { type Bot, createBot, type Log } from '../bot.ts';
import { messages, type Say } from '../chat/locale.ts';
import type { PlatformError } from '../chat/platform.ts';
import type { Config } from '../config.ts';
import { formatProblem, type Locale } from '../notes/note.ts';
import type { Store } from '../store.ts';
import { connect } from './connect.ts';
import { openShelf } from './open.ts';
import { discordSettings, slackSettings } from './settings.ts';
import { noNotes } from './usage.ts';

/** Runs the bot until a signal. */
export async function start(config: Config, version: string): Promise<number> {
  const log = pino({ level: config.LOG_LEVEL, base: null });
  const say = messages(await readMessages());
  // Watched before they are read, so that no change falls between the two.
  let changed = () => {};
  const stopWatching = watchNotes(
    config.NOTES_DIR,
    () => changed(),
    (err) =>
      log.warn({ err }, 'not all changes of the notes will be seen; start the bot again after an edit'),
  );
  let store: Store | undefined;
  try {
    const shelf = await openShelf(config.NOTES_DIR, version);
    const report = () => {
      for (const problem of shelf.problems)
        log[problem.severity === 'error' ? 'error' : 'debug'](formatProblem(problem));
      if (shelf.library.topics.length === 0) log.warn(`${noNotes(config.NOTES_DIR)}, or set NOTES_DIR.`);
      else log.info({ notes: shelf.library.topics.length }, 'notes ready');
    };
    const reload = async () => {
      const { sources, problems } = await readNotes(config.NOTES_DIR);
      shelf.update(sources, problems);
      report();
    };
    let reloading = Promise.resolve();
    changed = () => {
      reloading = reloading.then(reload).catch((err: unknown) => {
        log.error({ err }, 'the notes could not be read again; those from before stay in use');
      });
    };
    report();
    const allow = limitFlood(config.FLOOD_PER_MINUTE);
    store = await openStore(config.DATABASE_URL, log);
    const { schema } = await readReference();
    const bot = createBot({
      library: () => shelf.library,
      say,
      log,
      allow,
      store,
      schema,
      zone: config.TIMEZONE,
      dailyAdmins: config.DAILY_ADMINS,
      catchUpMs: config.CATCH_UP_MINUTES * 60_000,
      outlets: () => [...(page === undefined ? [] : [page.outlet]), ...connections.connected()],
    });
    const chat = { bot, say, locale: config.LOCALE, log };
    const discord = await discordOf(config, chat, (error) => connections.lose('discord', error));
    const slack = await slackOf(config, chat, (error) => connections.lose('slack', error));
    const platforms = [discord, slack].filter((platform) => platform !== undefined);
    // Whoever opens this server to the network does so for a platform, not for strangers to chat on the page.
    const hasPage = platforms.length === 0 || isLoopback(config.HOST);
    const page = hasPage ? createPage({ ...chat, host: config.HOST }) : undefined;
    const showPage = page && getRequestListener(page.app.fetch);
    const server = await listen(
      (request, response) => {
        const answer = request.url?.startsWith('/slack/') ? slack?.listener : showPage;
        if (answer === undefined) response.writeHead(404).end();
        else answer(request, response);
      },
      config.HOST,
      config.PORT,
    );
    if (hasPage) process.stdout.write(`Chat with the bot at ${server.url}\n`);
    let isLeftAlone = false;
    const connections = connect(platforms, log, () => {
      isLeftAlone = true;
      log.fatal('no platform is left, so the bot stops; `k8s-study-bot doctor` says what is missing');
      void closing.close();
    });
    // What is due is looked for every minute, and at once after a start.
    const tick = () => bot.tick(() => new Date());
    const clock = cron.schedule('* * * * *', tick);
    void tick();
    // Platforms give what is under way ten seconds.
    const closing = closeWithGrace({ delay: 12_000, logger: false }, async ({ err }) => {
      if (err) log.fatal({ err }, 'stopping after an error that nothing caught');
      page?.stop();
      await Promise.all([clock.destroy(), connections.stop(), server.close(), stopWatching()]);
      await store?.end();
      if (isLeftAlone) process.exit(1);
    });
  } catch (error) {
    await Promise.all([stopWatching(), store?.end()]);
    throw error;
  }
  return await new Promise<number>(() => {});
}

/** What every platform is given. */
interface Chat {
  bot: Bot;
  say: Record<Locale, Say>;
  locale: Locale;
  log: Log;
}

type OnLost = (error: PlatformError) => void;

/** A platform's SDK is loaded only where it has a token. */
async function discordOf(config: Config, chat: Chat, onLost: OnLost) {
  const settings = discordSettings(config);
  if (settings === undefined) return undefined;
  const { createDiscord } = await import('../../adapters/discord/platform.ts');
  return createDiscord({ ...chat, ...settings, onLost });
}

async function slackOf(config: Config, chat: Chat, onLost: OnLost) {
  const settings = slackSettings(config);
  if (settings === undefined) return undefined;
  const { createSlack } = await import('../../adapters/slack/platform.ts');
  return createSlack({ ...chat, ...settings, onLost });
}

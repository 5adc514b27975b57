import { setTimeout as pause } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import closeWithGrace from 'close-with-grace';
import cron from 'node-cron';
import { readMessages, readNotes, readReference } from '../../adapters/files.ts';
import { limitFlood } from '../../adapters/flood.ts';
import { calmly, createProbes } from '../../adapters/health.ts';
import { listen } from '../../adapters/http.ts';
import { createLog } from '../../adapters/log.ts';
import { createMetrics } from '../../adapters/metrics.ts';
import { openStore } from '../../adapters/store/open.ts';
import { watchNotes } from '../../adapters/watch.ts';
import { isLoopback } from '../../adapters/web/guard.ts';
import { createPage } from '../../adapters/web/server.ts';
import { type Bot, createBot } from '../bot.ts';
import { messages, type Say } from '../chat/locale.ts';
import type { Platform, PlatformError } from '../chat/platform.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { Locale } from '../notes/locale.ts';
import { formatProblem } from '../notes/note.ts';
import type { Observer } from '../observation.ts';
import type { Store } from '../store.ts';
import { connect } from './connect.ts';
import { openShelf } from './open.ts';
import { discordSettings, slackSettings } from './settings.ts';
import { noNotes } from './usage.ts';

/** What is under way at a stop may take so long; the platforms have less, so that they are left in order. */
const stopMs = 9000;
const drainMs = 7000;
/** After that, the database is left. */
const endMs = 1000;
/** A stop that hangs ends then, with a code that says so. */
const hangMs = 12_000;

/**
 * Runs the bot until a signal: it then takes nothing new, lets what is under way end, and exits with 0. A second signal
 * ends it at once, with 1.
 */
export async function start(config: Config, version: string): Promise<number> {
  const log = createLog(config.LOG_LEVEL);
  let stop = async () => {};
  let isLeftAlone = false;
  // From the beginning: the first process of a container is not ended by a signal that it does not listen to.
  const closing = closeWithGrace({ delay: hangMs, logger: false }, async ({ err }) => {
    if (err) log.fatal({ err }, 'stopping after an error that nothing caught');
    await stop();
    if (isLeftAlone) process.exit(1);
  });
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
    const kept = await openStore(config.DATABASE_URL, log);
    store = kept;
    const { schema } = await readReference();
    const backlog = calmly(async () => kept.backlog(new Date()));
    const notes = () => shelf.library.topics.length;
    const metrics = createMetrics({ version, notes, backlog, platforms: () => connections.lines() });
    const observer: Observer = {
      clock: () => performance.now(),
      see(observation) {
        metrics.see(observation);
        if (observation.what !== 'interaction') return;
        const { what: _, ms, ...told } = observation;
        log.info({ ...told, ms: Math.round(ms * 10) / 10 }, 'answered');
      },
    };
    let isStopping = false;
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
      outlets: () =>
        isStopping ? [] : [...(page === undefined ? [] : [page.outlet]), ...connections.connected()],
      observer,
    });
    const chat = { bot, say, locale: config.LOCALE, log };
    const lineOf = (name: Platform['name']): Line => ({
      onLost: (error) => connections.lose(name, error),
      onConnection: (isOn) => connections.turn(name, isOn),
      drainMs,
    });
    const discord = await discordOf(config, chat, lineOf('discord'));
    const slack = await slackOf(config, chat, lineOf('slack'));
    const platforms = [discord, slack].filter((platform) => platform !== undefined);
    // Whoever opens this server to the network does so for a platform, not for strangers to chat on the page.
    const hasPage = platforms.length === 0 || isLoopback(config.HOST);
    const page = hasPage ? createPage({ ...chat, host: config.HOST }) : undefined;
    const showPage = page && getRequestListener(page.app.fetch);
    const probeAt = createProbes({
      notes,
      database: backlog,
      platforms: () => connections.lines(),
      metrics: metrics.read,
      log,
    });
    const server = await listen(
      (request, response) => {
        const { url } = request;
        const answer = probeAt(url) ?? (url?.startsWith('/slack/') ? slack?.listener : showPage);
        if (answer === undefined) response.writeHead(404).end();
        else answer(request, response);
      },
      config.HOST,
      config.PORT,
    );
    if (hasPage) process.stdout.write(`Chat with the bot at ${server.url}\n`);
    const tick = () => bot.tick(() => new Date());
    const connections = connect(platforms, log, {
      // What is due may have waited for it.
      onConnected: () => void tick(),
      onAgain: metrics.again,
      onNoneLeft() {
        isLeftAlone = true;
        log.fatal('no platform is left, so the bot stops; `k8s-study-bot doctor` says what is missing');
        void closing.close();
      },
    });
    // What is due is looked for every minute, and at once after a start.
    const clock = cron.schedule('* * * * *', tick);
    void tick();
    stop = async () => {
      isStopping = true;
      page?.stop();
      const ended = Promise.all([clock.destroy(), connections.stop(), server.close(), stopWatching()])
        // One round of saying what is due waits for that before it, whoever began that; this one has nowhere to say anything.
        .then(tick);
      const isInTime = await Promise.race([ended.then(() => true), pause(stopMs, false)]);
      if (!isInTime)
        log.warn('not all that was under way could end in time; what was not confirmed is done again');
      // What hangs in it was confirmed to nobody.
      await Promise.race([kept.end(), pause(endMs)]);
    };
  } catch (error) {
    closing.uninstall();
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

/** What a platform tells of its connection, and how it is to end. */
interface Line {
  onLost(error: PlatformError): void;
  /** The connection broke and is being made again, or it is back. */
  onConnection(isOn: boolean): void;
  drainMs: number;
}

/** A platform's SDK is loaded only where it has a token. */
async function discordOf(config: Config, chat: Chat, line: Line) {
  const settings = discordSettings(config);
  if (settings === undefined) return undefined;
  const { createDiscord } = await import('../../adapters/discord/platform.ts');
  return createDiscord({ ...chat, ...settings, ...line });
}

async function slackOf(config: Config, chat: Chat, line: Line) {
  const settings = slackSettings(config);
  if (settings === undefined) return undefined;
  const { createSlack } = await import('../../adapters/slack/platform.ts');
  return createSlack({ ...chat, ...settings, ...line });
}

import { getRequestListener } from '@hono/node-server';
import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { readMessages, readNotes } from '../../adapters/files.ts';
import { limitFlood } from '../../adapters/flood.ts';
import { listen } from '../../adapters/http.ts';
import { watchNotes } from '../../adapters/watch.ts';
import { createPage } from '../../adapters/web/server.ts';
import { createBot } from '../bot.ts';
import { messages } from '../chat/locale.ts';
import type { Config } from '../config.ts';
import { formatProblem } from '../notes/note.ts';
import { openShelf } from './open.ts';
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
    const bot = createBot({ library: () => shelf.library, say, log, allow });
    const app = createPage({ bot, say, locale: config.LOCALE, host: config.HOST });
    const page = await listen(getRequestListener(app.fetch), config.HOST, config.PORT);
    process.stdout.write(`Chat with the bot at ${page.url}\n`);
    closeWithGrace({ delay: 5000 }, async ({ err }) => {
      if (err) log.fatal({ err }, 'stopping after an error that nothing caught');
      await Promise.all([page.close(), stopWatching()]);
    });
  } catch (error) {
    await stopWatching();
    throw error;
  }
  return await new Promise<number>(() => {});
}

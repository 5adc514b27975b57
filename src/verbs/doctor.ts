import { existsSync } from 'node:fs';
import { NotesError, readMessages, readNotes } from '../../adapters/files.ts';
import { ListenError, listen } from '../../adapters/http.ts';
import { openStore } from '../../adapters/store/open.ts';
import { messages, type Say } from '../chat/locale.ts';
import type { Diagnosis } from '../chat/platform.ts';
import type { Config } from '../config.ts';
import type { Locale } from '../notes/locale.ts';
import { Shelf } from '../shelf.ts';
import { StoreError } from '../store.ts';
import { discordSettings, slackSettings } from './settings.ts';

/** Seconds that the clock may be off before somebody should know, and before Slack's signatures count as too old. */
const clockLimits = { warning: 60, broken: 300 };
/** Who does not tell the time by then does not tell it. */
const timeoutMs = 5000;

/**
 * Says what is well and what keeps the bot from working, by looking at each thing by itself.
 *
 * @param fix also mends what can be mended from here
 * @returns 1 if something is broken
 */
export async function doctor(
  config: Config,
  { json = false, fix = false }: { json?: boolean; fix?: boolean },
): Promise<number> {
  const texts = messages(await readMessages());
  const say = texts[config.LOCALE];
  const examinations: [Diagnosis['part'], Promise<Diagnosis[]>][] = [
    ['notes', examineNotes(config, say)],
    ['discord', examineDiscord(config, texts, fix)],
    ['slack', examineSlack(config, say)],
    ['database', examineDatabase(config, say)],
    ['page', examinePage(config, say)],
    ['clock', examineClock(config, say)],
  ];
  let isBroken = false;
  for (const [part, examination] of examinations)
    for (const diagnosis of await settled(part, examination, say)) {
      isBroken ||= diagnosis.status === 'broken';
      process.stdout.write(`${json ? JSON.stringify(diagnosis) : lineOf(diagnosis, say)}\n`);
    }
  return isBroken ? 1 : 0;
}

const lineOf = ({ part, status, message }: Diagnosis, say: Say): string =>
  `${{ ok: '✓', warning: '!', broken: '✗' }[status]} ${part} (${say(`doctor-${status}`)}): ${message}`;

/** An examination that fails is a finding as well, and hides no other. */
async function settled(
  part: Diagnosis['part'],
  examination: Promise<Diagnosis[]>,
  say: Say,
): Promise<Diagnosis[]> {
  try {
    return await examination;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [{ part, status: 'broken', message: say('doctor-unfinished', { reason }) }];
  }
}

async function examineNotes({ NOTES_DIR: path }: Config, say: Say): Promise<Diagnosis[]> {
  const part = 'notes';
  try {
    const { sources, problems } = await readNotes(path);
    const shelf = new Shelf();
    shelf.update(sources, problems);
    const count = shelf.library.topics.length;
    if (count === 0) return [{ part, status: 'broken', message: say('doctor-notes-none', { path }) }];
    const errors = shelf.problems.filter(({ severity }) => severity === 'error').length;
    return [
      { part, status: 'ok', message: say('doctor-notes', { count: count, path }) },
      ...(errors === 0
        ? []
        : [
            {
              part,
              status: 'warning',
              message: say('doctor-notes-errors', { count: errors }),
            } as const,
          ]),
    ];
  } catch (error) {
    if (!(error instanceof NotesError)) throw error;
    return [{ part, status: 'broken', message: say('doctor-notes-unreadable', { reason: error.message }) }];
  }
}

async function examineDiscord(
  config: Config,
  texts: Record<Locale, Say>,
  fix: boolean,
): Promise<Diagnosis[]> {
  const say = texts[config.LOCALE];
  const settings = discordSettings(config);
  if (settings === undefined)
    return [{ part: 'discord', status: 'ok', message: say('doctor-discord-unset') }];
  const { diagnoseDiscord } = await import('../../adapters/discord/doctor.ts');
  return diagnoseDiscord(settings, say, { fix, texts });
}

async function examineSlack(config: Config, say: Say): Promise<Diagnosis[]> {
  const settings = slackSettings(config);
  if (settings === undefined) return [{ part: 'slack', status: 'ok', message: say('doctor-slack-unset') }];
  const { diagnoseSlack } = await import('../../adapters/slack/doctor.ts');
  return diagnoseSlack(settings, say);
}

async function examineDatabase({ DATABASE_URL: url }: Config, say: Say): Promise<Diagnosis[]> {
  const part = 'database';
  // Of an address with a password only what follows it is shown.
  const name =
    URL.canParse(url) && /^postgres/i.test(url) ? `${new URL(url).host}${new URL(url).pathname}` : url;
  const path = /^file:(?!\/\/)(.+)$/i.exec(url)?.[1];
  // Looking must not make what is not there.
  if (path !== undefined && !existsSync(path))
    return [{ part, status: 'ok', message: say('doctor-database-new', { name }) }];
  const quiet = { info() {}, warn() {}, error() {} };
  try {
    const store = await openStore(url, quiet);
    await store.end();
    return [{ part, status: 'ok', message: say('doctor-database', { name }) }];
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const isInUse = (error.cause as { code?: unknown } | undefined)?.code === 'SQLITE_BUSY';
    return isInUse
      ? [{ part, status: 'warning', message: say('doctor-database-in-use', { name }) }]
      : [{ part, status: 'broken', message: error.message }];
  }
}

async function examinePage({ HOST: host, PORT: port }: Config, say: Say): Promise<Diagnosis[]> {
  const part = 'page';
  try {
    const server = await listen((_, response) => response.end(), host, port);
    await server.close();
    return [{ part, status: 'ok', message: say('doctor-page', { url: server.url }) }];
  } catch (error) {
    if (!(error instanceof ListenError)) throw error;
    const isTaken = (error.cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
    return isTaken
      ? [{ part, status: 'warning', message: say('doctor-page-taken', { reason: error.message }) }]
      : [{ part, status: 'broken', message: error.message }];
  }
}

async function examineClock(config: Config, say: Say): Promise<Diagnosis[]> {
  const part = 'clock';
  const zone = config.TIMEZONE;
  const time = new Intl.DateTimeFormat(config.LOCALE, {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: zone,
  }).format(new Date());
  const seconds = await secondsOff([
    ...(config.SLACK_BOT_TOKEN === undefined ? [] : [config.SLACK_API_URL]),
    ...(config.DISCORD_TOKEN === undefined ? [] : [config.DISCORD_API_URL]),
  ]);
  if (seconds <= clockLimits.warning)
    return [{ part, status: 'ok', message: say('doctor-clock', { time, zone }) }];
  const message = say('doctor-clock-off', { seconds: Math.round(seconds) });
  return [{ part, status: seconds > clockLimits.broken ? 'broken' : 'warning', message }];
}

/** How far our clock is from theirs; 0 where none of them tells. */
async function secondsOff(urls: readonly string[]): Promise<number> {
  for (const url of urls) {
    try {
      const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(timeoutMs) });
      const theirs = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(theirs)) return Math.abs(Date.now() - theirs) / 1000;
    } catch {} // The platform's own examination says that it cannot be reached.
  }
  return 0;
}

import { LogLevel, webApi } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import { pickLocale } from '../../src/chat/locale.ts';
import { PlatformError } from '../../src/chat/platform.ts';
import type { Log } from '../../src/log.ts';
import type { Locale } from '../../src/notes/locale.ts';

/** A call that Slack has not answered by then has failed. */
const timeoutMs = 10_000;
/** Times that a call is tried, and what is waited before the second; doubled for the third. */
const tries = 3;
const pauseMs = 500;
/** Of a longer wait that Slack asks for, the person has long gone. */
const longestMs = 60_000;

/** Errors of the Web API that say that a token is good for nothing any more. */
const dead = [
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'team_disabled',
  'token_expired',
  'token_revoked',
  'user_removed_from_team',
];
/** Those that say that it is not good for what was tried. https://docs.slack.dev/reference/methods/auth.test#errors */
export const unfit = [
  'access_denied',
  'ekm_access_denied',
  'enterprise_is_restricted',
  'forbidden_team',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'team_access_not_granted',
];

/** Slack's own word for what went wrong, such as `channel_not_found`, if it is Slack that says it. */
export const slackError = (error: unknown): string | undefined =>
  error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined;

/** How Slack refuses a token for good: its own word for it. Undefined of any other error. */
export function deadToken(error: unknown): string | undefined {
  const code = slackError(error);
  return code !== undefined && dead.includes(code) ? code : undefined;
}

/**
 * Of a token that Slack does not let in: what to do.
 *
 * @returns undefined if the error may pass by itself
 */
export function refusal(
  error: unknown,
  setting: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN',
): PlatformError | undefined {
  const code = slackError(error);
  if (code === undefined || !(dead.includes(code) || unfit.includes(code))) return undefined;
  const advice =
    setting === 'SLACK_BOT_TOKEN'
      ? 'Install the app to the workspace and copy its Bot User OAuth Token (xoxb-…) from "OAuth & Permissions" at https://api.slack.com/apps.'
      : 'Make an app-level token (xapp-…) with the scope connections:write under "Basic Information" of the app at https://api.slack.com/apps, and see that Socket Mode is on.';
  return new PlatformError(`${setting} is refused by Slack (${code}). ${advice}`, { cause: error });
}

/** Tokens must not come into a log, whatever a library says. */
const redact = (text: string): string => text.replace(/\bx(?:ox[a-z]|app)-[\w-]+/gi, '[token]');

/** What Bolt has to say, where it matters, in our log. */
export function boltLogger(log: Log) {
  const tell =
    (level: 'warn' | 'error') =>
    (...said: unknown[]) => {
      const text = said.map((one) => (one instanceof Error ? one.message : String(one))).join(' ');
      log[level]({ platform: 'slack', from: 'bolt' }, redact(text));
    };
  return {
    debug() {},
    info() {},
    warn: tell('warn'),
    error: tell('error'),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  };
}

/** For what never fails without our hearing of it, which tells it once and in our words. */
export const silent = boltLogger({ info() {}, warn() {}, error() {} });

/** How every client of Slack's API is set up here: we try again ourselves, since a pause of one call would hold up all. */
export const clientOptions = (apiUrl: string): webApi.WebClientOptions => ({
  slackApiUrl: apiUrl,
  timeout: timeoutMs,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  logger: silent,
});

/**
 * Makes a call until it is through, or cannot be: waits as long as Slack asks for, and tries again where Slack failed or
 * was not reached. A call that timed out may have been done, so it is not made twice.
 *
 * @param patienceMs the longest wait that Slack may ask for
 * @throws what the last try threw
 */
export async function persist<Result>(call: () => Promise<Result>, patienceMs = longestMs): Promise<Result> {
  for (let count = 1; ; count++) {
    try {
      return await call();
    } catch (error) {
      const waitMs = retryAfterMs(error, count, patienceMs);
      if (waitMs === undefined || count === tries) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

function retryAfterMs(error: unknown, count: number, patienceMs: number): number | undefined {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    const waitMs = error.retryAfter * 1000;
    return waitMs <= patienceMs ? waitMs : undefined;
  }
  const isDown =
    (error instanceof webApi.WebAPIHTTPError && error.statusCode >= 500) ||
    (error instanceof webApi.WebAPIRequestError && error.original.name !== 'TimeoutError');
  return isDown ? pauseMs * 2 ** (count - 1) : undefined;
}

/** What is promised, or something else if that takes longer than so many milliseconds. */
export function within<Promised, const Otherwise>(
  ms: number,
  promised: Promise<Promised>,
  otherwise: Otherwise,
): Promise<Promised | Otherwise> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(otherwise), ms);
    promised.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * Answers where something was pressed or commanded: up to five times within half an hour, which is Slack's limit.
 *
 * @throws Error if Slack takes the answer no longer
 */
export async function respond(url: string, message: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(message),
    signal: AbortSignal.timeout(timeoutMs),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`Slack took no answer to what was pressed: ${response.status}`);
}

/** What to do if there is no way for Slack to reach the bot. */
export const noWay =
  'SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET. Set SLACK_APP_TOKEN (xapp-…) for Socket Mode, or SLACK_SIGNING_SECRET to be reached over HTTP.';

/** What is wrong with the tokens at first sight, and what to do; undefined if nothing is. */
export function adviceOn(botToken: string, appToken: string | undefined): string | undefined {
  const copy =
    'Copy the Bot User OAuth Token (xoxb-…) from "OAuth & Permissions" at https://api.slack.com/apps.';
  if (botToken.startsWith('xapp-'))
    return `SLACK_BOT_TOKEN holds an app-level token, which belongs into SLACK_APP_TOKEN. ${copy}`;
  if (/^xoxp-|[^\x21-\x7e]/.test(botToken)) return `SLACK_BOT_TOKEN is no bot token. ${copy}`;
  if (appToken !== undefined && /^xox|[^\x21-\x7e]/.test(appToken))
    return 'SLACK_APP_TOKEN is no app-level token. Make one (xapp-…) with the scope connections:write under "Basic Information" at https://api.slack.com/apps.';
  return undefined;
}

/** Who the bot is on Slack, once that is known. */
export interface Self {
  user?: string;
  bot?: string;
  team?: string;
  /** By which it is invited into a channel. */
  name?: string;
}

/** What is known of somebody. */
export interface Person {
  locale: Locale;
  /** Manages the workspace that the bot is in. */
  isHost: boolean;
  /** As the others see it; undefined if Slack did not tell. */
  name?: string;
}

/** How long what is known of a person is kept, and how long it is that Slack could not tell. */
const knownMs = 24 * 3600 * 1000;
const unknownMs = 5 * 60 * 1000;
/** Characters of a name that are shown. */
const nameLength = 80;

/**
 * Who somebody is, out of a cache.
 *
 * @param options.waitMs what an answer may be held up by this; after it the person is taken for a stranger, this once
 * @returns at once what is known at once, which is nearly always
 */
export function createPeople({
  client,
  self,
  otherwise,
  waitMs,
  onError,
}: {
  client: webApi.WebClient;
  self: Self;
  otherwise: Locale;
  waitMs: number;
  onError: (error: unknown) => void;
}): (user: string) => Person | Promise<Person> {
  const known = new LRUCache<string, Person>({ max: 10_000, ttl: knownMs });
  const asked = new Map<string, Promise<Person>>();
  const stranger: Person = { locale: otherwise, isHost: false };

  async function ask(user: string): Promise<Person> {
    try {
      const { user: found } = await client.users.info({ user, include_locale: true });
      const names = [found?.profile?.display_name, found?.profile?.real_name, found?.real_name, found?.name];
      const name = names.find((one) => one !== undefined && one !== '')?.slice(0, nameLength);
      const locale = pickLocale(found?.locale === undefined ? [] : [found.locale], otherwise);
      const person: Person = { locale, isHost: isHost(found, self), ...(name !== undefined && { name }) };
      known.set(user, person);
      return person;
    } catch (error) {
      known.set(user, stranger, { ttl: unknownMs });
      onError(error);
      return stranger;
    } finally {
      asked.delete(user);
    }
  }

  return (user) => {
    const found = known.get(user);
    if (found !== undefined) return found;
    const asking = asked.get(user) ?? ask(user);
    asked.set(user, asking);
    return within(waitMs, asking, stranger);
  };
}

/** Who manages another workspace that shares a channel with this one manages nothing here. */
function isHost(user: Found, { team }: Self): boolean {
  const { is_admin = false, is_owner = false, is_primary_owner = false, team_id } = user ?? {};
  const isOurs = team === undefined || team_id === undefined || team_id === team;
  return isOurs && (is_admin || is_owner || is_primary_owner);
}

type Found = webApi.UsersInfoResponse['user'];

import { z } from 'zod';

const address = z.url({ protocol: /^https?$/, error: 'must be an address that begins with https://' });

const schema = z.object({
  /** Folder of Markdown, or one file; relative to where the bot is started. */
  NOTES_DIR: z.string().trim().min(1).default('./notes'),
  /** Language where a person's own is not known. */
  LOCALE: z.enum(['ko', 'en']).default('ko'),
  /** IANA name. */
  TIMEZONE: z
    .string()
    .refine(isTimeZone, 'must be a time zone name such as Asia/Seoul or Europe/Berlin')
    .default('Asia/Seoul'),
  /** Address that the page listens on. */
  HOST: z.string().trim().min(1).default('127.0.0.1'),
  /** 0 lets the system choose. */
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port number from 0 to 65535')
    .default(8080),
  /** Where answers and settings are kept: a file, or a PostgreSQL database that several bots share. */
  DATABASE_URL: z
    .string()
    .trim()
    .regex(/^(?:file:.|postgres(?:ql)?:\/\/)/i, 'must begin with file: or postgres://')
    .default('file:./data/bot.db'),
  /** What one person may ask of the bot in a minute; 0 is any number. */
  FLOOD_PER_MINUTE: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number from 0 (no limit) to 99999')
    .transform(Number)
    .default(30),
  /** Who may set up a channel's daily question: those who manage the server or workspace and the owner of the channel, or anyone. */
  DAILY_ADMINS: z.enum(['hosts', 'everyone']).default('hosts'),
  /** Minutes for which a daily question is still posted late; after that the day is left out. */
  CATCH_UP_MINUTES: z
    .string()
    .regex(/^\d{1,4}$/, 'must be a number of minutes from 1 to 1440')
    .transform(Number)
    .refine((minutes) => minutes >= 1 && minutes <= 1440, 'must be a number of minutes from 1 to 1440')
    .default(60),
  /** Bot token of a Discord application. Discord is not connected without it. */
  DISCORD_TOKEN: z.string().trim().optional(),
  /** Discord's API, for proxies and tests. */
  DISCORD_API_URL: address.default('https://discord.com/api'),
  /** Id of the one server that gets the commands, at once; without it all servers do. */
  DISCORD_GUILD_ID: z
    .string()
    .trim()
    .regex(/^\d{17,20}$/, 'must be the id of a server: 17 to 20 digits')
    .optional(),
  /** Which part of the Discord servers this process listens to, from 0; without it, the number that the host name ends in. */
  DISCORD_SHARD_ID: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number from 0')
    .transform(Number)
    .optional(),
  /** How many processes share the Discord servers; without it, this one listens to all. */
  DISCORD_SHARD_COUNT: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'must be a number from 1')
    .transform(Number)
    .optional(),
  /** Slack is not connected without it and one of the two below. */
  SLACK_BOT_TOKEN: z.string().trim().optional(),
  /** For Socket Mode. */
  SLACK_APP_TOKEN: z.string().trim().optional(),
  /** For events over HTTP. */
  SLACK_SIGNING_SECRET: z.string().trim().optional(),
  /** Slack's API, for proxies and tests. */
  SLACK_API_URL: address.default('https://slack.com/api/'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** The settings, all of which have defaults. */
export type Config = z.output<typeof schema>;

/** Settings that cannot be used, all of them at once, without their values: one may be a secret in the wrong place. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Reads the settings from environment variables; an empty one counts as not set.
 *
 * @throws ConfigError
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigError(`These settings cannot be used (.env.example explains each):\n${lines.join('\n')}`);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

import { z } from 'zod';

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

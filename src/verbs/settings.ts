import { hostname } from 'node:os';
import type { DiscordSettings } from '../../adapters/discord/doctor.ts';
import type { SlackSettings } from '../../adapters/slack/doctor.ts';
import { type Config, ConfigError } from '../config.ts';

/**
 * What is set of Discord; undefined where it is not to be connected.
 *
 * @throws ConfigError if it is unclear which part of the servers is this process's
 */
export function discordSettings(config: Config, host = hostname()): DiscordSettings | undefined {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, DISCORD_GUILD_ID: guildId } = config;
  return token === undefined ? undefined : { token, apiUrl, guildId, shard: shardOf(config, host) };
}

/** A StatefulSet calls its hosts `bot-0`, `bot-1`, …, so that one setting does for all. */
function shardOf(
  { DISCORD_SHARD_ID: given, DISCORD_SHARD_COUNT: count }: Config,
  host: string,
): DiscordSettings['shard'] {
  if (count === undefined) {
    if (given === undefined) return undefined;
    throw new ConfigError(
      'DISCORD_SHARD_ID is set: set DISCORD_SHARD_COUNT as well, to how many processes there are.',
    );
  }
  const ordinal = /-(\d{1,5})$/.exec(host)?.[1];
  const id = given ?? (ordinal === undefined ? undefined : Number(ordinal));
  if (id === undefined)
    throw new ConfigError(
      'DISCORD_SHARD_COUNT is set: set DISCORD_SHARD_ID to another number for each process, from 0, or give hosts names that end in it, such as bot-0.',
    );
  if (id >= count)
    throw new ConfigError(
      `${given === undefined ? 'The number that the host name ends in' : 'DISCORD_SHARD_ID'} must be less than DISCORD_SHARD_COUNT: of 3 processes, they are 0, 1 and 2.`,
    );
  return { id, count };
}

/** What is set of Slack; undefined where it is not to be connected. One token alone is a mistake that is told of. */
export function slackSettings({
  SLACK_BOT_TOKEN: botToken,
  SLACK_APP_TOKEN: appToken,
  SLACK_SIGNING_SECRET: signingSecret,
  SLACK_API_URL: apiUrl,
}: Config): SlackSettings | undefined {
  if (botToken === undefined && appToken === undefined && signingSecret === undefined) return undefined;
  return { botToken: botToken ?? '', appToken, signingSecret, apiUrl };
}

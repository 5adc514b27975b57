import type { DiscordSettings } from '../../adapters/discord/doctor.ts';
import type { SlackSettings } from '../../adapters/slack/doctor.ts';
import type { Config } from '../config.ts';

/** What is set of Discord; undefined where it is not to be connected. */
export function discordSettings({
  DISCORD_TOKEN: token,
  DISCORD_API_URL: apiUrl,
  DISCORD_GUILD_ID: guildId,
}: Config): DiscordSettings | undefined {
  return token === undefined ? undefined : { token, apiUrl, guildId };
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

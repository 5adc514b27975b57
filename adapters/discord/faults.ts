import { DiscordAPIError, GatewayCloseCodes, HTTPError, RESTJSONErrorCodes } from 'discord.js';
import type { Hindrance } from '../../src/chat/platform.ts';
import { forbidden } from './permissions.ts';

/** Where a bot's own settings at Discord are. */
export const portal = 'https://discord.com/developers/applications';

/** What to do where Discord does not take the token. */
export const tokenAdvice = `DISCORD_TOKEN is refused by Discord. Copy a new one from ${portal}, page Bot, "Reset Token", and start the bot again.`;

/** What to do if Discord closed the connection for good; undefined if it may be opened again. */
export function closeAdvice(code: number): string | undefined {
  switch (code) {
    case GatewayCloseCodes.AuthenticationFailed:
      return tokenAdvice;
    case GatewayCloseCodes.InvalidShard:
      return 'Discord takes no such part of the bot (sharding). Set DISCORD_SHARD_COUNT to the same number for all processes, and DISCORD_SHARD_ID to another one for each, from 0.';
    case GatewayCloseCodes.ShardingRequired:
      return 'Discord wants this bot to be split up (sharding), since it is in too many servers for one connection. Run several processes on one PostgreSQL database, set DISCORD_SHARD_COUNT to how many, and DISCORD_SHARD_ID to another number for each, from 0.';
    case GatewayCloseCodes.InvalidAPIVersion:
      return 'Discord no longer speaks the version of its API that this bot uses. Update k8s-study-bot.';
    case GatewayCloseCodes.InvalidIntents:
    case GatewayCloseCodes.DisallowedIntents:
      return `Discord refuses what the bot wants to be told of (close code ${code}), though it asks for nothing privileged. Check DISCORD_API_URL, and on ${portal} whether the application is limited or under review.`;
    default:
      return undefined;
  }
}

/** What to do if Discord did not take an answer. */
export interface Advice {
  level: 'info' | 'warn';
  message: string;
}

/** Undefined if it is nothing that is known to happen. */
export function answerAdvice(error: unknown): Advice | undefined {
  if (!(error instanceof DiscordAPIError)) return undefined;
  switch (error.code) {
    case RESTJSONErrorCodes.UnknownInteraction:
    case RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged:
    // The token of an interaction, which is not the bot's.
    case RESTJSONErrorCodes.InvalidWebhookToken:
      return { level: 'info', message: 'an answer came too late for Discord, or twice' };
    case RESTJSONErrorCodes.UnknownChannel:
    case RESTJSONErrorCodes.UnknownMessage:
      return { level: 'info', message: 'the channel or message that asked is gone' };
    case RESTJSONErrorCodes.MissingAccess:
      return {
        level: 'warn',
        message:
          'the bot cannot see a channel where it was asked; in its settings, allow the bot View Channel, or invite it anew (`k8s-study-bot doctor` gives the link)',
      };
    case RESTJSONErrorCodes.MissingPermissions:
      return {
        level: 'warn',
        message:
          'the bot may not answer in a channel; in its settings, allow the bot Send Messages, Send Messages in Threads and Read Message History',
      };
    case RESTJSONErrorCodes.CannotSendMessagesToThisUser:
      return {
        level: 'warn',
        message: 'a person takes no private messages from the bot; asking in a channel works',
      };
    default:
      return undefined;
  }
}

/** Discord lets nobody be replied to who wrote where the bot may not read what was said before. */
export const cannotReply = 160_002;

/** Why Discord will not take a message however often it is tried; undefined if it may take it later. */
export function hindranceOf(error: unknown): Hindrance | undefined {
  if (!(error instanceof DiscordAPIError)) return undefined;
  switch (error.code) {
    case RESTJSONErrorCodes.UnknownChannel:
      return { id: 'post-discord-gone' };
    case RESTJSONErrorCodes.MissingAccess:
      return { id: 'post-discord-unseen' };
    case RESTJSONErrorCodes.MissingPermissions:
      return forbidden();
    case RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel:
      return { id: 'post-discord-no-text' };
    case RESTJSONErrorCodes.ThreadLocked:
    case RESTJSONErrorCodes.InvalidActionOnArchivedThread:
      return { id: 'post-discord-locked' };
    case RESTJSONErrorCodes.CannotSendMessagesToThisUser:
    case RESTJSONErrorCodes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds:
    case RESTJSONErrorCodes.InvalidRecipients:
    case RESTJSONErrorCodes.UnknownUser:
      return { id: 'post-discord-closed' };
    default:
      return undefined;
  }
}

/** Does it mean that the bot's own token is no longer taken? That of an interaction may be refused at any time. */
export const isRefusedToken = (error: unknown): boolean =>
  error instanceof DiscordAPIError &&
  error.status === 401 &&
  error.code !== RESTJSONErrorCodes.InvalidWebhookToken;

/** An error without the address and body of the request, which hold the tokens of interactions. */
export function summaryOf(error: unknown): object {
  if (error instanceof DiscordAPIError)
    return {
      name: error.name,
      code: error.code,
      status: error.status,
      method: error.method,
      message: error.message,
    };
  if (error instanceof HTTPError) return { name: error.name, status: error.status, message: error.message };
  if (!(error instanceof Error)) return { message: String(error) };
  return { name: error.name, message: error.message, stack: error.stack };
}

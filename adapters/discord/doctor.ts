import {
  type APIApplication,
  type APIApplicationCommand,
  type APIGuild,
  ApplicationFlags,
  DiscordAPIError,
  REST,
  type RESTAPIPartialCurrentUserGuild,
  Routes,
} from 'discord.js';
import type { Say } from '../../src/chat/locale.ts';
import { type Diagnosis, PlatformError } from '../../src/chat/platform.ts';
import type { Locale } from '../../src/notes/locale.ts';
import { commandNames, commandsOf } from './commands.ts';
import { isRefusedToken } from './faults.ts';
import { permissions } from './permissions.ts';
import { restOptions, type Shard, tokenOf } from './platform.ts';
import { isSame, type Place, registeredCommands, removeCommand } from './registry.ts';

/** Servers that are looked through for commands of their own; each is a request. */
const guildLimit = 20;
/** Who has not answered by then does not answer. */
const timeoutMs = 5000;

/** The address that invites the bot to a server, with what it needs and nothing else. */
const inviteLink = (applicationId: string): string =>
  `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=bot+applications.commands&permissions=${permissions}&integration_type=0`;

/** What is to be examined. */
export interface DiscordSettings {
  token: string;
  apiUrl: string;
  guildId?: string | undefined;
  /** Which part of the bot this process is; of no matter to the doctor. */
  shard?: Shard | undefined;
}

/**
 * Says what is well and what is missing on Discord, over its API alone: a bot that runs is not disturbed. Never throws.
 *
 * @param options.fix takes away commands that people would see twice
 * @param options.texts both languages, to compare what is registered word by word; without them only names are compared
 */
export async function diagnoseDiscord(
  settings: DiscordSettings,
  say: Say,
  { fix = false, texts }: { fix?: boolean; texts?: Record<Locale, Say> } = {},
): Promise<Diagnosis[]> {
  const found: Diagnosis[] = [];
  const add = (status: Diagnosis['status'], id: string, args?: Record<string, string>) =>
    found.push({ part: 'discord', status, message: say(`doctor-discord-${id}`, args) });
  // What asks for a longer pause than we wait is told as unreachable.
  const rest = new REST({
    ...restOptions(settings.apiUrl),
    timeout: timeoutMs,
    retries: 0,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > timeoutMs,
  });
  try {
    rest.setToken(tokenOf(settings.token));
    const application = await applicationOf(rest);
    const { id, name } = application;
    add('ok', 'token', { name });
    const link = inviteLink(id);
    add('ok', 'invite', { id, link });
    const intents = privilegedIntents(application.flags ?? 0);
    if (intents.length === 0) add('ok', 'intents');
    else add('ok', 'intents-unneeded', { intents: intents.join(', ') });
    const { guildId } = settings;
    const guilds = guildId === undefined ? await guildsOf(rest) : [];
    if (guildId !== undefined) {
      const guild = await guildOf(rest, guildId);
      if (guild === undefined) {
        add('broken', 'not-in-server', { guild: guildId, link });
        return found;
      }
      add('ok', 'server', { name: guild.name });
    } else if (guilds.length === 0) add('warning', 'no-server', { link });
    else add('ok', 'servers', { count: String(guilds.length) });
    const place = { applicationId: id, guildId };
    const registered = await registeredCommands(rest, place);
    if (!commandNames.every((wanted) => registered.some(({ name }) => name === wanted)))
      add('warning', 'command-missing');
    else if (texts !== undefined && !isSame(registered.filter(isChat), commandsOf(texts, place), place))
      add('warning', 'command-old');
    else add('ok', 'command');
    const doubles = guildId === undefined ? await inGuilds(rest, id, guilds) : await inAll(rest, id);
    for (const { place: where, commands } of doubles) {
      if (fix) for (const command of commands) await removeCommand(rest, where, command.id);
      const reach = where.guildId === undefined ? 'everywhere' : 'server';
      add(fix ? 'ok' : 'warning', `${fix ? 'removed' : 'twice'}-${reach}`, {
        guild: where.guildId ?? '',
        commands: commands.map(({ name }) => `/${name}`).join(', '),
      });
    }
  } catch (error) {
    if (error instanceof PlatformError)
      add('broken', settings.token.trim() === '' ? 'token-missing' : 'token-odd');
    else if (isRefusedToken(error)) add('broken', 'token-refused');
    else if (error instanceof DiscordAPIError)
      add('broken', 'refused', { code: String(error.code), reason: error.message });
    else add('broken', 'unreachable', { address: settings.apiUrl, reason: reasonOf(error) });
  } finally {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
  return found;
}

const isOurs = ({ name }: APIApplicationCommand): boolean => commandNames.includes(name);
const isChat = ({ type }: APIApplicationCommand): boolean => type === 1;

async function applicationOf(rest: REST): Promise<APIApplication> {
  try {
    return (await rest.get(Routes.currentApplication())) as APIApplication;
  } catch (error) {
    // The older address of the same.
    if (!(error instanceof DiscordAPIError) || error.status !== 404) throw error;
    return (await rest.get(Routes.oauth2CurrentApplication())) as APIApplication;
  }
}

async function guildsOf(rest: REST): Promise<RESTAPIPartialCurrentUserGuild[]> {
  return (await rest.get(Routes.userGuilds())) as RESTAPIPartialCurrentUserGuild[];
}

/** Undefined if the bot is not in it. */
async function guildOf(rest: REST, id: string): Promise<APIGuild | undefined> {
  try {
    return (await rest.get(Routes.guild(id))) as APIGuild;
  } catch (error) {
    if (error instanceof DiscordAPIError && (error.status === 403 || error.status === 404)) return undefined;
    throw error;
  }
}

/** Where there are commands of ours beside those that are looked for. */
interface Double {
  place: Place;
  commands: APIApplicationCommand[];
}

/** Commands of all servers, which the one of a single server stands beside. */
async function inAll(rest: REST, applicationId: string): Promise<Double[]> {
  const place = { applicationId };
  const commands = (await registeredCommands(rest, place)).filter(isOurs);
  return commands.length === 0 ? [] : [{ place, commands }];
}

/** Commands of single servers, which that of all servers stands beside. */
async function inGuilds(
  rest: REST,
  applicationId: string,
  guilds: readonly RESTAPIPartialCurrentUserGuild[],
): Promise<Double[]> {
  const doubles: Double[] = [];
  for (const { id } of guilds.slice(0, guildLimit)) {
    const place = { applicationId, guildId: id };
    try {
      const commands = (await registeredCommands(rest, place)).filter(isOurs);
      if (commands.length > 0) doubles.push({ place, commands });
    } catch (error) {
      // Invited without commands: there can be none.
      if (!(error instanceof DiscordAPIError) || error.status !== 403) throw error;
    }
  }
  return doubles;
}

function privilegedIntents(flags: number): string[] {
  const { GatewayPresence, GatewayPresenceLimited } = ApplicationFlags;
  const { GatewayGuildMembers, GatewayGuildMembersLimited } = ApplicationFlags;
  const { GatewayMessageContent, GatewayMessageContentLimited } = ApplicationFlags;
  return [
    ...(flags & (GatewayPresence | GatewayPresenceLimited) ? ['Presence'] : []),
    ...(flags & (GatewayGuildMembers | GatewayGuildMembersLimited) ? ['Server Members'] : []),
    ...(flags & (GatewayMessageContent | GatewayMessageContentLimited) ? ['Message Content'] : []),
  ];
}

/** What a person can look up; an address of the request may hold no secret, but says nothing either. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'AbortError') return `${timeoutMs / 1000} s`;
  const { code, status } = error as { code?: unknown; status?: unknown };
  return String(code ?? status ?? error.message);
}

import {
  type APIApplicationCommand,
  type APIApplicationCommandOption,
  ApplicationCommandType,
  type REST,
  Routes,
} from 'discord.js';
import type { Command } from './commands.ts';

/** Where commands are registered: a server has them at once; without one, all servers do. */
export interface Place {
  applicationId: string;
  guildId?: string | undefined;
}

const routeOf = ({ applicationId, guildId }: Place): `/${string}` =>
  guildId === undefined
    ? Routes.applicationCommands(applicationId)
    : Routes.applicationGuildCommands(applicationId, guildId);

/** @throws DiscordAPIError, among others if the bot is not in that server (50001) */
export async function registeredCommands(rest: REST, place: Place): Promise<APIApplicationCommand[]> {
  const query = new URLSearchParams({ with_localizations: 'true' });
  return (await rest.get(routeOf(place), { query })) as APIApplicationCommand[];
}

/**
 * Registers the commands if those that are registered differ, since a server takes 200 new ones a day. The command that
 * opens an application's activity stays: Discord refuses a list without it.
 *
 * @returns whether something was changed
 * @throws DiscordAPIError
 */
export async function registerCommands(rest: REST, place: Place, commands: Command[]): Promise<boolean> {
  const registered = await registeredCommands(rest, place);
  const isEntryPoint = ({ type }: { type?: number }) => type === ApplicationCommandType.PrimaryEntryPoint;
  if (
    isSame(
      registered.filter((command) => !isEntryPoint(command)),
      commands,
      place,
    )
  )
    return false;
  await rest.put(routeOf(place), { body: [...commands, ...registered.filter(isEntryPoint)] });
  return true;
}

/** Takes a command away. */
export async function removeCommand(rest: REST, place: Place, id: string): Promise<void> {
  await rest.delete(`${routeOf(place)}/${id}`);
}

/** Do they say the same, whatever Discord adds to them? */
export function isSame(registered: APIApplicationCommand[], wanted: Command[], place: Place): boolean {
  const texts = (commands: readonly (APIApplicationCommand | Command)[]) =>
    JSON.stringify(commands.map((command) => essence(command, place)).sort());
  return texts(registered) === texts(wanted);
}

/** What we say of a command, with Discord's defaults written out, in one order. */
function essence(command: APIApplicationCommand | Command, { guildId }: Place): string {
  return JSON.stringify([
    command.type ?? ApplicationCommandType.ChatInput,
    command.name,
    localizations(command.name_localizations),
    command.description ?? '',
    localizations(command.description_localizations),
    (command.options ?? []).map(optionEssence),
    command.default_member_permissions ?? null,
    command.nsfw ?? false,
    // Of a server's own command Discord may say anything here, as it does not count.
    ...(guildId === undefined
      ? [[...(command.contexts ?? [])].sort(), [...(command.integration_types ?? [])].sort()]
      : []),
  ]);
}

function optionEssence(option: APIApplicationCommandOption): unknown[] {
  // Settings of kinds of options that we do not have would be a difference as well.
  const {
    type,
    name,
    name_localizations,
    description,
    description_localizations,
    required = false,
    ...rest
  } = option as APIApplicationCommandOption & { autocomplete?: boolean; options?: unknown };
  const { autocomplete = false, ...others } = rest;
  const unusual = Object.entries(others)
    .filter(
      ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
    )
    .sort();
  return [
    type,
    name,
    localizations(name_localizations),
    description,
    localizations(description_localizations),
    required,
    autocomplete,
    unusual,
  ];
}

const localizations = (map: object | null | undefined): [string, string][] =>
  Object.entries(map ?? {})
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .sort();

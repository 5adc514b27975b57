import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  type LocalizationMap,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Say } from '../../src/chat/locale.ts';
import type { Locale } from '../../src/notes/locale.ts';

/** The command that takes all that can be typed. */
export const commandName = 'k8s';
/** Whether nobody else is to see the answer. */
export const hideOption = 'hide';
/** What is to be looked up. */
const queryOption = 'query';

/** A command as it is registered. */
export type Command = RESTPostAPIChatInputApplicationCommandsJSONBody;
type Option = APIApplicationCommandBasicOption;
/** What an option has beside its name and description. */
type Kind = Option extends infer One
  ? One extends Option
    ? Omit<One, 'name' | 'name_localizations' | 'description' | 'description_localizations'>
    : never
  : never;

const { String: text, Boolean: yesNo, Integer: number } = ApplicationCommandOptionType;

/** The commands and their options, in the order in which Discord offers them. */
const commands: Record<string, Record<string, Kind>> = {
  [commandName]: { [queryOption]: { type: text, autocomplete: true }, [hideOption]: { type: yesNo } },
  quiz: {
    topic: { type: text, autocomplete: true },
    count: { type: number, min_value: 1, max_value: 20 },
    here: { type: yesNo },
    minutes: { type: number, min_value: 1, max_value: 1440 },
  },
  review: {},
  wrong: {},
  stats: {},
  rank: {},
  daily: { when: { type: text } },
  archive: {},
};

/** Names of the commands. */
export const commandNames: readonly string[] = Object.keys(commands);

/**
 * The commands as Discord shall know them, in both languages.
 *
 * @param place.guildId of a server's own commands
 */
export function commandsOf(
  say: Record<Locale, Say>,
  { guildId }: { guildId?: string | undefined },
): Command[] {
  const inKorean = (id: string): LocalizationMap => ({ ko: say.ko(id) });
  const called = (name: string, id: string) => ({
    name,
    name_localizations: inKorean(`${id}-name`),
    description: say.en(id),
    description_localizations: inKorean(id),
  });
  return Object.entries(commands).map(([name, options]) => ({
    type: ApplicationCommandType.ChatInput,
    ...called(name, `discord-${name}`),
    options: Object.entries(options).map(
      ([option, kind]): Option => ({ ...kind, ...called(option, `discord-${option}`) }),
    ),
    // A server's own command is in that server only.
    ...(guildId === undefined && {
      contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
      integration_types: [ApplicationIntegrationType.GuildInstall],
    }),
  }));
}

/** What was typed, as the one grammar of all platforms has it; nothing of commands that older versions may have left behind. */
export function readCommand({ commandName: name, options }: ChatInputCommandInteraction): string {
  if (name === commandName) return options.getString(queryOption) ?? '';
  if (commands[name] === undefined) return '';
  const minutes = options.getInteger('minutes');
  return [
    name,
    options.getBoolean('here') === true ? 'here' : '',
    options.getString('topic'),
    options.getString('when'),
    options.getInteger('count'),
    minutes === null ? '' : `${minutes}m`,
  ]
    .filter((word) => word !== null && word !== '')
    .join(' ');
}

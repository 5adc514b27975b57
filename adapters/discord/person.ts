import { type Interaction as Event, type Message, PermissionFlagsBits } from 'discord.js';
import { shorten } from '../../src/chat/answer.ts';
import type { Interaction } from '../../src/chat/interaction.ts';
import { limits } from './limits.ts';
import { clean } from './markdown.ts';

/** What the bot is told of who did something, and where. */
type Who = Pick<Interaction, 'at' | 'person' | 'name' | 'group' | 'channel' | 'isHost' | 'conversation'>;

/** Who used a command, pressed a button or sent a form. */
export function whoDid(event: Event): Who {
  const { member, user } = event;
  // Of a server that did not take the bot in, only its commands, Discord tells the member as it is in the API.
  const nick = member === null ? undefined : 'nickname' in member ? member.nickname : member.nick;
  return {
    ...placeOf(event),
    at: new Date(),
    person: `discord:${user.id}`,
    name: nameOf(nick ?? user.displayName),
    isHost: event.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
  };
}

/** Who wrote a message. To be asked at once, since members are not kept. */
export function whoWrote(message: Message): Who {
  const { member, author } = message;
  return {
    ...placeOf(message),
    at: new Date(),
    person: `discord:${author.id}`,
    name: nameOf(member?.nickname ?? author.displayName),
    isHost: member?.permissions.has(PermissionFlagsBits.ManageGuild) ?? false,
  };
}

/** Private chats are the person's own: no group, and no channel where others see anything. */
function placeOf({ guildId, channelId, channel }: Event | Message): Partial<Who> {
  const isTalk = guildId === null || channel?.isThread() === true;
  return {
    ...(guildId !== null && { group: `discord:${guildId}`, channel: `discord:${channelId}` }),
    ...(isTalk && { conversation: `discord:${channelId}` }),
  };
}

const nameOf = (name: string): string => shorten(clean(name).replace(/\s+/g, ' ').trim(), limits.name) || '?';

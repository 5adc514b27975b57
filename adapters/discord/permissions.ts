import { type Channel, type ClientUser, PermissionFlagsBits } from 'discord.js';
import type { Hindrance } from '../../src/chat/platform.ts';

/** What the bot must be allowed, as Discord calls it: to see who asks, to answer there, and to point at the question. */
const names = {
  ViewChannel: 'View Channel',
  SendMessages: 'Send Messages',
  SendMessagesInThreads: 'Send Messages in Threads',
  ReadMessageHistory: 'Read Message History',
} as const;
type Permission = keyof typeof names;

/** All of it, as an invitation asks for it. */
export const permissions: bigint = (Object.keys(names) as Permission[]).reduce(
  (bits, name) => bits | PermissionFlagsBits[name],
  0n,
);

/** The bot lacks some permissions in a channel; without a word on which, those that one cannot write without. */
export const forbidden = (missing: readonly Permission[] = ['ViewChannel', 'SendMessages']): Hindrance => ({
  id: 'post-discord-forbidden',
  args: { permissions: missing.map((name) => names[name]).join(', ') },
});

/** What keeps the bot from writing in a channel, as far as the library knows the server that it is in. */
export function hindranceIn(channel: Channel, me: ClientUser): Hindrance | undefined {
  if (channel.isDMBased()) return undefined;
  if (!channel.isSendable()) return { id: 'post-discord-no-text' };
  const allowed = channel.permissionsFor(me);
  if (allowed === null) return undefined;
  if (channel.isThread() && channel.locked === true && !allowed.has(PermissionFlagsBits.ManageThreads))
    return { id: 'post-discord-locked' };
  const needed: Permission[] = [
    'ViewChannel',
    channel.isThread() ? 'SendMessagesInThreads' : 'SendMessages',
    'ReadMessageHistory',
  ];
  const missing = needed.filter((name) => !allowed.has(PermissionFlagsBits[name]));
  return missing.length === 0 ? undefined : forbidden(missing);
}

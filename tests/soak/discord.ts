import { type By, type Called, DiscordServer, type Kept, type Modal } from '../servers/discord.ts';
import type { Line } from '../servers/line.ts';
import { count, type Driver, type Heard, type Person, readMessage, Waiting } from './driver.ts';

/** Commands of their own; all else goes by `/k8s`. */
const native = ['review', 'wrong', 'stats', 'rank'];
/** Messages and interactions that the server remembers, lest it take longer with each. */
const remembered = 3000;

/** Discord, with the line between it and the bot. */
export interface DiscordPlace extends Driver {
  server: DiscordServer;
  line: Line;
}

/** @param rooms ids of its channels */
export async function openDiscord(rooms: readonly string[]): Promise<DiscordPlace> {
  const server = await DiscordServer.open();
  const line = await server.layLine();
  for (const id of rooms) server.addChannel({ id, type: 0, name: `room-${id.slice(-2)}` });
  const answers = new Map<string, number[]>();
  const posts = new Map<string, number>();
  const waiting = new Waiting<Heard>();
  const heardOf = (kept: Kept): Heard => ({ ...readMessage(kept.body), origin: kept });

  const keep = server.keep.bind(server);
  server.keep = (channel, body, answered, author) => {
    const kept = keep(channel, body, answered, author);
    const times = answers.get(answered ?? '');
    if (answered !== undefined && times !== undefined) {
      times.push(Date.now());
      waiting.give(answered, heardOf(kept));
    } else if (body.nonce !== undefined) {
      count(posts, channel.id);
      waiting.give(channel.id, heardOf(kept));
    }
    server.requests.length = 0;
    for (const map of [server.messages, server.pending] as Map<string, unknown>[])
      for (const key of map.keys()) {
        if (map.size <= remembered) break;
        map.delete(key);
      }
    return kept;
  };

  const byOf = ({ id, locale, isHost, room }: Person): By => ({
    user: id,
    channel: room,
    locale: locale === 'ko' ? 'ko' : 'en-US',
    isHost,
  });
  const seen = ({ message }: Called): Heard => {
    if (message === undefined) throw new Error('Discord got no message');
    return heardOf(message);
  };

  return {
    name: 'discord',
    server,
    line,
    person: (number, room, more) => ({
      id: String(400_000_000_000_000_000n + BigInt(number)),
      room,
      ...more,
    }),
    personId: ({ id }) => `discord:${id}`,
    channelId: (room) => `discord:${room}`,
    command: async (person, text) =>
      seen(
        native.includes(text)
          ? await server.command({}, byOf(person), text)
          : await server.command({ query: text }, byOf(person)),
      ),
    async mention(person, text) {
      const id = server.say(`<@${server.botId}> ${text}`, byOf(person));
      const told = server.lastMessage;
      answers.set(id, []);
      const heard = await waiting.for([id]);
      return { heard, again: async () => server.gateway.dispatch('MESSAGE_CREATE', told) };
    },
    press: async (person, { origin }, id) => seen(await server.press(origin as Kept, id, byOf(person))),
    async form(person, { origin }, id) {
      const { modal } = await server.press(origin as Kept, id, byOf(person));
      if (modal === undefined) throw new Error('Discord got no form');
      return modal;
    },
    submit: async (person, form, text) => seen(await server.submit(form as Modal, text, byOf(person))),
    suggest: async (person, text) => (await server.suggest(text, byOf(person))).map(({ value }) => value),
    said: (room) => waiting.for([room]),
    posts: () => posts,
    answers: () => answers,
    violations: () =>
      // How long it took is looked at where it was asked.
      [...server.violations.splice(0), ...server.gateway.violations.splice(0)].filter(
        (violation) => !violation.includes('was not answered within'),
      ),
    async close() {
      await server.close();
    },
  };
}

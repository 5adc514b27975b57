import { createDiscord, type DiscordOptions } from '../../adapters/discord/platform.ts';
import type { Bot } from '../../src/bot.ts';
import type { Say } from '../../src/chat/locale.ts';
import type { Platform, PlatformError } from '../../src/chat/platform.ts';
import type { Log } from '../../src/log.ts';
import type { Locale } from '../../src/notes/locale.ts';
import {
  type By,
  type Called,
  DiscordServer,
  type Given,
  type Kept,
  type Modal,
} from '../servers/discord.ts';
import type { Chat, Person, Seen } from './chat.ts';

type Data = Record<string, unknown>;
/** A message as the driver keeps it, to press its buttons later. */
type DiscordSeen = Seen & { kept: Kept };

/** Who has this name manages the server. */
const hostName = 'host';

/** Discord on this computer, with the bot on it. */
export interface DiscordChat extends Chat {
  /** Says something that is sure to be answered, and waits for the answer. */
  asked(text: string, by?: Person, where?: { thread?: string; isDirect?: boolean }): Promise<DiscordSeen>;
  server: DiscordServer;
  platform: Platform;
  /** What the platform told of being thrown out. */
  lost: PlatformError[];
  logged: { level: string; data: object; message: string }[];
  command(text: string, by?: Person, more?: { isHidden?: boolean; channel?: string }): Promise<DiscordSeen>;
  mention(
    text: string,
    by?: Person,
    where?: { thread?: string; isDirect?: boolean },
  ): Promise<DiscordSeen | undefined>;
  press(message: Seen, label: string, by?: Person): Promise<DiscordSeen>;
  type(message: Seen, label: string, text: string, by?: Person): Promise<DiscordSeen & { called: Called }>;
  /** Presses a button that asks for a text, and leaves the form open. */
  openForm(message: Seen, label: string, by?: Person): Promise<Modal>;
  /** Sends a form that was left open. */
  sendForm(modal: Modal, text: string, by?: Person): Promise<DiscordSeen & { called: Called }>;
  /** Types one of the commands with options. */
  native(name: string, options?: Given, by?: Person, channel?: string): Promise<DiscordSeen>;
  /** Presses what has that id, whether a message has such a button or not. */
  pressId(id: string, message: Seen, by?: Person): Promise<DiscordSeen & { called: Called }>;
  /** The user id that goes with a name. */
  idOf(by?: Person): string;
}

/**
 * Opens Discord's loopback server with the real discord.js on it.
 *
 * @param makeBot called again at each restart
 * @param prepare changes the server before the bot comes to it
 */
export async function openDiscord(
  makeBot: () => Bot,
  say: Record<Locale, Say>,
  more: Partial<DiscordOptions> = {},
  prepare: (server: DiscordServer) => void | Promise<void> = () => {},
): Promise<DiscordChat> {
  const server = await DiscordServer.open();
  await prepare(server);
  const logged: DiscordChat['logged'] = [];
  const lost: PlatformError[] = [];
  const told = (level: string) => (data: object, message: string) => {
    logged.push({ level, data, message });
    server.changed();
  };
  const log: Log = { info: told('info'), warn: told('warn'), error: told('error') };
  const ids = new Map<string, string>();
  let platform: Platform;

  async function begin(): Promise<void> {
    platform = createDiscord({
      token: server.token,
      apiUrl: server.apiUrl,
      bot: makeBot(),
      say,
      locale: 'ko',
      log,
      onLost: (error) => {
        lost.push(error);
        server.changed();
      },
      ...more,
    });
    await platform.start();
  }

  const idOf = ({ name = 'mina' }: Person = {}): string => {
    const id = ids.get(name) ?? server.newId();
    ids.set(name, id);
    return id;
  };
  const tell = (text: string, by?: Person, where: { thread?: string; isDirect?: boolean } = {}) => {
    const who = byOf(by);
    const channel = where.isDirect ? server.directOf(who.user) : (where.thread ?? server.channelId);
    return server.say(where.isDirect ? text : `<@${server.botId}> ${text}`, { ...who, channel });
  };
  const byOf = (by: Person = {}): By & { user: string } => ({
    user: idOf(by),
    nick: by.name ?? 'mina',
    isHost: by.name === hostName,
    locale: by.locale === undefined || by.locale === 'ko' ? 'ko' : 'en-US',
  });
  const seenOf = (kept: Kept | undefined): DiscordSeen => {
    if (kept === undefined) throw new Error('Nothing is to be seen.');
    const isThread = server.channel(kept.channel_id)?.type === 11;
    return {
      ...read(kept.body),
      isPrivate: (kept.flags & 64) !== 0 || server.channel(kept.channel_id)?.type === 1,
      ...(isThread && { thread: kept.channel_id }),
      payload: kept.body,
      kept,
    };
  };

  const idBelow = (message: Seen, label: string): string => {
    const button = buttonsOf((message as DiscordSeen).kept.body).find((one) => one.label === label);
    if (button?.custom_id === undefined) throw new Error(`There is no button "${label}".`);
    return button.custom_id;
  };

  async function openForm(message: Seen, label: string, by?: Person): Promise<Modal> {
    const { modal } = await server.press((message as DiscordSeen).kept, idBelow(message, label), byOf(by));
    if (modal === undefined) throw new Error(`"${label}" asks for no text.`);
    return modal;
  }

  async function sendForm(modal: Modal, text: string, by?: Person) {
    const called = await server.submit(modal, text, byOf(by));
    return { ...seenOf(called.message), called };
  }

  async function pressId(id: string, message: Seen, by?: Person) {
    const called = await server.press((message as DiscordSeen).kept, id, byOf(by));
    return { ...seenOf(called.message), called };
  }

  try {
    await begin();
  } catch (error) {
    await server.close();
    throw error;
  }
  return {
    name: 'Discord',
    server,
    lost,
    logged,
    idOf,
    pressId,
    openForm,
    sendForm,
    get platform() {
      return platform;
    },
    async command(text, by, { isHidden, channel } = {}) {
      const options = { ...(text !== '' && { query: text }), ...(isHidden && { hide: true }) };
      const called = await server.command(options, { ...byOf(by), ...(channel && { channel }) });
      return seenOf(called.message);
    },
    async mention(text, by, where) {
      const said = tell(text, by, where);
      await server.settle();
      const [answer] = server.answersTo(said);
      return answer === undefined ? undefined : seenOf(answer);
    },
    async asked(text, by, where) {
      const said = tell(text, by, where);
      return seenOf(await server.until(() => server.answersTo(said)[0]));
    },
    press: async (message, label, by) => pressId(idBelow(message, label), message, by),
    type: async (message, label, text, by) => sendForm(await openForm(message, label, by), text, by),
    async native(name, options = {}, by, channel) {
      const called = await server.command(options, { ...byOf(by), ...(channel && { channel }) }, name);
      return seenOf(called.message);
    },
    async suggest(text, by) {
      return (await server.suggest(text, byOf(by))).map(({ name }) => name);
    },
    async restart() {
      await platform.stop();
      await begin();
    },
    async close() {
      await platform.stop();
      await server.close();
    },
  };
}

interface MessageButton {
  label: string;
  custom_id?: string;
  url?: string;
}

const below = (component: Data): Data[] => [
  component,
  ...((component.components ?? []) as Data[]).flatMap(below),
];
const allOf = (body: Data): Data[] => ((body.components ?? []) as Data[]).flatMap(below);

/** The buttons of a message, in the order of reading. */
export const buttonsOf = (body: Data): MessageButton[] =>
  allOf(body).filter(({ type }) => type === 2) as unknown as MessageButton[];

/** The Markdown of a message. */
export const markdownOf = (body: Data): string =>
  allOf(body)
    .filter(({ type }) => type === 10)
    .map(({ content }) => String(content))
    .join('\n');

/** What a person reads and can press: a backslash before a mark is not shown. */
function read(body: Data): Pick<Seen, 'text' | 'buttons'> {
  return {
    text: markdownOf(body).replace(/\\([^0-9A-Za-z\s])/g, '$1'),
    buttons: buttonsOf(body).map(({ label, url }) => ({ label, ...(url !== undefined && { url }) })),
  };
}

import type { Locale } from '../../src/notes/locale.ts';

/** A chat as a person has it before them: the bot on a platform, driven from outside through the real SDK. */
export interface Chat {
  name: string;
  /** Types `/k8s` and the text. */
  command(text: string, by?: Person): Promise<Seen>;
  /** Says something to the bot in a channel, or in a thread of it, or in private. Undefined if the bot stays silent. */
  mention(
    text: string,
    by?: Person,
    where?: { thread?: string; isDirect?: boolean },
  ): Promise<Seen | undefined>;
  /** Presses the button with that label below a message. */
  press(message: Seen, label: string, by?: Person): Promise<Seen>;
  /** Presses a button that asks for a text, types it and sends it. */
  type?(message: Seen, label: string, text: string, by?: Person): Promise<Seen>;
  /** What is offered while a command is typed. Only where the platform can. */
  suggest?(text: string, by?: Person): Promise<string[]>;
  /** Ends the bot and starts it anew, as another process would: nothing stays but what the platform keeps. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface Person {
  /** Who; the same name is the same person. */
  name?: string;
  locale?: Locale;
}

/** What a person sees of a message. */
export interface Seen {
  /** All that can be read, in the order of reading, without the buttons. */
  text: string;
  buttons: { label: string; url?: string }[];
  /** Nobody else sees it. */
  isPrivate: boolean;
  /** Where a follow-up would be said, if the message stands in a thread. */
  thread?: string;
  /** As the platform got it, for what only that platform has. */
  payload: unknown;
}

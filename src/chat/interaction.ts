import type { Locale } from '../notes/locale.ts';

/** What a person did in a chat, whatever the platform. */
export type Interaction = {
  /** The person's language as far as the platform knows it. */
  locale: Locale;
  /** Who did it, by an id that is unique over all platforms, such as `slack:T024BE7LD:U2147483697`. */
  person: string;
  /** The server or workspace, by an id that is unique over all platforms; what is said in private is a group of its own. */
  group?: string;
  /** The channel, if others can see it, by an id that is unique over all platforms. */
  channel?: string;
  /** The person's name as the others see it. */
  name?: string;
  /** May change what concerns the whole group: manages the server or workspace. */
  isHost?: boolean;
  /** When it was done. */
  at: Date;
  /** The thread or private chat where one thing leads to another: "and the example?" is about what was shown there last. */
  conversation?: string;
  /** What the platform calls this event, unique over all platforms, if it may tell us of it twice. */
  delivery?: string;
} & (
  | /** Typed a command such as `/k8s pvc`, answered in the person's language. */
  { kind: 'command'; text: string }
  /** Said something to the bot, answered in the language it is said in, if that can be told. */
  | {
      kind: 'mention';
      text: string;
      /** It was not plainly said to the bot, which then had better be silent than say that it knows nothing. */
      casual?: boolean;
    }
  /** Pressed a button. */
  | { kind: 'press'; id: string }
  /** Sent what a form asked for. */
  | { kind: 'submit'; id: string; text: string }
);

import type { Locale } from '../notes/note.ts';

/** What a person did in a chat, whatever the platform. */
export type Interaction =
  /** Typed a command such as `/k8s pvc`, answered in the person's language. */
  | { kind: 'command'; text: string; locale: Locale }
  /** Said something to the bot, answered in the language it is said in, if that can be told. */
  | { kind: 'mention'; text: string; locale: Locale }
  /** Pressed a button. */
  | { kind: 'press'; id: string; locale: Locale };

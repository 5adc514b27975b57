import type { Reply } from './reply.ts';

/** Where something is said that nobody asked for just now. Channels and people are called as in an Interaction. */
export type Place =
  | {
      channel: string;
      /** A message there that this belongs to, as {@link Posted} calls it: it is said in its thread, or as an answer to it. */
      under?: string;
    }
  | { person: string };

/** What became of something that was said. */
export interface Posted {
  /** What the platform calls the message. */
  message: string;
  /** Address at which people find it, if it has one. */
  link?: string;
}

/** Why the bot cannot say anything in a place until a person helps: a message of the locale files, and what stands in it. */
export interface Hindrance {
  id: `post-${string}`;
  args?: Record<string, string>;
}

/** It cannot be said there, however often it is tried. */
export class PostError extends Error {
  override name = 'PostError';
  readonly hindrance: Hindrance;

  constructor(hindrance: Hindrance, options?: ErrorOptions) {
    super(hindrance.id, options);
    this.hindrance = hindrance;
  }
}

/** Where the bot can say something by itself. */
export interface Outlet {
  readonly name: 'discord' | 'slack' | 'page';
  /**
   * Says something once, however often it is tried with the same key.
   *
   * @param options.key unique over all that is ever said
   * @param options.isAgain it was tried before, and nobody knows what became of it
   * @throws PostError where only a person can help; any other error may pass by itself
   */
  post(place: Place, reply: Reply, options: { key: string; isAgain: boolean }): Promise<Posted>;
  /**
   * Puts something else in the place of a message.
   *
   * @throws like {@link post}
   */
  edit(channel: string, message: string, reply: Reply): Promise<void>;
  /** What keeps the bot from saying anything in a channel; undefined if nothing does, as far as can be told. */
  hindrance(channel: string): Promise<Hindrance | undefined>;
  /** Address at which a person opens a channel, if it has one. */
  address(group: string, channel: string): string | undefined;
  /** Is it the person's own channel, where the platform knows such? */
  owns(person: string, channel: string): Promise<boolean>;
}

/** A chat that the bot is on. Platforms start, fail and stop each by itself. */
export interface Platform extends Outlet {
  readonly name: 'discord' | 'slack';
  /**
   * Connects; resolves when people are answered.
   *
   * @throws PlatformError where only a person can help; any other error may pass by itself
   */
  start(): Promise<void>;
  /** Takes nothing new and lets what is under way end. Never throws. */
  stop(): Promise<void>;
}

/** The platform will not let the bot in, whenever it tries. The message says what to do, without any secret. */
export class PlatformError extends Error {
  override name = 'PlatformError';
}

/** What `k8s-study-bot doctor` says of one thing. */
export interface Diagnosis {
  part: 'notes' | 'discord' | 'slack' | 'database' | 'page' | 'clock';
  /** `broken` keeps people from being answered; `warning` does not. */
  status: 'ok' | 'warning' | 'broken';
  /** In plain words: what is so, and what to do if it is not well. */
  message: string;
}

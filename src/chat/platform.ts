import type { Reply } from './reply.ts';

/** A chat that the bot is on. Platforms start, fail and stop each by itself. */
export interface Platform {
  name: 'discord' | 'slack';
  /**
   * Connects; resolves when people are answered.
   *
   * @throws PlatformError where only a person can help; any other error may pass by itself
   */
  start(): Promise<void>;
  /**
   * Says something in a channel that nobody asked for just now.
   *
   * @param channel as the platform named it in an Interaction
   */
  post(channel: string, reply: Reply): Promise<void>;
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

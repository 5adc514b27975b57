import { setTimeout as pause } from 'node:timers/promises';
import { type Platform, PlatformError } from '../chat/platform.ts';
import type { Log } from '../log.ts';

type Name = Platform['name'];

/** The platforms that the bot is on. */
export interface Connections {
  /** Those that were let in, even if their connection is just being made again: what is sent does not need it. */
  connected(): readonly Platform[];
  /** All that are set up, and what keeps people there from being answered; undefined if nothing does. */
  lines(): readonly { name: Name; fault: string | undefined }[];
  /** The connection of a platform that was let in broke, or is back: the platform itself connects again. */
  turn(name: Name, isOn: boolean): void;
  /** Leaves a platform that threw the bot out while it ran. */
  lose(name: Name, error: PlatformError): void;
  /** Disconnects from all and lets what is under way end. Never throws. */
  stop(): Promise<void>;
}

const faults = {
  opening: 'it is not connected yet; if it takes long, the log says why',
  broken: 'the connection broke and is being made again',
  left: 'it does not let the bot in; `k8s-study-bot doctor` says what to do',
  on: undefined,
} as const;

/**
 * Connects to platforms, each by itself. One that fails for a reason that may pass is tried again, ever later; one that
 * only a person can help is reported and left. The others go on.
 *
 * @param told.onConnected called each time that one is connected, also again
 * @param told.onAgain called each time that one is tried again, or connects again by itself
 * @param told.onNoneLeft called once if all of them were left
 * @param delays before the second try and, as it doubles each time, the longest
 */
export function connect(
  platforms: readonly Platform[],
  log: Log,
  told: { onConnected(name: Name): void; onAgain(name: Name): void; onNoneLeft(): void },
  delays = { firstMs: 1000, longestMs: 60_000 },
): Connections {
  const stopping = new AbortController();
  const { signal } = stopping;
  const states = new Map<Platform, keyof typeof faults>(
    platforms.map((platform) => [platform, 'opening'] as const),
  );
  const which = (...wanted: (keyof typeof faults)[]) =>
    platforms.filter((platform) => wanted.includes(states.get(platform) ?? 'left'));
  const notLeft = () => which('opening', 'broken', 'on');

  function leave(platform: Platform, error: PlatformError): void {
    if (states.get(platform) === 'left' || signal.aborted) return;
    states.set(platform, 'left');
    log.error({ platform: platform.name }, error.message);
    void platform.stop();
    if (notLeft().length === 0) told.onNoneLeft();
  }

  async function keepStarting(platform: Platform): Promise<void> {
    const { name } = platform;
    const isOver = () => signal.aborted || states.get(platform) === 'left';
    for (let delayMs = delays.firstMs; !isOver(); delayMs = Math.min(2 * delayMs, delays.longestMs)) {
      try {
        await platform.start();
        // It was left, or all is over, just as it was let in.
        if (isOver()) return;
        states.set(platform, 'on');
        log.info({ platform: name }, 'connected');
        told.onConnected(name);
        return;
      } catch (error) {
        if (isOver()) return;
        if (error instanceof PlatformError) return leave(platform, error);
        log.warn({ err: error, platform: name, againInMs: delayMs }, 'cannot connect, will try again');
        told.onAgain(name);
        await pause(delayMs, undefined, { signal }).catch(() => {});
      }
    }
  }

  for (const platform of platforms) void keepStarting(platform);
  return {
    connected: () => which('on', 'broken'),
    lines: () =>
      platforms.map((platform) => ({ name: platform.name, fault: faults[states.get(platform) ?? 'left'] })),
    turn(name, isOn) {
      const [from, to] = isOn ? (['broken', 'on'] as const) : (['on', 'broken'] as const);
      for (const platform of which(from)) {
        if (platform.name !== name || signal.aborted) continue;
        states.set(platform, to);
        if (isOn) told.onConnected(name);
        else told.onAgain(name);
      }
    },
    lose(name, error) {
      for (const platform of notLeft()) if (platform.name === name) leave(platform, error);
    },
    async stop() {
      stopping.abort();
      await Promise.all(notLeft().map((platform) => platform.stop()));
    },
  };
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../bot.ts';
import { type Platform, PlatformError } from '../chat/platform.ts';

/** The platforms that the bot is on. */
export interface Connections {
  /** Those that people are answered on now. */
  connected(): readonly Platform[];
  /** Leaves a platform that threw the bot out while it ran. */
  lose(name: Platform['name'], error: PlatformError): void;
  /** Disconnects from all and lets what is under way end. Never throws. */
  stop(): Promise<void>;
}

/**
 * Connects to platforms, each by itself. One that fails for a reason that may pass is tried again, ever later; one that
 * only a person can help is reported and left. The others go on.
 *
 * @param onNoneLeft called once if all of them were left
 * @param delays before the second try and, as it doubles each time, the longest
 */
export function connect(
  platforms: readonly Platform[],
  log: Log,
  onNoneLeft: () => void,
  delays = { firstMs: 1000, longestMs: 60_000 },
): Connections {
  const stopping = new AbortController();
  const { signal } = stopping;
  const left = new Set(platforms);
  const connected = new Set<Platform>();

  function leave(platform: Platform, error: PlatformError): void {
    connected.delete(platform);
    if (!left.delete(platform) || signal.aborted) return;
    log.error({ platform: platform.name }, error.message);
    void platform.stop();
    if (left.size === 0) onNoneLeft();
  }

  async function keepStarting(platform: Platform): Promise<void> {
    for (let delayMs = delays.firstMs; !signal.aborted; delayMs = Math.min(2 * delayMs, delays.longestMs)) {
      try {
        await platform.start();
        connected.add(platform);
        log.info({ platform: platform.name }, 'connected');
        return;
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof PlatformError) return leave(platform, error);
        log.warn(
          { err: error, platform: platform.name, againInMs: delayMs },
          'cannot connect, will try again',
        );
        await pause(delayMs, undefined, { signal }).catch(() => {});
      }
    }
  }

  for (const platform of left) void keepStarting(platform);
  return {
    connected: () => [...connected],
    lose(name, error) {
      for (const platform of left) if (platform.name === name) leave(platform, error);
    },
    async stop() {
      stopping.abort();
      await Promise.all([...left].map((platform) => platform.stop()));
    },
  };
}

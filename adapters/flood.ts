import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Allowance } from '../src/bot.ts';

/**
 * Counts what each person does within a minute.
 *
 * @param perMinute how much one may do; 0 lets everyone do anything
 */
export function limitFlood(perMinute: number): (person: string) => Promise<Allowance> {
  if (perMinute === 0) return async () => ({ waitSeconds: 0, isFirst: false });
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (person) => {
    try {
      await limiter.consume(person);
      return { waitSeconds: 0, isFirst: false };
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      return {
        waitSeconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)),
        isFirst: refused.consumedPoints === perMinute + 1,
      };
    }
  };
}

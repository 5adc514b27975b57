import { setTimeout as pause } from 'node:timers/promises';
import type { Running } from './bot.ts';
import type { Chance } from './random.ts';

/** Something that goes wrong for some seconds. */
export interface Fault {
  name: string;
  begin?(): void | Promise<void>;
  /** Again and again while it lasts. */
  spell?(): void;
  end?(): void | Promise<void>;
}

/** A time in which something was wrong, with what came after it until all was well. */
export interface Window {
  name: string;
  from: number;
  to: number;
  /** From its end until the bot said that all is well, in milliseconds. */
  recoveryMs: number;
}

const spellMs = 80;
/** After all is well again, what waited may take so long: calls are tried again within it. */
const graceMs = 2500;
/** So long all may take to be well. */
const recoveryLimitMs = 40_000;

/** What goes wrong, and when it did. */
export class Faults {
  readonly windows: Window[] = [];

  /** Did anything that began then and ends now meet a fault? */
  met(from: number): boolean {
    return this.windows.some(({ to }) => to >= from);
  }

  /** Is something wrong just now? */
  get isOn(): boolean {
    return this.met(Date.now());
  }

  /**
   * One fault after another, in an order that chance decides, with quiet times between, until a time.
   *
   * @param options.quietMs how long a quiet time and a fault take, at least and at most
   */
  async run(
    faults: readonly Fault[],
    bot: Running,
    chance: Chance,
    {
      until,
      quietMs,
      faultMs,
      fail,
    }: {
      until: number;
      quietMs: readonly [number, number];
      faultMs: readonly [number, number];
      fail: (what: string) => void;
    },
  ): Promise<void> {
    let left: Fault[] = [];
    for (;;) {
      const wait = chance.from(...quietMs);
      const length = chance.from(...faultMs);
      if (faults.length === 0 || Date.now() + wait + length + graceMs > until) return;
      await pause(wait);
      if (left.length === 0) left = [...faults];
      const fault = chance.pick(left);
      left = left.filter((one) => one !== fault);
      await this.#strike(fault, length, bot, fail);
    }
  }

  /** Does something of ours that disturbs the bot. */
  async during(name: string, work: () => Promise<void>): Promise<void> {
    const window: Window = { name, from: Date.now(), to: Number.POSITIVE_INFINITY, recoveryMs: 0 };
    this.windows.push(window);
    try {
      await work();
    } finally {
      window.to = Date.now();
    }
  }

  async #strike(
    { name, begin, spell, end }: Fault,
    lengthMs: number,
    bot: Running,
    fail: (what: string) => void,
  ): Promise<void> {
    const window: Window = { name, from: Date.now(), to: Number.POSITIVE_INFINITY, recoveryMs: 0 };
    this.windows.push(window);
    await begin?.();
    for (const over = Date.now() + lengthMs; Date.now() < over; await pause(spellMs)) spell?.();
    await end?.();
    const ended = Date.now();
    for (;;) {
      const missing = await bot.missing().catch(() => ['the bot']);
      if (missing.length === 0) break;
      if (Date.now() - ended > recoveryLimitMs) {
        fail(`${recoveryLimitMs / 1000} s after "${name}" this is not well: ${missing}`);
        break;
      }
      await pause(100);
    }
    window.recoveryMs = Date.now() - ended;
    await pause(graceMs);
    window.to = Date.now();
  }
}

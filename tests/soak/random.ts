import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance that the same seed repeats. */
export class Chance {
  readonly #source: ReturnType<typeof xoroshiro128plus>;

  constructor(seed: number) {
    this.#source = xoroshiro128plus(seed);
  }

  /** From `least` to `most`, both included. */
  from(least: number, most: number): number {
    return uniformInt(this.#source, least, most);
  }

  /** True so many times of a hundred. */
  is(percent: number): boolean {
    return this.from(1, 100) <= percent;
  }

  pick<Thing>(things: readonly Thing[]): Thing {
    if (things.length === 0) throw new Error('There is nothing to pick from.');
    return things[this.from(0, things.length - 1)] as Thing;
  }

  /** One of several, each as often as its share says. */
  weigh<Thing>(shares: readonly (readonly [share: number, thing: Thing])[]): Thing {
    return this.pick(shares.flatMap(([share, thing]) => Array<Thing>(share).fill(thing)));
  }
}

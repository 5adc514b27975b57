import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Question } from '../notes/question.ts';

/** The same things in an order that the seed decides, the same each time (Fisher and Yates). */
export function shuffle<T>(things: readonly T[], seed: number): T[] {
  const random = xoroshiro128plus(seed);
  const shuffled = [...things];
  for (let end = shuffled.length - 1; end > 0; end--) {
    const pick = uniformInt(random, 0, end);
    [shuffled[end], shuffled[pick]] = [shuffled[pick] as T, shuffled[end] as T];
  }
  return shuffled;
}

/**
 * In which order the options of a question are shown: indices of what is written. It is the same for everyone who sees a
 * quiz, and another in the next quiz. O stands before X, as everyone expects.
 *
 * @param seed of the quiz
 */
export function orderOf({ id, kind, options }: Question, seed: number): number[] {
  const indices = options.map((_, index) => index);
  if (kind === 'ox') return indices;
  return shuffle(indices, seedOf(id, seed));
}

/** A number that depends on a text, the same each time. */
export function seedOf(text: string, seed = 0): number {
  let mixed = seed;
  for (const char of text) mixed = (Math.imul(mixed, 31) + (char.codePointAt(0) ?? 0)) | 0;
  // Texts that are nearly the same must not make nearly the same order.
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  return mixed ^ (mixed >>> 16);
}

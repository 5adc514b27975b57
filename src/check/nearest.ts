import { distance } from 'fastest-levenshtein';

/** `; did you mean "x"?` for the most similar word, or nothing if none is similar. */
export function didYouMean(word: string, words: Iterable<string>): string {
  const lower = word.toLowerCase();
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of words) {
    // Most short words are similar to each other.
    if (word.length < 4 && candidate.charAt(0) !== lower.charAt(0)) continue;
    const far = distance(lower, candidate.toLowerCase());
    if (far < least) [best, least] = [candidate, far];
  }
  return best === undefined ? '' : `; did you mean "${best}"?`;
}

import type { Say } from '../../src/chat/locale.ts';
import type { Diagnosis } from '../../src/chat/platform.ts';

/** To be written. */
export async function diagnoseDiscord(_settings: object, _say: Say, _options?: object): Promise<Diagnosis[]> {
  return [];
}

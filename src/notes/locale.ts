/** A language that notes and answers come in. */
export type Locale = 'ko' | 'en';
/** All languages, the first one first in what is shown. */
export const locales: readonly Locale[] = ['ko', 'en'];
/** Is it one of our languages? */
export const isLocale = (value: unknown): value is Locale => value === 'ko' || value === 'en';

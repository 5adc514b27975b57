import { stemmer } from 'stemmer';
import { isHangul, stem } from './hangul.ts';

/** A word cut down to what stays the same in all its forms, in either language. */
export const stemOf = (word: string): string => (isHangul(word) ? stem(word) : stemmer(word));

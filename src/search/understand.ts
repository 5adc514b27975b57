import SearchableMap from 'minisearch/SearchableMap';
import type { Part } from '../notes/note.ts';
import {
  asSpelledOut,
  asTypedInEnglish,
  asTypedInKorean,
  hasLooseJamo,
  initials,
  isHangul,
  isInflected,
  isInitials,
  isParticle,
  jamo,
  withoutParticles,
} from './hangul.ts';
import {
  comparesInWording,
  conceptInWording,
  isComparing,
  isElsewhere,
  partInWording,
  partOfConcept,
  questionWords,
  roleOf,
} from './question.ts';
import { keyOf } from './synonyms.ts';
import {
  cut,
  forms,
  joined,
  partsOf,
  queryLimit,
  type Term,
  type Token,
  tokens,
  type Vocabulary,
} from './terms.ts';

/** A question as search reads it. */
export interface Question {
  /** What it is about; empty if it names nothing. */
  terms: QuestionTerm[];
  /** The part of a note that it asks for, by a question word. */
  part?: Part | 'how' | undefined;
  /** It sets things side by side. */
  comparing: boolean;
  /** The words that it was corrected to, if it had to be. */
  rescued?: string;
}

/** A term of a question, and how it came to be read so. */
export interface QuestionTerm extends Term {
  /** Read only after a correction. */
  corrected: boolean;
  /** Words the name is made of. */
  parts: string[];
}

/** What a reader must know of the notes. */
export interface Known {
  /** Is it a word of the notes, in any form? */
  hasWord(word: string): boolean;
  /** Have they something on the concept? */
  covers(concept: string): boolean;
}

/** Characters of the longest word that is worth correcting: longer than any name. */
const wordLimit = 40;
/** Unknown words in a question that are looked for among the names. */
const slipLimit = 8;

/** Reads questions: keyboard layout, initials, words written together, typing errors, question words. */
export class Reader {
  readonly #vocabulary: Vocabulary;
  readonly #notes: Known;
  /** Names and words of names by their typed letters, for typing errors. */
  readonly #hangul = new SearchableMap<string>();
  readonly #latin = new SearchableMap<string>();
  /** Names by their stems, in which a slip at the end of a word is lost: 볼률 has that of 볼륨. */
  readonly #stems = new Map<string, string>();
  readonly #initials = new SearchableMap<string>();
  readonly #titleWords: ReadonlySet<string>;

  constructor(vocabulary: Vocabulary, titles: readonly string[], notes: Known) {
    this.#vocabulary = vocabulary;
    this.#notes = notes;
    this.#titleWords = new Set(titles.flatMap((title) => tokens(title).map((token) => token.text)));
    for (const surface of [...questionWords, ...vocabulary.surfaces(), ...this.#titleWords]) {
      if (surface.length < 2) continue;
      if (isHangul(surface)) {
        this.#hangul.set(jamo(surface), surface);
        if (vocabulary.conceptOf(surface) !== undefined) this.#stems.set(keyOf(surface), surface);
      } else if (surface.length > 2) this.#latin.set(surface, surface);
    }
    // Of several names with the same initials: a title of the notes, then a topic they have, then any.
    const rank = (name: string) =>
      vocabulary.conceptOf(name) === undefined ? 0 : notes.covers(vocabulary.conceptOf(name) ?? '') ? 1 : 2;
    for (const name of [
      ...titles,
      ...[...vocabulary.names()].map(([key]) => key).sort((a, b) => rank(a) - rank(b)),
    ]) {
      const letters = joined(name);
      const key = isHangul(letters) && letters.length > 1 ? initials(letters) : '';
      if (key !== '' && this.#initials.get(key) === undefined) this.#initials.set(key, name);
    }
  }

  read(text: string): Question {
    const short = cut(text, queryLimit);
    const corrections: string[] = [];
    const typed = this.#wholeInKorean(tokens(short), corrections);
    const { text: corrected, replaced } = this.#correct(typed.map(withoutTail), corrections);
    const part = partInWording(short);
    const question: Question = {
      terms: [],
      comparing: comparesInWording(short),
      ...(part !== undefined && { part }),
    };
    /** Question words: they are the topic if nothing else is. */
    const spare: QuestionTerm[] = [];
    for (const term of this.#vocabulary.read(corrected)) {
      const full = {
        ...term,
        corrected: term.tokens.some((token) => replaced.has(token)),
        parts: partsOf(term),
      };
      const word = term.tokens.length === 1 ? term.tokens[0]?.text : undefined;
      const role = word === undefined ? undefined : roleOf(word);
      if (word !== undefined && isComparing(word)) question.comparing = true;
      if (role === undefined && !(term.concept !== undefined && term.concept in partOfConcept))
        question.terms.push(full);
      else if (role === undefined) spare.push(full);
      else if (role !== 'stop') {
        if (term.concept !== undefined) spare.push(full);
        // A word that may yet prove to be the topic asks for nothing: "kubectl" alone.
        else if (question.part === undefined || question.part === 'how')
          question.part = role === 'how' ? 'how' : role.part;
      }
    }
    const named = question.terms.filter((term) => term.concept !== undefined).length;
    for (const term of spare) {
      const part = partOfConcept[term.concept ?? ''];
      const isTopic =
        question.terms.length === 0 ||
        (named === 0 && part !== undefined) ||
        (named < 2 && question.comparing);
      if (isTopic) question.terms.push(term);
      else question.part ??= part;
    }
    const meant = conceptInWording(short);
    if (meant !== undefined && !question.terms.some((term) => term.concept !== undefined))
      question.terms.push({
        key: `@${meant}`,
        concept: meant,
        ordinary: true,
        tokens: [],
        corrected: false,
        parts: [],
      });
    if (corrections.length > 0) question.rescued = corrections.join(' ');
    return question;
  }

  /** A question typed throughout in the English layout: one word alone might be English, all of them are not. */
  #wholeInKorean(typed: Token[], corrections: string[]): Token[] {
    if (typed.length < 2 || typed.some((token) => this.#isName(token.text))) return typed;
    const words = typed.map(({ raw, text }) => asTypedInKorean(raw) ?? asTypedInKorean(text));
    const isKorean = words.every((word) => word !== undefined);
    if (!isKorean || !words.some((word) => word !== undefined && this.#isName(word))) return typed;
    const meant = words.join(' ');
    corrections.push(meant);
    return tokens(meant);
  }

  /** Replaces the words that nobody knows by those that they were probably meant to be. */
  #correct(typed: readonly Token[], corrections: string[]): { text: Token[]; replaced: Set<Token> } {
    const replaced = new Set<Token>();
    const replace = (words: string) => {
      corrections.push(words);
      for (const token of tokens(words)) {
        replaced.add(token);
        result.push(token);
      }
    };
    const named = new Set(
      this.#vocabulary.read(typed).flatMap((term) => (term.concept === undefined ? [] : term.tokens)),
    );
    const result: Token[] = [];
    let slips = 0;
    for (let at = 0; at < typed.length; at++) {
      const token = typed[at];
      if (token === undefined || isNoise(token.text)) continue;
      if (named.has(token) || token.text.length > wordLimit || this.#understands(token.text)) {
        result.push(token);
        continue;
      }
      if (isInitials(token.text)) {
        // Initials of a name in several words: ㅍㅅㅅㅌ ㅂㄹ.
        let run = 1;
        while (isInitials(typed[at + run]?.text ?? '')) run++;
        const found = this.#fromInitials(typed.slice(at, at + run));
        if (found !== undefined) {
          replace(found.words);
          at += found.length - 1;
          continue;
        }
      }
      // Whoever slips in every word is not understood anyway, and each takes its time.
      if (++slips > slipLimit) {
        result.push(token);
        continue;
      }
      const split = this.#splitName(result.at(-1), token, typed[at + 1]);
      if (split !== undefined) {
        if (split.withPrevious) result.pop();
        else at++;
        replace(split.name);
        continue;
      }
      const words = this.#meant(token);
      if (words === undefined) result.push(token);
      else if (words.corrected) replace(words.text);
      else result.push(...tokens(words.text));
    }
    return { text: result, replaced };
  }

  #understands(word: string): boolean {
    if (roleOf(word) !== undefined || this.#vocabulary.knows(word) || isParticle(word)) return true;
    return (
      (this.#notes.hasWord(word) && !(isHangul(word) && this.#stems.has(keyOf(word)))) || isElsewhere(word)
    );
  }

  #fromInitials(run: readonly Token[]): { words: string; length: number } | undefined {
    for (let length = run.length; length > 0; length--) {
      const key = run
        .slice(0, length)
        .map((token) => token.text)
        .join('');
      if (key.length < 2) continue;
      const exact = this.#initials.get(key);
      if (exact !== undefined) return { words: exact, length };
      // One letter forgotten or too many in a long run is still plain enough.
      const [near] = key.length < 5 ? [] : [...this.#initials.fuzzyGet(key, 1).values()];
      if (near !== undefined) return { words: near[0], length };
    }
    return undefined;
  }

  /** A mistyped name of two words, like "empty dri", which word by word is not recognised. */
  #splitName(
    previous: Token | undefined,
    token: Token,
    next: Token | undefined,
  ): { name: string; withPrevious: boolean } | undefined {
    for (const [pair, withPrevious] of [
      [[previous, token], true],
      [[token, next], false],
    ] as const) {
      const [one, two] = pair;
      if (one === undefined || two === undefined || isHangul(one.text) !== isHangul(two.text)) continue;
      const partner = withPrevious ? one : two;
      if (roleOf(partner.text) !== undefined || this.#vocabulary.conceptOf(partner.text) !== undefined)
        continue;
      const both = one.text + two.text;
      const name = both.length < (isHangul(both) ? 4 : 5) ? undefined : this.#closest(both, 2);
      if (name !== undefined && this.#vocabulary.conceptOf(name) !== undefined) return { name, withPrevious };
    }
    return undefined;
  }

  #meant(token: Token): { text: string; corrected: boolean } | undefined {
    const { text, raw } = token;
    const otherLayout = /[ㄱ-ㆎ가-힣]/.test(text)
      ? asTypedInEnglish(text)
      : (asTypedInKorean(raw) ?? asTypedInKorean(text));
    if (otherLayout !== undefined && otherLayout.length > 1 && this.#isName(otherLayout))
      return { text: otherLayout, corrected: true };
    if (hasLooseJamo(text)) {
      const syllables = text.replace(/[ㄱ-ㅎㅏ-ㅣ]/g, '');
      if (syllables.length > 1 && this.#understands(syllables)) return { text: syllables, corrected: false };
      const closest = syllables === '' ? undefined : this.#closest(text);
      return closest === undefined ? undefined : { text: closest, corrected: true };
    }
    const spelled = withoutParticles(text)
      .map(asSpelledOut)
      .find((name) => name !== undefined && this.#isName(name));
    if (spelled !== undefined) return { text: spelled, corrected: true };
    const apart = isHangul(text) ? this.#apart(text) : undefined;
    if (apart !== undefined) return { text: apart.join(' '), corrected: false };
    const closest = this.#closest(text);
    return closest === undefined ? undefined : { text: closest, corrected: true };
  }

  /** A name, a word of one, or a question word: enough to believe that the layout was wrong. */
  #isName(word: string): boolean {
    return this.#vocabulary.knows(word) || roleOf(word) !== undefined;
  }

  /** Words written together, if all of them are known: 디플로이먼트롤백방법 → 디플로이먼트 롤백 방법. */
  #apart(word: string): string[] | undefined {
    const best: ({ pieces: string[]; cost: number } | undefined)[] = [{ pieces: [], cost: 0 }];
    for (let end = 1; end <= word.length; end++) {
      for (let start = Math.max(0, end - 12); start < end; start++) {
        const before = best[start];
        const piece = word.slice(start, end);
        const cost = (before?.cost ?? 0) + this.#costOf(piece, start === 0);
        if (before !== undefined && cost < (best[end]?.cost ?? Number.POSITIVE_INFINITY))
          best[end] = { pieces: [...before.pieces, piece], cost };
      }
    }
    const found = best[word.length]?.pieces.filter((piece) => piece.length > 1 && !isParticle(piece));
    return found !== undefined && found.length > 1 ? found : undefined;
  }

  /** How unlikely it is that a piece of a word is a word: names are likeliest, verbs are guesses. */
  #costOf(piece: string, isFirst: boolean): number {
    if (!isFirst && (isParticle(piece) || /^[수법중]$/.test(piece))) return 0.5;
    if (piece.length < 2) return Number.POSITIVE_INFINITY;
    if (this.#vocabulary.conceptOf(piece) !== undefined) return 1;
    if (roleOf(piece) !== undefined) return 1.5;
    if (this.#notes.hasWord(piece)) return 2;
    return isInflected(piece) ? 2 + piece.length / 2 : Number.POSITIVE_INFINITY;
  }

  #isCovered(name: string): boolean {
    const concept = this.#vocabulary.conceptOf(name);
    if (concept !== undefined) return this.#notes.covers(concept);
    return this.#titleWords.has(name) || roleOf(name) !== undefined;
  }

  /** The nearest name within a distance that grows with the length, or undefined. */
  #closest(word: string, most = 3): string | undefined {
    let best: { name: string; rank: number } | undefined;
    const korean = /[가-힣]/.test(word);
    for (const form of korean ? withoutParticles(word) : forms(word)) {
      if (form.length < 2) continue;
      const letters = korean ? jamo(form) : form;
      const limit = Math.min(most, korean ? hangulSlips(form.length) : latinSlips(form.length));
      const names = korean ? this.#hangul : this.#latin;
      for (const [key, [name, distance]] of names.fuzzyGet(letters, korean ? limit : Math.max(2, limit))) {
        if (distance > limit && !(distance === 2 && isSwap(letters, key))) continue;
        // Two syllables are few: 디비 is not 피비.
        if (korean && form.length === 2 && (key[0] !== letters[0] || !this.#isCovered(name))) continue;
        const concept = this.#vocabulary.conceptOf(name);
        // A short Latin word is too near to many; only a whole name is worth it.
        if (!korean && form.length < 5 && concept === undefined && roleOf(name) === undefined) continue;
        // Same distance: rather something the notes have, and rather a whole name than a word of one.
        const rank =
          distance * 4 +
          (concept === undefined ? 2 : 0) +
          (concept !== undefined && this.#notes.covers(concept) ? 0 : 1) +
          Math.abs(key.length - letters.length) / 100;
        if (best === undefined || rank < best.rank) best = { name, rank };
      }
    }
    return best?.name;
  }
}

/** Initials with a particle after them, ㄴㅇㅅㅍㅇㅅ가, without it. */
function withoutTail(token: Token): Token {
  const [, letters, tail = ''] = /^([ㄱ-ㅎ]{2,})([가-힣]+)$/.exec(token.text) ?? [];
  return letters !== undefined && isParticle(tail) ? { ...token, text: letters } : token;
}

const hangulSlips = (syllables: number): number =>
  syllables < 2 ? 0 : syllables === 2 ? 1 : syllables <= 4 ? 2 : 3;
const latinSlips = (letters: number): number => (letters < 4 ? 0 : letters <= 7 ? 1 : letters <= 9 ? 2 : 3);

/** Two neighbouring letters after the first changed places, which counts as one slip. */
function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return at > 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/** ㅋㅋㅋ, ㅠㅠ, ㅇㅇ, and what chats shorten: ㅇㅋ is OK. */
const isNoise = (word: string): boolean =>
  /^([ㄱ-ㅎㅏ-ㅣ])\1+$/.test(word) || /^(?:[ㅋㅎㅠㅜ]+|ㅇㅋ|ㅇㅈ|ㄱㅅ|ㄳ|ㅊㅋ|ㅎㅇ)$/.test(word);

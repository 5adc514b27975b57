import { isHangul, isParticle, nounOfVerb, withoutParticles } from './hangul.ts';
import { keyOf } from './synonyms.ts';

/** A run of one script. */
export interface Token {
  /** Lower case, without hyphens and dots: "rolling-update" is rollingupdate. */
  text: string;
  /** As typed, for the keyboard layout, which needs the case. */
  raw: string;
  /** The words of a compound, if it is one: rolling, update. */
  pieces: string[];
}

/** They stand between the words of a name ("drain a node") and tell nothing. */
const articles = new Set(['a', 'an', 'the']);

/** A longer question is cut: one word of 2,000 syllables would take seconds to correct. */
export const queryLimit = 300;

const run =
  /[ㄱ-ㆎ가-힣]+|(?:(?![ㄱ-ㆎ가-힣])[\p{L}\p{M}\p{N}])+(?:(?:[-_]|(?<=\p{N})\.(?=\p{N}))(?:(?![ㄱ-ㆎ가-힣])[\p{L}\p{M}\p{N}])+)*/gu;

/** Full-width ASCII to ASCII. NFKC would do it too, but breaks lone consonants. */
const narrow = (text: string): string =>
  text.replace(/[！-～]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));

/** Splits a text where the script changes; a particle right after a Latin word ("PVC를") is left out. */
export function tokens(text: string): Token[] {
  const clean = narrow(text.normalize('NFC'))
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/[\p{Cf}\p{Cc}]/gu, (char) => (char.trim() === '' ? ' ' : ''));
  const found: Token[] = [];
  let end = -1;
  for (const match of clean.matchAll(run)) {
    const raw = match[0];
    const glued = match.index === end;
    end = match.index + raw.length;
    if (isHangul(raw)) {
      if (glued && isParticle(raw)) continue;
      found.push({ text: raw, raw, pieces: [] });
    } else if (!articles.has(raw.toLowerCase())) {
      const pieces = raw
        .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
        .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
        .split(/[-_. ]/)
        .map((piece) => piece.toLowerCase());
      found.push({
        text: raw.replace(/[-_.]/g, '').toLowerCase(),
        raw,
        pieces: pieces.length > 1 ? pieces : [],
      });
    }
  }
  return found;
}

/** The beginning of a text, at most so many characters, without cutting one in half. */
export const cut = (text: string, length: number): string =>
  Array.from(text.slice(0, 2 * length))
    .slice(0, length)
    .join('');

/** A name as it is looked up, the same in any spacing and case: "Rolling update" is rollingupdate. */
export const joined = (name: string): string =>
  tokens(name)
    .map((token) => token.text)
    .join('');

/** The forms under which a word may stand in the vocabulary, as typed first. */
export function forms(word: string): string[] {
  if (isHangul(word)) {
    const noun = nounOfVerb(word);
    return noun === undefined ? withoutParticles(word) : [...withoutParticles(word), noun];
  }
  return word.length > 3 && word.endsWith('s') ? [word, word.slice(0, -1)] : [word];
}

/** A stretch of text read as one thing: a known name, or a word. */
export interface Term {
  /** What is indexed and searched: `@pod` for a concept, a stem or `=` and a number for a word and its synonyms. */
  key: string;
  concept?: string;
  /** The name is an ordinary word as well. */
  ordinary: boolean;
  /** The tokens it was read from. */
  tokens: Token[];
}

/** Names of concepts, and how to find them in a text. */
export class Vocabulary {
  readonly #names = new Map<string, { concept: string; ordinary: boolean }>();
  readonly #words = new Set<string>();
  /** Everything that a name begins with, so that reading stops early where no name can follow. */
  readonly #beginnings = new Set<string>();

  /** A name that is there already goes to the concept that claims it last, so that notes overrule the glossary. */
  add(concept: string, name: string, ordinary = false): void {
    const parts = tokens(name);
    const key = parts.map((token) => token.text).join('');
    if (key === '') return;
    this.#names.set(key, { concept, ordinary });
    for (let end = 1; end < key.length; end++) this.#beginnings.add(key.slice(0, end));
    for (const token of parts) {
      this.#words.add(token.text);
      for (const piece of token.pieces) this.#words.add(piece);
    }
  }

  /** The concept that a whole text names, whatever its spacing and form. */
  conceptOf(name: string): string | undefined {
    const words = tokens(name).map((token) => token.text);
    const last = words.pop() ?? '';
    const head = words.join('');
    for (const form of forms(last)) {
      const found = this.#names.get(head + form);
      if (found) return found.concept;
    }
    return undefined;
  }

  /** Is it a name, or a word of one, in any of its forms? */
  knows(word: string): boolean {
    return forms(word).some((form) => this.#names.has(form) || this.#words.has(form));
  }

  /** Every name and word of a name, for correcting and completing. */
  *surfaces(): Iterable<string> {
    yield* this.#names.keys();
    yield* this.#words;
  }

  names(): IterableIterator<[string, { concept: string; ordinary: boolean }]> {
    return this.#names.entries();
  }

  /**
   * Reads names, the longest of up to four tokens first, and words.
   *
   * @param without a concept whose names are read as words, or as the names that they are made of
   */
  read(text: readonly Token[], without?: string): Term[] {
    const terms: Term[] = [];
    for (let at = 0; at < text.length; ) {
      const term = this.#nameAt(text, at, without) ?? this.#wordAt(text, at);
      if (term !== undefined) terms.push(term);
      at += term?.tokens.length ?? 1;
    }
    return terms;
  }

  #nameAt(text: readonly Token[], at: number, without?: string): Term | undefined {
    let found: Term | undefined;
    let head = '';
    for (let end = at; end < Math.min(at + 4, text.length); end++) {
      const last = text[end]?.text ?? '';
      // One syllable and a particle may be any word, but not where the syllable is a name: 잡이, 롤도.
      const short = last.length === 2 && isHangul(last) && isParticle(last.charAt(1)) ? [last.charAt(0)] : [];
      for (const form of [...forms(last), ...short]) {
        const name = this.#names.get(head + form);
        if (name === undefined || name.concept === without) continue;
        const { concept, ordinary } = name;
        found = { key: `@${concept}`, concept, ordinary, tokens: text.slice(at, end + 1) };
        break;
      }
      head += last;
      if (!this.#beginnings.has(head)) break;
    }
    return found;
  }

  #wordAt(text: readonly Token[], at: number): Term | undefined {
    const token = text[at];
    if (token === undefined || (isHangul(token.text) && isParticle(token.text))) return undefined;
    return { key: keyOf(token.text), ordinary: true, tokens: [token] };
  }
}

/** The words that a term is made of, where it is made of several. */
export function partsOf(term: Term): string[] {
  const words = term.tokens.flatMap((token) => (token.pieces.length > 0 ? token.pieces : [token.text]));
  return words.length > 1 ? words.map((word) => keyOf(forms(word).at(-1) ?? word)) : [];
}

/** What a text is indexed under. */
export function indexTerms(text: readonly Token[], vocabulary: Vocabulary): string[] {
  return vocabulary.read(text).flatMap((term) => [term.key, ...partsOf(term)]);
}

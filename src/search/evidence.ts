import { isHangul, isInflected } from './hangul.ts';
import { isElsewhere } from './question.ts';
import type { Term } from './terms.ts';
import type { Title } from './topic.ts';
import type { Question, QuestionTerm } from './understand.ts';

/**
 * Whether the best note answers: by the shares of the question that stand in its title, its keywords and its text,
 * by being named with a word that means nothing else, by how much was asked, and by a keyword that says the same.
 * Together they must reach `enough`. The numbers are those of a logistic regression over the tuning half of the ranking
 * table, rounded.
 */
const askedCredit = 0.7;
const textCredit = 0.5;
/** Without keywords the text is all that tells what a note is about besides its title. */
const textCreditWithoutKeywords = 0.75;
const namedCredit = 0.45;
const lengthCredit = 0.13;
const phraseCredit = 0.8;
const enough = 0.97;
/** Of a word that is also the name of a topic without a note, where a note uses the word. */
const mentionCredit = 0.3;
/** What a verb counts that the notes do not have: most are fillers. */
const fillerWeight = 0.35;
/** What a word counts that belongs to another field. */
const elsewhereWeight = 2;

/** What the other side of a comparison counts, where it cannot be set beside the note. */
const comparedWeight = 0.1;
/** A name in the note's title counts at least this much, however common it is. */
const titleWeight = 0.6;
/** What a number or a name of the person's own counts. */
export const detailWeight = 0.2;

/** Where a note has a term, the weightiest place first. */
export type Place = 'title' | 'asked' | 'text';

/** The note that fits a question best, and what the notes as a whole say of the question's terms. */
export interface Candidate {
  title: Title;
  /** Terms of the question that the note has. */
  matched: ReadonlyMap<string, Place>;
  hasKeywords: boolean;
  /** How far one of its keywords says the same as the question, 0 to 1. */
  phrase: number;
  /** How much a term tells, from 0 to 1. */
  weight(key: string): number;
  /** Does the term stand in any note? */
  isKnown(key: string): boolean;
  /** Is the term the name of something that no note is about? */
  isLacking(term: Term): boolean;
}

/** Is the note an answer, or only the nearest of what there is? */
export function answers(question: Question, best: Candidate): boolean {
  const share = { title: 0, asked: 0, text: 0 };
  let all = 0;
  let named = false;
  let lacks = false;
  for (const term of question.terms) {
    const isLacking = best.isLacking(term);
    const isInTitle = best.title.concepts.has(term.concept ?? '');
    const weight = weigh(term, best, isInTitle, question.comparing);
    all += weight;
    lacks ||= isLacking;
    named ||= isInTitle && !term.ordinary && !term.corrected;
    const found = best.matched.get(term.key);
    // That a note mentions Git does not make it one on Git.
    const where = found !== 'title' && isOfElsewhere(term) ? undefined : found;
    // A note that only mentions another topic does not answer on it.
    if (where !== undefined && !isLacking) share[isFieldName(term) ? 'title' : where] += weight;
    else if (where !== undefined && term.ordinary) share[where] += weight * mentionCredit;
    else if (!isLacking && term.parts.some((part) => best.matched.has(part))) share.text += weight;
  }
  if (all === 0) return false;
  const text = best.hasKeywords ? textCredit : textCreditWithoutKeywords;
  const evidence =
    (share.title + askedCredit * share.asked + text * share.text) / all +
    (named ? namedCredit : 0) +
    lengthCredit * Math.min(question.terms.length, 8) +
    (lacks ? 0 : phraseCredit * best.phrase);
  return evidence >= enough;
}

/** How much it matters whether the note has the term. */
function weigh(term: QuestionTerm, best: Candidate, isInTitle: boolean, comparing: boolean): number {
  const word = term.tokens[0]?.text ?? '';
  const weight = best.weight(term.key);
  if (isDetail(term)) return detailWeight;
  if (isInTitle) return Math.max(weight, titleWeight);
  if (comparing && term.concept !== undefined) return comparedWeight;
  if (best.isLacking(term)) return term.ordinary ? weight / 2 : 1;
  if (isOfElsewhere(term)) return elsewhereWeight;
  const isFiller = !best.isKnown(term.key) && isHangul(word) && isInflected(word);
  return isFiller ? fillerWeight : weight;
}

const isOfElsewhere = (term: Term): boolean =>
  term.concept === undefined && isElsewhere(term.tokens[0]?.text ?? '');

/** The name of a field, such as initialDelaySeconds: whoever knows it means what has it. */
const isFieldName = (term: Term): boolean => term.tokens.some((token) => /^[a-z]+[A-Z]/.test(token.raw));

/** A number, or a name of the person's own such as DB_HOST: never what a question is about. */
export const isDetail = (term: Term): boolean =>
  term.concept === undefined && term.tokens.every((token) => /\d|_/.test(token.raw));

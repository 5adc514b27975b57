import { isHangul, isInflected } from './hangul.ts';
import { isElsewhere } from './question.ts';
import type { Term } from './terms.ts';
import type { Title } from './topic.ts';
import type { Question, QuestionTerm } from './understand.ts';

/**
 * Whether the best note answers: what speaks for it and against it adds up, and must reach `enough`. The numbers are those
 * of a logistic regression over the ranking tables that are for tuning, rounded.
 */
/** The share of the question that stands in the title. */
const titleCredit = 2.6;
/** The note is named with a word that means nothing else. */
const namedCredit = 3.1;
/** Each term: a long question that finds its note is hardly there by chance. */
const termCredit = 2;
const termLimit = 8;
/** How far a keyword says the same. */
const phraseCredit = 6.6;
/** It asks for a part of a note, as people do here: "yaml", "how do I". */
const partCredit = 1.7;
/** A note without keywords cannot have one that says the same. */
const plainCredit = 3.7;
/** What the note does not have, by its weight. */
const missedDebit = 2.9;
/** Each name of something that no note is about. */
const lackingDebit = 2.6;
const enough = 7.7;
/** Of a word that is also the name of a topic without a note, where a note uses the word. */
const mentionCredit = 0.3;
/** What a verb counts that the notes do not have: most are fillers. */
const fillerWeight = 0.35;
/** What a word counts that belongs to another field. */
const elsewhereWeight = 2;
/** The same beside the plain name of the note: "Redis as a StatefulSet" runs here. */
const guestWeight = 0.6;

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
  const matched = { title: 0, asked: 0, text: 0 };
  let all = 0;
  const named = question.terms.some((term) => !term.ordinary && !term.corrected && isInTitleOf(best, term));
  let lacking = 0;
  for (const term of question.terms) {
    const isLacking = best.isLacking(term);
    const weight = weigh(term, best, question.comparing, named);
    all += weight;
    if (isLacking) lacking++;
    const found = best.matched.get(term.key);
    // That a note mentions Git does not make it one on Git.
    const where = found !== 'title' && isOfElsewhere(term) ? undefined : found;
    // A note that only mentions another topic does not answer on it.
    if (where !== undefined && !isLacking) matched[isFieldName(term) ? 'title' : where] += weight;
    else if (where !== undefined && term.ordinary) matched[where] += weight * mentionCredit;
    else if (!isLacking && term.parts.some((part) => best.matched.has(part))) matched.text += weight;
  }
  if (all === 0) return false;
  const missed = all - matched.title - matched.asked - matched.text;
  const evidence =
    titleCredit * (matched.title / all) +
    (named ? namedCredit : 0) +
    termCredit * Math.min(question.terms.length, termLimit) +
    phraseCredit * best.phrase +
    (question.part === undefined ? 0 : partCredit) +
    (best.hasKeywords ? 0 : plainCredit) -
    missedDebit * missed -
    lackingDebit * lacking;
  return evidence >= enough;
}

/** How much it matters whether the note has the term. */
function weigh(term: QuestionTerm, best: Candidate, comparing: boolean, named: boolean): number {
  const word = term.tokens[0]?.text ?? '';
  const weight = best.weight(term.key);
  if (isDetail(term)) return detailWeight;
  if (isInTitleOf(best, term)) return Math.max(weight, titleWeight);
  if (comparing && term.concept !== undefined) return comparedWeight;
  if (best.isLacking(term)) return term.ordinary ? weight / 2 : 1;
  if (isOfElsewhere(term)) return named ? guestWeight : elsewhereWeight;
  const isFiller = !best.isKnown(term.key) && isHangul(word) && isInflected(word);
  return isFiller ? fillerWeight : weight;
}

const isInTitleOf = (best: Candidate, term: Term): boolean =>
  term.concept !== undefined && best.title.concepts.has(term.concept);

const isOfElsewhere = (term: Term): boolean =>
  term.concept === undefined && isElsewhere(term.tokens[0]?.text ?? '');

/** The name of a field, such as initialDelaySeconds: whoever knows it means what has it. */
const isFieldName = (term: Term): boolean => term.tokens.some((token) => /^[a-z]+[A-Z]/.test(token.raw));

/** A number, or a name of the person's own such as DB_HOST: never what a question is about. */
export const isDetail = (term: Term): boolean =>
  term.concept === undefined && term.tokens.every((token) => /\d|_/.test(token.raw));

import type { Locale } from '../notes/locale.ts';
import type { Question } from '../notes/question.ts';
import type { Bank } from '../quiz/bank.ts';

/** What stands for the groups of all private chats, whose ids are those of people. */
export const privateChats = 'private';

/** How often something was answered, and how often right. */
interface Tally {
  answered: number;
  correct: number;
}

/** How one person, or one whose name is not to be told, answered a question in a group. */
export interface Result extends Tally {
  group: string;
  question: string;
  /** Undefined for people who are forgotten or do not want to stand on boards. */
  name?: string;
}

/** How often a question was put to a group or its people. */
export interface Asked {
  group: string;
  question: string;
  count: number;
}

/** A question of a group, and how it was answered there. */
export interface Entry extends Tally {
  group: string;
  /** Of the question. */
  id: string;
  /** Undefined if it is no longer in the notes. */
  question: Question | undefined;
  asked: number;
  /** The most answers first. */
  people: { name: string; answered: number; correct: number }[];
}

/** The questions of each group in the order of their ids. */
export function entriesOf(
  asked: readonly Asked[],
  results: readonly Result[],
  bank: Bank,
  locale: Locale,
): Entry[] {
  const entries = new Map<string, Entry>();
  const entryOf = (group: string, id: string): Entry => {
    const key = JSON.stringify([group, id]);
    const entry = entries.get(key) ?? {
      ...{ group, id, question: bank.question(id, locale), asked: 0, answered: 0, correct: 0 },
      people: [],
    };
    entries.set(key, entry);
    return entry;
  };
  for (const { group, question, count } of asked) entryOf(group, question).asked += count;
  for (const { group, question, name, answered, correct } of results) {
    const entry = entryOf(group, question);
    entry.answered += answered;
    entry.correct += correct;
    if (name !== undefined) entry.people.push({ name, answered, correct });
  }
  for (const { people } of entries.values())
    people.sort((a, b) => b.answered - a.answered || a.name.localeCompare(b.name));
  return [...entries.values()].sort((a, b) => compare(a.group, b.group) || compare(a.id, b.id));
}

/** By their characters, so that it is the same everywhere. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A share in percent, without digits after the point. */
export const shareOf = ({ answered, correct }: Tally): string => `${Math.round((100 * correct) / answered)}%`;

import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Bank } from '../quiz/bank.ts';
import { seedOf } from '../quiz/order.ts';
import type { DailyOptions, Past } from '../store.ts';

/** How many of a hundred are made of the schema, where nobody says. */
const generatedShare = 20;
/** Topics of so many questions before are not asked again, while there are others. */
const restTopics = 7;
/** What less than half knew comes again after so many days, and at most once in so many questions. */
const againDays = 7;

/** What has been so far, of a channel and of its group. */
export interface Lore {
  /** Ids of questions put to the channel, the latest first, each as often as it was. */
  asked: readonly string[];
  /** Quizzes of the channel that are over, the latest first. */
  past: readonly Past[];
  /** Ids that the group has put aside. */
  paused: readonly string[];
  /** How the group does by topic. */
  topics: readonly { topic: string; answered: number; correct: number }[];
}

/** A question, and why it is asked. */
export interface Choice {
  question: string;
  daily: 'new' | 'review' | 'preview';
}

/**
 * The next question for a channel. Nothing comes again until all else was asked (a bag that is emptied), but for what most got wrong a week
 * before; topics and levels change from one to the next, and what the group knows least comes more often.
 *
 * @param wanted.topic what a syllabus has for today
 * @param seed decides among what is as good
 * @returns undefined if there is no such question
 */
export function choose(
  bank: Bank,
  lore: Lore,
  wanted: DailyOptions & { topic?: string },
  now: Date,
  seed: number,
): Choice | undefined {
  // Of seeds that are nearly the same the generator's first numbers are so, too.
  const random = xoroshiro128plus(seedOf('choose', seed));
  const chance = (): number => uniformInt(random, 0, 2 ** 30 - 1) / 2 ** 30;
  const levelOf = (id: string) => bank.question(id, 'ko')?.level;
  const topicOf = (id: string) => bank.question(id, 'ko')?.topic;
  const aside = new Set(lore.paused);
  const times = new Map<string, number>();
  for (const id of lore.asked) times.set(id, (times.get(id) ?? 0) + 1);

  function pool(topics: readonly string[] | undefined, level = wanted.level): string[] {
    const ids = bank.ids(topics).filter((id) => !aside.has(id));
    const ofLevel = level === undefined ? ids : ids.filter((id) => levelOf(id) === level);
    // A syllabus goes before a level.
    return ofLevel.length === 0 && wanted.topic !== undefined ? ids : ofLevel;
  }

  /** What was asked least often: the bag, as it is now. */
  function bag(ids: readonly string[]): string[] {
    const least = Math.min(...ids.map((id) => times.get(id) ?? 0));
    return ids.filter((id) => (times.get(id) ?? 0) === least);
  }

  /** Of written and made ones, as many as was wished. */
  function ofShare(ids: readonly string[]): readonly string[] {
    const isMade = chance() * 100 < (wanted.generated ?? generatedShare);
    const kind = ids.filter((id) => bank.isWritten(id) !== isMade);
    return kind.length > 0 ? kind : ids;
  }

  /** What the latest questions were about, and how hard the last was, comes later. */
  function spread(ids: readonly string[]): readonly string[] {
    const latest = new Set(lore.asked.slice(0, restTopics).map(topicOf));
    const others = ids.filter((id) => !latest.has(topicOf(id)));
    const rested = others.length > 0 ? others : ids;
    const lastLevel = levelOf(lore.asked[0] ?? '');
    const changed = rested.filter((id) => levelOf(id) !== lastLevel);
    return changed.length > 0 && chance() < 0.7 ? changed : rested;
  }

  /** A topic that the group always gets wrong is three times as likely as one that it knows. */
  function weighted(ids: readonly string[]): string | undefined {
    const wrong = new Map(lore.topics.map(({ topic, answered, correct }) => [topic, 1 - correct / answered]));
    const weights = ids.map((id) => 1 + 2 * (wrong.get(topicOf(id) ?? '') ?? 0.5));
    let left = chance() * weights.reduce((sum, weight) => sum + weight, 0);
    return ids.find((_, place) => {
      left -= weights[place] ?? 0;
      return left < 0;
    });
  }

  if (wanted.topic === undefined) {
    const again = dueAgain(lore, now);
    if (again !== undefined && pool(wanted.topics).includes(again))
      return { question: again, daily: 'review' };
  }
  const planned = wanted.topic === undefined ? [] : pool([wanted.topic]);
  const ids = planned.length > 0 ? planned : pool(wanted.topics);
  if (ids.length === 0) return undefined;
  const question = weighted(spread(ofShare(bag(ids))));
  if (question === undefined) return undefined;
  if (times.has(question)) return { question, daily: 'review' };
  return { question, daily: planned.length > 0 ? 'preview' : 'new' };
}

/** What most got wrong a week ago or longer, and was not asked again; the earliest first. */
function dueAgain({ asked, past }: Lore, now: Date): string | undefined {
  const since = past.findIndex(({ quiz }) => quiz.daily === 'review');
  if (since !== -1 && since < againDays) return undefined;
  return past
    .filter(({ quiz, answered, correct }) => {
      const [question = ''] = quiz.questions;
      const isOld = now.getTime() - quiz.openedAt.getTime() >= (againDays - 0.5) * 24 * 3600 * 1000;
      return (
        isOld && answered > 0 && correct * 2 < answered && asked.filter((id) => id === question).length === 1
      );
    })
    .at(-1)?.quiz.questions[0];
}

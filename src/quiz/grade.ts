import { type CardInput, createEmptyCard, fsrs, generatorParameters, Rating } from 'ts-fsrs';
import type { Attempt, Card } from '../store.ts';

/** Without steps of minutes: who just read why an answer is right knows it for an hour. */
const scheduler = fsrs(generatorParameters({ enable_short_term: false }));

/** Right answers on so many different days take a question out of the notebook. */
const daysToLeave = 2;

/**
 * The card after an answer: when to ask again (FSRS), and whether the question stands in the wrong-answer notebook. A
 * right guess counts as not known. Wrong and guessed answers go in; it leaves when it was right on two different days, and failing it again keeps it there.
 */
export function grade(attempt: Attempt, before: Card | undefined): Card {
  const knew = attempt.correct && !attempt.guessed;
  const state = before === undefined ? createEmptyCard(attempt.at) : (JSON.parse(before.state) as CardInput);
  // Clocks of two computers may differ; time does not run backwards for a card.
  const at = new Date(Math.max(attempt.at.getTime(), before?.answeredAt.getTime() ?? 0));
  const { card } = scheduler.next(state, at, knew ? Rating.Good : Rating.Again);
  const rightDays = knew ? [...new Set([...(before?.rightDays ?? []), attempt.day])].slice(-daysToLeave) : [];
  const wrongAt = knew
    ? rightDays.length < daysToLeave
      ? before?.wrongAt
      : undefined
    : (before?.wrongAt ?? attempt.at);
  return {
    person: attempt.person,
    question: attempt.question,
    topic: attempt.topic,
    state: JSON.stringify(card),
    dueAt: card.due,
    answeredAt: at,
    ...(wrongAt !== undefined && { wrongAt }),
    isConfident: !attempt.correct && !attempt.guessed,
    rightDays: wrongAt === undefined ? [] : rightDays,
  };
}

import type { Insertable } from 'kysely';
import type { Locale } from '../../src/notes/locale.ts';
import type { Attempt, Card, DailyOptions, Post, PostContent, Quiz, Schedule } from '../../src/store.ts';
import type { Row, Schema } from './schema.ts';

export function toQuiz(row: Row<'quizzes'>): Quiz {
  return {
    id: row.id,
    kind: row.kind as Quiz['kind'],
    person: row.person ?? '',
    group: row.group_id,
    ...(row.channel !== null && { channel: row.channel }),
    questions: JSON.parse(row.questions) as string[],
    seed: row.seed,
    locale: row.locale as Locale,
    openedAt: new Date(row.opened_at),
    ...(row.closes_at !== null && { closesAt: new Date(row.closes_at) }),
    ...(row.closed_at !== null && { closedAt: new Date(row.closed_at) }),
    ...(row.daily !== null && { daily: row.daily as NonNullable<Quiz['daily']> }),
    ...(row.message !== null && { message: row.message }),
    ...(row.link !== null && { link: row.link }),
  };
}

export function fromQuiz(quiz: Quiz): Insertable<Schema['quizzes']> {
  return {
    id: quiz.id,
    kind: quiz.kind,
    person: quiz.person,
    group_id: quiz.group,
    channel: quiz.channel ?? null,
    questions: JSON.stringify(quiz.questions),
    seed: quiz.seed,
    locale: quiz.locale,
    opened_at: quiz.openedAt.getTime(),
    closes_at: quiz.closesAt?.getTime() ?? null,
    closed_at: quiz.closedAt?.getTime() ?? null,
    daily: quiz.daily ?? null,
    message: quiz.message ?? null,
    link: quiz.link ?? null,
  };
}

export function toAttempt(row: Row<'attempts'>): Attempt {
  return {
    quiz: row.quiz ?? '',
    person: row.person ?? '',
    group: row.group_id,
    question: row.question,
    topic: row.topic,
    given: row.given,
    correct: row.correct === 1,
    guessed: row.guessed === 1,
    at: new Date(row.at),
    day: row.day,
  };
}

export function fromAttempt(attempt: Attempt, isSealed: boolean): Insertable<Schema['attempts']> {
  return {
    quiz: attempt.quiz,
    person: attempt.person,
    group_id: attempt.group,
    question: attempt.question,
    topic: attempt.topic,
    given: attempt.given,
    correct: Number(attempt.correct),
    guessed: Number(attempt.guessed),
    at: attempt.at.getTime(),
    day: attempt.day,
    sealed: Number(isSealed),
  };
}

export function toCard(row: Row<'cards'>): Card {
  return {
    person: row.person,
    question: row.question,
    topic: row.topic,
    state: row.state,
    dueAt: new Date(row.due_at),
    answeredAt: new Date(row.answered_at),
    ...(row.wrong_at !== null && { wrongAt: new Date(row.wrong_at) }),
    isConfident: row.is_confident === 1,
    rightDays: JSON.parse(row.right_days) as string[],
  };
}

export function fromCard(card: Card): Insertable<Schema['cards']> {
  return {
    person: card.person,
    question: card.question,
    topic: card.topic,
    state: card.state,
    due_at: card.dueAt.getTime(),
    answered_at: card.answeredAt.getTime(),
    wrong_at: card.wrongAt?.getTime() ?? null,
    is_confident: Number(card.isConfident),
    right_days: JSON.stringify(card.rightDays),
  };
}

/** What names a schedule: there is one of a kind for each channel or person. */
export const scheduleId = (kind: Schedule['kind'], target: string): string => `${kind} ${target}`;

export function toSchedule(row: Row<'schedules'>): Schedule {
  return {
    kind: row.kind as Schedule['kind'],
    target: row.target,
    group: row.group_id,
    person: row.person,
    locale: row.locale as Locale,
    pattern: row.pattern,
    zone: row.zone,
    nextAt: new Date(row.next_at),
    options: JSON.parse(row.options) as DailyOptions,
  };
}

export function fromSchedule(schedule: Schedule): Insertable<Schema['schedules']> {
  return {
    id: scheduleId(schedule.kind, schedule.target),
    kind: schedule.kind,
    target: schedule.target,
    group_id: schedule.group,
    person: schedule.person,
    locale: schedule.locale,
    pattern: schedule.pattern,
    zone: schedule.zone,
    next_at: schedule.nextAt.getTime(),
    options: JSON.stringify(schedule.options),
  };
}

export function toPost(row: Row<'posts'>): Post {
  return {
    key: row.key,
    place: row.addressee === null ? { channel: row.channel ?? '' } : { person: row.addressee },
    group: row.group_id,
    person: row.person,
    locale: row.locale as Locale,
    content: JSON.parse(row.content) as PostContent,
    dueAt: new Date(row.due_at),
    staleAt: new Date(row.stale_at),
  };
}

/** @param schedule id of the schedule that it came of, if it came of one */
export function fromPost(post: Post, schedule: string | null = null): Insertable<Schema['posts']> {
  const { place } = post;
  const [channel, addressee] = 'person' in place ? [null, place.person] : [place.channel, null];
  return {
    key: post.key,
    platform: (channel ?? addressee ?? '').split(':')[0] ?? '',
    schedule,
    channel,
    addressee,
    group_id: post.group,
    person: post.person,
    locale: post.locale,
    content: JSON.stringify(post.content),
    due_at: post.dueAt.getTime(),
    stale_at: post.staleAt.getTime(),
    next_try_at: post.dueAt.getTime(),
    tries: 0,
    done_at: null,
  };
}

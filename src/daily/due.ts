import type { Hindrance } from '../chat/platform.ts';
import { dayOf } from '../quiz/day.ts';
import { grade } from '../quiz/grade.ts';
import { newId } from '../quiz/play.ts';
import type { Plan, Post, Quiz, Schedule, Store } from '../store.ts';
import { closingOf, nextRun } from './clock.ts';

/** Taken at once; the others come in the next round. */
const claimLimit = 2000;
const closeLimit = 100;
/** A result is worth saying for so long. */
const revealMs = 24 * 3600 * 1000;
const noticeMs = 24 * 3600 * 1000;

/** Decides what is to be said now, and keeps it: what comes round, and results of quizzes whose time is over. */
export async function fillOutbox(
  store: Store,
  now: Date,
  catchUpMs: number,
  failed: (error: unknown) => void,
): Promise<void> {
  // First what is over, so that a channel reads a result before the next question.
  await closeOverdue(store, now, failed);
  const plan = planAt(now, catchUpMs);
  while ((await store.claim(now, claimLimit, plan)) === claimLimit);
}

/** @param failed is told of a quiz that could not be closed: the next time comes in a minute, and the others are not kept by it */
async function closeOverdue(store: Store, now: Date, failed: (error: unknown) => void): Promise<void> {
  for (;;) {
    const overdue = await store.overdue(now, closeLimit);
    let closed = 0;
    for (const quiz of overdue)
      try {
        await store.close(quiz.id, now, grade, revealOf(quiz, now));
        closed += 1;
      } catch (error) {
        failed(error);
      }
    if (overdue.length < closeLimit || closed === 0) return;
  }
}

function revealOf(quiz: Quiz, now: Date): Post | undefined {
  if (quiz.channel === undefined) return undefined;
  return {
    key: `reveal:${quiz.id}`,
    place: { channel: quiz.channel },
    group: quiz.group,
    person: '',
    locale: quiz.locale,
    content: { kind: 'reveal', quiz: quiz.id },
    dueAt: now,
    staleAt: new Date(now.getTime() + revealMs),
  };
}

/** What follows when schedules are due at a moment. One that is later than that is left out, and who set it up is told. */
function planAt(now: Date, catchUpMs: number): Plan {
  const runs = new Map<string, Date | undefined>();

  /** Thousands come round at the same time of the same zone. */
  function nextOf({ pattern, zone }: Schedule): Date | undefined {
    const key = `${pattern}\n${zone}`;
    if (!runs.has(key)) runs.set(key, nextRun(pattern, zone, now));
    return runs.get(key);
  }

  return (due) => {
    const nextAt = nextOf(due);
    const isLate = now.getTime() - due.nextAt.getTime() > catchUpMs;
    const { plan: [topic, ...later] = [], ...options } = due.options;
    const next = nextAt && {
      ...due,
      nextAt,
      // A day that is left out takes nothing from the syllabus.
      ...(!isLate && { options: { ...options, ...(later.length > 0 && { plan: later }) } }),
    };
    const post = postOf(due, catchUpMs, topic);
    if (!isLate) return { next, posts: [post] };
    return { next, posts: missed(post, now) };
  };
}

/** Tells who set up a daily question that one was left out. */
export function missed(post: Post, now: Date): Post[] {
  const { content, person, place } = post;
  if (content.kind !== 'daily' || person === '' || !('channel' in place)) return [];
  return [notice({ ...post, place }, 'daily-missed', now)];
}

function postOf(due: Schedule, catchUpMs: number, topic: string | undefined): Post {
  const { kind, target, nextAt, zone } = due;
  const post = {
    key: `${kind}:${target}:${nextAt.getTime() / 60_000}`,
    place: kind === 'reminder' ? { person: target } : { channel: target },
    group: due.group,
    person: due.person,
    locale: due.locale,
    dueAt: nextAt,
    staleAt: new Date(nextAt.getTime() + catchUpMs),
  };
  switch (kind) {
    case 'daily':
      return dailyPost(post, zone, due.options, topic);
    case 'weekly':
      return { ...post, content: { kind, until: dayOf(nextAt, zone) } };
    case 'reminder':
      return { ...post, content: { kind } };
  }
}

/** A daily question that is due; it is chosen when it is put. */
export function dailyPost(
  post: Omit<Post, 'content'>,
  zone: string,
  options: Schedule['options'],
  topic?: string,
): Post {
  const closesAt = closingOf(post.dueAt, zone, options.reveal);
  const { plan: _, ...wanted } = options;
  return {
    ...post,
    staleAt: new Date(Math.min(post.staleAt.getTime(), closesAt.getTime())),
    content: {
      kind: 'daily',
      quiz: newId(),
      closesAt: closesAt.getTime(),
      zone,
      options: wanted,
      ...(topic !== undefined && { topic }),
    },
  };
}

/**
 * Something for a host to know of a channel, in private.
 *
 * @param about what could not be said
 */
export function notice(
  about: Omit<Post, 'content' | 'staleAt'> & { place: { channel: string } },
  id: (Post['content'] & { kind: 'notice' })['id'],
  now: Date,
  hindrance?: Hindrance,
): Post {
  const { key, person, group, locale, dueAt, place } = about;
  return {
    key: `${id}:${key}`,
    place: { person },
    group,
    // Nobody is told that somebody could not be told.
    person: '',
    locale,
    content: {
      kind: 'notice',
      id,
      channel: place.channel,
      at: dueAt.getTime(),
      ...(hindrance !== undefined && { hindrance }),
    },
    dueAt: now,
    staleAt: new Date(now.getTime() + noticeMs),
  };
}

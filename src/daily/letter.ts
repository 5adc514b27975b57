import { paragraph } from '../chat/answer.ts';
import type { Button, Reply } from '../chat/reply.ts';
import { parseMarkdown } from '../notes/markdown.ts';
import { reveal } from '../quiz/channel.ts';
import { dayOf } from '../quiz/day.ts';
import { newSeed, zoneOf } from '../quiz/play.ts';
import { ask, asked, type Venue } from '../quiz/view.ts';
import type { Post, Quiz } from '../store.ts';
import { choose } from './choose.ts';
import { momentOf } from './clock.ts';
import type { Letter } from './postman.ts';
import { summary } from './summary.ts';

/** Quizzes of a channel that are looked back at to choose the next question. */
const pastLimit = 60;

/**
 * What a post says, in its language, as things are when it is said.
 *
 * @returns undefined if there is nothing to be said
 */
export async function letterOf(table: Venue, post: Post, now: Date): Promise<Letter | undefined> {
  const { content } = post;
  switch (content.kind) {
    case 'daily': {
      const quiz = await openDaily(table, post, content, now);
      return quiz && { reply: ask({ ...table, zone: content.zone }, quiz, 0) };
    }
    case 'reveal':
      return result(table, content.quiz);
    case 'weekly':
      return { reply: await summary(table, post, content.until, now) };
    case 'reminder':
      return remindOf(table, post, now);
    case 'notice':
      return { reply: await tell(table, post.group, content) };
  }
}

/** The quiz of a daily question. Chosen once: what is said again after a failure is the same. */
async function openDaily(
  table: Venue,
  { group, person, locale, place }: Post,
  { quiz: id, closesAt, options, topic }: Post['content'] & { kind: 'daily' },
  now: Date,
): Promise<Quiz | undefined> {
  const { store, bank } = table;
  if (!('channel' in place)) return undefined;
  const { channel } = place;
  const known = await store.quiz(id);
  if (known !== undefined) return known;
  const [put, past, paused, topics] = await Promise.all([
    store.asked(channel),
    store.past(channel, now, pastLimit),
    store.paused(group),
    store.groupByTopic(group),
  ]);
  const wanted = { ...options, ...(topic !== undefined && { topic }) };
  const choice = choose(bank, { asked: put, past, paused, topics }, wanted, now, newSeed());
  if (choice === undefined) return undefined;
  await store.open({
    id,
    kind: 'channel',
    person,
    group,
    channel,
    questions: [choice.question],
    seed: newSeed(),
    locale,
    openedAt: now,
    closesAt: new Date(closesAt),
    daily: choice.daily,
  });
  // Another bot may have been first.
  return store.quiz(id);
}

/** Below the question, which is marked as closed. */
async function result(table: Venue, id: string): Promise<Letter | undefined> {
  const quiz = await table.store.quiz(id);
  if (quiz?.channel === undefined) return undefined;
  const reply = await reveal(table, quiz);
  if (quiz.message === undefined) return { reply };
  const { channel, message } = quiz;
  return { reply, place: { under: message }, change: { channel, message, reply: asked(table, quiz) } };
}

async function remindOf(table: Venue, { place, group }: Post, now: Date): Promise<Letter | undefined> {
  if (!('person' in place)) return undefined;
  const { store, say, locale } = table;
  const { person } = place;
  const [count, settings, zone] = await Promise.all([
    store.countDue(person, now),
    store.person(person),
    zoneOf(table, group),
  ]);
  const isAway = settings?.awayUntil !== undefined && settings.awayUntil > dayOf(now, zone);
  if (count === 0 || isAway) return undefined;
  const button: Button = { label: say('review-now'), action: { kind: 'review' } };
  const reply: Reply = {
    locale,
    title: say('remind-title'),
    body: [paragraph(say('review-due', { count }))],
    footer: say('remind-off-hint'),
    rows: [[button]],
    audience: 'person',
  };
  return { reply };
}

async function tell(
  table: Venue,
  group: string,
  { id, channel, at, hindrance }: Post['content'] & { kind: 'notice' },
): Promise<Reply> {
  const { say, locale, outlets } = table;
  const outlet = outlets.find(({ name }) => channel.startsWith(name));
  const link = outlet?.address(group, channel);
  const text = say(id, {
    when: momentOf(new Date(at), locale, await zoneOf(table, group)),
    reason: hindrance === undefined ? '' : say(hindrance.id, hindrance.args),
  });
  return {
    locale,
    body: parseMarkdown(text).children,
    rows: link === undefined ? [] : [[{ label: say('open-channel'), url: link }]],
    audience: 'person',
  };
}

import type { RootContent } from 'mdast';
import { paragraph, remark } from '../chat/answer.ts';
import type { Button, Reply } from '../chat/reply.ts';
import type { Question } from '../notes/question.ts';
import type { Attempt, Card, Quiz } from '../store.ts';
import { dayOf } from './day.ts';
import { grade } from './grade.ts';
import { isRight } from './mark.ts';
import { shuffle } from './order.ts';
import {
  ask,
  feedback,
  inlineOf,
  item,
  listOf,
  questionOf,
  saidOf,
  type Table,
  topicTitle,
  type Venue,
} from './view.ts';

/** Who plays, where and when. */
export interface Player {
  person: string;
  /** As the others see it. */
  name: string;
  group: string;
  /** Where others can play along; undefined in private. */
  channel?: string;
  /** May change what concerns the whole group. */
  isHost: boolean;
  at: Date;
}

/** Questions of a set where nobody says how many, and at most. */
const setSize = 5;
const setLimit = 20;

/** Begins a set of questions for one person: those never asked first, then those that are due, then the oldest. */
export async function practise(
  table: Table,
  player: Player,
  {
    topics,
    count = setSize,
    questions,
  }: { topics?: readonly string[]; count?: number; questions?: string[] },
): Promise<Reply> {
  const chosen = questions ?? (await choose(table, player, topics, Math.min(count, setLimit)));
  if (chosen.length === 0) return remark(table.say('quiz-none'), table.locale);
  const quiz = soloOf(player, chosen, { seed: newSeed(), locale: table.locale });
  await table.store.open(quiz);
  return ask(table, quiz, 0);
}

/** Questions for one person. */
const soloOf = (
  { person, group, at }: Player,
  questions: string[],
  { seed, locale }: Pick<Quiz, 'seed' | 'locale'>,
): Quiz => ({ id: newId(), kind: 'solo', person, group, questions, seed, locale, openedAt: at });

async function choose(
  { bank, store }: Table,
  { person, group, at }: Player,
  topics: readonly string[] | undefined,
  count: number,
): Promise<string[]> {
  const [cards, paused] = await Promise.all([store.cards(person), store.paused(group)]);
  const known = new Map(cards.map((card) => [card.question, card]));
  const rank = (id: string): number => {
    const card = known.get(id);
    // Of what was never asked, what somebody wrote comes before what was made of data.
    if (card === undefined) return bank.isWritten(id) ? Number.NEGATIVE_INFINITY : -1e16;
    return card.dueAt <= at ? card.answeredAt.getTime() - 1e15 : card.answeredAt.getTime();
  };
  const ids = bank.ids(topics).filter((id) => !paused.includes(id));
  return shuffle(ids, newSeed())
    .sort((a, b) => rank(a) - rank(b) || 0)
    .slice(0, count);
}

/** Takes an answer, and says why it is right or wrong; of a channel's quiz only that it was taken. */
export async function answer(
  table: Table,
  player: Player,
  { quiz: id, index, given }: { quiz: string; index: number; given: string },
): Promise<Reply> {
  const { store, say, locale } = table;
  const quiz = await store.quiz(id);
  const question = quiz === undefined ? undefined : questionOf(table, quiz, index);
  if (quiz === undefined || question === undefined) return remark(say('question-gone'), locale);
  if (quiz.kind === 'solo' && quiz.person !== player.person) return remark(say('not-yours'), locale);
  // An author may have taken an option away since the button was shown.
  if (question.kind !== 'fill' && question.options[Number(given)] === undefined)
    return remark(say('question-gone'), locale);
  const attempt: Attempt = {
    quiz: id,
    person: player.person,
    group: player.group,
    question: question.id,
    topic: question.topic,
    given: given.slice(0, 200),
    correct: isRight(question, given),
    guessed: false,
    at: player.at,
    day: dayOf(player.at, await zoneOf(table, player.group)),
  };
  if ((await store.person(player.person))?.name !== player.name)
    await store.changePerson(player.person, { name: player.name });
  const taken = await store.answer(attempt, grade);
  if (taken.kind === 'unknown') return remark(say('question-gone'), locale);
  if (taken.kind === 'closed') return late(table, player, attempt, question, quiz);
  if (quiz.kind === 'channel')
    return remark(say('answer-sealed', { answer: saidOf(question, quiz, given) }), locale);
  return feedback(table, quiz, index, taken.attempt, question);
}

/** Who answers after the end practises: it counts for the person, not for the quiz. */
async function late(
  table: Table,
  player: Player,
  attempt: Attempt,
  question: Question,
  closed: Quiz,
): Promise<Reply> {
  // The letters of the options stay as they were shown.
  const quiz = soloOf(player, [question.id], closed);
  await table.store.open(quiz);
  const own = { ...attempt, quiz: quiz.id };
  await table.store.answer(own, grade);
  const reply = feedback(table, quiz, 0, own, question);
  return { ...reply, footer: table.say('answer-late') };
}

/** The next question of a set, or where the person was, or the result. */
export async function go(table: Table, player: Player, id: string, index: number): Promise<Reply> {
  const quiz = await table.store.quiz(id);
  if (quiz === undefined) return remark(table.say('question-gone'), table.locale);
  if (quiz.kind === 'solo' && quiz.person !== player.person)
    return remark(table.say('not-yours'), table.locale);
  return ask(table, quiz, index);
}

/** Says of an answer that it was a guess. */
export async function guess(table: Table, player: Player, id: string, index: number): Promise<Reply> {
  const { store, say, locale } = table;
  const quiz = await store.quiz(id);
  const question = quiz === undefined ? undefined : questionOf(table, quiz, index);
  if (quiz === undefined || question === undefined) return remark(say('question-gone'), locale);
  // What a channel answers is sealed, to its own authors too.
  if (quiz.kind !== 'solo' || quiz.person !== player.person) return remark(say('not-yours'), locale);
  await store.markGuessed(id, player.person, question.id, grade);
  const attempt = (await store.attempts(id)).find(
    (one) => one.person === player.person && one.question === question.id,
  );
  return attempt === undefined ? ask(table, quiz, index) : feedback(table, quiz, index, attempt, question);
}

/** How a set went, by topic, and what to read. */
export async function result(table: Table, player: Player, id: string): Promise<Reply> {
  const { store, say, locale } = table;
  const quiz = await store.quiz(id);
  if (quiz === undefined || quiz.person !== player.person) return remark(say('question-gone'), locale);
  const attempts = (await store.attempts(id)).filter(({ person }) => person === player.person);
  const topics = new Map<string, Attempt[]>();
  for (const attempt of attempts) topics.set(attempt.topic, [...(topics.get(attempt.topic) ?? []), attempt]);
  const missed = attempts.filter(({ correct, guessed }) => !correct || guessed);
  const toRead = [...new Set(missed.map(({ topic }) => topic))].slice(0, 5);
  const answered = new Set(attempts.map(({ question }) => question));
  const unanswered = quiz.questions.findIndex((question) => !answered.has(question));
  return {
    locale,
    title: say('set-score', {
      correct: String(attempts.filter(({ correct }) => correct).length),
      of: quiz.questions.length,
    }),
    body: [
      listOf(
        [...topics].map(
          ([topic, own]) =>
            `${topicTitle(table, topic)}: ${own.filter(({ correct }) => correct).length}/${own.length}`,
        ),
      ),
      paragraph(say(missed.length === 0 ? 'set-perfect' : 'set-missed')),
    ],
    rows: [
      toRead.map(
        (topic): Button => ({ label: topicTitle(table, topic), action: { kind: 'note', slug: topic } }),
      ),
      [
        ...(unanswered === -1
          ? []
          : [{ label: say('next-question'), action: { kind: 'ask', quiz: id, index: unanswered } } as const]),
        { label: say('practise-more'), action: { kind: 'practise' } } as const,
        { label: say('notebook'), action: { kind: 'wrong' } } as const,
      ],
    ].filter((row) => row.length > 0),
    audience: 'person',
  };
}

/** What is due, asked again: confident errors first. */
export async function review(table: Table, player: Player): Promise<Reply> {
  const { store, say, locale } = table;
  const [settings, today] = [
    await store.person(player.person),
    dayOf(player.at, await zoneOf(table, player.group)),
  ];
  if (settings?.awayUntil !== undefined && settings.awayUntil > today)
    return remark(say('away-until', { until: settings.awayUntil }), locale);
  const [count, cards] = await Promise.all([
    store.countDue(player.person, player.at),
    store.due(player.person, player.at, setLimit),
  ]);
  const questions = known(table, cards);
  if (questions.length === 0) return remark(say('review-none'), locale);
  const first = await practise(table, player, { questions });
  return { ...first, footer: say('review-due', { count: count }) };
}

/** The wrong-answer notebook, by topic, and its questions again. */
export async function notebook(table: Table, player: Player): Promise<Reply> {
  const { store, say, locale, bank } = table;
  const cards = await store.notebook(player.person);
  if (cards.length === 0) return remark(say('notebook-empty'), locale);
  const topics = new Map<string, string[]>();
  for (const { topic, question } of cards) {
    const stem = bank.question(question, locale)?.stem.split('\n')[0];
    if (stem !== undefined) topics.set(topic, [...(topics.get(topic) ?? []), stem]);
  }
  return {
    locale,
    title: say('notebook-title', { count: cards.length }),
    body: [...topics].flatMap(([topic, stems]): RootContent[] => [
      {
        type: 'paragraph',
        children: [{ type: 'strong', children: [{ type: 'text', value: topicTitle(table, topic) }] }],
      },
      { type: 'list', ordered: false, spread: false, children: stems.map((stem) => item(inlineOf(stem))) },
    ]),
    footer: say('notebook-rule'),
    rows: [
      [{ label: say('notebook-again'), action: { kind: 'rework' } }],
      [...topics.keys()]
        .slice(0, 5)
        .map((topic): Button => ({ label: topicTitle(table, topic), action: { kind: 'note', slug: topic } })),
    ],
    audience: 'person',
  };
}

/** The notebook as text that other programs read: CSV (RFC 4180), or Markdown with the answers. */
export async function notebookAs(form: 'csv' | 'md', table: Table, player: Player): Promise<Reply> {
  const { store, say, locale, bank } = table;
  const rows = (await store.notebook(player.person)).flatMap(({ question: id, topic }) => {
    const question = bank.question(id, locale);
    return question === undefined ? [] : [{ id, topic: topicTitle(table, topic), question }];
  });
  if (rows.length === 0) return remark(say('notebook-empty'), locale);
  // A spreadsheet must not take what begins so for a formula.
  const cell = (text: string) => `"${text.replace(/^\s*[=+\-@＝＋－＠\t\r]/, "'$&").replaceAll('"', '""')}"`;
  const value =
    form === 'csv'
      ? [
          'id,topic,question,answer',
          ...rows.map(({ id, topic, question }) =>
            [id, topic, question.stem, question.answers.join(' / ')].map(cell).join(','),
          ),
        ].join('\r\n')
      : rows
          .map(
            ({ topic, question }) => `## ${topic}\n\n${question.stem}\n\n- ${question.answers.join('\n- ')}`,
          )
          .join('\n\n');
  return {
    locale,
    title: say('notebook-title', { count: rows.length }),
    body: [paragraph(say('notebook-file'))],
    // Spreadsheets take a file without this mark for one in another encoding.
    file: {
      name: `notebook.${form}`,
      type: form === 'csv' ? 'text/csv' : 'text/markdown',
      text: form === 'csv' ? `\uFEFF${value}` : value,
    },
    rows: [],
    audience: 'person',
  };
}

/** Holds reviews and the streak until a day, or no longer. */
export async function away(table: Table, player: Player, until: string | undefined): Promise<Reply> {
  const { store, say, locale } = table;
  const today = dayOf(player.at, await zoneOf(table, player.group));
  const isAhead = until !== undefined && until > today && !Number.isNaN(Date.parse(until));
  await store.changePerson(player.person, { name: player.name, awayUntil: isAhead ? until : today });
  return remark(isAhead ? say('away-until', { until }) : say('away-over'), locale);
}

/** The questions of the notebook again, those that stand in it longest first. */
export async function rework(table: Table, player: Player): Promise<Reply> {
  const questions = known(table, await table.store.notebook(player.person)).slice(0, setLimit);
  if (questions.length === 0) return remark(table.say('notebook-empty'), table.locale);
  return practise(table, player, { questions });
}

/** The set that a person has begun and not ended, where it was left. */
export async function resume(table: Table, player: Player): Promise<Reply | undefined> {
  const quiz = await table.store.unfinished(player.person);
  if (quiz === undefined) return undefined;
  const answered = new Set((await table.store.attempts(quiz.id)).map(({ question }) => question));
  const index = quiz.questions.findIndex((id) => !answered.has(id));
  if (index === -1 || questionOf(table, quiz, index) === undefined) return undefined;
  return { ...ask(table, quiz, index), footer: table.say('set-resumed') };
}

/** The zone in which a group's days begin. */
export async function zoneOf({ store, zone }: Table, group: string): Promise<string> {
  return (await store.group(group)).zone ?? zone;
}

/** What everyone is to read is in the group's language, if it has chosen one. */
export async function forAll(table: Venue, { group }: Player): Promise<Venue> {
  return table.inLocale((await table.store.group(group)).locale ?? table.locale);
}

/** The questions of cards that are still in the bank. */
const known = ({ bank, locale }: Table, cards: readonly Card[]): string[] =>
  cards.map(({ question }) => question).filter((id) => bank.question(id, locale) !== undefined);

/** An id that is free, as far as chance can tell. */
export const newId = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 12);
/** A seed for a quiz of its own. */
export const newSeed = (): number => Math.floor(Math.random() * 2 ** 31);

import type { RootContent } from 'mdast';
import { actionLimit, encodeAction } from '../chat/action.ts';
import { paragraph } from '../chat/answer.ts';
import type { Button, Reply } from '../chat/reply.ts';
import { addDays, streakOf } from '../quiz/day.ts';
import { inlineOf, item, listOf, questionOf, type Table, topicsOf, topicTitle } from '../quiz/view.ts';
import { noteOf } from '../search/topic.ts';
import type { Past, Post } from '../store.ts';

const boardLength = 5;
/** Quizzes of a week that are looked at. */
const pastLimit = 50;
/** Days that are looked back for a streak. */
const memory = 400;

/** How a group did in the seven days before a day: who took part, what was hardest, what was confused, the board. */
export async function summary(
  table: Table,
  { group, place }: Post,
  until: string,
  now: Date,
): Promise<Reply> {
  const { store, say, locale } = table;
  const from = addDays(until, -7);
  const [turnout, scores, days, past] = await Promise.all([
    store.turnout(group, from),
    store.board(group, from, boardLength),
    store.groupDays(group, memory),
    'channel' in place ? store.past(place.channel, now, pastLimit) : [],
  ]);
  const since = now.getTime() - 7.5 * 24 * 3600 * 1000;
  const week = past.filter(({ quiz, answered }) => answered > 0 && quiz.openedAt.getTime() >= since);
  const hardest = week.toSorted((a, b) => a.correct / a.answered - b.correct / b.answered)[0];
  const pair = await confused(table, week);
  const body: RootContent[] =
    turnout.people === 0
      ? [paragraph(say('weekly-nobody'))]
      : [
          listOf([
            say('weekly-turnout', {
              people: turnout.people,
              answered: turnout.answered,
              share: `${Math.round((100 * turnout.correct) / turnout.answered)}%`,
            }),
            ...(streakOf(days, addDays(until, -1)) > 1
              ? [say('board-team', { days: streakOf(days, addDays(until, -1)) })]
              : []),
          ]),
          ...hardestOf(table, hardest),
          ...(pair === undefined
            ? []
            : [
                paragraph(
                  say('weekly-confused', { a: topicTitle(table, pair[0]), b: topicTitle(table, pair[1]) }),
                ),
              ]),
          ...(scores.length === 0
            ? []
            : [
                paragraph(say('weekly-board')),
                {
                  type: 'list',
                  ordered: true,
                  spread: false,
                  children: scores.map(({ name, days: active, correct, answered }) =>
                    item([
                      { type: 'text', value: say('board-line', { name, days: active, correct, answered }) },
                    ]),
                  ),
                } satisfies RootContent,
              ]),
        ];
  const compare = pair && ({ kind: 'compare', slugs: pair } as const);
  const buttons: Button[] = [
    ...(compare !== undefined && encodeAction(compare).length <= actionLimit
      ? [{ label: say('weekly-compare'), action: compare }]
      : []),
    { label: say('practise-more'), action: { kind: 'practise' } },
  ];
  return {
    locale,
    title: say('weekly-title', { from, until: addDays(until, -1) }),
    body,
    rows: [buttons],
    audience: 'everyone',
  };
}

function hardestOf(table: Table, past: Past | undefined): RootContent[] {
  const question = past && questionOf(table, past.quiz, 0);
  if (past === undefined || question === undefined || past.correct === past.answered) return [];
  const { say } = table;
  const stem = inlineOf(question.stem.split('\n')[0] ?? '');
  const { link } = past.quiz;
  return [
    paragraph(say('weekly-hardest', { correct: past.correct, answered: past.answered })),
    {
      type: 'list',
      ordered: false,
      spread: false,
      children: [item(link === undefined ? stem : [{ type: 'link', url: link, children: plainOf(stem) }])],
    },
  ];
}

/** What was taken for what: the topic with most wrong answers, and the one that these speak of, or that is next to it. */
async function confused(table: Table, week: readonly Past[]): Promise<[string, string] | undefined> {
  const worst = week.toSorted((a, b) => b.answered - b.correct - (a.answered - a.correct))[0];
  const question = worst && questionOf(table, worst.quiz, 0);
  if (worst === undefined || question === undefined || worst.correct === worst.answered) return undefined;
  const wrong = (await table.store.attempts(worst.quiz.id)).filter(({ correct }) => !correct);
  const counts = new Map<string, number>();
  for (const { given } of wrong) counts.set(given, (counts.get(given) ?? 0) + 1);
  const [given] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  const text = question.kind === 'choice' ? question.options[Number(given)]?.text : undefined;
  const topic = table.library.topic(question.topic);
  const near = topic === undefined ? [] : noteOf(topic, table.locale).related;
  const other = [...(text === undefined ? [] : topicsOf(table, text)), ...near].find(
    (slug) => slug !== question.topic && table.library.topic(slug) !== undefined,
  );
  return other === undefined ? undefined : [question.topic, other];
}

/** Links hold no links. */
const plainOf = (nodes: ReturnType<typeof inlineOf>) => nodes.filter((node) => node.type !== 'link');

import type { RootContent } from 'mdast';
import { paragraph, remark } from '../chat/answer.ts';
import type { Button, Reply } from '../chat/reply.ts';
import { addDays, dayOf, streakOf, weekOf } from './day.ts';
import { type Player, zoneOf } from './play.ts';
import { listOf, type Table, topicTitle } from './view.ts';

/** Days that are looked back for a streak, and people on a board. */
const memory = 400;
const boardLength = 10;
/** Below so many answers a share says nothing yet. */
const enough = 3;

/** How a person does: totals, streak, what is due, topics from the weakest on, and what to study next. */
export async function stats(table: Table, player: Player): Promise<Reply> {
  const { store, say, locale } = table;
  const [topics, days, due, wrong, settings, zone] = await Promise.all([
    store.byTopic(player.person),
    store.days(player.person, memory),
    store.countDue(player.person, player.at),
    store.notebook(player.person),
    store.person(player.person),
    zoneOf(table, player.group),
  ]);
  const answered = topics.reduce((sum, topic) => sum + topic.answered, 0);
  if (answered === 0) return { ...remark(say('stats-none'), locale), rows: [[practiseButton(table)]] };
  const correct = topics.reduce((sum, topic) => sum + topic.correct, 0);
  const streak = streakOf(days, dayOf(player.at, zone), settings?.awayUntil);
  const share = (part: number, of: number) => `${Math.round((100 * part) / of)}%`;
  const weakest = topics
    .filter((topic) => topic.answered >= enough)
    .sort((a, b) => a.correct / a.answered - b.correct / b.answered);
  const next = weakest.find((topic) => topic.correct < topic.answered);
  const lines = [
    say('stats-answered', { answered: answered, share: share(correct, answered) }),
    say('stats-streak', { days: streak }),
    say('stats-due', { due: due, wrong: wrong.length }),
  ];
  return {
    locale,
    title: say('stats-title'),
    body: [
      listOf(lines),
      ...(weakest.length === 0
        ? []
        : [
            paragraph(say('stats-topics')),
            listOf(
              weakest
                .slice(0, boardLength)
                .map(
                  (topic) =>
                    `${topicTitle(table, topic.topic)}: ${topic.correct}/${topic.answered} (${share(topic.correct, topic.answered)})`,
                ),
            ),
          ]),
      ...(next === undefined ? [] : [paragraph(say('stats-next', { topic: topicTitle(table, next.topic) }))]),
    ],
    ...(weakest.length > 0 && {
      chart: {
        title: say('stats-topics'),
        bars: weakest.slice(0, boardLength).map(({ topic, correct: right, answered: all }) => ({
          label: topicTitle(table, topic),
          share: right / all,
          text: `${right}/${all}`,
        })),
      },
    }),
    rows: [
      [
        ...(next === undefined
          ? [practiseButton(table)]
          : [
              { label: say('quiz-me'), action: { kind: 'practise', slug: next.topic } } as const,
              { label: say('open-note'), action: { kind: 'note', slug: next.topic } } as const,
            ]),
        { label: say('notebook'), action: { kind: 'wrong' } } as const,
      ],
    ],
    audience: 'person',
  };
}

/** This week's season of a group: who took part most, who knew most; and the days in a row on which anybody answered. */
export async function board(table: Table, player: Player): Promise<Reply> {
  const { store, say, locale } = table;
  const zone = await zoneOf(table, player.group);
  const today = dayOf(player.at, zone);
  const monday = weekOf(today);
  const [scores, days] = await Promise.all([
    store.board(player.group, monday, boardLength),
    store.groupDays(player.group, memory),
  ]);
  const body: RootContent[] =
    scores.length === 0
      ? [paragraph(say('board-none'))]
      : [
          {
            type: 'list',
            ordered: true,
            spread: false,
            children: scores.map(({ name, days: active, correct, answered }) => ({
              type: 'listItem',
              spread: false,
              children: [
                paragraph(
                  say('board-line', {
                    name,
                    days: active,
                    correct: correct,
                    answered: answered,
                  }),
                ),
              ],
            })),
          },
        ];
  return {
    locale,
    title: say('board-title', { from: monday, until: addDays(monday, 6) }),
    body,
    ...(scores.length > 0 && {
      chart: {
        title: say('board-chart'),
        bars: scores.map(({ name, correct }) => ({
          label: name,
          share: correct / Math.max(1, ...scores.map((score) => score.correct)),
          text: String(correct),
        })),
      },
    }),
    footer: say('board-team', { days: streakOf(days, today) }),
    rows: [[practiseButton(table)]],
    audience: 'everyone',
  };
}

/** What people say against questions of the group, for its host. */
export async function reports(table: Table, player: Player): Promise<Reply> {
  const { store, say, locale, bank } = table;
  if (!player.isHost) return remark(say('host-only'), locale);
  const [open, paused] = await Promise.all([store.reports(player.group), store.paused(player.group)]);
  if (open.length === 0 && paused.length === 0) return remark(say('reports-none'), locale);
  const stemOf = (id: string) => bank.question(id, locale)?.stem.split('\n')[0] ?? id;
  const reported = [...new Set(open.map(({ question }) => question))].slice(0, 5);
  return {
    locale,
    title: say('reports-title', { count: open.length }),
    body: [
      ...reported.flatMap((id): RootContent[] => [
        paragraph(`${stemOf(id)} (${id})`),
        listOf(open.filter(({ question }) => question === id).map(({ reason }) => reason)),
      ]),
      ...(paused.length === 0 ? [] : [paragraph(say('reports-paused')), listOf(paused.map(stemOf))]),
    ],
    rows: [
      reported.map(
        (id, place): Button => ({
          label: `${say('pause-question')} ${place + 1}`,
          action: { kind: 'pause', question: id },
        }),
      ),
      paused.slice(0, 5).map(
        (id, place): Button => ({
          label: `${say('unpause-question')} ${place + 1}`,
          action: { kind: 'unpause', question: id },
        }),
      ),
    ].filter((row) => row.length > 0),
    audience: 'person',
  };
}

/** All that is kept of a person, as a file of JSON. */
export async function ownData({ store, say, locale }: Table, { person }: Player): Promise<Reply> {
  const text = JSON.stringify(await store.export(person), null, 2);
  return {
    locale,
    title: say('data-title'),
    body: [paragraph(say('data-body'))],
    file: { name: 'k8s-study-bot.json', type: 'application/json', text },
    rows: [[{ label: say('forget-me'), action: { kind: 'forget' } }]],
    audience: 'person',
  };
}

/** Asks once before all is deleted. */
export const askForget = ({ say, locale }: Table): Reply => ({
  ...remark(say('forget-sure'), locale),
  rows: [[{ label: say('forget-yes'), action: { kind: 'forget' } }]],
});

const practiseButton = ({ say }: Table): Button => ({
  label: say('practise-more'),
  action: { kind: 'practise' },
});

import type { RootContent } from 'mdast';
import { paragraph, remark } from '../chat/answer.ts';
import type { Reply } from '../chat/reply.ts';
import { parseMarkdown } from '../notes/markdown.ts';
import type { Attempt, Quiz } from '../store.ts';
import { dayOf, streakOf } from './day.ts';
import { grade } from './grade.ts';
import { orderOf, shuffle } from './order.ts';
import { newId, newSeed, type Player, zoneOf } from './play.ts';
import { ask, explain, prefixOf, questionOf, type Table, topicTitle } from './view.ts';

/** Days that are looked back for a streak. */
const memory = 400;
/** People who are named for their streak, and from how many days on. */
const namedLimit = 10;
const streakLeast = 2;
/** Characters of a bar that says that everyone chose it. */
const barLength = 10;

/** Puts a question to the channel, sealed until it closes. What was asked there before waits until all others were. */
export async function open(
  table: Table,
  player: Player,
  { topics, minutes }: { topics?: readonly string[]; minutes?: number },
): Promise<Reply> {
  const { bank, store, say, locale } = table;
  const { channel } = player;
  if (channel === undefined) return remark(say('channel-only'), locale);
  const [asked, paused] = await Promise.all([store.asked(channel), store.paused(player.group)]);
  const ids = bank.ids(topics).filter((id) => !paused.includes(id));
  // Never asked is best; else what was asked longest ago.
  const rank = (id: string) => asked.indexOf(id) + 1 || (bank.isWritten(id) ? Number.POSITIVE_INFINITY : 1e9);
  const [question] = shuffle(ids, newSeed()).sort((a, b) => rank(b) - rank(a) || 0);
  if (question === undefined) return remark(say('quiz-none'), locale);
  const quiz: Quiz = {
    id: newId(),
    kind: 'channel',
    person: player.person,
    group: player.group,
    channel,
    questions: [question],
    seed: newSeed(),
    locale,
    openedAt: player.at,
    ...(minutes !== undefined && { closesAt: new Date(player.at.getTime() + minutes * 60_000) }),
  };
  await store.open(quiz);
  return ask(table, quiz, 0);
}

/** Closes it for who began it, or for the host, and says how it went. */
export async function close(table: Table, player: Player, id: string): Promise<Reply> {
  const { store, say, locale } = table;
  const quiz = await store.quiz(id);
  if (quiz === undefined) return remark(say('question-gone'), locale);
  const isItsHost = player.isHost && player.group === quiz.group;
  if (quiz.person !== player.person && !isItsHost) return remark(say('close-others'), locale);
  const isFirst = await store.close(id, player.at, grade);
  return isFirst ? reveal(table, quiz) : remark(say('closed-already'), locale);
}

/** Shares, the answer, and why not each other one: the most chosen first. */
export async function reveal(table: Table, quiz: Quiz): Promise<Reply> {
  const { store, say, locale } = table;
  const question = questionOf(table, quiz, 0);
  if (question === undefined) return remark(say('question-gone'), locale);
  const attempts = await store.attempts(quiz.id);
  const body: RootContent[] = [...parseMarkdown(question.stem).children];
  if (attempts.length > 0) body.push({ type: 'code', value: chart(table, quiz, attempts) });
  body.push(...explain(table, question, quiz, undefined, countsOf(attempts)));
  const right = attempts.filter(({ correct }) => correct).length;
  const streaks = quiz.daily === undefined ? [] : await streaksOf(table, quiz, attempts);
  return {
    locale,
    title: say('reveal-title', { topic: topicTitle(table, question.topic) }),
    body: [
      ...body,
      ...(streaks.length === 0 ? [] : [paragraph(say('reveal-streaks', { people: streaks.join(', ') }))]),
      paragraph(
        attempts.length === 0
          ? say('reveal-nobody')
          : say('reveal-count', { count: attempts.length, correct: right }),
      ),
    ],
    rows: [
      [
        { label: say('open-note'), action: { kind: 'note', slug: question.topic } },
        { label: say('quiz-me'), action: { kind: 'practise', slug: question.topic } },
      ],
    ],
    audience: 'everyone',
  };
}

/** Who has answered for days in a row, the longest first, without those who do not want to be seen. */
async function streaksOf(table: Table, quiz: Quiz, attempts: readonly Attempt[]) {
  const { store, say } = table;
  const today = dayOf(quiz.openedAt, await zoneOf(table, quiz.group));
  const people = [...new Set(attempts.map(({ person }) => person))].filter((person) => person !== '');
  const streaks = await Promise.all(
    people.map(async (person) => {
      const settings = await store.person(person);
      const days = streakOf(await store.days(person, memory), today, settings?.awayUntil);
      return { days, name: settings?.isHidden === false ? settings.name : '' };
    }),
  );
  return streaks
    .filter(({ days, name }) => days >= streakLeast && name !== '')
    .sort((a, b) => b.days - a.days)
    .slice(0, namedLimit)
    .map(({ days, name }) => say('reveal-streak', { name, days }));
}

const countsOf = (attempts: readonly Attempt[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { given } of attempts) counts.set(given, (counts.get(given) ?? 0) + 1);
  return counts;
};

/** A line an option: how many chose it, as a bar and as a number. */
function chart(table: Table, quiz: Quiz, attempts: readonly Attempt[]): string {
  const question = questionOf(table, quiz, 0);
  if (question === undefined) return '';
  const line = (name: string, count: number) => {
    const share = count / attempts.length;
    const bar = '█'.repeat(Math.round(share * barLength)).padEnd(barLength, '░');
    return `${name} ${bar} ${Math.round(100 * share)}% (${count})`;
  };
  const counts = countsOf(attempts);
  if (question.kind === 'fill') {
    const right = attempts.filter(({ correct }) => correct).length;
    return [line('✅', right), line('✗ ', attempts.length - right)].join('\n');
  }
  const order = orderOf(question, quiz.seed);
  const names = order.map(
    (option) =>
      prefixOf(question, order, option).replace('.', '').trim() || (question.options[option]?.text ?? ''),
  );
  const width = Math.max(...names.map((name) => name.length));
  return order
    .map((option, place) => {
      const isRight = question.options[option]?.correct === true;
      return line(
        `${isRight ? '✅' : '✗ '} ${(names[place] ?? '').padEnd(width)}`,
        counts.get(String(option)) ?? 0,
      );
    })
    .join('\n');
}

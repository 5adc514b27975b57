import type { ListItem, PhrasingContent, RootContent } from 'mdast';
import { actionLimit, encodeAction } from '../chat/action.ts';
import { paragraph, remark, type Voice } from '../chat/answer.ts';
import type { Outlet } from '../chat/platform.ts';
import type { Button, Reply } from '../chat/reply.ts';
import type { Locale } from '../notes/locale.ts';
import { parseMarkdown } from '../notes/markdown.ts';
import type { Question } from '../notes/question.ts';
import { noteOf } from '../search/topic.ts';
import type { Attempt, Quiz, Store } from '../store.ts';
import type { Bank } from './bank.ts';
import { orderOf } from './order.ts';

/** What playing needs: the notes and words of a reply, the questions, and what is remembered. */
export interface Table extends Voice {
  bank: Bank;
  store: Store;
  /** IANA time zone of groups that have not chosen one. */
  zone: string;
}

/** What running quizzes for groups needs beyond that. */
export interface Venue extends Table {
  /** Who may set up what comes round in a channel: who may change what concerns the group, or anyone. */
  dailyAdmins: 'hosts' | 'everyone';
  /** Where the bot can say something by itself. */
  outlets: readonly Outlet[];
  /** The same in another language. */
  inLocale(locale: Locale): Venue;
  /** Says what is to be said now, without waiting for the next minute. */
  deliver(now: Date): void;
}

const letters = 'ABCDE';

/** A question of a quiz, to be answered. */
export function ask(table: Table, quiz: Quiz, index: number): Reply {
  const { say, locale } = table;
  const question = questionOf(table, quiz, index);
  if (question === undefined) return remark(say('question-gone'), locale);
  const order = orderOf(question, quiz.seed);
  const pick = (option: number): Button => ({
    label: labelOf(question, order, option),
    action: { kind: 'pick', quiz: quiz.id, index, option },
  });
  const isSolo = quiz.kind === 'solo';
  return {
    locale,
    title: isSolo
      ? say('question-title', {
          number: index + 1,
          of: quiz.questions.length,
          topic: titleOf(table, question),
        })
      : say(quiz.daily === undefined ? 'channel-title' : `daily-title-${quiz.daily}`, {
          topic: titleOf(table, question),
        }),
    body: [...parseMarkdown(question.stem).children, ...optionsOf(question, order)],
    ...(!isSolo && {
      footer:
        quiz.closesAt === undefined
          ? say('channel-sealed')
          : say('channel-sealed-until', { until: timeOf(quiz.closesAt, table) }),
    }),
    rows: [
      question.kind === 'fill'
        ? [{ label: say('type-answer'), action: { kind: 'type', quiz: quiz.id, index } }]
        : order.map(pick),
      ...(isSolo || quiz.daily !== undefined
        ? []
        : [[{ label: say('close-quiz'), action: { kind: 'close', quiz: quiz.id } } as const]]),
    ],
    audience: isSolo ? 'person' : 'everyone',
  };
}

/** A question that was put to a channel, once it is closed: in the place of what {@link ask} gave. */
export function asked(table: Table, quiz: Quiz): Reply {
  const open = ask(table, quiz, 0);
  const again: Button = { label: table.say('again'), action: { kind: 'again', quiz: quiz.id } };
  return { ...open, footer: table.say('channel-closed'), rows: open.footer === undefined ? [] : [[again]] };
}

/** Whether an answer was right, and why; what to do next. */
export function feedback(
  table: Table,
  quiz: Quiz,
  index: number,
  attempt: Attempt,
  question: Question,
): Reply {
  const { say, locale } = table;
  const isLast = index + 1 >= quiz.questions.length;
  const next: Button = isLast
    ? { label: say('set-result'), action: { kind: 'result', quiz: quiz.id } }
    : { label: say('next-question'), action: { kind: 'ask', quiz: quiz.id, index: index + 1 } };
  const footnotes = [
    { label: say('open-note'), action: { kind: 'note', slug: question.topic } },
    { label: say('flag'), action: { kind: 'flag', question: question.id } },
  ] satisfies Button[];
  const guess: Button = { label: say('guessed'), action: { kind: 'guess', quiz: quiz.id, index } };
  return {
    locale,
    title: say(attempt.correct ? 'right' : 'wrong'),
    body: [...parseMarkdown(question.stem).children, ...explain(table, question, quiz, attempt)],
    ...(attempt.guessed && { footer: say('guess-noted') }),
    rows: [
      [next, ...(attempt.guessed ? [] : [guess])],
      footnotes.filter(({ action }) => encodeAction(action).length <= actionLimit),
    ],
    audience: 'person',
  };
}

/**
 * Each option with its reason, what was chosen marked by words as well as by signs.
 *
 * @param counts how many chose each, by what was given: the right one first, then the most chosen
 */
export function explain(
  { say }: Table,
  question: Question,
  quiz: Quiz,
  attempt?: Attempt,
  counts: ReadonlyMap<string, number> = new Map(),
): RootContent[] {
  if (question.kind === 'fill')
    return [
      ...(attempt === undefined ? [] : [paragraph(say('you-typed', { answer: attempt.given }))]),
      paragraph(say('accepted', { answers: question.answers.join(', ') })),
      ...parseMarkdown(question.reason).children,
    ];
  const order = orderOf(question, quiz.seed);
  const chosen = (option: number) => counts.get(String(option)) ?? 0;
  const told =
    counts.size === 0
      ? order
      : order.toSorted((a, b) => {
          const isRight = (option: number) => Number(question.options[option]?.correct ?? false);
          return isRight(b) - isRight(a) || chosen(b) - chosen(a);
        });
  return [
    {
      type: 'list',
      ordered: false,
      spread: false,
      children: told.flatMap((option): ListItem[] => {
        const own = question.options[option];
        if (own === undefined) return [];
        const mark = attempt?.given === String(option) ? ` (${say('your-choice')})` : '';
        return [
          item([
            { type: 'text', value: `${own.correct ? '✅' : '✗'} ${prefixOf(question, order, option)}` },
            { type: 'strong', children: inlineOf(own.text) },
            { type: 'text', value: `${mark}: ` },
            ...inlineOf(own.reason),
          ]),
        ];
      }),
    },
  ];
}

const titleOf = (table: Table, question: Question): string => topicTitle(table, question.topic);

/** What a topic is called; its slug if its note is gone. */
export const topicTitle = ({ library, locale }: Voice, slug: string): string => {
  const topic = library.topic(slug);
  return topic === undefined ? slug : noteOf(topic, locale).title;
};

const timeOf = (at: Date, { locale, zone }: Table): string =>
  new Intl.DateTimeFormat(locale, {
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(at);

/** A quiz is asked in the language in which it was begun. */
export const questionOf = ({ bank }: Table, quiz: Quiz, index: number): Question | undefined => {
  const id = quiz.questions[index];
  return id === undefined ? undefined : bank.question(id, quiz.locale);
};

/** The letter before an option, by its place in what is shown; none before O and X. */
export const prefixOf = (question: Question, order: readonly number[], option: number): string =>
  question.kind === 'ox' ? '' : `${letters[order.indexOf(option)]}. `;

const labelOf = (question: Question, order: readonly number[], option: number): string =>
  question.kind === 'ox' ? (question.options[option]?.text ?? '') : (letters[order.indexOf(option)] ?? '');

/** The topics that a text names: what a lookup would show. */
export function topicsOf({ library }: Voice, text: string): string[] {
  if (library.topic(text) !== undefined) return [text];
  const finding = library.find(text);
  if (finding.kind === 'comparison') return finding.hits.map(({ topic }) => topic.slug);
  return finding.kind === 'answer' ? [finding.hit.topic.slug] : [];
}

/** What somebody answered, as it was shown. */
export const saidOf = (question: Question, quiz: Quiz, given: string): string =>
  question.kind === 'fill'
    ? given.slice(0, 60)
    : labelOf(question, orderOf(question, quiz.seed), Number(given));

/** What may be chosen, by letter; O and X say it by themselves. */
function optionsOf(question: Question, order: readonly number[]): RootContent[] {
  if (question.kind !== 'choice') return [];
  return [
    {
      type: 'list',
      ordered: false,
      spread: false,
      children: order.map((option) =>
        item([
          { type: 'strong', children: [{ type: 'text', value: prefixOf(question, order, option).trim() }] },
          { type: 'text', value: ' ' },
          ...inlineOf(question.options[option]?.text ?? ''),
        ]),
      ),
    },
  ];
}

/** An item of a list. */
export const item = (children: PhrasingContent[]): ListItem => ({
  type: 'listItem',
  spread: false,
  children: [{ type: 'paragraph', children }],
});

/** A list of plain lines. */
export const listOf = (lines: readonly string[]): RootContent => ({
  type: 'list',
  ordered: false,
  spread: false,
  children: lines.map((value) => item([{ type: 'text', value }])),
});

/** A line of Markdown without the paragraph around it. */
export function inlineOf(markdown: string): PhrasingContent[] {
  return parseMarkdown(markdown).children.flatMap((node): PhrasingContent[] =>
    node.type === 'paragraph' ? node.children : [{ type: 'text', value: markdown }],
  );
}

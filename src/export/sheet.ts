import type { Question } from '../notes/question.ts';
import type { Entry } from './entry.ts';

const columns = [
  ...['group', 'question', 'topic', 'level', 'kind', 'language', 'text', 'options', 'answer', 'why'],
  ...['asked', 'answered', 'correct'],
];

/**
 * Questions and results for a spreadsheet: CSV as RFC 4180 has it, a row a question, or with names a row for each who
 * answered it. It begins with the mark (BOM) without which Excel takes UTF-8 for something else and spoils Korean.
 */
export function toSheet(entries: readonly Entry[], hasNames: boolean): string {
  const rows = entries.flatMap((entry) => {
    const before = [entry.group, entry.id, ...aboutQuestion(entry.question), entry.asked];
    if (!hasNames) return [[...before, entry.answered, entry.correct]];
    const named = entry.people.map(({ name, answered, correct }) => [...before, answered, correct, name]);
    // What people did whose names are not told is what is missing to the whole.
    const answered = entry.answered - sum(entry.people.map((person) => person.answered));
    const correct = entry.correct - sum(entry.people.map((person) => person.correct));
    return answered > 0 || named.length === 0 ? [...named, [...before, answered, correct, '']] : named;
  });
  const table = [hasNames ? [...columns, 'name'] : columns, ...rows];
  return `\uFEFF${table.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function aboutQuestion(question: Question | undefined): (string | number)[] {
  if (question === undefined) return Array.from({ length: 8 }, () => '');
  const { topic, level, kind, locale, stem, options, answers, reason } = question;
  const why = options.find((option) => option.correct)?.reason ?? reason;
  return [
    topic,
    level,
    kind,
    locale,
    stem,
    options.map(({ text }) => text).join('\n'),
    answers.join('\n'),
    why,
  ];
}

/** A spreadsheet computes what begins like this, and a formula may send the sheet away; after the mark it is text. */
const isFormula = (text: string): boolean => /^\s*[=+\-@＝＋－＠\t\r]/.test(text);

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  return quote(isFormula(value) ? `'${value}` : value);
}

/** A field of a table in text, whatever stands in it. */
export const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

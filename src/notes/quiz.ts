import type { Locale } from './locale.ts';
import type { Option, Question, QuestionKind } from './question.ts';

/** Reports something that is wrong with a question, by the line of the file. */
type Report = (line: number, rule: string, message: string) => void;

interface Block {
  /** Line of the heading in the file, from 1. */
  line: number;
  heading: string;
  body: string[];
}

/**
 * Cuts the quiz out of a note: `## 퀴즈` or `## Quiz` up to the next heading of its level, if anything in it can be ticked.
 * It is read line by line, as it has a form of its own, and the parser of Markdown would take as long for it as for the note.
 *
 * @returns the text with empty lines in place of the quiz, so that line numbers stay, and the lines of the quiz
 */
export function cutQuiz(markdown: string): { rest: string; quiz: Block[] } {
  if (!/^## (?:퀴즈|Quiz)\s*$/m.test(markdown)) return { rest: markdown, quiz: [] };
  const lines = markdown.split('\n');
  const quiz: Block[] = [];
  const kept: string[] = [];
  let isQuiz = false;
  let fence: string | undefined;
  lines.forEach((text, index) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(text)?.[1];
    if (fence === undefined && /^##? /.test(text)) isQuiz = /^## (?:퀴즈|Quiz)\s*$/.test(text);
    const heading = fence === undefined ? /^### (.*)$/.exec(text)?.[1] : undefined;
    if (mark !== undefined) fence = fence === undefined ? mark : mark.startsWith(fence) ? undefined : fence;
    kept.push(isQuiz ? '' : text);
    if (!isQuiz) return;
    if (heading !== undefined) quiz.push({ line: index + 1, heading, body: [] });
    else quiz.at(-1)?.body.push(text);
  });
  const isOne = quiz.some(({ body }) => body.some((text) => /^- \[[ xX]\] /.test(text)));
  return isOne ? { rest: kept.join('\n'), quiz } : { rest: markdown, quiz: [] };
}

/**
 * Reads the questions of a note.
 *
 * ```markdown
 * ### What does it do? {#what-it-does level=1}
 * - [x] This.
 *   Why it is right.
 * - [ ] That.
 *   Why it is not.
 * ```
 *
 * Two options that say O and X (or True and False) make a question of that kind; if all are ticked, they are what may be typed.
 */
export function readQuestions(
  quiz: readonly Block[],
  { topic, locale, file }: { topic: string; locale: Locale; file: string },
  report: Report,
): Question[] {
  return quiz.flatMap((block): Question[] => {
    const match = /^(.*?)\s*\{#([a-z0-9]+(?:-[a-z0-9]+)*) level=([123])\}\s*$/.exec(block.heading);
    if (match === null) {
      report(
        block.line,
        'question-id',
        'a question ends with its id and level, in lower case letters, digits and hyphens: {#pod-restart level=1}',
      );
      return [];
    }
    const [, title = '', id = '', level = ''] = match;
    const { stem, options } = readBody(block, title, report);
    const ticked = options.filter((option) => option.correct);
    const kind = kindOf(options);
    if (kind === undefined) {
      const found = `${options.length} options with ${ticked.length} ticked`;
      report(
        block.line,
        'question-kind',
        `${found}; write 3 to 5 with one ticked, O and X (True and False) with one ticked, or only ticked ones for what may be typed`,
      );
      return [];
    }
    return [
      {
        id: `${topic}/${id}`,
        topic,
        locale,
        kind,
        level: Number(level) as Question['level'],
        stem,
        options: kind === 'fill' ? [] : options,
        answers: ticked.map(({ text }) => (kind === 'fill' ? text.replace(/^`(.*)`$/, '$1') : text)),
        reason:
          kind === 'fill'
            ? options
                .map(({ reason }) => reason)
                .filter(Boolean)
                .join('\n')
            : '',
        origin: 'written',
        file,
        line: block.line,
      },
    ];
  });
}

function kindOf(options: readonly Option[]): QuestionKind | undefined {
  const ticked = options.filter((option) => option.correct).length;
  if (options.length > 0 && ticked === options.length) return 'fill';
  if (ticked !== 1) return undefined;
  if (
    options.length === 2 &&
    /^(?:O,X|X,O|True,False|False,True)$/.test(String(options.map(({ text }) => text)))
  )
    return 'ox';
  return options.length >= 3 && options.length <= 5 ? 'choice' : undefined;
}

function readBody({ line, body }: Block, title: string, report: Report): { stem: string; options: Option[] } {
  const stem = [title];
  const options: Option[] = [];
  let isCode = false;
  body.forEach((text, index) => {
    if (/^```/.test(text)) isCode = !isCode;
    const item = isCode ? null : /^- \[([ xX])\] (.*)$/.exec(text);
    const option = options.at(-1);
    if (item !== null) options.push({ text: (item[2] ?? '').trim(), correct: item[1] !== ' ', reason: '' });
    else if (option === undefined) stem.push(text);
    else if (/^ {2}/.test(text)) option.reason += `${option.reason === '' ? '' : '\n'}${text.slice(2)}`;
    else if (text.trim() !== '')
      report(
        line + index + 1,
        'question-form',
        'below an option stands only why it is right or wrong, two spaces in; code belongs above the options',
      );
  });
  return { stem: stem.join('\n').trim(), options };
}

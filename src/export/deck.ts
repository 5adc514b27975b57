import type { Say } from '../chat/locale.ts';
import type { Question } from '../notes/question.ts';
import type { Entry } from './entry.ts';
import { shareOf } from './entry.ts';
import { quote } from './sheet.ts';

/** A question that is answered right less often than this is marked as hard. */
const hardShare = 0.6;

/**
 * Questions as text that Anki (2.1.54 and newer) imports: a note a question and language, by an id that stays, so that a
 * later import brings cards up to date and leaves alone when they are due. Questions that are no longer in the notes are
 * left out. What the file says of itself chooses Anki's note type Basic, and makes the deck.
 *
 * @param html safe HTML of Markdown
 */
export async function toDeck(
  entries: readonly Entry[],
  say: Say,
  html: (markdown: string) => Promise<string>,
): Promise<string> {
  const head = [
    ...['#separator:tab', '#html:true', '#notetype:Basic'],
    ...['#guid column:1', '#deck column:2', '#tags column:5'],
  ];
  const notes: string[] = [];
  for (const { question, ...entry } of ofAllGroups(entries)) {
    if (question === undefined) continue;
    const { id, topic, level, locale } = question;
    const isHard = entry.answered > 0 && entry.correct / entry.answered < hardShare;
    const fields = [
      `k8s-study-bot ${id} ${locale}`,
      `k8s-study-bot (${locale})`,
      await html(frontOf(question)),
      (await html(backOf(question, say))) + (await html(resultOf(entry, say))),
      [topic, `level-${level}`, ...(isHard ? ['hard'] : [])].join(' '),
    ];
    // Quoted, as lines of code are to stay lines.
    notes.push(fields.map(quote).join('\t'));
  }
  return [...head, ...notes].map((line) => `${line}\n`).join('');
}

/** A card is about a question, however many groups had it. */
function ofAllGroups(entries: readonly Entry[]): Entry[] {
  const byId = new Map<string, Entry>();
  for (const entry of entries) {
    const before = byId.get(entry.id);
    byId.set(
      entry.id,
      before === undefined
        ? entry
        : {
            ...before,
            asked: before.asked + entry.asked,
            answered: before.answered + entry.answered,
            correct: before.correct + entry.correct,
          },
    );
  }
  return [...byId.values()];
}

const frontOf = ({ stem, options }: Question): string =>
  [stem, options.map(({ text }, place) => `${place + 1}. ${text}`).join('\n')].join('\n\n');

function backOf({ options, answers, reason }: Question, say: Say): string {
  if (options.length === 0) return [say('accepted', { answers: answers.join(', ') }), reason].join('\n\n');
  const place = options.findIndex(({ correct }) => correct);
  const right = options[place];
  return [`**${place + 1}. ${right?.text ?? ''}**`, right?.reason ?? ''].join('\n\n');
}

const resultOf = (entry: Omit<Entry, 'question'>, say: Say): string =>
  entry.answered === 0
    ? ''
    : `*${say('export-result', { asked: entry.asked, answered: entry.answered, correct: entry.correct, share: shareOf(entry) })}*`;

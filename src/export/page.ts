import type { Say } from '../chat/locale.ts';
import { type Entry, privateChats, shareOf } from './entry.ts';

/**
 * Questions and results as Markdown to be read or put into a wiki: a chapter a group, and options as the notes have them.
 *
 * @param topicOf title of a topic
 */
export function toPage(
  entries: readonly Entry[],
  hasNames: boolean,
  say: Say,
  topicOf: (slug: string) => string,
): string {
  const blocks: string[] = [];
  let group: string | undefined;
  for (const entry of entries) {
    if (entry.group !== group) {
      group = entry.group;
      const name = group === privateChats ? say('export-private') : plain(group);
      blocks.push(`# ${say('export-title', { group: name })}`);
    }
    const { id, question, asked, answered, correct, people } = entry;
    blocks.push(`## ${question === undefined ? id : `${plain(topicOf(question.topic))} · ${id}`}`);
    if (question === undefined) blocks.push(say('export-gone'));
    else {
      blocks.push(question.stem);
      blocks.push(
        question.options.length === 0
          ? [say('accepted', { answers: question.answers.join(', ') }), question.reason].join('\n\n')
          : question.options
              .map(({ text, correct: isRight, reason }) =>
                [`- [${isRight ? 'x' : ' '}] ${text}`, ...reason.split('\n')].join('\n  '),
              )
              .join('\n'),
      );
    }
    blocks.push(
      answered === 0
        ? say('export-unanswered', { asked })
        : say('export-result', { asked, answered, correct, share: shareOf(entry) }),
    );
    if (hasNames && people.length > 0)
      blocks.push(people.map((one) => `- ${plain(one.name)}: ${one.correct}/${one.answered}`).join('\n'));
  }
  return `${blocks.map((block) => block.trim()).join('\n\n')}\n`;
}

/** Text of which Markdown makes nothing, on one line. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|~&!]/g, '\\$&');

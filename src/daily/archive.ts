import type { RootContent } from 'mdast';
import { remark } from '../chat/answer.ts';
import type { Button, Reply } from '../chat/reply.ts';
import { type Player, zoneOf } from '../quiz/play.ts';
import { inlineOf, item, questionOf, type Table, topicTitle } from '../quiz/view.ts';

/** Questions on one page: each has a button, and a row holds five. */
const pageLength = 5;

/** What was put to a channel, the latest first: when, what, how it went, and again for oneself. */
export async function archive(table: Table, player: Player, before: Date): Promise<Reply> {
  const { store, say, locale } = table;
  if (player.channel === undefined) return remark(say('channel-only'), locale);
  const [found, zone] = await Promise.all([
    store.past(player.channel, before, pageLength + 1),
    zoneOf(table, player.group),
  ]);
  const page = found.slice(0, pageLength);
  const last = page.at(-1)?.quiz.closedAt;
  if (last === undefined) return remark(say('archive-none'), locale);
  const day = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: zone });
  const body: RootContent[] = [
    {
      type: 'list',
      ordered: true,
      spread: false,
      children: page.map(({ quiz, answered, correct }) => {
        const question = questionOf(table, quiz, 0);
        const stem = question === undefined ? [] : inlineOf(question.stem.split('\n')[0] ?? '');
        const when = day.format(quiz.openedAt);
        return item([
          quiz.link === undefined
            ? { type: 'text', value: when }
            : { type: 'link', url: quiz.link, children: [{ type: 'text', value: when }] },
          { type: 'text', value: ` · ${topicTitle(table, question?.topic ?? '')} · ` },
          ...stem,
          { type: 'text', value: ` (${answered === 0 ? say('archive-nobody') : `${correct}/${answered}`})` },
        ]);
      }),
    },
  ];
  return {
    locale,
    title: say('archive-title'),
    body,
    rows: [
      page.map(
        ({ quiz }, place): Button => ({
          label: `${say('again')} ${place + 1}`,
          action: { kind: 'again', quiz: quiz.id },
        }),
      ),
      ...(found.length > pageLength
        ? [[{ label: say('archive-older'), action: { kind: 'archive', before: last.getTime() } } as const]]
        : []),
    ],
    audience: 'person',
  };
}

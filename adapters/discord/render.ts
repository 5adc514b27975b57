import {
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIContainerComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { encodeAction } from '../../src/chat/action.ts';
import { shorten } from '../../src/chat/answer.ts';
import { fit as fitWithin } from '../../src/chat/fit.ts';
import type { Say } from '../../src/chat/locale.ts';
import type { Button, Reply } from '../../src/chat/reply.ts';
import { simplify } from '../../src/chat/simple.ts';
import { nameOf } from './file.ts';
import { limits } from './limits.ts';
import { clean, escapeLine, markdown } from './markdown.ts';

/** The blue of Kubernetes, at the edge of what the bot says. */
const accentColor = 0x326ce5;

/**
 * A reply as one container of Components V2: title, text, small print, file, rows of buttons. The file itself is to be sent
 * with it.
 *
 * Not an embed, which readers can turn off, needs the permission Embed Links, and is cut into columns on no phone.
 */
export function renderReply(reply: Reply, say: Say): APIContainerComponent {
  const rows = rowsOf(reply.rows);
  const labels = reply.rows.flat().map(({ label }) => label);
  const title = reply.title === undefined ? '' : heading(reply.title);
  const footer = reply.footer === undefined ? '' : small(reply.footer);
  const around = [title, footer, small(say('cut')), ...labels].join('\n').length;
  const { body, isCut } = fitWithin(
    simplify(reply.body),
    limits.text - around,
    (nodes) => markdown(nodes).length,
  );
  const texts = [
    title,
    markdown(body),
    [isCut ? small(say('cut')) : '', footer].filter((line) => line !== '').join('\n'),
  ].filter((text) => text.trim() !== '');
  const components: APIComponentInContainer[] = texts.map((content) => ({
    type: ComponentType.TextDisplay,
    content,
  }));
  if (reply.file !== undefined)
    components.push({ type: ComponentType.File, file: { url: `attachment://${nameOf(reply.file)}` } });
  let count = 1 + components.length;
  for (const buttons of rows) {
    count += 1 + buttons.length;
    if (count <= limits.components) components.push({ type: ComponentType.ActionRow, components: buttons });
  }
  return { type: ComponentType.Container, accent_color: accentColor, components };
}

const line = (text: string, length: number): string =>
  shorten(clean(text).replace(/\s+/g, ' ').trim(), length);

function heading(title: string): string {
  const text = escapeLine(line(title, limits.title));
  return text === '' ? '' : `## ${text}`;
}

function small(text: string): string {
  const own = escapeLine(line(text, 1000));
  return own === '' ? '' : `-# ${own}`;
}

/** Two buttons that do the same would have the same id, which Discord refuses: the first one stays. */
function rowsOf(rows: readonly Button[][]): APIButtonComponent[][] {
  const ids = new Set<string>();
  return rows
    .map((row) =>
      row
        .flatMap((button): APIButtonComponent[] => {
          const label = line(button.label, limits.label) || '…';
          if ('url' in button) {
            const isTaken = button.url.length <= limits.url && /^https?:\/\//i.test(button.url);
            return isTaken
              ? [{ type: ComponentType.Button, style: ButtonStyle.Link, label, url: button.url }]
              : [];
          }
          const id = encodeAction(button.action);
          if (ids.has(id) || id.length > limits.customId) return [];
          ids.add(id);
          return [{ type: ComponentType.Button, style: ButtonStyle.Secondary, label, custom_id: id }];
        })
        .slice(0, limits.buttons),
    )
    .filter((row) => row.length > 0);
}

import { styleText } from 'node:util';
import type { Nodes, PhrasingContent, RootContent, Table } from 'mdast';
import stringWidth from 'string-width';
import type { Button, Reply } from '../../src/chat/reply.ts';
import { describeDiagram, isDiagram } from '../../src/notes/diagram.ts';

/** Marks text for a terminal; without colour it leaves it as it is. */
type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

const styled: Style = (format, text) => styleText(format, text, { validateStream: false });
const unstyled: Style = (_format, text) => text;

/** A reply as lines of text. Control characters are dropped: a note must not move the cursor. */
export function renderReply(reply: Reply, colour: boolean): string {
  const style = colour ? styled : unstyled;
  const blocks = [
    ...(reply.title === undefined ? [] : [style('bold', clean(reply.title))]),
    ...reply.body.map((node) => block(node, style)),
    ...(reply.rows.length === 0
      ? []
      : [reply.rows.map((row) => row.map((button) => label(button, style)).join('  ')).join('\n')]),
    ...(reply.footer === undefined ? [] : [style('dim', clean(reply.footer))]),
  ];
  return blocks.filter((text) => text !== '').join('\n\n');
}

const label = (button: Button, style: Style): string =>
  'url' in button
    ? `${clean(button.label)}: ${style('underline', clean(button.url))}`
    : style('cyan', `[${clean(button.label)}]`);

function block(node: RootContent, style: Style): string {
  switch (node.type) {
    case 'heading':
      return style('bold', inline(node.children, style));
    case 'paragraph':
      return inline(node.children, style);
    case 'code':
      if (isDiagram(node)) return style('italic', clean(describeDiagram(node.value)));
      return clean(node.value)
        .split('\n')
        .map((line) => `  ${style('green', line)}`)
        .join('\n');
    case 'list':
      return node.children
        .map((item, index) => {
          const bullet = node.ordered
            ? `${(node.start ?? 1) + index}.`
            : item.checked === true
              ? '[x]'
              : item.checked === false
                ? '[ ]'
                : '-';
          const text = item.children.map((child) => block(child, style)).join('\n');
          return `${bullet} ${indent(text, bullet.length + 1)}`;
        })
        .join('\n');
    case 'blockquote':
      return node.children
        .map((child) => block(child, style))
        .join('\n\n')
        .replace(/^/gm, '| ');
    case 'table':
      return table(node, style);
    case 'thematicBreak':
      return '---';
    default:
      return inline([node as PhrasingContent], style);
  }
}

const indent = (text: string, width: number): string => text.replace(/\n/g, `\n${' '.repeat(width)}`);

function inline(nodes: readonly Nodes[], style: Style): string {
  return nodes
    .map((node): string => {
      switch (node.type) {
        case 'text':
          return clean(node.value);
        case 'inlineCode':
          return style('green', clean(node.value));
        case 'strong':
          return style('bold', inline(node.children, style));
        case 'emphasis':
          return style('italic', inline(node.children, style));
        case 'break':
          return '\n';
        case 'link': {
          const text = inline(node.children, style);
          return text === node.url ? text : `${text} (${clean(node.url)})`;
        }
        default:
          return 'children' in node ? inline(node.children, style) : '';
      }
    })
    .join('');
}

/** Columns are as wide as the terminal shows them: a Hangul syllable takes two places. Wide cells are wrapped. */
function table(node: Table, style: Style): string {
  const columns = Math.max(...node.children.map((row) => row.children.length));
  const most = Math.max(16, Math.floor(96 / columns));
  const rows = node.children.map((row) =>
    row.children.map((cell) => wrap(inline(cell.children, unstyled), most)),
  );
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(3, ...rows.map((row) => Math.max(0, ...(row[column] ?? []).map((line) => stringWidth(line))))),
  );
  const lines = rows.flatMap((row, index) => {
    const height = Math.max(1, ...row.map((cell) => cell.length));
    const texts = Array.from({ length: height }, (_, at) =>
      widths
        .map((width, column) => pad(row[column]?.[at] ?? '', width))
        .join(' | ')
        .trimEnd(),
    );
    return index === 0
      ? [...texts.map((text) => style('bold', text)), widths.map((width) => '-'.repeat(width)).join('-|-')]
      : texts;
  });
  return lines.join('\n');
}

const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - stringWidth(text)));

function wrap(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(/(?<=\s)/)) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && stringWidth(line + word.trimEnd()) > width) lines.push(word);
    else lines[lines.length - 1] = line + word;
  }
  return lines.map((line) => line.trim());
}

/** Line breaks and tabs stay; what else could steer a terminal, or hide the order of letters, goes. */
const clean = (text: string): string =>
  text.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, (char) =>
    char === '\n' || char === '\t' ? char : '',
  );

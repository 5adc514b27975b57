import type { Token } from 'markdown-it';
import type { AlignType, Nodes, Parent, RootContent } from 'mdast';
import { toString as plain } from 'mdast-util-to-string';

/** The text that tokens were read from. */
interface Origin {
  text: string;
  /** Number of the line with which the tokens begin, from 1. */
  line: number;
}

/**
 * Makes a Markdown tree (mdast) of the tokens of markdown-it. Blocks know where they stand in the text, from the begin
 * of their first line to the end of their last; what stands within a line knows the line, if no code that goes over
 * several lines stands before it in its paragraph: the tokens do not tell how many.
 */
export function treeOf(tokens: readonly Token[], origin: Origin): RootContent[] {
  const starts = [0, ...Array.from(origin.text.matchAll(/\n/g), ({ index }) => index + 1)];
  const root: Parent = { type: 'root', children: [] };
  const stack: Parent[] = [root];
  let line = origin.line;

  const add = (node: RootContent, map: Token['map'] = null) => {
    node.position = map === null ? lineOf(line) : placeOf(map);
    stack.at(-1)?.children.push(node);
    return node;
  };
  const addText = (value: string) => {
    const before = stack.at(-1)?.children.at(-1);
    if (before?.type === 'text') before.value += value;
    else if (value !== '') add({ type: 'text', value });
  };
  const read = (token: Token) => {
    const { type, map, nesting, content } = token;
    if (map !== null) line = origin.line + map[0];
    if (nesting < 0) stack.pop();
    else if (type === 'inline') {
      for (const child of token.children ?? []) read(child);
      readTick(stack);
    } else if (type === 'text') addText(content);
    else if (type === 'softbreak') {
      addText('\n');
      line++;
    } else {
      const node = nodeOf(token);
      if (node !== undefined) add(node, map);
      if (type === 'hardbreak') line++;
      if (type === 'paragraph_open' && !token.hidden) loosen(stack);
      if (type === 'th_open') align(stack, token);
      // What the tree has no node for, such as the body of a table, gives its children to the node above.
      if (nesting > 0) stack.push((node ?? stack.at(-1)) as Parent);
    }
  };
  for (const token of tokens) read(token);
  return root.children;

  function placeOf([from, to]: NonNullable<Token['map']>) {
    const first = origin.line + from;
    const start = starts[first - 1] ?? 0;
    const end = origin.text.slice(start, starts[origin.line + to - 1]).trimEnd().length + start;
    return {
      start: { line: first, column: 1, offset: start },
      end: { line: Math.max(first, origin.line + to - 1), column: 1, offset: end },
    };
  }
}

const lineOf = (line: number) => ({ start: { line, column: 1 }, end: { line, column: 1 } });

function nodeOf(token: Token): RootContent | undefined {
  const { type, content } = token;
  const attribute = (name: string) => String(token.attrGet(name) ?? '');
  const title = attribute('title') || null;
  switch (type) {
    case 'heading_open':
      return { type: 'heading', depth: Number(token.tag.slice(1)) as 1, children: [] };
    case 'paragraph_open':
      return { type: 'paragraph', children: [] };
    case 'blockquote_open':
      return { type: 'blockquote', children: [] };
    case 'bullet_list_open':
      return { type: 'list', ordered: false, start: null, spread: false, children: [] };
    case 'ordered_list_open':
      return {
        type: 'list',
        ordered: true,
        start: Number(attribute('start') || 1),
        spread: false,
        children: [],
      };
    case 'list_item_open':
      return { type: 'listItem', spread: false, checked: null, children: [] };
    case 'fence':
    case 'code_block': {
      const [, lang = '', meta = ''] = /^(\S*)\s*(.*)$/s.exec(token.info.trim()) ?? [];
      return { type: 'code', lang: lang || null, meta: meta || null, value: content.replace(/\n$/, '') };
    }
    case 'table_open':
      return { type: 'table', align: [], children: [] };
    case 'tr_open':
      return { type: 'tableRow', children: [] };
    case 'th_open':
    case 'td_open':
      return { type: 'tableCell', children: [] };
    case 'hr':
      return { type: 'thematicBreak' };
    case 'html_block':
    case 'html_inline':
      return { type: 'html', value: content.trimEnd() };
    case 'em_open':
      return { type: 'emphasis', children: [] };
    case 'strong_open':
      return { type: 'strong', children: [] };
    case 's_open':
      return { type: 'delete', children: [] };
    case 'link_open':
      return { type: 'link', url: attribute('href'), title, children: [] };
    case 'image':
      return {
        type: 'image',
        url: attribute('src'),
        title,
        alt: plain(treeOf(token.children ?? [], { text: '', line: 1 })),
      };
    case 'code_inline':
      return { type: 'inlineCode', value: content };
    case 'hardbreak':
      return { type: 'break' };
    default:
      return undefined;
  }
}

/** A list is loose if a paragraph in it stands by itself. */
function loosen(stack: readonly Parent[]): void {
  for (const node of stack.slice(-2) as Nodes[])
    if (node.type === 'list' || node.type === 'listItem') node.spread = true;
}

/** A column is aligned as its heading is. */
function align(stack: readonly Parent[], token: Token): void {
  const table = (stack as Nodes[]).findLast((node) => node.type === 'table');
  const side = /text-align:(\w+)/.exec(String(token.attrGet('style') ?? ''))?.[1];
  if (table?.type === 'table') table.align?.push((side as AlignType) ?? null);
}

/** `[ ]` or `[x]` at the begin of an item is a box, not text. */
function readTick(stack: readonly Parent[]): void {
  const [item, paragraph] = stack.slice(-2) as Nodes[];
  if (item?.type !== 'listItem' || paragraph?.type !== 'paragraph' || item.children.length > 1) return;
  const [first] = paragraph.children;
  const tick = first?.type === 'text' ? /^\[([ xX])\]\s+/.exec(first.value) : null;
  if (first?.type !== 'text' || tick === null) return;
  item.checked = tick[1] !== ' ';
  first.value = first.value.slice(tick[0].length);
  if (first.value === '') paragraph.children.shift();
}

import type { Html, Nodes, Root, RootContent, Yaml } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toString as plain } from 'mdast-util-to-string';
import { gfm } from 'micromark-extension-gfm';
import { decodeString } from 'micromark-util-decode-string';

const options = {
  extensions: [gfm()],
  // The parser finds bare addresses; a second pass over the tree for them takes as long as a tenth of all reading.
  mdastExtensions: gfmFromMarkdown().map(({ transforms: _, ...extension }) => extension),
};

/**
 * Parses GitHub-flavoured Markdown. HTML is turned into the text it holds, comments and scripts into nothing, so
 * that nothing downstream meets markup of another kind.
 */
export function parseMarkdown(markdown: string): Root {
  const head = frontMatterOf(markdown);
  const children = pieces(markdown, head?.position?.end.offset ?? 0).flatMap(
    ({ text, offset, line, definitions }) => {
      const nodes = fromMarkdown(`${text}\n\n${definitions}`, options).children;
      const own = nodes.filter((node) => (node.position?.start.offset ?? 0) < text.length);
      if (offset > 0) move(own, offset, line);
      return own;
    },
  );
  const root: Root = { type: 'root', children: head === undefined ? children : [head, ...children] };
  withoutHtml(root);
  return root;
}

/** What stands above the text, in YAML; TOML, as Hugo also takes it, is skipped. */
function frontMatterOf(markdown: string): Yaml | Html | undefined {
  const match = /^(---|\+\+\+)[ \t]*\r?\n(?:([\s\S]*?)\r?\n)??\1[ \t]*(?=\r?\n|$)/.exec(markdown);
  if (match === null) return undefined;
  const [text, fence, value = ''] = match;
  const end = { line: text.split('\n').length, column: 4, offset: text.length };
  const position = { start: { line: 1, column: 1, offset: 0 }, end };
  return fence === '---' ? { type: 'yaml', value, position } : { type: 'html', value: '', position };
}

function move(nodes: readonly Nodes[], offset: number, line: number): void {
  const queue = [...nodes];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if ('children' in node) queue.push(...node.children);
    for (const point of node.position ? [node.position.start, node.position.end] : []) {
      point.line += line;
      if (point.offset !== undefined) point.offset += offset;
    }
  }
}

/** Characters of a piece; the parser's time grows with the square of the lists in one. */
const pieceLength = 8000;

interface Piece {
  text: string;
  /** Where it begins: characters and lines before it. */
  offset: number;
  line: number;
  /** Link definitions of the other pieces. */
  definitions: string;
}

/** Cuts a long text where a paragraph or heading begins after an empty line, outside code and HTML. */
function pieces(markdown: string, from: number): Piece[] {
  const head = markdown.slice(0, from);
  const text = markdown.slice(from);
  let start = { offset: from, line: head.split('\n').length - 1 };
  if (text.length <= pieceLength) return [{ ...start, text, definitions: '' }];
  const lines = text.split('\n');
  const found: Piece[] = [];
  const definitions: string[] = [];
  let offset = from;
  let end: RegExp | undefined;
  const above = start.line;
  lines.forEach((line, index) => {
    const isFresh = index > 0 && lines[index - 1]?.trim() === '' && /^[^\s>*+\-\d|<]/.test(line);
    if (end === undefined && isFresh && offset - start.offset >= pieceLength) {
      found.push({ ...start, text: markdown.slice(start.offset, offset), definitions: '' });
      start = { offset, line: above + index };
    }
    if (end === undefined) {
      if (/^ {0,3}\[[^\]]+\]:\s*\S/.test(line)) definitions.push(line);
      end = endOf(line);
    } else if (end.test(line)) end = undefined;
    offset += line.length + 1;
  });
  found.push({ ...start, text: markdown.slice(start.offset), definitions: '' });
  return found.map((piece) => ({ ...piece, definitions: definitions.join('\n') }));
}

/** What ends the block of code or HTML that a line begins, if it begins one that an empty line does not end. */
function endOf(line: string): RegExp | undefined {
  const fence = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
  if (fence !== undefined) return new RegExp(`^\\s*${fence}`);
  if (isOpen(line, '<!--', '-->')) return /-->/;
  const small = line.toLowerCase();
  const raw = ['script', 'style', 'pre', 'textarea'].find((name) => isOpen(small, `<${name}`, `</${name}`));
  return raw === undefined ? undefined : new RegExp(`</${raw}`, 'i');
}

/** Is the last that is opened in it not closed? Not by a pattern, whose time would grow with the square of the line. */
function isOpen(line: string, start: string, end: string): boolean {
  const at = line.lastIndexOf(start);
  return at >= 0 && !line.includes(end, at + start.length);
}

/** A loop, not a recursion: a note may nest a thousand levels deep. */
function withoutHtml(root: Root): void {
  const queue: Nodes[] = [root];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (!('children' in node)) continue;
    const children: Nodes[] = [];
    for (const child of node.children) {
      if (child.type !== 'html') {
        children.push(child);
        queue.push(child);
        continue;
      }
      const text = textOfHtml(child.value);
      if (text === '') continue;
      // The place in the file stays: sections are cut out of it by their first and last node.
      const inline = {
        type: 'text',
        value: text,
        ...(child.position && { position: child.position }),
      } as const;
      const isFlow = node.type === 'root' || node.type === 'blockquote' || node.type === 'listItem';
      children.push(
        isFlow
          ? { type: 'paragraph', children: [inline], ...(child.position && { position: child.position }) }
          : inline,
      );
    }
    node.children = children as typeof node.children;
  }
}

function textOfHtml(html: string): string {
  if (/^<br\s*\/?>$/i.test(html)) return '\n';
  const text = html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/<br\s*\/?>|<\/(?:p|div|li|tr|h[1-6])>/gi, '\n')
    .replace(/<\/t[dh]>/gi, ' ')
    .replace(/<\/?[a-z!?](?:"[^"]*"|'[^']*'|[^'"<>])*>/gi, '');
  return text.trim() === ''
    ? ''
    : decodeString(text)
        .replace(/[ \t\u00A0]+/g, ' ')
        .replace(/\n\s*\n+/g, '\n');
}

/** The words of a tree, a line a block. */
export function textOf(nodes: readonly RootContent[]): string {
  const lines: string[] = [];
  const queue: Nodes[] = [...nodes].reverse();
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (
      node.type === 'list' ||
      node.type === 'listItem' ||
      node.type === 'blockquote' ||
      node.type === 'table'
    )
      queue.push(...[...node.children].reverse());
    else if (node.type === 'tableRow') lines.push(node.children.map((cell) => plain(cell)).join(' '));
    else lines.push(plain(node, { includeHtml: false }));
  }
  return lines.join('\n');
}

import MarkdownIt, { type Env } from 'markdown-it';
import type { Definition, Html, Nodes, Root, RootContent, Yaml } from 'mdast';
import { toString as plain } from 'mdast-util-to-string';
import { treeOf } from './tree.ts';

const reader = new MarkdownIt({ html: true, linkify: true });
// Bare addresses become links, as on GitHub; "pods.example" does not.
reader.linkify.set({ fuzzyLink: false });
// Addresses stay as they are written; whoever shows one decides what is safe there.
reader.validateLink = () => true;
reader.normalizeLink = (url) => url;
reader.normalizeLinkText = (url) => url;

/**
 * Parses GitHub-flavoured Markdown. HTML is turned into the text it holds, comments and scripts into nothing, so
 * that nothing downstream meets markup of another kind. Definitions of links stand at the end, without a place.
 */
export function parseMarkdown(markdown: string): Root {
  const head = frontMatterOf(markdown);
  const env: Env = {};
  const children = treeOf(reader.parse(markdown.slice(head?.position?.end.offset ?? 0), env), {
    text: markdown,
    line: head?.position?.end.line ?? 1,
  });
  const definitions = Object.entries(env.references ?? {}).map(
    ([label, { href, title }]): Definition => ({
      type: 'definition',
      identifier: label.toLowerCase(),
      url: href,
      title: title || null,
    }),
  );
  const root: Root = { type: 'root', children: [...(head ? [head] : []), ...children, ...definitions] };
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
    : reader.utils
        .unescapeAll(text)
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

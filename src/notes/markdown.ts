import type { Nodes, Root, RootContent } from 'mdast';
import { toString as plain } from 'mdast-util-to-string';
import { decodeString } from 'micromark-util-decode-string';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const processor = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter).freeze();

/**
 * Parses GitHub-flavoured Markdown. HTML is turned into the text it holds, comments and scripts into nothing, so
 * that nothing downstream meets markup of another kind.
 */
export function parseMarkdown(markdown: string): Root {
  const root = processor.parse(markdown);
  withoutHtml(root);
  return root;
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
    .replace(/<\/?[a-z!?](?:"[^"]*"|'[^']*'|[^'">])*>/gi, '');
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

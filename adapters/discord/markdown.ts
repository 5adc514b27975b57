import type { List, ListItem, Nodes, PhrasingContent, RootContent } from 'mdast';
import { toString as plain } from 'mdast-util-to-string';

/**
 * Blocks of Markdown as Discord reads it. It is a dialect: a line break is a line break, no HTML entity is decoded, lists
 * nest by two spaces, and neither tables nor quotes in quotes exist.
 */
export const markdown = (body: readonly RootContent[]): string => quiet(blocks(body));

function blocks(body: readonly RootContent[]): string {
  let text = '';
  let last: RootContent | undefined;
  for (const node of body) {
    const next = block(node);
    if (next === '') continue;
    text += last === undefined ? next : between(last, node) + next;
    last = node;
  }
  return text;
}

/** Code and headings bring room of their own. */
const between = (one: RootContent, two: RootContent): string =>
  one.type === 'heading' || one.type === 'code' || two.type === 'code' ? '\n' : '\n\n';

function block(node: RootContent): string {
  switch (node.type) {
    case 'heading': {
      const text = inline(node.children).replace(/\s*\n\s*/g, ' ');
      return text === '' ? '' : `### ${text}`;
    }
    case 'paragraph':
      return lines(inline(node.children));
    case 'code':
      return fenced(node.value, node.lang);
    case 'list':
      return list(node, '');
    case 'blockquote':
      return blocks(node.children)
        .split('\n')
        .map((line) => `> ${line.replace(/^> /, '')}`)
        .join('\n');
    case 'thematicBreak':
      return '———';
    default:
      if ('children' in node && !isPhrasing(node)) return blocks(node.children as RootContent[]);
      return lines(inline([node]));
  }
}

const isPhrasing = (node: Nodes): boolean => ['strong', 'emphasis', 'delete', 'link'].includes(node.type);

/** What would begin a list where a person wrote no list. */
const lines = (text: string): string =>
  text.replace(/^([ \t]*)([-+])/gm, '$1\\$2').replace(/^([ \t]*\d+)([.)])(?=\s|$)/gm, '$1\\$2');

function list(node: List, indent: string): string {
  return node.children
    .map((item, index) => {
      const bullet = node.ordered ? `${(node.start ?? 1) + index}.` : '-';
      const check = item.checked === true ? '☑ ' : item.checked === false ? '☐ ' : '';
      return `${indent}${bullet} ${check}${itemText(item, indent)}`;
    })
    .join('\n');
}

function itemText(item: ListItem, indent: string): string {
  const below = `${indent}  `;
  return item.children
    .map((child, index) => {
      if (child.type === 'list') return `${index === 0 ? '' : '\n'}${list(child, below)}`;
      const text = block(child);
      // A fence that is set in would set in the code as well.
      if (child.type === 'code') return `\n${text}`;
      return `${index === 0 ? '' : `\n${below}`}${text.replace(/\n/g, `\n${below}`)}`;
    })
    .join('');
}

function fenced(value: string, lang: string | null | undefined): string {
  const code = clean(value).replace(/^\n+|\s+$/g, '');
  if (code === '') return '';
  const language = /^[\w+.#-]+$/.test(lang ?? '') ? lang : '';
  return `\`\`\`${language}\n${code.replace(/`(?=``)/g, '`\u200B')}\n\`\`\``;
}

function inline(nodes: readonly Nodes[]): string {
  let text = '';
  for (const node of nodes) {
    const next = phrase(node as PhrasingContent);
    // Two marks side by side would be read as one.
    const touches = next !== '' && /[*_~`]/.test(next[0] ?? '') && text.endsWith(next[0] ?? '');
    text += touches ? `\u200B${next}` : next;
  }
  return text;
}

function phrase(node: PhrasingContent): string {
  switch (node.type) {
    case 'text':
      // A line break in a file is none for the reader, unless it stands for a <br>.
      return node.value === '\n' ? '\n' : escapeText(node.value.replace(/\s*\n\s*/g, ' '));
    case 'inlineCode':
      return codeSpan(node.value);
    case 'strong':
      return marked('**', inline(node.children));
    case 'emphasis': {
      const text = inline(node.children);
      // Discord ends it at the first asterisk, escaped or not.
      return text.includes('*') ? text : marked('*', text);
    }
    case 'delete':
      return marked('~~', inline(node.children));
    case 'break':
      return '\n';
    case 'link':
      return link(node.url, node.children);
    default:
      return 'children' in node ? inline(node.children) : '';
  }
}

function marked(mark: string, text: string): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return inner === '' ? text : `${before}${mark}${inner}${mark}${after}`;
}

/** Three backticks in a row would open a block, so runs are broken up. */
function codeSpan(value: string): string {
  const code = clean(value)
    .replace(/\n/g, ' ')
    .replace(/`(?=`)/g, '`\u200B');
  if (code.trim() === '') return code;
  return code.includes('`') ? `\`\` ${code} \`\`` : `\`${code}\``;
}

/** A link whose words name another place than it leads to says where it leads; Discord shows no link then. */
function link(address: string, children: readonly PhrasingContent[]): string {
  const text = inline(children).replace(/\s*\n\s*/g, ' ');
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return text;
  const url = new URL(address);
  // What stands before an @ in an address looks like the place it leads to.
  if (url.username !== '' || url.password !== '') return text;
  const target = url.href.replace(
    /[<>()\\|*`@\s]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const words = plain({ type: 'paragraph', children: [...children] });
  const looksLikeAddress = /:\/\/|^\s*[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?=$|[\s/:?#])/u.test(
    words,
  );
  if (words.trim() === '' || words === address) return `<${target}>`;
  return looksLikeAddress ? `${text} (<${target}>)` : `[${text}](<${target}>)`;
}

/** Text on a line of its own that reads as it was written: no markup, no link, no emoji, and nobody is called. */
export const escapeLine = (text: string): string => quiet(escapeText(text));

const escapeText = (text: string): string =>
  clean(text)
    .replace(/[\\*_~`|<>[\]#]/g, '\\$&')
    .replace(/:(?=\/\/|\w+:)/g, '\\:');

/** Line breaks and tabs stay; what else could hide the order of letters goes. */
export const clean = (text: string): string =>
  text.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, (char) =>
    char === '\n' || char === '\t' ? char : '',
  );

/**
 * Cuts mentions by a space of no width, in code as well: Discord looks for them before it looks for backslashes and
 * backticks. That nobody is called is also said beside every message, in `allowed_mentions`.
 */
const quiet = (text: string): string =>
  text.replace(/@(?=everyone|here)|(?<=<)[@#](?=[!&]?\d)/gi, '$&\u200B');

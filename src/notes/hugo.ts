/**
 * Pages of documentation sites are often written for Hugo, whose shortcodes are no Markdown. They are replaced by
 * the text they stand for, or dropped; line numbers stay as they are, for error messages.
 * Syntax: https://gohugo.io/content-management/shortcodes/
 */
export function withoutShortcodes(markdown: string): string {
  let result = '';
  let at = 0;
  /** Blocks that are never closed, so that the end of the file is sought once only. */
  const unclosed = new Set<string>();
  for (let open = nextShortcode(markdown, 0); open >= 0; open = nextShortcode(markdown, at)) {
    const mark = markdown[open + 2] === '<' ? '>' : '%';
    const close = markdown.indexOf(`${mark}}}`, open);
    if (close < 0) break;
    const inner = markdown.slice(open + 3, close).trim();
    const end = hidden.test(inner) ? endOfBlock(markdown, close + 3, inner, unclosed) : close + 3;
    result +=
      markdown.slice(at, open) + textOfShortcode(inner) + markdown.slice(open, end).replace(/[^\n]/g, '');
    at = end;
  }
  return result + markdown.slice(at);
}

const shortcode = /\{\{[<%]/g;
function nextShortcode(markdown: string, from: number): number {
  shortcode.lastIndex = from;
  return shortcode.exec(markdown)?.index ?? -1;
}

/** Shortcodes whose content is no text for readers of Markdown. */
const hidden = /^(?:mermaid|comment)\b/;

function endOfBlock(markdown: string, from: number, inner: string, unclosed: Set<string>): number {
  const name = /^\w+/.exec(inner)?.[0] ?? '';
  if (unclosed.has(name)) return from;
  const end = new RegExp(`\\{\\{[<%]\\s{0,9}/\\s{0,9}${name}\\s{0,9}[>%]\\}\\}`, 'g');
  end.lastIndex = from;
  if (end.exec(markdown) !== null) return end.lastIndex;
  unclosed.add(name);
  return from;
}

/** Headings that the Kubernetes site writes as `{{% heading "whatsnext" %}}`. */
const siteHeadings: Record<string, string> = {
  prerequisites: 'Before you begin',
  objectives: 'Objectives',
  cleanup: 'Clean up',
  whatsnext: "What's next",
  synopsis: 'Synopsis',
  options: 'Options',
  seealso: 'See also',
};

function textOfShortcode(inner: string): string {
  // A closing one, or one that is shown as an example.
  if (inner.startsWith('/') || hidden.test(inner)) return '';
  const name = /^[\w./-]+/.exec(inner)?.[0] ?? '';
  const named = (key: string) =>
    new RegExp(`\\b${key}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|\`([^\`]*)\`|([^\\s"']+))`)
      .exec(inner)
      ?.slice(1)
      .find((value) => value !== undefined);
  const first = /^[\w./-]+\s+"([^"]*)"/.exec(inner)?.[1];
  switch (name) {
    case 'glossary_tooltip':
      return named('text') ?? named('term_id')?.replaceAll('-', ' ') ?? first ?? '';
    case 'heading':
      return (Object.hasOwn(siteHeadings, first ?? '') ? siteHeadings[first ?? ''] : first) ?? '';
    case 'link':
      return named('text') ?? named('url') ?? '';
    case 'api-reference':
      return named('text') ?? named('page') ?? '';
    case 'tab':
      return named('name') === undefined ? '' : `**${named('name')}**\n`.trimEnd();
    case 'feature-state':
      return [named('for_k8s_version') && `Kubernetes ${named('for_k8s_version')}`, named('state')]
        .filter(Boolean)
        .join(' ');
    case 'code_sample':
    case 'codenew':
    case 'code':
      return named('file') === undefined ? '' : `\`${named('file')}\``;
    case 'figure':
      return named('caption') ?? named('alt') ?? named('title') ?? '';
    default:
      return '';
  }
}

/**
 * Pages of documentation sites are often written for Hugo, whose shortcodes are no Markdown. They are replaced by
 * the text they stand for, or dropped; line numbers stay as they are, for error messages.
 * Syntax: https://gohugo.io/content-management/shortcodes/
 */
export function withoutShortcodes(markdown: string): string {
  if (!markdown.includes('{{')) return markdown;
  return markdown
    .replace(/\{\{[<%]\s*mermaid\b[\s\S]*?\{\{[<%]\s*\/\s*mermaid\s*[>%]\}\}/g, blankLines)
    .replace(/\{\{[<%]\/\*[\s\S]*?\*\/[>%]\}\}/g, blankLines)
    .replace(/\{\{[<%]\s*([\s\S]*?)\s*[>%]\}\}/g, (whole, inner: string) => {
      const text = textOfShortcode(inner);
      return text === '' ? blankLines(whole) : text;
    });
}

const blankLines = (text: string): string => text.replace(/[^\n]/g, '');

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
  if (inner.startsWith('/')) return '';
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
      return siteHeadings[first ?? ''] ?? first ?? '';
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

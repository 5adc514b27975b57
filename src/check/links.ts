import type { Nodes, Root } from 'mdast';
import type { Locale } from '../notes/locale.ts';
import type { Note } from '../notes/note.ts';
import type { Fault } from './fault.ts';

/** Pages of kubernetes.io that were seen, made by hand; kept in pages.tsv. */
export class Pages {
  #seen = new Set<string>();

  /** @param tsv a page a line: language, path without it, day on which it was seen */
  constructor(tsv: string) {
    for (const row of tsv.trim().split('\n').slice(1)) {
      const [locale, path = ''] = row.split('\t');
      this.#seen.add(locale === 'en' ? path : `/${locale}${path}`);
    }
  }

  has(path: string): boolean {
    return this.#seen.has(path);
  }
}

/** A link of a note, and the line it stands in. */
interface Link {
  url: string;
  line: number;
  /** It leads the reader on, so that it should be in their language; sources need not be. */
  isForReaders: boolean;
}

/** Checks that links to the documentation are of its form, and known; and that readers get their language. */
export function* checkLinks(
  notes: readonly Note[],
  root: Root,
  locale: Locale,
  pages: Pages,
): Iterable<Fault & { isWarning?: boolean }> {
  for (const { url, line, isForReaders } of linksOf(notes, root)) {
    if (!/^https?:\/\/(?:www\.)?kubernetes\.io(?:\/|$)/i.test(url)) continue;
    const { pathname, protocol, hostname } = new URL(url);
    if (protocol !== 'https:' || hostname !== 'kubernetes.io')
      yield { line, rule: 'link-form', message: `${url}: write https://kubernetes.io${pathname}` };
    else if (!pathname.endsWith('/'))
      yield {
        line,
        rule: 'link-form',
        message: `${url}: pages of kubernetes.io end with "/"; write ${pathname}/`,
      };
    else if (locale === 'en' && pathname.startsWith('/ko/'))
      yield { line, rule: 'link-language', message: `${url} is in Korean; write ${pathname.slice(3)}` };
    else if (!pages.has(pathname))
      yield {
        line,
        rule: 'link-unknown',
        isWarning: true,
        message: `${url} is not in src/kubernetes/pages.tsv; open it, and add it there if it is right`,
      };
    else if (locale === 'ko' && isForReaders && pages.has(`/ko${pathname}`))
      yield {
        line,
        rule: 'link-language',
        isWarning: true,
        message: `${url}: the page is there in Korean; write /ko${pathname}`,
      };
  }
}

function linksOf(notes: readonly Note[], root: Root): Link[] {
  const found = notes.flatMap(({ docs, sources, fieldLines }): Link[] => [
    ...(docs === undefined ? [] : [{ url: docs, line: fieldLines.docs ?? 1, isForReaders: true }]),
    ...sources.map((url) => ({ url, line: fieldLines.sources ?? 1, isForReaders: false })),
  ]);
  const queue: Nodes[] = [root];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (node.type === 'link' && URL.canParse(node.url))
      found.push({ url: node.url, line: node.position?.start.line ?? 1, isForReaders: true });
    if ('children' in node) queue.push(...node.children);
  }
  return found;
}

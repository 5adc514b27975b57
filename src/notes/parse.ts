import Slugger from 'github-slugger';
import type { Heading, Root, RootContent } from 'mdast';
import { toString as plain } from 'mdast-util-to-string';
import { type FrontMatter, frontMatter } from './frontmatter.ts';
import { withoutShortcodes } from './hugo.ts';
import { isLocale, type Locale } from './locale.ts';
import { parseMarkdown, textOf } from './markdown.ts';
import { type Note, type Part, type Problem, slugLimit } from './note.ts';
import { cutQuiz, readQuestions } from './quiz.ts';

/** A file of notes as it was read. */
export interface Source {
  /** Path below the notes directory, with forward slashes. */
  path: string;
  text: string;
}

/** A longer file is no page of notes, and reading it would hold up everyone. Characters. */
export const fileLimit = 1_000_000;

/** Deeper nesting than a person writes; it would overflow the stack of what walks the tree. */
const nestingLimit = 20;
/** Columns that a list or quote may be indented by. */
const columnLimit = 100;
/** Marks of emphasis and links in a paragraph: each may hold the next, as deep as there are marks. */
const markLimit = 1000;

/**
 * Headings that are a part of the note above them, not a topic of their own. In all spellings seen; compared
 * without case and spaces.
 */
const partHeadings: Record<Exclude<Part, 'summary'>, readonly string[]> = {
  points: ['핵심', '요점', '핵심 정리', 'key points', 'highlights'],
  when: [
    '언제 쓰나',
    '언제 쓰나요',
    '언제 사용하나',
    '언제 쓰는가',
    'when to use it',
    'when to use',
    'use cases',
    '사용 사례',
  ],
  example: ['예제', '예시', '예', 'example', 'examples', 'sample', 'manifest', 'yaml'],
  commands: ['명령', '명령어', '커맨드', 'commands', 'command', 'kubectl'],
  confusions: ['헷갈리는 것', '헷갈리는 점', '자주 헷갈리는 것', '차이점', 'often confused', 'differences'],
};
const partOfHeading = new Map<string, Part>();
for (const [part, headings] of Object.entries(partHeadings))
  for (const heading of headings) partOfHeading.set(squeeze(heading), part as Part);

function squeeze(heading: string): string {
  return heading.toLowerCase().replace(/[\s?!:.]/g, '');
}

/** What was read of a file. */
export interface ParsedFile {
  notes: Note[];
  problems: Problem[];
  /** Its Markdown, unless it could not be read as such. */
  root?: Root;
}

/**
 * Reads the notes of one file. Every heading opens a note, unless it is the heading of a part (see
 * {@link partHeadings}) below a note that has none yet: so a page of ours is one note in parts, and anyone's
 * page a note for each heading.
 */
export function parseNotes(source: Source): ParsedFile {
  const problems: Problem[] = [];
  const report: Report = (line, rule, message, severity = 'error') => {
    problems.push({ file: source.path, line, severity, rule, message });
  };

  if (source.text.includes('\0')) {
    report(
      1,
      'not-text',
      'this is not a text file; save it as UTF-8 Markdown or give it another ending than .md',
    );
    return { notes: [], problems };
  }
  if (source.text.length > fileLimit) {
    report(1, 'file-too-long', `longer than ${fileLimit} characters; split it into several files`);
    return { notes: [], problems };
  }
  const nested = tooDeep(source.text);
  if (nested !== undefined) {
    report(nested, 'nested-too-deep', `nested more than ${nestingLimit} levels deep; write it flatter`);
    return { notes: [], problems };
  }

  try {
    return read(source, problems, report);
  } catch (error) {
    // No text, however odd, may take the other files down.
    const reason = error instanceof Error ? error.message : String(error);
    report(1, 'unparsable', `the Markdown could not be read (${reason}); write it more simply`);
    return { notes: [], problems };
  }
}

type Report = (line: number, rule: string, message: string, severity?: Problem['severity']) => void;

function read(source: Source, problems: Problem[], report: Report): ParsedFile {
  const text = withoutShortcodes(source.text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
  const { rest: markdown, quiz } = cutQuiz(text);
  const root = parseMarkdown(markdown);
  if (/^---\s*\n\w+\s*:/.test(markdown) && root.children[0]?.type !== 'yaml') {
    report(1, 'front-matter-open', 'the front matter is never closed; add a line of --- below it');
    return { notes: [], problems };
  }
  const first = root.children[0];
  const front =
    first?.type === 'yaml'
      ? frontMatter(first.value, report)
      : { aliases: [], kubectl: [], keywords: [], related: [], sources: [], lines: {} };
  if (front === undefined) return { notes: [], problems, root };
  const notes = notesIn(root, markdown, front, source.path);
  const [note] = notes;
  if (note !== undefined)
    note.questions = readQuestions(quiz, { topic: note.slug, locale: note.locale, file: note.file }, report);
  return { notes, problems, root };
}

function notesIn(root: Root, markdown: string, front: FrontMatter, path: string): Note[] {
  const { locale, slug } = place(path, markdown);
  const slugger = new Slugger();
  const definitions = root.children
    .filter((node) => node.type === 'definition')
    .map(({ identifier, url }) => `[${identifier}]: <${url.replace(/[<>\s]/g, encodeURIComponent)}>`)
    .join('\n');
  const withDefinitions = (text: string) =>
    definitions !== '' && /\]/.test(text) ? `${text}\n\n${definitions}` : text;

  const notes: Note[] = [];
  /** Notes that the next heading may stand below, with the level of their own heading. */
  const open: { level: number; note: Note }[] = [];
  const start = (level: number, title: string, line: number, anchor?: string): Note => {
    while ((open.at(-1)?.level ?? -1) >= level) open.pop();
    const isPage = notes.length === 0 && (level <= 1 || front.title !== undefined);
    const note: Note = {
      slug: isPage
        ? slug
        : shorten(`${slug}/${slugger.slug(/[\p{L}\p{N}]/u.test(title) ? title : 'untitled')}`),
      locale,
      title,
      parents: open.map((above) => above.note.title),
      aliases: isPage ? front.aliases : [],
      kubectl: isPage ? front.kubectl : [],
      // An anchor that an author has set is often the heading in English.
      keywords: [
        ...(isPage ? front.keywords : []),
        ...(anchor === undefined ? [] : [anchor.replaceAll('-', ' ')]),
      ],
      related: isPage ? front.related : [],
      sources: isPage ? front.sources : [],
      ...(isPage && front.level !== undefined && { level: front.level }),
      ...(isPage && front.docs !== undefined && { docs: front.docs }),
      ...(isPage && front.reviewed !== undefined && { reviewed: front.reviewed }),
      file: path,
      line,
      fieldLines: isPage ? front.lines : {},
      sections: [],
      questions: [],
    };
    notes.push(note);
    open.push({ level, note });
    return note;
  };
  const fill = (note: Note | undefined, part: Part, title: string, line: number, body: RootContent[]) => {
    const text = textOf(body);
    if (note === undefined || text.trim() === '') return;
    note.sections.push({ part, title, line, markdown: withDefinitions(slice(markdown, body)), text });
  };

  if (front.title !== undefined) start(0, front.title, 1);
  for (const { heading, body } of stretches(root)) {
    if (heading === undefined) {
      const title = front.title ?? name(path);
      const hasText = textOf(body).trim() !== '';
      // Text above the first heading belongs to the page; a file without any heading is one note, named like the file.
      if (notes.length === 0 && hasText) start(0, title, 1);
      fill(notes[0], 'summary', title, 1, body);
      continue;
    }
    const words = plain(heading).trim();
    const [mark = '', anchor] = /\{#([^{}\s]*)\}$/.exec(words) ?? [];
    const title = words.slice(0, words.length - mark.length).trim();
    const line = heading.position?.start.line ?? 1;
    const repeatsTitle =
      heading.depth === 1 &&
      notes.length === 1 &&
      open[0]?.level === 0 &&
      notes[0]?.sections.length === 0 &&
      squeeze(title) === squeeze(notes[0]?.title ?? '');
    if (repeatsTitle) {
      fill(notes[0], 'summary', title, line, body);
      continue;
    }
    const above = open.findLast((candidate) => candidate.level < heading.depth)?.note;
    const part = partOfHeading.get(squeeze(title));
    if (part !== undefined && above !== undefined && !above.sections.some((section) => section.part === part))
      fill(above, part, title, line, body);
    else fill(start(heading.depth, title || name(path), line, anchor), 'summary', title, line, body);
  }
  return notes;
}

/** What a file is called, where nothing in it says. */
const name = (path: string): string =>
  path
    .split('/')
    .at(-1)
    ?.replace(/\.\w+$/, '') ?? path;

/** The tree cut at its headings: what stands before the first one has none. */
function stretches(root: Root): { heading?: Heading; body: RootContent[] }[] {
  const found: { heading?: Heading; body: RootContent[] }[] = [{ body: [] }];
  for (const node of root.children) {
    if (node.type === 'heading') found.push({ heading: node, body: [] });
    else if (node.type !== 'yaml' && node.type !== 'definition') found.at(-1)?.body.push(node);
  }
  return found;
}

function slice(markdown: string, nodes: readonly RootContent[]): string {
  return markdown.slice(nodes[0]?.position?.start.offset ?? 0, nodes.at(-1)?.position?.end.offset ?? 0);
}

/** `ko/pod.md` is the note "pod" in Korean; elsewhere the text tells the language. */
function place(path: string, markdown: string): { locale: Locale; slug: string } {
  const steps = path.replace(/\.\w+$/, '').split('/');
  const folder = steps.length > 1 ? steps[0] : undefined;
  if (isLocale(folder)) return { locale: folder, slug: shorten(steps.slice(1).map(slugOf).join('/')) };
  const hangul = markdown.match(/[가-힣]/g)?.length ?? 0;
  const latin = markdown.match(/[a-z]/gi)?.length ?? 0;
  // A Hangul syllable stands for two or three Latin letters, and Korean notes are full of English terms.
  return { locale: hangul * 8 > latin ? 'ko' : 'en', slug: shorten(steps.map(slugOf).join('/')) };
}

const slugOf = (text: string): string => new Slugger().slug(text) || 'note';

/** A long slug keeps its end, which tells most, and a checksum of the whole keeps it unique. */
function shorten(slug: string): string {
  if (slug.length <= slugLimit) return slug;
  let hash = 5381;
  for (const char of slug) hash = ((hash * 33) ^ (char.codePointAt(0) ?? 0)) >>> 0;
  const end = Array.from(slug.slice(-(slugLimit - 8)));
  return `${hash.toString(36)}-${end.filter((char) => !/[\uD800-\uDFFF]/.test(char)).join('')}`;
}

/**
 * The first line outside code that opens more levels of quotes or lists, or more emphasis and links in one
 * paragraph, than people write.
 */
function tooDeep(text: string): number | undefined {
  let fence: string | undefined;
  let marks = 0;
  const at = text.split('\n').findIndex((line) => {
    const opening = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (opening?.startsWith(fence)) fence = undefined;
      return false;
    }
    fence = opening;
    const start = /^[\s>*+\-\d.)]*/.exec(line)?.[0] ?? '';
    const levels = start.match(/>|[*+-](?=\s)|\d[.)](?=\s)/g)?.length ?? 0;
    const columns = /^\s*/.exec(line)?.[0].replaceAll('\t', '    ').length ?? 0;
    // Emphasis pairs up within a paragraph; an item, a row of a table or a heading is one of its own.
    const isNew = levels > 0 || /^\s*(?:[|#]|$)/.test(line);
    marks =
      (isNew ? 0 : marks) +
      (line.match(/(?:(?<![\p{L}\p{N}_])_+|(?<![*~])[*~]+|\[)(?=[^\s*_~[])/gu)?.length ?? 0);
    const isRun = /\[{200}/.test(line) || (/[*_~]{200}/.test(line) && /[^\s*_~]/.test(line));
    return levels > nestingLimit || (levels > 0 && columns > columnLimit) || marks > markLimit || isRun;
  });
  return at < 0 ? undefined : at + 1;
}

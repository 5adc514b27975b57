import type { BlockContent, Paragraph, PhrasingContent, RootContent, TableRow } from 'mdast';
import { toString as plain } from 'mdast-util-to-string';
import type { Locale } from '../notes/locale.ts';
import { parseMarkdown } from '../notes/markdown.ts';
import { type Note, type Part, parts, type Section, sectionOf } from '../notes/note.ts';
import type { Finding, Library } from '../search/library.ts';
import { hasNothing, noteOf, type Topic } from '../search/topic.ts';
import { type Action, actionLimit, encodeAction } from './action.ts';
import { by, type Say } from './locale.ts';
import { type Button, labelLength, type Reply, rowLength } from './reply.ts';

/** What is needed to put something into words. */
export interface Voice {
  library: Library;
  locale: Locale;
  say: Say;
}

/** Characters of a question that are quoted back. */
const quoteLength = 60;
/** Headings to offer where there is no answer. */
const nearestCount = 3;

/** The reply to what search found. */
export function answer(finding: Finding, asked: string, voice: Voice): Reply {
  const { say } = voice;
  const rescued =
    finding.rescued === undefined
      ? []
      : [say('rescued', { words: shorten(finding.rescued, quoteLength), by: by(finding.rescued) })];
  switch (finding.kind) {
    case 'answer':
      return show(finding.hit.topic, finding.hit.part, voice, rescued);
    case 'comparison':
      return compare(finding.hits[0].topic, finding.hits[1].topic, voice, rescued);
    case 'empty': {
      const below = voice.library.below(finding.hit.topic).filter((topic) => !hasNothing(topic));
      const near = [...below, ...finding.others.map((hit) => hit.topic)].filter(
        (topic) => !hasNothing(topic),
      );
      const body = [
        say('empty', { title: noteOf(finding.hit.topic, voice.locale).title }),
        say(below.length > 0 ? 'empty-below' : 'unknown-nearest'),
      ];
      return nothing(body, near, voice, rescued);
    }
    case 'unknown': {
      const near = finding.others.map((hit) => hit.topic).filter((topic) => !hasNothing(topic));
      const hint = near.length > 0 ? 'unknown-nearest' : 'unknown-none';
      return nothing(
        [say('unknown', { query: shorten(asked, quoteLength) }), say(hint)],
        near,
        voice,
        rescued,
      );
    }
  }
}

/** A topic, or one part of it. */
export function show(
  topic: Topic,
  wanted: Part | undefined,
  voice: Voice,
  remarks: readonly string[] = [],
): Reply {
  const { locale, say } = voice;
  const note = noteOf(topic, locale);
  const missing = wanted !== undefined && sectionOf(note, wanted) === undefined && wanted !== 'summary';
  const part = missing ? undefined : wanted;
  const isWhole = part === undefined || part === 'summary' || part === 'points';
  const sections = isWhole
    ? [sectionOf(note, 'summary'), sectionOf(note, 'points')]
    : [sectionOf(note, part)];
  const footer = [
    ...remarks,
    ...(missing ? [say('empty-part', { part: say(`part-${wanted}`) })] : []),
    ...(note.locale === locale ? [] : [say('other-language')]),
  ];
  return {
    locale,
    title: isWhole ? note.title : `${note.title} · ${say(`part-${part}`)}`,
    body: sections.flatMap((section) => (section === undefined ? [] : contentOf(section))),
    ...(footer.length > 0 && { footer: footer.join(' ') }),
    rows: [
      [...partButtons(note, isWhole ? undefined : part, say), ...quizButton(topic, say)].slice(0, rowLength),
      part === 'confusions' ? compareButtons(topic, note, voice) : relatedButtons(topic, note, voice),
      docsButton(note, say),
    ].filter((row) => row.length > 0),
    audience: 'channel',
    shown: { kind: 'show', slug: topic.slug, ...(!isWhole && { part }) },
  };
}

/** Two topics side by side: what each is, and what their notes say of the other. */
export function compare(one: Topic, two: Topic, voice: Voice, remarks: readonly string[] = []): Reply {
  const { locale, say } = voice;
  const notes: [Note, Note] = [noteOf(one, locale), noteOf(two, locale)];
  const footer = [
    ...remarks,
    ...(notes.every((note) => note.locale === locale) ? [] : [say('other-language')]),
  ];
  const row = (cells: PhrasingContent[][]): TableRow => ({
    type: 'tableRow',
    children: cells.map((children) => ({ type: 'tableCell', children })),
  });
  const rows = [
    row(notes.map((note) => [{ type: 'text', value: note.title }])),
    row(notes.map((note) => firstParagraph(sectionOf(note, 'summary')))),
  ];
  if (notes.every((note) => note.kubectl.length > 0))
    rows.push(row(notes.map((note) => [{ type: 'inlineCode', value: `kubectl get ${note.kubectl[0]}` }])));
  const told =
    [mentionsOf(two, notes[0]), mentionsOf(one, notes[1])].sort((a, b) => b.length - a.length)[0] ?? [];
  const buttons = notes.flatMap((note) => [
    showButton(note.title, note.slug),
    ...(sectionOf(note, 'example')
      ? [showButton(`${note.title} · ${say('part-example')}`, note.slug, 'example')]
      : []),
  ]);
  return {
    locale,
    title: say('compare', { a: notes[0].title, b: notes[1].title }),
    body: [{ type: 'table', align: [null, null], children: rows, data: { isSideBySide: true } }, ...told],
    ...(footer.length > 0 && { footer: footer.join(' ') }),
    rows: [buttons],
    audience: 'channel',
    shown: { kind: 'compare', slugs: [one.slug, two.slug] },
  };
}

/** How to use the bot, with topics to begin with. */
export function help({ library, locale, say }: Voice): Reply {
  const topics = library.suggest('', locale, rowLength);
  return {
    locale,
    title: say('help-title'),
    body: [
      ...parseMarkdown(say('help-body')).children,
      ...(topics.length > 0 ? [paragraph(say('help-topics'))] : [paragraph(say('no-notes'))]),
    ],
    rows: topics.length > 0 ? [topics.map(({ title, slug }) => showButton(title, slug))] : [],
    audience: 'person',
  };
}

/** A line for that person alone, such as "too fast": it takes nothing out of sight. */
export const remark = (text: string, locale: Locale): Reply => ({
  locale,
  body: [paragraph(text)],
  rows: [],
  audience: 'person',
  isApart: true,
});

function nothing(
  lines: readonly string[],
  near: readonly Topic[],
  { library, locale, say }: Voice,
  remarks: readonly string[],
): Reply {
  if (library.topics.length === 0) return remark(say('no-notes'), locale);
  const slugs = new Set([
    ...near.map((topic) => topic.slug),
    ...library.suggest('', locale, nearestCount).map((suggestion) => suggestion.slug),
  ]);
  const buttons = [...slugs]
    .slice(0, nearestCount)
    .flatMap((slug) => library.topic(slug) ?? [])
    .map((topic) => showButton(noteOf(topic, locale).title, topic.slug));
  return {
    locale,
    body: lines.map(paragraph),
    ...(remarks.length > 0 && { footer: remarks.join(' ') }),
    rows: [buttons],
    audience: 'person',
  };
}

/** A paragraph of plain text. */
export const paragraph = (text: string): Paragraph => ({
  type: 'paragraph',
  children: [{ type: 'text', value: text }],
});

function partButtons(note: Note, shown: Part | undefined, say: Say): Button[] {
  const others = parts.filter(
    (part) => part !== 'points' && part !== (shown ?? 'summary') && sectionOf(note, part) !== undefined,
  );
  return others.map((part) => showButton(say(`part-${part}`), note.slug, part));
}

function relatedButtons(topic: Topic, note: Note, { library, locale }: Voice): Button[] {
  const linked = note.related.flatMap((slug) => library.topic(slug) ?? []);
  const related = linked.length > 0 ? linked : library.below(topic);
  return related
    .filter((other) => !hasNothing(other))
    .slice(0, rowLength)
    .map((other) => showButton(noteOf(other, locale).title, other.slug));
}

function compareButtons(topic: Topic, note: Note, voice: Voice): Button[] {
  // What is a comparison is not compared in turn.
  if (Object.values(topic.notes).some(({ title }) => /\bvs\b|비교/i.test(title)))
    return relatedButtons(topic, note, voice);
  return note.related
    .flatMap((slug) => voice.library.topic(slug) ?? [])
    .filter((other) => mentionsOf(other, note).length > 0)
    .map((other) => ({
      label: shorten(
        voice.say('compare', { a: note.title, b: noteOf(other, voice.locale).title }),
        labelLength,
      ),
      action: { kind: 'compare', slugs: [topic.slug, other.slug] } satisfies Action,
    }))
    .filter(({ action }) => encodeAction(action).length <= actionLimit)
    .slice(0, rowLength);
}

function quizButton(topic: Topic, say: Say): Button[] {
  const action: Action = { kind: 'practise', slug: topic.slug };
  const canAsk = Object.values(topic.notes).some((note) => note.questions.length > 0);
  return canAsk && encodeAction(action).length <= actionLimit ? [{ label: say('quiz-me'), action }] : [];
}

/** Not every page of the documentation is translated: the button says so before the reader goes there. */
function docsButton(note: Note, say: Say): Button[] {
  if (note.docs === undefined) return [];
  const isForeign = note.locale !== 'en' && /^https:\/\/kubernetes\.io\/docs\//.test(note.docs);
  return [{ label: say(isForeign ? 'docs-in-english' : 'docs'), url: note.docs }];
}

function showButton(title: string, slug: string, part?: Part): Button {
  return {
    label: shorten(title, labelLength),
    action: { kind: 'show', slug, ...(part !== undefined && { part }) },
  };
}

/** Cuts at a whole character as a reader sees it, and says that it did. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  let short = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (short.length + segment.length > length - 1) break;
    short += segment;
  }
  return `${short}…`;
}

/** The section as it may be shown in a chat: pictures as links, and links to nowhere as text. */
const contentOf = (section: Section): RootContent[] =>
  parseMarkdown(section.markdown).children.flatMap(shown);

function shown(node: RootContent): RootContent[] {
  if ('children' in node) node.children = node.children.flatMap(shown) as typeof node.children;
  switch (node.type) {
    case 'image': {
      const text = { type: 'text', value: node.alt || node.url } as const;
      return isWebAddress(node.url) ? [{ type: 'link', url: node.url, children: [text] }] : [text];
    }
    case 'link':
      return isWebAddress(node.url) ? [node] : node.children;
    case 'definition':
      return [];
    default:
      return [node];
  }
}

const isWebAddress = (url: string): boolean => /^https?:\/\//i.test(url);

function firstParagraph(section: Section | undefined): PhrasingContent[] {
  const [first] = section === undefined ? [] : contentOf(section);
  if (first === undefined) return [];
  if (first.type === 'paragraph') return first.children;
  const text = plain(first.type === 'list' ? { ...first, children: first.children.slice(0, 3) } : first, {
    includeHtml: false,
  });
  return [{ type: 'text', value: shorten(text, 200) }];
}

/** What a note's "often confused" says of another topic; all of it if it names no other. */
function mentionsOf(topic: Topic, note: Note): BlockContent[] {
  const section = sectionOf(note, 'confusions');
  if (section === undefined) return [];
  const names = Object.values(topic.notes)
    .flatMap((other) => [other.title, ...other.aliases])
    .map((name) => name.toLowerCase());
  const says = (node: RootContent) => names.some((name) => plain(node).toLowerCase().includes(name));
  return contentOf(section).flatMap((node): BlockContent[] => {
    if (node.type === 'list') {
      const items = node.children.filter(says);
      return items.length === 0 ? [] : [{ ...node, children: items }];
    }
    return (node.type === 'paragraph' || node.type === 'table') && says(node) ? [node] : [];
  });
}

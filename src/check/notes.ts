import { isEmpty, type Note, type Part, type Problem, parts, sectionOf } from '../notes/note.ts';

/** Characters of the first paragraph, which is the whole answer on a phone. */
export const summaryLimit = 300;
/** Characters of a note, code and all; a longer one is two topics. */
export const noteLimit = 8000;

/** What can only be seen with all notes side by side. Rules for one file are in the parser and in check.ts. */
export function checkNotes(notes: readonly Note[]): Problem[] {
  const bySlug = bySlugOf(notes);
  return [
    ...notes.flatMap((note) => [...checkNote(note)]),
    ...notes.flatMap((note) => [...checkRelated(note, bySlug)]),
    ...doubles(notes),
    ...aliasClashes(notes),
    ...[...bySlug.values()].flatMap((versions) => [...checkLanguages(versions)]),
  ];
}

const problemOf = (
  note: Note,
  severity: Problem['severity'],
  rule: string,
  message: string,
  line = note.line,
): Problem => ({
  file: note.file,
  line,
  severity,
  rule,
  message,
});

function* checkNote(note: Note): Iterable<Problem> {
  if (isEmpty(note))
    yield problemOf(
      note,
      'warning',
      'empty-heading',
      `nothing is written below "${note.title}"; write its answer or remove the heading`,
    );
  if (!isWritten(note)) return;
  const missing = [
    ...(['level', 'docs', 'reviewed'] as const).filter((field) => note[field] === undefined),
    ...(['keywords', 'sources'] as const).filter((field) => note[field].length === 0),
  ];
  if (missing.length > 0)
    yield problemOf(
      note,
      'warning',
      'front-matter',
      `the front matter lacks ${missing.join(', ')}; CONTRIBUTING.md says what goes there`,
    );
  const lacking = parts.filter((part) => sectionOf(note, part) === undefined);
  if (lacking.length > 0 && !isEmpty(note))
    yield problemOf(
      note,
      'warning',
      'part-missing',
      `the note has no part ${lacking.map(partName).join(', ')}; write it`,
    );
  const order = note.sections.map(({ part }) => parts.indexOf(part));
  const late = note.sections.find((_, index) => index > 0 && (order[index] ?? 0) < (order[index - 1] ?? 0));
  if (late !== undefined)
    yield problemOf(
      note,
      'warning',
      'part-order',
      `"${late.title}" comes too late; the order is ${parts.slice(1).join(', ')}`,
      late.line,
    );
  const [first = ''] = sectionOf(note, 'summary')?.text.split('\n') ?? [];
  if (first.length > summaryLimit)
    yield problemOf(
      note,
      'warning',
      'summary-long',
      `the first paragraph has ${first.length} characters; ${summaryLimit} is what a phone shows at once`,
    );
  const length = note.sections.reduce((sum, { markdown }) => sum + markdown.length, 0);
  if (length > noteLimit)
    yield problemOf(
      note,
      'warning',
      'note-long',
      `the note has ${length} characters; cut it below ${noteLimit}, or make two of it`,
    );
}

const partName = (part: Part): string =>
  part === 'summary' ? 'summary (a paragraph before the first heading)' : part;

/** Written as a note of this project, with front matter that says so. */
export const isWritten = (note: Note): boolean =>
  note.aliases.length > 0 || note.keywords.length > 0 || note.related.length > 0;

function* checkRelated(note: Note, bySlug: ReadonlyMap<string, readonly Note[]>): Iterable<Problem> {
  for (const slug of note.related) {
    const others = bySlug.get(slug);
    const other = others?.find(({ locale }) => locale === note.locale) ?? others?.[0];
    if (slug === note.slug)
      yield problemOf(
        note,
        'error',
        'related-itself',
        `related: "${slug}" is this note; remove it`,
        note.fieldLines.related,
      );
    else if (other === undefined)
      yield problemOf(
        note,
        'error',
        'related-unknown',
        `related: there is no note "${slug}"; write the file name of a note without .md`,
        note.fieldLines.related,
      );
    else if (!other.related.includes(note.slug))
      yield problemOf(
        note,
        'error',
        'related-one-way',
        `related: "${slug}" does not lead back; add "${note.slug}" to related of ${other.file}, or remove it here`,
        note.fieldLines.related,
      );
  }
}

function doubles(notes: readonly Note[]): Problem[] {
  const seen = new Map<string, Note>();
  return notes.flatMap((note): Problem[] => {
    const key = `${note.locale}/${note.slug}`;
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, note);
      return [];
    }
    const message = `"${note.slug}" is there already, in ${first.file}:${first.line}, which is the one in use; rename one of them`;
    return [problemOf(note, 'error', 'slug-double', message)];
  });
}

function aliasClashes(notes: readonly Note[]): Problem[] {
  const squeeze = (name: string) => name.toLowerCase().replace(/[\s-]/g, '');
  const owners = new Map(notes.filter(isWritten).map((note) => [squeeze(note.title), note]));
  return notes.flatMap((note) =>
    note.aliases.flatMap((alias): Problem[] => {
      const key = squeeze(alias);
      const owner = owners.get(key) ?? note;
      owners.set(key, owner);
      if (owner.slug === note.slug) return [];
      const message = `alias "${alias}" already leads to "${owner.slug}" (${owner.file}); a name can lead to one topic only`;
      return [problemOf(note, 'error', 'alias-clash', message, note.fieldLines.aliases)];
    }),
  );
}

/** Both languages of a topic say the same. */
function* checkLanguages(versions: readonly Note[]): Iterable<Problem> {
  for (const note of versions) {
    const there = new Set(note.sections.map((section) => section.part));
    const missing = versions.flatMap((other) => other.sections.filter((section) => !there.has(section.part)));
    if (missing.length > 0)
      yield problemOf(
        note,
        'warning',
        'parts-differ',
        `sections of the other language are missing here: ${missing.map((section) => section.title).join(', ')}`,
      );
  }
  const [one, two] = versions;
  if (
    one === undefined ||
    two === undefined ||
    one.locale === two.locale ||
    !isWritten(one) ||
    !isWritten(two)
  )
    return;
  for (const field of ['level', 'kubectl', 'related'] as const)
    if (String(one[field]) !== String(two[field]))
      yield problemOf(
        two,
        'error',
        'languages-differ',
        `${field} is ${String(two[field]) || 'empty'}, but ${String(one[field]) || 'empty'} in ${one.file}; write the same in both`,
        two.fieldLines[field],
      );
  for (const section of two.sections) {
    const other = sectionOf(one, section.part);
    if (other === undefined) continue;
    const differs = difference(codeOf(section.markdown), codeOf(other.markdown));
    if (differs !== undefined)
      yield problemOf(
        two,
        'error',
        'languages-differ',
        `the code of "${section.title}" is not that of ${one.file}:${other.line} (${differs}); comments aside, write the same in both`,
        section.line,
      );
  }
}

/** Lines of what is run: blocks of code without comments and placeholders. */
const codeOf = (markdown: string): string[] =>
  [...markdown.matchAll(/^```(sh|ya?ml.*)\n([\s\S]*?)^```/gm)].flatMap(([, language = '', code = '']) => [
    language,
    ...code
      .split('\n')
      .map((line) =>
        line
          .replace(/(^|\s)#.*$/, '')
          .replace(/<[^<>]*>/g, '<>')
          .trimEnd(),
      )
      .filter((line) => line !== ''),
  ]);

/** The first line that is not the same in both; text in Korean may be another in English. */
function difference(one: readonly string[], two: readonly string[]): string | undefined {
  const isSame = (a: string | undefined, b: string | undefined) =>
    a === b || (a !== undefined && b !== undefined && /[가-힣]/.test(a + b));
  for (let at = 0; at < Math.max(one.length, two.length); at++)
    if (!isSame(one[at], two[at]))
      return `"${(one[at] ?? '').trim()}" here, "${(two[at] ?? '').trim()}" there`;
  return undefined;
}

/** Map.groupBy needs Node 21. */
function bySlugOf(notes: readonly Note[]): Map<string, Note[]> {
  const groups = new Map<string, Note[]>();
  for (const note of notes) {
    const versions = groups.get(note.slug);
    if (versions) versions.push(note);
    else groups.set(note.slug, [note]);
  }
  return groups;
}

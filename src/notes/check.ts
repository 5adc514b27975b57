import { isEmpty, type Note, type Problem, sectionOf } from './note.ts';

/** Characters of the first paragraph, which is the whole answer on a phone. */
export const summaryLimit = 300;

/** What can only be seen with all notes side by side. Rules for one file are in the parser. */
export function checkNotes(notes: readonly Note[]): Problem[] {
  const slugs = new Set(notes.map((note) => note.slug));
  return [
    ...notes.flatMap((note) => [...checkNote(note, slugs)]),
    ...doubles(notes),
    ...aliasClashes(notes),
    ...unequalParts(notes),
  ];
}

function* checkNote(note: Note, slugs: ReadonlySet<string>): Iterable<Problem> {
  const problem = (severity: Problem['severity'], rule: string, message: string): Problem => ({
    file: note.file,
    line: note.line,
    severity,
    rule,
    message,
  });
  if (isEmpty(note))
    yield problem(
      'warning',
      'empty-heading',
      `nothing is written below "${note.title}"; write its answer or remove the heading`,
    );
  for (const slug of note.related) {
    if (!slugs.has(slug))
      yield problem(
        'error',
        'related-unknown',
        `related: there is no note "${slug}"; write the file name of a note without .md`,
      );
    if (slug === note.slug)
      yield problem('error', 'related-itself', `related: "${slug}" is this note; remove it`);
  }
  const summary = sectionOf(note, 'summary');
  if (!isWritten(note) || summary === undefined) return;
  const [first = ''] = summary.text.split('\n');
  if (first.length > summaryLimit)
    yield problem(
      'warning',
      'summary-long',
      `the first paragraph has ${first.length} characters; ${summaryLimit} is what a phone shows at once`,
    );
}

/** Written as a note of this project, with front matter that says so. */
const isWritten = (note: Note): boolean =>
  note.aliases.length > 0 || note.keywords.length > 0 || note.related.length > 0;

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
    return [{ file: note.file, line: note.line, severity: 'error', rule: 'slug-double', message }];
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
      return [{ file: note.file, line: note.line, severity: 'error', rule: 'alias-clash', message }];
    }),
  );
}

function unequalParts(notes: readonly Note[]): Problem[] {
  const bySlug = bySlugOf(notes);
  return [...bySlug.values()].flatMap((versions) =>
    versions.flatMap((note): Problem[] => {
      const there = new Set(note.sections.map((section) => section.part));
      const missing = versions.flatMap((other) =>
        other.sections.filter((section) => !there.has(section.part)),
      );
      if (missing.length === 0) return [];
      const message = `sections of the other language are missing here: ${missing.map((section) => section.title).join(', ')}`;
      return [{ file: note.file, line: note.line, severity: 'warning', rule: 'parts-differ', message }];
    }),
  );
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

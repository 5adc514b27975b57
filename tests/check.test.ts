import { describe, expect, it } from 'vitest';
import { packageRoot, readNotes, readReference } from '../adapters/files.ts';
import { createCheck } from '../src/check/check.ts';
import { checkNotes, noteLimit, summaryLimit } from '../src/check/notes.ts';
import { locales } from '../src/notes/locale.ts';
import { parseNotes } from '../src/notes/parse.ts';

const check = (files: Record<string, string>) =>
  checkNotes(Object.entries(files).flatMap(([path, text]) => parseNotes({ path, text }).notes));
const whole = 'level: 1\ndocs: /docs/\nsources: [/docs/]\nreviewed: 2026-11-24';
const headings = ['Key points', 'When to use it', 'Example', 'Commands', 'Often confused'];
const below = headings.map((heading) => `## ${heading}\n\nText.`).join('\n\n');
/** A note that lacks nothing, but for what a test writes into its front matter or its text. */
const note = (front: string, text = 'Text.', rest = below) =>
  `---\ntitle: Pod\nkeywords: [x]\n${whole}\n${front}\n---\n\n${text}\n\n${rest}\n`;
const front = (field: string) =>
  ['level', 'docs', 'sources', 'reviewed', 'keywords'].includes(field)
    ? note('aliases: [b]').replace(new RegExp(`^${field}: .*\\n`, 'm'), '')
    : '';
const code = (heading: string, block: string) =>
  note('', 'Text.', below.replace(`## ${heading}\n\nText.`, `## ${heading}\n\n${block}`));

describe('checkNotes', () => {
  it.each([
    {
      rule: 'empty-heading',
      severity: 'warning',
      files: { 'en/a.md': '# A\n\nText.\n\n## Nothing yet\n' },
      at: 'en/a.md:5',
      says: /Nothing yet.*(write|remove)/,
    },
    {
      rule: 'related-unknown',
      severity: 'error',
      files: { 'en/a.md': note('related: [nowhere]') },
      at: 'en/a.md:8',
      says: /nowhere.*write/,
    },
    {
      rule: 'related-itself',
      severity: 'error',
      files: { 'en/a.md': note('related: [a]') },
      at: 'en/a.md:8',
      says: /"a".*remove/,
    },
    {
      rule: 'summary-long',
      severity: 'warning',
      files: { 'en/a.md': note('', 'a'.repeat(summaryLimit + 1)) },
      at: 'en/a.md:1',
      says: /301.*300/,
    },
    {
      rule: 'related-one-way',
      severity: 'error',
      files: { 'en/a.md': note('related: [b]'), 'en/b.md': note('') },
      at: 'en/a.md:8',
      says: /"b" does not lead back; add "a".*en\/b\.md/,
    },
    ...['level', 'docs', 'sources', 'reviewed', 'keywords'].map((field) => ({
      rule: 'front-matter',
      severity: 'warning',
      files: { 'en/a.md': front(field) },
      at: 'en/a.md:1',
      says: new RegExp(`lacks ${field};`),
    })),
    {
      rule: 'part-missing',
      severity: 'warning',
      files: { 'en/a.md': note('', 'Text.', below.replace('## Commands\n\nText.', '')) },
      at: 'en/a.md:1',
      says: /no part commands; write/,
    },
    {
      rule: 'part-order',
      severity: 'warning',
      files: {
        'en/a.md': note(
          '',
          'Text.',
          `${below.replace('## Key points\n\nText.', '')}\n\n## Key points\n\nText.`,
        ),
      },
      at: 'en/a.md:31',
      says: /"Key points" comes too late.*points, when/,
    },
    {
      rule: 'note-long',
      severity: 'warning',
      files: { 'en/a.md': note('', `Text.\n\n${'a'.repeat(noteLimit)}`) },
      at: 'en/a.md:1',
      says: /8000/,
    },
    {
      rule: 'languages-differ',
      severity: 'error',
      files: { 'en/a.md': note(''), 'ko/a.md': note('').replace('level: 1', 'level: 2') },
      at: 'ko/a.md:4',
      says: /level is 2, but 1 in en\/a\.md/,
    },
    {
      rule: 'languages-differ',
      severity: 'error',
      files: {
        'en/a.md': code('Commands', '```sh\nkubectl get po\n```'),
        'ko/a.md': code('Commands', '```sh\nkubectl get pods\n```'),
      },
      at: 'ko/a.md:25',
      says: /"Commands".*en\/a\.md:25 \("kubectl get pods" here, "kubectl get po" there\)/,
    },
    {
      rule: 'slug-double',
      severity: 'error',
      files: { 'en/a.md': '# A\n\nText.', 'en/a.markdown': '# B\n\nText.' },
      at: 'en/a.markdown:1',
      says: /en\/a\.md:1.*rename/,
    },
    {
      rule: 'alias-clash',
      severity: 'error',
      files: { 'en/a.md': note('aliases: [Config Map]'), 'en/b.md': note('aliases: [config-map]') },
      at: 'en/b.md:8',
      says: /"config-map".*"a" \(en\/a\.md\)/,
    },
    {
      rule: 'parts-differ',
      severity: 'warning',
      files: { 'en/a.md': '# A\n\nText.\n\n## Example\n\nx', 'ko/a.md': '# 가\n\n글.' },
      at: 'ko/a.md:1',
      says: /Example/,
    },
  ])('reports $rule where it is, and what to do', ({ rule, severity, files, at, says }) => {
    const problems = check(files);
    expect(problems).toHaveLength(1);
    const [problem] = problems;
    expect(problem).toMatchObject({ rule, severity });
    expect(`${problem?.file}:${problem?.line}`).toBe(at);
    expect(problem?.message).toMatch(says);
  });

  it.each([
    [
      'the same alias in both languages of a topic',
      { 'en/a.md': note('aliases: [PO]'), 'ko/a.md': note('aliases: [po]') },
    ],
    ['the same alias twice in a note', { 'en/a.md': note('aliases: [PO, po]') }],
    ['the same slug in both languages', { 'en/a.md': '# A\n\nText.', 'ko/a.md': '# 가\n\n글.' }],
    ['a first paragraph of the full length', { 'en/a.md': note('', 'a'.repeat(summaryLimit)) }],
    ['a long text after a short first paragraph', { 'en/a.md': note('', `Short.\n\n${'a'.repeat(900)}`) }],
    ['a long first paragraph of a page that is not ours', { 'en/a.md': `# A\n\n${'a'.repeat(900)}` }],
    ['a topic in one language only', { 'en/a.md': '# A\n\nText.\n\n## Example\n\nx' }],
    [
      'a related note that is in the other language only',
      { 'en/a.md': note('related: [b]'), 'ko/b.md': note('related: [a]') },
    ],
    [
      'code whose comments, placeholders and Korean text differ',
      {
        'en/a.md': code('Commands', '```sh\n# all\nkubectl get pod <name> # one\necho "hi"\n```'),
        'ko/a.md': code('Commands', '```sh\n# 모두\n\nkubectl get pod <이름>\necho "안녕"\n```'),
      },
    ],
    ['no notes at all', {}],
  ])('finds nothing wrong with %s', (_, files) => {
    expect(check(files)).toEqual([]);
  });

  it('reports every double, not only the first', () => {
    const text = '# A\n\nText.';
    const problems = check({ 'en/a.md': text, 'en/a.markdown': text, 'en/a.mdx': text });
    expect(problems.map((problem) => problem.file)).toEqual(['en/a.markdown', 'en/a.mdx']);
  });
});

describe('the notes that come with the bot', () => {
  it('have nothing to mend, and are there in both languages', async () => {
    const { sources, problems } = await readNotes(`${packageRoot}/notes`);
    const checked = createCheck(await readReference())(sources);
    expect([...problems, ...checked.problems]).toEqual([]);
    const [korean = [], english] = locales.map((locale) =>
      checked.notes.filter((note) => note.locale === locale).map(({ slug }) => slug),
    );
    expect(korean).toHaveLength(63);
    expect(english).toEqual(korean);
  });
});

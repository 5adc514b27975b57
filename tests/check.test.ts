import { describe, expect, it } from 'vitest';
import { packageRoot, readNotes } from '../adapters/files.ts';
import { checkNotes, summaryLimit } from '../src/notes/check.ts';
import { parseNotes } from '../src/notes/parse.ts';
import { Shelf } from '../src/shelf.ts';

const check = (files: Record<string, string>) =>
  checkNotes(Object.entries(files).flatMap(([path, text]) => parseNotes({ path, text }).notes));
const note = (front: string, text = 'Text.') => `---\ntitle: Pod\n${front}\n---\n\n${text}\n`;

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
      at: 'en/a.md:1',
      says: /nowhere.*write/,
    },
    {
      rule: 'related-itself',
      severity: 'error',
      files: { 'en/a.md': note('related: [a]') },
      at: 'en/a.md:1',
      says: /"a".*remove/,
    },
    {
      rule: 'summary-long',
      severity: 'warning',
      files: { 'en/a.md': note('keywords: [x]', 'a'.repeat(summaryLimit + 1)) },
      at: 'en/a.md:1',
      says: /301.*300/,
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
      at: 'en/b.md:1',
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
    ['a first paragraph of the full length', { 'en/a.md': note('keywords: [x]', 'a'.repeat(summaryLimit)) }],
    [
      'a long text after a short first paragraph',
      { 'en/a.md': note('keywords: [x]', `Short.\n\n${'a'.repeat(900)}`) },
    ],
    ['a long first paragraph of a page that is not ours', { 'en/a.md': `# A\n\n${'a'.repeat(900)}` }],
    ['a topic in one language only', { 'en/a.md': '# A\n\nText.\n\n## Example\n\nx' }],
    [
      'a related note that is in the other language only',
      { 'en/a.md': note('related: [b]'), 'ko/b.md': '# 나\n\n글.' },
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
  it('have no errors and are there in both languages', async () => {
    const { sources, problems } = await readNotes(`${packageRoot}/notes`);
    const shelf = new Shelf();
    shelf.update(sources, problems);
    expect(shelf.problems.filter((problem) => problem.severity === 'error')).toEqual([]);
    expect(shelf.library.topics.length).toBeGreaterThan(0);
    for (const topic of shelf.library.topics) expect(Object.keys(topic.notes).sort()).toEqual(['en', 'ko']);
  });
});

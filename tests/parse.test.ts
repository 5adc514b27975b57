import { describe, expect, it } from 'vitest';
import { type Note, slugLimit } from '../src/notes/note.ts';
import { fileLimit, parseNotes } from '../src/notes/parse.ts';

const parse = (text: string, path = 'en/x.md') => parseNotes({ path, text });
const notesOf = (text: string, path?: string) => {
  const { notes, problems } = parse(text, path);
  expect(problems).toEqual([]);
  return notes;
};
const textOf = (text: string) =>
  notesOf(text)
    .flatMap((note) => note.sections.map((section) => section.text))
    .join('\n');
const outline = (notes: Note[]) =>
  notes.map(({ title, line, parents, sections }) => [
    title,
    line,
    parents,
    sections.map((section) => `${section.part}:${section.line}`),
  ]);

const ours = `---
title: Pod
aliases: [po, 포드]
kubectl: [po, pods]
keywords:
  - smallest unit
level: 1
related: [service]
docs: /docs/concepts/workloads/pods/
reviewed: 2026-11-23
---

A pod is the smallest unit.

## Key points

- one IP

## When to use it

Rarely alone.

## Example

\`\`\`yaml
kind: Pod
\`\`\`

## Commands

\`kubectl get pods\`

## Often confused

A container is not a pod.
`;

describe('a note of ours', () => {
  it.each([
    ['as it is', ours],
    ['with CRLF', ours.replace(/\n/g, '\r\n')],
    ['with a byte order mark', `\uFEFF${ours}`],
    ['with both', `\uFEFF${ours.replace(/\n/g, '\r\n')}`],
  ])('is one note in parts, %s', (_, text) => {
    const [note, ...more] = notesOf(text, 'en/pod.md');
    expect(more).toEqual([]);
    expect(note).toMatchObject({
      slug: 'pod',
      locale: 'en',
      title: 'Pod',
      aliases: ['po', '포드'],
      kubectl: ['po', 'pods'],
      keywords: ['smallest unit'],
      level: 1,
      related: ['service'],
      docs: 'https://kubernetes.io/docs/concepts/workloads/pods/',
      reviewed: '2026-11-23',
      parents: [],
      file: 'en/pod.md',
      line: 1,
    });
    expect(note?.sections.slice(1).map(({ part, title, line }) => [part, title, line])).toEqual([
      ['points', 'Key points', 15],
      ['when', 'When to use it', 19],
      ['example', 'Example', 23],
      ['commands', 'Commands', 29],
      ['confusions', 'Often confused', 33],
    ]);
    expect(note?.sections[0]).toMatchObject({ part: 'summary', text: 'A pod is the smallest unit.' });
    expect(note?.sections[3]?.markdown).toBe('```yaml\nkind: Pod\n```');
  });

  it('has the same parts in Korean', () => {
    const text =
      '# 파드\n\n설명\n\n## 핵심\n\na\n\n## 언제 쓰나?\n\nb\n\n## 예제\n\nc\n\n## 명령\n\nd\n\n## 헷갈리는 것\n\ne';
    const [note] = notesOf(text, 'ko/pod.md');
    expect(note?.sections.map((section) => section.part)).toEqual([
      'summary',
      'points',
      'when',
      'example',
      'commands',
      'confusions',
    ]);
  });

  it('may repeat its title as a heading', () => {
    expect(outline(notesOf('---\ntitle: Pod\n---\n\n# Pod\n\nText.\n\n## Example\n\nx'))).toEqual([
      ['Pod', 1, [], ['summary:5', 'example:9']],
    ]);
  });
});

describe('a file without front matter', () => {
  it('gives a note for each heading, with those above it', () => {
    const text =
      '# Storage\n\nIntro\n\n## Volumes\n\n### emptyDir\n\nScratch\n\n## Claims\n\nAsk\n\n# Network\n\nNext';
    expect(outline(notesOf(text))).toEqual([
      ['Storage', 1, [], ['summary:1']],
      ['Volumes', 5, ['Storage'], []],
      ['emptyDir', 7, ['Storage', 'Volumes'], ['summary:7']],
      ['Claims', 11, ['Storage'], ['summary:11']],
      ['Network', 15, [], ['summary:15']],
    ]);
  });

  it('is one note named like the file if it has no heading', () => {
    expect(outline(notesOf('Just text.', 'study/My notes.md'))).toEqual([['My notes', 1, [], ['summary:1']]]);
  });

  it('opens a second note where a part comes twice', () => {
    expect(outline(notesOf('# A\n\n## Example\n\none\n\n## Example\n\ntwo'))).toEqual([
      ['A', 1, [], ['example:3']],
      ['Example', 7, ['A'], ['summary:7']],
    ]);
  });

  it.each(['', '\n\n', '<!-- nothing -->', '\uFEFF'])('with nothing in it (%j) gives no note', (text) => {
    expect(notesOf(text)).toEqual([]);
  });

  it('keeps code blocks whole, headings in them included', () => {
    const [note, ...more] = notesOf('# A\n\n```sh\n# a comment\nls  -la\n```\n');
    expect(more).toEqual([]);
    expect(note?.sections[0]?.markdown).toBe('```sh\n# a comment\nls  -la\n```');
  });

  it('keeps links and, in each section that has any, the definitions of reference links', () => {
    const notes = notesOf(
      '# A\n\nSee [docs][d] and [web](https://a.io).\n\n## B\n\nAlso [d].\n\n[d]: https://b.io\n',
    );
    expect(notes[0]?.sections[0]?.markdown).toBe(
      'See [docs][d] and [web](https://a.io).\n\n[d]: <https://b.io>',
    );
    expect(notes[1]?.sections[0]?.markdown).toBe('Also [d].\n\n[d]: <https://b.io>');
    expect(notes[1]?.sections[0]?.text).toBe('Also d.');
  });

  it.each([
    ['ko/a/b.md', 'text', 'ko', 'a/b'],
    ['en/a.md', '한글', 'en', 'a'],
    ['a.md', '파드는 pod와 같은 Kubernetes 용어예요', 'ko', 'a'],
    ['notes/A B.md', 'plain English', 'en', 'notes/a-b'],
  ])('%s: language and slug', (path, text, locale, slug) => {
    expect(notesOf(text, path)[0]).toMatchObject({ locale, slug });
  });
});

describe('slugs', () => {
  const long = 'a heading that goes on and on about many things at once and never stops';

  it.each([
    ['long headings that differ at the end', `## ${long} ${long} one`, `## ${long} ${long} two`],
    ['long headings that differ at the beginning', `## one ${long} ${long}`, `## two ${long} ${long}`],
    ['the same long heading twice', `## ${long} ${long}`, `## ${long} ${long}`],
    ['the same heading twice', '## Pod', '## Pod'],
    ['headings without a letter', '## 🚀', '## 🎉'],
    ['a heading without a letter, and one named like its slug', '## 🚀', '## Untitled'],
  ])('%s get slugs of their own, short enough for a button', (_, one, two) => {
    const slugs = notesOf(`# T\n\n${one}\n\na\n\n${two}\n\nb`).map((note) => note.slug);
    expect(new Set(slugs).size).toBe(3);
    for (const slug of slugs) expect(slug.length).toBeLessThanOrEqual(slugLimit);
  });

  it('of files with long names stay short and differ', () => {
    const slugs = ['one', 'two'].map(
      (end) => notesOf('# T', `en/${'very-long-'.repeat(12)}${end}.md`)[0]?.slug ?? '',
    );
    expect(new Set(slugs).size).toBe(2);
    for (const slug of slugs) expect(slug.length).toBeLessThanOrEqual(slugLimit);
  });

  it('never hold the sign that parts the ids of buttons', () => {
    for (const note of notesOf('# C#\n\n## a#b\n\nx', 'en/c#.md')) expect(note.slug).not.toContain('#');
  });
});

describe('pages of other systems', () => {
  it('reads front matter of Hugo, without its old addresses', () => {
    const text =
      '---\ntitle: Pods\naliases: [/docs/old/, PodX]\nweight: 10\nreviewers:\n- a\nno_list: true\n---\n\nText.';
    expect(notesOf(text)).toMatchObject([{ title: 'Pods', aliases: ['PodX'] }]);
  });

  it.each([
    ['{{< glossary_tooltip text="node" term_id="nodes" >}} up', 'node up'],
    ['{{<glossary_tooltip term_id="control-plane">}} up', 'control plane up'],
    ['{{% code_sample file="pods/simple.yaml" %}}', 'pods/simple.yaml'],
    ['{{< note >}}\nTake care.\n{{< /note >}}', 'Take care.'],
    ['{{< tabs name="t" >}}\n{{% tab name="Linux" %}}\nRun.\n{{% /tab %}}\n{{< /tabs >}}', 'Linux\nRun.'],
    ['On {{< skew currentVersion >}}.', 'On .'],
    ['a\n\n{{< mermaid >}}\ngraph TD\nA --> B\n{{< /mermaid >}}', 'a'],
    ['a\n\n{{</* hidden */>}}\n{{%/* hidden */%}}', 'a'],
    ['a\n\n{{< comment >}}\nhidden\n{{< /comment >}}', 'a'],
    ['a <b>bold</b> and <br/><a href="x">link</a><!-- hidden -->', 'a bold and link'],
    ['a\n\n<script>\nif (1 < 2) alert("x")\n</script>\n\n<style>p { a: b }</style>', 'a'],
    ['a\n\n<!-- one -> 1\n\ntwo > 1 -->', 'a'],
    [
      '<table>\n<tr><th>Name</th><th>Use</th></tr>\n<tr><td>pods</td><td>1 &amp; 2</td></tr>\n</table>',
      'Name Use pods 1 & 2',
    ],
    ['<p>it&#39;s</p>', "it's"],
    ['<a title="a > b">x</a>', 'x'],
    ['<div data-x="1 > 0">y</div>', 'y'],
    ['| {{< glossary_tooltip text="x" >}} | b |\n|---|---|\n| c | <br> |', 'x b c'],
  ])('%j is read as its words', (markdown, expected) => {
    const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();
    expect(squeeze(textOf(markdown))).toBe(squeeze(expected));
  });

  it('reads the headings of the Kubernetes site', () => {
    const text = '# A\n\n## {{% heading "whatsnext" %}}\n\nx\n\n## Pods {#working-with-pods}\n\ny';
    expect(notesOf(text).map((note) => note.title)).toEqual(['A', "What's next", 'Pods']);
  });

  it('leaves templates of Helm and Go alone, which notes are about', () => {
    expect(textOf('Write `{{ .Values.x }}`:\n\n```yaml\nname: {{ .Release.Name }}\n```')).toBe(
      'Write {{ .Values.x }}:\nname: {{ .Release.Name }}',
    );
  });

  it.each([
    ['a mermaid diagram', '{{< mermaid >}}\ngraph TD\nA --> B\n{{< /mermaid >}}'],
    ['a shortcode over several lines', '{{< glossary_tooltip\n  text="node"\n  term_id="node" >}}.'],
    ['a comment', '<!-- one\n\ntwo -->'],
  ])('%s does not shift the lines below', (_, block) => {
    const text = `# A\n\n${block}\n\n## B\n\nx`;
    const line = text.split('\n').indexOf('## B') + 1;
    expect(notesOf(text).at(-1)).toMatchObject({ title: 'B', line, sections: [{ line }] });
  });
});

describe('front matter with errors', () => {
  it.each([
    ['an open bracket', 'title: A\naliases: [a, b', [3]],
    ['a tab for indentation', 'title: A\n\tlevel: 1', [3]],
    ['a colon in a value', '# comment\ntitle: A: B', [3]],
    ['a key twice', 'title: A\ntitle: B', [3]],
    ['a list', '- a\n- b', [2]],
    ['plain text', 'just text', [2]],
    ['a level out of range', 'title: A\nlevel: 5', [3]],
    ['a level in words', 'title: A\n\n\nlevel: two', [5]],
    ['docs that are no address', 'title: A\ndocs: storage page', [3]],
    ['docs without encryption', 'title: A\ndocs: http://kubernetes.io/x', [3]],
    ['a day that is none', 'title: A\nreviewed: 2026-13-01', [3]],
    ['a day in words', 'title: A\nreviewed: yesterday', [3]],
    ['an empty title', 'level: 1\ntitle: ""', [3]],
    ['a title that is a list', 'level: 1\ntitle: [a]', [3]],
    ['a keyword that is a mapping', 'keywords: {a: b}', [2]],
    ['several wrong values', 'level: 9\ntitle: A\ndocs: x', [2, 4]],
  ])('%s is reported with its line in the file', (_, yaml, lines) => {
    for (const text of [
      `---\n${yaml}\n---\n\nText.`,
      `\uFEFF---\r\n${yaml.replace(/\n/g, '\r\n')}\r\n---\r\nText.`,
    ]) {
      const { notes, problems } = parse(text);
      expect(notes).toEqual([]);
      expect(problems.map((problem) => problem.line)).toEqual(lines);
      for (const problem of problems) expect(problem).toMatchObject({ file: 'en/x.md', severity: 'error' });
    }
  });

  it('the bad item of a list is reported with its own line, or that of the key', () => {
    const { problems } = parse('---\ntitle: A\nkeywords:\n  - good\n  - good\n  - {a: b}\n---\n');
    expect([3, 6]).toContain(problems[0]?.line);
  });

  it.each(['title: [a]', 'keywords: {a: b}', 'related:\n  - [x]', 'level: two', 'docs: x', 'reviewed: 5'])(
    '%j: the message says what to write',
    (yaml) => {
      const [problem] = parse(`---\n${yaml}\n---\n`).problems;
      expect(problem?.message).toMatch(new RegExp(`^${yaml.split(':')[0]}: (?!Invalid)\\w`));
    },
  );

  it('that unfolds to millions of values is refused at once', () => {
    const list = (name: string) => `[${Array(9).fill(name).join(', ')}]`;
    const yaml = [
      'a: &a [x, x]',
      ...['b', 'c', 'd', 'e', 'f', 'g', 'h'].map(
        (key, index) => `${key}: &${key} ${list(`*${'abcdefg'[index]}`)}`,
      ),
    ];
    const start = performance.now();
    const { notes, problems } = parse(`---\n${yaml.join('\n')}\n---\n`);
    expect(performance.now() - start).toBeLessThan(200);
    expect(notes).toEqual([]);
    expect(problems).toMatchObject([{ severity: 'error', rule: 'front-matter-yaml' }]);
  });
});

describe('a file that is no notes', () => {
  it.each([
    ['binary', `# A\n\0\x01`, 'not-text', 1],
    ['too long', 'a'.repeat(fileLimit + 1), 'file-too-long', 1],
    ['nested in quotes', `# A\n\n${'> '.repeat(5000)}x`, 'nested-too-deep', 3],
    ['nested in quotes without spaces', `${'>'.repeat(5000)}x`, 'nested-too-deep', 1],
    ['nested in lists on a line', `${'- '.repeat(5000)}x`, 'nested-too-deep', 1],
    ['nested in numbered lists', `${'1. '.repeat(5000)}x`, 'nested-too-deep', 1],
    ['nested in quotes and lists', `${'> - '.repeat(1000)}x`, 'nested-too-deep', 1],
    ['nested in brackets', '['.repeat(5000), 'nested-too-deep', 1],
    ['nested in emphasis', `${'**a '.repeat(1500)}${'b** '.repeat(1500)}`, 'nested-too-deep', 1],
    [
      'nested in lists by spaces',
      Array.from({ length: 300 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n'),
      'nested-too-deep',
      undefined,
    ],
    [
      'nested in lists by tabs',
      Array.from({ length: 150 }, (_, depth) => `${'\t'.repeat(depth)}- a`).join('\n'),
      'nested-too-deep',
      undefined,
    ],
  ])('%s is refused at once, with a message', (_, text, rule, line) => {
    const start = performance.now();
    const { notes, problems } = parse(text);
    expect(performance.now() - start).toBeLessThan(200);
    expect(notes).toEqual([]);
    expect(problems).toMatchObject([{ file: 'en/x.md', severity: 'error', rule, ...(line && { line }) }]);
    expect(problems[0]?.message).toMatch(/save it|split it|write it/);
  });

  it.each([
    [
      'a table of metrics',
      `| Name | Kind |\n|---|---|\n${'| kube_pod_container_status_restarts_total | counter |\n'.repeat(300)}`,
    ],
    ['a list of bold names', '- **name**: what it is\n'.repeat(600)],
    ['a block of code', `\`\`\`sh\n${'export MY_APP_HOST_NAME=a_b_c # *.yaml\n'.repeat(300)}\`\`\``],
    ['a long list', '* item\n'.repeat(1000)],
  ])('%s is not taken for one, however long', (_, text) => {
    expect(notesOf(`# A\n\n${text}`)).toMatchObject([{ title: 'A', sections: [{ part: 'summary' }] }]);
  });

  it('an open shortcode before many spaces takes no time', () => {
    const start = performance.now();
    parse(`{{<${' '.repeat(1500)}x`);
    expect(performance.now() - start).toBeLessThan(200);
  });
});

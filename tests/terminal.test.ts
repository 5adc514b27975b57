import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { findAsJson } from '../adapters/terminal/json.ts';
import { renderReply } from '../adapters/terminal/render.ts';
import type { Reply } from '../src/chat/reply.ts';
import { parseMarkdown } from '../src/notes/markdown.ts';
import { parseNotes } from '../src/notes/parse.ts';
import { Library } from '../src/search/library.ts';

const reply = (markdown: string, more: Partial<Reply> = {}): Reply => ({
  locale: 'ko',
  body: parseMarkdown(markdown).children,
  rows: [],
  audience: 'channel',
  ...more,
});
const plain = (markdown: string, more?: Partial<Reply>) => renderReply(reply(markdown, more), false);

describe('a reply in a terminal', () => {
  it.each([
    ['a heading', '## 핵심 `x`', '핵심 x'],
    ['paragraphs', 'One\ntwo.\n\nThree.', 'One\ntwo.\n\nThree.'],
    ['emphasis', '**Bold**, *italic*, ~~gone~~ and `code`', 'Bold, italic, gone and code'],
    ['a list', '- one\n- two', '- one\n- two'],
    ['a numbered list that begins elsewhere', '9. nine\n10. ten', '9. nine\n10. ten'],
    ['a list in a list', '1. one\n   - in\n   - in\n2. two', '1. one\n   - in\n   - in\n2. two'],
    ['a list of tasks', '- [x] done\n- [ ] open', '[x] done\n[ ] open'],
    ['a quote', '> one\n>\n> two', '| one\n| \n| two'],
    ['a rule', 'a\n\n---\n\nb', 'a\n\n---\n\nb'],
    ['code', '```yaml\nspec:\n  replicas: 3\n\n# end\n```', '  spec:\n    replicas: 3\n  \n  # end'],
    [
      'what a diagram shows',
      '```mermaid\nflowchart TD\n  accTitle: Probes\n  accDescr: One after another.\n  A --> B\n```',
      'Probes: One after another.',
    ],
    ['a diagram that says nothing, as its text', '```mermaid\nflowchart TD\n```', 'flowchart TD'],
    ['a link', '[문서](https://kubernetes.io)', '문서 (https://kubernetes.io)'],
    ['an address', '<https://kubernetes.io>', 'https://kubernetes.io'],
    ['HTML', 'a <b>b</b> <script>c</script>', 'a b c'],
  ])('shows %s', (_, markdown, expected) => {
    expect(plain(markdown).replace(/[ \t]+$/gm, '')).toBe(expected.replace(/[ \t]+$/gm, ''));
  });

  it('shows title, text, buttons and footer, in this order', () => {
    const text = plain('It runs containers.', {
      title: '파드',
      rows: [
        [
          { label: '예제', action: { kind: 'show', slug: 'pod', part: 'example' } },
          { label: '명령', action: { kind: 'show', slug: 'pod', part: 'commands' } },
        ],
        [{ label: '공식 문서', url: 'https://kubernetes.io/ko/' }],
      ],
      footer: '‘파드’로 찾았어요.',
    });
    expect(text).toBe(
      '파드\n\nIt runs containers.\n\n[예제]  [명령]\n공식 문서: https://kubernetes.io/ko/\n\n‘파드’로 찾았어요.',
    );
  });

  it('shows nothing for nothing', () => {
    expect(plain('')).toBe('');
  });
});

describe('a table in a terminal', () => {
  const columnsOf = (text: string) =>
    text.split('\n').map((line) => {
      const bar = line.search(/ \| ?|-\|/);
      return stringWidth(line.slice(0, bar));
    });

  it.each([
    ['Hangul', '| 이름 | 뜻 |\n|-|-|\n| 파드 | 컨테이너 |\n| Service | 주소 |'],
    ['emoji', '| a | b |\n|-|-|\n| 👩‍👩‍👧 | x |\n| 日本 | y |'],
    ['code', '| a | b |\n|-|-|\n| `kubectl get pv` | x |\n| 볼륨 | y |'],
    ['a long cell', `| 이름 | 뜻 |\n|-|-|\n| ${'볼륨을 요청하는 것 '.repeat(20)} | 주소 |\n| b | c |`],
  ])('aligns its columns as they are seen: %s', (_, markdown) => {
    const text = plain(markdown);
    expect(text.split('\n').length).toBeGreaterThan(3);
    expect(new Set(columnsOf(text)).size).toBe(1);
  });

  it('wraps long cells so that a line fits a terminal', () => {
    const text = plain(`| a | b |\n|-|-|\n| ${'파드를 늘려요 '.repeat(30)} | ${'one two '.repeat(30)} |`);
    expect(Math.max(...text.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(100);
    expect(text.match(/늘려요/g)).toHaveLength(30);
    expect(text.match(/two/g)).toHaveLength(30);
  });

  it('shows short rows and empty cells', () => {
    expect(plain('| a | b | c |\n|-|-|-|\n| 1 |\n|  | 2 |')).toBe(
      'a   | b   | c\n----|-----|----\n1   |     |\n    | 2   |',
    );
  });

  it('keeps words apart that HTML puts on lines of their own', () => {
    expect(plain('| a | b |\n|-|-|\n| Deployment<br>StatefulSet | x |')).not.toContain(
      'DeploymentStatefulSet',
    );
  });
});

describe('what could steer a terminal', () => {
  const steering = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
  const hostile = [
    ['a colour', '\x1b[31mred\x1b[0m', '[31mred[0m'],
    ['clearing the screen', 'a\x1b[2J\x1bc', 'a[2Jc'],
    ['a title of the window', 'a\x1b]0;owned\x07', 'a]0;owned'],
    ['C1 controls', 'a\u009b31mb\u0090', 'a31mb'],
    ['carriage return and backspace', 'safe\bX\x7fY', 'safeXY'],
    ['bidi overrides', 'a\u202etxt.exe\u202c \u2066b\u2069', 'atxt.exe b'],
  ] as const;

  it.each(hostile)('is dropped from every place of a reply: %s', (_, text, expected) => {
    const shown = renderReply(
      {
        ...reply(''),
        title: text,
        body: [
          { type: 'paragraph', children: [{ type: 'text', value: text }] },
          { type: 'paragraph', children: [{ type: 'inlineCode', value: text }] },
          {
            type: 'paragraph',
            children: [{ type: 'link', url: text, children: [{ type: 'text', value: 'to' }] }],
          },
          { type: 'code', value: text },
          {
            type: 'table',
            children: [
              {
                type: 'tableRow',
                children: [{ type: 'tableCell', children: [{ type: 'text', value: text }] }],
              },
            ],
          },
        ],
        rows: [
          [
            { label: text, action: { kind: 'show', slug: 'x' } },
            { label: text, url: text },
          ],
        ],
        footer: text,
      },
      false,
    );
    expect(shown).not.toMatch(steering);
    expect(shown.split(expected).length - 1).toBe(10);
  });

  it('is dropped from a note that was read from Markdown', () => {
    expect(plain('# a\x1b[2J\n\n- b\u202e\n\n```\nc\x1b]0;x\x07\n```')).not.toMatch(steering);
  });
});

describe('colour', () => {
  const markdown =
    '## T\n\n**b** *i* `c` [l](https://a.b)\n\n```sh\nkubectl\nget\n```\n\n| 가 | b |\n|-|-|\n| `c` | d |\n\n> q';
  const more: Partial<Reply> = {
    title: '파드',
    rows: [
      [
        { label: 'x', action: { kind: 'show', slug: 'pod' } },
        { label: 'y', url: 'https://a.b' },
      ],
    ],
    footer: 'f',
  };

  it('is in the reply when asked for, and changes nothing else', () => {
    const coloured = renderReply(reply(markdown, more), true);
    expect(coloured).toContain('\x1b[1m파드');
    expect(stripVTControlCharacters(coloured)).toBe(plain(markdown, more));
  });

  it('is nowhere when off, and any text comes out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (body, title) => {
        expect(plain(body, { title, footer: body })).not.toContain('\x1b');
      }),
    );
  });
});

describe('an answer as JSON', () => {
  const page = `---
title: 파드
aliases: [Pod]
kubectl: [po]
---
컨테이너를 담는 가장 작은 단위예요.

## 예제

\`\`\`yaml
kind: Pod
\`\`\`
`;
  const loose = '# Basics\n\nKeeps data.\n\n## Volume\n\nA directory.\n\n## StorageClass\n';
  const library = Library.of(
    [
      { path: 'ko/pod.md', text: page },
      { path: 'en/pod.md', text: page.replace('파드', 'Pod').replace(/컨테이너.*/, 'Runs containers.') },
      { path: 'storage.md', text: loose },
    ].flatMap((source) => parseNotes(source).notes),
  );

  it('names the note, where it stands and how it was found', () => {
    const answer = findAsJson(library, '파드', 'ko');
    expect(Object.keys(answer)).toEqual(['query', 'answered', 'rescued', 'results']);
    expect(answer).toMatchObject({ query: '파드', answered: true, rescued: null });
    expect(answer.results[0]).toEqual({
      id: 'pod#summary',
      title: '파드',
      path: ['파드'],
      file: 'ko/pod.md',
      line: 1,
      score: expect.any(Number),
    });
  });

  it.each([
    [
      'a part, in the person’s language',
      'pod yaml',
      'en',
      { id: 'pod#example', path: ['Pod', '예제'], file: 'en/pod.md', line: 8 },
    ],
    [
      'a heading below another',
      'volume',
      'ko',
      { title: 'Volume', path: ['Basics', 'Volume'], file: 'storage.md', line: 5 },
    ],
  ] as const)('names %s', (_, query, locale, expected) => {
    expect(findAsJson(library, query, locale).results[0]).toMatchObject(expected);
  });

  it('says what the question was corrected to', () => {
    expect(findAsJson(library, 'vloume', 'en')).toMatchObject({
      answered: true,
      rescued: expect.stringMatching(/volume/i),
    });
  });

  it('puts both sides of a comparison first', () => {
    const answer = findAsJson(library, 'Pod vs Volume', 'en');
    expect(answer.answered).toBe(true);
    expect(answer.results.slice(0, 2).map((result) => result.title)).toEqual(['Pod', 'Volume']);
  });

  it.each([
    ['a heading with nothing below', 'StorageClass'],
    ['nothing in the notes', 'helm chart museum'],
    ['no question', ''],
    ['signs only', '??? 👀'],
  ])('is not answered by %s', (_, query) => {
    const answer = findAsJson(library, query, 'ko');
    expect(answer).toMatchObject({ query, answered: false, rescued: null, results: expect.any(Array) });
  });

  it('is one line, whatever was asked', () => {
    expect(JSON.stringify(findAsJson(library, 'pod\n\u0000"\ud800', 'ko'))).not.toContain('\n');
  });
});

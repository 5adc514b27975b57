import type { Nodes, RootContent } from 'mdast';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../src/notes/markdown.ts';

/** A tree without places and without what is left empty. */
function bare(node: Nodes): object {
  const { position: _, data: __, ...rest } = node;
  const given = Object.entries(rest).filter(([, value]) => value !== null && value !== undefined);
  return {
    ...Object.fromEntries(given),
    ...('children' in node && { children: node.children.map(bare) }),
  };
}
const read = (markdown: string): object[] => parseMarkdown(markdown).children.map(bare);
const paragraph = (...children: object[]) => ({ type: 'paragraph', children });
const text = (value: string) => ({ type: 'text', value });
const item = (spread: boolean, ...children: object[]) => ({ type: 'listItem', spread, children });

describe('Markdown as a tree', () => {
  it.each<[string, string, object[]]>([
    ['lines are one text', 'a\n  b', [paragraph(text('a\nb'))]],
    [
      'a line ends where it is told to',
      'a  \nb\\\nc',
      [paragraph(text('a'), { type: 'break' }, text('b'), { type: 'break' }, text('c'))],
    ],
    ['escapes and entities are what they stand for', '\\*a\\* &amp; &#45;', [paragraph(text('*a* & -'))]],
    ['a range is no crossed out text', '1~3, 5~7', [paragraph(text('1~3, 5~7'))]],
    ['crossed out text', '~~a~~', [paragraph({ type: 'delete', children: [text('a')] })]],
    [
      'emphasis in emphasis',
      '**a *b***',
      [paragraph({ type: 'strong', children: [text('a '), { type: 'emphasis', children: [text('b')] }] })],
    ],
    [
      'a link by its name, with a title',
      '[a][B]\n\n[b]: /x "T"',
      [
        paragraph({ type: 'link', url: '/x', title: 'T', children: [text('a')] }),
        { type: 'definition', identifier: 'b', url: '/x', title: 'T' },
      ],
    ],
    [
      'addresses are links, and stay as they are written',
      'https://a.b/한글 www.a.b a.b kube-dns.svc',
      [
        paragraph(
          { type: 'link', url: 'https://a.b/한글', children: [text('https://a.b/한글')] },
          text(' www.a.b a.b kube-dns.svc'),
        ),
      ],
    ],
    [
      'whoever shows a link decides whether it is safe',
      '[a](javascript:b)',
      [paragraph({ type: 'link', url: 'javascript:b', children: [text('a')] })],
    ],
    ['an image is told by its words', '![a *b*](c)', [paragraph({ type: 'image', url: 'c', alt: 'a b' })]],
    [
      'code says its language and more',
      '```yaml fragment x\na: 1\n\n```',
      [{ type: 'code', lang: 'yaml', meta: 'fragment x', value: 'a: 1\n' }],
    ],
    ['code without a language', '    a\n    b', [{ type: 'code', value: 'a\nb' }]],
    [
      'a tight list',
      '- a\n- b',
      [
        {
          type: 'list',
          ordered: false,
          spread: false,
          children: [item(false, paragraph(text('a'))), item(false, paragraph(text('b')))],
        },
      ],
    ],
    [
      'a loose list that begins with 3',
      '3. a\n\n4. b',
      [
        {
          type: 'list',
          ordered: true,
          start: 3,
          spread: true,
          children: [item(true, paragraph(text('a'))), item(true, paragraph(text('b')))],
        },
      ],
    ],
    [
      'boxes to tick',
      '- [ ] a\n- [x] **b**\n- [y] c',
      [
        {
          type: 'list',
          ordered: false,
          spread: false,
          children: [
            { ...item(false, paragraph(text('a'))), checked: false },
            { ...item(false, paragraph({ type: 'strong', children: [text('b')] })), checked: true },
            item(false, paragraph(text('[y] c'))),
          ],
        },
      ],
    ],
    [
      'a table, its columns aligned',
      '| a | b | c |\n|---|:-:|--:|\n| 1 | `2` |',
      [
        {
          type: 'table',
          align: [null, 'center', 'right'],
          children: [
            ['a', 'b', 'c'].map(text),
            [text('1'), { type: 'inlineCode', value: '2' }, undefined],
          ].map((cells) => ({
            type: 'tableRow',
            children: cells.map((cell) => ({ type: 'tableCell', children: cell ? [cell] : [] })),
          })),
        },
      ],
    ],
    [
      'HTML is the text it holds',
      'a<br>b <b>c</b>\n\n<!-- d -->',
      [paragraph(text('a'), text('\n'), text('b '), text('c'))],
    ],
  ])('%s', (_, markdown, expected) => {
    expect(read(markdown)).toEqual(expected);
  });

  it('knows where in the file everything stands', () => {
    const source =
      '---\ntitle: a\n---\n\n# B\n\none\n[two](/c)  \nthree\n\n- a\n\n  > ```\n  > b\n  > ```\n\n| a |\n|---|\n| b |\n';
    const places: [string, number][] = [];
    const visit = (node: Nodes) => {
      if ('value' in node || node.type === 'link') places.push([node.type, node.position?.start.line ?? 0]);
      if ('children' in node) node.children.forEach(visit);
    };
    const root = parseMarkdown(source);
    visit(root);
    expect(places).toEqual([
      ['yaml', 1],
      ['text', 5],
      ['text', 7],
      ['link', 8],
      ['text', 8],
      ['text', 9],
      ['text', 11],
      ['code', 13],
      ['text', 17],
      ['text', 19],
    ]);
    const slice = ({ position }: RootContent) => source.slice(position?.start.offset, position?.end.offset);
    expect(root.children.map(slice)).toEqual(source.trimEnd().split(/\n\n(?! )/));
  });

  it.each([
    ['link definitions', '[a]: b\n'],
    ['brackets', '[a]('],
    ['emphasis', '*a **b _c '],
    ['tables', '|-\n'],
    ['lists', '- a\n\n'],
    ['tags', '<a '],
  ])('takes a text of %s in good time', (_, part) => {
    const start = performance.now();
    parseMarkdown(part.repeat(60_000 / part.length));
    // A tenth of a second is usual; a parser whose time grows with the square of the text takes half a minute.
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

import { describe, expect, it } from 'vitest';
import { type Place, readYaml } from '../src/notes/yaml.ts';

const code = `# one
a: &x 1
"b": # two
  - c: [d, {e: f}]

  - |
    g
  -
h:
? i
: j
k: *x
---
--- # nothing
---
- l
`;

/** Every place, as \`path@line:what begins there\`. */
function told({ line, at, below }: Place, source: string, path = ''): string[] {
  const begin = source.slice(at).split('\n', 1)[0]?.slice(0, 4);
  return [
    `${path}@${line}:${begin}`,
    ...[...below].flatMap(([name, place]) => told(place, source, `${path}/${name}`)),
  ];
}

describe('YAML', () => {
  it('is read with the place of all that stands in it', () => {
    const { documents, fault } = readYaml(code, '1.2');
    expect(fault).toBeUndefined();
    expect(documents.map(({ value }) => value)).toEqual([
      { a: 1, b: [{ c: ['d', { e: 'f' }] }, 'g\n', null], h: null, i: 'j', k: 1 },
      ['l'],
    ]);
    expect(documents.flatMap(({ place }) => told(place, code))).toEqual([
      '@2:a: &',
      '/a@2:a: &',
      '/b@3:b": ',
      '/b/0@4:c: [',
      '/b/0/c@4:c: [',
      '/b/0/c/0@4:d, {',
      '/b/0/c/1@4:{e: ',
      '/b/0/c/1/e@4:e: f',
      '/b/1@7:    ',
      '/b/2@7:    ',
      '/h@9:h:',
      '/i@10:i',
      '/k@12:k: *',
      '@16:- l',
      '/0@16:l',
    ]);
  });

  it.each([
    ['1.1', { a: false, b: true, c: 8, d: '2026-11-23', e: true }],
    ['1.2', { a: 'no', b: 'on', c: 10, d: '2026-11-23', e: 'y' }],
  ] as const)('of version %s knows its own words', (version, value) => {
    expect(readYaml('{a: no, b: on, c: 010, d: 2026-11-23, e: y}', version).documents[0]?.value).toEqual(
      value,
    );
  });

  it.each([
    ['what is not closed', 'a: 1\nb: [', 2, /flow collection/],
    ['a name twice', 'a: 1\na: 2', 2, /duplicated/],
    ['tabs', 'a:\n\tb: 1', 2, /tab/],
    ['an alias of nothing', 'a: *b', 1, /alias/],
    [
      'aliases of aliases',
      `a: &a [x]\n${Array.from({ length: 11 }, (_, i) => `b${i}: [*a, *a]\n`).join('')}`,
      12,
      /alias/,
    ],
    ['lists in lists', `${'['.repeat(5000)}`, 1, /nest|depth/],
    ['dates by force', 'a: !!timestamp 2026-11-23', 1, /tag/],
  ])('is refused for %s', (_, text, line, message) => {
    const { documents, fault } = readYaml(text, '1.1');
    expect(documents).toEqual([]);
    expect(fault).toMatchObject({ line, message: expect.stringMatching(message) });
  });

  it.each(['', '# nothing', '---\n---\n', 'null'])('%j holds nothing', (text) => {
    expect(readYaml(text, '1.2')).toEqual({ documents: [] });
  });
});

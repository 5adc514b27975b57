import fc from 'fast-check';
import type { RootContent } from 'mdast';
import { toString as plain } from 'mdast-util-to-string';
import { describe, expect, it } from 'vitest';
import { fit as shortenTo } from '../src/chat/fit.ts';
import { simplify } from '../src/chat/simple.ts';
import { parseMarkdown } from '../src/notes/markdown.ts';
import { shelfOf, shippedNotes } from './shelves.ts';

const read = (markdown: string) => parseMarkdown(markdown).children;
/** As a plain chat would show it: what is in it, and two characters between blocks. */
const length = (nodes: readonly RootContent[]): number =>
  nodes.map((node) => plain(node)).join('\n\n').length;
const shown = (markdown: string, limit: number) => {
  const { body, isCut } = shortenTo(read(markdown), limit, length);
  return { text: body.map((node) => plain(node)), isCut };
};

describe('shortening', () => {
  it('leaves what fits', () => {
    expect(shown('One.\n\nTwo.', 100)).toEqual({ text: ['One.', 'Two.'], isCut: false });
  });

  it('keeps whole blocks, and does not begin one in too little room', () => {
    const long = 'word '.repeat(40);
    expect(shown(`One.\n\n${long}`, 60)).toEqual({ text: ['One.'], isCut: true });
  });

  it('begins a long paragraph where there is room', () => {
    const { text, isCut } = shown('낱말 '.repeat(200), 150);
    expect(isCut).toBe(true);
    expect(text).toHaveLength(1);
    expect(text[0]).toMatch(/^낱말.*…$/);
    expect(text[0]?.length).toBeLessThanOrEqual(150);
  });

  it('never cuts code that would fit by itself', () => {
    const code = 'replicas: 3\n'.repeat(20);
    const { text, isCut } = shown(`${'Words. '.repeat(20)}\n\n\`\`\`yaml\n${code}\`\`\``, 300);
    expect(isCut).toBe(true);
    expect(text).toEqual(['Words. '.repeat(20).trim()]);
  });

  it('cuts code between lines that is longer than all there is', () => {
    const { text, isCut } = shown(`\`\`\`yaml\n${'replicas: 3\n'.repeat(50)}\`\`\``, 120);
    expect(isCut).toBe(true);
    expect(text[0]).toMatch(/^(?:replicas: 3\n)+…$/);
  });

  it('cuts a list between items', () => {
    const { text } = shown(Array.from({ length: 30 }, (_, index) => `- item ${index}`).join('\n'), 120);
    expect(text[0]).toMatch(/item 0.*item 9item 10/);
  });

  it('whatever the text, stays within the limit and tears no character', () => {
    const pieces = fc.array(fc.constantFrom('가나다', '👩‍👩‍👧‍👦', 'abc', ' ', '`code`', '**굵게**'), {
      minLength: 1,
      maxLength: 80,
    });
    const blocks = fc.array(
      pieces.map((parts) => parts.join('')),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(blocks, fc.integer({ min: 20, max: 400 }), (texts, limit) => {
        const { body, isCut } = shortenTo(read(texts.join('\n\n')), limit, length);
        expect(length(body)).toBeLessThanOrEqual(limit);
        expect(body.map((node) => plain(node)).join('')).not.toMatch(/[\ud800-\udfff]/u);
        expect(isCut).toBe(length(read(texts.join('\n\n'))) > limit);
        expect(body.map((node) => plain(node)).join('')).not.toMatch(/\u200d…/u);
      }),
    );
  });
});

describe('text for plain chats', () => {
  const simple = (markdown: string) => simplify(read(markdown));

  it('says a table row by row', () => {
    const [list] = simple('| | PV | PVC |\n|-|-|-|\n| 누가 | 관리자 | 개발자 |\n| 범위 | 클러스터 | |');
    expect(list?.type).toBe('list');
    expect(JSON.stringify(list)).toContain('"value":"PV: "');
    const items = list?.type === 'list' ? list.children.map((item) => plain(item)) : [];
    expect(items).toEqual(['누가PV: 관리자PVC: 개발자', '범위PV: 클러스터']);
  });

  it('needs no headings for two columns', () => {
    const [list] = simple('| 이름 | 뜻 |\n|-|-|\n| a | b |\n| c | d |');
    const items = list?.type === 'list' ? list.children.map((item) => plain(item)) : [];
    expect(items).toEqual(['a: b', 'c: d']);
  });

  it('says what a diagram shows', () => {
    const [node] = simple(
      '```mermaid\nflowchart TD\n  accTitle: Probes\n  accDescr: One after another.\n```',
    );
    expect(plain(node as RootContent)).toBe('Probes: One after another.');
  });

  it('leaves the original as it was, and no table or diagram in any note', async () => {
    const { library } = await shelfOf(shippedNotes);
    for (const { notes } of library.topics)
      for (const note of Object.values(notes))
        for (const section of note.sections) {
          const body = read(section.markdown);
          const before = JSON.stringify(body);
          const simplified = JSON.stringify(simplify(body));
          expect(JSON.stringify(body)).toBe(before);
          expect(simplified).not.toMatch(/"type":"table|"lang":"mermaid"/);
        }
  });
});

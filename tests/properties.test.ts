import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shorten } from '../src/chat/answer.ts';
import { locales } from '../src/notes/locale.ts';
import { slugLimit } from '../src/notes/note.ts';
import { parseNotes } from '../src/notes/parse.ts';
import { stem } from '../src/search/hangul.ts';
import { Library } from '../src/search/library.ts';
import { tokens } from '../src/search/terms.ts';

/** Half a surrogate pair, as a form or a cut may leave it. */
const unit16 = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const syllable = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code));
const piece = fc.oneof(
  fc.constantFrom(
    '파드',
    'pvc',
    '늘려',
    '볼륨을',
    'ㅔㅍㅊ',
    'ㅋㅋ',
    'deployment',
    'empty dri',
    'vs',
    '와',
    '차이',
    'how to',
    '어떻게',
  ),
  fc.constantFrom(
    ' ',
    '-',
    '.',
    '#',
    '\n',
    '\0',
    '\u200d',
    '\u200f',
    '👩‍👩‍👧',
    '가\u0301',
    'https://',
    '＃',
    '__proto__',
  ),
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: unit16, maxLength: 200 }),
  fc.string({ unit: syllable, maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
);
/** Something said over and over, which is where time grows faster than length. */
const repeated = fc
  .tuple(text, fc.integer({ min: 1, max: 5000 }))
  .map(([once, times]) => once.repeat(times).slice(0, 20_000));

const notes = [
  { path: 'ko/pod.md', text: '---\ntitle: 파드\naliases: [Pod]\n---\n\n가장 작은 단위예요.\n\n## 예제\n\nx' },
  { path: 'en/pod.md', text: '---\ntitle: Pod\n---\n\nThe smallest unit.' },
  {
    path: 'ko/pvc.md',
    text: '---\ntitle: 퍼시스턴트 볼륨 클레임\naliases: [PVC]\nrelated: [pod]\n---\n\n볼륨을 달라는 요청이에요.',
  },
  { path: 'ko/more.md', text: '# 배포\n\n## 디플로이먼트\n\n늘리고 줄여요.\n\n## 빈 제목\n' },
].flatMap((source) => parseNotes(source).notes);
const library = Library.of(notes);

/** More than a person would wait for an answer that needs no network, on a slow machine. */
const longestMs = 1000;

describe('search', () => {
  it('reads any text into words without spaces', () => {
    fc.assert(
      fc.property(text, (input) => {
        for (const token of tokens(input)) expect(token.text).toMatch(/^\S+$/u);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds a stem of any word, the same each time', () => {
    fc.assert(
      fc.property(text, (word) => {
        expect(stem(word)).toBe(stem(word));
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves something of any Korean word', () => {
    fc.assert(
      fc.property(fc.string({ unit: syllable, minLength: 1, maxLength: 12 }), (word) => {
        expect(stem(word)).not.toBe('');
      }),
      { numRuns: 1000 },
    );
  });

  it('answers any question with topics of its own, in a short time', () => {
    fc.assert(
      fc.property(fc.oneof(text, repeated), (question) => {
        const start = performance.now();
        const finding = library.find(question);
        expect(performance.now() - start).toBeLessThan(longestMs);
        const hits = finding.kind === 'comparison' ? finding.hits : 'hit' in finding ? [finding.hit] : [];
        for (const hit of [...hits, ...finding.others]) expect(library.topic(hit.topic.slug)).toBe(hit.topic);
      }),
      // Shrinking what took long takes longer still.
      { numRuns: 500, endOnFailure: true },
    );
  }, 60_000);

  it('offers at most as many topics as asked for, each once, for anything typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(text, repeated),
        fc.constantFrom(...locales),
        fc.integer({ min: 1, max: 25 }),
        (typed, locale, limit) => {
          const start = performance.now();
          const slugs = library.suggest(typed, locale, limit).map((suggestion) => suggestion.slug);
          expect(performance.now() - start).toBeLessThan(longestMs);
          expect(slugs.length).toBeLessThanOrEqual(limit);
          expect(new Set(slugs).size).toBe(slugs.length);
        },
      ),
      { numRuns: 500, endOnFailure: true },
    );
  }, 60_000);
});

describe('parseNotes', () => {
  const block = fc.constantFrom(
    '---',
    'title: A',
    'level: 9',
    'aliases: [',
    '# Heading',
    '## Example',
    'Sub\n===',
    '```',
    '> quote',
    '- item',
    '| a | b |\n|---|---|',
    '<div>',
    '<!--',
    '-->',
    '<script>',
    '{{< note >}}',
    '{{< mermaid >}}',
    '{{< /mermaid >}}',
    '{{< glossary_tooltip\ntext="x" >}}',
    '{{<',
    '[a]: https://a.io',
    '[a][b] ![c](d)',
    '',
  );
  const page = fc.oneof(
    text,
    fc
      .tuple(
        fc.array(fc.oneof({ weight: 4, arbitrary: block }, text), { maxLength: 20 }),
        fc.constantFrom('\n', '\r\n', '\r', '\n\n'),
      )
      .map(([blocks, end]) => blocks.join(end)),
  );

  it('keeps every line number within the file, and every slug short, for any text', () => {
    fc.assert(
      fc.property(page, (input) => {
        const lines = input.split(/\r\n|\r|\n/).length;
        const { notes: found, problems } = parseNotes({ path: 'x.md', text: input });
        for (const { line } of [...found, ...found.flatMap((note) => note.sections), ...problems]) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
        }
        for (const { slug } of found) {
          expect(slug.length).toBeLessThanOrEqual(slugLimit);
          expect(slug).not.toContain('#');
        }
      }),
      { numRuns: 1000 },
    );
  }, 60_000);
});

describe('shorten', () => {
  const written = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(fc.constantFrom('👩‍👩‍👧', '🇰🇷', '👍🏽', '각', 'e\u0301', 'a', '\r\n'), { maxLength: 30 })
      .map((all) => all.join('')),
  );

  it('never exceeds the length, and cuts between characters as a reader sees them', () => {
    fc.assert(
      fc.property(written, fc.integer({ min: 1, max: 80 }), (input, length) => {
        const short = shorten(input, length);
        expect(short.length).toBeLessThanOrEqual(length);
        if (input.length <= length) {
          expect(short).toBe(input);
          return;
        }
        expect(short.endsWith('…')).toBe(true);
        const kept = short.slice(0, -1);
        const ends = [...new Intl.Segmenter().segment(input)].map((segment) => segment.index);
        expect(input.startsWith(kept)).toBe(true);
        expect(ends).toContain(kept.length);
        expect(kept).not.toMatch(/\p{Surrogate}/u);
      }),
      { numRuns: 1000 },
    );
  });
});

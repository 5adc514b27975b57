import fc from 'fast-check';
import type { RootContent } from 'mdast';
import { describe, expect, it } from 'vitest';
import { limits } from '../adapters/discord/limits.ts';
import { escapeLine, markdown } from '../adapters/discord/markdown.ts';
import { renderReply } from '../adapters/discord/render.ts';
import { readMessages } from '../adapters/files.ts';
import { createBot } from '../src/bot.ts';
import { encodeAction } from '../src/chat/action.ts';
import { messages } from '../src/chat/locale.ts';
import type { Button, Reply } from '../src/chat/reply.ts';
import { locales } from '../src/notes/locale.ts';
import { parseMarkdown } from '../src/notes/markdown.ts';
import { parts } from '../src/notes/note.ts';
import { buttonsOf, markdownOf } from './chats/discord.ts';
import { faultsOfMessage } from './servers/discord-rules.ts';
import { shelfOf, shippedNotes } from './shelves.ts';

const say = messages(await readMessages());
const { library } = await shelfOf(shippedNotes);
const silent = { info() {}, warn() {}, error() {} };
const bot = createBot({ library: () => library, say, log: silent });
const render = (reply: Reply) => ({ components: [renderReply(reply, say[reply.locale])], flags: 32_768 });
const reply = (more: Partial<Reply>): Reply => ({
  locale: 'en',
  body: [],
  rows: [],
  audience: 'channel',
  ...more,
});
const text = (value: string): RootContent[] => [{ type: 'paragraph', children: [{ type: 'text', value }] }];
const zero = '\u200B';

describe('Markdown for Discord', () => {
  it.each([
    ['bold that a particle follows', '**파드**는 `kubectl`로', '**파드**는 `kubectl`로'],
    ['emphasis, and what is struck out', '*a* and ~~b~~', '*a* and ~~b~~'],
    ['bold code', '**`Pending`**: waits', '**`Pending`**: waits'],
    ['emphasis around an asterisk', '*a\\*b*', 'a\\*b'],
    ['marks side by side', '**a**<!-- -->**b**', `**a**${zero}**b**`],
    [
      'marks of Discord that are none in Markdown',
      'a || b ||, #1, <t:1:R>',
      'a \\|\\| b \\|\\|, \\#1, \\<t\\:1:R\\>',
    ],
    [
      'characters that stand for themselves',
      '\\*a\\* my_app_name \\`x\\` \\\\',
      '\\*a\\* my\\_app\\_name \\`x\\` \\\\',
    ],
    ['entities', 'a &lt; b &amp; c', 'a \\< b & c'],
    ['a heading below the title', '## 헷갈리는 것\n\ntext', '### 헷갈리는 것\ntext'],
    ['line breaks of the file, and those meant', 'a\nb\\\nc', 'a b\nc'],
    ['no list where none was written', '1986\\. A year', '1986\\. A year'],
    ['no small print where none was written', '\\-# small', '\\-\\# small'],
    ['lists in lists', '- a\n  - b\n    - c\n- d', '- a\n  - b\n    - c\n- d'],
    ['numbers that begin elsewhere', '3. a\n4. b', '3. a\n4. b'],
    ['tasks', '- [x] a\n- [ ] b', '- ☑ a\n- ☐ b'],
    [
      'code in a list',
      '- run:\n\n  ```sh\n  kubectl get po\n  ```\n- then',
      '- run:\n```sh\nkubectl get po\n```\n- then',
    ],
    ['quotes', '> a\n>\n> b', '> a\n> \n> b'],
    ['code', '```yaml\na: 1\n```', '```yaml\na: 1\n```'],
    [
      'code that holds a fence',
      '````md\n```sh\nls\n```\n````',
      `\`\`\`md\n\`${zero}\`\`sh\nls\n\`${zero}\`\`\n\`\`\``,
    ],
    ['code without a language whose first line is a word', '```\nyaml\nb\n```', '```\nyaml\nb\n```'],
    ['an odd language', '~~~a`b\nc\n~~~', '```\nc\n```'],
    ['code that holds backticks', '``a`b`` and `` ` ``', '`` a`b `` and `` ` ``'],
    ['code that holds two of them', '``` a``b ```', `\`\` a\`${zero}\`b \`\``],
    ['a link', '[the page](https://kubernetes.io/docs/)', '[the page](<https://kubernetes.io/docs/>)'],
    ['a link with brackets', '[a \\[b\\]](https://x.io/a_(b))', '[a \\[b\\]](<https://x.io/a_%28b%29>)'],
    ['a bare link', 'see https://kubernetes.io/a_b', 'see <https://kubernetes.io/a_b>'],
    [
      'a link that poses as another',
      '[https://kubernetes.io](https://evil.example)',
      'https\\://kubernetes.io (<https://evil.example/>)',
    ],
    [
      'a name that poses as another',
      '[kubernetes.io](https://evil.example)',
      'kubernetes.io (<https://evil.example/>)',
    ],
    ['an address with a name before it', '[docs](https://kubernetes.io@evil.example)', 'docs'],
    ['an address that is none', '[a](javascript:alert(1))', 'a'],
    ['everyone', 'hello @everyone and @here', `hello @${zero}everyone and @${zero}here`],
    ['everyone in code', '`@everyone`', `\`@${zero}everyone\``],
    ['people and channels', '\\<@123> \\<@&4> \\<#5>', `\\<@${zero}123\\> \\<@${zero}&4\\> \\<\\#5\\>`],
    ['control characters', 'a\u0007b\u202Ec', 'abc'],
  ])('%s', (_, source, expected) => {
    expect(markdown(parseMarkdown(source).children)).toBe(expected);
  });

  it('everyone is not called either by a name in two pieces', () => {
    const children = ['@', 'everyone'].map((value) => ({ type: 'text', value }) as const);
    expect(markdown([{ type: 'paragraph', children }])).toBe(`@${zero}everyone`);
  });

  it.each([
    ['- a', '\\- a'],
    ['+ a', '\\+ a'],
    ['1. a', '1\\. a'],
    ['1) a', '1\\) a'],
    ['# a', '\\# a'],
    ['> a', '\\> a'],
    ['```sh', '\\`\\`\\`sh'],
    ['https://evil.example/x_y', 'https\\://evil.example/x\\_y'],
    [':tada: 10:30', '\\:tada: 10:30'],
  ])('text that is %j reads so', (value, expected) => expect(markdown(text(value))).toBe(expected));

  it('any line reads as it was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (line) => {
        const escaped = escapeLine(line);
        const unescaped = escaped.replace(/\\([^0-9A-Za-z\s])/g, '$1').replaceAll(zero, '');
        expect(unescaped).toBe(line.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '').replaceAll(zero, ''));
        // What is left without a backslash has no meaning.
        expect(escaped.replace(/\\[^0-9A-Za-z\s]/g, '')).not.toMatch(/[*_~`|<>[\]#\\]|:\/\//);
      }),
    );
  });
});

describe('a reply', () => {
  it('is a container of title, text, small print and rows of buttons', () => {
    const body = render(
      reply({
        title: 'A *title*\nof two lines',
        body: text('text'),
        footer: 'found as "x"',
        rows: [
          [{ label: 'Example', action: { kind: 'show', slug: 'pod', part: 'example' } }],
          [{ label: 'Docs', url: 'https://kubernetes.io/docs/' }],
        ],
      }),
    );
    expect(faultsOfMessage(body)).toEqual([]);
    expect(markdownOf(body)).toBe('## A \\*title\\* of two lines\ntext\n-# found as "x"');
    expect(buttonsOf(body)).toEqual([
      { type: 2, style: 2, label: 'Example', custom_id: 'show#pod#example' },
      { type: 2, style: 5, label: 'Docs', url: 'https://kubernetes.io/docs/' },
    ]);
  });

  it('is valid without a title, and with words only', () =>
    expect(faultsOfMessage(render(reply({ body: text('word') })))).toEqual([]));

  it('leaves out buttons that Discord refuses', () => {
    const same: Button = { label: 'Pod', action: { kind: 'show', slug: 'pod' } };
    const rows: Button[][] = [
      [same, { ...same, label: 'Pod again' }, { label: 'Far', url: `https://x.io/${'a'.repeat(512)}` }],
      [same],
      [{ label: 'Script', url: 'javascript:alert(1)' }],
      [{ label: '\u0000 ', action: { kind: 'show', slug: 'service' } }],
    ];
    const body = render(reply({ body: text('x'), rows }));
    expect(faultsOfMessage(body)).toEqual([]);
    expect(buttonsOf(body).map(({ label }) => label)).toEqual(['Pod', '…']);
  });

  it('has at most 40 components', () => {
    const rows = Array.from({ length: 12 }, (_, row) =>
      Array.from({ length: 5 }, (_, index): Button => {
        const slug = `topic-${row}-${index}`;
        return { label: slug, action: { kind: 'show', slug } };
      }),
    );
    expect(faultsOfMessage(render(reply({ title: 'x', body: text('x'), footer: 'x', rows })))).toEqual([]);
  });

  it.each([
    ['words', text('낱말과 * 별표 '.repeat(1500))],
    ['calls', text('@everyone '.repeat(800))],
    ['code', parseMarkdown(`Text.\n\n\`\`\`yaml\n${'key: value\n'.repeat(600)}\`\`\`\n`).children],
    ['one block of code', parseMarkdown(`\`\`\`yaml\n${'key: value\n'.repeat(600)}\`\`\`\n`).children],
    ['a list', parseMarkdown('- an item of a list\n'.repeat(400)).children],
    ['faces of several characters', text('👩‍👩‍👧‍👦'.repeat(900))],
  ])('that is too long says so: %s', (_, body) => {
    const message = render(reply({ title: 'Long', body, footer: 'footer' }));
    expect(faultsOfMessage(message)).toEqual([]);
    const shown = markdownOf(message);
    expect(shown).toContain(`-# ${say.en('cut')}\n-# footer`);
    expect((shown.match(/```/g) ?? []).length % 2).toBe(0);
    expect(shown).not.toMatch(/\uD83D(?![\uDC00-\uDFFF])/);
    expect(shown.length).toBeLessThanOrEqual(limits.text + 10);
  });
});

it('every reply that the notes can give keeps within what Discord takes', { timeout: 180_000 }, async () => {
  const faults: string[] = [];
  let count = 0;
  const check = async (id: string, locale: 'ko' | 'en') => {
    const found = await bot.handle({ kind: 'press', id, locale, person: 'test', at: new Date() });
    if (found?.shown === undefined) throw new Error(`${id} shows nothing`);
    const message = render(found);
    count += 1;
    const shown = markdownOf(message);
    faults.push(
      ...faultsOfMessage(message).map(({ path, message }) => `${id} ${locale}: ${path}: ${message}`),
    );
    if (shown.includes(say[locale]('cut'))) faults.push(`${id} ${locale} is cut`);
    if ((shown.match(/```/g) ?? []).length % 2 !== 0) faults.push(`${id} ${locale}: an open fence`);
    const labels = found.rows.flat().length;
    if (buttonsOf(message).length < labels) faults.push(`${id} ${locale} lost a button`);
    for (const button of found.rows.flat())
      if ('action' in button && button.action.kind === 'compare')
        comparisons.add(encodeAction(button.action));
  };
  const comparisons = new Set<string>();
  for (const locale of locales) {
    for (const { slug } of library.topics)
      for (const part of [undefined, ...parts])
        await check(encodeAction({ kind: 'show', slug, ...(part && { part }) }), locale);
    for (const id of comparisons) await check(id, locale);
    for (const asked of ['', 'zzzz', 'pvc yaml plz']) {
      const found = await bot.handle({
        kind: 'command',
        text: asked,
        locale,
        person: 'test',
        at: new Date(),
      });
      faults.push(...faultsOfMessage(render(found as Reply)).map(({ message }) => `"${asked}": ${message}`));
    }
  }
  expect(faults).toEqual([]);
  expect(count).toBeGreaterThan(library.topics.length * 7 * 2 + 50);
});

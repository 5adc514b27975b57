import { describe, expect, it } from 'vitest';
import { readMessages } from '../adapters/files.ts';
import type { View } from '../adapters/slack/body.ts';
import { readForm, renderForm } from '../adapters/slack/form.ts';
import { limits } from '../adapters/slack/limits.ts';
import { renderHome, renderReply } from '../adapters/slack/render.ts';
import { createBot } from '../src/bot.ts';
import { encodeAction } from '../src/chat/action.ts';
import { messages } from '../src/chat/locale.ts';
import type { Button, Form, Reply } from '../src/chat/reply.ts';
import { locales } from '../src/notes/locale.ts';
import { parseMarkdown } from '../src/notes/markdown.ts';
import { Bank } from '../src/quiz/bank.ts';
import { reveal } from '../src/quiz/channel.ts';
import { ask, feedback, type Table } from '../src/quiz/view.ts';
import type { Quiz, Store } from '../src/store.ts';
import { faultOf, homeView, messageBlocks, modalView, textLength } from './servers/slack-blocks.ts';
import { shelfOf, shippedNotes } from './shelves.ts';
import { attemptOf, quizOf } from './stores.ts';

const say = messages(await readMessages());
const { library } = await shelfOf(shippedNotes);
const bot = createBot({ library: () => library, say, log: { info() {}, warn() {}, error() {} } });

const reply = (markdown: string, more: Partial<Reply> = {}): Reply => ({
  locale: 'en',
  body: parseMarkdown(markdown).children,
  rows: [],
  audience: 'channel',
  ...more,
});
const render = (markdown: string, more: Partial<Reply> = {}, options = {}) =>
  renderReply(reply(markdown, more), say.en, options);
type Rich = { type: string; elements: Record<string, unknown>[] } & Record<string, unknown>;
/** The rich text that some Markdown becomes. */
const rich = (markdown: string): Rich[] => {
  const [block] = render(markdown).blocks;
  expect(faultOf(messageBlocks, [block])).toBeUndefined();
  return (block as unknown as { elements: Rich[] }).elements;
};
const text = (value: string, style?: object) => ({ type: 'text', text: value, ...(style && { style }) });
const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });

describe('Markdown becomes rich text', () => {
  it.each<[string, string, object[]]>([
    [
      'words set off, with a particle after them',
      '**굵게**는 *기울여* `kubectl`로 ~~취소~~',
      [
        section(
          text('굵게', { bold: true }),
          text('는 '),
          text('기울여', { italic: true }),
          text(' '),
          text('kubectl', { code: true }),
          text('로 '),
          text('취소', { strike: true }),
        ),
      ],
    ],
    [
      'style in style',
      '**a *b* `c`**',
      [
        section(
          text('a ', { bold: true }),
          text('b', { bold: true, italic: true }),
          text(' ', { bold: true }),
          text('c', { bold: true, code: true }),
        ),
      ],
    ],
    ['paragraphs', 'one\n\ntwo', [section(text('one\n\ntwo'))]],
    ['lines of a paragraph', 'one\ntwo  \nthree', [section(text('one two\nthree'))]],
    ['a heading', '# Head\n\ntext', [section(text('Head', { bold: true }), text('\ntext'))]],
    [
      'code',
      '```sh\nkubectl get <pod>\n```',
      [{ type: 'rich_text_preformatted', elements: [text('kubectl get <pod>')] }],
    ],
    ['a quote', '> said\n>\n> done', [{ type: 'rich_text_quote', elements: [text('said\ndone')] }]],
    [
      'a link',
      '[docs](https://kubernetes.io/docs)',
      [section({ type: 'link', url: 'https://kubernetes.io/docs', text: 'docs' })],
    ],
    ['an address', '<https://kubernetes.io>', [section({ type: 'link', url: 'https://kubernetes.io' })]],
    ['a line', 'a\n\n---\n\nb', [section(text('a\n\n———\n\nb'))]],
    [
      'a list and what follows',
      '- a\n- **b**\n\nc',
      [
        {
          type: 'rich_text_list',
          style: 'bullet',
          indent: 0,
          elements: [section(text('a')), section(text('b', { bold: true }))],
        },
        section(text('\nc')),
      ],
    ],
    [
      'a list in a list',
      '1. a\n   - b\n2. c',
      [
        { type: 'rich_text_list', style: 'ordered', indent: 0, elements: [section(text('a'))] },
        { type: 'rich_text_list', style: 'bullet', indent: 1, elements: [section(text('b'))] },
        { type: 'rich_text_list', style: 'ordered', indent: 0, offset: 1, elements: [section(text('c'))] },
      ],
    ],
    [
      'code in a list, which goes on after it',
      '3. a\n\n   ```\n   x\n   ```\n\n   and\n4. b',
      [
        { type: 'rich_text_list', style: 'ordered', indent: 0, offset: 2, elements: [section(text('a'))] },
        { type: 'rich_text_preformatted', elements: [text('x')] },
        section(text('and')),
        { type: 'rich_text_list', style: 'ordered', indent: 0, offset: 3, elements: [section(text('b'))] },
      ],
    ],
    [
      'things to do',
      '- [x] a\n- [ ] b',
      [
        {
          type: 'rich_text_list',
          style: 'bullet',
          indent: 0,
          elements: [section(text('☑ a')), section(text('☐ b'))],
        },
      ],
    ],
    [
      'a table',
      '| k | v |\n|---|---|\n| a | `b` |',
      [
        {
          type: 'rich_text_list',
          style: 'bullet',
          indent: 0,
          elements: [section(text('a', { bold: true }), text(': '), text('b', { code: true }))],
        },
      ],
    ],
  ])('%s', (_what, markdown, expected) => expect(rich(markdown)).toEqual(expected));

  it.each(['', '- \n- ', '```\n```', '>', '**&#8203;**\n\n``` \n\n```', '- - - a', '| |\n|-|\n| |'])(
    'nothing empty comes of %j',
    (markdown) => {
      const { blocks } = render(markdown, { title: 'T' });
      expect(faultOf(messageBlocks, blocks)).toBeUndefined();
    },
  );

  it('lists are set in no deeper than Slack can', () => {
    const deep = Array.from({ length: 14 }, (_, level) => `${'  '.repeat(level)}- ${level}`).join('\n');
    expect(Math.max(...rich(deep).map(({ indent }) => Number(indent)))).toBe(limits.indent);
  });
});

describe('a link cannot pass for another', () => {
  it.each([
    ['[https://kubernetes.io](https://evil.example/x)', 'https://kubernetes.io (', 'https://evil.example/x'],
    ['[see kubernetes.io/docs](https://evil.example)', 'see kubernetes.io/docs (', 'https://evil.example'],
    ['[kubernetes.io@evil](https://evil.example)', undefined, 'https://evil.example'],
    ['[the docs](https://kubernetes.io)', undefined, 'https://kubernetes.io'],
    ['[kubernetes.io](https://kubernetes.io/docs)', undefined, 'https://kubernetes.io/docs'],
  ])('%s', (markdown, words, url) => {
    const [{ elements } = { elements: [] }] = rich(markdown);
    const link = elements.find(({ type }) => type === 'link');
    expect(link?.url).toBe(url);
    if (words !== undefined) {
      expect(elements[0]?.text).toBe(words);
      expect(link?.text).toBeUndefined();
    }
  });
});

describe('a message', () => {
  it('has title, text, small print and buttons, in that order', () => {
    const button: Button = { label: 'Example', action: { kind: 'show', slug: 'pod', part: 'example' } };
    const docs: Button = { label: 'Docs', url: 'https://kubernetes.io' };
    const { blocks, text: fallback } = render(
      'Words & &lt;more&gt;.',
      {
        title: 'Pod',
        footer: 'Found.',
        rows: [[button, button], [docs]],
        shown: { kind: 'show', slug: 'pod' },
      },
      { canShare: true },
    );
    expect(faultOf(messageBlocks, blocks)).toBeUndefined();
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'rich_text', 'context', 'actions', 'actions']);
    expect(blocks.at(-1)).toMatchObject({
      elements: [
        { text: { text: 'Docs' }, url: 'https://kubernetes.io' },
        { text: { text: say.en('share') }, action_id: 'share#show#pod' },
      ],
    });
    expect(fallback).toBe('Pod\nWords &amp; &lt;more&gt;.');
  });

  it.each([
    ['```sh\nkubectl get pods\n```\n\nLists them.', 'Pod\nLists them.'],
    ['- one\n- two\n  - three', 'Pod\none\ntwo\nthree'],
    ['```sh\nkubectl get pods\n```', 'Pod'],
    ['가'.repeat(2000), `Pod\n${'가'.repeat(595)}…`],
  ])('of %j tells notifications the first words', (markdown, words) => {
    expect(render(markdown, { title: 'Pod' }).text).toBe(words);
  });

  it('has no button to share what is too long to be named', () => {
    const shown = { kind: 'compare', slugs: ['a'.repeat(48), 'b'.repeat(48)] } as const;
    const { blocks } = render('x', { shown: { ...shown, slugs: [...shown.slugs] } }, { canShare: true });
    expect(blocks.map(({ type }) => type)).toEqual(['rich_text']);
  });

  it('too long for Slack is cut and says so, with no code cut in half', () => {
    const long = `${'Some words. '.repeat(700)}\n\n\`\`\`yaml\n${'key: value\n'.repeat(300)}\`\`\`\n\nend`;
    const { blocks } = render(long, { title: 'x'.repeat(500), footer: 'y'.repeat(5000) });
    expect(faultOf(messageBlocks, blocks)).toBeUndefined();
    expect(textLength(blocks)).toBeLessThanOrEqual(limits.message);
    expect(JSON.stringify(blocks)).toContain(say.en('cut'));
    expect(JSON.stringify(blocks)).not.toContain('preformatted');
  });

  it.each([
    '<!channel> <!here> <@U123> <#C123> <!subteam^S1>',
    '`<!channel>`',
    '```\n<!channel> <@U123>\n```',
    '- <!everyone>',
    '\\<!channel\\>',
    '&lt;!channel&gt;',
  ])('%j pings nobody, wherever it stands', (evil) => {
    const raw = evil.replaceAll('\\', '').replaceAll('&lt;', '<');
    const message = render(
      evil,
      {
        title: raw,
        footer: raw,
        rows: [[{ label: '<!channel>', action: { kind: 'show', slug: 'pod' } }]],
      },
      { sharedBy: '<!channel>' },
    );
    expect(JSON.stringify(message)).not.toMatch(/<[!@#]\w/);
    expect(faultOf(messageBlocks, message.blocks)).toBeUndefined();
  });

  it('has no characters that steer, and its code stays as it is', () => {
    const json = JSON.stringify(render('a\u202Eb\u0007\n\n```\n<!-- x -->\ta\n```', { title: 'a\u2066\nb' }));
    expect(json).not.toMatch(/[\u202E\u2066]|\\u0007/);
    expect(json).toContain('<!-- x -->\\ta');
  });

  it('of the App Home is a view that Slack takes, whatever is shown in it', () => {
    const help = renderReply(bot.help('ko'), say.ko);
    expect(faultOf(homeView, renderHome(help))).toBeUndefined();
    const blocks = Array.from({ length: 120 }, () => ({ type: 'divider' }) as const);
    expect(renderHome(help, { text: '', blocks }).blocks).toHaveLength(limits.viewBlocks);
  });
});

it('every reply of every note, in both languages, is one that Slack takes', async () => {
  const faults: string[] = [];
  let count = 0;
  for (const locale of locales) {
    const ids = new Set(library.topics.map(({ slug }) => encodeAction({ kind: 'show', slug })));
    // A set that grows while it is walked: so every reply that any button leads to is seen once.
    for (const id of ids) {
      const shown = await bot.handle({ kind: 'press', id, locale, person: 'test:1', at: new Date() });
      if (shown === undefined) throw new Error(`${id} shows nothing`);
      for (const options of [{ canShare: true }, { sharedBy: 'Mina' }, {}]) {
        const { text: fallback, blocks } = renderReply(shown, say[shown.locale], options);
        const fault = faultOf(messageBlocks, blocks);
        if (fault !== undefined) faults.push(`${locale} ${id}: ${fault.messages.join()}`);
        if (fallback === '' || fallback.length > 3000) faults.push(`${locale} ${id}: fallback`);
        if (textLength(blocks) > limits.message)
          faults.push(`${locale} ${id}: ${textLength(blocks)} characters`);
        if (/<[!@#]\w/.test(JSON.stringify(blocks))) faults.push(`${locale} ${id}: pings`);
      }
      if (JSON.stringify(renderReply(shown, say[locale]).blocks).includes(say[locale]('cut')))
        faults.push(`${locale} ${id}: is cut`);
      for (const button of shown.rows.flat()) if ('action' in button) ids.add(encodeAction(button.action));
      count += 1;
    }
  }
  expect(faults).toEqual([]);
  expect(count).toBeGreaterThan(library.topics.length * 8);
});

it('every question, asked, answered and closed, in both languages, is one that Slack takes', async () => {
  const bank = Bank.of(library);
  const faults: string[] = [];
  let count = 0;
  for (const locale of locales)
    for (const id of bank.ids()) {
      const question = bank.question(id, locale);
      if (question === undefined) throw new Error(`${id} is not there`);
      const quiz = quizOf({ id: 'a'.repeat(12), questions: [id], locale, seed: 7 });
      const given = question.kind === 'fill' ? ['가'.repeat(200)] : question.options.map((_, at) => `${at}`);
      const attempts = given.map((text) => attemptOf(quiz, { topic: question.topic, given: text }));
      const store = { attempts: async () => attempts } as unknown as Store;
      const table: Table = { library, locale, say: say[locale], bank, store, zone: 'Asia/Seoul' };
      const inChannel: Quiz = { ...quiz, kind: 'channel', closesAt: new Date() };
      for (const shown of [
        ask(table, quiz, 0),
        ask(table, inChannel, 0),
        ...attempts.slice(0, 1).map((attempt) => feedback(table, quiz, 0, attempt, question)),
        await reveal(table, inChannel),
      ]) {
        const { text: fallback, blocks } = renderReply(shown, say[locale]);
        const fault = faultOf(messageBlocks, blocks);
        if (fault !== undefined) faults.push(`${locale} ${id}: ${fault.messages.join()}`);
        if (fallback === '' || fallback.length > 3000) faults.push(`${locale} ${id}: fallback`);
        if (textLength(blocks) > limits.message) faults.push(`${locale} ${id}: too long`);
        if (JSON.stringify(blocks).includes(say[locale]('cut'))) faults.push(`${locale} ${id}: is cut`);
        if (/<[!@#]\w/.test(JSON.stringify(blocks))) faults.push(`${locale} ${id}: pings`);
        const buttons = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
        if (buttons.length !== shown.rows.flat().length) faults.push(`${locale} ${id}: lacks a button`);
        count += 1;
      }
    }
  expect(faults).toEqual([]);
  expect(count).toBe(bank.ids().length * 2 * 4);
}, 120_000);

describe('a form', () => {
  const form: Form = {
    locale: 'en',
    title: '<!channel> '.repeat(9),
    label: 'x'.repeat(3000),
    id: 'flag#pod-1',
  };
  const origin = { channel: 'C0STUDY', thread: '1.1', isEphemeral: true, url: 'https://hooks.slack.com/x' };

  it.each([origin, { ...origin, url: `https://hooks.slack.com/${'x'.repeat(3000)}` }])(
    'is a view that Slack takes, and comes back with where to answer',
    (given) => {
      const view = renderForm(form, say.en, given);
      expect(faultOf(modalView, view)).toBeUndefined();
      expect(JSON.stringify(view)).not.toMatch(/<[!@#]\w/);
      const state = { values: { text: { text: { value: 'typed' } } } };
      const { url, ...rest } = given;
      expect(readForm({ ...view, state } as View)).toEqual({
        id: form.id,
        text: 'typed',
        origin: url.length > 1000 ? rest : given,
      });
    },
  );
});

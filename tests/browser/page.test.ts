import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { packageRoot, readMessages, readNotes } from '../../adapters/files.ts';
import { type Listening, listen } from '../../adapters/http.ts';
import { openStore } from '../../adapters/store/open.ts';
import { createPage } from '../../adapters/web/server.ts';
import { createBot } from '../../src/bot.ts';
import { messages } from '../../src/chat/locale.ts';
import { Shelf } from '../../src/shelf.ts';
import type { Store } from '../../src/store.ts';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const isThere = existsSync(executablePath);
if (!isThere)
  process.stderr.write(`No Chromium at ${executablePath}: set CHROMIUM_PATH to run the tests of the page.\n`);

const say = messages(await readMessages());
const hostile = `---
title: Danger <script>window.ran = 'title'</script>
aliases: [danger]
docs: https://example.org/"onmouseover="window.ran='docs'
---
<script>window.ran = 'script'</script><img src=x onerror="window.ran='img'">

[press](javascript:window.ran='link') <javascript:window.ran='auto'>

\`\`\`html
</code><script>window.ran = 'code'</script>
\`\`\`
`;

/** How well one colour is told from another, as WCAG counts it, from 1 to 21. */
function contrast(one: string, other: string): number {
  const light = (colour: string) => {
    const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((channel) => {
      const share = Number(channel) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark = 0, bright = 0] = [light(one), light(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

const wideTable = `# Widetable\n\n|${' Column |'.repeat(9)}\n|${'-|'.repeat(9)}\n|${' Kubernetes |'.repeat(9)}\n`;

describe.skipIf(!isThere)('the page in a browser', () => {
  let browser: Browser;
  let shelf: Shelf;
  let server: Listening;
  let folder: string;
  let store: Store;
  /** What the browser complained of, except where a test expects it. */
  let complaints: string[];

  /** Looks for what is due, as the process does each minute. */
  let tick: (now: Date) => Promise<void>;

  const serve = async (port = 0): Promise<Listening> => {
    const error = (data: object, message: string) => complaints.push(`${message}: ${JSON.stringify(data)}`);
    const bot = createBot({
      library: () => shelf.library,
      say,
      log: { info() {}, warn() {}, error },
      store,
      outlets: () => [page.outlet],
    });
    const page = createPage({ bot, say, locale: 'ko', host: '127.0.0.1' });
    tick = (now) => bot.tick(() => now);
    const listening = await listen(getRequestListener(page.app.fetch), '127.0.0.1', port);
    return {
      ...listening,
      close() {
        page.stop();
        return listening.close();
      },
    };
  };

  beforeAll(async () => {
    const { sources } = await readNotes(join(packageRoot, 'notes'));
    shelf = new Shelf();
    shelf.update([
      ...sources,
      { path: 'en/danger.md', text: hostile },
      { path: 'en/widetable.md', text: wideTable },
    ]);
    folder = await mkdtemp(join(tmpdir(), 'page-'));
    store = await openStore(`file:${join(folder, 'bot.db')}`, { info() {}, warn() {}, error() {} });
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await store?.end();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    complaints = [];
    server = await serve();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await server.close();
    expect(complaints).toEqual([]);
  });

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ locale: 'ko-KR', ...options });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    page.on('console', (message) => {
      // A violation of the content security policy is an error here too.
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
    await page.goto(server.url);
    return page;
  }

  async function ask(page: Page, text: string): Promise<void> {
    await page.fill('#text', text);
    await page.press('#text', 'Enter');
    await page.locator('.mine').filter({ hasText: text }).last().waitFor();
  }

  const has = (page: Page, title: string) =>
    page
      .locator('.message .title')
      .filter({ hasText: new RegExp(`^${title}$`) })
      .last()
      .waitFor();

  it.each(['light', 'dark'] as const)('draws diagrams in %s, as wide as fits', async (colorScheme) => {
    const page = await open({ colorScheme, viewport: { width: 390, height: 800 } });
    await ask(page, '롤링 업데이트');
    const picture = page.getByRole('img', { name: /롤링 업데이트/ });
    await picture.waitFor();
    expect((await picture.boundingBox())?.width).toBeLessThanOrEqual(366);
  });

  it('keeps words whole in a table on a phone, and short code', async () => {
    const page = await open({ locale: 'en-US', viewport: { width: 390, height: 800 } });
    await ask(page, 'difference between Deployment and StatefulSet');
    await ask(page, 'StatefulSet often confused');
    const head = page.locator('.message th', { hasText: /^StatefulSet$/ }).last();
    await head.waitFor();
    // A second line would make them half as high again.
    expect((await head.boundingBox())?.height).toBeLessThan(50);
    const code = page.locator('.message li code', { hasText: /^db-0$/ }).first();
    expect((await code.boundingBox())?.height).toBeLessThan(30);
  });

  it('answers what is typed, and is ready for the next message', async () => {
    const page = await open();
    expect(await page.title()).toBe('k8s-study-bot');
    await page.keyboard.type('pvc');
    await page.keyboard.press('Enter');
    await has(page, '퍼시스턴트 볼륨 클레임');
    expect(await page.inputValue('#text')).toBe('');
    await page.keyboard.type('PV와 PVC 차이');
    await page.getByRole('button', { name: '보내기' }).click();
    await page.locator('.message table').waitFor();
    expect(await page.locator('.mine').count()).toBe(2);
    // What was said last is scrolled to the top, so that the answer is read from its beginning.
    await vi.waitFor(
      async () => {
        const { y = -1 } = (await page.locator('.mine').last().boundingBox()) ?? {};
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThan(200);
      },
      { timeout: 10_000, interval: 50 },
    );
  });

  it('sends nothing when nothing is typed', async () => {
    const page = await open();
    await page.fill('#text', '   ');
    await page.press('#text', 'Enter');
    await ask(page, 'pvc');
    expect(await page.locator('.mine').count()).toBe(1);
  });

  it('completes a name while it is typed, chosen by the keyboard', async () => {
    const page = await open();
    const input = page.getByRole('combobox');
    await input.pressSequentially('퍼시');
    const options = page.getByRole('option');
    await options.nth(1).waitFor();
    expect(await input.getAttribute('aria-expanded')).toBe('true');
    await input.press('ArrowDown');
    await input.press('ArrowDown');
    await input.press('ArrowUp');
    const chosen = page.getByRole('option', { selected: true });
    expect(await chosen.count()).toBe(1);
    expect(await input.getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'));
    const title = (await chosen.getAttribute('data-title')) ?? '';
    expect(title).toContain('퍼시스턴트');
    await input.press('Enter');
    await has(page, title);
    expect(await input.getAttribute('aria-expanded')).toBe('false');
  });

  it('completes after /k8s too, chosen by the mouse', async () => {
    const page = await open();
    await page.getByRole('combobox').pressSequentially('/k8s 롤');
    const option = page.getByRole('option').first();
    const title = (await option.getAttribute('data-title')) ?? '';
    await option.click();
    await has(page, title);
  });

  it('closes the suggestions with Escape and keeps what is typed, which Enter then sends as it is', async () => {
    const page = await open();
    const input = page.getByRole('combobox');
    await input.pressSequentially('퍼시');
    await page.getByRole('option').first().waitFor();
    await input.press('ArrowDown');
    await input.press('Escape');
    expect(await page.getByRole('listbox').isHidden()).toBe(true);
    expect(await input.inputValue()).toBe('퍼시');
    expect(await input.getAttribute('aria-expanded')).toBe('false');
    await input.press('Enter');
    await page.locator('.said', { hasText: /^퍼시$/ }).waitFor();
  });

  it('keeps the suggestions open for a person who left the field and came right back', async () => {
    const page = await open();
    await page.clock.install();
    const input = page.getByRole('combobox');
    await input.blur();
    await input.pressSequentially('퍼시');
    await page.clock.runFor(100);
    await page.getByRole('option').first().waitFor();
    await page.clock.runFor(1000);
    expect(await page.getByRole('option').first().isVisible()).toBe(true);
  });

  it('closes the suggestions when the field is left', async () => {
    const page = await open();
    await page.getByRole('combobox').pressSequentially('퍼시');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('listbox').waitFor({ state: 'hidden' });
  });

  it('shows the part whose button is pressed', async () => {
    const page = await open();
    await ask(page, 'pvc');
    await page.locator('.message').last().getByRole('button', { name: '예제' }).click();
    await has(page, '퍼시스턴트 볼륨 클레임 · 예제');
    expect(await page.locator('.message').last().locator('pre').textContent()).toContain(
      'kind: PersistentVolumeClaim',
    );
    expect(await page.locator('.mine').count()).toBe(1);
  });

  it('copies YAML as it is in the note', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await ask(page, 'pvc yaml');
    const message = page.locator('.message').last();
    await message.getByRole('button', { name: '복사' }).click();
    await message.getByRole('button', { name: '복사했어요' }).waitFor();
    const copied = await page.evaluate('navigator.clipboard.readText()');
    expect(copied).toMatch(/^apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n {2}name: /);
    expect(copied).not.toContain('복사');
    await message.getByRole('button', { name: '복사', exact: true }).waitFor();
  });

  it('keeps its copy buttons and the conversation over a reload', async () => {
    const page = await open();
    await ask(page, 'pvc yaml');
    await page.reload();
    await has(page, '퍼시스턴트 볼륨 클레임 · 예제');
    expect(await page.getByRole('button', { name: '복사', exact: true }).count()).toBe(1);
  });

  it('switches the language', async () => {
    const page = await open();
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Send' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    await ask(page, '/k8s pvc');
    await has(page, 'PersistentVolumeClaim');
    await page.getByRole('link', { name: '한국어' }).click();
    await page.getByRole('button', { name: '보내기' }).waitFor();
  });

  it('comes in the language of the browser', async () => {
    const page = await open({ locale: 'en-US' });
    await page.getByRole('button', { name: 'Send' }).waitFor();
  });

  describe('without JavaScript', () => {
    it('answers, shows parts and switches the language', async () => {
      const page = await open({ javaScriptEnabled: false });
      await page.fill('#text', 'pvc');
      await page.press('#text', 'Enter');
      await has(page, '퍼시스턴트 볼륨 클레임');
      await page.locator('.message').last().getByRole('button', { name: '명령' }).click();
      await has(page, '퍼시스턴트 볼륨 클레임 · 명령');
      await page.getByRole('link', { name: 'English' }).click();
      await page.getByRole('button', { name: 'Send' }).waitFor();
    });

    it('tells the person who asked that there is no answer, and nobody else', async () => {
      const page = await open({ javaScriptEnabled: false });
      await page.fill('#text', '이스티오 설치하기');
      await page.getByRole('button', { name: '보내기' }).click();
      await page.getByText('찾지 못했어요').waitFor({ timeout: 5000 });
      const other = await open();
      expect(await other.getByText('이스티오 설치하기').count()).toBe(0);
    });
  });

  it('says so when the bot is away, gives back what was typed, and sends it when the bot is back', async () => {
    const page = await open();
    const port = Number(new URL(server.url).port);
    await server.close();
    await page.fill('#text', 'pvc 예제');
    await page.press('#text', 'Enter');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toBe(say.ko('page-offline'));
    expect(await page.inputValue('#text')).toBe('pvc 예제');
    expect(complaints.splice(0).filter((text) => !text.includes('ERR_CONNECTION_REFUSED'))).toEqual([]);
    server = await serve(port);
    await page.press('#text', 'Enter');
    await has(page, '퍼시스턴트 볼륨 클레임 · 예제');
    expect(await alert.isHidden()).toBe(true);
    expect(await page.inputValue('#text')).toBe('');
  });

  it('fits a narrow phone: nothing but code and tables scrolls sideways', async () => {
    const page = await open({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });
    for (const text of [
      'pvc',
      'pvc yaml',
      'deployment 명령',
      'PV와 PVC 차이',
      'x'.repeat(600),
      'danger',
      'widetable',
    ])
      await ask(page, text);
    await page.getByRole('combobox').pressSequentially('퍼시');
    await page.getByRole('option').first().waitFor();
    const wide = await page
      .locator('html, body, main, #log, .message, #composer, #suggestions')
      .evaluateAll((elements) =>
        elements
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
          .map(({ outerHTML }) => outerHTML.slice(0, 200)),
      );
    expect(wide).toEqual([]);
    const box = await page.getByRole('button', { name: '보내기' }).boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(360);
  });

  it('has a dark and a light face, and can be read in both', async () => {
    const texts =
      'h1, h1 span, nav a, .who, .said, .title, .body, .token, .button, .copy, #composer button, #text';
    const grounds = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open({ colorScheme });
      await ask(page, 'pvc yaml');
      const colours = await page.locator(texts).evaluateAll((elements) =>
        elements.map((element) => {
          const view = element.ownerDocument.defaultView;
          const groundOf = (at: typeof element): string => {
            const { backgroundColor } = view.getComputedStyle(at);
            const isClear = backgroundColor === 'rgba(0, 0, 0, 0)' && at.parentElement !== null;
            return isClear ? groundOf(at.parentElement) : backgroundColor;
          };
          const name = element.className || element.tagName;
          return { name, text: view.getComputedStyle(element).color as string, ground: groundOf(element) };
        }),
      );
      expect(colours.length).toBeGreaterThan(15);
      // 4.5 is what WCAG asks of text of this size.
      expect(colours.filter(({ text, ground }) => contrast(text, ground) < 4.5)).toEqual([]);
      grounds.push(colours[0]?.ground);
    }
    expect(new Set(grounds).size).toBe(2);
  });

  it('can be used by keyboard alone: everything is reached by Tab, in its order, and has a name', async () => {
    const page = await open();
    await ask(page, 'pvc yaml');
    const all = await page.locator('a[href], button, input, [tabindex]').evaluateAll((elements) => {
      for (const [index, element] of elements.entries()) element.dataset.order = String(index);
      return elements.length;
    });
    expect(all).toBeGreaterThan(8);
    const reached: { order: number; name: string; tag: string; outlined: boolean }[] = [];
    // From the message field, where the focus is, to the end of the page, and around from its beginning.
    for (let press = 0; press < all + 3; press++) {
      await page.keyboard.press('Tab');
      const focused = await page.locator('[data-order]:focus').evaluateAll((elements) =>
        elements.map((element) => ({
          order: Number(element.dataset.order),
          name: String(element.ariaLabel ?? element.labels?.[0]?.textContent ?? element.textContent).trim(),
          tag: String(element.tagName),
          outlined: element.ownerDocument.defaultView.getComputedStyle(element).outlineStyle !== 'none',
        })),
      );
      reached.push(...focused.filter(({ order }) => !reached.some((before) => before.order === order)));
    }
    const orders = reached.map(({ order }) => order);
    const start = orders.indexOf(0);
    expect([...orders.slice(start), ...orders.slice(0, start)]).toEqual(
      Array.from({ length: all }, (_, i) => i),
    );
    expect(reached.filter(({ name, outlined }) => name === '' || !outlined)).toEqual([]);
  });

  it('leads past the conversation to the message field', async () => {
    const page = await open();
    await page.getByRole('link', { name: say.ko('page-skip') }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('pvc');
    expect(await page.inputValue('#text')).toBe('pvc');
  });

  it('runs nothing that stands in a note or in a message', async () => {
    const page = await open();
    await ask(page, '<img src=x onerror="window.ran=1"><script>window.ran=2</script>');
    await ask(page, '/k8s danger');
    await has(page, "Danger <script>window\\.ran = 'title'</script>");
    await page.getByRole('combobox').pressSequentially('danger');
    await page.getByRole('option').first().waitFor();
    await page.getByRole('combobox').press('Escape');
    await page.getByText('press').last().click();
    await page.getByRole('link', { name: '공식 문서' }).last().hover();
    await page.reload();
    await has(page, "Danger <script>window\\.ran = 'title'</script>");
    expect(await page.evaluate('"ran" in window')).toBe(false);
    expect(await page.locator('img, script').count()).toBe(1);
  });

  it.each([
    ['ko', '퀴즈 파드 20', '답 적기', '다음 문제', '결과 보기', /결과: 20문제|결과: \d+문제 중 \d+문제/],
    ['en', 'quiz pod 20', 'Type the answer', 'Next question', 'Show the result', /Result: \d+ of \d+ right/],
  ])(
    'plays a set through in %s, with every kind of question',
    async (locale, command, type, next, end, result) => {
      const page = await open({
        locale: locale === 'ko' ? 'ko-KR' : 'en-US',
        viewport: { width: 390, height: 844 },
      });
      const messages = page.locator('.message');
      const press = async (label: string) => {
        const before = await messages.count();
        await messages.last().getByRole('button', { name: label, exact: true }).click();
        await expect.poll(() => messages.count()).toBeGreaterThan(before);
      };
      await ask(page, `/k8s ${command}`);
      await expect.poll(() => messages.last().locator('form button').count()).toBeGreaterThan(0);
      const kinds = new Set<string>();
      for (let number = 0; number < 20; number++) {
        const [first = ''] = (await messages.last().locator('form button').allTextContents()).map((label) =>
          label.trim(),
        );
        kinds.add(first);
        await press(first);
        if (first === type) {
          const before = await messages.count();
          // The field has the focus: whoever plays types on.
          await page.keyboard.type('nonsense');
          await page.keyboard.press('Enter');
          await expect.poll(() => messages.count()).toBeGreaterThan(before);
        }
        expect(await messages.last().locator('.title').textContent()).toMatch(/^[✅❌]/u);
        const isLast = (await messages.last().getByRole('button', { name: end }).count()) > 0;
        await press(isLast ? end : next);
        if (isLast) break;
      }
      expect(await messages.last().locator('.title').textContent()).toMatch(result);
      expect([...kinds]).toEqual(expect.arrayContaining(['A', type]));
    },
  );

  it.each([
    ['ko', '/k8s 매일 지금', '오늘의 문제', '결과 ·', '닫힌 문제예요'],
    ['en', '/k8s daily now', 'Question of the day', 'Result ·', 'closed'],
  ])(
    'shows the daily question as it comes, and marks it when it is over (%s)',
    async (locale, command, title, result, closed) => {
      const page = await open({ locale: locale === 'ko' ? 'ko-KR' : 'en-US' });
      await ask(page, command);
      const question = page.locator('.message', { hasText: title }).last();
      await expect.poll(() => question.locator('form button').count()).toBeGreaterThan(0);
      await question.locator('form button').first().click();
      await tick(new Date(Date.now() + 48 * 3_600_000));
      await expect.poll(() => page.locator('.message .title', { hasText: result }).count()).toBe(1);
      await expect.poll(() => page.locator('.message', { hasText: closed }).count()).toBeGreaterThan(0);
    },
  );

  it('gives out what is kept of a person as a file', async () => {
    const page = await open();
    await ask(page, '/k8s 퀴즈 파드 1');
    await page.locator('.message').last().locator('form button').first().click();
    await ask(page, '/k8s mydata');
    const link = page.locator('a[download]').last();
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('k8s-study-bot.json');
    const text = await readFile(await download.path(), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ person: 'page:127.0.0.1' });
  });
});

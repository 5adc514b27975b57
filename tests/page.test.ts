import { lookup } from 'node:dns/promises';
import { createServer } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import { getRequestListener } from '@hono/node-server';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readMessages } from '../adapters/files.ts';
import { ListenError, listen } from '../adapters/http.ts';
import { renderMarkdown } from '../adapters/web/render.ts';
import { createPage } from '../adapters/web/server.ts';
import { createBot } from '../src/bot.ts';
import { messages } from '../src/chat/locale.ts';
import { Shelf } from '../src/shelf.ts';

const say = messages(await readMessages());
const podKo = `---
title: 파드
aliases: [Pod]
kubectl: [po]
docs: /ko/docs/concepts/workloads/pods/
---
컨테이너를 담는 가장 작은 단위예요.

## 예제

\`\`\`yaml
kind: Pod # <b>
\`\`\`
`;
const podEn = podKo.replace('파드', 'Pod').replace(/컨테이너.*/, 'The smallest unit that runs containers.');
const hostileNote = `---
title: 'Danger <script>alert(1)</script> "><img src=x onerror=alert(2)>'
aliases: ["danger"]
docs: https://example.org/"onmouseover="alert(3)
---
<script>alert(4)</script> <img src=x onerror="alert(5)"> <svg onload=alert(6)>

[link](javascript:alert(7)) [data](data:text/html,x) ![picture](javascript:alert(8)) <javascript:alert(9)>

[good](https://kubernetes.io "title \\"onclick=alert(10)")

\`\`\`"><img src=x onerror=alert(11)>
</code></pre><script>alert(12)</script>
\`\`\`
`;

const failures = vi.fn();
function page({ host = '127.0.0.1', locale = 'ko' as const, notes = {} as Record<string, string> } = {}) {
  const shelf = new Shelf();
  const texts = { 'ko/pod.md': podKo, 'en/pod.md': podEn, 'en/danger.md': hostileNote, ...notes };
  shelf.update(Object.entries(texts).map(([path, text]) => ({ path, text })));
  const bot = createBot({
    library: () => shelf.library,
    say,
    log: { info() {}, warn() {}, error: failures },
  });
  const { app } = createPage({ bot, say, locale, host });
  const get = (path: string, headers: Record<string, string> = {}) =>
    app.request(path, { headers: { host: 'localhost', ...headers } });
  const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    app.request('/messages', {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { host: 'localhost', accept: 'text/x-fragment', ...headers },
    });
  const text = async (response: Response | Promise<Response>) => (await response).text();
  return { app, get, post, text };
}

describe('the page', () => {
  it.each([
    ['the setting', {}, 'ko'],
    ['Korean', { 'accept-language': 'ko-KR,ko;q=0.9,en-US;q=0.8' }, 'ko'],
    ['English', { 'accept-language': 'en-GB,en;q=0.9' }, 'en'],
    ['the first that we speak', { 'accept-language': 'fr-FR,fr;q=0.9,en;q=0.8,ko;q=0.7' }, 'en'],
    ['what is liked best, in whatever order', { 'accept-language': 'ko;q=0.1,en;q=0.9' }, 'en'],
    ['a language that we do not speak', { 'accept-language': 'zh-CN,*;q=0.5' }, 'ko'],
    ['nonsense', { 'accept-language': ';;q=,,\u00ff-' }, 'ko'],
    ['the cookie', { cookie: 'lang=en', 'accept-language': 'ko' }, 'en'],
    ['a cookie that makes no sense', { cookie: 'lang=xx', 'accept-language': 'en' }, 'en'],
  ])('comes in the language of %s', async (_, headers, expected) => {
    const { get } = page();
    const response = await get('/', headers);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html; charset=utf-8/i);
    const html = await response.text();
    expect(html).toContain(`<html lang="${expected}">`);
    expect(html).toContain(say[expected === 'ko' ? 'ko' : 'en']('help-title'));
  });

  it('switches the language for good', async () => {
    const { get, text } = page();
    const response = await get('/?lang=en');
    expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await text(get('/', { cookie, 'accept-language': 'ko' }))).toContain('<html lang="en">');
    expect((await get('/?lang=xx')).status).toBe(200);
  });

  it.each(['/page.css', '/page.js', '/icon.svg'])('has its %s', async (path) => {
    const response = await page().get(path);
    expect([response.status, response.headers.get('x-content-type-options')]).toEqual([200, 'nosniff']);
    expect((await response.text()).length).toBeGreaterThan(50);
  });

  it.each(['/nothing', '/messages', '/..%2f..%2fpackage.json', '/page.css/x', '/%00', '/%ff'])(
    'has nothing at %s',
    async (path) => {
      expect((await page().get(path)).status).toBe(404);
    },
  );

  it('keeps everything else out by its security headers', async () => {
    const { headers } = await page().get('/');
    const policy = headers.get('content-security-policy') ?? '';
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
      expect(policy).toContain(rule);
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBeTruthy();
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

describe('a message', () => {
  it('is answered with a fragment: what was said, and the reply', async () => {
    const html = await page().text(page().post({ text: '파드' }));
    expect(html).toMatch(/^<li class="message mine">[\s\S]*파드[\s\S]*<li class="message" lang="ko">/);
    expect(html).toContain('컨테이너를 담는 가장 작은 단위예요.');
    expect(html).not.toContain('<html');
  });

  it.each([
    ['/k8s pod', 'ko', '가장 작은 단위'],
    ['what is a pod', 'ko', 'smallest unit'],
    ['파드가 뭐야', 'en', '가장 작은 단위'],
    ['/k8s 파드', 'en', 'smallest unit'],
  ])('%s from a person who reads %s is answered in the right language', async (asked, locale, expected) => {
    const { post, text } = page();
    expect(await text(post({ text: asked }, { 'accept-language': locale }))).toContain(expected);
  });

  it('is answered as a button does that was pressed, without anything said', async () => {
    const { post, text } = page();
    const html = await text(post({ action: 'show#pod#example' }));
    expect(html).toContain('파드 · 예제');
    expect(html).not.toContain('mine');
  });

  it.each(['', 'show#', 'show#gone', 'show#pod#nonsense', 'vs#pod', `show#${'x'.repeat(5000)}`, '<script>'])(
    'with an action of no button of ours (%s) gets a friendly answer for that person',
    async (action) => {
      const { post, text } = page();
      const html = await text(post({ action }));
      expect(html).toContain(say.ko('page-only-you'));
      expect(html).not.toMatch(/<script|undefined|\[object/);
    },
  );

  it('sent by a form leads back to the page, which shows it', async () => {
    const { post, get, text } = page();
    const response = await post(
      { text: '파드' },
      { accept: 'text/html,*/*;q=0.8', 'sec-fetch-site': 'same-origin' },
    );
    expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
    expect(await text(get('/'))).toContain('컨테이너를 담는 가장 작은 단위예요.');
  });

  it('stays in the channel when it is public, and only then', async () => {
    const { post, get, text } = page();
    await post({ text: '파드' });
    expect(await text(post({ text: 'zyzzyva-cake' }))).toContain('zyzzyva-cake');
    await post({ text: 'help' });
    const html = await text(get('/'));
    expect(html.match(/class="message mine"/g)).toHaveLength(1);
    expect(html.indexOf(say.ko('help-title'))).toBeLessThan(html.indexOf('가장 작은 단위'));
    expect(html).not.toContain('zyzzyva');
  });

  it('is forgotten when there are very many newer ones', async () => {
    const { post, get, text } = page();
    await post({ text: '/k8s 파드!!!!' });
    for (let i = 0; i < 120; i++) await post({ text: '파드' });
    const html = await text(get('/'));
    expect(html).not.toContain('파드!!!!');
    expect(html.match(/<li class="message/g)?.length).toBeLessThanOrEqual(101);
  });

  it.each([
    ['10,000 characters', '파드 '.repeat(3334)],
    ['emoji across the length that is shown', `a${'😀'.repeat(4000)}`],
    ['NUL', 'pod\0pod'],
    ['RTL marks', '\u202epod\u202c \u200fعربي'],
    ['emoji only', '👩‍👩‍👧‍👦🔥'],
    ['white space', ' \n\t\u3000 '],
    ['nothing', ''],
    ['many lines', 'pod\n'.repeat(2000)],
    ['a pattern', '(a+)+$ .* \\ [ ] {{x}} %s'],
    ['a name of an object', '__proto__ constructor toString'],
  ])('of %s is answered', async (_, asked) => {
    const { post, text } = page();
    failures.mockClear();
    const response = await post({ text: asked });
    expect(response.status).toBe(200);
    const html = await text(response);
    expect(html).toContain('<li class="message" lang=');
    expect(html).not.toContain('\ufffd');
    expect(failures).not.toHaveBeenCalled();
  });

  it.each([
    ['a length', { 'content-length': String(65 * 1024) }],
    ['no length', {}],
  ])('of more than 64 KiB with %s is refused', async (_, headers) => {
    const { app } = page();
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(`text=${'x'.repeat(65 * 1024)}`));
        controller.close();
      },
    });
    const type = 'application/x-www-form-urlencoded';
    const init: RequestInit = {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { host: 'localhost', 'content-type': type, ...headers },
    };
    expect((await app.request('/messages', init)).status).toBe(413);
  });

  it.each([
    ['JSON', 'application/json', '{"text":"pod"}'],
    ['nothing', 'application/x-www-form-urlencoded', ''],
    ['a broken form', 'multipart/form-data; boundary=x', '--x\r\nbroken'],
    ['a form without a boundary', 'multipart/form-data', 'text=pod'],
    [
      'a file',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="text"; filename="a"\r\n\r\npod\r\n--x--\r\n',
    ],
  ])('that is %s is no error of ours', async (_, type, body) => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => complaints.mockRestore());
    const { app } = page();
    const init = { method: 'POST', body, headers: { host: 'localhost', 'content-type': type } };
    expect((await app.request('/messages', init)).status).toBeLessThan(500);
    expect(complaints).not.toHaveBeenCalled();
  });
});

describe('suggestions', () => {
  it('are JSON in the language of the page', async () => {
    const { get } = page();
    const response = await get(`/suggestions?text=${encodeURIComponent('파')}`, { cookie: 'lang=en' });
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual([{ slug: 'pod', title: 'Pod', hint: 'po' }]);
  });

  it('are few enough to be read', async () => {
    const notes = Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [`en/s${n}.md`, `# Service ${n}\n\nText.\n`]),
    );
    expect(await (await page({ notes }).get('/suggestions?text=serv')).json()).toHaveLength(8);
  });

  it.each(['', '?text=', '?text=%00%ff', `?text=${'x'.repeat(5000)}`, '?text=a&text=b'])(
    'are a short list for %s',
    async (query) => {
      const list = await (await page().get(`/suggestions${query}`)).json();
      expect(Array.isArray(list) && list.length <= 8).toBe(true);
    },
  );
});

describe('markup in what people write', () => {
  const known =
    /^(?:li|h2|h3|p|div|form|button|a|span|small|pre|code|ul|ol|strong|em|table|thead|tbody|tr|th|td)$/;

  /** Every `<` must begin a tag that we write ourselves, with attributes that cannot run anything. */
  function expectInert(html: string): void {
    const tag = /<\/?([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>/g;
    expect(html.replace(tag, '')).not.toContain('<');
    for (const [, name, attributes = ''] of html.matchAll(tag)) {
      expect(name).toMatch(known);
      for (const [, attribute, value] of attributes.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)) {
        expect(attribute).not.toMatch(/^(?:on|style|src)/);
        if (attribute === 'href') expect(value).toMatch(/^https:\/\//);
        if (attribute === 'action') expect(value).toBe('/messages');
      }
    }
  }

  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '</p></li></ol><form action=//evil>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
  ])('is text in a message: %s', async (asked) => {
    const { post, text } = page();
    const html = await text(post({ text: asked }));
    const escaped = asked.replace(
      /[&<>"']/g,
      (char) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[char] ?? '#39'};`,
    );
    expect(html).toContain(`<p class="said">${escaped}</p>`);
    expectInert(html);
  });

  it('runs nowhere from a note: not from its text, its title, its address or its buttons', async () => {
    const linking = '---\ntitle: Linking\naliases: [linking]\nrelated: [danger]\n---\nSee the other.\n';
    const { post, get, text } = page({ notes: { 'en/linking.md': linking } });
    const shown = await text(post({ text: 'danger' }, { 'accept-language': 'en' }));
    expect(shown).toContain('Danger &lt;script&gt;');
    expect(shown).toContain('href="https://kubernetes.io"');
    const others = [
      await text(post({ action: 'show#linking' })),
      await text(post({ action: 'vs#danger#linking' })),
    ];
    for (const html of [shown, ...others]) {
      expect(html).toContain('Danger');
      expectInert(html);
    }
    const whole = await text(get('/'));
    expect(whole.match(/<script/g)).toHaveLength(1);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
  ])('leads nowhere even if it gets as far as a link: %s', async (url) => {
    const html = await renderMarkdown([
      { type: 'paragraph', children: [{ type: 'link', url, children: [{ type: 'text', value: 'link' }] }] },
      { type: 'html', value: `<a href="${url}">x</a>` },
    ]);
    expect(html).toContain('link');
    expectInert(html);
  });

  it('is text in code, which keeps its colours', async () => {
    const { post, text } = page();
    const html = await text(post({ action: 'show#pod#example' }));
    expect(html).toContain('<span class="token key atrule">kind</span>');
    expect(html).toContain('&#x3C;b>');
  });
});

describe('a diagram on the page', () => {
  const draw = (code: string) => renderMarkdown([{ type: 'code', lang: 'mermaid', value: code }]);
  const pictureIn = (html: string) =>
    decodeURIComponent(/src="data:image\/svg\+xml,([^"]*)"/.exec(html)?.[1] ?? '');

  it('is a picture that says what it shows, and loads nothing', async () => {
    const html = await draw(
      'flowchart TD\n  accTitle: 길\n  accDescr: "서비스"에서 파드로 가요.\n  A["서비스 <b>"] --> B[파드]',
    );
    expect(html).toMatch(
      /^<img class="diagram" src="data:image\/svg\+xml,[^"]+" alt="길: &#x22;서비스&#x22;에서 파드로 가요." width="\d+" height="\d+">$/,
    );
    const svg = pictureIn(html);
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).toContain('파드');
    expect(svg).not.toMatch(/@import|url\(['"]?http|<script|<b>/);
  });

  it.each([
    ['a sequence', 'sequenceDiagram\n  A->>B: go'],
    ['without a text of its own', 'flowchart LR\n  A --> B'],
  ])('can be %s', async (_, code) => expect(pictureIn(await draw(code))).toContain('<svg'));

  it.each([
    ['a kind that is not known', 'mindmap\n  root'],
    ['nothing', ''],
    ['nonsense', 'flowchart TD\n  A[[[ -->'],
  ])('stays text or is drawn, but breaks nothing, if it is %s', async (_, code) => {
    expect(await draw(code)).toMatch(/^<(?:pre|img)/);
  });
});

describe('a request that is not meant for this page', () => {
  it.each<[string, string, Record<string, string>, number]>([
    ['127.0.0.1', 'GET', { host: '127.0.0.1:8080' }, 200],
    ['127.0.0.1', 'GET', { host: 'LOCALHOST:8080' }, 200],
    ['127.0.0.1', 'GET', { host: '[::1]:8080' }, 200],
    ['127.0.0.1', 'GET', { host: '[::1]' }, 200],
    ['127.0.0.1', 'GET', {}, 403],
    ['127.0.0.1', 'GET', { host: 'evil.example' }, 403],
    ['127.0.0.1', 'GET', { host: '127.0.0.1.nip.io:8080' }, 403],
    ['127.0.0.1', 'GET', { host: 'localhost.evil.example' }, 403],
    ['127.0.0.1', 'GET', { host: 'evil.example:127.0.0.1' }, 403],
    ['127.0.0.1', 'GET', { host: 'localhost:8080@evil.example' }, 403],
    ['127.0.0.1', 'GET', { host: '<script>' }, 403],
    ['192.168.0.5', 'GET', { host: '192.168.0.5:8080' }, 200],
    ['fd00::5', 'GET', { host: '[fd00::5]:8080' }, 200],
    ['study.lan', 'GET', { host: 'Study.lan:8080' }, 200],
    ['study.lan', 'GET', { host: 'evil.example' }, 403],
    ['0.0.0.0', 'GET', { host: '192.168.0.5:8080' }, 200],
    ['0.0.0.0', 'GET', { host: '[fd00::5]:8080' }, 200],
    ['::', 'GET', { host: 'localhost' }, 200],
    ['::', 'GET', { host: '[fd00::5]' }, 200],
    ['0.0.0.0', 'GET', { host: 'evil.example' }, 403],
    ['::', 'GET', { host: 'rebind.192.168.0.5.nip.io' }, 403],
    ['127.0.0.1', 'POST', { host: 'localhost:8080', origin: 'http://localhost:8080' }, 200],
    ['127.0.0.1', 'POST', { host: 'localhost:8080' }, 200],
    ['127.0.0.1', 'POST', { host: 'localhost:8080', origin: 'http://localhost:3000' }, 403],
    ['127.0.0.1', 'POST', { host: 'localhost:8080', origin: 'http://evil.example' }, 403],
    ['127.0.0.1', 'POST', { host: 'localhost:8080', origin: 'http://localhost:8080.evil.example' }, 403],
    ['127.0.0.1', 'POST', { host: 'localhost:8080', origin: 'null' }, 403],
    ['127.0.0.1', 'GET', { host: 'localhost:8080', origin: 'http://evil.example' }, 403],
    ['127.0.0.1', 'POST', { host: 'localhost', 'sec-fetch-site': 'cross-site' }, 403],
    ['127.0.0.1', 'POST', { host: 'localhost', 'sec-fetch-site': 'same-site' }, 403],
    ['127.0.0.1', 'POST', { host: 'localhost', 'sec-fetch-site': 'same-origin' }, 200],
    ['127.0.0.1', 'POST', { host: 'localhost', 'sec-fetch-site': 'none' }, 200],
    ['127.0.0.1', 'GET', { host: 'localhost', 'sec-fetch-site': 'cross-site' }, 200],
  ])('listening on %s, %s %o: %i', async (host, method, headers, status) => {
    const { app } = page({ host });
    const init =
      method === 'GET' ? { headers } : { method, headers, body: new URLSearchParams({ text: '파드' }) };
    const response = await app.request(method === 'GET' ? '/' : '/messages', init);
    expect(response.status).toBe(status);
    if (status === 403) expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  });
});

const addresses = Object.values(networkInterfaces()).flatMap((list) =>
  (list ?? []).map(({ address }) => address),
);
const own = await lookup(hostname()).catch(() => undefined);
const hosts = [
  '127.0.0.1',
  'localhost',
  '0.0.0.0',
  ...(addresses.includes('::1') ? ['::1', '::'] : []),
  ...(own !== undefined && addresses.includes(own.address) ? [hostname()] : []),
  // A short form of 127.0.0.2: like the name of a computer, it stands for an address that is written otherwise.
  ...(process.platform === 'linux' ? ['127.2'] : []),
];

describe('listening', () => {
  it.each(hosts)('on %s it can be opened at the address that it tells', async (host) => {
    const { url, close } = await listen(getRequestListener(page({ host }).app.fetch), host, 0);
    onTestFinished(close);
    expect(url).toMatch(/^http:\/\/.+:\d+\/$/);
    // "Everywhere" is an address to listen on, not one that every system can open.
    expect(url).not.toMatch(/0\.0\.0\.0|\[::\]/);
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(say.ko('help-title'));
  });

  it('answers what it is sent, refuses what is too long, and stops while a browser is connected', async () => {
    const { url, close } = await listen(getRequestListener(page().app.fetch), '127.0.0.1', 0);
    const send = (text: string) =>
      fetch(`${url}messages`, { method: 'POST', body: new URLSearchParams({ text }) });
    expect(await (await send('파드')).text()).toContain('가장 작은 단위');
    expect((await send('x'.repeat(70_000))).status).toBe(413);
    await close();
    await expect(fetch(url)).rejects.toThrow();
  });

  it('tells what to do when the port is taken', async () => {
    const first = await listen(getRequestListener(page().app.fetch), '127.0.0.1', 0);
    onTestFinished(first.close);
    const port = Number(new URL(first.url).port);
    const error = await listen(getRequestListener(page().app.fetch), '127.0.0.1', port).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ListenError);
    expect(String(error)).toContain(`Port ${port} is taken`);
    expect(String(error)).toMatch(/PORT=\d+ npm start/);
  });

  it('does not advise a port that there is not', async () => {
    const taken = createServer();
    onTestFinished(() => void taken.close());
    await new Promise<unknown>((resolve) =>
      taken.on('error', resolve).listen(65_535, '127.0.0.1', () => resolve(0)),
    );
    const error = await listen(getRequestListener(page().app.fetch), '127.0.0.1', 65_535).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ListenError);
    expect(Number(/PORT=(\d+)/.exec(String(error))?.[1])).toBeLessThanOrEqual(65_535);
  });

  it('tells what to do when the address is of another computer', async () => {
    const error = await listen(getRequestListener(page().app.fetch), '192.0.2.1', 0).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ListenError);
    expect(String(error)).toMatch(/192\.0\.2\.1 is no address of this computer.*HOST/);
  });
});

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { secureHeaders } from 'hono/secure-headers';
import { streamSSE } from 'hono/streaming';
import type { Bot } from '../../src/bot.ts';
import { shorten } from '../../src/chat/answer.ts';
import type { Interaction } from '../../src/chat/interaction.ts';
import { pickLocale, type Say } from '../../src/chat/locale.ts';
import type { Outlet } from '../../src/chat/platform.ts';
import { isLocale, type Locale, locales } from '../../src/notes/locale.ts';
import { createChannel } from './channel.ts';
import { refusal } from './guard.ts';
import { formView, pageView, replyView, saidView } from './view.ts';

/** Characters of a message that are shown; the bot reads fewer. */
const shownLength = 2000;
const suggestionCount = 8;

/** The page's own files are served as they are in the sources, whether the code runs from there or from dist/. */
const { resolve } = createRequire(import.meta.url);

/** What the page needs of the rest. */
export interface PageOptions {
  bot: Bot;
  say: Record<Locale, Say>;
  /** Language where neither the browser nor the person says one. */
  locale: Locale;
  /** Address it listens on, which is a name it goes by. */
  host: string;
}

/** The chat page. */
export interface ChatPage {
  /** Answers requests. */
  app: Hono;
  /** Where the bot says something by itself. */
  outlet: Outlet;
  /** Lets go of everyone who has the page open. */
  stop(): void;
}

/** Makes the chat page. */
export function createPage({ bot, say, locale: otherwise, host }: PageOptions): ChatPage {
  const channel = createChannel(say);
  const stopping = new AbortController();
  const app = new Hono();
  const file = (name: string) => readFileSync(resolve(`#page/${name}`), 'utf8');

  app.use(async (context, next) => {
    const reason = refusal(context.req.raw.headers, context.req.method, host);
    return reason === undefined ? next() : context.text(reason, 403);
  });
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'same-origin',
    }),
  );
  app.use(bodyLimit({ maxSize: 64 * 1024 }));

  for (const [name, type] of [
    ['page.css', 'text/css'],
    ['page.js', 'text/javascript'],
    ['icon.svg', 'image/svg+xml'],
  ] as const) {
    const text = file(name);
    app.get(`/${name}`, (context) =>
      context.body(text, 200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' }),
    );
  }

  const localeOf = (context: Context): Locale => {
    const chosen = getCookie(context, 'lang');
    if (isLocale(chosen)) return chosen;
    return accepts(context, {
      header: 'Accept-Language',
      supports: [...locales],
      default: otherwise,
      match: (asked) =>
        pickLocale(
          asked.toSorted((a, b) => b.q - a.q).map(({ type }) => type),
          otherwise,
        ),
    }) as Locale;
  };

  const welcome = (locale: Locale) => replyView(bot.help(locale), say[locale]);

  app.get('/', async (context) => {
    const wanted = context.req.query('lang');
    if (isLocale(wanted)) {
      setCookie(context, 'lang', wanted, {
        path: '/',
        maxAge: 365 * 24 * 3600,
        sameSite: 'Lax',
        httpOnly: true,
      });
      return context.redirect('/', 303);
    }
    const locale = localeOf(context);
    return context.html(pageView(locale, say[locale], [welcome(locale), ...channel.messages()]));
  });

  app.get('/suggestions', (context) => {
    const locale = localeOf(context);
    return context.json(bot.suggest(context.req.query('text') ?? '', locale, suggestionCount));
  });

  app.post('/messages', async (context) => {
    const locale = localeOf(context);
    const form = await context.req.parseBody().catch(() => undefined);
    if (form === undefined) return context.text('This form cannot be read.', 400);
    const text = typeof form.text === 'string' ? form.text : '';
    const did = didOf(form, text);
    const field = did.kind === 'press' ? await bot.form(did.id, locale) : undefined;
    const interaction: Interaction = {
      ...did,
      locale,
      person: personOf(context),
      name: say[locale]('page-you'),
      group: 'page',
      channel: 'page',
      isHost: true,
      conversation: 'page',
      at: new Date(),
    };
    const reply = field === undefined ? await bot.handle(interaction) : undefined;
    const said = 'id' in interaction ? [] : [saidView(shorten(text, shownLength), say[locale])];
    const views = [
      ...said,
      ...(field === undefined ? [] : [formView(field, say[locale])]),
      ...(reply === undefined ? [] : [replyView(reply, say[locale])]),
    ];
    const isPrivate = field !== undefined || reply?.audience === 'person';
    // What only one person is to see is not kept for the others.
    if (!isPrivate) channel.keep(views);
    const wantsPage = context.req.header('accept')?.includes('text/html') ?? false;
    if (!wantsPage) return context.html((await Promise.all(views)).join(''));
    return isPrivate
      ? context.html(pageView(locale, say[locale], [welcome(locale), ...channel.messages(), ...views]))
      : context.redirect('/', 303);
  });

  // What the bot says by itself, as it says it.
  app.get('/events', (context) =>
    streamSSE(context, async (stream) => {
      const ended = new Promise<void>((resolve) => {
        stream.onAbort(resolve);
        stopping.signal.addEventListener('abort', () => resolve());
      });
      const unwatch = channel.watch(async ({ id, view }) => {
        await stream.writeSSE({ event: 'said', id, data: String(await view) });
      });
      // Says that the line is open.
      await stream.writeSSE({ event: 'open', data: '' });
      await ended;
      unwatch();
    }),
  );

  app.notFound((context) => context.text('There is nothing here. The chat is at /', 404));
  return { app, outlet: channel, stop: () => stopping.abort() };
}

/** Who has no account is known by the address. */
function personOf(context: Context): string {
  // Requests that came over no network, as in tests, have none.
  const isServed = (context.env as { incoming?: unknown } | undefined)?.incoming !== undefined;
  return `page:${isServed ? (getConnInfo(context).remote.address ?? '') : ''}`;
}

type Did =
  | { kind: 'press'; id: string }
  | { kind: 'submit'; id: string; text: string }
  | { kind: 'command' | 'mention'; text: string };

function didOf(form: Record<string, unknown>, text: string): Did {
  const { action: id, typed } = form;
  if (typeof id === 'string' && typeof typed === 'string') return { kind: 'submit', id, text: typed };
  if (typeof id === 'string') return { kind: 'press', id };
  return { kind: /^\s*\/k8s\b/i.test(text) ? 'command' : 'mention', text };
}

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { secureHeaders } from 'hono/secure-headers';
import type { Bot } from '../../src/bot.ts';
import { shorten } from '../../src/chat/answer.ts';
import type { Interaction } from '../../src/chat/interaction.ts';
import { pickLocale, type Say } from '../../src/chat/locale.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { isLocale, type Locale, locales } from '../../src/notes/note.ts';
import { refusal } from './guard.ts';
import { pageView, replyView, saidView } from './view.ts';

/** Messages that the channel remembers; older ones are forgotten. */
const remembered = 100;
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

type View = ReturnType<typeof replyView>;

/** The chat page as an application that answers requests. */
export function createPage({ bot, say, locale: otherwise, host }: PageOptions): Hono {
  const channel: View[] = [];
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

  const welcome = async (locale: Locale): Promise<View> =>
    replyView(await bot.handle({ kind: 'command', text: '', locale }), say[locale]);

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
    return context.html(pageView(locale, say[locale], [await welcome(locale), ...channel]));
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
    const interaction = interactionOf(form, text, locale);
    const reply: Reply = await bot.handle(interaction);
    const said = interaction.kind === 'press' ? [] : [saidView(shorten(text, shownLength), say[locale])];
    const views = [...said, replyView(reply, say[locale])];
    const isPrivate = reply.audience === 'person';
    // What only one person is to see is not kept for the others.
    if (!isPrivate) channel.push(...views);
    channel.splice(0, Math.max(0, channel.length - remembered));
    const wantsPage = context.req.header('accept')?.includes('text/html') ?? false;
    if (!wantsPage) return context.html((await Promise.all(views)).join(''));
    return isPrivate
      ? context.html(pageView(locale, say[locale], [await welcome(locale), ...channel, ...views]))
      : context.redirect('/', 303);
  });

  app.notFound((context) => context.text('There is nothing here. The chat is at /', 404));
  return app;
}

function interactionOf(form: Record<string, unknown>, text: string, locale: Locale): Interaction {
  if (typeof form.action === 'string') return { kind: 'press', id: form.action, locale };
  return /^\s*\/k8s\b/i.test(text) ? { kind: 'command', text, locale } : { kind: 'mention', text, locale };
}

/** A listening server. */
export interface Listening {
  /** Address to open in a browser. */
  url: string;
  /** Takes no new requests, lets running ones end. */
  close(): Promise<void>;
}

/** The port cannot be listened on; the message says what to do. */
export class ListenError extends Error {
  override name = 'ListenError';
}

/**
 * Serves an application.
 *
 * @throws ListenError if the port is taken or not allowed, or the address is not of this computer
 */
export function listen(app: Hono, host: string, port: number): Promise<Listening> {
  const server: Server = createServer(getRequestListener(app.fetch));
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(new ListenError(adviceOn(cause.code, host, port), { cause }));
    });
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo;
      const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
      const shown = name === '0.0.0.0' || name === '[::]' ? 'localhost' : name;
      resolve({
        url: `http://${shown}:${address.port}/`,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeIdleConnections();
          }),
      });
    });
  });
}

function adviceOn(code: string | undefined, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken, perhaps by a bot that is running already. Stop that, or choose another port: PORT=${port < 65_535 ? port + 1 : 8080} npm start`;
    case 'EACCES':
      return `Port ${port} may not be used by an ordinary user. Choose one above 1023: PORT=8080 npm start`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this computer. Set HOST to 127.0.0.1, or to one of its own addresses.`;
    default:
      return `The page cannot be served on ${host}:${port} (${code ?? 'unknown reason'}). Set HOST and PORT to others.`;
  }
}

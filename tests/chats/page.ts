import { getRequestListener } from '@hono/node-server';
import { type Listening, listen } from '../../adapters/http.ts';
import { createPage } from '../../adapters/web/server.ts';
import type { Bot } from '../../src/bot.ts';
import type { Say } from '../../src/chat/locale.ts';
import type { Locale } from '../../src/notes/locale.ts';
import type { Chat, Person, Seen } from './chat.ts';

/** The local page, as a browser talks to it. Everyone on this computer is the same person to it. */
export async function openPage(makeBot: () => Bot, say: Record<Locale, Say>): Promise<Chat> {
  let server: Listening;
  const begin = async () => {
    const { app } = createPage({ bot: makeBot(), say, locale: 'ko', host: '127.0.0.1' });
    server = await listen(getRequestListener(app.fetch), '127.0.0.1', 0);
  };
  const language = (by?: Person) => ({ 'accept-language': by?.locale ?? 'ko' });
  const send = async (fields: Record<string, string>, by?: Person): Promise<Seen | undefined> => {
    const response = await fetch(`${server.url}messages`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { accept: 'text/x-fragment', ...language(by) },
    });
    const messages = (await response.text()).split('<li class="message').slice(1);
    const reply = messages.find((html) => !html.startsWith(' mine'));
    return reply === undefined ? undefined : read(reply);
  };
  const answered = async (fields: Record<string, string>, by?: Person): Promise<Seen> => {
    const seen = await send(fields, by);
    if (seen === undefined) throw new Error('The page said nothing.');
    return seen;
  };

  await begin();
  return {
    name: 'the page',
    command: (text, by) => answered({ text: `/k8s ${text}` }, by),
    mention: (text, by) => send({ text }, by),
    press(message, label, by) {
      const id = (message.payload as Map<string, string>).get(label);
      if (id === undefined) throw new Error(`There is no button "${label}".`);
      return answered({ action: id }, by);
    },
    async suggest(text, by) {
      const response = await fetch(`${server.url}suggestions?text=${encodeURIComponent(text)}`, {
        headers: language(by),
      });
      return ((await response.json()) as { title: string }[]).map(({ title }) => title);
    },
    async restart() {
      await server.close();
      await begin();
    },
    close: () => server.close(),
  };
}

const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replace(/&#(?:x27|39);/g, "'")
    .replaceAll('&amp;', '&')
    .trim();

/** What a person reads and can press; `payload` is the ids of the buttons, by label. */
function read(html: string): Seen {
  const ids = new Map<string, string>();
  for (const [, id = '', label = ''] of html.matchAll(/<button[^>]*value="([^"]*)">([\s\S]*?)<\/button>/g))
    ids.set(plain(label), plain(id));
  const links = [...html.matchAll(/<a class="button" href="([^"]*)"[^>]*>([\s\S]*?)<span/g)];
  const who = /<h2[\s\S]*?<\/h2>/.exec(html)?.[0] ?? '';
  return {
    text: plain(
      html
        .replace(/<h2[\s\S]*?<\/h2>/, '')
        .replace(/<form[\s\S]*?<\/form>/, '')
        .replace(/^[^>]*>/, ''),
    ),
    buttons: [
      ...[...ids.keys()].map((label) => ({ label })),
      ...links.map(([, url = '', label = '']) => ({ label: plain(label), url: plain(url) })),
    ],
    isPrivate: who.includes('<small>'),
    payload: ids,
  };
}

import { Agent, type IncomingMessage, request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { count, type Driver, type Heard, type Person, patienceMs, Waiting } from './driver.ts';

/** The bot closes what is idle for longer, which a request that is just sent would meet. */
const idleMs = 3000;
/** The page's one channel. */
export const pageRoom = 'page';

/**
 * Who has no account is known by the address. Linux has sixteen million of them for itself; elsewhere all are one person.
 */
const addressOf = (number: number): string =>
  process.platform === 'linux' ? `127.0.1.${(number % 250) + 1}` : '127.0.0.1';

/** The bot's own page. */
export async function openPage(url: string): Promise<Driver> {
  const known = new Set<string>();
  const posts = new Map<string, number>();
  const waiting = new Waiting<Heard>();
  const leaving = new AbortController();
  const { signal } = leaving;

  const agents = new Map<string, Agent>();
  const agentOf = ({ id: localAddress }: Person): Agent => {
    const agent = agents.get(localAddress) ?? new Agent({ keepAlive: true, timeout: idleMs, localAddress });
    agents.set(localAddress, agent);
    return agent;
  };

  /** As a browser does it, from a person's own address. */
  async function fetchAs(person: Person, path: string, fields?: Record<string, string>): Promise<string> {
    const asked = request(`${url}${path}`, {
      agent: agentOf(person),
      method: fields === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'text/x-fragment',
        'accept-language': person.locale,
        ...(fields !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      signal: AbortSignal.timeout(patienceMs),
    });
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      asked.on('response', resolve).on('error', reject);
      asked.end(fields === undefined ? undefined : new URLSearchParams(fields).toString());
    });
    const body = await textOf(response);
    if (response.statusCode !== 200) throw new Error(`the page answered with ${response.statusCode}`);
    return body;
  }

  async function ask(person: Person, fields: Record<string, string>): Promise<Heard> {
    const messages = (await fetchAs(person, 'messages', fields)).split('<li class="message').slice(1);
    const reply = messages.find((html) => !html.startsWith(' mine'));
    if (reply === undefined) throw new Error('the page said nothing');
    return read(reply);
  }

  /** What the bot says by itself; a message that is changed has the same id. */
  function happened(event: string): void {
    const field = (name: string) =>
      event
        .split('\n')
        .filter((line) => line.startsWith(`${name}: `))
        .map((line) => line.slice(name.length + 2))
        .join('\n');
    const id = field('id');
    if (field('event') !== 'said' || known.has(id)) return;
    known.add(id);
    count(posts, pageRoom);
    waiting.give(pageRoom, read(field('data')));
  }

  const listened = (async () => {
    while (!signal.aborted)
      try {
        const { body } = await fetch(`${url}events`, { signal });
        let text = '';
        for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
          const events = `${text}${Buffer.from(chunk).toString()}`.split('\n\n');
          text = events.pop() ?? '';
          for (const event of events) happened(event);
        }
      } catch {
        // The line is opened again, as a browser does.
        await pause(100);
      }
  })();

  return {
    name: 'page',
    person: (number, room, more) => ({ id: addressOf(number), room, ...more }),
    personId: ({ id }) => `page:${id}`,
    channelId: (room) => room,
    command: (person, text) => ask(person, { text: `/k8s ${text}` }),
    mention: async (person, text) => ({ heard: await ask(person, { text }), again: async () => {} }),
    press: (person, _below, id) => ask(person, { action: id }),
    async form(person, _below, id) {
      await ask(person, { action: id });
      return id;
    },
    submit: (person, form, text) => ask(person, { action: String(form), typed: text }),
    async suggest(person, text) {
      const offered = JSON.parse(await fetchAs(person, `suggestions?text=${encodeURIComponent(text)}`));
      return (offered as { slug: string }[]).map(({ slug }) => `show#${slug}`);
    },
    said: (room) => waiting.for([room]),
    posts: () => posts,
    answers: () => new Map(),
    violations: () => [],
    async close() {
      leaving.abort();
      for (const agent of agents.values()) agent.destroy();
      await listened;
    },
  };
}

const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&')
    .trim();

function read(html: string): Heard {
  const ids = [...html.matchAll(/<button[^>]*value="([^"]*)"/g)].map(([, id = '']) => plain(id));
  const text = plain(
    html
      .replace(/<h2[\s\S]*?<\/h2>/, '')
      .replace(/<form[\s\S]*?<\/form>/, '')
      .replace(/^[^>]*>/, ''),
  );
  return { text, ids, origin: undefined };
}

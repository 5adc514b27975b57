import type { Say } from '../../src/chat/locale.ts';
import type { Outlet } from '../../src/chat/platform.ts';
import type { Reply } from '../../src/chat/reply.ts';
import type { Locale } from '../../src/notes/locale.ts';
import { replyView } from './view.ts';

/** Messages that the channel remembers; older ones are forgotten. */
const remembered = 100;

/** A message as HTML; with an id if the bot said it by itself and may change it. */
interface Message {
  id?: string;
  view: ReturnType<typeof replyView>;
}

/** The page's one channel: who has the page open sees at once what the bot says by itself. */
export interface Channel extends Outlet {
  /** All that is there, the latest last. */
  messages(): readonly Message['view'][];
  keep(views: readonly Message['view'][]): void;
  /** @returns ends it */
  watch(see: (message: Required<Message>) => void): () => void;
}

/** Makes a channel that lives as long as the process. */
export function createChannel(say: Record<Locale, Say>): Channel {
  const messages: Message[] = [];
  const watchers = new Set<(message: Required<Message>) => void>();

  const add = (added: readonly Message[]): void => {
    messages.push(...added);
    messages.splice(0, Math.max(0, messages.length - remembered));
  };

  function show(id: string, reply: Reply): void {
    const message = { id, view: replyView(reply, say[reply.locale], id) };
    const place = messages.findIndex((one) => one.id === id);
    if (place === -1) add([message]);
    else messages[place] = message;
    for (const see of watchers) see(message);
  }

  return {
    name: 'page',
    messages: () => messages.map(({ view }) => view),
    keep: (views) => add(views.map((view) => ({ view }))),
    watch(see) {
      watchers.add(see);
      return () => watchers.delete(see);
    },
    async post(_place, reply, { key }) {
      const id = `post-${key.replace(/[^\w-]/g, '-')}`;
      show(id, reply);
      return { message: id };
    },
    async edit(_channel, message, reply) {
      // What was said before the last start is gone.
      if (messages.some(({ id }) => id === message)) show(message, reply);
    },
    hindrance: async () => undefined,
    address: () => undefined,
    owns: async () => true,
  };
}

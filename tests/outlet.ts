import type { Outlet, Place } from '../src/chat/platform.ts';
import type { Reply } from '../src/chat/reply.ts';

/** A place where the bot says something by itself, which shows what arrived there. */
export interface Recorder extends Outlet {
  /** Each thing once, as a platform that knows keys shows it. */
  said: { place: Place; reply: Reply; key: string }[];
  edits: { channel: string; message: string; reply: Reply }[];
  /** Calls, with those that were repeated. */
  calls: number;
}

/** @param more what it does otherwise */
export function recorder(name: Outlet['name'] = 'page', more: Partial<Outlet> = {}): Recorder {
  const said: Recorder['said'] = [];
  const edits: Recorder['edits'] = [];
  const it: Recorder = {
    name,
    said,
    edits,
    calls: 0,
    async post(place, reply, { key }) {
      it.calls += 1;
      if (!said.some((one) => one.key === key)) said.push({ place, reply, key });
      return { message: key, link: `https://chat.example/${encodeURIComponent(key)}` };
    },
    async edit(channel, message, reply) {
      edits.push({ channel, message, reply });
    },
    hindrance: async () => undefined,
    address: (_group, channel) => `https://chat.example/${channel}`,
    owns: async () => false,
    ...more,
  };
  return it;
}

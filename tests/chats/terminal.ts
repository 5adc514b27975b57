import { renderReply } from '../../adapters/terminal/render.ts';
import type { Bot } from '../../src/bot.ts';
import type { Chat, Seen } from './chat.ts';

/** What `ask` does, without the process around it: nobody else is there, and there is nothing to press. */
export async function openTerminal(makeBot: () => Bot): Promise<Chat> {
  let bot = makeBot();
  const ask: Chat['mention'] = async (text, by) => {
    const { locale = 'ko' } = by ?? {};
    const reply = await bot.handle({ kind: 'mention', text, locale, person: 'terminal', at: new Date() });
    if (reply === undefined) return undefined;
    const shown = renderReply(reply, false);
    const buttons = reply.rows.flat().map((button) => ({
      label: button.label,
      ...('url' in button && { url: button.url }),
    }));
    return { text: shown, buttons, isPrivate: true, payload: reply };
  };
  return {
    name: 'the terminal',
    async command(text, by) {
      return (await ask(text, by)) as Seen;
    },
    mention: ask,
    press() {
      throw new Error('A terminal has no buttons.');
    },
    async restart() {
      bot = makeBot();
    },
    async close() {},
  };
}

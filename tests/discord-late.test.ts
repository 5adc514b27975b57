import { describe, expect, it } from 'vitest';
import type { Bot } from '../src/bot.ts';
import type { Reply } from '../src/chat/reply.ts';
import { chatOf, makeBot } from './chats/discord-rig.ts';

/** Discord waits for three seconds. A database that is away for longer must not leave people without an answer. */

const bot = makeBot();

/** A bot that takes its time, and answers for some audience. */
const slowly = (more: Partial<Reply>): Bot => ({
  ...bot,
  async handle(interaction) {
    const reply = await bot.handle(interaction);
    await new Promise((resolve) => setTimeout(resolve, 60));
    return reply && { ...reply, ...more };
  },
});

describe('an answer that takes long', () => {
  it.each([
    ['to a command, for that person', { audience: 'person' }, true],
    ['to a command, for everyone', { audience: 'everyone' }, false],
  ] as const)('%s arrives', async (_name, more, isPrivate) => {
    const chat = await chatOf({ answerMs: 1 }, undefined, () => slowly(more));
    const seen = await chat.command('pvc', { locale: 'ko' });
    expect(seen.text).toContain('퍼시스턴트 볼륨 클레임');
    expect(seen.isPrivate).toBe(isPrivate);
    // Nothing that only announced it is left.
    expect([...chat.server.messages.values()].filter(({ flags }) => (flags & 128) !== 0)).toEqual([]);
  });

  it('takes the place of what one person sees, or stands beside it', async () => {
    const chat = await chatOf({ answerMs: 1 }, undefined, () => slowly({ audience: 'person' }));
    const first = await chat.command('pvc', { locale: 'ko' });
    const before = chat.server.messages.size;
    const next = await chat.press(first, '예제');
    expect(next.text).toContain('accessModes');
    expect(chat.server.messages.size).toBe(before);
    const apart = await chatOf({ answerMs: 1 }, undefined, () =>
      slowly({ audience: 'person', isApart: true }),
    );
    const shown = await apart.command('pvc', { locale: 'ko' });
    const count = apart.server.messages.size;
    expect((await apart.press(shown, '예제')).text).toContain('accessModes');
    expect(apart.server.messages.size).toBe(count + 1);
  });
});

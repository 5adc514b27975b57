import { afterEach, describe, expect, it } from 'vitest';
import { readMessages } from '../adapters/files.ts';
import { createBot } from '../src/bot.ts';
import { remark } from '../src/chat/answer.ts';
import { messages } from '../src/chat/locale.ts';
import type { Reply } from '../src/chat/reply.ts';
import { Library } from '../src/search/library.ts';
import { openDiscord } from './chats/discord.ts';
import { openSlack } from './chats/slack.ts';

/** What is said in a channel without having been asked for just now. */

const say = messages(await readMessages());
const log = { info() {}, warn() {}, error() {} };
const makeBot = () => createBot({ library: () => Library.of([]), say, log });
const reveal: Reply = {
  ...remark('The answer was C. @everyone', 'en'),
  title: 'Result',
  audience: 'everyone',
};

let close = async () => {};
afterEach(() => close());

describe('Discord', () => {
  const open = async () => {
    const chat = await openDiscord(makeBot, say);
    close = () => chat.close();
    return chat;
  };

  it('is told it in the channel, and pings nobody', async () => {
    const { platform, server } = await open();
    await platform.post(`discord:${server.channelId}`, reveal);
    const { path, body } = await server.request(
      ({ method, path }) => method === 'POST' && /\/messages$/.test(path),
    );
    expect(path).toContain(server.channelId);
    expect(JSON.stringify(body)).toContain('The answer was C.');
    expect(body).toMatchObject({
      allowed_mentions: { parse: [] },
      enforce_nonce: true,
      nonce: expect.stringMatching(/^\d{1,25}$/),
    });
    expect(server.violations).toEqual([]);
  });

  it('has it once, even if its first answer is a fault', async () => {
    const { platform, server } = await open();
    server.fail(/\/messages$/, 502);
    await platform.post(`discord:${server.channelId}`, reveal);
    const sent = server.requests.filter(({ method, path }) => method === 'POST' && /\/messages$/.test(path));
    expect(new Set(sent.map(({ body }) => (body as { nonce?: string }).nonce)).size).toBe(1);
    expect(server.messages.size).toBe(1);
  });

  it.each([50_001, 50_013, 10_003])(
    'that refuses with %i makes a line in the log, and nothing more',
    async (code) => {
      const { platform, server, logged, lost } = await open();
      server.refuse(server.channelId, code);
      await platform.post(`discord:${server.channelId}`, reveal);
      expect(logged.filter(({ level }) => level !== 'info' || code === 10_003).length).toBeGreaterThan(0);
      expect(lost).toEqual([]);
    },
  );
});

describe.each(['http', 'socket'] as const)('Slack (%s)', (mode) => {
  it('is told it in the channel', async () => {
    const chat = await openSlack(makeBot, say, mode);
    close = () => chat.close();
    await chat.platform.post(`slack:${chat.server.team}:C0STUDY`, reveal);
    const [output] = chat.server.outputs;
    expect(output).toMatchObject({ via: 'post', channel: 'C0STUDY' });
    expect(JSON.stringify(output?.payload)).toContain('The answer was C.');
    expect(chat.server.violations).toEqual([]);
  });

  it('that knows no such channel makes a line in the log, and nothing more', async () => {
    const chat = await openSlack(makeBot, say, mode);
    close = () => chat.close();
    await chat.platform.post(`slack:${chat.server.team}:C0GONE`, reveal);
    expect(chat.logged.filter(({ level }) => level === 'warn')).toHaveLength(1);
    expect(chat.lost).toEqual([]);
  });
});

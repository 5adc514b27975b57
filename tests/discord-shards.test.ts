import { describe, expect, it } from 'vitest';
import { remark } from '../src/chat/answer.ts';
import type { Reply } from '../src/chat/reply.ts';
import { listening, platformOf, serverOf } from './chats/discord-rig.ts';

/** Several processes that share the servers on Discord. */

/** By its number on the second of two shards, where the server of the tests is on the first. */
const secondGuild = '200000000004194304';
const secondChannel = '300000000000000009';
const note: Reply = { ...remark('Good morning.', 'en'), audience: 'everyone' };

async function two() {
  const server = await serverOf();
  server.guilds = [server.guildId, secondGuild];
  server.addChannel({ id: secondChannel, type: 0, name: 'study', guild_id: secondGuild });
  const [first, second] = [0, 1].map((id) => {
    const { asked, bot } = listening();
    return { asked, ...platformOf(server, { shard: { id, count: 2 }, bot: bot() }) };
  });
  if (first === undefined || second === undefined) throw new Error('two were made');
  for (const { platform } of [first, second]) await platform.start();
  const stop = () => Promise.all([first.platform.stop(), second.platform.stop()]);
  return { server, first, second, stop };
}

describe('two processes', () => {
  it('answer each in its own servers', async () => {
    const { server, first, second, stop } = await two();
    await server.command({ query: 'pvc' });
    await server.command({ query: 'pod' }, { channel: secondChannel });
    await stop();
    expect(first.asked).toMatchObject([{ kind: 'command', text: 'pvc', group: `discord:${server.guildId}` }]);
    expect(second.asked).toMatchObject([{ kind: 'command', text: 'pod', group: `discord:${secondGuild}` }]);
  });

  it('answer once in private: the first does', async () => {
    const { server, first, second, stop } = await two();
    const user = server.newId();
    await server.answerTo(server.say('pvc', { user, channel: server.directOf(user) }));
    await stop();
    expect(first.asked).toHaveLength(1);
    expect(second.asked).toEqual([]);
  });

  it('register the commands once', async () => {
    const { server, stop } = await two();
    await stop();
    expect(
      server.requests.filter(({ path }) => path.endsWith('/commands')).map(({ method }) => method),
    ).toEqual(['GET', 'PUT']);
  });

  it("say things in each other's servers, once", async () => {
    const { server, first, second, stop } = await two();
    const place = { channel: `discord:${secondChannel}` };
    const one = await first.platform.post(place, note, { key: 'daily/1', isAgain: false });
    const same = await second.platform.post(place, note, { key: 'daily/1', isAgain: true });
    await first.platform.edit(place.channel, one.message, note);
    await stop();
    expect(one.link).toBe(`https://discord.com/channels/${secondGuild}/${secondChannel}/${one.message}`);
    expect(same).toEqual(one);
    expect(server.messages.size).toBe(1);
  });
});

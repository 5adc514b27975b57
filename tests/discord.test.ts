import { describe, expect, it } from 'vitest';
import { createBot } from '../src/bot.ts';
import { markdownOf } from './chats/discord.ts';
import { chatOf, listening, say, silent } from './chats/discord-rig.ts';
import type { DiscordServer } from './servers/discord.ts';

describe('a command', () => {
  it('is answered for all to see, unless it is hidden', async () => {
    const chat = await chatOf();
    expect((await chat.command('pvc')).isPrivate).toBe(false);
    expect((await chat.command('pvc', {}, { isHidden: true })).isPrivate).toBe(true);
  });

  it('that no version knows any more explains itself', async () => {
    const chat = await chatOf();
    const { message } = await chat.server.command({ topic: 'pvc' }, { locale: 'ko' }, 'note');
    expect(markdownOf(message?.body ?? {})).toContain('쿠버네티스 노트를 찾아 드려요');
  });

  it('finds what was chosen from what is offered, whatever its name', async () => {
    const chat = await chatOf();
    for (const [typed, title] of [
      ['docker', 'Docker volumes vs Kubernetes volumes'],
      ['in-pod', 'In-pod networking'],
      ['pvc', 'PersistentVolumeClaim'],
    ] as const) {
      const choices = await chat.server.suggest(typed);
      const choice = choices.find(({ name }) => name === title);
      const { message } = await chat.server.command({ query: choice?.value ?? '' });
      expect(markdownOf(message?.body ?? {})).toMatch(new RegExp(`^## ${title}\n`));
    }
    expect(await chat.server.suggest('')).toHaveLength(25);
  });

  it('offers nothing where suggesting fails', async () => {
    const broken = () =>
      createBot({
        library: () => {
          throw new Error('no disk');
        },
        say,
        log: silent,
      });
    const chat = await chatOf({}, () => {}, broken);
    expect(await chat.server.suggest('p')).toEqual([]);
    expect((await chat.command('pvc')).isPrivate).toBe(true);
  });
});

describe('a press', () => {
  it('below what others see is answered to one person, and leaves it', async () => {
    const chat = await chatOf();
    const note = await chat.command('pvc');
    const before = JSON.stringify(note.kept.body);
    const { called, isPrivate, text } = await chat.pressId('show#pod#example', note);
    expect(called.type).toBe(4);
    expect(isPrivate).toBe(true);
    expect(text).toContain('kind: Pod');
    expect(JSON.stringify(note.kept.body)).toBe(before);
  });

  it('below what one person sees replaces it', async () => {
    const chat = await chatOf();
    const note = await chat.command('pvc', {}, { isHidden: true });
    const { called, kept } = await chat.pressId('show#pod#example', note);
    expect(called.type).toBe(7);
    expect(kept.id).toBe(note.kept.id);
    expect(markdownOf(kept.body)).toContain('kind: Pod');
  });

  it('in private posts an ordinary message', async () => {
    const chat = await chatOf();
    const note = await chat.mention('pvc', {}, { isDirect: true });
    if (note === undefined) throw new Error('no answer');
    const { called, kept } = await chat.pressId('show#pod#example', note);
    expect(called.type).toBe(4);
    expect(kept.flags & 64).toBe(0);
  });

  it.each(['quiz#17', 'show#gone', 'x'.repeat(100)])(
    'of an old button (%s) gets a friendly word',
    async (id) => {
      const chat = await chatOf();
      const { text, isPrivate } = await chat.pressId(id, await chat.command('pvc'));
      expect(text).toContain('/k8s pvc');
      expect(isPrivate).toBe(true);
    },
  );
});

describe('a mention', () => {
  it('is answered as a reply where it was asked', async () => {
    const chat = await chatOf();
    const said = chat.server.say(`<@!${chat.server.botId}>  PVC가 뭐야?`);
    const { body, channel_id } = await chat.server.answerTo(said);
    expect(channel_id).toBe(chat.server.channelId);
    expect(body).toMatchObject({
      message_reference: { message_id: said, fail_if_not_exists: false },
      nonce: said,
      enforce_nonce: true,
      allowed_mentions: { parse: [], replied_user: false },
    });
  });

  it('leads from one to another in a thread and in private, and not in a channel', async () => {
    const { asked, bot } = listening();
    const chat = await chatOf({}, () => {}, bot);
    await chat.mention('pvc', {}, { thread: chat.server.threadId });
    const next = await chat.mention('예제는?', {}, { thread: chat.server.threadId });
    expect(next?.thread).toBe(chat.server.threadId);
    expect(next?.text).toContain('kind: PersistentVolumeClaim');
    await chat.mention('pvc');
    expect((await chat.mention('예제는?'))?.text).not.toContain('kind: PersistentVolumeClaim');
    const user = chat.idOf();
    expect(
      asked.filter(({ kind }) => kind === 'mention').find(({ person }) => person === `discord:${user}`),
    ).toEqual({
      at: expect.any(Date),
      kind: 'mention',
      text: 'pvc',
      locale: 'ko',
      person: `discord:${user}`,
      conversation: `discord:${chat.server.threadId}`,
      group: `discord:${chat.server.guildId}`,
      channel: `discord:${chat.server.threadId}`,
      name: 'mina',
      isHost: false,
      delivery: expect.stringMatching(/^discord:\d+$/),
    });
    expect(
      asked.some(({ person, conversation }) => person === `discord:${user}` && conversation === undefined),
    ).toBe(true);
  });

  it('of nothing gets the help', async () => {
    const chat = await chatOf();
    expect((await chat.mention('', { locale: 'ko' }))?.text).toContain('쿠버네티스 노트를 찾아 드려요');
  });

  it.each([
    ['everyone', { content: '@everyone pvc' }],
    ['a role', { content: '<@&500000000000000000> pvc' }],
    ['another person', { content: '<@400000000000000001> pvc' }],
    ['nobody', { content: 'pvc' }],
    [
      'the bot, by a bot',
      {
        content: '<@100000000000000000> pvc',
        fields: { author: { id: '7', username: 'b', discriminator: '0', bot: true } },
      },
    ],
    ['the bot, by a webhook', { content: '<@100000000000000000> pvc', fields: { webhook_id: '7' } }],
    ['the bot, by Discord', { content: '<@100000000000000000> pvc', fields: { type: 7 } }],
  ])('of %s is not answered', async (_, { content, ...by }) => {
    const chat = await chatOf();
    const said = chat.server.say(content, by);
    await chat.server.settle();
    expect(chat.server.answersTo(said)).toEqual([]);
  });

  it('that is edited is not answered again', async () => {
    const chat = await chatOf();
    const said = chat.server.say(`<@${chat.server.botId}> pvc`);
    await chat.server.answerTo(said);
    chat.server.gateway.dispatch('MESSAGE_UPDATE', {
      ...chat.server.lastMessage,
      content: `<@${chat.server.botId}> pod`,
    });
    await chat.server.settle();
    expect(chat.server.answersTo(said)).toHaveLength(1);
  });

  it('by a reply to the bot is answered only if there is an answer', async () => {
    const chat = await chatOf();
    const first = await chat.mention('pvc');
    if (first === undefined) throw new Error('no answer');
    const thanks = chat.server.say('고마워요!', { replyTo: first.kept });
    const more = chat.server.say('디플로이먼트는?', { replyTo: first.kept });
    const plain = chat.server.say('알쏭달쏭', { replyTo: first.kept, pings: false });
    await chat.server.answerTo(more);
    await chat.server.settle();
    expect(chat.server.answersTo(thanks)).toEqual([]);
    expect(chat.server.answersTo(plain)).toEqual([]);
  });

  it.each([
    ['<@100000000000000000> pvc <@400000000000000001>', 'pvc @User 001'],
    ['pvc <@!100000000000000000>', 'pvc'],
    ['<@100000000000000000> <#300000000000000000> <#399>', '#study #?'],
    ['<@100000000000000000> <@&500000000000000000> pod', '@mentors pod'],
    ['<@100000000000000000> </k8s:123> pvc', '/k8s pvc'],
    [
      '<@100000000000000000> <https://kubernetes.io/x> <:think:55> <a:wave:56> <t:1700000000:R> pod',
      'https://kubernetes.io/x       pod',
    ],
  ])('%s is read as %j', async (content, text) => {
    const { asked, bot } = listening();
    const chat = await chatOf({}, () => {}, bot);
    const said = chat.server.say(content);
    await chat.server.settle();
    expect(asked.find(({ delivery }) => delivery === `discord:${said}`)).toMatchObject({ text });
  });
});

describe('the language', () => {
  it.each([
    ['ko', undefined, 'en', 'ko'],
    ['en-US', 'ko', 'ko', 'en'],
    ['en-GB', 'ko', 'ko', 'en'],
    ['fr', 'ko', 'en', 'ko'],
    ['fr', 'de', 'en', 'en'],
    ['fr', 'de', 'ko', 'ko'],
  ] as const)(
    'of a command by %s in a server of %s, with LOCALE %s, is %s',
    async (locale, guildLocale, setting, wanted) => {
      const { asked, bot } = listening();
      const chat = await chatOf({ locale: setting }, () => {}, bot);
      await chat.server.command({ query: 'pvc' }, { locale, guildLocale: guildLocale ?? 'en-US' });
      expect(asked[0]?.locale).toBe(wanted);
    },
  );

  it.each([
    ['ko', [], 'en', 'ko'],
    ['en-US', [], 'ko', 'ko'],
    ['en-US', ['COMMUNITY'], 'ko', 'en'],
    ['fr', ['COMMUNITY'], 'ko', 'en'],
  ] as const)(
    'of a mention in a server of %s %j, with LOCALE %s, is %s',
    async (preferred_locale, features, locale, wanted) => {
      const { asked, bot } = listening();
      const prepare = (server: DiscordServer) => {
        server.guild = { preferred_locale, features };
      };
      const chat = await chatOf({ locale }, prepare, bot);
      await chat.server.answerTo(chat.server.say(`<@${chat.server.botId}> `));
      expect(asked[0]?.locale).toBe(wanted);
    },
  );
});

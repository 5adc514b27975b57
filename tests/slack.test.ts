import { describe, expect, it } from 'vitest';
import { readMarkup } from '../adapters/slack/text.ts';
import { makeBot, open } from './chats/slack-rig.ts';

describe.each(['http', 'socket'] as const)('over %s', (mode) => {
  it('a command is answered to the person alone, by the acknowledgement, with a button that shares it', async () => {
    const chat = await open(mode);
    const seen = await chat.command('pvc');
    expect(seen.isPrivate).toBe(true);
    expect(seen.output.via).toBe('ack');
    expect(seen.text).toContain('퍼시스턴트 볼륨 클레임');
    expect(seen.buttons.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['예제', '공식 문서', '채널에 공유']),
    );
    expect(chat.server.violations).toEqual([]);
  });

  it('shared, it is there for everyone, with who shared it and no second button', async () => {
    const chat = await open(mode);
    const seen = await chat.press(await chat.command('pvc'), '채널에 공유', { name: '민아' });
    expect(seen).toMatchObject({
      isPrivate: false,
      payload: { response_type: 'in_channel', unfurl_links: false },
    });
    expect(seen.text).toContain('민아 님이 공유했어요.');
    expect(seen.buttons.map(({ label }) => label)).not.toContain('채널에 공유');
  });

  it('a button of what one person sees puts the answer in its place', async () => {
    const chat = await open(mode);
    const seen = await chat.press(await chat.command('pvc'), '예제');
    expect(seen.output).toMatchObject({ via: 'respond', replaces: true });
    expect(seen.isPrivate).toBe(true);
    expect(seen.text).toContain('kind: PersistentVolumeClaim');
    expect(seen.buttons.map(({ label }) => label)).toContain('채널에 공유');
  });

  it('a mention is answered in a thread, where one thing leads to another', async () => {
    const chat = await open(mode);
    const seen = await chat.mention('PVC가 뭐야?');
    expect(seen?.output).toMatchObject({ via: 'post', channel: 'C0STUDY' });
    expect(seen?.thread).toBeDefined();
    expect(seen?.payload).toMatchObject({
      unfurl_links: 'false',
      unfurl_media: 'false',
      link_names: 'false',
    });
    const next = await chat.mention('예제는?', {}, { thread: seen?.thread ?? '' });
    expect(next?.thread).toBe(seen?.thread);
    expect(next?.text).toContain('퍼시스턴트 볼륨 클레임 · 예제');
  });

  it('a button below what all see answers who pressed it, in the same thread', async () => {
    const chat = await open(mode);
    const shown = await chat.mention('PVC가 뭐야?');
    if (shown === undefined) throw new Error('no answer');
    const seen = await chat.press(shown, '예제', { name: 'juno', locale: 'en' });
    expect(seen.output).toMatchObject({ via: 'respond', replaces: false, onlyFor: 'U0JUNO' });
    expect(seen.thread).toBe(shown.thread);
    expect(seen.text).toContain('PersistentVolumeClaim · Example');
  });

  it('what a mention finds no answer to is for who asked alone', async () => {
    const chat = await open(mode);
    const seen = await chat.mention('아르고 CD 설치');
    expect(seen?.output).toMatchObject({ via: 'whisper', onlyFor: 'U0MINA' });
    expect(await chat.mention('')).toMatchObject({
      isPrivate: true,
      text: expect.stringContaining('/k8s pvc'),
    });
  });

  it('a private chat is answered there, and so are its buttons', async () => {
    const chat = await open(mode);
    const seen = await chat.mention('PVC가 뭐야?', {}, { isDirect: true });
    expect(seen?.output).toMatchObject({ via: 'post', channel: 'D0U0MINA', thread: undefined });
    if (seen === undefined) throw new Error('no answer');
    const pressed = await chat.press(seen, '예제');
    expect(pressed.output).toMatchObject({ via: 'post', channel: 'D0U0MINA' });
    expect(await chat.mention('명령은?', {}, { isDirect: true })).toMatchObject({
      text: expect.stringContaining('퍼시스턴트 볼륨 클레임 · 명령'),
    });
  });

  it('the App Home says how to use the bot, in the language of who opens it, and its buttons work there', async () => {
    const chat = await open(mode);
    const user = chat.idOf({ name: 'juno', locale: 'en' });
    await chat.event({ type: 'app_home_opened', user, channel: 'D0U0JUNO', tab: 'home', event_ts: '1.1' });
    const home = await chat.next(0);
    expect(home.output.via).toBe('home');
    expect(home.text).toContain('I look up Kubernetes notes');
    const pressed = await chat.press(home, 'ConfigMap', { name: 'juno', locale: 'en' });
    expect(pressed.output.via).toBe('home');
    expect(pressed.text).toMatch(/ConfigMap[\s\S]*I look up Kubernetes notes/);
    await chat.event({
      type: 'app_home_opened',
      user,
      channel: 'D0U0JUNO',
      tab: 'messages',
      event_ts: '1.2',
    });
    expect(await chat.settled(2)).toEqual([]);
  });

  it('what is delivered twice is answered once', async () => {
    const chat = await open(mode);
    const user = chat.idOf();
    const mention = {
      type: 'app_mention',
      channel: 'C0STUDY',
      user,
      text: '<@U0BOT> pvc',
      ts: '5.5',
      event_ts: '5.5',
    };
    await chat.event(mention);
    await chat.event(mention, { num: 1, reason: 'http_timeout' });
    expect(await chat.settled(0)).toHaveLength(1);
    const direct = { ...mention, channel: 'D0U0MINA', channel_type: 'im', ts: '6.6' };
    await chat.event({ ...direct, type: 'message' });
    await chat.event(direct);
    expect(await chat.settled(1)).toHaveLength(1);
  });

  it.each([
    ['of the bot itself', { user: 'U0BOT' }],
    ['of another bot', { bot_id: 'B0OTHER' }],
    ['of Slack', { user: 'USLACKBOT' }],
    ['that was edited', { edited: { user: 'U0MINA', ts: '1.2' } }],
    ['that is no message of a person', { subtype: 'message_changed' }],
    ['in a channel that does not speak to the bot', { channel: 'C0STUDY', channel_type: 'channel' }],
  ])('a message %s is not answered', async (_what, more) => {
    const chat = await open(mode);
    const user = chat.idOf();
    await chat.event({
      type: 'message',
      channel_type: 'im',
      channel: 'D0U0MINA',
      user,
      text: 'pvc',
      ts: '7.7',
      event_ts: '7.7',
      ...more,
    });
    expect(await chat.settled(0)).toEqual([]);
  });

  it('buttons work after a restart, and those of nobody get a friendly word', async () => {
    const chat = await open(mode);
    const seen = await chat.command('pvc');
    await chat.restart();
    expect((await chat.press(seen, '예제')).text).toContain('예제');
    for (const id of ['show#gone', 'quiz#17', 'x'.repeat(255)]) {
      const told = await chat.pressId(id, seen);
      expect(told.text).toContain('/k8s pvc');
      expect(told.output.replaces).toBe(false);
    }
    expect(chat.server.violations).toEqual([]);
  });

  it('a link that is opened is acknowledged, and nothing is said', async () => {
    const chat = await open(mode);
    const seen = await chat.command('pvc');
    void chat.press(seen, '공식 문서');
    expect(await chat.settled(1)).toEqual([]);
    expect(chat.server.violations).toEqual([]);
  });

  it('a person who hammers is told so once, the others are answered', async () => {
    const chat = await open(mode, {}, () => makeBot(2));
    for (const text of ['pvc', 'pod']) await chat.command(text);
    const slow = await chat.command('pvc');
    expect(slow).toMatchObject({ isPrivate: true, text: expect.stringContaining('너무 빨라서') });
    expect((await chat.command('pvc', { name: 'juno' })).text).toContain('퍼시스턴트');
  });

  it.each([
    ['@everyone <!channel> <!here|here>'],
    ['&lt;!channel&gt; <@U0JUNO> <#C0STUDY>'],
    ['```<!channel>``` *a* _b_ ~c~ `d`'],
    ['<https://evil.example|https://kubernetes.io>'],
    ['가'.repeat(4000)],
    ['\u0000\u202E\u2066pvc\u001b[31m'],
    ['<@U0BOT|k8s> <!subteam^S1|@team> <!date^1^{date}|today>'],
  ])('%j pings nobody', async (text) => {
    const chat = await open(mode);
    const seen = [
      await chat.command(text),
      await chat.mention(text),
      await chat.mention(text, {}, { isDirect: true }),
    ];
    for (const one of seen) {
      const { text, blocks } = one?.output.message ?? {};
      const json = JSON.stringify([text, blocks]);
      expect(json).not.toMatch(/<[!@#]\w/);
      expect(json).not.toMatch(/"type":"(?:user|usergroup|broadcast|channel|mrkdwn)"/);
      expect(one?.text).not.toMatch(/[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069]/u);
    }
    expect(chat.server.violations).toEqual([]);
  });
});

it('a bug is told of with a number, and is logged under it', async () => {
  const broken = { ...makeBot(), handle: () => Promise.reject(new Error('boom xoxb-1-2-test')) };
  for (const mode of ['http', 'socket'] as const) {
    const chat = await open(mode, {}, () => broken);
    const seen = await chat.command('pvc');
    const reference = chat.logged.map(({ data }) => (data as { reference?: string }).reference).find(Boolean);
    expect(seen.text).toContain(reference);
    expect(seen.text).not.toContain('boom');
  }
});

it.each([
  ['<@U0BOT> pvc', 'pvc'],
  ['<@U0BOT|k8s>pvc <@U0JUNO|juno> <@U0JUNO>', 'pvc @juno'],
  ['<#C1|general> <#C1> <#C1|>pvc', '#general pvc'],
  [
    '<!here> <!channel|channel> <!subteam^S1|@team> <!date^1^{date}^https://a.b|today>',
    'here channel team today',
  ],
  ['<https://a.b/?x=1&amp;y=2> <https://a.b|words> <mailto:a@b.c|a@b.c>', 'https://a.b/?x=1&y=2 words a@b.c'],
  ['a &lt; b &amp;amp; c &gt; d', 'a < b &amp; c > d'],
  ['&lt;!channel&gt;', '<!channel>'],
  ['  a\u00a0 \t b\nc ', 'a b\nc'],
  ['1 < 2', '1 < 2'],
])('%j is read as %j', (text, read) => expect(readMarkup(text, 'U0BOT')).toBe(read));

import type { RootContent } from 'mdast';
import { toString as plain } from 'mdast-util-to-string';
import { describe, expect, it } from 'vitest';
import { readMessages } from '../adapters/files.ts';
import { limitFlood } from '../adapters/flood.ts';
import { type Bot, createBot } from '../src/bot.ts';
import { encodeAction } from '../src/chat/action.ts';
import { messages } from '../src/chat/locale.ts';
import { labelLength, type Reply, rowLength } from '../src/chat/reply.ts';
import type { Locale } from '../src/notes/locale.ts';
import { parts } from '../src/notes/note.ts';
import { parseNotes } from '../src/notes/parse.ts';
import { Library } from '../src/search/library.ts';
import { shelfOf, shippedNotes, studyNotes } from './shelves.ts';

const say = messages(await readMessages());
const quiet = { info() {}, warn() {}, error() {} };
const botOf = (library: Library) => createBot({ library: () => library, say, log: quiet });
const shipped = (await shelfOf(shippedNotes)).library;
const bot = botOf(shipped);

type Did = { kind: 'command' | 'mention'; text: string } | { kind: 'press'; id: string };
async function told(by: Bot, did: Did, locale: Locale): Promise<Reply> {
  const reply = await by.handle({ ...did, locale, person: 'test:1', at: new Date() });
  if (reply === undefined) throw new Error('The bot said nothing.');
  return reply;
}
const ask = (text: string, locale: Locale = 'ko') => told(bot, { kind: 'mention', text }, locale);
const press = (id: string, locale: Locale = 'ko') => told(bot, { kind: 'press', id }, locale);
const labels = (reply: Reply) => reply.rows.map((row) => row.map((button) => button.label));
const text = (reply: Reply) => reply.body.map((node) => plain(node)).join('\n');
const types = (reply: Reply) => reply.body.map((node: RootContent) => node.type);

describe('the reply to a name', () => {
  it('is what the topic is and its key points, with buttons to its parts, neighbours and official page', async () => {
    const reply = await ask('pvc');
    expect(reply).toMatchObject({ title: '퍼시스턴트 볼륨 클레임', audience: 'channel', locale: 'ko' });
    expect(types(reply)).toEqual(['paragraph', 'list']);
    expect(labels(reply)).toEqual([
      ['언제 쓰나', '예제', '명령', '헷갈리는 것', '문제 풀기'],
      expect.arrayContaining(['퍼시스턴트 볼륨']),
      ['공식 문서'],
    ]);
    expect(reply.rows[2]).toEqual([
      { label: '공식 문서', url: 'https://kubernetes.io/ko/docs/concepts/storage/persistent-volumes/' },
    ]);
  });

  it('is in the language that the question is in', async () => {
    expect((await ask('how do I roll back a deployment', 'ko')).title).toBe('Rollback · Commands');
    expect((await ask('롤백하는 방법', 'en')).title).toBe('롤백 · 명령');
    expect((await ask('pvc', 'en')).title).toBe('PersistentVolumeClaim');
  });

  it('is in the language of the person who typed a command', async () =>
    expect(
      (await told(bot, { kind: 'command', text: '/k8s how do I roll back a deployment' }, 'ko')).title,
    ).toBe('롤백 · 명령'));

  it('says how a slip was read', async () => {
    expect((await ask('ㅔㅍㅊ')).footer).toBe("'pvc'(으)로 찾았어요.");
    expect((await ask('vkem')).footer).toBe("'파드'로 찾았어요.");
    expect((await ask('deploymnet yaml plz', 'en')).footer).toBe('Found as “deployment”.');
  });
});

it('a part is that part alone, with the way back', async () => {
  const reply = await ask('pvc yaml');
  expect(reply.title).toBe('퍼시스턴트 볼륨 클레임 · 예제');
  expect(types(reply)[0]).toBe('code');
  expect(labels(reply)[0]?.[0]).toBe('한눈에');
});

it('a comparison has both in a table, and what one says of the other', async () => {
  const reply = await ask('PV와 PVC 차이');
  expect(reply.title).toBe('퍼시스턴트 볼륨 vs 퍼시스턴트 볼륨 클레임');
  const [table] = reply.body;
  expect(table?.type === 'table' && table.children.every((row) => row.children.length === 2)).toBe(true);
  expect(types(reply)).toContain('list');
});

describe('where no note answers', () => {
  it('the person alone is told so, with the three nearest headings', async () => {
    const reply = await ask('아르고 CD 설치');
    expect(reply.audience).toBe('person');
    expect(text(reply)).toContain('‘아르고 CD 설치’에 답할 만한 노트를 찾지 못했어요.');
    expect(labels(reply)[0]).toHaveLength(3);
  });

  it('it is counted as a gap, once more each time it is asked', async () => {
    const own = botOf(shipped);
    for (const question of ['아르고 CD', '아르고  CD', 'istio'])
      await told(own, { kind: 'mention', text: question }, 'ko');
    await told(own, { kind: 'mention', text: 'pvc' }, 'ko');
    expect(own.gaps()).toEqual([
      { question: '아르고 cd', count: 2 },
      { question: 'istio', count: 1 },
    ]);
  });

  it('a heading without content is named as such, with the headings below it', async () => {
    const headings = botOf((await shelfOf(studyNotes)).library);
    const empty = await told(headings, { kind: 'mention', text: 'configmap' }, 'ko');
    expect(text(empty)).toContain('‘ConfigMap’ 제목은 있지만 아직 내용이 없어요.');
    const parent = await told(headings, { kind: 'mention', text: '네트워킹' }, 'ko');
    expect(labels(parent)[0]).toEqual(expect.arrayContaining(['내부 통신', '파드 간 통신']));
  });

  it('and there are no notes at all, the host is who can help', async () =>
    expect(text(await told(botOf(Library.of([])), { kind: 'mention', text: 'pvc' }, 'en'))).toContain(
      'NOTES_DIR',
    ));
});

describe('a button', () => {
  it('leads to its part in the language of who presses it', async () =>
    expect((await press('show#pvc-unknown#example', 'en')).audience).toBe('person'));

  it.each([
    ['show#pod', '파드'],
    ['show#pod#commands', '파드 · 명령'],
    ['vs#emptydir#hostpath', 'emptyDir vs hostPath'],
  ])('%s shows "%s"', async (id, title) => expect((await press(id)).title).toBe(title));

  it.each(['show#gone', 'vs#pod#gone', 'quiz#17', '', 'show', 'x'.repeat(500)])(
    '%j, of a note or time long gone, gets a friendly word',
    async (id) => {
      const reply = await press(id);
      expect(reply.audience).toBe('person');
      expect(text(reply)).toContain('/k8s pvc');
    },
  );

  it('for a part that the note has not shows the whole', async () => {
    const library = Library.of(
      parseNotes({ path: 'ko/pod.md', text: '---\ntitle: 파드\n---\n\n가장 작은 단위\n' }).notes,
    );
    const reply = await told(botOf(library), { kind: 'press', id: 'show#pod#example' }, 'ko');
    expect(reply).toMatchObject({ title: '파드', footer: expect.stringContaining('예제') });
  });
});

it('a note that compares is not compared in turn', async () => {
  expect(
    labels(await press('show#volume-vs-pv#confusions', 'en'))
      .flat()
      .join(),
  ).not.toContain(' vs ');
  expect(
    labels(await press('show#persistent-volume#confusions', 'en'))
      .flat()
      .join(),
  ).toContain(' vs ');
});

it('every reply that buttons lead to keeps within what platforms take', async () => {
  for (const locale of ['ko', 'en'] as const) {
    const ids = new Set(shipped.topics.map(({ slug }) => encodeAction({ kind: 'show', slug })));
    // A set that grows while it is walked: so every reply that any button leads to is seen once.
    for (const id of ids) {
      const reply = await press(id, locale);
      expect(reply.title, id).toBeDefined();
      expect(reply.body.length, id).toBeGreaterThan(0);
      expect(reply.rows.length, id).toBeLessThanOrEqual(5);
      for (const row of reply.rows) expect(row.length, id).toBeLessThanOrEqual(rowLength);
      for (const button of reply.rows.flat()) {
        expect(button.label.length, id).toBeLessThanOrEqual(labelLength);
        // What is asked then is for the tests of quizzes.
        if ('action' in button && button.action.kind !== 'practise') ids.add(encodeAction(button.action));
      }
    }
    expect(ids.size).toBeGreaterThan(shipped.topics.length * parts.length - parts.length);
  }
});

it.each([
  ['ko', '/ko/docs/a/', '공식 문서'],
  ['ko', '/docs/a/', '공식 문서(영어)'],
  ['ko', 'https://example.org/docs/', '공식 문서'],
  ['en', '/docs/a/', 'Official docs'],
] as const)('a note in %s says in which language %s is', async (locale, docs, label) => {
  const { notes } = parseNotes({
    path: `${locale}/a.md`,
    text: `---\ntitle: A\ndocs: ${docs}\n---\n\nText.`,
  });
  const reply = await told(botOf(Library.of(notes)), { kind: 'press', id: 'show#a' }, locale);
  expect(reply.rows.at(-1)).toMatchObject([{ label }]);
});

it('links to nowhere become text and pictures links', async () => {
  const note =
    '---\ntitle: Pod\n---\n\nSee [volumes](/docs/volumes), [home](https://kubernetes.io) and ![a map](https://example.com/a.png).\n';
  const library = Library.of(parseNotes({ path: 'en/pod.md', text: note }).notes);
  const reply = await told(botOf(library), { kind: 'command', text: 'pod' }, 'en');
  const [paragraph] = reply.body;
  const links =
    paragraph?.type === 'paragraph' ? paragraph.children.filter((node) => node.type === 'link') : [];
  expect(links.map((link) => [plain(link), link.url])).toEqual([
    ['home', 'https://kubernetes.io'],
    ['a map', 'https://example.com/a.png'],
  ]);
});

it.each(['', '/k8s', '/k8s help', '도움말'])('%j explains how to ask', async (typed) => {
  const reply = await told(bot, { kind: 'command', text: typed }, 'en');
  expect(reply).toMatchObject({ title: 'I look up Kubernetes notes', audience: 'person' });
  expect(labels(reply)[0]).toHaveLength(5);
});

it('a failure is logged under a number that the person is told, and nothing is thrown', async () => {
  const logged: object[] = [];
  const broken = createBot({
    library: () => {
      throw new Error('disk on fire: token=secret');
    },
    say,
    log: { ...quiet, error: (data) => logged.push(data) },
  });
  const reply = await told(broken, { kind: 'mention', text: 'pvc' }, 'ko');
  const [entry] = logged as { reference: string }[];
  expect(text(reply)).toContain(entry?.reference);
  expect(text(reply)).not.toContain('secret');
  expect(broken.suggest('p', 'ko')).toEqual([]);
});

describe('what was talked of before', () => {
  const talk = (conversation?: string) => {
    const one = botOf(shipped);
    return async (said: string, casual = false) =>
      one.handle({
        kind: 'mention',
        text: said,
        casual,
        locale: 'ko',
        person: 'test:1',
        at: new Date(),
        ...(conversation !== undefined && { conversation }),
      });
  };

  it('is what a question is about that names only a part', async () => {
    const say = talk('thread:1');
    await say('PVC가 뭐야?');
    expect((await say('예제 보여줘'))?.title).toBe('퍼시스턴트 볼륨 클레임 · 예제');
    await say('디플로이먼트');
    expect((await say('yaml은?'))?.title).toBe('디플로이먼트 · 예제');
    expect((await say('파드 yaml'))?.title).toBe('파드 · 예제');
  });

  it('is nothing where one thing does not lead to another', async () => {
    const say = talk();
    await say('PVC가 뭐야?');
    expect((await say('예제 보여줘'))?.shown).toBeUndefined();
  });

  it('is no reason to speak up when nobody asked', async () => {
    const say = talk('thread:1');
    expect(await say('고마워요', true)).toBeUndefined();
    expect((await say('pvc', true))?.title).toBe('퍼시스턴트 볼륨 클레임');
  });
});

it('what a platform tells of twice is answered once', async () => {
  const one = botOf(shipped);
  const tell = (delivery: string) =>
    one.handle({ kind: 'mention', text: 'pvc', locale: 'ko', person: 'test:1', at: new Date(), delivery });
  expect(await tell('slack:T:C:1')).toBeDefined();
  expect(await tell('slack:T:C:1')).toBeUndefined();
  expect(await tell('slack:T:C:2')).toBeDefined();
});

describe('who asks too much', () => {
  const flooded = () => createBot({ library: () => shipped, say, log: quiet, allow: limitFlood(3) });
  const mention = (text: string, person: string) =>
    ({ kind: 'mention', text, person, locale: 'en', at: new Date() }) as const;

  it('is told once, privately, and then no more; others are answered', async () => {
    const one = flooded();
    for (let count = 0; count < 3; count++)
      expect(await one.handle(mention('pvc', 'a'))).toMatchObject({ title: 'PersistentVolumeClaim' });
    expect(await one.handle(mention('pvc', 'a'))).toMatchObject({ audience: 'person', rows: [] });
    expect(await one.handle(mention('pvc', 'a'))).toBeUndefined();
    expect(await one.handle(mention('pvc', 'b'))).toMatchObject({ title: 'PersistentVolumeClaim' });
  });

  it('hears back from every command, as nobody else sees that', async () => {
    const one = flooded();
    const command = { kind: 'command', text: 'pvc', person: 'a', locale: 'en', at: new Date() } as const;
    for (let count = 0; count < 3; count++) await one.handle(command);
    for (let count = 0; count < 3; count++)
      expect(text((await one.handle(command)) as Reply)).toMatch(/ask again in \d+ s/);
  });

  it('is nobody where the limit is 0', async () => {
    const one = createBot({ library: () => shipped, say, log: quiet, allow: limitFlood(0) });
    for (let count = 0; count < 100; count++)
      expect(await one.handle(mention('pvc', 'a'))).toMatchObject({ audience: 'channel' });
  });
});

it('the same question gets the same reply until the notes change', async () => {
  let library = shipped;
  const one = createBot({ library: () => library, say, log: quiet });
  const first = await told(one, { kind: 'command', text: 'pvc' }, 'en');
  expect(await told(one, { kind: 'command', text: 'pvc' }, 'en')).toBe(first);
  library = Library.of(parseNotes({ path: 'en/pvc.md', text: '---\ntitle: PVC\n---\n\nNew.\n' }).notes);
  expect((await told(one, { kind: 'command', text: 'pvc' }, 'en')).title).toBe('PVC');
});

import { mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { toString as plain } from 'mdast-util-to-string';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  NotesError,
  packageRoot,
  readMessages,
  readNotes,
  readQuestionIds,
  readReference,
  writeQuestionIds,
} from '../adapters/files.ts';
import { limitFlood } from '../adapters/flood.ts';
import { listen } from '../adapters/http.ts';
import { openStore } from '../adapters/store/open.ts';
import { watchNotes } from '../adapters/watch.ts';
import { renderMarkdown } from '../adapters/web/render.ts';
import { createPage } from '../adapters/web/server.ts';
import { billOfMaterials, lockedPackages, missingIn, productionPackages } from '../scripts/sbom.ts';
import { type Bot, createBot } from '../src/bot.ts';
import { decodeAction, encodeAction } from '../src/chat/action.ts';
import type { Interaction } from '../src/chat/interaction.ts';
import { messages } from '../src/chat/locale.ts';
import type { Reply } from '../src/chat/reply.ts';
import { createCheck } from '../src/check/check.ts';
import { idsFile } from '../src/check/questions.ts';
import { parseMarkdown } from '../src/notes/markdown.ts';
import { formatProblem } from '../src/notes/note.ts';
import { parseNotes } from '../src/notes/parse.ts';
import { Bank } from '../src/quiz/bank.ts';
import { Library } from '../src/search/library.ts';
import { Shelf } from '../src/shelf.ts';
import type { Store } from '../src/store.ts';
import { shelfOf, shippedNotes } from './shelves.ts';

const say = messages(await readMessages());
const { library } = await shelfOf(shippedNotes);
const bank = Bank.of(library);
const quiet = { info() {}, warn() {}, error() {} };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'security-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('SECURITY.md', async () => {
  const text = await readFile(join(packageRoot, 'SECURITY.md'), 'utf8');
  const named = [...text.matchAll(/\[[\w-]+\]\((tests\/[\w/-]+\.test\.ts)\) "([^"]+)"/g)].map(
    ([, file = '', title = '']) => [file, title] as const,
  );

  it('names many tests', () => {
    expect(named.length).toBeGreaterThan(30);
  });

  it.each(named)('names a test that is there: %s, %s', async (file, title) => {
    const tests = await readFile(join(packageRoot, file), 'utf8');
    const titles = [...tests.matchAll(/(['"`])((?:\\.|(?!\1).)+)\1/g)].map(([, , one = '']) => one);
    expect(titles.map((one) => one.replace(/\\(['"])/g, '$1'))).toContain(title);
  });

  it('has a test, and a file that answers, for each threat', async () => {
    const rows = text.split('\n').filter((line) => /^\| (?!Threat|---)/.test(line));
    expect(rows.length).toBeGreaterThan(15);
    for (const row of rows) {
      expect(row).toMatch(/tests\/[\w/-]+\.test\.ts\) "/);
      for (const [, file = ''] of row.matchAll(/\]\(((?!tests\/)[\w./-]+)\)/g))
        await expect(readFile(join(packageRoot, file)), file).resolves.toBeDefined();
    }
  });
});

describe('a folder of notes', () => {
  const secret = 'DISCORD_TOKEN=very.secret.token';
  let notes: string;
  beforeEach(async () => {
    notes = join(folder, 'notes');
    await mkdir(join(notes, 'ko'), { recursive: true });
    await writeFile(join(folder, '.env'), secret);
    await writeFile(join(notes, 'pod.md'), '# Pod');
  });

  it.each([
    ['beside the notes', 'env.md', '../.env'],
    ['named from a folder below', 'ko/env.md', '../../.env'],
    ['named from the root', 'passwd.md', '/etc/passwd'],
    ['of the process', 'environ.md', '/proc/self/environ'],
  ])('tells no file that a link leads to, %s', async (_, name, target) => {
    await symlink(target, join(notes, name));
    const { sources, problems } = await readNotes(notes);
    expect(sources.map(({ path }) => path)).toEqual(['pod.md']);
    expect(problems).toMatchObject([{ file: name, severity: 'error', rule: 'unreadable' }]);
    expect(problems[0]?.message).toContain('link out of the notes');
    expect(JSON.stringify(problems)).not.toContain('very.secret');
  });

  it('tells none by a link to a link, nor by a folder whose name begins alike', async () => {
    await mkdir(join(folder, 'notes-of-others'));
    await writeFile(join(folder, 'notes-of-others', 'x.md'), '# Others');
    await symlink('../notes-of-others/x.md', join(notes, 'others.md'));
    await symlink('../.env', join(notes, 'one.txt'));
    await symlink('one.txt', join(notes, 'two.md'));
    await symlink('../../', join(notes, 'ko', 'up.md'));
    expect((await readNotes(notes)).sources.map(({ path }) => path)).toEqual(['pod.md']);
  });

  it('still has what a link within it leads to, even if the folder is a link itself', async () => {
    await symlink('../pod.md', join(notes, 'ko', 'pod.md'));
    await symlink('notes', join(folder, 'current'));
    for (const path of [notes, join(folder, 'current')])
      expect((await readNotes(path)).sources.map((source) => source.path)).toEqual(['ko/pod.md', 'pod.md']);
  });

  it('does not even read what is far too long', async () => {
    const path = join(notes, 'long.md');
    await writeFile(path, '');
    await truncate(path, 10_000_000);
    const { sources, problems } = await readNotes(notes);
    expect(sources.map((source) => source.path)).toEqual(['pod.md']);
    expect(problems).toMatchObject([{ file: 'long.md', rule: 'file-too-long' }]);
  });

  it('keeps the ids of questions in no other file than its own', async () => {
    await symlink('../.env', join(notes, idsFile));
    expect(await readQuestionIds(notes)).toEqual([]);
    await expect(writeQuestionIds(notes, new Set(['a']))).rejects.toThrow(NotesError);
    expect(await readFile(join(folder, '.env'), 'utf8')).toBe(secret);
    await rm(join(notes, idsFile));
    await writeQuestionIds(notes, new Set(['b', 'a']));
    expect(await readQuestionIds(notes)).toEqual(['a', 'b']);
  });

  it('is watched, and not what links lead to', { timeout: 20_000 }, async () => {
    const other = join(folder, 'other');
    await mkdir(other);
    await writeFile(join(other, 'a.md'), '# A');
    await symlink('../other', join(notes, 'away'));
    await symlink('.', join(notes, 'round'));
    await symlink('..', join(notes, '..up'));
    const failed = vi.fn();
    const changed = vi.fn();
    const elsewhere = vi.fn();
    const stops = [watchNotes(notes, changed, failed, 20), watchNotes(other, elsewhere, failed, 400)];
    onTestFinished(async () => void (await Promise.all(stops.map((stop) => stop()))));
    const touch = async (path: string, seen: typeof changed) =>
      vi.waitFor(
        async () => {
          if (seen.mock.calls.length > 0) return;
          await writeFile(path, `# ${Date.now()}`);
          throw new Error('not watching yet');
        },
        { timeout: 8000, interval: 700 },
      );
    await touch(join(notes, 'pod.md'), changed);
    await touch(join(other, 'a.md'), elsewhere);
    changed.mockClear();
    elsewhere.mockClear();
    // The slower of the two has seen it, so the quicker would have.
    await touch(join(other, 'a.md'), elsewhere);
    expect(changed).not.toHaveBeenCalled();
    expect(failed).not.toHaveBeenCalled();
  });

  it('has names and texts that steer no terminal where a problem is told', () => {
    const line = formatProblem({
      file: 'a\u001b]0;owned\u0007\nb.md',
      line: 1,
      severity: 'error',
      rule: 'kubectl-command',
      message: 'kubectl has no command "g\u001b[2Jet\u009b\u202e"\r\nfake.md:1: error: x',
    });
    expect(line).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
    expect(line).toContain('b.md:1: error: kubectl has no command "g');
  });
});

const repeated = (text: string, length: number) =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);

describe('a file of notes that is made to be slow', () => {
  // What only the Markdown library reads is its affair; it is fast enough for pieces as long as people write them.
  const length = 60_000;
  it.each([
    ['a line of stars', repeated('*', length)],
    ['stars before a word', `${repeated('*', length)} a`],
    ['a heading of spaces', `# a${repeated(' ', length)}b`],
    ['a heading of open anchors', `# a${repeated('{#', length)}`],
    ['tags that do not end', `<div>\n${repeated('<a', length)}`],
    ['quotes in tags', `<div>\n${repeated('<a"', length)}`],
    ['comments in comments', `# t\n\n${repeated('<!--', length)}-->`],
    ['open blocks of HTML', `# t\n\n${repeated('a <pre ', length)}</pre`],
    ['shortcodes of one kind', `# t\n\n${repeated('{{<a>}}', length)}`],
    ['shortcodes that do not end', `# t\n\n${repeated('{{<', length)}%}}`],
  ])('is read in a short time: %s', (_, text) => {
    const began = performance.now();
    parseNotes({ path: 'slow.md', text });
    // A square of the length takes ten seconds and more.
    expect(performance.now() - began).toBeLessThan(4000);
  });
});

describe('names that every object has', async () => {
  const check = createCheck(await readReference());
  const fence = '```';

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    '%s is a word like any other, wherever an author writes it',
    async (name) => {
      const texts = [
        `---\ntitle: A\n${name}: {polluted: 1}\n---\nx`,
        `---\ntitle: A\n<<: {${name}: {polluted: 1}}\n---\nx`,
        `---\ntitle: ${name}\naliases: [${name}]\nkubectl: [${name}]\nkeywords: [${name}]\nrelated: [${name}]\n---\nx\n\n## 퀴즈\n\n### Which? {#${name} level=1}\n\n- [x] a\n\n  b\n- [ ] ${name}\n\n  c`,
        `# ${name}\n\n${fence}yaml\napiVersion: ${name}\nkind: ${name}\n${fence}\n\n${fence}yaml\napiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {${name}: a}}\nspec:\n  ${name}: {polluted: 1}\n  containers: [{name: a, image: a, ${name}: 1}]\n${fence}\n\n${fence}bash\nkubectl ${name}\nkubectl get ${name} --${name}\n${fence}\n\n${fence}${name}\nx\n${fence}`,
        `# a\n\n[${name}]\n\n[${name}]: https://a.example\n\n[^${name}]\n\n[^${name}]: x`,
      ];
      for (const text of texts) {
        const { notes } = parseNotes({ path: `${name}/${name}.md`, text });
        const own = Library.load(JSON.parse(JSON.stringify(Library.of(notes))));
        own.find(name);
        own.suggest(name, 'en', 5);
        check([{ path: `ko/${name}.md`, text }], () => undefined);
        await renderMarkdown(parseMarkdown(text).children);
      }
      expect(Object.keys(Object.prototype)).toEqual([]);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
  );

  it('stand for themselves in a heading of a site', () => {
    const { notes } = parseNotes({ path: 'a.md', text: '# a\n\n{{% heading "constructor" %}}' });
    expect(notes[0]?.sections[0]?.text).toBe('constructor');
  });

  it('in a kept index do no harm', () => {
    const saved = JSON.parse(
      '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "library": {"notes": []}, "problems": []}',
    );
    try {
      Shelf.load(saved);
    } catch {} // It is then as good as none.
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

let store: Store;
let bot: Bot;
let data: string;
const failures: object[] = [];
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'security-'));
  store = await openStore(`file:${join(data, 'bot.db')}`, quiet);
  bot = createBot({
    library: () => library,
    say,
    log: { ...quiet, error: (what) => failures.push(what) },
    store,
  });
});
afterAll(async () => {
  await store.end();
  await rm(data, { recursive: true, force: true });
  expect(failures).toEqual([]);
});

let count = 0;
beforeEach(() => {
  count += 1;
});

type Did = { kind: 'command' | 'mention'; text: string } | { kind: 'press'; id: string };
type Typed = { kind: 'submit'; id: string; text: string };

/** Somebody in a channel of a group. */
function person(name: string, { isHost = false, group = `test:g${count}` } = {}) {
  const who = {
    locale: 'en' as const,
    person: `test:${count}:${name}`,
    name,
    group,
    channel: `page:c${count}`,
    isHost,
  };
  const does = async (did: Did | Typed): Promise<Reply> => {
    const reply = await bot.handle({ ...who, at: new Date(), ...did } as Interaction);
    if (reply === undefined) throw new Error('The bot said nothing.');
    return reply;
  };
  return {
    id: who.person,
    say: (text: string) => does({ kind: 'command', text }),
    press: (id: string) => does({ kind: 'press', id }),
    submit: (id: string, text: string) => does({ kind: 'submit', id, text }),
  };
}

const textOf = ({ title, body, footer, rows, file }: Reply): string =>
  [
    title,
    ...body.map((node) => plain(node)),
    footer,
    ...rows.flat().map(({ label }) => label),
    file?.text,
  ].join('\n');
const idsOf = (reply: Reply): string[] =>
  reply.rows.flat().flatMap((button) => ('action' in button ? [encodeAction(button.action)] : []));

/** The quiz that a reply belongs to, and its first question. */
async function quizOf(reply: Reply) {
  const actions = idsOf(reply).map(decodeAction);
  const id = actions.flatMap((action) => (action !== undefined && 'quiz' in action ? [action.quiz] : []))[0];
  const quiz = await store.quiz(id ?? '');
  const question = bank.question(quiz?.questions[0] ?? '', 'en');
  if (quiz === undefined || question === undefined) throw new Error('There is no question.');
  return { id: quiz.id, question };
}

/** All that a button can do with a quiz, its own buttons or not. */
const idsAbout = (quiz: string) => [
  ...['ask', 'type', 'guess'].map((kind) => `${kind}#${quiz}#0`),
  ...['result', 'again'].map((kind) => `${kind}#${quiz}`),
];

describe('ids that a button of ours has, sent by another', () => {
  it('tell nobody the answer to a question of the channel before it closes', async () => {
    const [host, mina, tom] = [person('host', { isHost: true }), person('mina'), person('tom')];
    const { id, question } = await quizOf(await host.say('quiz here pod'));
    for (const each of [host, mina]) {
      if (question.kind === 'fill') await each.submit(`type#${id}#0`, 'something');
      else await each.press(`pick#${id}#0#1`);
    }
    const reasons = [question.reason, ...question.options.map((option) => option.reason)]
      .map((reason) => plain(parseMarkdown(reason)).split('\n')[0] ?? '')
      .filter((reason) => reason !== '');
    for (const each of [host, mina, tom])
      for (const one of [...idsAbout(id), 'wrong', 'rework', 'review']) {
        const told = textOf(await each.press(one));
        for (const reason of reasons) expect(told, one).not.toContain(reason);
        expect(told, one).not.toMatch(/Not quite|✅|❌|Right!/);
      }
    for (const command of ['mydata', 'stats', 'rank', 'wrong', 'wrong csv', 'archive']) {
      const told = textOf(await mina.say(command));
      for (const reason of reasons) expect(told, command).not.toContain(reason);
      expect(told, command).not.toMatch(/"correct"|1\/1|0\/1/);
    }
  });

  it('show nobody what another is asked or answered', async () => {
    const [mina, host] = [person('mina'), person('host', { isHost: true })];
    const set = await mina.say('quiz pod 3');
    const { id, question } = await quizOf(set);
    const [stem = ''] = plain(parseMarkdown(question.stem)).split('\n');
    for (const one of [...idsAbout(id), ...idsOf(set), `close#${id}`, `pick#${id}#0#0`])
      expect(textOf(await host.press(one)), one).not.toContain(stem);
    await host.submit(`type#${id}#0`, 'something');
    expect(await store.attempts(id)).toEqual([]);
    expect((await store.quiz(id))?.closedAt).toBeUndefined();
  });

  it('close a question for nobody but who opened it and the host of that group', async () => {
    const opener = person('opener');
    const { id } = await quizOf(await opener.say('quiz here pod'));
    for (const each of [person('tom'), person('boss', { isHost: true, group: 'test:others' })]) {
      expect(textOf(await each.press(`close#${id}`))).toContain('Only who opened it');
      expect((await store.quiz(id))?.closedAt).toBeUndefined();
    }
    await person('host', { isHost: true }).press(`close#${id}`);
    expect((await store.quiz(id))?.closedAt).toBeDefined();
  });

  it('and words do nothing that only a host may', async () => {
    const [tom, group] = [person('tom'), `test:g${count}`];
    for (const one of ['pause#pod/what', 'unpause#pod/what'])
      expect(textOf(await tom.press(one)), one).toMatch(/^Only those who manage|\nOnly those who manage/);
    for (const command of [
      'reports',
      'language en',
      'timezone UTC',
      'daily 09:00',
      'weekly mon 9am',
      'daily off',
    ])
      expect(textOf(await tom.say(command)), command).toMatch(/Only those who manage/);
    expect(await store.paused(group)).toEqual([]);
    expect(await store.group(group)).toEqual(await store.group('test:nobody'));
  });

  it('of any form whatever get a friendly word', async () => {
    const tom = person('tom');
    for (const one of [
      ...['ask#__proto__#0', 'pick#constructor#0#0', 'pick#x#999#999', 'show#__proto__', 'note#toString'],
      ...['practise#__proto__', 'result#', 'close#a#b', 'archive#999999999999999', 'flag#__proto__'],
      ...["ask#' or 1=1 --#0", 'again#%00', 'guess#x#-1', 'guess#x#1e9'],
    ]) {
      expect(textOf(await tom.press(one)), one).not.toMatch(/went wrong|reference/i);
      expect(await bot.form(one, 'en')).not.toBeNull();
    }
    expect(failures).toEqual([]);
  });
});

describe('what is kept of a person', () => {
  it('holds nothing of others', async () => {
    const [host, mina, tom] = [person('host', { isHost: true }), person('mina'), person('tom')];
    const { id, question } = await quizOf(await host.say('quiz here service'));
    for (const each of [mina, tom])
      if (question.kind === 'fill') await each.submit(`type#${id}#0`, 'something');
      else await each.press(`pick#${id}#0#0`);
    await tom.submit(`flag#${question.id}`, 'tom’s own reason');
    await host.press(`close#${id}`);
    await mina.say('quiz pod 3');
    const { file } = await mina.say('mydata');
    expect(file?.text).toContain(mina.id);
    expect(file?.text).toContain(question.id);
    for (const other of [host.id, tom.id, 'own reason', '"tom"']) expect(file?.text).not.toContain(other);
  });
});

describe('any text that a person sends', { timeout: 120_000 }, () => {
  const pieces = [
    ...[
      'a',
      '가',
      'ㄱ',
      'ㅋ',
      '@a',
      '/k8s ',
      ' ',
      '\n',
      '\t',
      '-',
      '_',
      '.',
      '1.',
      'a-',
      'aB',
      '(',
      '`',
      '"',
    ],
    ...[
      '\u0301',
      'a\u0301',
      '\ud800',
      '👩‍👩‍👧',
      'https://a',
      '<@1',
      '<!',
      '|',
      '#',
      '＃',
      '파드 ',
      'vs ',
      '을를',
    ],
    ...[
      '매일 ',
      '오전 ',
      '9시 ',
      '09:00 ',
      'mon,',
      '5 ',
      '10m ',
      'here ',
      'until ',
      'how do ',
      'A_',
      'depolyment',
    ],
  ];
  const openings = ['', 'quiz ', 'daily ', 'daily plan ', 'remind ', 'away '];

  it.each([1000, 60_000])('is dealt with in a short time, if it is %i characters long', async (length) => {
    const tom = person('tom', { isHost: true });
    for (const opening of openings)
      for (const piece of pieces) {
        const text = opening + repeated(piece, length);
        const began = performance.now();
        await tom.say(text);
        bot.suggest(text, 'ko', 8);
        // What takes a square of the length takes half a minute.
        expect(performance.now() - began, JSON.stringify(opening + piece)).toBeLessThan(2500);
      }
  });

  it('as an answer or a report is kept as far as it may be one', async () => {
    const tom = person('tom');
    const fill = bank.ids().find((id) => bank.question(id, 'en')?.kind === 'fill') ?? '';
    const slug = bank.question(fill, 'en')?.topic ?? '';
    for (const piece of [' ', '`', '”', '"a', '\u200b']) {
      const began = performance.now();
      await tom.submit(`flag#${fill}`, repeated(piece, 60_000));
      await tom.submit(`type#${slug}#0`, repeated(piece, 60_000));
      expect(performance.now() - began).toBeLessThan(2500);
    }
    for (const { reason } of await store.reports(`test:g${count}`))
      expect(reason.length).toBeLessThanOrEqual(500);
  });
});

describe('a pattern', async () => {
  const folders = ['src', 'src/chat', 'src/daily', 'src/quiz', 'src/search', 'src/notes', 'src/export'];
  const files = [
    ...folders,
    ...['adapters', 'adapters/web', 'adapters/slack', 'adapters/discord', 'adapters/terminal'],
  ].map(async (path) =>
    (await readdir(join(packageRoot, path)))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(path, name)),
  );
  /** Literals, as far as they can be told from divisions. */
  const literal =
    /(?<=[(=,:?&|!]\s*|^\s*|\?\? )\/((?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([dgimsuvy]*)/gm;
  const patterns = (await Promise.all(files)).flat().map(async (path) =>
    [...(await readFile(join(packageRoot, path), 'utf8')).matchAll(literal)].flatMap(
      ([, source = '', flags]) => {
        try {
          return [[path, new RegExp(source, flags)] as const];
        } catch {
          return []; // No pattern after all.
        }
      },
    ),
  );
  const all = (await Promise.all(patterns)).flat();

  it('is found wherever there is one', () => {
    expect(all.length).toBeGreaterThan(150);
  });

  /** A text that takes the pattern long, if one is found: something that is said over and over, and does not end as it should. */
  function slowTextOf(pattern: RegExp): string | undefined {
    const own = [...pattern.source.replace(/\\./g, '')].filter((char) => !/[\\()[\]?+*^$|]/.test(char));
    const letters = [...new Set([...own, ' ', 'a', 'A', '1', '가', '-', '.', '\n', '`', '"', '<', '&'])];
    const pumps = [...letters, ...letters.flatMap((one) => [' ', 'a', '.', '-'].map((two) => one + two))];
    // From short to long: what doubles is found before it takes for ever.
    for (const length of [16, 20, 24, 28, 34, 40, 60, 100, 300])
      for (const pump of pumps)
        for (const end of ['\0', '!\n']) {
          const text = repeated(pump, length) + end;
          const began = performance.now();
          text.search(pattern);
          if (performance.now() - began > 250) return `${JSON.stringify(pump)}, ${length} characters`;
        }
    return undefined;
  }

  it('needs no time that doubles with each character', { timeout: 120_000 }, () => {
    const slow = all.flatMap(([path, pattern]) => {
      const text = slowTextOf(pattern);
      return text === undefined ? [] : [`${path}: ${pattern} with ${text}`];
    });
    expect(slow).toEqual([]);
  });

  it.each([/^(a+)+$/, /^(?:가+)+$/, /(?:a|aa)+$/])('would be found if it did: %s', (pattern) => {
    expect(slowTextOf(pattern)).toBeDefined();
  });
});

describe('a page that is asked over the network', () => {
  /** The page on a server of its own; one message a minute is allowed. */
  async function serve() {
    const limited = createBot({ library: () => library, say, log: quiet, allow: limitFlood(1), store });
    const { app } = createPage({ bot: limited, say, locale: 'en', host: '127.0.0.1' });
    const server = await listen(getRequestListener(app.fetch), '127.0.0.1', 0);
    onTestFinished(() => server.close());
    return server.url;
  }

  it('knows people by their address, not by what they say it is', async () => {
    const url = await serve();
    const send = async (headers: Record<string, string>) => {
      const body = new URLSearchParams({ text: '/k8s pod' });
      const response = await fetch(`${url}messages`, { method: 'POST', body, headers });
      return response.text();
    };
    await send({ accept: 'text/x-fragment', 'accept-language': 'en' });
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'cf-connecting-ip'])
      expect(
        await send({ [name]: '203.0.113.7', accept: 'text/x-fragment', 'accept-language': 'en' }),
      ).toMatch(/more than I can keep up with/);
  });

  it('is not led astray by a path that is an address, or leads up', async () => {
    const { hostname, port } = new URL(await serve());
    const statusOf = (path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        request({ hostname, port, path }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect(await statusOf('http://evil.example/')).not.toBe(500);
    for (const path of [
      '/../package.json',
      '/..%2f.env',
      '//evil.example/.env',
      '/page.css/../../.env',
      '/.env',
    ])
      expect(await statusOf(path), path).toBe(404);
  });

  it('gives a file to be kept that no browser runs', async () => {
    const mina = person('mina');
    const { id, question } = await quizOf(await mina.say('quiz pod 1'));
    // A wrong answer with markup, so that there is a notebook as well.
    if (question.kind === 'fill') await mina.submit(`type#${id}#0`, '"><script>alert(1)</script>');
    else await mina.press(`pick#${id}#0#${question.options.findIndex(({ correct }) => !correct)}`);
    for (const command of ['mydata', 'wrong csv', 'wrong md']) {
      const { file } = await mina.say(command);
      expect(file?.type, command).toMatch(/^(?:application\/json|text\/csv|text\/markdown)$/);
      expect(file?.name, command).toMatch(/^[\w-]+\.(?:json|csv|md)$/);
    }
    const { app } = createPage({ bot, say, locale: 'en', host: '127.0.0.1' });
    const response = await app.request('/messages', {
      method: 'POST',
      body: new URLSearchParams({ text: '/k8s mydata' }),
      headers: { host: 'localhost', accept: 'text/x-fragment', 'accept-language': 'en' },
    });
    const links = (await response.text()).match(/<a [^>]*href="data:[^>]*>/g) ?? [];
    expect(links).toHaveLength(1);
    // `download` keeps a browser from opening it; browsers open no page at a data: address either.
    expect(links[0]).toMatch(/ download="[\w.-]+" href="data:application\/json;base64,[A-Za-z0-9+/=]+">$/);
  });
});

describe('a notebook for spreadsheets', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1+1', ' =1+1', '＝1+1', '\r=1+1'])(
    'holds %j as text',
    async (stem) => {
      const text = (options: string) =>
        `---\ntitle: Pod\n---\nx\n\n## Quiz\n\n### x {#own-one level=1}\n\n${options}\n`;
      const shelf = new Shelf();
      shelf.update([
        { path: 'en/pod.md', text: text('- [x] right\n\n  yes\n- [ ] b\n\n  no\n- [ ] c\n\n  no') },
      ]);
      const [note] = shelf.library.topics.map((topic) => topic.notes.en);
      const [only] = note?.questions ?? [];
      if (only === undefined) throw new Error('There is no question.');
      only.stem = stem;
      const own = createBot({ library: () => shelf.library, say, log: quiet, store });
      const who = {
        locale: 'en' as const,
        person: `test:${count}`,
        name: 'mina',
        group: 'g',
        at: new Date(),
      };
      const set = (await own.handle({ ...who, kind: 'command', text: 'quiz pod 1' })) as Reply;
      const [first = ''] = idsOf(set).filter((id) => id.startsWith('pick#') && !id.endsWith('#0'));
      await own.handle({ ...who, kind: 'press', id: first });
      const csv = (await own.handle({ ...who, kind: 'command', text: 'wrong csv' })) as Reply;
      expect(csv.file?.text).toContain(`"'${stem}"`);
    },
  );
});

describe('what the bot is made of', async () => {
  const [locked, production] = [await lockedPackages(), await productionPackages()];
  const permissive =
    /^(?:MIT|Apache-2\.0|ISC|0BSD|BSD-[23]-Clause|BlueOak-1\.0\.0|Unlicense|CC0-1\.0|PSF-2\.0|Python-2\.0)$/;
  /** Not permissive, and why it may be there all the same. */
  const exceptions: Record<string, string> = {
    elkjs:
      'EPL-2.0: it lays out diagrams for beautiful-mermaid, and is used as it comes, which asks for nothing of the rest',
  };

  it('is locked to the bit, from no place of its own', () => {
    expect(locked.length).toBeGreaterThan(300);
    // Where they come from is said of all of them alike, or of none.
    const hosts = locked.map(({ resolved }) => resolved && new URL(resolved).host);
    expect(new Set(hosts).size).toBe(1);
    for (const { folder: at, integrity, version } of locked) {
      expect(integrity, at).toMatch(/^sha512-[A-Za-z0-9+/]+=*$/);
      expect(version, at).toMatch(/^\d+\.\d+\.\d+/);
    }
  });

  it('is what package.json asks for', async () => {
    const { dependencies } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'));
    const names = new Set(production.map(({ name }) => name));
    for (const [name, version] of Object.entries<string>(dependencies)) {
      expect(names, name).toContain(name);
      expect(version, name).toMatch(/^[\^~]?\d/);
    }
  });

  it('may be used by anyone', async () => {
    const others: Record<string, string> = {};
    for (const { name, folder: at, license: said } of production) {
      // What is for other systems is not here.
      const text = await readFile(join(packageRoot, at, 'package.json'), 'utf8').catch(() => '{}');
      const license: unknown = JSON.parse(text).license ?? said;
      expect(said === undefined || license === said, `${name}: ${license}, locked as ${said}`).toBe(true);
      if (typeof license !== 'string' || !permissive.test(license)) others[name] = String(license);
    }
    expect(Object.keys(others)).toEqual(Object.keys(exceptions));
    for (const [name, license] of Object.entries(others)) expect(exceptions[name]).toContain(license);
  });

  it('runs nothing as it is installed', async () => {
    expect(production.filter(({ hasInstallScript }) => hasInstallScript)).toEqual([]);
    const dockerfile = await readFile(join(packageRoot, 'Dockerfile'), 'utf8');
    for (const [line] of dockerfile.matchAll(/npm (?:ci|install|prune)[^\n\\&]*/g))
      expect(line).toContain('--ignore-scripts');
  });

  it('is listed in the bill of materials, and nothing else', { timeout: 60_000 }, async () => {
    const bill = await billOfMaterials();
    expect(bill).toMatchObject({
      bomFormat: 'CycloneDX',
      metadata: { component: { name: 'k8s-study-bot' } },
    });
    expect(missingIn(bill, production)).toEqual([]);
    const names = new Set(production.map(({ name }) => name));
    for (const { name, licenses, hashes } of bill.components) {
      expect(names).toContain(name);
      expect(licenses?.length, name).toBeGreaterThan(0);
      expect(hashes?.length, name).toBeGreaterThan(0);
    }
    expect(missingIn({ ...bill, components: bill.components.slice(1) }, production)).toHaveLength(1);
    expect(JSON.stringify(bill)).not.toContain(packageRoot);
    expect(await readFile(join(packageRoot, '.ci', 'run'), 'utf8')).toContain('scripts/sbom.ts');
  });
});

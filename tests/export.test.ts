import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../adapters/files.ts';
import { openStore } from '../adapters/store/open.ts';
import { grade } from '../src/quiz/grade.ts';
import type { Store } from '../src/store.ts';
import { type Postgres, startPostgres } from './servers/postgres.ts';
import { at, attemptOf, channelQuiz, quiet, quizOf } from './stores.ts';

/** A group's questions and results, exported by the program as it is installed. */

const note = (locale: string, words: Record<string, string>) => `---
title: ${words.title}
---
${words.text}

## ${locale === 'ko' ? '퀴즈' : 'Quiz'}

### ${words.what} {#what level=1}

\`\`\`yaml
kind: Pod
metadata: {name: "a,b"}
\`\`\`

- [ ] =HYPERLINK("http://evil")
  ${words.no}
- [x] **${words.yes}**
  ${words.why} <script>alert(1)</script>
- [ ] @sum
  ${words.no}

### -2+3 ${words.type} {#type level=2}
- [x] \`kubectl\`
  ${words.why}
`;
const texts = {
  ko: {
    title: '파드',
    text: '담아요.',
    what: '무엇인가요?',
    yes: '이것',
    no: '아니에요.',
    why: '그래서예요.',
    type: '적으세요',
  },
  en: {
    title: 'Pod',
    text: 'Holds.',
    what: 'What is it?',
    yes: 'This',
    no: 'It is not.',
    why: 'Because.',
    type: 'Type',
  },
};

const folder = mkdtempSync(join(tmpdir(), 'export-'));
let server: Postgres;
let notes: string;
const urls: Record<string, string> = {};
beforeAll(async () => {
  notes = join(folder, 'notes');
  for (const locale of ['ko', 'en'] as const) {
    mkdirSync(join(notes, locale), { recursive: true });
    writeFileSync(join(notes, locale, 'pod.md'), note(locale, texts[locale]));
  }
  server = await startPostgres();
  urls.SQLite = `file:${join(folder, 'bot.db')}`;
  urls.PostgreSQL = await server.database();
  for (const url of Object.values(urls)) {
    const store = await openStore(url, quiet);
    await fill(store);
    await store.end();
  }
}, 60_000);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const group = 'discord:1001';

async function fill(store: Store): Promise<void> {
  await store.changePerson('discord:mina', { name: '=mina\n*x*' });
  await store.changePerson('discord:joon', { name: 'joon' });
  await store.changePerson('discord:shy', { name: 'Shy', isHidden: true });
  const open = async (id: string, question: string, isClosed: boolean, answers: Record<string, boolean>) => {
    const quiz = channelQuiz({ id, group, questions: [question], person: 'discord:mina' });
    await store.open(quiz);
    for (const [person, correct] of Object.entries(answers))
      await store.answer(attemptOf(quiz, { person: `discord:${person}`, correct }), grade);
    if (isClosed) await store.close(id, at(9), grade);
  };
  await open('one', 'pod/what', true, { mina: true, joon: false, shy: false, gone: true });
  await open('two', 'pod/what', true, { mina: false });
  // Still open: what was answered is not to be known yet.
  await open('three', 'pod/type', false, { mina: true });
  await open('four', 'pod/vanished', true, { joon: true });
  const alone = quizOf({
    id: 'alone',
    person: 'discord:joon',
    group: 'discord:joon',
    questions: ['pod/type'],
  });
  await store.open(alone);
  await store.answer(attemptOf(alone), grade);
  const other = channelQuiz({ id: 'other', group: 'slack:T1', questions: ['pod/what'], person: 'slack:u' });
  await store.open(other);
  await store.answer(attemptOf(other, { correct: false }), grade);
  await store.close('other', at(9), grade);
  await store.forget('discord:gone');
}

async function run(args: readonly string[], url = urls.SQLite ?? '') {
  const child = spawn(process.execPath, [join(packageRoot, 'dist', 'src', 'main.js'), 'export', ...args], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      NOTES_DIR: notes,
      DATABASE_URL: url,
    },
  });
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.err += text;
  });
  const [code] = await once(child, 'close');
  return { code: code as number, ...output };
}

/** What RFC 4180 says a table is. */
function readTable(text: string, separator = ',', lineEnd = '\r\n'): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let rest = text;
  while (rest !== '') {
    const [all = '', quoted, plain] = /^(?:"((?:[^"]|"")*)"|([^",\t\r\n]*))/.exec(rest) ?? [];
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    rest = rest.slice(all.length);
    if (rest.startsWith(separator)) rest = rest.slice(1);
    else {
      expect(rest.startsWith(lineEnd)).toBe(true);
      rest = rest.slice(lineEnd.length);
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

const records = (out: string) => {
  expect(out.startsWith('\uFEFF')).toBe(true);
  const [head = [], ...rows] = readTable(out.slice(1));
  return rows.map((row) => {
    expect(row).toHaveLength(head.length);
    return Object.fromEntries(head.map((name, index) => [name, row[index] ?? '']));
  });
};

describe('a sheet', { timeout: 60_000 }, () => {
  it.each(['SQLite', 'PostgreSQL'])(
    'has a row a question, with totals and no names, from %s',
    async (name) => {
      const { code, out, err } = await run([group, '--locale', 'en'], urls[name]);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      const rows = records(out);
      expect(
        rows.map(({ question, asked, answered, correct }) => [question, asked, answered, correct]),
      ).toEqual([
        ['pod/type', '1', '0', '0'],
        ['pod/vanished', '1', '1', '1'],
        ['pod/what', '2', '5', '2'],
      ]);
      expect(rows[2]).toMatchObject({
        group,
        topic: 'pod',
        level: '1',
        kind: 'choice',
        language: 'en',
        text: 'What is it?\n\n```yaml\nkind: Pod\nmetadata: {name: "a,b"}\n```',
        answer: '**This**',
        why: 'Because. <script>alert(1)</script>',
      });
      expect(rows[1]).toMatchObject({ topic: '', text: '' });
      for (const word of ['mina', 'joon', 'Shy']) expect(out).not.toContain(word);
    },
  );

  it('computes nothing when a spreadsheet opens it', async () => {
    const { out } = await run([group, '--names']);
    const rows = records(out);
    expect(rows.find(({ question }) => question === 'pod/what')?.options).toMatch(/^'=HYPERLINK/);
    expect(rows.find(({ question }) => question === 'pod/type')?.text).toMatch(/^'-2\+3/);
    for (const row of rows)
      for (const value of Object.values(row)) expect(value).not.toMatch(/^[\s]*[=+\-@＝＋－＠]/);
  });

  it('names people if it is to, but not those who are hidden or forgotten, and adds up all the same', async () => {
    const rows = records((await run([group, '--names'])).out).filter(
      ({ question }) => question === 'pod/what',
    );
    expect(rows.map(({ name, answered, correct }) => [name, answered, correct])).toEqual([
      ["'=mina\n*x*", '2', '1'],
      ['joon', '1', '0'],
      ['', '2', '1'],
    ]);
  });

  it('is of all groups, and private chats are one without an id', async () => {
    const { out } = await run(['--all']);
    expect(records(out).map((row) => [row.group, row.question, row.answered])).toEqual([
      [group, 'pod/type', '0'],
      [group, 'pod/vanished', '1'],
      [group, 'pod/what', '5'],
      ['private', 'pod/type', '1'],
      ['slack:T1', 'pod/what', '1'],
    ]);
    expect(out).not.toContain('joon');
  });

  it('is made while the bot runs', async () => {
    const store = await openStore(urls.SQLite ?? '', quiet);
    expect((await run([group])).code).toBe(0);
    await store.end();
  });
});

describe('a page', { timeout: 60_000 }, () => {
  it.each([
    [
      'ko',
      '# 문제와 결과: discord:1001',
      '2번 냈고, 받은 답 5개 가운데 2개가 맞았어요(40%).',
      '정답: kubectl',
    ],
    ['en', '# Questions and results: discord:1001', 'of 5 answers 2 were right (40%)', 'Right is: kubectl'],
  ] as const)('is Markdown in %s', async (locale, title, result, answer) => {
    const { code, out, err } = await run([group, '--format', 'md', '--locale', locale]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.startsWith(`${title}\n\n## `)).toBe(true);
    for (const text of [result, answer, `## ${texts[locale].title} · pod/what`, texts[locale].what])
      expect(out).toContain(text);
    expect(out).toContain(`- [x] **${texts[locale].yes}**\n  ${texts[locale].why}`);
    expect(out).not.toContain('mina');
  });

  it('shows names as text, whatever they are', async () => {
    const { out } = await run(['--all', '--format', 'md', '--names']);
    expect(out).toContain('- =mina \\*x\\*: 1/2\n- joon: 0/1\n');
    expect(out).not.toContain('Shy');
    expect(out).toContain('# 문제와 결과: 개인 채팅');
  });
});

describe('a deck', { timeout: 60_000 }, () => {
  const deck = async (...args: string[]) => {
    const { code, out, err } = await run(['--format', 'anki', ...args]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.split('\n');
    const head = lines.filter((line) => line.startsWith('#'));
    expect(lines.slice(0, head.length)).toEqual(head);
    return { head, notes: readTable(lines.slice(head.length).join('\n'), '\t', '\n') };
  };

  it('is what Anki imports, one note a question, by an id that stays', async () => {
    const { head, notes } = await deck(group, '--locale', 'en');
    expect(head).toEqual([
      ...['#separator:tab', '#html:true', '#notetype:Basic'],
      ...['#guid column:1', '#deck column:2', '#tags column:5'],
    ]);
    expect(notes.map(([guid, name, , , tags]) => [guid, name, tags])).toEqual([
      ['k8s-study-bot pod/type en', 'k8s-study-bot (en)', 'pod level-2'],
      ['k8s-study-bot pod/what en', 'k8s-study-bot (en)', 'pod level-1 hard'],
    ]);
    const [, , front, back] = notes[1] ?? [];
    expect(front).toMatch(/<p>What is it\?<\/p>\s*<pre[^>]*><code[\s\S]*\n[\s\S]*<ol>[\s\S]*HYPERLINK/);
    expect(back).toContain('This');
    expect(back).toContain('of 5 answers 2 were right (40%)');
    expect(back).not.toContain('<script');
    const again = await deck(group, '--locale', 'ko');
    expect(again.notes.map(([guid]) => guid)).toEqual([
      'k8s-study-bot pod/type ko',
      'k8s-study-bot pod/what ko',
    ]);
  });

  it('of all groups has each question once, with all results', async () => {
    const { notes } = await deck('--all', '--locale', 'en');
    expect(notes.map(([guid]) => guid)).toEqual(['k8s-study-bot pod/type en', 'k8s-study-bot pod/what en']);
    expect(notes[1]?.[3]).toContain('of 6 answers 2 were right (33%)');
  });
});

describe('an export', { timeout: 60_000 }, () => {
  it('goes to a file for its owner alone, and replaces one only if it is told to', async () => {
    const path = join(folder, 'sheet.csv');
    expect(await run([group, path])).toEqual({ code: 0, out: '', err: '' });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const text = readFileSync(path, 'utf8');
    expect((await run([group])).out).toBe(text);
    const refused = await run([group, path, '--format', 'md']);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/There is a file already.*--force/);
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect((await run(['--all', path, '--force'])).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toContain('slack:T1');
  });

  it.each([
    [['nowhere'], /There is no group nowhere\. Groups: discord:1001, slack:T1\./],
    [[], /Name a group \(discord:1001, slack:T1\), or all of them with --all/],
    [[group, '--format', 'pdf'], /--format must be csv, md or anki/],
    [[group, '/nowhere/sheet.csv'], /\/nowhere\/sheet\.csv: The file cannot be written/],
  ])('says what is wrong with %j', async (args, says) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(says);
    expect(err).not.toMatch(/^\s+at /m);
    expect(err).not.toContain('joon');
  });

  it('of nothing says so, and makes no database', async () => {
    const nothing = join(folder, 'nothing.db');
    expect((await run([group], `file:${nothing}`)).err).toMatch(/There is no such file: let DATABASE_URL/);
    expect(existsSync(nothing)).toBe(false);
    await (await openStore(`file:${nothing}`, quiet)).end();
    expect((await run(['--all'], `file:${nothing}`)).err).toMatch(/No question was asked yet/);
    expect((await run([group], await server.database())).err).toMatch(/no tables yet/);
  });
});

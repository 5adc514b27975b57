import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { packageRoot } from '../adapters/files.ts';

const main = join(packageRoot, 'dist', 'src', 'main.js');
const pod = `---
title: 파드
aliases: [Pod]
keywords: [x]
level: 1
docs: https://example.org/pods
sources: [/docs/concepts/workloads/pods/]
reviewed: 2026-11-24
---
컨테이너를 담아요.

## 핵심

글이에요.

## 언제 쓰나

글이에요.

## 예제

\`\`\`yaml
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: web, image: "nginx:1.29"}]}
\`\`\`

## 명령

글이에요.

## 헷갈리는 것

글이에요.
`;

let folder: string;
let notes: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-'));
  notes = join(folder, 'notes');
  await put('notes/ko/pod.md', pod);
  await put('notes/en/pod.md', pod.replace('파드', 'Pod').replace(/컨테이너.*/, 'Holds containers.'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function put(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

interface Options {
  env?: Record<string, string>;
  cwd?: string;
  input?: string;
}

/** Starts the program. Nothing of the environment of the tests reaches it but the PATH. */
function launch(args: readonly string[], { env, cwd = folder }: Options = {}) {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      XDG_CACHE_HOME: join(folder, 'cache'),
      NOTES_DIR: notes,
      ...env,
    },
  });
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.err += text;
  });
  const ended = once(child, 'close').then(([code]: unknown[]) => ({ code, ...output }));
  return { child, output, ended };
}

async function run(args: readonly string[], options: Options = {}) {
  const { child, ended } = launch(args, options);
  child.stdin.on('error', () => {}).end(options.input ?? '');
  const { err, ...rest } = await ended;
  // What takes longer than a second on a busy machine says how far it is.
  return { ...rest, err: err.replace(/^\w+: [\d,]+ of [\d,]+ .*\n/gm, '') };
}

const lines = (text: string) => text.split('\n').slice(0, -1);
const stackTrace = /^\s+at .+:\d+/m;

it('a file that has not changed is not checked again, and one that has is', { timeout: 60_000 }, async () => {
  const path = await put('again/en/pod.md', pod.replace('파드', 'Pod').replace('kind: Pod', 'kind: Pot'));
  const check = async () => (await run(['check', dirname(dirname(path))])).out;
  const first = await check();
  expect(first).toContain('Pot');
  expect(await check()).toBe(first);
  await put('again/en/pod.md', pod.replace('파드', 'Pod'));
  expect(await check()).not.toContain('Pot');
});

describe.concurrent('ask', { timeout: 60_000 }, () => {
  it('answers in the terminal, without colour codes where it is no terminal', async () => {
    const { code, out, err } = await run(['ask', '파드', 'yaml']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('파드 · 예제\n\n  apiVersion: v1\n  kind: Pod\n');
    expect(out).not.toContain('\x1b');
  });

  it('answers from the notes of this project', async () => {
    const { code, out } = await run(['ask', 'pvc'], {
      cwd: packageRoot,
      env: { NOTES_DIR: './notes', LOCALE: 'en' },
    });
    expect(code).toBe(0);
    expect(out).toMatch(/^PersistentVolumeClaim\n/);
  });

  it('prints one line of JSON', async () => {
    const { code, out } = await run(['ask', '--json', 'pod', 'yaml']);
    expect(code).toBe(0);
    expect(lines(out)).toHaveLength(1);
    expect(JSON.parse(out)).toEqual({
      query: 'pod yaml',
      answered: true,
      rescued: null,
      results: [
        {
          id: 'pod#example',
          title: '예제',
          path: ['파드', '예제'],
          file: 'ko/pod.md',
          line: 20,
          score: expect.any(Number),
        },
      ],
    });
  });

  it('answers a batch line by line, in order, whatever the lines are', async () => {
    const asked = [
      'pod',
      '',
      '   ',
      'x'.repeat(300_000),
      '"\\{}',
      '파드\tyaml',
      'pod\u2028pod',
      '\u0000',
      '👀',
      'pod yaml',
    ];
    const { code, out, err } = await run(['ask', '--json', '--batch'], { input: asked.join('\n') });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const answers = lines(out).map((line) => JSON.parse(line));
    expect(answers.map(({ query }) => query)).toEqual(asked);
    expect(answers.map(({ answered }) => answered)).toEqual(asked.map((text) => /^(?:pod|파드)/.test(text)));
  });

  it.each([
    ['nothing', '', 0],
    ['a line that ends as on Windows', 'pod\r\nservice\r\n', 2],
    ['many lines', 'pod\n'.repeat(5000), 5000],
  ])('answers a batch of %s', async (_, input, count) => {
    const { code, out } = await run(['ask', '--json', '--batch'], { input });
    expect(code).toBe(0);
    expect(lines(out)).toHaveLength(count);
    expect(out).not.toContain('\\r');
  });

  it('stops quietly when nobody reads on', async () => {
    const { child, ended } = launch(['ask', '--json', '--batch']);
    child.stdin.on('error', () => {}).end('pod\n'.repeat(20_000));
    child.stdout.once('data', () => child.stdout.destroy());
    const { err } = await ended;
    expect(err).toBe('');
  });

  it.each([
    ['a folder', () => notes],
    ['one file', () => join(notes, 'en', 'pod.md')],
  ])('reads the notes of --notes: %s', async (_, path) => {
    const { code, out } = await run(['ask', '--notes', path(), '--locale', 'en', 'pod'], {
      env: { NOTES_DIR: join(folder, 'missing') },
    });
    expect(code).toBe(0);
    expect(out).toContain('Holds containers.');
  });

  it.each([
    [['ask', 'pod이 뭐야'], {}, '컨테이너를 담아요.'],
    [['ask', 'what is a pod?'], {}, 'Holds containers.'],
    [['ask', '--locale', 'en', '파드가 뭐야'], {}, 'Holds containers.'],
    [['ask', '--locale', 'ko', 'what is a pod?'], { LOCALE: 'en' }, '컨테이너를 담아요.'],
    [['ask', 'zyzzyva', '123'], { LOCALE: 'en' }, 'No note answers'],
  ])('%j with %o is answered in the right language', async (args, env, expected) => {
    expect((await run(args, { env })).out).toContain(expected);
  });

  it('names notes that are broken on the side, and answers from the others', async () => {
    const path = await put('some/broken.md', '---\nlevel: 9\n---\n# X\n');
    await put('some/pod.md', pod);
    const { code, out, err } = await run(['ask', '--json', '--notes', dirname(path), '파드']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ answered: true });
    expect(err).toMatch(/^broken\.md:2: error: level: .+\n$/);
  });
});

describe.concurrent('settings and arguments', { timeout: 60_000 }, () => {
  it.each<[string, string[], Record<string, string>, RegExp]>([
    ['an unknown option', ['ask', '--frob', 'pod'], {}, /--frob/],
    ['an option without its value', ['ask', 'pod', '--notes'], {}, /--notes/],
    ['an unknown verb', ['pod'], {}, /There is no "pod"[\s\S]* ask QUESTION/],
    ['an unknown language', ['ask', '--locale', 'fr', 'pod'], {}, /--locale must be ko or en/],
    ['--batch alone', ['ask', '--batch'], {}, /--batch needs --json/],
    ['a wrong port', ['start'], { PORT: '70000' }, /PORT: must be a port number/],
    [
      'several wrong settings',
      ['start'],
      { PORT: 'x', LOCALE: 'fr', TIMEZONE: 'Mars/Base' },
      /LOCALE[\s\S]*TIMEZONE[\s\S]*PORT/,
    ],
    ['an address of another computer', ['start'], { HOST: '192.0.2.1', PORT: '0' }, /HOST/],
    [
      'notes that are not there',
      ['ask', 'pod'],
      { NOTES_DIR: '/missing/notes' },
      /\/missing\/notes[\s\S]*NOTES_DIR/,
    ],
    [
      'notes that are not there, at the start',
      ['start'],
      { NOTES_DIR: '/missing/notes', PORT: '0' },
      /NOTES_DIR/,
    ],
    [
      'a folder without notes',
      ['ask', 'pod'],
      { NOTES_DIR: join(packageRoot, 'src') },
      /There is no note in/,
    ],
  ])('tells what is wrong about %s, and exits with 1', async (_, args, env, expected) => {
    const { code, out, err } = await run(args, { env: { LOG_LEVEL: 'silent', ...env } });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(expected);
    expect(err).not.toMatch(stackTrace);
    expect(err).not.toContain('file://');
  });

  it('does not show the values of settings, which may be secrets in the wrong place', async () => {
    const { err } = await run(['ask', 'pod'], { env: { PORT: 'xoxb-secret', LOCALE: 'xoxb-secret' } });
    expect(err).not.toContain('xoxb');
  });

  it('reads .env where it is started, below the environment; empty settings count as none', async () => {
    await put('place/.env', 'LOCALE=en\nNOTES_DIR=../notes\n');
    const cwd = join(folder, 'place');
    const ask = async (env: Record<string, string>) => (await run(['ask', 'zyzzyva'], { cwd, env })).out;
    expect(await ask({})).toContain('No note answers');
    expect(await ask({ LOCALE: 'ko' })).toContain('찾지 못했어요');
    expect(await ask({ PORT: '', TIMEZONE: ' ' })).toContain('No note answers');
  });

  it('shows version and help', async () => {
    const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'));
    expect(await run(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
    // Help must come even where the settings are wrong.
    for (const flag of ['--help', '-h']) {
      const { code, out } = await run(['ask', flag], { env: { PORT: 'x' } });
      expect(code).toBe(0);
      for (const word of ['start', 'ask', 'check', '--notes', '--locale', '--json'])
        expect(out).toContain(word);
    }
  });
});

describe.concurrent('check', { timeout: 60_000 }, () => {
  it('finds nothing in good notes', async () => {
    const { code, out } = await run(['check', notes]);
    expect({ code, out }).toEqual({ code: 0, out: '2 files, 1 topics: 0 errors, 0 warnings\n' });
  });

  it('names file and line of an error, and exits with 1', async () => {
    await put('bad/ko/pod.md', pod.replace('level: 1', 'level: 9'));
    await put('bad/ko/other.md', '---\ntitle: Other\nrelated: [nowhere]\n---\nText.\n');
    await put('bad/loose.md', '# Written\n\nText.\n\n## Not yet\n');
    const { code, out, err } = await run(['check', join(folder, 'bad')]);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(lines(out)).toEqual([
      expect.stringMatching(/^ko\/other\.md:1: warning: .*keywords, sources.*\[front-matter\]$/),
      expect.stringMatching(/^ko\/other\.md:1: warning: .*\[part-missing\]$/),
      expect.stringMatching(/^ko\/other\.md:3: error: .*"nowhere".*\[related-unknown\]$/),
      'ko/pod.md:5: error: level: must be 1, 2, 3 or 4 [front-matter]',
      expect.stringMatching(/^loose\.md:5: warning: .*"Not yet".*\[empty-heading\]$/),
      '3 files, 3 topics: 2 errors, 3 warnings',
    ]);
    const json = await run(['check', '--json', '--notes', join(folder, 'bad')]);
    expect(json.code).toBe(1);
    expect(lines(json.out).map((line) => JSON.parse(line))).toMatchObject([
      { file: 'ko/other.md', line: 1, severity: 'warning', rule: 'front-matter' },
      { file: 'ko/other.md', line: 1, severity: 'warning', rule: 'part-missing' },
      {
        file: 'ko/other.md',
        line: 3,
        severity: 'error',
        rule: 'related-unknown',
        message: expect.any(String),
      },
      { file: 'ko/pod.md', line: 5, severity: 'error', rule: 'front-matter' },
      { file: 'loose.md', line: 5, severity: 'warning', rule: 'empty-heading' },
    ]);
  });

  it('exits with 1 where there is nothing to check', async () => {
    await mkdir(join(folder, 'void'), { recursive: true });
    const { code, err } = await run(['check', join(folder, 'void')]);
    expect(code).toBe(1);
    expect(err).toMatch(/There is no Markdown file/);
  });
});

describe('start', { timeout: 60_000 }, () => {
  async function start(env: Record<string, string> = {}) {
    const started = launch([], { env: { PORT: '0', ...env } });
    onTestFinished(() => void started.child.kill('SIGKILL'));
    const address = await vi.waitFor(
      () =>
        /Chat with the bot at (http:\S+)/.exec(started.output.out)?.[1] ?? Promise.reject(started.output.err),
      { timeout: 20_000 },
    );
    return { ...started, address: String(address) };
  }
  const ask = async (address: string, text: string) =>
    (await fetch(`${address}messages`, { method: 'POST', body: new URLSearchParams({ text }) })).text();

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'prints its address, answers there, and stops on %s',
    async (signal) => {
      const { child, ended, address } = await start();
      expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
      expect(await ask(address, '파드')).toContain('컨테이너를 담아요.');
      child.kill(signal);
      const { code, err } = await ended;
      expect({ code, err }).toEqual({ code: 0, err: '' });
      await expect(fetch(address)).rejects.toThrow();
    },
  );

  it('answers from a note as it is now, and from the one before while it is broken', async () => {
    const path = await put('live/ko/pod.md', pod);
    const { output, address } = await start({ NOTES_DIR: join(folder, 'live') });
    const edit = async (text: string, told: () => boolean) =>
      vi.waitFor(
        async () => {
          // Written again until it is noticed: the watcher may not be ready yet.
          if (!told()) await writeFile(path, text);
          expect(told()).toBe(true);
        },
        { timeout: 15_000, interval: 600 },
      );
    const ready = () => output.out.split('notes ready').length;
    const before = ready();
    await edit(pod.replace('담아요', '모아요'), () => ready() > before);
    expect(await ask(address, '파드')).toContain('컨테이너를 모아요.');
    await edit('---\nlevel: 9\n---\n# 파드\n', () => output.out.includes('ko/pod.md:2'));
    expect(await ask(address, '파드')).toContain('컨테이너를 모아요.');
  });

  it('starts without a note, and says what to do', async () => {
    await mkdir(join(folder, 'none'), { recursive: true });
    const { address, output } = await start({ NOTES_DIR: join(folder, 'none') });
    expect(output.out).toContain('put Markdown files there');
    expect(await ask(address, 'pod')).toContain('NOTES_DIR');
  });

  it('tells what to do where the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, err } = await run(['start'], { env: { PORT: String(port), LOG_LEVEL: 'silent' } });
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`^Port ${port} is taken.*PORT=\\d+ npm start\\n$`));
  });
});

describe('many notes', { timeout: 60_000 }, () => {
  const input = 'topic 7\ntopic 999\nsubject 31 yaml\ntopik 12\n파드\nzyzzyva\n';
  const batch = (env: Record<string, string> = {}) =>
    run(['ask', '--json', '--batch', '--notes', join(folder, 'large')], { input, env });
  const cached = () => join(folder, 'cache', 'k8s-study-bot', 'index.json');
  let first: Awaited<ReturnType<typeof run>>;

  beforeAll(async () => {
    for (let file = 0; file < 12; file++) {
      const topics = Array.from({ length: 100 }, (_, i) => file * 100 + i);
      const text = topics.map((n) => `## Topic ${n}\n\nSubject ${n} is about kind${n}.\n`).join('\n');
      await put(`large/${file}.md`, `# File ${file}\n\n${text}`);
    }
    await put('large/pod.md', pod);
    await put('large/broken.md', '---\nlevel: 9\n---\n# X\n');
    first = await batch();
  }, 60_000);

  it('are kept as an index, which gives the same answers and the same problems', async () => {
    expect(lines(first.out)).toHaveLength(6);
    expect(first.err).toContain('broken.md:2: error');
    const { ino, mtimeMs } = await stat(cached());
    expect(await batch()).toEqual(first);
    expect(await stat(cached())).toMatchObject({ ino, mtimeMs });
  });

  it('are read anew after a change', async () => {
    const text = await readFile(join(folder, 'large', 'pod.md'), 'utf8');
    await put('large/pod.md', text.replaceAll('파드', '포드포드'));
    const { out } = await run(['ask', '--json', '--notes', join(folder, 'large'), '포드포드']);
    expect(JSON.parse(out)).toMatchObject({ answered: true, results: [{ title: '포드포드' }] });
    await put('large/pod.md', text);
    expect(await batch()).toEqual(first);
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    ['of another shape', (text: string) => `${text.split('\n')[0]}\n{"library":{}}`],
    ['nothing of ours', () => '\0'],
  ])('are read anew where the index is %s', async (_, damage) => {
    await batch();
    await writeFile(cached(), damage(await readFile(cached(), 'utf8')));
    expect(await batch()).toEqual(first);
  });

  it('are answered from where the folder for the index cannot be written', async () => {
    expect(await batch({ XDG_CACHE_HOME: join(notes, 'ko', 'pod.md') })).toEqual(first);
  });

  it('are kept below the home folder where XDG_CACHE_HOME is not set', async () => {
    expect(await batch({ XDG_CACHE_HOME: '' })).toEqual(first);
    expect(await readdir(folder)).not.toContain('k8s-study-bot');
    expect(existsSync(join(folder, '.cache', 'k8s-study-bot', 'index.json'))).toBe(true);
  });
});

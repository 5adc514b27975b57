import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { checksum, fileCache } from '../adapters/cache.ts';
import { NotesError, readMessages, readNotes } from '../adapters/files.ts';
import { watchNotes } from '../adapters/watch.ts';
import { Shelf } from '../src/shelf.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'notes-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

/** A folder as Kubernetes mounts a ConfigMap: what is seen are links, and `..data` is swapped for an update. */
function mountConfigMap(revision: string, text: string): void {
  mkdirSync(join(folder, `..${revision}`));
  writeFileSync(join(folder, `..${revision}`, 'pod.md'), text);
  symlinkSync(`..${revision}`, join(folder, '..data_tmp'));
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
  if (!readdirSync(folder).includes('pod.md')) symlinkSync('..data/pod.md', join(folder, 'pod.md'));
}

describe('reading notes', () => {
  it('reads Markdown in all folders, by its path below the notes, sorted', async () => {
    for (const name of [
      'ko/pod.md',
      'en/a/b/deep.md',
      'en/Upper.MD',
      'z.markdown',
      'page.mdx',
      'notes.txt',
      'md',
    ])
      await put(name, `# ${name}`);
    const { sources, problems } = await readNotes(folder);
    expect(sources.map((source) => source.path)).toEqual([
      'en/Upper.MD',
      'en/a/b/deep.md',
      'ko/pod.md',
      'page.mdx',
      'z.markdown',
    ]);
    expect(sources[2]).toEqual({ path: 'ko/pod.md', text: '# ko/pod.md' });
    expect(problems).toEqual([]);
  });

  it('reads one file under its own name, whatever its ending', async () => {
    const path = await put('deep/구름.txt', '# Pod');
    expect(await readNotes(path)).toEqual({ sources: [{ path: '구름.txt', text: '# Pod' }], problems: [] });
  });

  it('reads nothing in an empty folder', async () => {
    expect(await readNotes(folder)).toEqual({ sources: [], problems: [] });
  });

  it('leaves out hidden files and folders, node_modules, and folders and broken links named like a note', async () => {
    for (const name of [
      '.obsidian/x.md',
      '.git/x.md',
      '.draft.md',
      'node_modules/p/readme.md',
      'folder.md/x.txt',
    ])
      await put(name, '# X');
    await symlink('nowhere.md', join(folder, 'broken.md'));
    await put('pod.md', '# Pod');
    expect((await readNotes(folder)).sources.map((source) => source.path)).toEqual(['pod.md']);
  });

  it('reads a mounted ConfigMap exactly once, under the names that are seen', async () => {
    mountConfigMap('2026_01', '# Pod');
    mountConfigMap('2026_02', '# Pod, new');
    expect((await readNotes(folder)).sources).toEqual([{ path: 'pod.md', text: '# Pod, new' }]);
  });

  it.each(['', '/below/it.md'])(
    'says to set NOTES_DIR where there is nothing, at missing%s',
    async (below) => {
      const path = join(folder, `missing${below}`);
      const error = await readNotes(path).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(NotesError);
      expect(String(error)).toContain('NOTES_DIR');
      expect(String(error)).toContain(path);
    },
  );

  it.each([
    ['CP949', Uint8Array.from([0x23, 0x20, 0xc6, 0xc4, 0xb5, 0xe5])],
    ['UTF-16', new Uint8Array(Buffer.from('\uFEFF# Pod', 'utf16le'))],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0xff])],
  ])('refuses a file in %s, names it, and keeps the others', async (_, bytes) => {
    await put('bad.md', bytes);
    await put('pod.md', '# Pod\n\nRuns containers.');
    const { sources, problems } = await readNotes(folder);
    const shelf = new Shelf();
    shelf.update(sources, problems);
    expect(shelf.problems).toMatchObject([{ file: 'bad.md', severity: 'error', rule: 'not-text' }]);
    expect(shelf.library.topics.map((topic) => topic.slug)).toEqual(['pod']);
  });

  it('reports a file that cannot be read and reads the others', async () => {
    // Root may read everything but this, on which reading fails for everyone.
    if (process.getuid?.() === 0) await symlink('/proc/self/mem', join(folder, 'locked.md'));
    else await chmod(await put('locked.md', '# X'), 0);
    await put('pod.md', '# Pod');
    const { sources, problems } = await readNotes(folder);
    expect(sources.map((source) => source.path)).toEqual(['pod.md']);
    expect(problems).toMatchObject([{ file: 'locked.md', line: 1, severity: 'error', rule: 'unreadable' }]);
  });

  it('has texts in both languages', async () => {
    const texts = await readMessages();
    expect(texts.ko).toContain('쿠버네티스');
    expect(texts.en).toContain('Kubernetes');
  });
});

describe('watching notes', { timeout: 20_000 }, () => {
  const debounceMs = 300;
  const waiting = { timeout: 8000, interval: 20 };
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
  });

  /** A watcher of another folder, slower than the one that is looked at, tells when that one has had its time. */
  async function otherFolder(): Promise<string> {
    const other = await mkdtemp(join(tmpdir(), 'notes-'));
    onTestFinished(() => rm(other, { recursive: true, force: true }));
    return other;
  }

  /** Watches, and returns once changes of the probe are noticed: a watcher does not say when it is ready. */
  async function watch(path: string, debounce = debounceMs, probe = join(path, 'probe.md')) {
    const changed = vi.fn();
    const stop = watchNotes(path, changed, (error) => expect.unreachable(String(error)), debounce);
    stops.push(stop);
    await vi.waitFor(
      () => {
        if (changed.mock.calls.length > 0) return;
        writeFileSync(probe, `# Probe ${Date.now()}`);
        throw new Error('not watching yet');
      },
      { timeout: 8000, interval: debounce + 200 },
    );
    changed.mockReset();
    return { changed, stop, probe };
  }

  it('calls back once for several quick changes', async () => {
    const { changed } = await watch(folder);
    const seen: string[][] = [];
    changed.mockImplementation(() => seen.push(readdirSync(folder)));
    for (const name of ['a.md', 'b.md', 'c.md', 'a.md']) writeFileSync(join(folder, name), `# ${name}`);
    rmSync(join(folder, 'c.md'));
    await vi.waitFor(() => expect(seen.length).toBeGreaterThan(0), waiting);
    writeFileSync(join(folder, 'last.md'), '# Last');
    await vi.waitFor(() => expect(seen.at(-1)).toContain('last.md'), waiting);
    expect(seen).toEqual([
      ['a.md', 'b.md', 'probe.md'],
      ['a.md', 'b.md', 'last.md', 'probe.md'],
    ]);
  });

  const note = () => join(folder, 'sub', 'pod.md');
  it.each<[string, () => void]>([
    ['is added', () => writeFileSync(join(folder, 'sub', 'new.md'), '# New')],
    [
      'is added in a new folder',
      () => {
        mkdirSync(join(folder, 'new'));
        writeFileSync(join(folder, 'new', 'a.md'), '# A');
      },
    ],
    ['changes', () => writeFileSync(note(), '# Other')],
    ['is removed', () => rmSync(note())],
    [
      'is replaced by an editor that renames its temporary file',
      () => {
        writeFileSync(`${note()}.tmp`, '# Other');
        renameSync(`${note()}.tmp`, note());
      },
    ],
  ])('calls back when a note %s', async (_, edit) => {
    await put('sub/pod.md', '# Pod');
    const { changed } = await watch(folder, 50);
    edit();
    await vi.waitFor(() => expect(changed).toHaveBeenCalled(), waiting);
  });

  it('calls back when a mounted ConfigMap is swapped, and the new text is there', async () => {
    mountConfigMap('2026_01', '# Pod');
    const { changed } = await watch(folder, 50);
    const seen: string[] = [];
    changed.mockImplementation(() => seen.push(readFileSync(join(folder, 'pod.md'), 'utf8')));
    mountConfigMap('2026_02', '# Pod, new');
    await vi.waitFor(() => expect(seen.at(-1)).toBe('# Pod, new'), waiting);
  });

  it('keeps watching a single file that an editor replaces again and again', async () => {
    const path = await put('pod.md', '# Pod');
    const { changed } = await watch(path, 50, path);
    for (const text of ['# One', '# Two', '# Three']) {
      changed.mockClear();
      writeFileSync(join(folder, 'pod.tmp'), text);
      renameSync(join(folder, 'pod.tmp'), path);
      await vi.waitFor(() => expect(changed, text).toHaveBeenCalled(), waiting);
    }
  });

  it('does not call back for other kinds of files', async () => {
    const { changed } = await watch(folder, 20);
    const elsewhere = await watch(await otherFolder(), debounceMs);
    for (const name of ['photo.png', '.pod.md.swp', 'notes.txt']) writeFileSync(join(folder, name), 'x');
    writeFileSync(elsewhere.probe, '# Probe');
    await vi.waitFor(() => expect(elsewhere.changed).toHaveBeenCalled(), waiting);
    expect(changed).not.toHaveBeenCalled();
  });

  it('does not call back after it was stopped, not even for what it had seen already', async () => {
    const prompt = await watch(folder, 20);
    const elsewhere = await watch(await otherFolder(), 2 * debounceMs);
    const stopped = await watch(folder, debounceMs);
    prompt.changed.mockClear();
    writeFileSync(join(folder, 'a.md'), '# A');
    await vi.waitFor(() => expect(prompt.changed).toHaveBeenCalled(), waiting);
    await stopped.stop();
    writeFileSync(join(folder, 'b.md'), '# B');
    writeFileSync(elsewhere.probe, '# Probe');
    await vi.waitFor(() => expect(elsewhere.changed).toHaveBeenCalled(), waiting);
    expect(stopped.changed).not.toHaveBeenCalled();
  });
});

describe('the cache', () => {
  const value = { notes: [{ title: '파드 "pod"\n', level: 1 }], empty: [] };

  it('gives back what was kept, in a folder that it makes, for this person only', async () => {
    const cache = fileCache(join(folder, 'a', 'b'));
    await cache.write('key', value);
    expect(await cache.read('key')).toEqual(value);
    const names = await readdir(join(folder, 'a', 'b'));
    expect(names).toHaveLength(1);
    expect((await stat(join(folder, 'a', 'b', names[0] ?? ''))).mode & 0o077).toBe(0);
  });

  it('gives nothing for another key, and keeps the newest only', async () => {
    const cache = fileCache(folder);
    await cache.write('old', value);
    await cache.write('new', { newer: true });
    expect(await cache.read('old')).toBeUndefined();
    expect(await cache.read('ne')).toBeUndefined();
    expect(await cache.read('new')).toEqual({ newer: true });
  });

  it('gives nothing where nothing was kept', async () => {
    expect(await fileCache(join(folder, 'missing')).read('key')).toBeUndefined();
  });

  it.each([
    ['empty', () => ''],
    ['cut off', (text: string) => text.slice(0, -5)],
    ['something else', () => '\0\xff{"a":'],
    ['a key without a value', () => 'key\n'],
  ])('gives nothing where the file is %s, and works again after the next write', async (_, damage) => {
    const cache = fileCache(folder);
    await cache.write('key', value);
    const [name = ''] = readdirSync(folder);
    const path = join(folder, name);
    writeFileSync(path, damage(readFileSync(path, 'utf8')));
    expect(await cache.read('key')).toBeUndefined();
    await cache.write('key', value);
    expect(await cache.read('key')).toEqual(value);
  });

  it('does without a folder that cannot be written', async () => {
    const cache = fileCache(join(await put('file', ''), 'below'));
    await expect(cache.write('key', value)).resolves.toBeUndefined();
    expect(await cache.read('key')).toBeUndefined();
  });
});

describe('the checksum', () => {
  it('is the same for the same texts', () => {
    expect(checksum(['파드', 'b'])).toBe(checksum(new Set(['파드', 'b'])));
    expect(checksum([])).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [
      ['ab', 'c'],
      ['a', 'bc'],
    ],
    [['a'], ['a', '']],
    [['a'], ['A']],
    [[], ['']],
  ])('tells %j from %j', (one, other) => {
    expect(checksum(one)).not.toBe(checksum(other));
  });
});

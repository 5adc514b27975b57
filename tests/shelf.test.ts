import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot, readNotes } from '../adapters/files.ts';
import { Shelf } from '../src/shelf.ts';

const good = (title: string, text: string) => `---\ntitle: ${title}\nkeywords: [zebra]\n---\n\n${text}\n`;
const broken = '---\ntitle: Pod\nlevel: 9\n---\n\nNew text.\n';

let folder: string;
let shelf: Shelf;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shelf-'));
  shelf = new Shelf();
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, text: string) => writeFile(join(folder, name), text);
const reread = async () => {
  const { sources, problems } = await readNotes(folder);
  shelf.update(sources, problems);
};
const slugs = () => shelf.library.topics.map((topic) => topic.slug).sort();
const textOf = (slug: string) => shelf.library.topic(slug)?.notes.en?.sections[0]?.text;
const errors = () => shelf.problems.filter((problem) => problem.severity === 'error');

describe('Shelf', () => {
  it('is empty at first, and answers', () => {
    expect(shelf.problems).toEqual([]);
    expect(shelf.library.find('pod').kind).toBe('unknown');
    expect(shelf.library.suggest('pod', 'en')).toEqual([]);
  });

  it.each([
    ['bad front matter', broken],
    ['a NUL', 'text\0'],
    ['bytes that are no UTF-8', Buffer.from([0x23, 0x20, 0xff, 0xfe, 0x41])],
    ['deep nesting', '> '.repeat(5000)],
  ])('keeps working without a file that has %s', async (_, content) => {
    await write('pod.md', good('Pod', 'Smallest unit.'));
    await writeFile(join(folder, 'bad.md'), content);
    await reread();
    expect(slugs()).toEqual(['pod']);
    expect(shelf.library.find('pod')).toMatchObject({ kind: 'answer', hit: { topic: { slug: 'pod' } } });
    expect(errors()).toMatchObject([{ file: 'bad.md' }]);
  });

  it('keeps the version before a bad edit, says why, and takes the mended one', async () => {
    await write('pod.md', good('Pod', 'Old text.'));
    await reread();
    expect(errors()).toEqual([]);

    await write('pod.md', broken);
    await reread();
    expect(textOf('pod')).toBe('Old text.');
    expect(errors()).toMatchObject([{ file: 'pod.md', line: 3, message: expect.stringContaining('level') }]);
    expect(errors()[0]?.message).toContain('before this edit');

    await reread();
    expect(textOf('pod')).toBe('Old text.');
    expect(errors()).toHaveLength(1);

    await write('pod.md', good('Pod', 'Mended text.'));
    await reread();
    expect(textOf('pod')).toBe('Mended text.');
    expect(errors()).toEqual([]);
  });

  it('takes a file that was broken from the start once it is mended', async () => {
    await write('pod.md', broken);
    await reread();
    expect(slugs()).toEqual([]);
    expect(errors()[0]?.message).not.toContain('before this edit');
    await write('pod.md', good('Pod', 'Text.'));
    await reread();
    expect(slugs()).toEqual(['pod']);
    expect(errors()).toEqual([]);
  });

  it('drops a file that is gone, and finds a new one', async () => {
    await write('pod.md', good('Pod', 'Text.'));
    await write('node.md', good('Node', 'Text.'));
    await reread();
    await rm(join(folder, 'pod.md'));
    await write('volume.md', good('Volume', 'Text.'));
    await reread();
    expect(slugs()).toEqual(['node', 'volume']);
    expect(shelf.library.find('volume').kind).toBe('answer');
  });

  it('keeps a file that cannot be read now as it was', async () => {
    await write('pod.md', good('Pod', 'Text.'));
    await write('node.md', good('Node', 'Text.'));
    await reread();
    const { sources } = await readNotes(folder);
    const unreadable = {
      file: 'pod.md',
      line: 1,
      severity: 'error',
      rule: 'unreadable',
      message: 'x',
    } as const;
    shelf.update(
      sources.filter((source) => source.path !== 'pod.md'),
      [unreadable],
    );
    expect(slugs()).toEqual(['node', 'pod']);
    expect(textOf('pod')).toBe('Text.');
    expect(errors()).toEqual([unreadable]);
  });

  it('lists problems by file and line, those between notes too', async () => {
    await write('c.md', '---\nlevel: 9\n---\n');
    await write('b.md', '# B\n\n## Empty one\n\n## Empty two\n\n# C\n\nx');
    await write('a.md', '---\nrelated: [nowhere]\n---\n\n# A\n\nx');
    await reread();
    const places = shelf.problems.map((problem) => `${problem.file}:${problem.line}`);
    expect(places).toEqual(['a.md:2', 'a.md:5', 'a.md:5', 'b.md:1', 'b.md:3', 'b.md:5', 'c.md:2']);
  });
});

describe('a shelf that was saved', () => {
  const load = (saved: Shelf) => Shelf.load(JSON.parse(JSON.stringify(saved)));

  it('answers like the one it was made from', async () => {
    const { sources, problems } = await readNotes(join(packageRoot, 'notes'));
    shelf.update(sources, problems);
    const again = load(shelf);
    expect(again.problems).toEqual(shelf.problems);
    for (const question of [
      'pvc',
      'ㅔㅍㅊ',
      'how do I roll back a deployment',
      '파드를 어떻게 늘려?',
      'PV vs PVC',
      'deploymnet yaml',
      'helm chart museum',
    ]) {
      expect(again.library.find(question)).toEqual(shelf.library.find(question));
      expect(again.library.suggest(question, 'ko')).toEqual(shelf.library.suggest(question, 'ko'));
    }
    expect(again.library.suggest('', 'en')).toEqual(shelf.library.suggest('', 'en'));
  });

  it('still keeps the version before a bad edit, and takes a good one', async () => {
    await write('pod.md', good('Pod', 'Old text.'));
    await reread();
    shelf = load(shelf);
    await write('pod.md', broken);
    await reread();
    expect(textOf('pod')).toBe('Old text.');
    await write('pod.md', good('Pod', 'New text.'));
    await reread();
    expect(textOf('pod')).toBe('New text.');
    expect(errors()).toEqual([]);
  });
});

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../adapters/files.ts';
import { readConfig } from '../src/config.ts';

/** What is written about the bot says the same in both languages, and names what there is. */

const read = (file: string) => readFile(join(packageRoot, file), 'utf8');
const [english, korean] = await Promise.all([read('README.md'), read('README.ko.md')]);

/** What a text is made of, without its words: levels of headings, rows of tables, code, links to files. */
const shapeOf = (text: string) => ({
  headings: [...text.matchAll(/^#+(?= )/gm)].map(([level]) => level),
  tables: text
    .split(/^## /m)
    .map((part) => [...part.matchAll(/^\|/gm)].length)
    .filter((rows) => rows > 0),
  commands: [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code = '']) =>
    code
      .split('\n')
      .map((line) => line.replace(/\s*#.*/, '').replace(/".*"/, ''))
      .filter((line) => /^(?:npm|k8s-study-bot|docker|NOTES_DIR)/.test(line)),
  ),
});

const settingsIn = (text: string) => [...text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name = '']) => name);

describe('the READMEs', () => {
  it('have the same parts in both languages', () => {
    expect(shapeOf(korean)).toEqual(shapeOf(english));
  });

  it('name every setting, with the default that it has', async () => {
    const defaults = readConfig({}) as Record<string, unknown>;
    const hidden = ['DISCORD_API_URL', 'SLACK_API_URL'];
    const example = await read('.env.example');
    const inExample = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name = '']) => name);
    for (const text of [english, korean]) {
      expect([...settingsIn(text), ...hidden].toSorted()).toEqual(inExample.toSorted());
      for (const [name, value] of Object.entries(defaults))
        if (!hidden.includes(name) && value !== undefined)
          expect(text).toMatch(
            new RegExp(`^\\| \`${name}\` \\| \`${String(value).replace(/[.*+?^$()|/]/g, '\\$&')}\` \\|`, 'm'),
          );
    }
  });

  it.each([
    'README.md',
    'README.ko.md',
    'DESIGN.md',
    'CONTRIBUTING.md',
    'docs/hosts.md',
    'docs/authors.md',
    'docs/operators.md',
  ])('%s leads to files and headings that are there', async (file) => {
    const text = await read(file);
    const slug = (heading: string) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-');
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      const [path = '', anchor] = target.split('#');
      const other = path === '' ? file : join(file, '..', path);
      const isFolder = path !== '' && !/\.\w+$/.test(path) && path !== 'LICENSE';
      const found = isFolder ? await readdir(join(packageRoot, other)) : await read(other);
      expect(found.length, target).toBeGreaterThan(0);
      if (anchor !== undefined)
        expect(
          [...String(found).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slug(heading)),
          target,
        ).toContain(anchor);
    }
  });
});

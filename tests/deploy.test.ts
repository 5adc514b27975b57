import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot, readReference } from '../adapters/files.ts';
import { objectCheck } from '../src/check/object.ts';
import { readBlock } from '../src/check/yaml.ts';
import { readConfig } from '../src/config.ts';

type Fields = Record<string, unknown>;

const read = (path: string) => readFileSync(join(packageRoot, path), 'utf8');
const check = objectCheck((await readReference()).schema);
const { version } = JSON.parse(read('package.json')) as { version: string };

const manifests = readdirSync(join(packageRoot, 'deploy'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml'))
  .map((path) => `deploy/${path.replaceAll('\\', '/')}`);
/** Not an object by itself: only what is different about the one of the base. */
const patch = 'deploy/overlays/replicas/statefulset.yaml';

/** Applied by name, each at its own time. */
const alone = ['deploy/namespace.yaml', 'deploy/restore.yaml'];

/** The one object in a file. */
function objectIn(path: string): Fields {
  const { documents, faults } = readBlock(read(path));
  expect(faults, path).toEqual([]);
  expect(documents, path).toHaveLength(1);
  return documents[0]?.value as Fields;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNamed = (value: unknown): value is Fields[] =>
  Array.isArray(value) && value.every((item) => isFields(item) && 'name' in item);

/** What Kustomize makes of an object and a patch: fields are merged, lists by the names in them, null takes away. */
function patched(object: unknown, change: unknown): unknown {
  if (isFields(object) && isFields(change)) {
    const changed = Object.entries(change).map(([key, value]) => [key, patched(object[key], value)]);
    return Object.fromEntries(
      Object.entries({ ...object, ...Object.fromEntries(changed) }).filter(([, value]) => value !== null),
    );
  }
  if (isNamed(object) && isNamed(change))
    return [
      ...object.map((item) =>
        patched(
          item,
          change.find(({ name }) => name === item.name),
        ),
      ),
      ...change.filter(({ name }) => !object.some((item) => item.name === name)),
    ];
  return change === undefined ? object : change;
}

const base = objectIn('deploy/base/statefulset.yaml');
const replicas = patched(base, objectIn(patch)) as Fields;
/** All that is applied together, the StatefulSet as it then is. */
const applied = (statefulSet: Fields, ...folders: string[]): Fields[] => [
  statefulSet,
  ...manifests
    .filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)))
    .map(objectIn)
    .filter(({ kind }) => kind !== 'StatefulSet' && kind !== 'Kustomization'),
];
const ways: [string, Fields[]][] = [
  ['base', applied(base, 'deploy/base')],
  ['replicas', applied(replicas, 'deploy/base', 'deploy/overlays/replicas')],
];

/** Every object in a value, however deep. */
function* within(value: unknown): Iterable<Fields> {
  if (isFields(value)) yield value;
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* within(inner);
}

/** Literals of a Kustomization's ConfigMap. */
const literalsOf = (path: string): Record<string, string> =>
  Object.fromEntries(
    [...within(objectIn(path))]
      .flatMap(({ literals }) => (literals ?? []) as string[])
      .map((literal) => literal.split(/=(.*)/s).slice(0, 2)),
  );

const { services } = objectIn('compose.yaml') as { services: Record<string, Fields> };
const ofBots = Object.entries(services).filter(([name]) => name.startsWith('bot'));

/** Instructions of the Dockerfile, with the lines that belong together joined. */
const instructions = read('Dockerfile')
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => ({ word: line.split(' ')[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }));
const all = (word: string) => instructions.filter((line) => line.word === word).map(({ rest }) => rest);
const last = instructions.slice(instructions.findLastIndex(({ word }) => word === 'FROM'));
const inLast = (word: string) => last.filter((line) => line.word === word).map(({ rest }) => rest);
const copied = instructions.filter(({ word, rest }) => word === 'COPY' && !rest.startsWith('--from='));
const sourcesOf = (rest: string) => rest.split(' ').slice(0, -1);

const settings = new Set([...read('src/config.ts').matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name));
const secret = /TOKEN|SECRET|PASSWORD|DATABASE_URL/;

describe('manifests', () => {
  it('are there', () => {
    expect(manifests.length).toBeGreaterThan(8);
  });

  it.each(manifests.filter((path) => path !== patch))('%s is what the API takes', (path) => {
    expect(check(read(path))).toEqual([]);
  });

  it.each(ways)('%s fits together', (_, objects) => {
    expect(check(objects.map((object) => JSON.stringify(object)).join('\n---\n'))).toEqual([]);
  });

  it('are all listed by a Kustomization, or applied by themselves', () => {
    const listed = manifests
      .filter((path) => path.endsWith('/kustomization.yaml'))
      .flatMap((path) => {
        const { resources, patches = [] } = objectIn(path) as {
          resources: string[];
          patches?: { path: string }[];
        };
        return [
          path,
          ...[...resources, ...patches.map((one) => one.path)].map((name) => join(path, '..', name)),
        ];
      })
      .map((path) => path.replaceAll('\\', '/'));
    expect(listed.filter((path) => path !== 'deploy/base').sort()).toEqual(
      manifests.filter((path) => !alone.includes(path)).sort(),
    );
  });

  it('say why in notes, which lead back in both languages', () => {
    const pairs = manifests.flatMap((path) =>
      [...read(path).matchAll(/notes\/en\/([\w-]+)\.md/g)].map(([, slug]) => ({ path, slug })),
    );
    expect(new Set(pairs.map(({ path }) => path))).toEqual(new Set(manifests));
    const missing = pairs
      .flatMap(({ path, slug }) =>
        ['en', 'ko'].map((locale) => ({ path, note: `notes/${locale}/${slug}.md` })),
      )
      .filter(
        ({ path, note }) => !existsSync(join(packageRoot, note)) || !read(note).includes(`\`${path}\``),
      );
    expect(missing).toEqual([]);
  });

  it('are named by notes only where they are', () => {
    const named = ['en', 'ko'].flatMap((locale) =>
      readdirSync(join(packageRoot, 'notes', locale)).flatMap((file) =>
        [...read(`notes/${locale}/${file}`).matchAll(/`(deploy\/[^`]+)`/g)].map(([, path]) => path),
      ),
    );
    expect(named.filter((path) => !manifests.includes(path ?? ''))).toEqual([]);
  });

  it('hold no secret', () => {
    for (const object of manifests.map(objectIn)) {
      expect(object.kind).not.toBe('Secret');
      expect(object).not.toHaveProperty('secretGenerator');
      for (const { name, value } of within(object))
        if (secret.test(String(name))) expect(value, String(name)).toBeUndefined();
    }
    const given = [...Object.keys(literalsOf('deploy/base/kustomization.yaml')), ...all('ENV')].join(' ');
    expect(given.replace('DATABASE_URL=file:/data/bot.db', '')).not.toMatch(secret);
    for (const { environment } of Object.values(services))
      for (const [name, value] of Object.entries(environment as Fields))
        if (secret.test(name))
          expect(value).toMatch(/^(file:\/data\/bot\.db$|[^$]*\$\{POSTGRES_PASSWORD:-\})/);
  });

  it('run as many bots as there are shards', () => {
    const { replicas: count } = replicas.spec as { replicas: number };
    expect(literalsOf('deploy/overlays/replicas/kustomization.yaml').DISCORD_SHARD_COUNT).toBe(`${count}`);
  });

  it.each([
    ['base', base],
    ['replicas', replicas],
    ['restore', objectIn('deploy/restore.yaml')],
  ])('%s keeps its Pods from all that they do not need', (_, object) => {
    const { spec } = (object.kind === 'Pod' ? object : (object.spec as Fields).template) as { spec: Fields };
    const [user] = inLast('USER').map((rest) => Number(rest.split(':')[0]));
    expect(spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: user, seccompProfile: { type: 'RuntimeDefault' } },
    });
    for (const container of spec.containers as Fields[]) {
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      // All that is written to is a volume.
      const folders = (container.volumeMounts as Fields[]).map(({ mountPath }) => mountPath);
      expect(folders).toEqual([...inLast('VOLUME'), '/tmp']);
    }
  });
});

describe('compose.yaml', () => {
  it.each(ofBots)('%s may do no more than it needs, and is reached from this computer only', (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    for (const port of service.ports as string[]) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('starts nothing of PostgreSQL without its profile', () => {
    expect(Object.keys(services).filter((name) => services[name]?.profiles === undefined)).toEqual(['bot']);
  });
});

describe('images', () => {
  const images = [
    ...all('FROM').map((rest) => rest.split(' ')[0] ?? ''),
    ...[...manifests, 'compose.yaml'].flatMap((path) =>
      [...read(path).matchAll(/^\s*image: (\S+)/gm)].map(([, image]) => image ?? ''),
    ),
  ];

  it('are pinned, each to one version everywhere', () => {
    for (const image of images) expect(image).toMatch(/:\d+\.\d+/);
    const names = images.map((image) => image.split(':')[0]);
    expect(new Set(images).size).toBe(new Set(names).size);
    expect(names).toContain('k8s-study-bot');
  });

  it('of the bot have its version', () => {
    const texts = ['Dockerfile', 'compose.yaml', 'docs/operators.md', ...manifests].map(read).join('\n');
    const versions = [...texts.matchAll(/(?:k8s-study-bot:|newTag: |VERSION=)(\d[\w.-]*)/g)].map(
      ([, tag]) => tag,
    );
    expect(versions.length).toBeGreaterThan(5);
    expect(new Set(versions)).toEqual(new Set([version]));
  });
});

describe('settings', () => {
  const given = {
    Dockerfile: all('ENV').flatMap((rest) => rest.split(' ').map((pair) => pair.split('=')[0] ?? '')),
    kustomizations: manifests
      .filter((path) => path.endsWith('/kustomization.yaml'))
      .flatMap((path) => Object.keys(literalsOf(path))),
    StatefulSet: [...within(replicas)].flatMap(({ env }) =>
      isNamed(env) ? env.map(({ name }) => `${name}`) : [],
    ),
    compose: ofBots.flatMap(([, { environment }]) => Object.keys(environment as Fields)),
  };

  it.each(Object.entries(given))('of %s are some of the bot', (_, names) => {
    expect(names.length).toBeGreaterThan(0);
    const others = ['NODE_ENV', 'XDG_CACHE_HOME'];
    expect(names.filter((name) => !settings.has(name) && !others.includes(name))).toEqual([]);
  });

  it('have values that the bot takes', () => {
    for (const path of ['deploy/base/kustomization.yaml', 'deploy/overlays/replicas/kustomization.yaml'])
      expect(() => readConfig(literalsOf(path))).not.toThrow();
    for (const [, { environment }] of ofBots)
      expect(() => readConfig(environment as Record<string, string>)).not.toThrow();
  });
});

describe('Dockerfile', () => {
  it('ends as an ordinary user, by number', () => {
    expect(last.findLast(({ word }) => word === 'USER')?.rest).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  it('runs node without a shell between, and asks it for its health', () => {
    expect(JSON.parse(inLast('ENTRYPOINT')[0] ?? '')).toEqual(['node', 'dist/src/main.js']);
    expect(JSON.parse(inLast('CMD')[0] ?? '')).toEqual(['start']);
    const [, command = ''] = inLast('HEALTHCHECK')[0]?.split(/ CMD /) ?? [];
    expect(JSON.parse(command)).toEqual(['node', '-e', expect.stringContaining('/livez')]);
  });

  it('keeps to what a linter asks for', () => {
    expect(all('ADD')).toEqual([]);
    expect(all('MAINTAINER')).toEqual([]);
    for (const folder of all('WORKDIR')) expect(folder).toMatch(/^\//);
    for (const line of all('RUN')) expect(line).not.toMatch(/\bsudo\b|\bapt\b|\bcurl\b|\bwget\b|\bcd /);
    expect(inLast('LABEL').join(' ')).toMatch(/org\.opencontainers\.image\.licenses="Apache-2\.0"/);
  });

  it('copies what is there and goes to the builder', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const sources = copied.flatMap(({ rest }) => sourcesOf(rest));
    expect(sources.filter((path) => !existsSync(join(packageRoot, path)))).toEqual([]);
    expect(sources.filter((path) => !allowed.includes(path.split('/')[0] ?? ''))).toEqual([]);
    expect(allowed.filter((path) => !sources.some((source) => source.split('/')[0] === path))).toEqual([]);
  });

  it('holds all that the bot reads while it runs', () => {
    const kept = inLast('COPY').flatMap((rest) => sourcesOf(rest.replace(/^--from=\S+ /, '')));
    expect(kept).toEqual(
      expect.arrayContaining(['package.json', 'notes', 'src/locales', 'src/kubernetes', 'adapters/web/page']),
    );
  });
});

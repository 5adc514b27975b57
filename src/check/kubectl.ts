import { checkArguments, type KubectlCall } from './arguments.ts';
import type { Fault } from './fault.ts';
import { didYouMean } from './nearest.ts';
import { readShell, type ShellWord } from './shell.ts';

/** What a flag of kubectl takes. */
export interface KubectlFlag {
  /** Its letter. */
  short?: string;
  /** `nothing`: a switch; `either`: a value only after `=`; left out: a value must follow. */
  takes?: 'nothing' | 'either';
  /** The only values it has, where help lists them. */
  choices?: readonly string[];
  /** What kubectl says about it: it is deprecated, and often what to use instead. */
  deprecated?: string;
}

/** Flags by their long names, without the dashes. */
type KubectlFlags = Readonly<Record<string, KubectlFlag>>;

/** One command, such as `rollout status`. */
export interface KubectlCommand {
  /** As help prints it. */
  usage: string;
  /** Other names of its last word. */
  aliases?: readonly string[];
  /** Its own flags; {@link KubectlTable.options} come on top. */
  flags: KubectlFlags;
}

/** What kubectl takes, read off its help by scripts/kubectl.ts; kept in src/kubernetes/kubectl.json. */
export interface KubectlTable {
  /** Of kubectl, such as v1.36.3. */
  version: string;
  /** Flags of every command. */
  options: KubectlFlags;
  /** By their words after `kubectl`. */
  commands: Readonly<Record<string, KubectlCommand>>;
}

/** The table with its commands as a tree. */
export interface Kubectl extends KubectlTable {
  /** The commands directly below a path, each with all of its names. */
  below: ReadonlyMap<string, readonly { path: string; names: string[] }[]>;
}

/** Makes a tree of the table's commands. */
export function kubectlOf(table: KubectlTable): Kubectl {
  const below = new Map<string, { path: string; names: string[] }[]>();
  for (const [path, { aliases = [] }] of Object.entries(table.commands)) {
    if (path === '') continue;
    const end = path.lastIndexOf(' ');
    const parent = path.slice(0, Math.max(0, end));
    below.set(parent, [...(below.get(parent) ?? []), { path, names: [path.slice(end + 1), ...aliases] }]);
  }
  return { ...table, below };
}

/** Programs that run the command that follows them. */
const runners = new Set(['sudo', 'watch', 'nohup', 'timeout', 'env', 'command']);

/**
 * Whether kubectl would take the commands of a shell block as they are written. Other programs are left alone, and so
 * is what only shows on a cluster: names, labels, fields.
 *
 * @param resources Names of resource types as kubectl knows them: plural, singular and short, in lower case.
 */
export function checkShell(code: string, kubectl: Kubectl, resources: ReadonlySet<string>): Fault[] {
  const { commands, faults } = readShell(code);
  const found = commands.flatMap((words) => {
    const start = runners.has(words[0]?.text ?? '') ? words.findIndex(isKubectl) : 0;
    const [program, ...rest] = words.slice(Math.max(0, start));
    return program !== undefined && isKubectl(program) ? checkCall(program, rest, kubectl, resources) : [];
  });
  return [...faults, ...found].toSorted((a, b) => a.line - b.line);
}

const isKubectl = ({ text }: ShellWord): boolean => text === 'kubectl';

function checkCall(
  program: ShellWord,
  words: readonly ShellWord[],
  kubectl: Kubectl,
  resources: ReadonlySet<string>,
): Fault[] {
  const { path, rest } = findCommand(words, kubectl);
  const command = kubectl.commands[path];
  const flags = { ...kubectl.options, ...command?.flags };
  const name = path === '' ? 'kubectl' : `kubectl ${path}`;
  const { args, inner, given, faults } = readFlags(rest, flags, name);
  if (given.has('help')) return faults;

  const below = kubectl.below.get(path) ?? [];
  const [first] = args;
  // `create` and `cluster-info` work without a sub-command, but take no other word; what follows `apply` is its own.
  if (below.length > 0 && path !== 'apply' && first !== undefined) {
    if (first.open) return faults;
    const names = below.flatMap(({ names }) => names);
    const kind = path === '' ? 'command' : 'sub-command';
    const message = `${name} has no ${kind} "${first.text}"${didYouMean(first.text, names) || `; it has ${names.join(', ')}`}`;
    return [{ line: first.line, rule: 'kubectl-command', message }];
  }
  // kubectl reads no further than to the first flag that it cannot read, so the arguments may not be what they seem.
  if (command === undefined || faults.some(({ rule }) => rule === 'kubectl-flag')) return faults;
  const call: KubectlCall = { path, usage: command.usage, line: program.line, flags: given, args, inner };
  return [...faults, ...checkArguments(call, resources)];
}

/** Flags may stand anywhere, even before the words of the command; these are taken out one after the other. */
function findCommand(words: readonly ShellWord[], kubectl: Kubectl): { path: string; rest: ShellWord[] } {
  let path = '';
  let rest = [...words];
  for (;;) {
    const at = firstArgument(rest, { ...kubectl.options, ...kubectl.commands[path]?.flags });
    const next = (kubectl.below.get(path) ?? []).find(({ names }) => names.includes(rest[at]?.text ?? ''));
    if (next === undefined) return { path, rest };
    path = next.path;
    rest = rest.toSpliced(at, 1);
  }
}

/** Index of the first word that is neither flag nor value; as kubectl does, a flag it does not know yet takes a value. */
function firstArgument(words: readonly ShellWord[], flags: KubectlFlags): number {
  for (let index = 0; index < words.length; index++) {
    const text = words[index]?.text ?? '';
    if (text === '--') return -1;
    if (!text.startsWith('-') || text === '-') return index;
    const long = text.startsWith('--');
    const flag = long ? flags[text.slice(2)] : byLetter(text.charAt(1), flags)?.[1];
    if (!text.includes('=') && flag?.takes === undefined && (long || text.length === 2)) index++;
  }
  return -1;
}

const byLetter = (letter: string, flags: KubectlFlags): [string, KubectlFlag] | undefined =>
  Object.entries(flags).find(([, { short }]) => short === letter);

interface Reading {
  args: ShellWord[];
  /** What follows `--`. */
  inner: ShellWord[] | undefined;
  given: Map<string, ShellWord | undefined>;
  faults: Fault[];
}

function readFlags(words: readonly ShellWord[], flags: KubectlFlags, command: string): Reading {
  const reading: Reading = { args: [], inner: undefined, given: new Map(), faults: [] };
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word.text === '--') {
      reading.inner = queue;
      break;
    }
    if (!word.text.startsWith('-') || word.text === '-') reading.args.push(word);
    else for (const use of usesIn(word, flags)) readFlag(use, queue, reading, command);
  }
  return reading;
}

/** A flag where it is used. */
interface Use {
  /** As written, without the value. */
  shown: string;
  name: string;
  flag: KubectlFlag | undefined;
  word: ShellWord;
  /** The value in the same word, as in `--output=yaml`, `-oyaml`. */
  value: string | undefined;
  flags: KubectlFlags;
}

/** One for `--long` or `--long=value`, one for each letter of `-it`. */
function usesIn(word: ShellWord, flags: KubectlFlags): Use[] {
  const [, dashes = '', name = '', value] = /^(--?)([^=]*)(?:=(.*))?$/s.exec(word.text) ?? [];
  // `-namespace dev` is read as `-n amespace dev`, which nobody means.
  if (dashes === '--' || (name.length > 1 && Object.hasOwn(flags, name)))
    return [
      {
        shown: dashes + name,
        name,
        flag: dashes === '--' ? own(flags, name) : undefined,
        word,
        value,
        flags,
      },
    ];
  const uses: Use[] = [];
  for (let letters = word.text.slice(1); letters !== ''; ) {
    const letter = String.fromCodePoint(letters.codePointAt(0) ?? 0);
    const [name = letter, flag] = byLetter(letter, flags) ?? [];
    letters = letters.slice(letter.length);
    const takesRest = letters.startsWith('=') || (flag !== undefined && flag.takes === undefined);
    const value = takesRest && letters !== '' ? letters.replace(/^=/, '') : undefined;
    uses.push({ shown: `-${letter}`, name, flag, word, value, flags });
    if (takesRest || flag === undefined) break;
  }
  return uses;
}

/** Not `flags[name]`: there is no flag `--constructor`. */
const own = (flags: KubectlFlags, name: string): KubectlFlag | undefined =>
  Object.hasOwn(flags, name) ? flags[name] : undefined;

function readFlag(use: Use, queue: ShellWord[], { given, faults }: Reading, command: string): void {
  const { shown, name, flag, word } = use;
  const fault = (rule: string, message: string) => faults.push({ line: word.line, rule, message });
  if (flag === undefined) {
    // The name of the flag itself may be a placeholder or a variable.
    if (!word.open || !/[<$]/.test(shown))
      fault('kubectl-flag', `${command} has no flag ${shown}${likelyFlag(use) || `; see ${command} --help`}`);
    return;
  }
  if (flag.deprecated !== undefined)
    fault('kubectl-deprecated', `${shown} is deprecated; kubectl says: ${flag.deprecated}`);
  let value = use.value === undefined ? undefined : { ...word, text: use.value };
  const [next] = queue;
  if (value === undefined && flag.takes === undefined) {
    if (next === undefined || /^--?[a-z]/i.test(next.text)) {
      fault('kubectl-flag', `${shown} lacks its value; write ${shown} ${flag.choices?.join('|') ?? 'VALUE'}`);
      return;
    }
    value = queue.shift();
  }
  given.set(name, value);
  const choices = flag.takes === 'nothing' ? ['true', 'false'] : flag.choices;
  if (value !== undefined) {
    if (choices === undefined || value.open || isAmong(choices, value.text)) return;
    const guess = didYouMean(value.text, choices) || `; write one of ${choices.join(', ')}`;
    fault('kubectl-value', `${shown} does not take "${value.text}"${guess}`);
  } else if (next !== undefined && choices?.includes(next.text)) {
    queue.shift();
    fault(
      'kubectl-value',
      `"${next.text}" after ${shown} is read as an argument; write ${shown}=${next.text}`,
    );
  } else if (name === 'dry-run')
    // kubectl warns of this only when it runs, so it is not in the table.
    fault('kubectl-deprecated', `${shown} alone is deprecated; write ${shown}=client`);
}

const likelyFlag = ({ shown, name, flags }: Use): string => {
  if (!shown.startsWith('--')) return Object.hasOwn(flags, name) ? `; did you mean "--${name}"?` : '';
  return didYouMean(
    shown,
    Object.keys(flags).map((known) => `--${known}`),
  );
};

/** Some formats of output have a template after them: `jsonpath={…}`. */
const isAmong = (choices: readonly string[], value: string): boolean =>
  choices.includes(value.replace(/^((?:go-)?template|jsonpath|custom-columns)(\S*?)=.*/s, '$1$2'));

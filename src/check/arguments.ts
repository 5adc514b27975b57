import type { Fault } from './fault.ts';
import { didYouMean } from './nearest.ts';
import { type Form, objectName, type Shape, shapes, type Tail } from './shapes.ts';
import type { ShellWord } from './shell.ts';

/** A call of kubectl, its flags sorted out. */
export interface KubectlCall {
  /** The command, such as `rollout status`. */
  path: string;
  /** As help prints it. */
  usage: string;
  line: number;
  /** What stands on the line, by its long name; a switch has no value. */
  flags: ReadonlyMap<string, ShellWord | undefined>;
  args: readonly ShellWord[];
  /** What follows `--`; undefined without it. */
  inner: readonly ShellWord[] | undefined;
}

/** Whether a call has the arguments and flags that its command needs, in their form and number. */
export function checkArguments(call: KubectlCall, resources: ReadonlySet<string>): Fault[] {
  const shape = Object.hasOwn(shapes, call.path) ? shapes[call.path] : undefined;
  if (shape === undefined) {
    const message = `kubectl ${call.path} by itself only prints its help; add one of its sub-commands`;
    return [{ line: call.line, rule: 'kubectl-command', message }];
  }
  // Without a command for a container, `--` only says that no flags follow.
  const args = shape.command === undefined ? [...call.args, ...(call.inner ?? [])] : call.args;
  const complaints = [
    ...missingFlags(call, shape),
    ...wrongValue(call, shape),
    ...(shape.objects === undefined
      ? wrongWords(call, shape, args, resources)
      : wrongObjects(call, shape, args, resources)),
  ];
  return complaints.map(({ word, rule = 'kubectl-arguments', message }) => ({
    line: word?.line ?? call.line,
    rule,
    message: `kubectl ${call.path}: ${message}`,
  }));
}

interface Complaint {
  /** Where it is; left out where something is missing. */
  word?: ShellWord | undefined;
  rule?: string;
  message: string;
}

const given = (call: KubectlCall, flags = ''): boolean =>
  flags.split('|').some((flag) => call.flags.has(flag));
const dashed = (flags: string): string => flags.replace(/[^|]+/g, '--$&').replaceAll('|', ' or ');

const missingFlags = (call: KubectlCall, { needs = [], instead }: Shape): Complaint[] =>
  needs
    .filter((flags) => !given(call, flags) && !given(call, instead))
    .map((flags) => ({ message: `${dashed(flags)} is missing; write ${call.usage}` }));

function wrongValue(call: KubectlCall, { value: [flag, form] = ['', objectName] }: Shape): Complaint[] {
  const word = call.flags.get(flag);
  if (word === undefined || fits(word, form)) return [];
  return [
    { word, rule: 'kubectl-value', message: `--${flag} does not take "${word.text}"; write ${form.what}` },
  ];
}

/** A word that is not known here fits everywhere. */
const fits = (word: ShellWord, { is }: Form): boolean => word.open || is.test(word.text);

function wrongWords(
  call: KubectlCall,
  shape: Shape,
  args: readonly ShellWord[],
  resources: ReadonlySet<string>,
): Complaint[] {
  const [least, most, what] = shape.words ?? [0, 0, ''];
  const [first, second] = args;
  if (
    first !== undefined &&
    second !== undefined &&
    resources.has(first.text) &&
    !/^[\d:]/.test(second.text)
  ) {
    if (shape.first === 'pod')
      return [
        { word: first, message: `write ${first.text}/${second.text}, with a slash, instead of two words` },
      ];
    if (shape.first === 'node')
      return [{ word: first, message: `leave out "${first.text}"; only nodes are meant` }];
  }
  const tooMuch = args[most];
  if (tooMuch !== undefined) {
    const instead =
      shape.command === undefined ? `leave out "${tooMuch.text}"` : `write -- before "${tooMuch.text}"`;
    return [{ word: tooMuch, message: `${instead}; the form is ${call.usage}` }];
  }
  if (args.length < least && !given(call, shape.instead) && !args.some(isMany))
    return [{ message: `${what} is missing; write ${call.usage}` }];
  if (shape.command === 'needed' && !call.inner?.length)
    return [{ message: `the command for the container is missing; write ${call.usage}` }];
  const [from, form] = shape.form ?? [most, objectName];
  return [
    ...(shape.first === 'verb' && second !== undefined && !/^[/*]/.test(second.text)
      ? wrongType(second, second.text.replace(/\/.*/s, ''), resources)
      : []),
    ...(shape.first === 'pod' && first?.text.includes('/') ? typeAndName(first, resources) : []),
    ...(shape.first === 'field' ? wrongField(first, resources) : []),
    ...(call.path === 'cp' ? wrongCopy(args) : []),
    ...(shape.instead === 'selector' && first !== undefined ? wrongWithNames(call) : []),
    ...args
      .slice(from)
      .filter((word) => !fits(word, form))
      .map((word) => ({ word, message: `"${word.text}" is not ${form.what}` })),
  ];
}

/** `$(...)` and `$NAMES` may become any number of words. */
const isMany = ({ text, open }: ShellWord): boolean => open && text.startsWith('$');

function wrongCopy([from, to]: readonly ShellWord[]): Complaint[] {
  if (from === undefined || to === undefined || from.open || to.open) return [];
  const remote = [from, to].filter(({ text }) => text.includes(':'));
  if (remote.length === 1) return [];
  return [{ word: to, message: 'one of the two must be in a Pod, as POD:PATH, and the other must not' }];
}

/** `widget.spec` may be a custom resource, `widget.example.com` is one. */
function wrongField(word: ShellWord | undefined, resources: ReadonlySet<string>): Complaint[] {
  const [type = '', field = 'spec'] = word?.text.split('.') ?? [];
  return /^(?:spec|status|metadata|data)$/.test(field) ? wrongType(word, type, resources) : [];
}

function wrongObjects(
  call: KubectlCall,
  shape: Shape,
  args: readonly ShellWord[],
  resources: ReadonlySet<string>,
): Complaint[] {
  const [objects, tail] = splitTail(call, shape.tail, args);
  const [first] = objects;
  const write = `write ${call.usage}`;
  if (given(call, 'filename|kustomize')) {
    const message = `-f or -k says already which objects; leave out "${first?.text}"`;
    return [...(first === undefined ? [] : [{ word: first, message }]), ...wrongTail(call, shape.tail, tail)];
  }
  if (first === undefined)
    return given(call, shape.instead) ? [] : [{ message: `the resource is missing; ${write}` }];

  const slashed = objects.some(({ text }) => text.includes('/'));
  const names = slashed ? objects : objects.slice(1);
  // In `expose` it is the selector of the new Service.
  const some = call.path === 'expose' ? '' : 'selector|field-selector|all';
  const lacksName = names.length === 0 && shape.objects === 'named' && !given(call, some) && !first.open;
  return [
    ...(slashed
      ? objects.flatMap((word) => typeAndName(word, resources, shape.types))
      : first.text.split(',').flatMap((type) => wrongType(first, type, resources, shape.types))),
    ...(slashed ? [] : names.filter(({ text, open }) => !open && /[=\s]/.test(text))).map((word) => ({
      word,
      message: `"${word.text}" is no name; ${write}`,
    })),
    ...names.flatMap((word) => wrongPlaceholder(word, slashed ? word.text : first.text)),
    ...(lacksName ? [{ message: `the name after "${first.text}" is missing; ${write}` }] : []),
    ...(names.length > 0 ? wrongWithNames(call) : []),
    ...wrongTail(call, shape.tail, tail),
  ];
}

/** Kinds that a placeholder may name, in the languages of the notes. */
const named: readonly { type: RegExp; name: RegExp; what: string }[] = [
  { type: /^po(?:ds?)?$/, name: /파드|\bpods?\b/i, what: 'Pod' },
  { type: /^deploy(?:ments?)?$/, name: /디플로이먼트|\bdeployments?\b/i, what: 'Deployment' },
  { type: /^(?:svc|services?)$/, name: /서비스(?!\s?어카운트)|\bservices?\b(?! account)/i, what: 'Service' },
  { type: /^no(?:des?)?$/, name: /노드|\bnodes?\b/i, what: 'Node' },
];

/** `deployment/<pod>` tells the reader to write the name of something else. */
function wrongPlaceholder(word: ShellWord, typed: string): Complaint[] {
  const [type = ''] = typed.toLowerCase().split('/');
  const inside = /<([^<>]+)>$/.exec(word.text)?.[1] ?? '';
  const own = named.find((kind) => kind.type.test(type));
  const other = named.find((kind) => kind.name.test(inside));
  if (own === undefined || other === undefined || own.name.test(inside)) return [];
  const message = `"<${inside}>" is the name of a ${other.what}, but ${type} takes that of a ${own.what}; rename the placeholder`;
  return [{ word, rule: 'kubectl-placeholder', message }];
}

/** The objects, and what follows them, such as `KEY=VALUE`. */
function splitTail(
  { flags }: KubectlCall,
  tail: Tail | undefined,
  args: readonly ShellWord[],
): [objects: readonly ShellWord[], tail: readonly ShellWord[]] {
  if (tail === undefined) return [args, []];
  // A placeholder may stand for all of it; there it cannot be told from a name but by its place.
  const last = args.at(-1);
  const objects = flags.has('filename') ? 0 : flags.has('all') || args[0]?.text.includes('/') ? 1 : 2;
  const isTail = tail.starts === undefined || (last?.open === true && args.length > objects);
  const found = args.findIndex(({ text }) => tail.starts?.test(text));
  const at = found === -1 && isTail ? Math.max(0, args.length - 1) : found;
  return at === -1 ? [args, []] : [args.slice(0, at), args.slice(at)];
}

function wrongTail(call: KubectlCall, tail: Tail | undefined, words: readonly ShellWord[]): Complaint[] {
  if (tail === undefined) return [];
  if (words.length === 0 && !given(call, tail.unless))
    return [{ message: `${tail.what} is missing; write ${call.usage}` }];
  return words
    .filter((word) => !fits(word, tail))
    .map((word) => ({ word, message: `"${word.text}" is not ${tail.what}` }));
}

/** What kubectl refuses beside a name. */
const wrongWithNames = (call: KubectlCall): Complaint[] => [
  ...(call.flags.has('selector') && call.path !== 'expose'
    ? [{ message: 'a name and a selector exclude each other; leave one of them out' }]
    : []),
  ...(call.flags.has('all-namespaces')
    ? [{ message: 'a name is looked up in one namespace; write -n NAMESPACE instead of -A' }]
    : []),
];

/** `TYPE/NAME`, which does not mix with other forms. */
function typeAndName(word: ShellWord | undefined, resources: ReadonlySet<string>, only?: Form): Complaint[] {
  if (word === undefined || isMany(word)) return [];
  const [type = '', ...names] = word.text.split('/');
  if (names.length === 1 && names[0] !== '') return wrongType(word, type, resources, only);
  return [{ word, message: `"${word.text}" is not TYPE/NAME; leave it out or write it so` }];
}

function wrongType(
  word: ShellWord | undefined,
  type: string,
  resources: ReadonlySet<string>,
  only?: Form,
): Complaint[] {
  const rule = 'kubectl-resource';
  const name = type.toLowerCase();
  // With its group a type may be anyone's: `widgets.example.com`.
  if (word === undefined || name.includes('.') || (word.open && /[<$]/.test(name))) return [];
  if (!resources.has(name) && name !== 'all') {
    const guess = didYouMean(type, resources) || '; see kubectl api-resources';
    return [{ word, rule, message: `there is no resource type "${type}"${guess}` }];
  }
  return only === undefined || only.is.test(name)
    ? []
    : [{ word, rule, message: `it works on ${only.what}, not on "${type}"` }];
}

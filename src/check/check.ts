import type { Code, Nodes, Root } from 'mdast';
import type { KubernetesSchema } from '../kubernetes/schema.ts';
import { readDiagram } from '../notes/diagram.ts';
import type { Note, Problem } from '../notes/note.ts';
import { type ParsedFile, parseNotes, type Source } from '../notes/parse.ts';
import { type CustomKinds, customKinds } from './custom.ts';
import type { Fault } from './fault.ts';
import { checkShell, type KubectlTable, kubectlOf } from './kubectl.ts';
import { checkLinks, Pages } from './links.ts';
import { checkNotes, isWritten } from './notes.ts';
import { objectCheck } from './object.ts';
import { checkProse } from './prose.ts';
import { checkQuestions } from './questions.ts';
import { readBlock } from './yaml.ts';

/** What is known of Kubernetes, from src/kubernetes. */
export interface Reference {
  schema: KubernetesSchema;
  kubectl: KubectlTable;
  /** pages.tsv as it is. */
  pages: string;
}

/** What can be said of a file by itself. */
export interface CheckedFile {
  notes: Note[];
  problems: Problem[];
}

/** Makes the check of notes, for their authors. The bot itself needs less of it, see {@link checkNotes}. */
export function createCheck({ schema, kubectl: table, pages: list }: Reference) {
  const kubectl = kubectlOf(table);
  const checkObjects = objectCheck(schema);
  const resources = new Set(['all', ...Object.values(schema.kinds).flatMap(({ names }) => names)]);
  const pages = new Pages(list);

  /**
   * All that is to mend, by file and line.
   *
   * @param known what an earlier check said of a file that has not changed since
   */
  return function check(
    sources: readonly Source[],
    known: (source: Source) => CheckedFile | undefined = () => undefined,
  ): { files: CheckedFile[]; notes: Note[]; problems: Problem[] } {
    // Questions show the same code in both languages.
    const seen = new Map<string, Fault[]>();
    const files = sources.map((source) => known(source) ?? checkAlone(source, seen));
    const notes = files.flatMap((file) => file.notes);
    const problems = files.flatMap((file) => file.problems);
    return { files, notes, problems: sorted([...problems, ...checkNotes(notes), ...checkQuestions(notes)]) };
  };

  function checkAlone(source: Source, seen: Map<string, Fault[]>): CheckedFile {
    const file = parseNotes(source);
    return { notes: file.notes, problems: [...file.problems, ...checkFile({ source, ...file }, seen)] };
  }

  function checkFile(
    { source, notes, root }: ParsedFile & { source: Source },
    seen: Map<string, Fault[]>,
  ): Problem[] {
    if (root === undefined) return [];
    const problems: Problem[] = [];
    const report = (severity: Problem['severity'], { line, rule, message }: Fault, above = 0) =>
      problems.push({ file: source.path, line: above + line, severity, rule, message });
    const blocks = blocksOf(root);
    const own = customKinds(blocks.filter(isYaml).map((block) => block.value));
    const names = new Set([...resources, ...[...own.values()].flatMap((kind) => kind.names)]);
    for (const block of blocks)
      for (const fault of checkBlock(block, own, names))
        report('error', fault, block.position?.start.line ?? 0);
    const [note] = notes;
    if (note === undefined) return problems;
    for (const question of note.questions)
      for (const { lang, meta, value, line } of codeIn(question.stem))
        if (!/\bbroken\b/.test(meta)) {
          const key = [note.slug, lang, meta, value].join('\n');
          const faults = seen.get(key) ?? [...checkBlock({ type: 'code', lang, meta, value }, own, names)];
          seen.set(key, faults);
          for (const fault of faults) report('error', fault, question.line + line);
        }
    for (const { isWarning, ...fault } of checkLinks(notes, root, note.locale, pages))
      report(isWarning ? 'warning' : 'error', fault);
    for (const fault of checkProse(root, note.locale, isWritten(note))) report('warning', fault);
    return problems;
  }

  function* checkBlock(block: Code, own: CustomKinds, names: ReadonlySet<string>): Iterable<Fault> {
    const isPart = /\bfragment\b/.test(block.meta ?? '');
    if (isYaml(block)) yield* isPart ? readBlock(block.value).faults : checkObjects(block.value, own);
    else if (/^(?:sh|bash|shell|zsh|console)$/.test(block.lang ?? ''))
      yield* checkShell(block.value, kubectl, names);
    else if (block.lang === 'mermaid') yield* checkDiagram(block.value);
    else if (block.lang == null && /^\s*(?:\$ )?kubectl |^apiVersion:/m.test(block.value))
      yield {
        line: 0,
        rule: 'block-language',
        message: 'the block does not say what it is, so it is not checked; write ```sh or ```yaml',
      };
  }
}

/** Blocks of code in Markdown, with the lines above each. What is there to be found wrong says so: ```yaml broken. */
const codeIn = (markdown: string) =>
  [...markdown.matchAll(/^```(\S*)(.*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    lang: match[1] ?? '',
    meta: match[2] ?? '',
    value: match[3] ?? '',
    line: markdown.slice(0, match.index).split('\n').length - 1,
  }));

const isYaml = (block: Code): boolean => /^ya?ml$/.test(block.lang ?? '');

function* checkDiagram(code: string): Iterable<Fault> {
  const { title, description } = readDiagram(code);
  if (title === undefined || description === undefined)
    yield {
      line: 0,
      rule: 'diagram-text',
      message:
        'who does not see the diagram learns nothing; add accTitle: and accDescr: below its first line',
    };
}

function blocksOf(root: Root): Code[] {
  const found: Code[] = [];
  const queue: Nodes[] = [root];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    if (node.type === 'code') found.push(node);
    if ('children' in node) queue.push(...node.children);
  }
  return found;
}

const sorted = (problems: readonly Problem[]): Problem[] =>
  problems.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line);

import { type Command, forEachChild, type ParsedScript, parse, type SyntaxNode } from 'unbash';
import type { Fault } from './fault.ts';

/** A word of a command, without its quotes. */
export interface ShellWord {
  text: string;
  /** From 1, within the block. */
  line: number;
  /** What it will be is not known here: a placeholder such as `<pod>`, a variable, or the output of a command is in it. */
  open: boolean;
}

/** A shell block as its commands, wherever they stand: in pipes, loops, `$(...)`. */
export interface ShellBlock {
  commands: ShellWord[][];
  faults: Fault[];
}

/** Reads a block as Bash would. What stands in here-documents and comments is no command. */
export function readShell(code: string): ShellBlock {
  const block: ShellBlock = { commands: [], faults: [] };
  const starts = [0, ...[...code.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const lineAt = (position: number) => starts.findLastIndex((start) => start <= position) + 1;
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Script')
      for (const { message, pos } of (node as ParsedScript).errors ?? [])
        block.faults.push({
          line: lineAt(pos),
          rule: 'shell-syntax',
          message: `a shell cannot read this (${message}); close what is open, or quote it`,
        });
    if (node.type === 'Command') block.commands.push(wordsOf(node, lineAt));
    forEachChild(node, visit);
  };
  visit(parse(hidePlaceholders(code)));
  for (const words of block.commands)
    if (words[0]?.text === '$') {
      words.shift();
      const message = 'leave out the prompt "$", so that the line can be copied';
      block.faults.push({ line: words[0]?.line ?? 1, rule: 'shell-prompt', message });
    }
  return block;
}

const wordsOf = ({ name, args }: Command, lineAt: (position: number) => number): ShellWord[] =>
  [...(name ? [name] : []), ...args].map((word) => {
    const text = word.type === 'Word' ? word.value : word.text;
    return { text: showPlaceholders(text), line: lineAt(word.pos), open: isOpen(word) };
  });

/** Parts of a word whose text is only known when it runs. */
const expansions = new Set<SyntaxNode['type']>([
  'SimpleExpansion',
  'ParameterExpansion',
  'CommandExpansion',
  'ArithmeticExpansion',
  'ProcessSubstitution',
  'BraceExpansion',
]);

function isOpen(node: SyntaxNode): boolean {
  if (expansions.has(node.type)) return true;
  if ('text' in node && node.text.includes(brackets.open)) return true;
  let open = false;
  forEachChild(node, (child) => {
    open ||= isOpen(child);
  });
  return open;
}

/**
 * To a shell `<pod>` is a redirection. Characters for private use stand for the brackets, and for blanks between them,
 * while it is read; one for one, so that places stay right.
 */
const brackets = { open: '\uE000', close: '\uE001', blank: '\uE002' };
const hidePlaceholders = (code: string): string =>
  code.replace(
    /(?<!<)<([^\s<>&|;()$'"`=/.-](?:[^<>\n&|;()$'"`]*[^\s<>&|;()$'"`])?)>/g,
    (_, name: string) => `${brackets.open}${name.replace(/ /g, brackets.blank)}${brackets.close}`,
  );
const showPlaceholders = (text: string): string =>
  text.replaceAll(brackets.open, '<').replaceAll(brackets.close, '>').replaceAll(brackets.blank, ' ');

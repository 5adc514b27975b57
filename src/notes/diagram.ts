import type { Nodes } from 'mdast';

/** A drawing as text, in the language of Mermaid. */
export interface Diagram {
  /** What it shows, in a few words. */
  title: string | undefined;
  /** What it shows, for those who do not see it. */
  description: string | undefined;
  /** The drawing without the two. */
  source: string;
}

/** Reads a block of Mermaid with the titles that its grammar has for screen readers: `accTitle:` and `accDescr:`. */
export function readDiagram(code: string): Diagram {
  const line = (name: string) => new RegExp(`^\\s*${name}\\s*:\\s*(\\S.*?)\\s*$`, 'm').exec(code)?.[1];
  return {
    title: line('accTitle'),
    description: line('accDescr'),
    source: code.replace(/^\s*acc(?:Title|Descr)\s*:.*(?:\n|$)/gm, ''),
  };
}

/** Is it a block of code that draws? */
export const isDiagram = (node: Nodes): boolean => node.type === 'code' && node.lang === 'mermaid';

/** What a diagram shows, where it cannot be drawn; its text if the author has not said. */
export const describeDiagram = (code: string): string => {
  const { title, description } = readDiagram(code);
  return [title, description].filter((text) => text !== undefined).join(': ') || code;
};

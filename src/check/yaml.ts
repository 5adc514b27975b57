import { type Document, isCollection, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { Fault } from './fault.ts';

/** A step into an object: the name of a field, or a place in a list. */
export type Path = readonly (string | number)[];

/** One document of a block of YAML. */
export interface YamlObject {
  /** As JSON: what kubectl would send. */
  value: unknown;
  /** Line of a field, or of the nearest there is above it. */
  lineOf(path: Path): number;
}

/**
 * Reads a block as kubectl does: YAML 1.1, in which `no`, `on` and `y` are booleans. Tags that only YAML 1.1 of old knows
 * (dates, sets) are left out, as kubectl makes JSON of it.
 */
export function readYaml(code: string): { objects: YamlObject[]; faults: Fault[] } {
  const lines = new LineCounter();
  const documents = parseAllDocuments(code, {
    version: '1.1',
    lineCounter: lines,
    logLevel: 'error', // the library would write warnings to the terminal by itself
    customTags: (tags) =>
      tags.filter((tag) => typeof tag === 'string' || !/timestamp|binary|set|omap|pairs/.test(tag.tag)),
  });
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const faults: Fault[] = [];
  const objects: YamlObject[] = [];
  for (const document of 'empty' in documents ? [] : documents) {
    for (const error of document.errors)
      faults.push({
        line: lineAt(error.pos[0]),
        rule: 'yaml-syntax',
        message: `no valid YAML: ${error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '')}`,
      });
    if (document.errors.length > 0 || document.contents === null) continue;
    try {
      const value: unknown = document.toJS({ maxAliasCount: 20 });
      objects.push({ value, lineOf: (path) => lineAt(offsetOf(document, path)) });
    } catch (error) {
      // Aliases that lead nowhere, or to too much.
      const line = lineAt(document.range[0]);
      faults.push({ line, rule: 'yaml-syntax', message: `no valid YAML: ${(error as Error).message}` });
    }
  }
  return { objects, faults };
}

function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = isCollection(node) ? (node.range?.[0] ?? 0) : 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) return offset;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)];
      if (item === undefined) return offset;
      node = item;
      if (isCollection(node) || isScalar(node)) offset = node.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}

/** `spec.containers[0].image`. */
export const formatPath = (path: Path): string =>
  path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );

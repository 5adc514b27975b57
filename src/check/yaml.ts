import { type Place, readYaml, type YamlDocument } from '../notes/yaml.ts';
import type { Fault } from './fault.ts';

/** A step into an object: the name of a field, or a place in a list. */
export type Path = readonly (string | number)[];

/** Reads a block as kubectl does: YAML 1.1. */
export function readBlock(code: string): { documents: YamlDocument[]; faults: Fault[] } {
  const { documents, fault } = readYaml(code, '1.1');
  const faults = fault
    ? [{ line: fault.line, rule: 'yaml-syntax', message: `no valid YAML: ${fault.message}` }]
    : [];
  return { documents, faults };
}

/** Line of a field, or of the nearest there is above it. */
export function lineOf(document: YamlDocument, path: Path): number {
  let place: Place = document.place;
  for (const step of path) {
    const next = place.below.get(String(step));
    if (next === undefined) break;
    place = next;
  }
  return place.line;
}

/** `spec.containers[0].image`. */
export const formatPath = (path: Path): string =>
  path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );

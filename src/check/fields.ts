import type { Path } from './yaml.ts';

/** Something wrong at a place of an object. */
export interface Finding {
  path: Path;
  rule: string;
  message: string;
}

/** Fields of an object, whatever they are. */
export type Fields = Record<string, unknown>;

/** The value if it is an object, else one without fields. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
/** The objects of a list; none if it is no list. */
export const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);

/** RFC 1123: what most objects may be called. */
export const subdomain = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
/** RFC 1123, one part: what containers, Services and Namespaces may be called. */
export const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
/** What an author writes where the reader's own name goes: <name>. */
export const placeholder = /^<[^<>]+>$/;

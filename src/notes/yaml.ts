import {
  boolYaml11Tag,
  CORE_SCHEMA,
  constructFromEvents,
  EVENT_ID,
  type Event,
  FAILSAFE_SCHEMA,
  floatYaml11Tag,
  getScalarValue,
  intYaml11Tag,
  mergeTag,
  nullYaml11Tag,
  parseEvents,
  YAMLException,
} from 'js-yaml';

/** Where a part of a document stands. */
export interface Place {
  /** Characters before it; of a field: before its name. */
  at: number;
  /** From 1. */
  line: number;
  /** Places of the fields by name, of items by index. */
  below: ReadonlyMap<string, Place>;
}

/** One document of a text in YAML. */
export interface YamlDocument {
  /** As JSON. */
  value: unknown;
  place: Place;
}

/** What was read of a text in YAML. */
export interface YamlReading {
  /** Those that hold something. */
  documents: YamlDocument[];
  /** Why it could not be read; there are no documents then. */
  fault?: { line: number; message: string };
}

/** What plain words mean: in 1.1 `no`, `on` and `y` are booleans and `010` is eight. */
export type YamlVersion = '1.1' | '1.2';

/** Dates, sets and the like, which only YAML has, are left out: all that reads YAML here makes JSON of it. */
const schemas = {
  '1.1': FAILSAFE_SCHEMA.withTags(nullYaml11Tag, boolYaml11Tag, intYaml11Tag, floatYaml11Tag, mergeTag),
  '1.2': CORE_SCHEMA,
};

/** Aliases repeat what they name; with many of them a short text says gigabytes. */
const maxAliases = 20;

/** Reads a text in YAML, with the place of all that stands in it. */
export function readYaml(code: string, version: YamlVersion): YamlReading {
  try {
    const events = parseEvents(code, {});
    const values = constructFromEvents(events, { source: code, schema: schemas[version], maxAliases });
    const places = placesOf(events, code);
    const documents = values.flatMap((value, index) => {
      const place = places[index];
      return value === null || place === undefined ? [] : [{ value, place }];
    });
    return { documents };
  } catch (error) {
    // Besides its own errors the library throws whatever a text leads it to.
    const isOwn = error instanceof YAMLException;
    const message = isOwn ? error.reason : (error as Error).message;
    return { documents: [], fault: { line: ((isOwn && error.mark?.line) || 0) + 1, message } };
  }
}

/** A document, list or mapping whose end has not come yet. */
interface Open {
  type: typeof EVENT_ID.DOCUMENT | typeof EVENT_ID.SEQUENCE | typeof EVENT_ID.MAPPING;
  below: Map<string, Place>;
  /** Of a mapping: the field whose value comes next. */
  field?: { name: string; at: number; line: number } | undefined;
}

/** The outermost place of each document. */
function placesOf(events: readonly Event[], code: string): Place[] {
  const found: Place[] = [];
  const open: Open[] = [];
  let line = 1;
  let counted = 0;
  // Events come in the order of the text.
  const lineAt = (at: number): number => {
    for (let end = code.indexOf('\n', counted); end >= 0 && end < at; end = code.indexOf('\n', counted)) {
      line++;
      counted = end + 1;
    }
    return line;
  };
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      open.pop();
      continue;
    }
    const below = new Map<string, Place>();
    const parent = open.at(-1);
    if (parent !== undefined && event.type !== EVENT_ID.DOCUMENT) {
      const at = Math.max(counted, startOf(event));
      if (parent.field !== undefined) {
        const { name, ...place } = parent.field;
        parent.below.set(name, { ...place, below });
        parent.field = undefined;
      } else if (parent.type === EVENT_ID.MAPPING) {
        const name = event.type === EVENT_ID.SCALAR ? getScalarValue(code, event) : '';
        parent.field = { name, at, line: lineAt(at) };
      } else {
        const place = { at, line: lineAt(at), below };
        if (parent.type === EVENT_ID.DOCUMENT) found.push(place);
        else parent.below.set(String(parent.below.size), place);
      }
    }
    if (event.type !== EVENT_ID.SCALAR && event.type !== EVENT_ID.ALIAS)
      open.push({ type: event.type, below });
  }
  return found;
}

/** Nothing, where a value is left out, stands nowhere: -1. */
function startOf(event: Exclude<Event, { type: typeof EVENT_ID.POP | typeof EVENT_ID.DOCUMENT }>): number {
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart;
  return event.type === EVENT_ID.SCALAR ? event.valueStart : event.start;
}

import { type OutputUnit, type Schema, validate } from '@cfworker/json-schema';
import type { KubernetesSchema } from '../kubernetes/schema.ts';
import type { YamlDocument } from '../notes/yaml.ts';
import { type CustomKinds, customKinds } from './custom.ts';
import type { Fault } from './fault.ts';
import { didYouMean } from './nearest.ts';
import { type ApiObject, checkTogether, checkWorkings } from './workings.ts';
import { formatPath, lineOf, type Path, readBlock } from './yaml.ts';

/**
 * Checks a block of YAML: each document must be an object that the API would take.
 *
 * @param own kinds that the note defines itself; left out, those that the block does
 */
export type ObjectCheck = (code: string, own?: CustomKinds) => Fault[];

/**
 * Makes the check of YAML blocks.
 *
 * @param schema what the API takes
 */
export function objectCheck(schema: KubernetesSchema): ObjectCheck {
  const types: Types = Object.fromEntries(
    Object.entries(schema.$defs).map(([name, type]) => [`#/$defs/${name}`, type]),
  );

  return (code, own = customKinds([code])) => {
    const { documents, faults } = readBlock(code);
    const valid: { object: ApiObject; document: YamlDocument }[] = [];
    for (const document of documents) {
      const found = checkOne(document, own);
      faults.push(...found);
      if (found.length === 0) valid.push({ object: document.value as ApiObject, document });
    }
    for (const { object, document } of valid)
      for (const { path, rule, message } of checkWorkings(object))
        faults.push({ line: lineOf(document, path), rule, message });
    for (const { index, path, rule, message } of checkTogether(valid.map(({ object }) => object)))
      faults.push({ line: valid[index] ? lineOf(valid[index].document, path) : 1, rule, message });
    return faults;
  };

  function checkOne(document: YamlDocument, own: CustomKinds): Fault[] {
    const { value } = document;
    const fault = (rule: string, path: Path, message: string): Fault[] => [
      { line: lineOf(document, path), rule, message },
    ];
    const aside = 'or mark the block as a part with ```yaml fragment';
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return fault('yaml-object', [], `no API object; write one with apiVersion and kind, ${aside}`);
    const { apiVersion, kind } = value as Record<string, unknown>;
    if (typeof apiVersion !== 'string')
      return fault('yaml-object', ['apiVersion'], `apiVersion is missing; write it, ${aside}`);
    if (typeof kind !== 'string')
      return fault('yaml-object', ['kind'], `kind is missing; write it, ${aside}`);
    const custom = own.get(`${apiVersion}/${kind}`);
    const known = schema.kinds[`${apiVersion}/${kind}`];
    if (custom === undefined && known === undefined)
      return fault('yaml-kind', ['apiVersion'], unknownKind(apiVersion, kind, aside));
    // A definition that is no schema has faults of its own.
    if (custom !== undefined && faultsOf(custom.schema, ofSchemas, types).length > 0) return [];
    const type = custom?.schema ?? { $ref: `#/$defs/${known?.schema}` };
    return faultsOf(value, type, types).map(({ path, message }) => ({
      line: lineOf(document, path),
      rule: 'yaml-schema',
      message: `${kind}: ${message}`,
    }));
  }

  function unknownKind(apiVersion: string, kind: string, aside: string): string {
    const served = Object.keys(schema.kinds).filter((key) => key.endsWith(`/${kind}`));
    if (served.length > 0) {
      const versions = served.map((key) => key.slice(0, -kind.length - 1)).join(' or ');
      return `${kind} has no apiVersion ${apiVersion} in Kubernetes ${schema.version}; write ${versions}`;
    }
    if (Object.hasOwn(schema.elsewhere, kind))
      return `${kind} has no stable apiVersion in Kubernetes ${schema.version} (it was ${schema.elsewhere[kind]?.join(', ')}); choose another object, ${aside}`;
    const kinds = Object.keys(schema.kinds).map((key) => key.slice(key.lastIndexOf('/') + 1));
    return `Kubernetes ${schema.version} has no kind ${kind} in ${apiVersion}${didYouMean(kind, new Set(kinds)) || `; define it in a CustomResourceDefinition in the same note, ${aside}`}`;
  }
}

/** The type of the schemas in definitions. */
const ofSchemas: Schema = { $ref: '#/$defs/apiextensions.k8s.io.v1.JSONSchemaProps' };

/** What `$ref` may name. */
type Types = Record<string, Schema>;

interface Finding {
  path: Path;
  message: string;
}

/** What keeps an object from being of a type, in words, once a place. */
function faultsOf(object: unknown, type: Schema, types: Types): Finding[] {
  const byPlace = new Map<string, Finding>();
  for (const finding of errorsOf(object, type, types).flatMap((error) => say(error, object, type, types))) {
    const key = formatPath(finding.path);
    if (!byPlace.has(key)) byPlace.set(key, finding);
  }
  return [...byPlace.values()];
}

/** What says something, once a place: not that a field is wrong where an error on that field follows. */
function errorsOf(object: unknown, type: Schema, types: Types): OutputUnit[] {
  try {
    // Of its drafts this is nearest to OpenAPI 3.0, in which definitions are written.
    const { errors } = validate(object, type, '4', types, false);
    const telling = new Map<string, OutputUnit>();
    for (const error of errors)
      if (!['$ref', 'properties', 'items', 'allOf', 'false'].includes(error.keyword)) {
        const key = `${error.keyword} ${error.instanceLocation}`;
        if (!telling.has(key)) telling.set(key, error);
      }
    const isChoice = ({ keyword }: OutputUnit) => ['anyOf', 'oneOf'].includes(keyword);
    // The branches of a choice each complain; the first names the type.
    const found = [...telling.values()];
    return [...found.filter((error) => !isChoice(error)), ...found.filter(isChoice)];
  } catch {
    // A pattern that is none, or a reference that leads nowhere.
    return [];
  }
}

function say(error: OutputUnit, object: unknown, type: Schema, types: Types): Finding[] {
  const at = stepsOf(error.instanceLocation).map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const where = formatPath(at) || 'the object';
  const data = at.reduce((value, step) => (value as Record<string, unknown>)[step], object);
  const own = schemaAt(error.keywordLocation, type, types);
  switch (error.keyword) {
    case 'additionalProperties': {
      const fields = Object.keys(own.properties ?? {});
      return Object.keys(data as object)
        .filter((name) => own.additionalProperties === false && !fields.includes(name))
        .map((name) => {
          const near = didYouMean(name, fields);
          return {
            path: [...at, name],
            message: `there is no field "${name}" in ${where}${near || `; it has ${shortList(fields)}`}`,
          };
        });
    }
    case 'required':
      return (own.required ?? [])
        .filter((name) => !Object.hasOwn(data as object, name))
        .map((name) => ({ path: at, message: `${formatPath([...at, name])} is missing; write it` }));
    case 'enum': {
      const values = (own.enum ?? []).map(String);
      return [
        {
          path: at,
          message: `${where} is ${show(data)}; write ${values.length > 1 ? 'one of ' : ''}${shortList(values)}`,
        },
      ];
    }
    case 'type':
      if (data === null && own.nullable === true) return [];
      return [{ path: at, message: `${where} is ${show(data)}; ${shouldBe(String(own.type), data)}` }];
    case 'pattern': {
      const isQuantity = types['#/$defs/api.resource.Quantity']?.anyOf?.includes(own);
      const wanted = isQuantity ? 'a quantity such as 500m or 128Mi' : `what fits ${own.pattern}`;
      return [{ path: at, message: `${where} is ${show(data)}; write ${wanted}` }];
    }
    default:
      return [{ path: at, message: `${where}: ${error.error.replace(/ +/g, ' ')}` }];
  }
}

/** The steps of a JSON Pointer, as `#/spec/containers/0`. */
const stepsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));

/** The schema that has a keyword: its location leads through references, and through fields that may be called `$ref`. */
function schemaAt(location: string, type: Schema, types: Types): Schema {
  let schema = type;
  let isName = false;
  for (const step of stepsOf(location).slice(0, -1)) {
    schema = step === '$ref' && !isName ? (types[schema.$ref ?? ''] ?? {}) : schema[step];
    isName = step === 'properties' && !isName;
  }
  return schema;
}

function shouldBe(type: string, data: unknown): string {
  if (type === 'string' && (typeof data === 'boolean' || typeof data === 'number'))
    return `it must be text, so put it in quotes (unquoted, YAML reads a ${typeof data})`;
  if ((type === 'integer' || type === 'boolean') && typeof data === 'string')
    return `it must be ${type === 'integer' ? 'a whole number' : 'true or false'}, without quotes`;
  const words: Record<string, string> = {
    object: 'fields below it (or {} for none)',
    array: 'a list, each item beginning with "- "',
    integer: 'a whole number',
    boolean: 'true or false',
    string: 'text',
  };
  return `it must be ${type
    .split(',')
    .map((one) => words[one] ?? one)
    .join(' or ')}`;
}

const show = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return value === null ? 'empty' : JSON.stringify(value);
};

const shortList = (words: readonly string[]): string =>
  words.length > 12 ? `${words.slice(0, 12).join(', ')}, …` : words.join(', ');

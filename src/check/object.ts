import { Ajv, type ErrorObject, type SchemaValidateFunction, type ValidateFunction } from 'ajv';
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
 * Makes the check of YAML blocks. Types are compiled when first met.
 *
 * @param schema what the API takes
 */
export function objectCheck(schema: KubernetesSchema): ObjectCheck {
  const settings = {
    allErrors: true,
    strict: false,
    logger: false,
    validateFormats: false,
    verbose: true,
  } as const;
  // Compiling takes longer than checking: no optimising, and the schema is known to be one.
  const ajv = new Ajv({ ...settings, code: { optimize: false }, meta: false, validateSchema: false });
  let ofSchemas: Ajv | undefined;
  const validators = new Map<string, ValidateFunction>();
  // In place of $ref, which compiles at once whatever an object might hold: 150 types for a Pod, of which an example has ten.
  const definition: SchemaValidateFunction = (name: string, data, _schema, place) => {
    const validate = validatorOf(name);
    if (validate(data, place)) return true;
    definition.errors = validate.errors ?? [];
    return false;
  };
  ajv.addKeyword({ keyword: 'definition', validate: definition, errors: 'full' });

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
    const validate = custom ? validatorOfCustom(custom.schema) : validatorOf(known?.schema ?? '');
    if (validate === undefined || validate(value)) return [];
    return faultsOf(validate.errors ?? [], value).map(({ path, message }) => ({
      line: lineOf(document, path),
      rule: 'yaml-schema',
      message: `${kind}: ${message}`,
    }));
  }

  function validatorOf(name: string): ValidateFunction {
    const known = validators.get(name);
    if (known !== undefined) return known;
    const text = JSON.stringify(schema.$defs[name]).replaceAll('"$ref":"#/$defs/', '"definition":"');
    const made = ajv.compile(JSON.parse(text));
    validators.set(name, made);
    return made;
  }

  /** Undefined if the definition is no schema, which the check says of the definition. */
  function validatorOfCustom(custom: object): ValidateFunction | undefined {
    ofSchemas ??= new Ajv(settings);
    try {
      return ofSchemas.validateSchema(custom) ? ajv.compile(custom) : undefined;
    } catch {
      // A pattern that is none, or a reference that leads nowhere.
      return undefined;
    }
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

/** What a validator says of an object, in words, once a place. */
function faultsOf(errors: readonly ErrorObject[], object: unknown): { path: Path; message: string }[] {
  const byPlace = new Map<string, { path: Path; message: string }>();
  for (const error of errors) {
    const at = error.instancePath
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
      .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    const { path, message } = say(error, at, valueAt(object, at));
    const key = formatPath(path);
    // The branches of a choice each complain; the first names the type.
    if (!byPlace.has(key)) byPlace.set(key, { path, message });
  }
  return [...byPlace.values()];
}

const valueAt = (object: unknown, path: Path): unknown =>
  path.reduce((value, step) => (value as Record<string, unknown>)[step], object);

function say(error: ErrorObject, at: Path, data: unknown): { path: Path; message: string } {
  const where = formatPath(at) || 'the object';
  const { params } = error;
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(params.additionalProperty);
      const fields = Object.keys((error.parentSchema?.properties ?? {}) as object);
      const near = didYouMean(name, fields);
      return {
        path: [...at, name],
        message: `there is no field "${name}" in ${where}${near || `; it has ${shortList(fields)}`}`,
      };
    }
    case 'required':
      return {
        path: at,
        message: `${formatPath([...at, String(params.missingProperty)])} is missing; write it`,
      };
    case 'enum': {
      const values = (params.allowedValues as unknown[]).map(String);
      return {
        path: at,
        message: `${where} is ${show(data)}; write ${values.length > 1 ? 'one of ' : ''}${shortList(values)}`,
      };
    }
    case 'type':
      return { path: at, message: `${where} is ${show(data)}; ${shouldBe(String(params.type), data)}` };
    case 'pattern':
      return { path: at, message: `${where} is ${show(data)}; write a quantity such as 500m or 128Mi` };
    default:
      return { path: at, message: `${where} ${error.message}` };
  }
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

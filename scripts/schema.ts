/**
 * Makes src/kubernetes/schema.json, the strict schema that examples in notes are checked against:
 *
 *     npx tsx scripts/schema.ts
 *
 * It comes from the type declarations of the npm package kubernetes-models, which is made from the OpenAPI description of
 * Kubernetes 1.36, and of @kubernetes-models/gateway-api (Gateway API 1.5); scopes come from @kubernetes/client-node. The package's own validators let unknown
 * fields pass, as the API does; an example with a misspelt field must not.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import type { KubernetesSchema, ResourceKind } from '../src/kubernetes/schema.ts';

const packages = {
  'kubernetes-models': '5.1.0',
  '@kubernetes-models/apimachinery': '3.0.2',
  '@kubernetes-models/gateway-api': '2.0.0',
  // Its methods say which kinds are namespaced.
  '@kubernetes/client-node': '2.0.1',
};
const version = '1.36';

/** Values that the API checks without saying so in its OpenAPI description; from the field texts of the API reference. */
const enumerations: Record<string, string[]> = {
  'v1.Container.restartPolicy': ['Always', 'Never', 'OnFailure'],
  'apis.meta.v1.LabelSelectorRequirement.operator': ['In', 'NotIn', 'Exists', 'DoesNotExist'],
  'autoscaling.v2.HPAScalingPolicy.type': ['Pods', 'Percent'],
  'autoscaling.v2.HPAScalingRules.selectPolicy': ['Max', 'Min', 'Disabled'],
  'autoscaling.v2.MetricSpec.type': ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'],
  'autoscaling.v2.MetricTarget.type': ['Utilization', 'Value', 'AverageValue'],
  'discovery.k8s.io.v1.EndpointSlice.addressType': ['IPv4', 'IPv6', 'FQDN'],
  'rbac.authorization.k8s.io.v1.RoleRef.kind': ['Role', 'ClusterRole'],
  'rbac.authorization.k8s.io.v1.Subject.kind': ['User', 'Group', 'ServiceAccount'],
  'storage.k8s.io.v1.StorageClass.reclaimPolicy': ['Delete', 'Retain'],
  'v1.VolumeMount.mountPropagation': ['None', 'HostToContainer', 'Bidirectional'],
};

/** Names besides plural and singular that kubectl accepts; from api/discovery of kubernetes/kubernetes and the Gateway API's CRDs. */
const shortNames: Record<string, string[]> = {
  CertificateSigningRequest: ['csr'],
  ComponentStatus: ['cs'],
  ConfigMap: ['cm'],
  CronJob: ['cj'],
  CustomResourceDefinition: ['crd', 'crds'],
  DaemonSet: ['ds'],
  Deployment: ['deploy'],
  Endpoints: ['ep'],
  Event: ['ev'],
  Gateway: ['gtw'],
  GatewayClass: ['gc'],
  HorizontalPodAutoscaler: ['hpa'],
  IPAddress: ['ip'],
  Ingress: ['ing'],
  LimitRange: ['limits'],
  Namespace: ['ns'],
  NetworkPolicy: ['netpol'],
  Node: ['no'],
  PersistentVolume: ['pv'],
  PersistentVolumeClaim: ['pvc'],
  Pod: ['po'],
  PodDisruptionBudget: ['pdb'],
  PriorityClass: ['pc'],
  ReferenceGrant: ['refgrant'],
  ReplicaSet: ['rs'],
  ReplicationController: ['rc'],
  ResourceQuota: ['quota'],
  Service: ['svc'],
  ServiceAccount: ['sa'],
  StatefulSet: ['sts'],
  StorageClass: ['sc'],
  VolumeAttributesClass: ['vac'],
};

type Schema = Record<string, unknown>;

const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };
const list = (items: Schema): Schema => ({ type: 'array', items });
const map: Schema = { type: 'object', additionalProperties: text };
const fields = (properties: Record<string, Schema>, ...required: string[]): Schema => ({
  type: 'object',
  additionalProperties: false,
  ...(required.length > 0 && { required }),
  properties,
});
const target = fields(
  Object.fromEntries(
    ['group', 'version', 'kind', 'name', 'namespace', 'labelSelector', 'annotationSelector'].map((name) => [
      name,
      text,
    ]),
  ),
);
const generatorOptions = { labels: map, annotations: map, disableNameSuffixHash: flag, immutable: flag };
const generator = {
  name: text,
  namespace: text,
  behavior: { enum: ['create', 'replace', 'merge'] },
  files: list(text),
  literals: list(text),
  envs: list(text),
  options: fields(generatorOptions),
};
/** What kustomize reads, without fields that it has deprecated; from the reference at kubectl.docs.kubernetes.io. */
const kustomization: Schema = fields(
  {
    apiVersion: { enum: ['kustomize.config.k8s.io/v1beta1'] },
    kind: { enum: ['Kustomization'] },
    metadata: { type: 'object' },
    resources: list(text),
    components: list(text),
    crds: list(text),
    configurations: list(text),
    generators: list(text),
    transformers: list(text),
    validators: list(text),
    namePrefix: text,
    nameSuffix: text,
    namespace: text,
    commonAnnotations: map,
    labels: list(
      fields(
        { pairs: map, includeSelectors: flag, includeTemplates: flag, fields: list({ type: 'object' }) },
        'pairs',
      ),
    ),
    images: list(fields({ name: text, newName: text, newTag: text, digest: text, tagSuffix: text }, 'name')),
    replicas: list(fields({ name: text, count: { type: 'integer' } }, 'name', 'count')),
    patches: list(fields({ path: text, patch: text, target, options: { type: 'object' } })),
    configMapGenerator: list(fields(generator)),
    secretGenerator: list(fields({ ...generator, type: text })),
    generatorOptions: fields(generatorOptions),
    replacements: list({ type: 'object' }),
    helmCharts: list({ type: 'object' }),
    helmGlobals: { type: 'object' },
    openapi: { type: 'object' },
    buildMetadata: list(text),
    sortOptions: { type: 'object' },
  },
  'apiVersion',
  'kind',
);

function derive(modules: string): KubernetesSchema {
  const $defs: Record<string, Schema> = {};
  const kinds: Record<string, ResourceKind> = {};
  const elsewhere: Record<string, string[]> = {};
  const isNamespaced = scopesBelow(join(modules, '@kubernetes/client-node/dist/gen/apis'));
  const roots = ['kubernetes-models', '@kubernetes-models/gateway-api'].flatMap((name) =>
    declarationsBelow(join(modules, name)),
  );
  for (const file of roots) {
    const code = readFileSync(file, 'utf8');
    if (!/extends TypeMeta \{/.test(code) || file.endsWith('List.d.ts')) continue;
    const apiVersion = /"apiVersion": "([^"]+)"/.exec(code)?.[1];
    const kind = /"kind": "([^"]+)"/.exec(code)?.[1];
    if (apiVersion === undefined || kind === undefined) continue;
    if (!/(?:^|\/)v\d+$/.test(apiVersion)) {
      elsewhere[kind] = [...(elsewhere[kind] ?? []), apiVersion];
      continue;
    }
    const plural = pluralOf(kind.toLowerCase());
    const names = [plural, ...new Set([kind.toLowerCase()]), ...(shortNames[kind] ?? [])];
    const namespaced = isNamespaced.get(kind);
    kinds[`${apiVersion}/${kind}`] = {
      names: [...new Set(names)],
      schema: define(file),
      ...(namespaced !== undefined && { namespaced }),
    };
  }
  $defs.Kustomization = kustomization;
  kinds['kustomize.config.k8s.io/v1beta1/Kustomization'] = { names: [], schema: 'Kustomization' };
  return { version, kinds: sorted(kinds), elsewhere: sorted(elsewhere), $defs: sorted($defs) };

  /** Adds the definition of a file's interface, and of all that it refers to; returns its name. */
  function define(file: string): string {
    const path = relative(modules, file).replace(/\.d\.ts$/, '');
    const name = path
      .replace(/^(?:@kubernetes-models\/\w+(?:-api)?|kubernetes-models)\//, '')
      .replaceAll('/', '.');
    if (name in $defs) return name;
    $defs[name] = {}; // Types refer to themselves.
    const code = readFileSync(file, 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '');
    const imports = new Map<string, string>();
    for (const [, words = '', from = ''] of code.matchAll(/import \{([^}]*)\} from "([^"]+)"/g))
      for (const word of words.split(',')) imports.set(word.trim(), from.replace(/\.js$/, ''));
    const refer = (identifier: string): Schema => {
      const from = imports.get(identifier);
      if (from === undefined) throw new Error(`${identifier} is not imported in ${path}`);
      const target = from.startsWith('.') ? resolve(dirname(file), from) : join(modules, from);
      return { $ref: `#/$defs/${define(`${target}.d.ts`)}` };
    };
    const alias = /export (?:declare )?type I\w+ = ([^;]+);/.exec(code)?.[1];
    if (alias !== undefined) {
      $defs[name] = special(path) ?? readType(alias, 0, refer).schema;
      return name;
    }
    const start = /export interface (I\w+)(?: extends ([^{]+?))? \{/.exec(code);
    if (start === null) throw new Error(`no interface in ${path}`);
    const own = start[1] ?? '';
    const { schema } = readType(code, start.index + start[0].length - 1, (identifier) =>
      identifier === own ? { $ref: `#/$defs/${name}` } : refer(identifier),
    );
    for (const base of (start[2] ?? 'TypeMeta').split(/,\s*/).filter((word) => word !== 'TypeMeta')) {
      const above = $defs[String(refer(base).$ref).replace('#/$defs/', '')] ?? {};
      schema.properties = { ...(above.properties as Schema), ...(schema.properties as Schema) };
      schema.required = [...((above.required ?? []) as string[]), ...((schema.required ?? []) as string[])];
    }
    const properties = (schema.properties ?? {}) as Record<string, Schema>;
    for (const [field, property] of Object.entries(properties)) {
      const values = enumerations[`${name}.${field}`];
      if (values !== undefined && values.length > 0) property.enum = values;
      // Schemas of custom resources are the one place that holds other numbers.
      if (property.type === 'integer' && name.endsWith('JSONSchemaProps')) property.type = 'number';
    }
    $defs[name] = Object.keys(properties).length > 0 ? schema : {};
    return name;
  }
}

/** Types that are more than their shape. */
function special(path: string): Schema | undefined {
  if (path.endsWith('/Quantity'))
    return {
      anyOf: [
        { type: 'string', pattern: '^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d+)?$' },
        { type: 'number' },
      ],
    };
  return path.endsWith('/IntOrString') ? { type: ['integer', 'string'] } : undefined;
}

/** Reads the type that begins at an offset: an object, an array, a union of words, or a name. */
function readType(
  code: string,
  at: number,
  refer: (identifier: string) => Schema,
): { schema: Schema; end: number } {
  const rest = () => code.slice(at);
  const skip = () => {
    at += /^\s*/.exec(rest())?.[0].length ?? 0;
  };
  const expect = (mark: string) => {
    skip();
    if (!code.startsWith(mark, at)) throw new Error(`expected ${mark} at: ${rest().slice(0, 60)}`);
    at += mark.length;
  };
  const one = (): Schema => {
    skip();
    if (code[at] === '{') {
      at++;
      const properties: Record<string, Schema> = {};
      const required: string[] = [];
      let others: Schema | undefined;
      for (skip(); code[at] !== '}'; skip()) {
        const index = /^\[key: string\]:/.exec(rest());
        const field = /^"([^"]+)"(\??):/.exec(rest());
        at += (index ?? field)?.[0].length ?? 0;
        const { schema, end } = readType(code, at, refer);
        at = end;
        expect(';');
        if (index) others = schema;
        else if (field) {
          properties[field[1] ?? ''] = schema;
          if (field[2] === '') required.push(field[1] ?? '');
        } else throw new Error(`no field at: ${rest().slice(0, 60)}`);
      }
      at++;
      if (others !== undefined) return { type: 'object', additionalProperties: others };
      return {
        type: 'object',
        additionalProperties: false,
        ...(required.length > 0 && { required }),
        properties,
      };
    }
    const array = /^Array</.exec(rest());
    if (array) {
      const { schema, end } = readType(code, at + array[0].length, refer);
      at = end;
      expect('>');
      return { type: 'array', items: schema };
    }
    const literal = /^(?:"((?:[^"\\]|\\.)*)"|(\d+)\b)/.exec(rest());
    if (literal) {
      at += literal[0].length;
      return { enum: [literal[2] === undefined ? literal[1] : Number(literal[2])] };
    }
    const word = /^[\w]+/.exec(rest())?.[0] ?? '';
    at += word.length;
    if (word === 'number') return { type: 'integer' };
    if (['string', 'boolean', 'null'].includes(word)) return { type: word };
    if (['unknown', 'any', 'object'].includes(word)) return {};
    return refer(word);
  };
  const options = [one()];
  for (skip(); code[at] === '|'; skip()) {
    at++;
    options.push(one());
  }
  const [first = {}] = options;
  if (options.length === 1) return { schema: first, end: at };
  if (options.every((option) => 'enum' in option))
    return { schema: { enum: options.flatMap((option) => option.enum) }, end: at };
  return { schema: { anyOf: options }, end: at };
}

/** By kind: createNamespacedPod makes one in a namespace, createNode one for the cluster. */
function scopesBelow(path: string): Map<string, boolean> {
  const scopes = new Map<string, boolean>();
  for (const file of declarationsBelow(path))
    for (const [, prefix, kind = ''] of readFileSync(file, 'utf8').matchAll(
      /\bcreate(Namespaced)?([A-Z]\w*?)(?:WithHttpInfo)?\(/g,
    ))
      scopes.set(kind, prefix !== undefined);
  return scopes;
}

function declarationsBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(?!_schemas|node_modules).*\.d\.ts$/.test(file))
    .map((file) => join(path, file))
    .sort();
}

const pluralOf = (word: string): string =>
  word === 'endpoints'
    ? word
    : /[^aeiou]y$/.test(word)
      ? word.replace(/y$/, 'ies')
      : /(?:s|x|ch|sh)$/.test(word)
        ? `${word}es`
        : `${word}s`;

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/** A definition a line, so that a new version can be reviewed. */
function asLines({ version: release, ...groups }: KubernetesSchema): string {
  const lines = Object.entries(groups).map(([group, entries]) => {
    const items = Object.entries(entries).map(
      ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
    );
    return `${JSON.stringify(group)}: {\n${items.join(',\n')}\n}`;
  });
  return `{\n"version": ${JSON.stringify(release)},\n${lines.join(',\n')}\n}\n`;
}

const folder = mkdtempSync(join(tmpdir(), 'schema-'));
try {
  execFileSync(
    'npm',
    [
      'install',
      '--silent',
      '--no-save',
      '--ignore-scripts',
      ...Object.entries(packages).map((pair) => pair.join('@')),
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const path = join(import.meta.dirname, '..', 'src', 'kubernetes', 'schema.json');
  writeFileSync(path, asLines(derive(join(folder, 'node_modules'))));
} finally {
  rmSync(folder, { recursive: true });
}

import { type Fields, fieldsOf, listOf } from './fields.ts';
import { readBlock } from './yaml.ts';

/** Kinds that a note defines itself, by apiVersion and kind. */
export type CustomKinds = ReadonlyMap<string, CustomKind>;

interface CustomKind {
  /** JSON Schema of its objects. */
  schema: object;
  /** What kubectl calls it: the plural, the singular, short names. Lower case. */
  names: string[];
}

/** The kinds that CustomResourceDefinitions in some blocks of YAML define, however wrong these may be. */
export function customKinds(blocks: readonly string[]): CustomKinds {
  const found = new Map<string, CustomKind>();
  for (const code of blocks.filter((block) => block.includes('CustomResourceDefinition')))
    for (const { value } of readBlock(code).documents) {
      const { kind: type, spec } = fieldsOf(value);
      if (type !== 'CustomResourceDefinition') continue;
      const { group, names, versions } = fieldsOf(spec);
      const { kind, plural, singular = kind, shortNames } = fieldsOf(names);
      for (const { name, schema } of listOf(versions)) {
        const own = closed(fieldsOf(fieldsOf(schema).openAPIV3Schema));
        found.set(`${group}/${name}/${kind}`, {
          schema: {
            ...own,
            properties: {
              ...fieldsOf(own.properties),
              apiVersion: { type: 'string' },
              kind: { type: 'string' },
              metadata: { $ref: '#/$defs/apis.meta.v1.ObjectMeta' },
            },
          },
          names: [plural, singular, ...(Array.isArray(shortNames) ? shortNames : [])].map((word) =>
            String(word).toLowerCase(),
          ),
        });
      }
    }
  return found;
}

/** Fields that a custom resource's schema does not have are dropped by the API; here they are faults. */
function closed(schema: Fields): Fields {
  const isOpen = schema.properties === undefined || schema['x-kubernetes-preserve-unknown-fields'] === true;
  return {
    ...schema,
    ...(schema.items !== undefined && { items: closed(fieldsOf(schema.items)) }),
    ...(schema.properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(fieldsOf(schema.properties)).map(([name, value]) => [name, closed(fieldsOf(value))]),
      ),
    }),
    ...(!isOpen && schema.additionalProperties === undefined && { additionalProperties: false }),
  };
}

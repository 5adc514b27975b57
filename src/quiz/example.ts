import type { Code } from 'mdast';
import type { KubernetesSchema } from '../kubernetes/schema.ts';
import { parseMarkdown } from '../notes/markdown.ts';
import { type Note, sectionOf } from '../notes/note.ts';
import { type Place, readYaml } from '../notes/yaml.ts';
import { type Draft, distractors } from './draft.ts';
import { seedOf, shuffle } from './order.ts';

/** Lines of an example that a phone shows beside the options. */
const codeLines = 20;

type Schema = {
  $ref?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  enum?: unknown[];
  additionalProperties?: unknown;
};

/** A field of an example: where it stands, and what the schema allows there. */
interface Field {
  name: string;
  path: string;
  /** Offset of the name in the code. */
  at: number;
  value: unknown;
  allowed: Set<string>;
  schema: Schema;
}

/** A name or a value that is left out of the note's own example. */
export function fromExample(note: Note, schema: KubernetesSchema): Draft[] {
  const section = sectionOf(note, 'example');
  const block =
    section === undefined
      ? undefined
      : parseMarkdown(section.markdown).children.find(
          (node): node is Code => node.type === 'code' && node.lang === 'yaml' && !node.meta,
        );
  if (block === undefined || block.value.split('\n').length > codeLines) return [];
  const fields = fieldsOf(block.value, schema).filter(({ path }) => path.includes('.'));
  const names = new Set(fields.flatMap(({ allowed }) => [...allowed]));
  return [...leftOut(note, block.value, fields, names), ...oneOf(note, fields)];
}

function leftOut(note: Note, code: string, fields: readonly Field[], names: ReadonlySet<string>): Draft[] {
  const id = `${note.slug}/field-left-out`;
  const chosen = shuffle(
    fields.filter(
      ({ name, allowed }) => name.length > 4 && allowed.size > 1 && code.split(name).length === 2,
    ),
    seedOf(id),
  )[0];
  if (chosen === undefined) return [];
  const blank = `${code.slice(0, chosen.at)}____${code.slice(chosen.at + chosen.name.length)}`.replace(
    /\s+#.*$/gm,
    '',
  );
  const wrong = shuffle(
    [...names].filter((name) => !chosen.allowed.has(name) && Math.abs(name.length - chosen.name.length) <= 6),
    seedOf(id),
  );
  return [
    {
      id,
      topic: note.slug,
      level: 2,
      stem: {
        ko: `빈칸에 들어갈 필드는 무엇일까요?\n\n\`\`\`yaml fragment\n${blank}\n\`\`\``,
        en: `Which field goes into the blank?\n\n\`\`\`yaml fragment\n${blank}\n\`\`\``,
      },
      key: {
        text: `\`${chosen.name}\``,
        reason: {
          ko: `이 자리에 오는 필드: \`${chosen.path}\``,
          en: `\`${chosen.path}\` is the field for this.`,
        },
      },
      wrong: wrong.slice(0, distractors).map((name) => ({
        text: `\`${name}\``,
        reason: { ko: '이 자리에 이런 필드는 없어요.', en: 'There is no such field at this place.' },
      })),
    },
  ];
}

/** Which value may a field take? */
function oneOf(note: Note, fields: readonly Field[]): Draft[] {
  const chosen = fields.find(({ name, schema, value }) => {
    const values = schema.enum ?? [];
    return !['kind', 'apiVersion'].includes(name) && values.length > 1 && values.includes(value);
  });
  if (chosen === undefined) return [];
  const id = `${note.slug}/value-of-${chosen.name.toLowerCase()}`;
  const values = chosen.schema.enum ?? [];
  const wrong = shuffle(
    otherValues.filter((value) => !values.includes(value)),
    seedOf(id),
  );
  return [
    {
      id,
      topic: note.slug,
      level: 2,
      stem: {
        ko: `\`${chosen.path}\`에 쓸 수 있는 값은 무엇일까요?`,
        en: `Which of these may be the value of \`${chosen.path}\`?`,
      },
      key: {
        text: `\`${String(chosen.value)}\``,
        reason: {
          ko: `쓸 수 있는 값: ${values.map((value) => `\`${String(value)}\``).join(', ')}`,
          en: `It takes ${values.map((value) => `\`${String(value)}\``).join(', ')}.`,
        },
      },
      wrong: wrong.slice(0, distractors).map((value) => ({
        text: `\`${value}\``,
        reason: { ko: '다른 필드에서 쓰는 값이에요.', en: 'That is a value of another field.' },
      })),
    },
  ];
}

/** Values of fields that learners confuse; each is refused where it is not among a field's own. */
const otherValues = [
  'Always',
  'Never',
  'OnFailure',
  'IfNotPresent',
  'Retain',
  'Delete',
  'Recreate',
  'RollingUpdate',
  'OnDelete',
  'ClusterIP',
  'NodePort',
  'LoadBalancer',
  'ReadWriteOnce',
  'ReadOnlyMany',
  'Immediate',
  'WaitForFirstConsumer',
  'Allow',
  'Forbid',
  'Replace',
  'NoSchedule',
  'NoExecute',
  'Exact',
  'Prefix',
  'In',
  'Exists',
];

function fieldsOf(code: string, { kinds, $defs }: KubernetesSchema): Field[] {
  const found: Field[] = [];
  const resolve = (schema: Schema | undefined): Schema =>
    schema?.$ref === undefined
      ? (schema ?? {})
      : resolve($defs[schema.$ref.replace('#/$defs/', '')] as Schema);
  const walk = (value: unknown, place: Place | undefined, schema: Schema, path: string): void => {
    const { properties, items } = resolve(schema);
    if (Array.isArray(value))
      value.forEach((item, index) => {
        walk(item, place?.below.get(String(index)), items ?? {}, path);
      });
    else if (typeof value === 'object' && value !== null && properties !== undefined)
      for (const [name, field] of Object.entries(value)) {
        const below = place?.below.get(name);
        if (below === undefined || !Object.hasOwn(properties, name)) continue;
        const own = resolve(properties[name]);
        const at = path === '' ? name : `${path}.${name}`;
        found.push({
          name,
          path: at,
          at: below.at,
          value: field,
          allowed: new Set(Object.keys(properties)),
          schema: own,
        });
        walk(field, below, own, at);
      }
  };
  for (const { value, place } of readYaml(code, '1.1').documents) {
    const { apiVersion, kind } = Object(value) as Record<string, unknown>;
    const known = kinds[`${apiVersion}/${kind}`];
    if (known !== undefined) walk(value, place, { $ref: `#/$defs/${known.schema}` }, '');
  }
  return found;
}

import { z } from 'zod';
import { readYaml } from './yaml.ts';

/** Words in a list, or one alone. Pages of other systems hold numbers and empty items here. */
const words = z
  .union(
    [z.array(z.union([z.string(), z.number(), z.null()])), z.string()],
    'must be a list of words, like [one, two]',
  )
  .nullish()
  .transform((value) =>
    (Array.isArray(value) ? value : [value]).flatMap((item) =>
      item === null || item === undefined ? [] : String(item).trim(),
    ),
  )
  .transform((items) => items.filter((item) => item !== ''));

const addressForm = 'must be a path of kubernetes.io that begins with / or an https:// address';
const address = z
  .string()
  .regex(/^(?:\/|https:\/\/)\S+$/, addressForm)
  .transform((path) => (path.startsWith('/') ? `https://kubernetes.io${path}` : path));

const schema = z.object({
  title: z
    .union([z.string(), z.number()], 'must be text; put it in quotes')
    .transform(String)
    .pipe(z.string().trim().min(1, 'must not be empty'))
    .optional(),
  // Hugo calls old addresses of a page its aliases.
  aliases: words.transform((items) => items.filter((item) => !item.startsWith('/'))),
  kubectl: words,
  keywords: words,
  level: z.literal([1, 2, 3, 4], 'must be 1, 2, 3 or 4').optional(),
  related: words,
  docs: z.string(addressForm).pipe(address).optional(),
  sources: words.pipe(z.array(address)),
  reviewed: z.iso.date('must be a day like 2026-11-23').optional(),
});

/** What an author says about a note above its text. All of it may be left out. */
export type FrontMatter = z.output<typeof schema> & {
  /** Lines of the file, by field. */
  lines: Record<string, number>;
};

/**
 * Reads front matter; undefined if it has errors, which are reported with the line they stand in.
 *
 * @param yaml what stands between the two `---`, of which the first is line 1
 */
export function frontMatter(
  yaml: string,
  report: (line: number, rule: string, message: string) => void,
): FrontMatter | undefined {
  const { documents, fault } = readYaml(yaml, '1.2');
  if (fault !== undefined) {
    report(fault.line + 1, 'front-matter-yaml', `the front matter is no valid YAML: ${fault.message}`);
    return undefined;
  }
  const [{ value, place } = { value: {} }] = documents;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    report(2, 'front-matter-yaml', 'the front matter must be "key: value" lines');
    return undefined;
  }
  // Templates leave keys without a value.
  const given = Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null));
  const result = schema.safeParse(given);
  const lines = Object.fromEntries([...(place?.below ?? [])].map(([name, field]) => [name, field.line + 1]));
  if (result.success) return { ...result.data, lines };
  for (const issue of result.error.issues)
    report(lines[String(issue.path[0])] ?? 2, 'front-matter', `${issue.path.join('.')}: ${issue.message}`);
  return undefined;
}

import type { Code, List, Paragraph, PhrasingContent, RootContent } from 'mdast';

/** How long something is once rendered, in the unit of the limit. */
type Measure = (nodes: readonly RootContent[]) => number;

/** Below so much room a beginning of the next block is more confusing than useful. */
const worthBeginning = 100;

/**
 * Shortens text to a platform's limit. Whole blocks go first: a block of code is cut only if it alone is longer than
 * the limit, and then between lines; lists are cut between items, text between characters as a reader sees them.
 *
 * @param limit of the rendered text, in the unit of `measure`
 * @returns the text, and whether something of it is missing
 */
export function fit(
  body: readonly RootContent[],
  limit: number,
  measure: Measure,
): { body: RootContent[]; isCut: boolean } {
  if (measure(body) <= limit) return { body: [...body], isCut: false };
  const kept: RootContent[] = [];
  for (const node of body) {
    if (measure([...kept, node]) <= limit) {
      kept.push(node);
      continue;
    }
    const fits = (shorter: RootContent) => measure([...kept, shorter]) <= limit;
    const room = limit - measure(kept);
    if (kept.length === 0 || (room >= worthBeginning && node.type !== 'code'))
      kept.push(...beginning(node, fits));
    break;
  }
  return { body: kept, isCut: true };
}

/** As much of a block as fits. */
function beginning(node: RootContent, fits: (shorter: RootContent) => boolean): RootContent[] {
  switch (node.type) {
    case 'code': {
      const lines = node.value.split('\n');
      const cut = (count: number): Code => ({ ...node, value: [...lines.slice(0, count), '…'].join('\n') });
      const count = most(lines.length - 1, (count) => fits(cut(count)));
      return count > 0 ? [cut(count)] : [];
    }
    case 'list': {
      const cut = (count: number): List => ({ ...node, children: node.children.slice(0, count) });
      const count = most(node.children.length, (count) => fits(cut(count)));
      if (count > 0) return [cut(count)];
      // Not even the first item fits as a whole: show where it begins.
      const [first] = node.children[0]?.children ?? [];
      return first === undefined ? [] : beginning(first, fits);
    }
    case 'paragraph':
    case 'heading': {
      const cut = (length: number): Paragraph => ({
        type: 'paragraph',
        children: [...clip(node.children, length), { type: 'text', value: '…' }],
      });
      const length = most(lengthOf(node.children), (length) => fits(cut(length)));
      return length > 0 ? [cut(length)] : [];
    }
    case 'blockquote':
      return node.children[0] === undefined ? [] : beginning(node.children[0], fits);
    default:
      return [];
  }
}

/** The largest count up to `limit` that holds, given that all smaller ones hold as well. */
function most(limit: number, holds: (count: number) => boolean): number {
  let low = 0;
  let high = limit;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

const segmenter = new Intl.Segmenter();

const lengthOf = (nodes: readonly PhrasingContent[]): number =>
  nodes.reduce(
    (sum, node) =>
      sum + ('children' in node ? lengthOf(node.children) : 'value' in node ? node.value.length : 1),
    0,
  );

/** The first so many characters, in whole ones. */
function clip(nodes: readonly PhrasingContent[], length: number): PhrasingContent[] {
  const kept: PhrasingContent[] = [];
  let room = length;
  for (const node of nodes) {
    const own = lengthOf([node]);
    if (own <= room) kept.push(node);
    else if ('children' in node) {
      const children = clip(node.children, room);
      if (children.length > 0) kept.push({ ...node, children } as PhrasingContent);
    } else if (node.type === 'text') kept.push({ ...node, value: clipText(node.value, room) });
    room -= own;
    if (room <= 0) break;
  }
  return kept;
}

function clipText(text: string, length: number): string {
  let short = '';
  for (const { segment } of segmenter.segment(text)) {
    if (short.length + segment.length > length) break;
    short += segment;
  }
  return short;
}

import type { ListItem, Paragraph, PhrasingContent, RootContent, Table, TableCell } from 'mdast';
import { toString as plain } from 'mdast-util-to-string';
import { describeDiagram, isDiagram } from '../notes/diagram.ts';

declare module 'mdast' {
  interface TableData {
    /** Each column stands for a thing of its own; no column says what the rows are about. */
    isSideBySide?: boolean;
  }
}

/**
 * The same text for chats that know neither tables nor diagrams, and whose readers hold a phone: a table becomes a list,
 * a diagram what it shows in words.
 */
export function simplify(body: readonly RootContent[]): RootContent[] {
  return body.flatMap((node): RootContent[] => {
    if (node.type === 'table') return node.data?.isSideBySide === true ? columns(node) : [rows(node)];
    if (node.type === 'code' && isDiagram(node))
      return [
        paragraph([{ type: 'emphasis', children: [{ type: 'text', value: describeDiagram(node.value) }] }]),
      ];
    if ('children' in node)
      return [{ ...node, children: simplify(node.children as RootContent[]) } as RootContent];
    return [node];
  });
}

const paragraph = (children: PhrasingContent[]): Paragraph => ({ type: 'paragraph', children });

const bold = ({ children }: TableCell): PhrasingContent[] =>
  children.length === 0 ? [] : [{ type: 'strong', children }];

/** An item a row: what it is about, and below it each column's heading with what stands there. */
function rows({ children: [head, ...body] }: Table): RootContent {
  const headings = head?.children ?? [];
  const items = body.map(({ children: [first, ...cells] }): ListItem => {
    const title = first === undefined ? [] : bold(first);
    const [only] = cells;
    if (cells.length <= 1)
      return item([
        paragraph([...title, ...(only ? [{ type: 'text', value: ': ' } as const, ...only.children] : [])]),
      ]);
    const facts = cells
      .map((cell, index) => ({ cell, heading: headings[index + 1] }))
      .filter(({ cell }) => cell.children.length > 0)
      .map(({ cell, heading }) => {
        const name = heading === undefined ? '' : plain(heading);
        return item([
          paragraph([
            ...(name === '' ? [] : [{ type: 'text', value: `${name}: ` } as const]),
            ...cell.children,
          ]),
        ]);
      });
    return item([paragraph(title), { type: 'list', ordered: false, spread: false, children: facts }]);
  });
  return { type: 'list', ordered: false, spread: false, children: items };
}

/** One thing after the other. */
const columns = ({ children: [head, ...body] }: Table): RootContent[] =>
  (head?.children ?? []).flatMap((heading, index) => [
    paragraph(bold(heading)),
    ...body.flatMap((row) => {
      const cell = row.children[index];
      return cell === undefined || cell.children.length === 0 ? [] : [paragraph(cell.children)];
    }),
  ]);

const item = (children: ListItem['children']): ListItem => ({ type: 'listItem', spread: false, children });

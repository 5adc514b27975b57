import type { types } from '@slack/bolt';
import type { List, ListItem, PhrasingContent, RootContent } from 'mdast';
import { toString as plain } from 'mdast-util-to-string';
import { type Action, actionLimit, encodeAction } from '../../src/chat/action.ts';
import { shorten } from '../../src/chat/answer.ts';
import { fit as fitWithin } from '../../src/chat/fit.ts';
import type { Say } from '../../src/chat/locale.ts';
import { type Button, type Reply, rowLength } from '../../src/chat/reply.ts';
import { simplify } from '../../src/chat/simple.ts';
import { limits } from './limits.ts';
import { clean, escapeMarkup } from './text.ts';

/** What every way of sending to Slack takes. */
export interface Message {
  /** For notifications, and for readers that hear the message. */
  text: string;
  blocks: types.KnownBlock[];
}

type Rich = types.RichTextBlockElement;
type Inline = types.RichTextElement;
type Style = { bold?: boolean; italic?: boolean; strike?: boolean; code?: boolean };

/** Ids of buttons that open an address begin with it: Slack tells of these presses too, and nothing is to be done. */
export const linkId = 'open#';

/**
 * A reply as a message.
 *
 * @param options.canShare adds the button that says it to everyone, if the reply shows something
 * @param options.sharedBy who shared it, by name; said below it
 */
export function renderReply(
  reply: Reply,
  say: Say,
  { canShare = false, sharedBy }: { canShare?: boolean; sharedBy?: string } = {},
): Message {
  const rows = canShare ? withShare(reply, say) : reply.rows;
  const title = reply.title === undefined ? '' : line(reply.title, limits.header);
  const notes = [reply.footer ?? '', sharedBy === undefined ? '' : say('shared-by', { name: sharedBy })]
    .map((text) => line(text, limits.context))
    .filter((text) => text !== '');
  const around = [title, ...notes, say('cut'), ...rows.flat().map(({ label }) => label)].join('').length;
  const { blocks, isCut } = renderText(reply.body, limits.message - around);
  return {
    text: fallback(reply),
    blocks: [
      ...(title === '' ? [] : [{ type: 'header', text: words(title) } as const]),
      ...blocks,
      ...[...(isCut ? [say('cut')] : []), ...notes].map((text) => context(text)),
      ...rows.map((row) => actions(row)).filter(({ elements }) => elements.length > 0),
    ],
  };
}

/** As much of a text as has room, as blocks. */
export function renderText(
  text: readonly RootContent[],
  room: number,
): { blocks: types.RichTextBlock[]; isCut: boolean } {
  const { body, isCut } = fitWithin(simplify(text), room, lengthOf);
  const elements = rich(body);
  return { blocks: elements.length === 0 ? [] : [{ type: 'rich_text', elements }], isCut };
}

/** The App Home: what was asked for there, if anything, above how to use the bot. */
export function renderHome(help: Message, shown?: Message): types.HomeView {
  const above = shown === undefined ? [] : [...shown.blocks, { type: 'divider' } as const];
  return { type: 'home', blocks: [...above, ...help.blocks].slice(0, limits.viewBlocks) };
}

/** Text without any markup, not even for emoji. */
export const words = (text: string): types.PlainTextElement => ({ type: 'plain_text', text, emoji: false });

/** A line in small print. */
export const context = (text: string): types.ContextBlock => ({ type: 'context', elements: [words(text)] });

/** A single line of at most so many characters, without any that steer. */
export const line = (text: string, length: number): string =>
  shorten(clean(text).replace(/\s+/g, ' ').trim(), length);

/** The title and the first words; code says nothing on a locked screen. */
function fallback({ title, body }: Reply): string {
  const first = simplify(body).find(({ type }) => type !== 'code');
  const texts = [title ?? '', first === undefined ? '' : linesOf(first)];
  return escapeMarkup(shorten(texts.filter((text) => text !== '').join('\n'), limits.fallback));
}

function linesOf(node: RootContent): string {
  if (node.type !== 'list' && node.type !== 'listItem' && node.type !== 'blockquote') return plain(node);
  return node.children.map((child) => linesOf(child)).join('\n');
}

/** It stands beside the link to the documentation, so that the buttons below a note take no row more. */
function withShare({ shown, rows }: Reply, say: Say): Button[][] {
  if (shown === undefined) return rows;
  const action: Action = { kind: 'share', shown };
  if (encodeAction(action).length > actionLimit) return rows;
  const share = { label: say('share'), action };
  const last = rows.at(-1);
  return last !== undefined && last.length < rowLength && last.every((button) => 'url' in button)
    ? [...rows.slice(0, -1), [...last, share]]
    : [...rows, [share]];
}

function actions(row: readonly Button[]): types.ActionsBlock {
  const elements = new Map<string, types.Button>();
  for (const [index, button] of row.entries()) {
    const text = words(line(button.label, limits.label) || '…');
    if ('action' in button) {
      const id = encodeAction(button.action);
      elements.set(id, { type: 'button', action_id: id, text });
    } else if (button.url.length <= limits.url) {
      const id = `${linkId}${index}`;
      elements.set(id, { type: 'button', action_id: id, text, url: button.url });
    }
  }
  // What does the same as another button in its row would be the same id twice, which Slack refuses.
  return { type: 'actions', elements: [...elements.values()].slice(0, limits.elements) };
}

/** Rich text, since Slack's markup cannot set a word bold that a particle follows, and folds long sections. */
function rich(body: readonly RootContent[]): Rich[] {
  const blocks: Rich[] = [];
  let wasHeading = false;
  for (const node of body) {
    switch (node.type) {
      case 'list':
        list(node, 0, blocks);
        break;
      case 'code':
        code(node.value, blocks);
        break;
      case 'blockquote': {
        const elements: Inline[] = [];
        for (const child of node.children) append(elements, paragraph(child), '\n');
        if (elements.length > 0) blocks.push({ type: 'rich_text_quote', elements });
        break;
      }
      default:
        text(paragraph(node), blocks, wasHeading ? '\n' : '\n\n');
    }
    wasHeading = node.type === 'heading';
  }
  return blocks;
}

/** Paragraphs share a section, since Slack leaves no room between sections. */
function text(elements: readonly Inline[], blocks: Rich[], between: string): void {
  if (elements.length === 0) return;
  const last = blocks.at(-1);
  if (last?.type === 'rich_text_section') append(last.elements, elements, between);
  else {
    const own: Inline[] = [];
    if (last?.type === 'rich_text_list') append(own, [{ type: 'text', text: '\n' }], '');
    append(own, elements, '');
    blocks.push({ type: 'rich_text_section', elements: own });
  }
}

/** Adds to what was said; neighbours of the same style become one. */
function append(said: Inline[], elements: readonly Inline[], between: string): void {
  if (elements.length === 0) return;
  const gap: types.RichTextText[] =
    said.length > 0 && between !== '' ? [{ type: 'text', text: between }] : [];
  for (const element of [...gap, ...elements]) {
    const last = said.at(-1);
    if (element.type === 'text' && last?.type === 'text' && isSame(last.style, element.style))
      said[said.length - 1] = { ...last, text: last.text + element.text };
    else said.push(element);
  }
}

const isSame = (one: Style = {}, two: Style = {}): boolean =>
  (['bold', 'italic', 'strike', 'code'] as const).every((name) => one[name] === two[name]);

function code(value: string, blocks: Rich[]): void {
  const text = clean(value).replace(/\n+$/, '');
  if (text !== '') blocks.push({ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] });
}

/** Slack knows no list in a list: what is below an item is a list of its own, set in; then the first one goes on. */
function list(node: List, level: number, blocks: Rich[]): void {
  const style = node.ordered ? 'ordered' : 'bullet';
  const indent = Math.min(level, limits.indent);
  for (const [index, item] of node.children.entries()) {
    const { elements, rest } = itemOf(item);
    if (elements.length > 0) {
      const section: types.RichTextSection = { type: 'rich_text_section', elements };
      const last = blocks.at(-1);
      const number = (node.start ?? 1) - 1 + index;
      if (index > 0 && last?.type === 'rich_text_list' && last.indent === indent) last.elements.push(section);
      else {
        const offset = style === 'ordered' && number > 0 ? { offset: number } : {};
        blocks.push({ type: 'rich_text_list', style, indent, ...offset, elements: [section] });
      }
    }
    for (const child of rest)
      if (child.type === 'list') list(child, level + 1, blocks);
      else if (child.type === 'code') code(child.value, blocks);
      else text(paragraph(child), blocks, '\n');
  }
}

/** What an item begins with, and what has to stand in blocks of its own. */
function itemOf(item: ListItem): { elements: Inline[]; rest: ListItem['children'] } {
  const elements: Inline[] = [];
  if (typeof item.checked === 'boolean') elements.push({ type: 'text', text: item.checked ? '☑ ' : '☐ ' });
  const isBlock = ({ type }: RootContent) => type === 'list' || type === 'code';
  const first = item.children.findIndex(isBlock);
  const own = first === -1 ? item.children : item.children.slice(0, first);
  for (const [index, child] of own.entries()) append(elements, paragraph(child), index > 0 ? '\n' : '');
  return { elements, rest: item.children.slice(own.length) };
}

function paragraph(node: RootContent): Inline[] {
  switch (node.type) {
    case 'paragraph':
      return inline(node.children, {});
    case 'heading':
      return inline(node.children, { bold: true });
    case 'thematicBreak':
      return [{ type: 'text', text: '———' }];
    case 'code':
      return written(node.value, { code: true });
    case 'list':
      return node.children.flatMap((item, index) =>
        written(`${index > 0 ? '\n' : ''}• ${linesOf(item)}`, {}),
      );
    default:
      return inline([node as PhrasingContent], {});
  }
}

const written = (value: string, style: Style): Inline[] => {
  const text = clean(value);
  if (text === '') return [];
  return [{ type: 'text', text, ...(Object.keys(style).length > 0 && { style }) }];
};

function inline(nodes: readonly PhrasingContent[], style: Style): Inline[] {
  const elements: Inline[] = [];
  for (const node of nodes) append(elements, phrase(node, style), '');
  return elements;
}

function phrase(node: PhrasingContent, style: Style): Inline[] {
  switch (node.type) {
    case 'text':
      return written(node.value.replace(/\n/g, ' '), style);
    case 'inlineCode':
      return written(node.value, { ...style, code: true });
    case 'strong':
      return inline(node.children, { ...style, bold: true });
    case 'emphasis':
      return inline(node.children, { ...style, italic: true });
    case 'delete':
      return inline(node.children, { ...style, strike: true });
    case 'break':
      return [{ type: 'text', text: '\n' }];
    case 'link':
      return link(node.url, clean(plain(node)), style);
    default:
      return 'children' in node ? inline(node.children, style) : [];
  }
}

/** A link whose words name another place than it leads to says where it leads. */
function link(url: string, text: string, style: Style): Inline[] {
  const styled = Object.keys(style).length > 0 && { style };
  const bare: Inline = { type: 'link', url, ...styled };
  if (text === '' || text === url) return [bare];
  const claimed = /(?:^|[\s/@])((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})(?=$|[\s/:?#])/u.exec(text)?.[1];
  if (claimed !== undefined && URL.canParse(url) && new URL(url).hostname !== claimed.toLowerCase())
    return [...written(`${text} (`, style), bare, ...written(')', style)];
  return [{ type: 'link', url, text, ...styled }];
}

/** Characters of a text that Slack counts. */
export const lengthOf = (body: readonly RootContent[]): number =>
  rich(body).reduce(
    (sum, block) => sum + (block.type === 'rich_text_list' ? many(block.elements) : one(block)),
    0,
  );
const many = (sections: readonly types.RichTextSection[]): number =>
  sections.reduce((sum, section) => sum + one(section), 0);
const one = ({ elements }: { elements: readonly Inline[] }): number =>
  elements.reduce(
    (sum, element) =>
      sum +
      ('text' in element ? (element.text?.length ?? 0) : 0) +
      ('url' in element ? element.url.length : 0),
    0,
  );

import { z } from 'zod';

/**
 * What Slack takes as a message or a view, after https://docs.slack.dev/reference/block-kit: the blocks that a bot of
 * ours could have use for, without a key or a length more than is documented.
 */

const id = z.string().min(1).max(255);
const plain = (most: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(most),
    emoji: z.boolean().optional(),
  });
const mrkdwn = (most: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(most),
    verbatim: z.boolean().optional(),
  });
const anyText = (most: number) => z.discriminatedUnion('type', [plain(most), mrkdwn(most)]);

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
  })
  .refine((given) => Object.keys(given).length > 0, 'a style that says nothing')
  .optional();
const richText = z.strictObject({ type: z.literal('text'), text: z.string().min(1), style });
const richLink = z.strictObject({
  type: z.literal('link'),
  url: z.url().max(3000),
  text: z.string().min(1).optional(),
  unsafe: z.boolean().optional(),
  style,
});
const phrase = z.discriminatedUnion('type', [
  richText,
  richLink,
  z.strictObject({ type: z.literal('emoji'), name: z.string().min(1), style }),
  z.strictObject({ type: z.literal('user'), user_id: z.string(), style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: z.string(), style }),
  z.strictObject({ type: z.literal('channel'), channel_id: z.string(), style }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']) }),
]);
const phrases = z.array(phrase).min(1);
const border = z.union([z.literal(0), z.literal(1)]).optional();
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: phrases });
const rich = z.discriminatedUnion('type', [
  section,
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(section).min(1),
    indent: z.int().min(0).max(8).optional(),
    offset: z.int().min(0).optional(),
    border,
  }),
  z.strictObject({
    type: z.literal('rich_text_preformatted'),
    elements: z.array(z.discriminatedUnion('type', [richText, richLink])).min(1),
    border,
    language: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('rich_text_quote'), elements: phrases, border }),
]);

const button = z.strictObject({
  type: z.literal('button'),
  text: plain(75),
  action_id: id.optional(),
  url: z.url().max(3000).optional(),
  value: z.string().max(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: z.string().max(75).optional(),
});
const block_id = id.optional();
const input = z.strictObject({
  type: z.literal('input'),
  block_id,
  label: plain(2000),
  hint: plain(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: z
    .strictObject({
      type: z.literal('plain_text_input'),
      action_id: id.optional(),
      initial_value: z.string().optional(),
      multiline: z.boolean().optional(),
      min_length: z.int().min(0).max(3000).optional(),
      max_length: z.int().min(1).max(3000).optional(),
      focus_on_load: z.boolean().optional(),
      placeholder: plain(150).optional(),
    })
    .refine(({ min_length = 0, max_length = 3000 }) => min_length <= max_length, 'min above max'),
});
const shown = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: plain(150), block_id }),
  z.strictObject({ type: z.literal('divider'), block_id }),
  z.strictObject({ type: z.literal('rich_text'), elements: z.array(rich).min(1), block_id }),
  z.strictObject({ type: z.literal('context'), elements: z.array(anyText(3000)).min(1).max(10), block_id }),
  z.strictObject({ type: z.literal('actions'), elements: z.array(button).min(1).max(25), block_id }),
  z.strictObject({
    type: z.literal('section'),
    text: anyText(3000),
    expand: z.boolean().optional(),
    block_id,
  }),
]);

/** Messages hold no fields; views may. */
const block = z.discriminatedUnion('type', [shown, input]);

/** Above so many characters of text in blocks, Slack is reported to refuse a message. */
const textLimit = 12_000;

const blocksOf = <Block extends typeof shown | typeof block>(of: Block, most: number) =>
  z
    .array(of)
    .min(1)
    .max(most)
    .refine((blocks) => isUnique(blocks.flatMap((one) => one.block_id ?? [])), 'a block_id twice')
    .refine(
      (blocks) =>
        blocks.every(
          (one) => one.type !== 'actions' || isUnique(one.elements.flatMap((each) => each.action_id ?? [])),
        ),
      'an action_id twice',
    )
    .refine((blocks) => textLength(blocks) <= textLimit, 'msg_blocks_too_long');

const isUnique = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;

/** All text that is to be read or pressed. */
export function textLength(node: unknown): number {
  if (Array.isArray(node)) return node.reduce((sum: number, one) => sum + textLength(one), 0);
  if (typeof node !== 'object' || node === null) return 0;
  return Object.entries(node).reduce(
    (sum, [key, value]) =>
      sum + (key === 'text' && typeof value === 'string' ? value.length : textLength(value)),
    0,
  );
}

/** The blocks of a message, or of a view. */
export const messageBlocks = blocksOf(shown, 50);
export const homeView = z.strictObject({
  type: z.literal('home'),
  blocks: blocksOf(block, 100),
  private_metadata: z.string().max(3000).optional(),
  callback_id: id.optional(),
  external_id: id.optional(),
});
export const modalView = homeView
  .extend({
    type: z.literal('modal'),
    title: plain(24),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
  })
  .refine(
    ({ submit, blocks }) => submit !== undefined || !blocks.some(({ type }) => type === 'input'),
    'a field, and no way to send it',
  );

/** Why Slack would not take them, in its own words; undefined if it would. */
export function faultOf(
  schema: z.ZodType,
  given: unknown,
): { error: string; messages: string[] } | undefined {
  const result = schema.safeParse(given);
  if (result.success) return undefined;
  const messages = result.error.issues.map(
    (issue) => `[ERROR] ${issue.message} [json-pointer:/${issue.path.join('/')}]`,
  );
  const isLong = messages.some((message) => message.includes('msg_blocks_too_long'));
  return { error: isLong ? 'msg_blocks_too_long' : 'invalid_blocks', messages };
}

/** What Slack keeps with a message for apps. https://docs.slack.dev/messaging/message-metadata */
const metadata = z.strictObject({
  event_type: z.string().regex(/^\w{1,255}$/),
  event_payload: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.record(z.string(), z.json())]),
  ),
});
/** Characters of it; Slack documents no number. */
const metadataLimit = 8000;

/** Why Slack would not keep that with a message; undefined if it would, or if there is nothing. */
export function faultOfMetadata(given: unknown): string | undefined {
  if (given === undefined) return undefined;
  if (JSON.stringify(given).length > metadataLimit) return 'metadata_too_large';
  return metadata.safeParse(given).success ? undefined : 'invalid_metadata_format';
}

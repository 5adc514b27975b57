/**
 * What Slack takes at most. Lengths are in UTF-16 units, counts in pieces.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks and …/block-elements, …/composition-objects
 */
export const limits = {
  /** Blocks in a message. */
  blocks: 50,
  /** Blocks in a view, such as the App Home. */
  viewBlocks: 100,
  /** Title of a modal, and its buttons. */
  viewTitle: 24,
  /** What a view keeps for us. */
  metadata: 3000,
  /** Ours: text of a modal. Slack documents no number; a section, which is meant for as much, takes 3,000. */
  viewText: 3000,
  /** Ours: what is shown of a file that cannot be sent. */
  beginning: 2000,
  /** Label of a field. */
  inputLabel: 2000,
  /** Ours: what can be typed into a field. */
  typed: 500,
  /** Text of a header block. */
  header: 150,
  /** A text object in a context block. */
  context: 3000,
  /** Elements in an actions block. */
  elements: 25,
  /** Text on a button. */
  label: 75,
  /** `action_id` of an element. */
  actionId: 255,
  /** Address that a button opens. */
  url: 3000,
  /** Levels that a list can be set in. */
  indent: 8,
  /**
   * All text of a message together. Slack documents no number; above some 12,000 it answers `msg_blocks_too_long`,
   * as several libraries report.
   */
  message: 10_000,
  /** Ours: the text that notifications show, before escaping, which makes it at most five times as long. */
  fallback: 600,
} as const;

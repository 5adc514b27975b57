import type { RootContent } from 'mdast';
import type { Locale } from '../notes/locale.ts';
import type { Action, Shown } from './action.ts';

/** What the bot says, as data. Each adapter renders it within its platform's limits. */
export interface Reply {
  locale: Locale;
  /** One line of plain text. */
  title?: string;
  /** The text, as a Markdown tree without HTML. */
  body: RootContent[];
  /** A line of plain text in small print, such as how the question was understood. */
  footer?: string;
  /** The same as the text, as bars, for those who see them drawn. */
  chart?: Chart;
  /** To be kept as a file: what is too long to be read in a chat. */
  file?: TextFile;
  /** Rows of buttons, at most {@link rowLength} in each. */
  rows: Button[][];
  /**
   * Who is to see it: that person alone, where the platform can; or all who are there (`channel`), which a platform may keep
   * to the person until it is shared; or everyone at once (`everyone`), as what is meant for the channel.
   */
  audience: 'person' | 'channel' | 'everyone';
  /** Does not take the place of the message whose button brought it up. */
  isApart?: boolean;
  /** What it shows of the notes, if it does. */
  shown?: Shown;
}

/** Does something in the chat, or opens an address. Labels are plain text of at most {@link labelLength} characters. */
export type Button = { label: string; action: Action } | { label: string; url: string };

/** Buttons in a row, as Discord allows. */
export const rowLength = 5;
/** Characters on a button; Slack's 75 is the tightest limit. */
export const labelLength = 75;

/** How much of each thing. */
export interface Chart {
  title: string;
  /** From 0 to 1. */
  bars: { label: string; share: number; text: string }[];
}

/** A file of text. */
export interface TextFile {
  name: string;
  /** Media type. */
  type: string;
  text: string;
}

/** A line of text to be typed before an action: a modal on platforms that have such. */
export interface Form {
  locale: Locale;
  /** At most 24 characters, Slack's limit. */
  title: string;
  /** What it is about, which the form may cover: a Markdown tree. */
  body?: RootContent[];
  /** What is to be typed; at most 45 characters, Discord's limit. */
  label: string;
  /** Id of what is done with it. */
  id: string;
}

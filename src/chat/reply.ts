import type { RootContent } from 'mdast';
import type { Locale } from '../notes/note.ts';
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
  /** Rows of buttons, at most {@link rowLength} in each. */
  rows: Button[][];
  /** Who is to see it: everyone where it was asked, or that person alone where the platform can. */
  audience: 'channel' | 'person';
  /** What it shows of the notes, if it does. */
  shown?: Shown;
}

/** Does something in the chat, or opens an address. Labels are plain text of at most {@link labelLength} characters. */
export type Button = { label: string; action: Action } | { label: string; url: string };

/** Buttons in a row, as Discord allows. */
export const rowLength = 5;
/** Characters on a button; Slack's 75 is the tightest limit. */
export const labelLength = 75;

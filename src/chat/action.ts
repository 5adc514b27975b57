import { type Part, parts } from '../notes/note.ts';

/** What brings something from the notes up. */
export type Shown =
  /** Show a part of a topic; without a part, the topic. */
  | { kind: 'show'; slug: string; part?: Part }
  /** Set two topics side by side. */
  | { kind: 'compare'; slugs: [string, string] };

/** What a button means. It is all in the button's id, so that a button of last month works after any restart. */
export type Action =
  | Shown
  /** Say that to everyone, which one person alone has seen so far. */
  | { kind: 'share'; shown: Shown }
  /** Show a topic without taking the place of what the button stands below. */
  | { kind: 'note'; slug: string }
  /** Begin a set of questions, on a topic or on any. */
  | { kind: 'practise'; slug?: string }
  /** Ask a question of a quiz, by its place in it. */
  | { kind: 'ask'; quiz: string; index: number }
  /** Choose an option, by its place in what is written. */
  | { kind: 'pick'; quiz: string; index: number; option: number }
  /** Type an answer. */
  | { kind: 'type'; quiz: string; index: number }
  /** Say of one's answer that it was a guess. */
  | { kind: 'guess'; quiz: string; index: number }
  /** How a set went. */
  | { kind: 'result'; quiz: string }
  /** Close a channel's quiz, and say how it went. */
  | { kind: 'close'; quiz: string }
  /** Say what is wrong with a question. */
  | { kind: 'flag'; question: string }
  /** Put a question aside for the group, or ask it again. */
  | { kind: 'pause' | 'unpause'; question: string }
  /** The wrong-answer notebook. */
  | { kind: 'wrong' }
  /** The questions of the notebook again. */
  | { kind: 'rework' }
  /** What is due for review. */
  | { kind: 'review' }
  /** The question of a channel's quiz that is over, for oneself. */
  | { kind: 'again'; quiz: string }
  /** What was put to the channel before a moment, in milliseconds since 1970. */
  | { kind: 'archive'; before: number }
  /** Delete all that is kept of the person. */
  | { kind: 'forget' };

/** Characters in an id: Discord's limit for custom_id. Two slugs of 48 characters fit; longer pairs get no button. */
export const actionLimit = 100;

/** Ids begin with what they do, so that ids of later versions can be told apart. */
export function encodeAction(action: Action): string {
  switch (action.kind) {
    case 'show':
      return `show#${action.slug}${action.part === undefined ? '' : `#${action.part}`}`;
    case 'compare':
      return `vs#${action.slugs.join('#')}`;
    case 'share':
      return `share#${encodeAction(action.shown)}`;
    case 'note':
      return `note#${action.slug}`;
    case 'practise':
      return action.slug === undefined ? 'practise' : `practise#${action.slug}`;
    case 'ask':
    case 'type':
    case 'guess':
      return `${action.kind}#${action.quiz}#${action.index}`;
    case 'pick':
      return `pick#${action.quiz}#${action.index}#${action.option}`;
    case 'result':
    case 'close':
    case 'again':
      return `${action.kind}#${action.quiz}`;
    case 'archive':
      return `archive#${action.before}`;
    case 'flag':
    case 'pause':
    case 'unpause':
      return `${action.kind}#${action.question}`;
    default:
      return action.kind;
  }
}

/** Undefined for what no button of ours has said, or has not said for long. */
export function decodeAction(id: string): Action | undefined {
  if (id.length > actionLimit) return undefined;
  const [kind = '', ...args] = id.split('#');
  const [one, two, three] = args;
  if (args.some((arg) => arg === '')) return undefined;
  const takes = (least: number, most = least) => args.length >= least && args.length <= most;
  switch (kind) {
    case 'show': {
      if (one === undefined || !takes(1, 2)) return undefined;
      if (two === undefined) return { kind, slug: one };
      const part = parts.find((candidate) => candidate === two);
      return part === undefined ? undefined : { kind, slug: one, part };
    }
    case 'vs':
      return one === undefined || two === undefined || !takes(2)
        ? undefined
        : { kind: 'compare', slugs: [one, two] };
    case 'share': {
      const shown = decodeAction(args.join('#'));
      return shown?.kind === 'show' || shown?.kind === 'compare' ? { kind, shown } : undefined;
    }
    case 'note':
      return one === undefined || !takes(1) ? undefined : { kind, slug: one };
    case 'practise':
      return takes(0, 1) ? { kind, ...(one !== undefined && { slug: one }) } : undefined;
    case 'ask':
    case 'type':
    case 'guess':
      return one === undefined || !takes(2) || !isPlace(two)
        ? undefined
        : { kind, quiz: one, index: Number(two) };
    case 'pick':
      return one === undefined || !takes(3) || !isPlace(two) || !isPlace(three)
        ? undefined
        : { kind, quiz: one, index: Number(two), option: Number(three) };
    case 'result':
    case 'close':
    case 'again':
      return one === undefined || !takes(1) ? undefined : { kind, quiz: one };
    case 'archive':
      return takes(1) && /^\d{1,15}$/.test(one ?? '') ? { kind, before: Number(one) } : undefined;
    case 'flag':
    case 'pause':
    case 'unpause':
      return one === undefined || !takes(1) ? undefined : { kind, question: one };
    case 'wrong':
    case 'rework':
    case 'review':
    case 'forget':
      return takes(0) ? { kind } : undefined;
    default:
      return undefined;
  }
}

const isPlace = (text: string | undefined): boolean => text !== undefined && /^\d{1,3}$/.test(text);

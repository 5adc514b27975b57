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
  | { kind: 'share'; shown: Shown };

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
  }
}

/** Undefined for what no button of ours has said, or has not said for long. */
export function decodeAction(id: string): Action | undefined {
  if (id.length > actionLimit) return undefined;
  if (!id.startsWith('share#')) return decodeShown(id);
  const shown = decodeShown(id.slice('share#'.length));
  return shown === undefined ? undefined : { kind: 'share', shown };
}

function decodeShown(id: string): Shown | undefined {
  const [kind, one, two, ...rest] = id.split('#');
  if (one === undefined || one === '' || rest.length > 0) return undefined;
  if (kind === 'show' && two === undefined) return { kind, slug: one };
  if (kind === 'show') {
    const part = parts.find((candidate) => candidate === two);
    return part === undefined ? undefined : { kind, slug: one, part };
  }
  if (kind === 'vs' && two !== undefined && two !== '') return { kind: 'compare', slugs: [one, two] };
  return undefined;
}

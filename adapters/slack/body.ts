/** What Slack tells of, as far as it is needed. Nothing of it is sure to be there. */
export type Body = Partial<{
  type: string;
  command: string;
  text: string;
  team_id: string;
  team: { id: string } | null;
  user_id: string;
  user_name: string;
  user: { id: string; username?: string; name?: string; team_id?: string };
  channel_id: string;
  channel: { id: string };
  response_url: string;
  trigger_id: string;
  actions: { action_id?: string }[];
  container: { is_ephemeral?: boolean; thread_ts?: string };
  message: { thread_ts?: string };
  view: View;
  event: Said;
}>;

/** A view as it comes back, with what was typed into it. */
export type View = Partial<{
  callback_id: string;
  private_metadata: string;
  state: { values?: Record<string, Record<string, { value?: string | null }>> };
}>;

/** An event of the Events API. */
export type Said = Partial<{
  type: string;
  subtype: string;
  channel_type: string;
  tab: string;
  channel: string;
  user: string;
  bot_id: string;
  text: string;
  ts: string;
  thread_ts: string;
  edited: object;
}>;

/** Where a message goes. */
export interface Place {
  channel: string;
  thread?: string | undefined;
}

/** Where a button stood, as far as it takes to answer there. */
export interface Origin extends Place {
  /** Below a message that one person alone sees. */
  isEphemeral?: boolean;
  /** In the App Home, which is no channel. */
  isHome?: boolean;
  /** Takes answers for half an hour. */
  url?: string | undefined;
}

/** Where what was pressed stood. */
export function originOf({ container = {}, message, channel, view, response_url: url }: Body): Origin {
  return {
    channel: channel?.id ?? '',
    thread: container.thread_ts ?? message?.thread_ts,
    isEphemeral: container.is_ephemeral === true,
    isHome: view !== undefined,
    url,
  };
}

/** A private chat: of one person with the bot, or of two people. */
export const isDirect = (channel: string): boolean => channel.startsWith('D');

/** A private chat is one conversation; in a channel each thread is. */
export function conversationOf(team: string, { channel, thread }: Place): string | undefined {
  if (isDirect(channel)) return `slack:${team}:${channel}`;
  return thread === undefined ? undefined : `slack:${team}:${channel}:${thread}`;
}

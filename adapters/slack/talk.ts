import { webApi } from '@slack/bolt';
import type { Bot, Log } from '../../src/bot.ts';
import { decodeAction } from '../../src/chat/action.ts';
import type { Interaction } from '../../src/chat/interaction.ts';
import type { Say } from '../../src/chat/locale.ts';
import type { Reply } from '../../src/chat/reply.ts';
import type { Locale } from '../../src/notes/note.ts';
import { type Person, persist, respond } from './api.ts';
import type { Ack, Answer } from './connection.ts';
import { linkId, type Message, renderHome, renderReply } from './render.ts';
import { readMarkup } from './text.ts';

/** Slack waits 3 s for the answer to a command. What takes longer is sent after it. */
const answerMs = 2500;

/** What Slack tells of, as far as it is needed. Nothing of it is sure to be there. */
export type Body = Partial<{
  command: string;
  text: string;
  team_id: string;
  team: { id: string } | null;
  user_id: string;
  user: { id: string; username?: string; name?: string; team_id?: string };
  channel_id: string;
  channel: { id: string };
  response_url: string;
  actions: { action_id?: string }[];
  container: { is_ephemeral?: boolean; thread_ts?: string };
  message: { thread_ts?: string };
  view: object;
  event: Said;
}>;

type Said = Partial<{
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
interface Place {
  channel: string;
  thread?: string | undefined;
}

/** Who the bot is on Slack, once that is known. */
export interface Self {
  user?: string;
  bot?: string;
}

/**
 * Answers what people do on Slack, whichever way it came.
 *
 * @param options.people who somebody is, at once or soon
 * @param options.failed is told of calls that Slack refused
 * @returns what to call with each event; it never throws
 */
export function createTalk({
  client,
  people,
  self,
  bot,
  say,
  locale,
  log,
  failed,
}: {
  client: webApi.WebClient;
  people: (user: string) => Person | Promise<Person>;
  self: Self;
  bot: Bot;
  say: Record<Locale, Say>;
  locale: Locale;
  log: Log;
  failed: (error: unknown) => void;
}): (body: Body, ack: Ack | undefined) => Promise<void> {
  const answers = new WeakMap<Reply, Answer>();

  /** A reply as one person alone gets it: the same for all who ask the same, so it is made once. */
  function answerOf(reply: Reply): Answer {
    const made = answers.get(reply);
    if (made !== undefined) return made;
    const rendered = renderReply(reply, say[reply.locale], { canShare: true });
    const message = { response_type: 'ephemeral', ...rendered };
    const answer = { message, json: JSON.stringify(message) };
    answers.set(reply, answer);
    return answer;
  }

  const openly = (reply: Reply): Message => renderReply(reply, say[reply.locale]);

  /** No address in a note is shown as more than a link, and nothing in a text becomes a mention. */
  const post = ({ channel, thread }: Place, message: Message) =>
    persist(() =>
      client.chat.postMessage({
        channel,
        ...(thread !== undefined && { thread_ts: thread }),
        ...message,
        parse: 'none',
        link_names: false,
        unfurl_links: false,
        unfurl_media: false,
      }),
    );

  const whisper = ({ channel, thread }: Place, user: string, message: Message) =>
    persist(() =>
      client.chat.postEphemeral({
        channel,
        user,
        ...(thread !== undefined && { thread_ts: thread }),
        ...message,
        parse: 'none',
        link_names: false,
      }),
    );

  async function command(body: Body, ack: Ack): Promise<void> {
    const { team_id: team = '', user_id: user = '', channel_id: channel = '', response_url: url } = body;
    const timer = setTimeout(() => void ack(), answerMs);
    try {
      const found = people(user);
      const person = found instanceof Promise ? await found : found;
      const reply = await bot.handle({
        kind: 'command',
        text: readMarkup(body.text ?? '', self.user),
        locale: person.locale,
        person: `slack:${team}:${user}`,
        ...(isDirect(channel) && { conversation: `slack:${team}:${channel}` }),
      });
      if (reply === undefined) return;
      const isLate = !(await ack(answerOf(reply)));
      if (isLate && url !== undefined) await respond(url, answerOf(reply).message);
    } finally {
      clearTimeout(timer);
    }
  }

  async function press(body: Body): Promise<void> {
    const { user: by, container = {}, message, response_url: url } = body;
    const user = by?.id ?? '';
    const id = body.actions?.[0]?.action_id ?? '';
    if (id.startsWith(linkId)) return;
    const team = body.team?.id ?? by?.team_id ?? '';
    const channel = body.channel?.id ?? '';
    const thread = container.thread_ts ?? message?.thread_ts;
    const { locale, name } = await people(user);
    const conversation = conversationOf(team, { channel, thread });
    const reply = await bot.handle({
      kind: 'press',
      id,
      locale,
      person: `slack:${team}:${user}`,
      ...(conversation !== undefined && { conversation }),
    });
    if (reply === undefined) return;
    if (body.view !== undefined) return home(user, locale, openly(reply));

    const isPrivate = container.is_ephemeral === true;
    const inThread = thread !== undefined && { thread_ts: thread };
    if (decodeAction(id)?.kind === 'share' && reply.shown !== undefined) {
      const shared = renderReply(reply, say[reply.locale], {
        sharedBy: name ?? by?.username ?? by?.name ?? user,
      });
      const quiet = { unfurl_links: false, unfurl_media: false };
      const said = { response_type: 'in_channel', replace_original: false, ...inThread, ...shared, ...quiet };
      await firstOf(url && (() => respond(url, said)), () => post({ channel, thread }, shared));
      return;
    }
    const answer = answerOf(reply).message as Message;
    // A notice such as "too fast" takes no note out of sight.
    const isInstead = isPrivate && reply.shown !== undefined;
    const respondHere =
      url && (() => respond(url, { ...answer, ...(!isInstead && inThread), replace_original: isInstead }));
    const { text, blocks } = answer;
    if (isDirect(channel) && !isPrivate)
      await firstOf(() => post({ channel, thread }, openly(reply)), respondHere);
    else await firstOf(respondHere, () => whisper({ channel, thread }, user, { text, blocks }));
  }

  async function mention(event: Said, team: string): Promise<void> {
    const { channel = '', ts = '', thread_ts: thread, user = '' } = event;
    const isAlone = isDirect(channel);
    const place: Place = { channel, thread: isAlone ? thread : (thread ?? ts) };
    const conversation = conversationOf(team, place);
    const interaction: Interaction = {
      kind: 'mention',
      text: readMarkup(event.text ?? '', self.user),
      locale: (await people(user)).locale,
      person: `slack:${team}:${user}`,
      ...(conversation !== undefined && { conversation }),
      delivery: `slack:${team}:${channel}:${ts}`,
    };
    const reply = await bot.handle(interaction);
    if (reply === undefined) return;
    if (isAlone || reply.audience === 'channel') await post(place, openly(reply));
    // What one person alone sees is not shown in a thread that nobody has opened yet.
    else await whisper({ channel, thread }, user, openly(reply));
  }

  async function home(user: string, locale: Locale, shown?: Message): Promise<void> {
    const view = renderHome(openly(bot.help(locale)), shown);
    await persist(() => client.views.publish({ user_id: user, view }));
  }

  async function heard(event: Said, team: string): Promise<void> {
    const { type, user = '', subtype } = event;
    if (type === 'app_home_opened') {
      if (event.tab === 'home') await home(user, (await people(user)).locale);
      return;
    }
    const isSaid =
      type === 'app_mention' ||
      (type === 'message' &&
        event.channel_type === 'im' &&
        (subtype === undefined || subtype === 'file_share' || subtype === 'thread_broadcast'));
    const isPerson = user !== '' && user !== self.user && user !== 'USLACKBOT' && event.bot_id === undefined;
    if (isSaid && isPerson && event.edited === undefined) await mention(event, team);
  }

  return async (body, ack) => {
    try {
      if (body.event !== undefined) return await heard(body.event, body.team_id ?? '');
      if (body.command !== undefined && ack !== undefined) return await command(body, ack);
      await ack?.();
      if (body.actions !== undefined) await press(body);
    } catch (err) {
      if (err instanceof webApi.WebAPIPlatformError) return failed(err);
      const reference = crypto.randomUUID().slice(0, 8);
      log.error({ err, reference, platform: 'slack' }, 'an event from Slack failed');
      const message = { response_type: 'ephemeral', text: say[locale]('failed', { reference }) };
      await ack?.({ message, json: JSON.stringify(message) });
    }
  };
}

const isDirect = (channel: string): boolean => channel.startsWith('D');

/** A private chat is one conversation; in a channel each thread is. */
function conversationOf(team: string, { channel, thread }: Place): string | undefined {
  if (isDirect(channel)) return `slack:${team}:${channel}`;
  return thread === undefined ? undefined : `slack:${team}:${channel}:${thread}`;
}

type Way = (() => Promise<unknown>) | '' | undefined;

/** Goes the first way, and the second if that is barred. */
async function firstOf(first: Way, second: Way): Promise<void> {
  if (first) {
    try {
      await first();
      return;
    } catch (error) {
      if (!second) throw error;
    }
  }
  if (second) await second();
}

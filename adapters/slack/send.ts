import type { webApi } from '@slack/bolt';
import type { Bot } from '../../src/bot.ts';
import type { Say } from '../../src/chat/locale.ts';
import type { Form, Reply } from '../../src/chat/reply.ts';
import type { Locale } from '../../src/notes/locale.ts';
import { persist, respond, slackError } from './api.ts';
import { isDirect, type Origin, type Place } from './body.ts';
import type { Answer } from './connection.ts';
import { renderForm } from './form.ts';
import { type Message, renderHome, renderReply } from './render.ts';

/** No address is shown as more than a link. */
export const quiet = { unfurl_links: false, unfurl_media: false };
/** Nothing in a text becomes a mention. */
export const plainly = { parse: 'none', link_names: false } as const;
/** Slack takes the leave to show a form for 3 s. To wait longer before trying again makes no sense. */
const triggerMs = 2000;

/** The ways in which a reply gets to people on Slack. All throw what Slack or the network throws. */
export interface Sender {
  /** A reply as the answer to what somebody did: for that person alone, or for everyone. */
  answerOf(reply: Reply): Answer;
  /** Says it in a channel, a thread or a private chat. */
  post(place: Place, reply: Reply): Promise<unknown>;
  /** Says it to one person alone, in a channel or a thread. */
  whisper(place: Place, user: string, reply: Reply): Promise<unknown>;
  /** Answers a button, or a form that a button asked for. */
  answerAt(origin: Origin, user: string, reply: Reply): Promise<void>;
  /** Says what one person alone has seen so far to everyone there. */
  shareAt(origin: Origin, reply: Reply, by: string): Promise<void>;
  /** Shows how to use the bot in the App Home, below what was asked for there. */
  home(user: string, locale: Locale, shown?: Reply): Promise<void>;
  /** Asks for what has to be typed. */
  openForm(trigger: string, form: Form, origin: Origin): Promise<void>;
}

/** @param client of the Web API, with the bot token */
export function createSender({
  client,
  bot,
  say,
}: {
  client: webApi.WebClient;
  bot: Bot;
  say: Record<Locale, Say>;
}): Sender {
  const answers = new WeakMap<Reply, Answer>();

  /** The same for all who ask the same, so it is made once. */
  function answerOf(reply: Reply): Answer {
    const made = answers.get(reply);
    if (made !== undefined) return made;
    const isOpen = reply.audience === 'everyone';
    const message = {
      response_type: isOpen ? 'in_channel' : 'ephemeral',
      ...renderReply(reply, say[reply.locale], { canShare: !isOpen }),
      ...(isOpen && quiet),
    };
    const answer = { message, json: JSON.stringify(message) };
    answers.set(reply, answer);
    return answer;
  }

  const openly = (reply: Reply): Message => renderReply(reply, say[reply.locale]);

  const postMessage = ({ channel, thread }: Place, message: Message) =>
    persist(() =>
      client.chat.postMessage({
        channel,
        ...(thread !== undefined && { thread_ts: thread }),
        ...message,
        ...plainly,
        ...quiet,
      }),
    );

  const postEphemeral = ({ channel, thread }: Place, user: string, message: Message) =>
    persist(() =>
      client.chat.postEphemeral({
        channel,
        user,
        ...(thread !== undefined && { thread_ts: thread }),
        ...message,
        ...plainly,
      }),
    );

  async function home(user: string, locale: Locale, shown?: Reply): Promise<void> {
    const view = renderHome(openly(bot.help(locale)), shown && openly(shown));
    await persist(() => client.views.publish({ user_id: user, view }));
  }

  async function answerAt(origin: Origin, user: string, reply: Reply): Promise<void> {
    const { channel, thread, url, isEphemeral = false, isHome = false } = origin;
    const atHome = () => home(user, reply.locale, reply);
    // What is not to take a place there comes into the private chat, which is the tab beside it.
    if (isHome && reply.isApart) return firstOf(() => postMessage({ channel: user }, openly(reply)), atHome);
    if (isHome) return atHome();

    const { message } = answerOf(reply);
    const isOpen = reply.audience === 'everyone';
    const isInstead = isEphemeral && !isOpen && !reply.isApart;
    const inThread = !isInstead && thread !== undefined && { thread_ts: thread };
    const respondHere = url && (() => respond(url, { ...message, ...inThread, replace_original: isInstead }));
    if (isDirect(channel) && !isEphemeral)
      return firstOf(() => postMessage({ channel, thread }, openly(reply)), respondHere);
    const { text, blocks } = message as Message;
    await firstOf(respondHere, () =>
      isOpen
        ? postMessage({ channel, thread }, { text, blocks })
        : postEphemeral({ channel, thread }, user, { text, blocks }),
    );
  }

  return {
    answerOf,
    home,
    answerAt,
    post: (place, reply) => postMessage(place, openly(reply)),
    whisper: (place, user, reply) => postEphemeral(place, user, openly(reply)),
    async shareAt({ channel, thread, url }, reply, by) {
      const shared = renderReply(reply, say[reply.locale], { sharedBy: by });
      const inThread = thread !== undefined && { thread_ts: thread };
      const said = { response_type: 'in_channel', replace_original: false, ...inThread, ...shared, ...quiet };
      await firstOf(url && (() => respond(url, said)), () => postMessage({ channel, thread }, shared));
    },
    async openForm(trigger, form, origin) {
      const view = renderForm(form, say[form.locale], origin);
      try {
        await persist(() => client.views.open({ trigger_id: trigger, view }), triggerMs);
      } catch (error) {
        // An earlier try came through, and only what Slack said to it was lost.
        if (slackError(error) !== 'exchanged_trigger_id') throw error;
      }
    },
  };
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

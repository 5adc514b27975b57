import { webApi } from '@slack/bolt';
import type { Bot } from '../../src/bot.ts';
import { decodeAction } from '../../src/chat/action.ts';
import { remark } from '../../src/chat/answer.ts';
import type { Interaction } from '../../src/chat/interaction.ts';
import type { Say } from '../../src/chat/locale.ts';
import type { Form, Reply } from '../../src/chat/reply.ts';
import type { Log } from '../../src/log.ts';
import type { Locale } from '../../src/notes/locale.ts';
import { type Person, respond, type Self, within } from './api.ts';
import { type Body, conversationOf, isDirect, type Origin, originOf, type Place, type Said } from './body.ts';
import type { Ack } from './connection.ts';
import type { HandOver } from './file.ts';
import { readForm } from './form.ts';
import { linkId } from './render.ts';
import type { Sender } from './send.ts';
import { readMarkup } from './text.ts';

/** Slack waits 3 s for the answer to a command. What takes longer is sent after it. */
const answerMs = 2500;
/** Within 3 s of a press Slack opens a form, or never; by then there is time left to open it. */
const formMs = 2000;

/** Who did something, as Slack's events say it. */
interface Actor {
  team: string;
  user: string;
  /** For where Slack does not tell the name that others see. */
  handle?: string | undefined;
}

/**
 * Answers what people do on Slack, whichever way it came.
 *
 * @param options.handOver brings the file of a reply, if it has one
 * @param options.people who somebody is, at once or soon
 * @param options.failed is told of calls that Slack refused
 * @returns what to call with each event; it never throws
 */
export function createTalk({
  sender,
  handOver,
  people,
  self,
  bot,
  say,
  locale,
  log,
  failed,
}: {
  sender: Sender;
  handOver: HandOver;
  people: (user: string) => Person | Promise<Person>;
  self: Self;
  bot: Bot;
  say: Record<Locale, Say>;
  locale: Locale;
  log: Log;
  failed: (error: unknown) => void;
}): (body: Body, ack: Ack | undefined) => Promise<void> {
  const { answerOf, post, whisper, answerAt, shareAt, home, openForm } = sender;

  /** Who and where, as the bot wants to know it. A group and a channel are only where others are. */
  function whoOf({ team, user, handle }: Actor, person: Person, place: Place) {
    const isOpen = place.channel !== '' && !isDirect(place.channel);
    const group = `slack:${self.team ?? team}`;
    const name = person.name ?? handle;
    const conversation = conversationOf(team, place);
    return {
      at: new Date(),
      locale: person.locale,
      person: `slack:${team}:${user}`,
      isHost: person.isHost,
      ...(name !== undefined && { name }),
      ...(isOpen && { group, channel: `${group}:${place.channel}` }),
      ...(conversation !== undefined && { conversation }),
    };
  }

  async function command(body: Body, ack: Ack): Promise<void> {
    const { team_id: team = '', user_id: user = '', user_name: handle, response_url: url } = body;
    const timer = setTimeout(() => void ack(), answerMs);
    try {
      const found = people(user);
      const person = found instanceof Promise ? await found : found;
      const place: Place = { channel: body.channel_id ?? '' };
      const given = await bot.handle({
        kind: 'command',
        text: readMarkup(body.text ?? '', self.user),
        ...whoOf({ team, user, handle }, person, place),
      });
      if (given === undefined) return;
      // To bring it may take longer than Slack waits.
      if (given.file !== undefined) await ack();
      const reply = await handOver(given, user, place);
      const isLate = !(await ack(answerOf(reply)));
      if (isLate && url !== undefined) await respond(url, answerOf(reply).message);
    } finally {
      clearTimeout(timer);
    }
  }

  async function press(body: Body): Promise<void> {
    const id = body.actions?.[0]?.action_id ?? '';
    if (id.startsWith(linkId)) return;
    const by = actorOf(body);
    const origin = originOf(body);
    const opensUntil = Date.now() + formMs;
    const person = await people(by.user);
    const form = await within(opensUntil - Date.now(), bot.form(id, person.locale), 'late');
    if (form === 'late') {
      log.warn({ platform: 'slack' }, 'a form was not ready in time');
      return again(person.locale, by, origin);
    }
    if (form !== undefined) return ask(form, body.trigger_id ?? '', by, origin);
    const given = await bot.handle({ kind: 'press', id, ...whoOf(by, person, origin) });
    if (given === undefined) return;
    const reply = await handOver(given, by.user, origin);
    if (decodeAction(id)?.kind === 'share' && reply.shown !== undefined && !origin.isHome)
      return shareAt(origin, reply, person.name ?? by.handle ?? by.user);
    await answerAt(origin, by.user, reply);
  }

  async function ask(form: Form, trigger: string, by: Actor, origin: Origin): Promise<void> {
    try {
      await openForm(trigger, form, origin);
    } catch (error) {
      failed(error);
      await again(form.locale, by, origin);
    }
  }

  const again = (locale: Locale, { user }: Actor, origin: Origin): Promise<void> =>
    answerAt(origin, user, remark(say[locale]('slack-again'), locale));

  async function submitted(body: Body): Promise<void> {
    const form = readForm(body.view ?? {});
    if (form === undefined) return;
    const { id, text, origin } = form;
    const by = actorOf(body);
    const given = await bot.handle({
      kind: 'submit',
      id,
      text,
      ...whoOf(by, await people(by.user), origin),
    });
    if (given !== undefined) await answerAt(origin, by.user, await handOver(given, by.user, origin));
  }

  async function mention(event: Said, team: string): Promise<void> {
    const { channel = '', ts = '', thread_ts: thread, user = '' } = event;
    const isAlone = isDirect(channel);
    const below: Place = { channel, thread: isAlone ? thread : (thread ?? ts) };
    const interaction: Interaction = {
      kind: 'mention',
      text: readMarkup(event.text ?? '', self.user),
      ...whoOf({ team, user }, await people(user), below),
      delivery: `slack:${team}:${channel}:${ts}`,
    };
    const given = await bot.handle(interaction);
    if (given === undefined) return;
    const reply = await handOver(given, user, { channel, thread });
    const place = placeOf(reply, { channel, thread }, below);
    if (isAlone || reply.audience !== 'person') await post(place, reply);
    else await whisper(place, user, reply);
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
      // Nothing but this closes a form.
      await ack?.();
      if (body.type === 'view_submission') await submitted(body);
      else if (body.actions !== undefined) await press(body);
    } catch (err) {
      if (err instanceof webApi.WebAPIPlatformError) return failed(err);
      const reference = crypto.randomUUID().slice(0, 8);
      log.error({ err, reference, platform: 'slack' }, 'an event from Slack failed');
      const message = { response_type: 'ephemeral', text: say[locale]('failed', { reference }) };
      await ack?.({ message, json: JSON.stringify(message) });
    }
  };
}

function actorOf({ team, user }: Body): Actor {
  return {
    team: team?.id ?? user?.team_id ?? '',
    user: user?.id ?? '',
    handle: user?.username ?? user?.name,
  };
}

/** What is for everyone is hidden in no thread, nor what one person alone sees in one that nobody has opened yet. */
const placeOf = ({ audience }: Reply, there: Place, below: Place): Place =>
  audience === 'channel' || isDirect(there.channel) ? below : there;

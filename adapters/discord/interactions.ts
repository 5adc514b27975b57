import { setTimeout as wait } from 'node:timers/promises';
import {
  type APIContainerComponent,
  type AutocompleteInteraction,
  type BaseInteraction,
  DiscordAPIError,
  type Interaction as Event,
  InteractionResponseType,
  type Message,
  MessageFlags,
  type MessageMentions,
  type RepliableInteraction,
  Routes,
} from 'discord.js';
import type { Bot } from '../../src/bot.ts';
import { decodeAction, encodeAction } from '../../src/chat/action.ts';
import { remark, shorten } from '../../src/chat/answer.ts';
import { parseCommand } from '../../src/chat/command.ts';
import type { Interaction } from '../../src/chat/interaction.ts';
import { pickLocale, type Say } from '../../src/chat/locale.ts';
import type { Reply } from '../../src/chat/reply.ts';
import type { Locale } from '../../src/notes/locale.ts';
import { commandName, hideOption, readCommand } from './commands.ts';
import { cannotReply } from './faults.ts';
import { isTooLarge, withFile } from './file.ts';
import { renderForm, typedOf } from './form.ts';
import { limits } from './limits.ts';
import { clean } from './markdown.ts';
import { whoDid, whoWrote } from './person.ts';
import { renderReply } from './render.ts';

/** What concerns one person alone. */
const personal: readonly string[] = ['wrong', 'stats', 'reports', 'mydata', 'forgetme'];

/** A form opens within 3 s or not at all; by then there is time left to say so. */
const formMs = 1500;
/** What is not answered by then is announced. */
const latestMs = 2000;
const late = Symbol('late');

type Did =
  | { kind: 'command'; text: string }
  | { kind: 'press'; id: string }
  | { kind: 'submit'; id: string; text: string };

/** Answers what people do on Discord. Both functions throw what Discord answers to an answer. */
export interface Answers {
  /** A command, a press, or an option that is being typed. */
  interaction(event: Event): Promise<void>;
  /** A message that may be meant for the bot. */
  message(message: Message): Promise<void>;
}

/**
 * @param locale where neither the person nor the server says one
 * @param answerMs an answer that takes longer is announced
 */
export function createAnswers({
  bot,
  say,
  locale: otherwise,
  answerMs = latestMs,
}: {
  bot: Bot;
  say: Record<Locale, Say>;
  locale: Locale;
  answerMs?: number | undefined;
}): Answers {
  // The bot gives the same reply to the same question, so that it need be rendered and written only once.
  const rendered = new WeakMap<Reply, APIContainerComponent>();
  const componentsOf = (reply: Reply): [APIContainerComponent] => {
    const container = rendered.get(reply) ?? renderReply(reply, say[reply.locale]);
    rendered.set(reply, container);
    return [container];
  };
  const bodyOf = (reply: Reply, flags: number) => ({
    components: componentsOf(reply),
    flags,
    allowed_mentions: { parse: [], replied_user: false },
  });
  const written = new WeakMap<Reply, Map<string, Buffer>>();
  const callbackOf = (reply: Reply, type: InteractionResponseType, flags: MessageFlags): Buffer => {
    const kept = written.get(reply) ?? new Map<string, Buffer>();
    written.set(reply, kept);
    const key = `${type} ${flags}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const body = Buffer.from(JSON.stringify({ type, data: bodyOf(reply, flags) }));
    kept.set(key, body);
    return body;
  };

  const localeOf = ({ locale, guildLocale }: BaseInteraction): Locale =>
    pickLocale(guildLocale === null ? [locale] : [locale, guildLocale], otherwise);

  async function suggest(event: AutocompleteInteraction): Promise<void> {
    const typed = event.options.getFocused();
    // A name finds its topic again but where two have the same; of a command to look up, what a button says always does.
    const choices = bot
      .suggest(typed, localeOf(event), limits.choices)
      .map(({ title, slug }) => ({
        name: shorten(clean(title).trim(), limits.choice) || '…',
        value: event.commandName === commandName ? encodeAction({ kind: 'show', slug }) : title,
      }))
      .filter(({ value }) => value.length <= limits.choice);
    await surely(() => event.respond(choices));
  }

  /** As `event.reply` does it, which would write the same text anew for each: that is most of the memory that it takes. */
  const callBack = ({ client, id, token }: RepliableInteraction, body: Buffer | string): Promise<void> =>
    surely(() =>
      client.rest.post(Routes.interactionCallback(id, token), {
        body,
        passThroughBody: true,
        headers: { 'Content-Type': 'application/json' },
        auth: false,
      }),
    );

  async function answer(event: RepliableInteraction): Promise<void> {
    const locale = localeOf(event);
    if (event.isMessageComponent()) {
      const form = await Promise.race([bot.form(event.customId, locale), wait(formMs, late, { ref: false })]);
      if (form === late) return respond(event, remark(say[locale]('discord-again'), locale));
      if (form !== undefined)
        return callBack(
          event,
          JSON.stringify({ type: InteractionResponseType.Modal, data: renderForm(form) }),
        );
    }
    const working = bot.handle({ ...didOf(event), locale, ...whoDid(event) });
    const given = await Promise.race([working, wait(answerMs, late, { ref: false })]);
    if (given === late) return respondLate(event, working);
    if (given === undefined) return;
    const reply = fitting(given, event.attachmentSizeLimit);
    await (reply.file === undefined ? respond(event, reply) : respondWithFile(event, reply));
  }

  /** Discord waits for three seconds for the first word, and then for a quarter of an hour for the rest. */
  async function respondLate(
    event: RepliableInteraction,
    working: Promise<Reply | undefined>,
  ): Promise<void> {
    const isInPlace = seesAlone(event);
    const data = { flags: MessageFlags.Ephemeral };
    await callBack(
      event,
      JSON.stringify(
        isInPlace
          ? { type: InteractionResponseType.DeferredMessageUpdate }
          : { type: InteractionResponseType.DeferredChannelMessageWithSource, data },
      ),
    );
    const given = await working;
    if (given === undefined) return;
    const reply = fitting(given, event.attachmentSizeLimit);
    const { client, applicationId, token } = event;
    const original = Routes.webhookMessage(applicationId, token);
    // Whom it is for is known only now; what was begun for that person alone stays so.
    const isFurther = isInPlace ? !takesThePlace(reply) : reply.audience === 'everyone';
    const flags = MessageFlags.IsComponentsV2 | (isHidden(event, reply) ? MessageFlags.Ephemeral : 0);
    await orTold(reply, async (reply) => {
      if (!isFurther)
        return surely(() =>
          client.rest.patch(original, {
            ...withFile(bodyOf(reply, MessageFlags.IsComponentsV2), reply),
            auth: false,
          }),
        );
      if (!isInPlace) await surely(() => client.rest.delete(original, { auth: false }));
      return surely(() =>
        client.rest.post(Routes.webhook(applicationId, token), {
          ...withFile(bodyOf(reply, flags), reply),
          auth: false,
        }),
      );
    });
  }

  async function respond(event: RepliableInteraction, reply: Reply): Promise<void> {
    const isReplaced = seesAlone(event) && takesThePlace(reply);
    const body = callbackOf(
      reply,
      isReplaced ? InteractionResponseType.UpdateMessage : InteractionResponseType.ChannelMessageWithSource,
      MessageFlags.IsComponentsV2 | (!isReplaced && isHidden(event, reply) ? MessageFlags.Ephemeral : 0),
    );
    await callBack(event, body);
  }

  /** What is uploaded may take longer than Discord waits for the first word. It stands in a message of its own. */
  async function respondWithFile(event: RepliableInteraction, reply: Reply): Promise<void> {
    const flags = isHidden(event, reply) ? MessageFlags.Ephemeral : 0;
    await callBack(
      event,
      JSON.stringify({ type: InteractionResponseType.DeferredChannelMessageWithSource, data: { flags } }),
    );
    const { client, applicationId, token } = event;
    await orTold(reply, (reply) =>
      surely(() =>
        client.rest.patch(Routes.webhookMessage(applicationId, token), {
          ...withFile(bodyOf(reply, MessageFlags.IsComponentsV2), reply),
          auth: false,
        }),
      ),
    );
  }

  /** The library sends again what met a broken server; by the nonce Discord knows that it is the same. */
  async function replyTo({ client, channelId, id }: Message, reply: Reply): Promise<void> {
    const body = { ...bodyOf(reply, MessageFlags.IsComponentsV2), nonce: id, enforce_nonce: true };
    const post = (more = {}) =>
      surely(() =>
        client.rest.post(Routes.channelMessages(channelId), withFile({ ...body, ...more }, reply)),
      );
    try {
      await post({ message_reference: { message_id: id, fail_if_not_exists: false } });
    } catch (error) {
      if (!(error instanceof DiscordAPIError) || error.code !== cannotReply) throw error;
      await post();
    }
  }

  /** In the place of a file that Discord does not take, the person is told so. */
  const fitting = (reply: Reply, limit: number): Reply =>
    isTooLarge(reply, limit)
      ? remark(
          say[reply.locale]('discord-file-large', { limit: Math.floor(limit / 1024 ** 2) }),
          reply.locale,
        )
      : reply;

  /** If a file does not get through, the person need not wait for it. */
  async function orTold(reply: Reply, send: (reply: Reply) => Promise<void>): Promise<void> {
    try {
      await send(reply);
    } catch (error) {
      if (reply.file !== undefined)
        await send(remark(say[reply.locale]('discord-file-failed'), reply.locale));
      throw error;
    }
  }

  return {
    async interaction(event) {
      if (event.isAutocomplete()) await suggest(event);
      else if (event.isRepliable()) await answer(event);
    },

    async message(message) {
      if (message.author.bot || message.webhookId !== null || message.system) return;
      const me = message.client.user.id;
      const isDirect = message.guildId === null;
      if (!isDirect && !message.mentions.users.has(me)) return;
      // A reply to the bot mentions it without saying so in the text.
      const isCalled = isDirect || new RegExp(`<@!?${me}>`).test(message.content);
      const locale = languageOf(message) ?? otherwise;
      const text = readable(message.content, message.mentions, me);
      const interaction: Interaction = {
        kind: 'mention',
        text,
        ...(!isCalled && { casual: true }),
        locale,
        ...whoWrote(message),
        delivery: `discord:${message.id}`,
      };
      const given = await bot.handle(interaction);
      if (given === undefined) return;
      // A message cannot be for one person alone in a channel, but the answer to a command can.
      const isForAll = isDirect || !personal.includes(parseCommand(text).kind);
      const reply = isForAll
        ? fitting(given, limits.file)
        : remark(say[given.locale]('discord-personal'), given.locale);
      await orTold(reply, (reply) => replyTo(message, reply));
    },
  };
}

/**
 * Sends once more what met a broken line, as when Discord closes one that was idle for long. The library sends again only
 * what met a broken server. If the first came as well, Discord knows: by the nonce, or since the interaction is answered.
 */
async function surely(send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code !== 'UND_ERR_SOCKET' && code !== 'ECONNREFUSED' && code !== 'EPIPE') throw error;
    await send();
  }
}

function didOf(event: RepliableInteraction): Did {
  if (event.isModalSubmit()) return { kind: 'submit', id: event.customId, text: typedOf(event) };
  if (event.isMessageComponent()) return { kind: 'press', id: event.customId };
  const text = event.isChatInputCommand() ? readCommand(event) : '';
  return decodeAction(text)?.kind === 'show' ? { kind: 'press', id: text } : { kind: 'command', text };
}

/** Does the button stand below what this person alone sees, as does that which opened a form? */
const seesAlone = (event: RepliableInteraction): boolean =>
  (event.isMessageComponent() || event.isModalSubmit()) &&
  event.message?.flags.has(MessageFlags.Ephemeral) === true;

/** What is for everyone stands beside what one person sees. */
const takesThePlace = ({ audience, isApart }: Reply): boolean => audience !== 'everyone' && isApart !== true;

/** What others see as well stays as it is: whoever presses a button there is answered alone. */
function isHidden(event: RepliableInteraction, { audience }: Reply): boolean {
  if (audience === 'everyone') return false;
  if (event.isMessageComponent() || event.isModalSubmit()) return seesAlone(event) || event.guildId !== null;
  const isWished = event.isChatInputCommand() && event.options.getBoolean(hideOption) === true;
  return audience === 'person' || isWished;
}

/** Discord says en-US of a server that never chose a language; only community servers can choose. */
function languageOf({ guild }: Message): Locale | undefined {
  if (guild === null) return undefined;
  if (guild.preferredLocale === 'en-US' && !guild.features.includes('COMMUNITY')) return undefined;
  return pickLocale([guild.preferredLocale], 'en');
}

/** What was written, with Discord's markup put into words and the call of the bot left out. */
function readable(content: string, { users, roles, channels }: MessageMentions, me: string): string {
  return content
    .replace(/<@!?(\d+)>/g, (_, id: string) => (id === me ? ' ' : `@${users.get(id)?.displayName ?? '?'}`))
    .replace(/<@&(\d+)>/g, (_, id: string) => `@${roles.get(id)?.name ?? '?'}`)
    .replace(/<#(\d+)>/g, (_, id: string) => {
      const channel = channels.get(id);
      return `#${channel !== undefined && 'name' in channel ? channel.name : '?'}`;
    })
    .replace(/<a?:\w+:\d+>|<t:-?\d+(?::\w)?>/g, ' ')
    .replace(/<\/([^:>]+):\d+>/g, '/$1')
    .replace(/<(https?:\/\/[^\s>]+)>/g, '$1')
    .trim();
}

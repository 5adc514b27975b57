import { LRUCache } from 'lru-cache';
import { decodeAction } from './chat/action.ts';
import { answer, compare, help, remark, show, type Voice } from './chat/answer.ts';
import { parseCommand } from './chat/command.ts';
import type { Interaction } from './chat/interaction.ts';
import type { Say } from './chat/locale.ts';
import type { Reply } from './chat/reply.ts';
import type { Locale } from './notes/note.ts';
import type { Suggestion } from './search/complete.ts';
import type { Library } from './search/library.ts';
import { languageOf } from './search/question.ts';

/** Where the bot writes what an operator should know. */
export interface Log {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

/** What a person may still do within a minute. */
export interface Allowance {
  /** Seconds until the person may go on; 0 if at once. */
  waitSeconds: number;
  /** The first time too many within this minute. */
  isFirst: boolean;
}

/** What platforms call: the whole behaviour behind one function. */
export interface Bot {
  /**
   * Answers whatever a person did. Never throws: a failure is logged under a reference that the person is told.
   *
   * @returns undefined if nothing is to be said: it was answered before, or not meant for the bot, or the person who says
   * too much has been told so. Commands and presses always get a reply.
   */
  handle(interaction: Interaction): Promise<Reply | undefined>;
  /** How to use the bot, with topics to begin with. */
  help(locale: Locale): Reply;
  /** What to offer while a person types, best first. Never throws. */
  suggest(text: string, locale: Locale, limit?: number): Suggestion[];
  /** Questions that no note answered, the most frequent first. */
  gaps(): { question: string; count: number }[];
}

/** Gaps that are kept at most; of more, those asked longest ago are forgotten. */
const gapLimit = 1000;
/** Replies that are kept to be given again. Groups ask for the same few topics; a reply takes some tens of kilobytes. */
const replyLimit = 200;
/** Conversations of which the bot knows what they are about, and deliveries that it knows to have answered. */
const memoryLimit = 10_000;

/**
 * @param library the notes as they are now; asked anew each time, since they change while the bot runs
 * @param allow what a person may still do; counts this time
 */
export function createBot({
  library,
  say,
  log,
  allow,
}: {
  library: () => Library;
  say: Record<Locale, Say>;
  log: Log;
  allow?: (person: string) => Promise<Allowance>;
}): Bot {
  const gaps = new LRUCache<string, number>({ max: gapLimit });
  const topics = new LRUCache<string, string>({ max: memoryLimit });
  const deliveries = new LRUCache<string, true>({ max: memoryLimit });
  const replies = new LRUCache<string, Reply>({ max: replyLimit });
  let repliesOf: Library | undefined;

  function countGap(question: string): void {
    const key = question.toLowerCase().replace(/\s+/g, ' ').slice(0, 100);
    const count = (gaps.get(key) ?? 0) + 1;
    gaps.set(key, count);
    log.info({ question: key, count }, 'no note answers this');
  }

  const voice = (locale: Locale): Voice => ({ library: library(), locale, say: say[locale] });

  function reply(interaction: Interaction, about: string | undefined): Reply | undefined {
    if (interaction.kind === 'press') return pressed(interaction.id, voice(interaction.locale));
    const command = parseCommand(interaction.text);
    if (command.kind === 'help') return help(voice(interaction.locale));
    const isMention = interaction.kind === 'mention';
    const finding = library().find(command.text, about);
    if (finding.kind === 'unknown' || finding.kind === 'empty') {
      if (isMention && interaction.casual === true) return undefined;
      countGap(command.text);
    }
    const spoken = isMention ? languageOf(command.text) : undefined;
    return answer(finding, command.text, voice(spoken ?? interaction.locale));
  }

  /** What shows a note is the same for everyone who asks the same. */
  function keptReply(interaction: Interaction): Reply | undefined {
    const { conversation } = interaction;
    const about = conversation === undefined ? undefined : topics.get(conversation);
    const asked = interaction.kind === 'press' ? interaction.id : interaction.text;
    const key = [interaction.kind, interaction.locale, about, asked].join('\n');
    if (repliesOf !== library()) replies.clear();
    repliesOf = library();
    const found = replies.get(key) ?? reply(interaction, about);
    if (found?.shown === undefined) return found;
    replies.set(key, found);
    if (conversation !== undefined)
      topics.set(conversation, found.shown.kind === 'show' ? found.shown.slug : found.shown.slugs[0]);
    return found;
  }

  return {
    async handle(interaction) {
      const { delivery, locale, kind } = interaction;
      try {
        if (delivery !== undefined) {
          if (deliveries.has(delivery)) return undefined;
          deliveries.set(delivery, true);
        }
        const { waitSeconds, isFirst } = (await allow?.(interaction.person)) ?? {
          waitSeconds: 0,
          isFirst: false,
        };
        if (waitSeconds === 0) return keptReply(interaction);
        // A notice in a channel for each would let one person flood it through us.
        if (kind === 'mention' && !isFirst) return undefined;
        return remark(say[locale]('flood', { seconds: String(waitSeconds) }), locale);
      } catch (error) {
        const reference = crypto.randomUUID().slice(0, 8);
        log.error({ err: error, reference }, 'an interaction failed');
        return remark(say[locale]('failed', { reference }), locale);
      }
    },
    help: (locale) => help(voice(locale)),
    suggest(text, locale, limit) {
      try {
        return library().suggest(text, locale, limit);
      } catch (error) {
        log.error({ err: error }, 'suggesting failed');
        return [];
      }
    },
    gaps: () =>
      [...gaps.entries()].map(([question, count]) => ({ question, count })).sort((a, b) => b.count - a.count),
  };
}

function pressed(id: string, voice: Voice): Reply {
  const action = decodeAction(id);
  if (action === undefined) return remark(voice.say('old-button'), voice.locale);
  const shown = action.kind === 'share' ? action.shown : action;
  const [one, two] = (shown.kind === 'show' ? [shown.slug] : shown.slugs).map((slug) =>
    voice.library.topic(slug),
  );
  if (one === undefined) return remark(voice.say('gone'), voice.locale);
  if (shown.kind === 'show') return show(one, shown.part, voice);
  return two === undefined ? remark(voice.say('gone'), voice.locale) : compare(one, two, voice);
}

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
  error(data: object, message: string): void;
}

/** What platforms call: the whole behaviour behind one function. */
export interface Bot {
  /** Answers whatever a person did. Never throws: a failure is logged under a reference that the person is told. */
  handle(interaction: Interaction): Promise<Reply>;
  /** What to offer while a person types, best first. Never throws. */
  suggest(text: string, locale: Locale, limit?: number): Suggestion[];
  /** Questions that no note answered, the most frequent first. */
  gaps(): { question: string; count: number }[];
}

/** Gaps that are kept at most; of more, those asked longest ago are forgotten. */
const gapLimit = 1000;

/**
 * @param library the notes as they are now; asked anew each time, since they change while the bot runs
 */
export function createBot({
  library,
  say,
  log,
}: {
  library: () => Library;
  say: Record<Locale, Say>;
  log: Log;
}): Bot {
  const gaps = new Map<string, number>();

  function countGap(question: string): void {
    const key = question.toLowerCase().replace(/\s+/g, ' ').slice(0, 100);
    const count = (gaps.get(key) ?? 0) + 1;
    gaps.delete(key);
    gaps.set(key, count);
    const [oldest] = gaps.keys();
    if (gaps.size > gapLimit && oldest !== undefined) gaps.delete(oldest);
    log.info({ question: key, count }, 'no note answers this');
  }

  const reply = async (interaction: Interaction): Promise<Reply> => {
    const voice = (locale: Locale): Voice => ({ library: library(), locale, say: say[locale] });
    if (interaction.kind === 'press') return pressed(interaction.id, voice(interaction.locale));
    const command = parseCommand(interaction.text);
    if (command.kind === 'help') return help(voice(interaction.locale));
    const spoken = interaction.kind === 'mention' ? languageOf(command.text) : undefined;
    const finding = library().find(command.text);
    if (finding.kind === 'unknown' || finding.kind === 'empty') countGap(command.text);
    return answer(finding, command.text, voice(spoken ?? interaction.locale));
  };

  return {
    async handle(interaction) {
      try {
        return await reply(interaction);
      } catch (error) {
        const reference = crypto.randomUUID().slice(0, 8);
        log.error({ err: error, reference }, 'an interaction failed');
        return remark(say[interaction.locale]('failed', { reference }), interaction.locale);
      }
    },
    suggest(text, locale, limit) {
      try {
        return library().suggest(text, locale, limit);
      } catch (error) {
        log.error({ err: error }, 'suggesting failed');
        return [];
      }
    },
    gaps: () => [...gaps].map(([question, count]) => ({ question, count })).sort((a, b) => b.count - a.count),
  };
}

function pressed(id: string, voice: Voice): Reply {
  const action = decodeAction(id);
  if (action === undefined) return remark(voice.say('old-button'), voice.locale);
  const topics = (action.kind === 'show' ? [action.slug] : action.slugs).map((slug) =>
    voice.library.topic(slug),
  );
  const [one, two] = topics;
  if (one === undefined) return remark(voice.say('gone'), voice.locale);
  if (action.kind === 'show') return show(one, action.part, voice);
  return two === undefined ? remark(voice.say('gone'), voice.locale) : compare(one, two, voice);
}

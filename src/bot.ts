import { LRUCache } from 'lru-cache';
import { decodeAction, type Shown } from './chat/action.ts';
import { answer, compare, help, remark, show, type Voice } from './chat/answer.ts';
import { parseCommand } from './chat/command.ts';
import type { Interaction } from './chat/interaction.ts';
import type { Say } from './chat/locale.ts';
import type { Outlet } from './chat/platform.ts';
import type { Form, Reply } from './chat/reply.ts';
import { fillOutbox } from './daily/due.ts';
import { letterOf } from './daily/letter.ts';
import { createPostman } from './daily/postman.ts';
import type { KubernetesSchema } from './kubernetes/schema.ts';
import type { Log } from './log.ts';
import type { Locale } from './notes/locale.ts';
import { parseMarkdown } from './notes/markdown.ts';
import type { Observation, Observer } from './observation.ts';
import { Bank } from './quiz/bank.ts';
import { act, play } from './quiz/game.ts';
import type { Player } from './quiz/play.ts';
import { questionOf, type Venue } from './quiz/view.ts';
import type { Suggestion } from './search/complete.ts';
import type { Library } from './search/library.ts';
import { languageOf } from './search/question.ts';
import type { Store } from './store.ts';

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
  /** What has to be typed before a button can do what it means; undefined of a button that does it at once. Never throws. */
  form(id: string, locale: Locale): Promise<Form | undefined>;
  /** How to use the bot, with topics to begin with. */
  help(locale: Locale): Reply;
  /** What to offer while a person types, best first. Never throws. */
  suggest(text: string, locale: Locale, limit?: number): Suggestion[];
  /**
   * Does what is due: closes quizzes, decides what is to be said, and says it. To be called every minute, even if the last call
   * is not done. Never throws.
   *
   * @param now the time, which goes on while much is said
   */
  tick(now: () => Date): Promise<void>;
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
 * @param store what is remembered; without it there are no quizzes
 * @param schema questions are also made of it
 * @param zone time zone of groups that have not chosen one
 * @param dailyAdmins who may set up what comes round in a channel
 * @param catchUpMs what is later than that is left out
 * @param outlets where the bot can say something by itself, as it is now
 * @param observer is told of all that the bot did
 */
export function createBot({
  library,
  say,
  log,
  allow,
  store,
  schema,
  zone = 'Asia/Seoul',
  dailyAdmins = 'hosts',
  catchUpMs = 60 * 60_000,
  outlets = () => [],
  observer,
}: {
  library: () => Library;
  say: Record<Locale, Say>;
  log: Log;
  allow?: (person: string) => Promise<Allowance>;
  store?: Store;
  schema?: KubernetesSchema;
  zone?: string;
  dailyAdmins?: Venue['dailyAdmins'];
  catchUpMs?: number;
  outlets?: () => readonly Outlet[];
  observer?: Observer;
}): Bot {
  const gaps = new LRUCache<string, number>({ max: gapLimit });
  const topics = new LRUCache<string, string>({ max: memoryLimit });
  const deliveries = new LRUCache<string, true>({ max: memoryLimit });
  const replies = new LRUCache<string, Reply>({ max: replyLimit });
  let repliesOf: Library | undefined;
  let bankOf: { library: Library; bank: Bank } | undefined;

  function countGap(question: string): void {
    const key = question.toLowerCase().replace(/\s+/g, ' ').slice(0, 100);
    const count = (gaps.get(key) ?? 0) + 1;
    gaps.set(key, count);
    log.debug?.({ question: key, count }, 'no note answers this');
  }

  const voice = (locale: Locale): Voice => ({ library: library(), locale, say: say[locale] });

  function table(locale: Locale): Venue | undefined {
    if (store === undefined) return undefined;
    if (bankOf?.library !== library()) bankOf = { library: library(), bank: Bank.of(library(), schema) };
    return {
      ...voice(locale),
      bank: bankOf.bank,
      store,
      zone,
      dailyAdmins,
      outlets: outlets(),
      inLocale: (other) => table(other) as Venue,
      deliver: (now) => void postman?.deliver(() => now),
    };
  }

  const postman =
    store &&
    createPostman({
      store,
      outlets,
      write: (post, now) => letterOf(table(post.locale) as Venue, post, now),
      log,
      count: ({ content: { kind }, dueAt }, outcome, now) =>
        observer?.see({ what: 'post', kind, outcome, lateMs: now.getTime() - dueAt.getTime() }),
    });

  async function answerTo(interaction: Interaction, about: string | undefined): Promise<Done> {
    const { locale } = interaction;
    if (interaction.kind === 'press' || interaction.kind === 'submit')
      return answered(await pressed(interaction));
    const command = parseCommand(interaction.text);
    if (command.kind === 'help') return answered(help(voice(locale)));
    if (command.kind !== 'lookup') {
      const own = table(locale);
      if (own === undefined) return answered(remark(say[locale]('quiz-not-here'), locale));
      return answered(await play(own, playerOf(interaction), command));
    }
    const isMention = interaction.kind === 'mention';
    const finding = library().find(command.text, about);
    const isUnknown = finding.kind === 'unknown' || finding.kind === 'empty';
    if (isUnknown) {
      if (isMention && interaction.casual === true) return { outcome: 'silent' };
      countGap(command.text);
    }
    const spoken = isMention ? languageOf(command.text) : undefined;
    const reply = answer(finding, command.text, voice(spoken ?? locale));
    return { reply, outcome: isUnknown ? 'unknown' : 'answered' };
  }

  function pressed(interaction: Interaction & { kind: 'press' | 'submit' }): Reply | Promise<Reply> {
    const { locale, id } = interaction;
    const action = decodeAction(id);
    if (action === undefined) return remark(say[locale]('old-button'), locale);
    if (action.kind === 'show' || action.kind === 'compare') return shown(action, voice(locale));
    if (action.kind === 'share') return shown(action.shown, voice(locale));
    const own = table(locale);
    if (own === undefined) return remark(say[locale]('quiz-not-here'), locale);
    return act(
      own,
      playerOf(interaction),
      action,
      interaction.kind === 'submit' ? interaction.text : undefined,
    );
  }

  /** What a question of a quiz asks. */
  async function stemOf(id: string, index: number, locale: Locale): Promise<string | undefined> {
    const own = table(locale);
    const quiz = await own?.store.quiz(id);
    return own && quiz && questionOf(own, quiz, index)?.stem;
  }

  /** Whoever looks something up need not wait until the database is back. */
  async function isFirst(delivery: string, at: Date): Promise<boolean> {
    try {
      return (await store?.isFirst(delivery, at)) ?? true;
    } catch (error) {
      log.error({ err: error }, 'it could not be kept that a message was answered');
      return true;
    }
  }

  /** What shows a note is the same for everyone who asks the same. */
  async function keptAnswer(interaction: Interaction): Promise<Done> {
    const { conversation } = interaction;
    const about = conversation === undefined ? undefined : topics.get(conversation);
    const asked = 'id' in interaction ? interaction.id : interaction.text;
    const key = [interaction.kind, interaction.locale, about, asked].join('\n');
    if (repliesOf !== library()) replies.clear();
    repliesOf = library();
    const kept = replies.get(key);
    const done = kept === undefined ? await answerTo(interaction, about) : answered(kept);
    const { reply } = done;
    if (reply?.shown === undefined) return done;
    replies.set(key, reply);
    if (conversation !== undefined)
      topics.set(conversation, reply.shown.kind === 'show' ? reply.shown.slug : reply.shown.slugs[0]);
    return done;
  }

  /** Never throws. */
  async function dealWith(interaction: Interaction): Promise<Done> {
    const { delivery, locale, kind, at } = interaction;
    try {
      if (delivery !== undefined) {
        if (deliveries.has(delivery)) return { outcome: 'repeated' };
        deliveries.set(delivery, true);
        if (!(await isFirst(delivery, at))) return { outcome: 'repeated' };
      }
      const { waitSeconds, isFirst: isNew } = (await allow?.(interaction.person)) ?? {
        waitSeconds: 0,
        isFirst: false,
      };
      if (waitSeconds === 0) return await keptAnswer(interaction);
      // A notice in a channel for each would let one person flood it through us.
      if (kind === 'mention' && !isNew) return { outcome: 'flooded' };
      return { outcome: 'flooded', reply: remark(say[locale]('flood', { seconds: waitSeconds }), locale) };
    } catch (error) {
      const reference = crypto.randomUUID().slice(0, 8);
      log.error({ err: error, reference }, 'an interaction failed');
      return { outcome: 'failed', reference, reply: remark(say[locale]('failed', { reference }), locale) };
    }
  }

  return {
    async handle(interaction) {
      const { person, kind } = interaction;
      const began = observer?.clock() ?? 0;
      const { reply, ...done } = await dealWith(interaction);
      observer?.see({
        what: 'interaction',
        platform: person.split(':', 1)[0] ?? '',
        kind,
        ms: observer.clock() - began,
        ...done,
      });
      return reply;
    },
    async form(id, locale) {
      const action = decodeAction(id);
      if (action?.kind !== 'type' && action?.kind !== 'flag') return undefined;
      const { kind } = action;
      const form = { locale, title: say[locale](`${kind}-title`), label: say[locale](`${kind}-label`), id };
      try {
        const question = kind === 'type' ? await stemOf(action.quiz, action.index, locale) : undefined;
        return { ...form, ...(question !== undefined && { body: parseMarkdown(question).children }) };
      } catch (error) {
        // It stands in the message as well.
        log.error({ err: error }, 'a form comes without its question');
        return form;
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
    async tick(now) {
      const failed = (error: unknown) =>
        log.error({ err: error }, 'what was due could not be done; it is tried again in a minute');
      if (store === undefined) return;
      await fillOutbox(store, now(), catchUpMs, failed).catch(failed);
      await postman?.deliver(now);
    },
    gaps: () =>
      [...gaps.entries()].map(([question, count]) => ({ question, count })).sort((a, b) => b.count - a.count),
  };
}

/** What came of an interaction: what is said, and what is told of it. */
type Done = { reply?: Reply } & Pick<Observation & { what: 'interaction' }, 'outcome' | 'reference'>;

const answered = (reply: Reply): Done => ({ outcome: 'answered', reply });

function shown(what: Shown, voice: Voice): Reply {
  const [one, two] = (what.kind === 'show' ? [what.slug] : what.slugs).map((slug) =>
    voice.library.topic(slug),
  );
  if (one === undefined) return remark(voice.say('gone'), voice.locale);
  if (what.kind === 'show') return show(one, what.part, voice);
  return two === undefined ? remark(voice.say('gone'), voice.locale) : compare(one, two, voice);
}

/** Where a platform says less, what is done stays the person's own. */
const playerOf = ({ person, name, group, channel, isHost, at }: Interaction): Player => ({
  person,
  name: name ?? '?',
  group: group ?? person,
  ...(channel !== undefined && { channel }),
  isHost: isHost ?? false,
  at,
});

import type { Hindrance, Place, Posted } from './chat/platform.ts';
import type { Locale } from './notes/locale.ts';

/** What a group has chosen. A group is a Discord server, a Slack workspace, a private chat or the page. */
interface GroupSettings {
  /** Language of what is said to all; undefined leaves it to who brings it up. */
  locale?: Locale;
  /** IANA time zone in which its days begin and end; undefined leaves it to TIMEZONE. */
  zone?: string;
}

/** What a person has chosen. */
export interface PersonSettings {
  /** As the others see it, as of the last time the person did something. */
  name: string;
  /** Does not stand on boards. */
  isHidden: boolean;
  /** No reviews come due and no streak ends before this day, YYYY-MM-DD. */
  awayUntil?: string;
}

/**
 * A quiz: questions put to one person (`solo`: answered one after another, each answer is final) or one question put to a
 * channel (`channel`: everyone may answer and answer anew until it closes).
 */
export interface Quiz {
  /** Short enough for the id of a button: at most 16 characters of letters and digits. */
  id: string;
  kind: 'solo' | 'channel';
  /** Who began it. */
  person: string;
  group: string;
  /** Where it stands, for `channel`. */
  channel?: string;
  /** Ids of its questions, in order; one for `channel`. */
  questions: string[];
  /** Decides in which order options are shown: the same for everyone who sees this quiz. */
  seed: number;
  locale: Locale;
  openedAt: Date;
  /** When it is to close by itself. */
  closesAt?: Date;
  /** When it did. A solo quiz closes with its last answer. */
  closedAt?: Date;
  /** A daily question: a new one, one that was asked there before, or one on what a syllabus has next. */
  daily?: 'new' | 'review' | 'preview';
  /** The message in which it was put to the channel, if the bot put it there by itself, and where people find it. */
  message?: string;
  link?: string;
}

/** What a host may choose of a channel's daily question. */
export interface DailyOptions {
  /** Local time at which it closes, HH:MM. */
  reveal?: string;
  /** Slugs of the topics that it is about; undefined is all. */
  topics?: string[];
  level?: 1 | 2 | 3;
  /** How many of a hundred are made of the schema of Kubernetes instead of written. */
  generated?: number;
  /** Slugs of the topics of the next days, one a day. */
  plan?: string[];
}

/** What comes round: the daily question or the weekly summary of a channel, or a person's reminder of reviews. */
export interface Schedule {
  kind: 'daily' | 'weekly' | 'reminder';
  /** The channel, or the person for `reminder`. There is one of a kind for each. */
  target: string;
  group: string;
  /** Who set it up, and is told what goes wrong; empty once that person is forgotten. */
  person: string;
  locale: Locale;
  /** When, as a cron pattern of five fields, in the local time of `zone`. */
  pattern: string;
  /** IANA time zone. */
  zone: string;
  nextAt: Date;
  options: DailyOptions;
}

/** What is to be said, as data: what it says is made when it is said. */
export type PostContent =
  /** Puts a question to a channel, in a quiz with an id that is already known. */
  | { kind: 'daily'; quiz: string; closesAt: number; zone: string; options: DailyOptions; topic?: string }
  /** How a channel's quiz went. */
  | { kind: 'reveal'; quiz: string }
  /** How a group did in the seven days up to a day, YYYY-MM-DD. */
  | { kind: 'weekly'; until: string }
  | { kind: 'reminder' }
  /** Something that a host should know of a channel. */
  | {
      kind: 'notice';
      id: 'daily-missed' | 'daily-stopped';
      channel: string;
      /** When it was to be said. */
      at: number;
      hindrance?: Hindrance;
    };

/** What the bot has decided to say by itself, and says once. */
export interface Post {
  /** Unique: what is decided twice is said once. */
  key: string;
  /** Where; a message that it belongs to is found when it is said. */
  place: Place;
  group: string;
  /** Who is told if it cannot be said; empty if nobody is. */
  person: string;
  locale: Locale;
  content: PostContent;
  /** From when on. */
  dueAt: Date;
  /** After this it is better not said. */
  staleAt: Date;
}

/** Says what follows when a schedule is due: when it is next, if ever, and what to say now. Pure. */
export type Plan = (due: Schedule) => { next: Schedule | undefined; posts: Post[] };

/** A quiz that is over, and how it went. */
export interface Past {
  quiz: Quiz;
  answered: number;
  correct: number;
}

/** An answer that the bot has confirmed. */
export interface Attempt {
  quiz: string;
  person: string;
  group: string;
  question: string;
  /** Slug of the question's note. */
  topic: string;
  /** Index of the option in the order in which it is written, or what was typed. */
  given: string;
  correct: boolean;
  /** The person says it was a guess. */
  guessed: boolean;
  at: Date;
  /** The group's local day, YYYY-MM-DD. */
  day: string;
}

/** What a person knows of a question: when to ask again, and whether it stands in the wrong-answer notebook. */
export interface Card {
  person: string;
  question: string;
  topic: string;
  /** State of the spacing algorithm, as JSON. */
  state: string;
  dueAt: Date;
  answeredAt: Date;
  /** In the notebook since it was answered wrong or guessed; undefined if it is not in it. */
  wrongAt?: Date;
  /** It was wrong without having been guessed. */
  isConfident: boolean;
  /** Local days on which it was right since then, at most the last two. */
  rightDays: string[];
}

/** Makes the card after an answer from the card before it, if there was one. Pure. */
export type Grade = (attempt: Attempt, before: Card | undefined) => Card;

/** What became of an answer. */
export type Taken =
  /** Kept; for a channel's quiz it may be changed until that closes. */
  | { kind: 'kept'; attempt: Attempt }
  /** The person had answered this already, and the answer stays: a solo quiz, or the same press twice. */
  | { kind: 'had'; attempt: Attempt }
  /** The quiz is closed; nothing was kept. */
  | { kind: 'closed'; quiz: Quiz }
  /** There is no such quiz, or it did not put this question to this person. */
  | { kind: 'unknown' };

/** What somebody says against a question. */
interface Report {
  id: number;
  question: string;
  person: string;
  group: string;
  reason: string;
  at: Date;
}

/** How somebody does, over a stretch of days. */
interface Score {
  person: string;
  name: string;
  answered: number;
  correct: number;
  /** Different local days on which the person answered. */
  days: number;
}

/**
 * All that the bot remembers. What resolves is safe: it survives the end of the process and the loss of power.
 * Every method may throw StoreError if the database cannot be reached or written.
 */
export interface Store {
  group(id: string): Promise<GroupSettings>;
  changeGroup(id: string, change: Partial<GroupSettings>): Promise<void>;
  person(id: string): Promise<PersonSettings | undefined>;
  changePerson(id: string, change: Partial<PersonSettings>): Promise<void>;

  /** Is it the first time that a platform tells of this event? Keeps that it was told; forgets after 8 days. */
  isFirst(delivery: string, at: Date): Promise<boolean>;

  /** Keeps a new quiz. One with the same id stays as it is. */
  open(quiz: Quiz): Promise<void>;
  quiz(id: string): Promise<Quiz | undefined>;
  /** The solo quiz that a person has begun last and not ended. */
  unfinished(person: string): Promise<Quiz | undefined>;
  /** Channel quizzes that should have closed by now, at most `limit`, the earliest first. */
  overdue(now: Date, limit: number): Promise<Quiz[]>;
  /**
   * Takes an answer, all or nothing. Solo: the first answer to a question counts, its card is graded and the quiz closes
   * with the last question. Channel: the answer replaces one from before; cards wait until it closes.
   * Two at the same time give one attempt.
   */
  answer(attempt: Attempt, grade: Grade): Promise<Taken>;
  /** Says afterwards that an answer of a solo quiz was a guess: changes the attempt and its card. False if there is none. */
  markGuessed(quiz: string, person: string, question: string, grade: Grade): Promise<boolean>;
  /**
   * Closes a channel's quiz and grades the cards of all who answered, all or nothing.
   *
   * @param post what is to be said of it
   * @returns whether it was this call that closed it
   */
  close(quiz: string, at: Date, grade: Grade, post?: Post): Promise<boolean>;
  /** Of everyone, in the order of answering. */
  attempts(quiz: string): Promise<Attempt[]>;
  /** Ids of questions that were put to a channel, the latest first, each as often as it was. */
  asked(channel: string): Promise<string[]>;
  /** Quizzes of a channel that closed before a moment, the latest first, at most `limit`. */
  past(channel: string, before: Date, limit: number): Promise<Past[]>;

  /** All cards of a person. */
  cards(person: string): Promise<Card[]>;
  /** Cards that are due, confident errors first, then what is overdue longest. */
  due(person: string, now: Date, limit: number): Promise<Card[]>;
  countDue(person: string, now: Date): Promise<number>;
  /** The wrong-answer notebook: what stands in it longest first. */
  notebook(person: string): Promise<Card[]>;

  /** How a person does by topic. What is sealed in a channel counts once that closes: the numbers would give it away. */
  byTopic(person: string): Promise<{ topic: string; answered: number; correct: number }[]>;
  /** How a group does by topic, like {@link byTopic}. */
  groupByTopic(group: string): Promise<{ topic: string; answered: number; correct: number }[]>;
  /** Local days on which a person answered, the latest first, at most `limit`. */
  days(person: string, limit: number): Promise<string[]>;
  /** Local days on which anybody of a group answered, the latest first, at most `limit`. */
  groupDays(group: string, limit: number): Promise<string[]>;
  /** How many people of a group answered from `fromDay` on, and how, with those who are hidden; what is sealed does not count. */
  turnout(group: string, fromDay: string): Promise<{ people: number; answered: number; correct: number }>;
  /** Who answered in a group from `fromDay` on, without those who are hidden and what is still sealed; most days first, then most right, then most answered. */
  board(group: string, fromDay: string, limit: number): Promise<Score[]>;

  schedule(kind: Schedule['kind'], target: string): Promise<Schedule | undefined>;
  /** Keeps a schedule in place of the one of its kind there. */
  setSchedule(schedule: Schedule): Promise<void>;
  /**
   * Ends a schedule; what it has not said yet is not said.
   *
   * @returns whether there was one
   */
  endSchedule(kind: Schedule['kind'], target: string): Promise<boolean>;
  /**
   * Takes schedules that are due, at most `limit`, and keeps what follows from each, all or nothing. Several bots may do so
   * at once: each schedule is taken once.
   *
   * @returns how many were taken
   */
  claim(now: Date, limit: number, plan: Plan): Promise<number>;
  /** Keeps what is to be said. What has the same key stays as it is. */
  send(post: Post): Promise<void>;
  /**
   * Takes what is to be said now on some platforms, the earliest first, for as long as until `until`: who has not reported back by then
   * is taken for dead, and another may say it.
   *
   * @returns with `tries`, how often it was taken before
   */
  lease(
    now: Date,
    until: Date,
    platforms: readonly string[],
    limit: number,
  ): Promise<(Post & { tries: number })[]>;
  /** It was said; a quiz that it put to a channel keeps where. */
  posted(key: string, at: Date, posted: Posted): Promise<void>;
  /** It is not said before a time. */
  postpone(key: string, until: Date): Promise<void>;
  /** It is never said. */
  abandon(key: string, at: Date): Promise<void>;
  /** How much is due to be said, and when the first of it was. */
  backlog(now: Date): Promise<{ count: number; since?: Date }>;

  report(report: Omit<Report, 'id'>): Promise<void>;
  /** Open reports of a group, the latest first. */
  reports(group: string): Promise<Report[]>;
  /** Puts a question aside in a group, or takes it back; either way its reports there are settled. */
  pause(question: string, group: string, isPaused: boolean, at: Date): Promise<void>;
  paused(group: string): Promise<string[]>;

  /** All that is kept of a person, as plain data. */
  export(person: string): Promise<Record<string, unknown>>;
  /**
   * Deletes all that is kept of a person, their solo quizzes and a group that has the person's id too; what they set up for
   * others stays without a name, and attempts stay
   * without a name (`person` is empty) and without what was typed, so that totals stay.
   */
  forget(person: string): Promise<void>;

  /** Ends what is under way and lets the database go. Never throws. */
  end(): Promise<void>;
}

/** The database cannot be used. The message says what to do, without any secret. */
export class StoreError extends Error {
  override name = 'StoreError';
}

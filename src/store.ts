import type { Locale } from './notes/note.ts';

/** What a group has chosen. A group is a Discord server, a Slack workspace, a private chat or the page. */
interface GroupSettings {
  /** Language where a person's own is not known; undefined leaves it to LOCALE. */
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
  /** Wants to be reminded of reviews, in the private chat. */
  isReminded: boolean;
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
  /** People who want to be reminded. */
  reminded(): Promise<string[]>;

  /** Is it the first time that a platform tells of this event? Keeps that it was told; forgets after 8 days. */
  isFirst(delivery: string, at: Date): Promise<boolean>;

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
   * @returns whether it was this call that closed it
   */
  close(quiz: string, at: Date, grade: Grade): Promise<boolean>;
  /** Of everyone, in the order of answering. */
  attempts(quiz: string): Promise<Attempt[]>;
  /** Ids of questions that were put to a channel, the latest first. */
  asked(channel: string): Promise<string[]>;

  /** All cards of a person. */
  cards(person: string): Promise<Card[]>;
  /** Cards that are due, confident errors first, then what is overdue longest. */
  due(person: string, now: Date, limit: number): Promise<Card[]>;
  countDue(person: string, now: Date): Promise<number>;
  /** The wrong-answer notebook: what stands in it longest first. */
  notebook(person: string): Promise<Card[]>;

  /** How a person does by topic. What is sealed in a channel counts once that closes: the numbers would give it away. */
  byTopic(person: string): Promise<{ topic: string; answered: number; correct: number }[]>;
  /** Local days on which a person answered, the latest first, at most `limit`. */
  days(person: string, limit: number): Promise<string[]>;
  /** Local days on which anybody of a group answered, the latest first, at most `limit`. */
  groupDays(group: string, limit: number): Promise<string[]>;
  /** Who answered in a group from `fromDay` on, without those who are hidden and what is still sealed; most days first, then most right, then most answered. */
  board(group: string, fromDay: string, limit: number): Promise<Score[]>;

  report(report: Omit<Report, 'id'>): Promise<void>;
  /** Open reports of a group, the latest first. */
  reports(group: string): Promise<Report[]>;
  /** Puts a question aside in a group, or takes it back; either way its reports there are settled. */
  pause(question: string, group: string, isPaused: boolean, at: Date): Promise<void>;
  paused(group: string): Promise<string[]>;

  /** All that is kept of a person, as plain data. */
  export(person: string): Promise<Record<string, unknown>>;
  /**
   * Deletes all that is kept of a person, their solo quizzes and a group that has the person's id too; attempts stay
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

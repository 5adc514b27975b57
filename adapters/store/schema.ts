import type { Generated, Kysely, Selectable, Transaction } from 'kysely';

/**
 * The tables, as both engines have them. Times are milliseconds since 1970 in UTC, yes and no are 1 and 0, days are
 * YYYY-MM-DD in the group's zone, lists are JSON.
 */
export interface Schema {
  groups: { id: string; locale: string | null; zone: string | null };
  people: {
    id: string;
    name: Generated<string>;
    is_hidden: Generated<number>;
    away_until: string | null;
  };
  deliveries: { id: string; at: number };
  quizzes: {
    id: string;
    kind: string;
    /** Null once that person is forgotten. */
    person: string | null;
    group_id: string;
    channel: string | null;
    questions: string;
    seed: number;
    locale: string;
    opened_at: number;
    closes_at: number | null;
    closed_at: number | null;
    daily: string | null;
    message: string | null;
    link: string | null;
  };
  schedules: {
    /** The kind and the target. */
    id: string;
    kind: string;
    target: string;
    group_id: string;
    person: string;
    locale: string;
    pattern: string;
    zone: string;
    next_at: number;
    options: string;
  };
  posts: {
    key: string;
    /** What the place's id begins with: who can say it. */
    platform: string;
    /** Of the schedule that it came of. */
    schedule: string | null;
    channel: string | null;
    /** Who it is said to, in private. */
    addressee: string | null;
    group_id: string;
    person: string;
    locale: string;
    content: string;
    due_at: number;
    stale_at: number;
    /** Nobody may take it before. */
    next_try_at: number;
    tries: number;
    /** When it was said or given up. */
    done_at: number | null;
  };
  attempts: {
    /** Null once that person is forgotten, for a solo quiz. */
    quiz: string | null;
    /** Null once that person is forgotten: the unique key then lets any number of them stand. */
    person: string | null;
    group_id: string;
    question: string;
    topic: string;
    given: string;
    correct: number;
    guessed: number;
    at: number;
    day: string;
    /** 1 while a channel's quiz is open: whether it is right may not show anywhere yet, and no card is graded. */
    sealed: number;
  };
  cards: {
    person: string;
    question: string;
    topic: string;
    state: string;
    due_at: number;
    answered_at: number;
    wrong_at: number | null;
    is_confident: number;
    right_days: string;
  };
  reports: {
    id: Generated<number>;
    question: string;
    person: string;
    group_id: string;
    reason: string;
    at: number;
    settled_at: number | null;
  };
  pauses: { question: string; group_id: string; at: number };
}

/** A row as it is read. */
export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>;

/** Inside it nothing but it may be used: on SQLite the one connection is taken, and `db` would wait for ever. */
export type Work = Transaction<Schema>;

/** A database that is open, and what differs between the two kinds. */
export interface Engine {
  kind: 'sqlite' | 'postgres';
  db: Kysely<Schema>;
  /** Lets the database go. */
  end(): Promise<void>;
}

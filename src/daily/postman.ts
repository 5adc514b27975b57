import { type Hindrance, type Outlet, type Place, PostError, type Posted } from '../chat/platform.ts';
import type { Reply } from '../chat/reply.ts';
import type { Log } from '../log.ts';
import type { Post, Store } from '../store.ts';
import { missed, notice } from './due.ts';

/** What is under way at once: a place that does not answer holds up no other. */
const atOnce = 32;
/** Who has not reported back by then is taken for dead. Discord remembers for minutes what was said, so it must not be longer. */
const leaseMs = 60_000;
/** Wait after a failure, doubled with each. */
const pauseMs = 20_000;
const longestPauseMs = 5 * 60_000;
/** How often a long delivery says how far it is. */
const progressStep = 100;

/** What a post says. */
export interface Letter {
  reply: Reply;
  /** What more there is to the place. */
  place?: { under: string };
  /** A message that is to be changed with it. */
  change?: { channel: string; message: string; reply: Reply };
}

/** What is told of each thing that was to be said. */
export type Outcome = 'sent' | 'postponed' | 'stopped' | 'stale' | 'nothing';

/** Says what stands in the outbox, each once. */
export interface Postman {
  /** Goes on until nothing is left that is due. One round at a time: who calls meanwhile waits for a further one. Never throws. */
  deliver(now: () => Date): Promise<void>;
}

/**
 * @param outlets those that can be used now; what is to be said elsewhere waits
 * @param write makes what a post says; undefined if there is nothing to be said any more
 * @param count is told of every outcome
 */
export function createPostman({
  store,
  outlets,
  write,
  log,
  count = () => {},
}: {
  store: Store;
  outlets: () => readonly Outlet[];
  write: (post: Post, now: Date) => Promise<Letter | undefined>;
  log: Log;
  count?: ((post: Post, outcome: Outcome, now: Date) => void) | undefined;
}): Postman {
  /** Outlets that did not take what was last said there. */
  const failing = new Set<string>();
  let round: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function deliverAll(now: () => Date): Promise<void> {
    const underWay = new Set<Promise<void>>();
    let done = 0;
    try {
      for (;;) {
        const names = outlets().map(({ name }) => name);
        const wanted = atOnce - underWay.size;
        const leased = await store.lease(now(), new Date(now().getTime() + leaseMs), names, wanted);
        for (const post of leased) {
          const work = deliverOne(post, now).then(() => {
            underWay.delete(work);
            done += 1;
            if (done % progressStep === 0) log.info({ done }, 'saying what is due');
          });
          underWay.add(work);
        }
        if (underWay.size === 0) break;
        // Not one by one, since each look into the outbox costs a write; and once more at the end: something may follow.
        const most = leased.length === wanted ? atOnce / 2 : 0;
        while (underWay.size > most) await Promise.race(underWay);
      }
    } catch (error) {
      log.error({ err: error }, 'what is due could not be looked up; it is tried again in a minute');
    }
    await Promise.all(underWay);
    if (done >= progressStep) log.info({ done }, 'all that was due is done');
  }

  /** Never throws. */
  async function deliverOne(post: Post & { tries: number }, now: () => Date): Promise<void> {
    try {
      count(post, await attempt(post, now), now());
    } catch (error) {
      // The lease runs out, and then it is tried again.
      log.error({ err: error, post: post.key }, 'it could not be kept what became of a message');
    }
  }

  async function attempt(post: Post & { tries: number }, now: () => Date): Promise<Outcome> {
    const name = platformOf(post.place);
    const outlet = outlets().find((one) => one.name === name);
    if (outlet === undefined) {
      // It went away since we looked.
      await store.postpone(post.key, now());
      return 'postponed';
    }
    if (now() > post.staleAt) {
      await store.abandon(post.key, now());
      for (const told of missed(post, now())) await store.send(told);
      return 'stale';
    }
    let posted: Posted;
    try {
      const letter = await write(post, now());
      if (letter === undefined) {
        await store.abandon(post.key, now());
        return 'nothing';
      }
      const place = 'channel' in post.place ? { ...post.place, ...letter.place } : post.place;
      posted = await outlet.post(place, letter.reply, { key: post.key, isAgain: post.tries > 0 });
      await change(outlet, letter.change);
    } catch (error) {
      if (error instanceof PostError) return stop(post, error.hindrance, now());
      const waitMs = Math.min(pauseMs * 2 ** post.tries, longestPauseMs);
      if (!failing.has(name))
        log.warn(
          { err: error, platform: name, post: post.key, againInMs: waitMs },
          'a message could not be sent; it is tried again, and so is all else until it arrives',
        );
      failing.add(name);
      await store.postpone(post.key, new Date(now().getTime() + waitMs));
      return 'postponed';
    }
    await store.posted(post.key, now(), posted);
    if (failing.delete(name)) log.info({ platform: name }, 'what the bot says by itself arrives again');
    return 'sent';
  }

  /**
   * A message that cannot be changed any more stays as it was: what follows from it has been said. Any other failure is thrown,
   * and all is tried again: the platform knows then what was said.
   */
  async function change(outlet: Outlet, wanted: Letter['change']): Promise<void> {
    if (wanted === undefined) return;
    try {
      await outlet.edit(wanted.channel, wanted.message, wanted.reply);
    } catch (error) {
      if (!(error instanceof PostError)) throw error;
      const { id, args } = error.hindrance;
      log.warn({ reason: id, ...args }, 'a question that is over could not be marked as closed');
    }
  }

  /** Only a person can help: it is not tried again, what comes round there ends, and who set it up is told. */
  async function stop(post: Post, hindrance: Hindrance, now: Date): Promise<Outcome> {
    const { content, place, person } = post;
    log.warn({ post: post.key, reason: hindrance.id, ...hindrance.args }, 'a message cannot be sent there');
    await store.abandon(post.key, now);
    if (content.kind === 'reminder' && 'person' in place) await store.endSchedule('reminder', place.person);
    if ((content.kind === 'daily' || content.kind === 'weekly') && 'channel' in place) {
      await store.endSchedule(content.kind, place.channel);
      if (person !== '') await store.send(notice({ ...post, place }, 'daily-stopped', now, hindrance));
    }
    return 'stopped';
  }

  return {
    deliver(now) {
      if (round === undefined) {
        round = deliverAll(now).finally(() => {
          round = undefined;
        });
        return round;
      }
      next ??= round.then(() => {
        next = undefined;
        return this.deliver(now);
      });
      return next;
    },
  };
}

/** Ids begin with the platform that they are of. */
const platformOf = (place: Place): string =>
  ('person' in place ? place.person : place.channel).split(':')[0] ?? '';

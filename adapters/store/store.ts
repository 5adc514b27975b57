import { type Store, StoreError } from '../../src/store.ts';
import { cards } from './cards.ts';
import { storeError } from './errors.ts';
import { groups } from './groups.ts';
import { people } from './people.ts';
import { posts } from './posts.ts';
import { quizzes } from './quizzes.ts';
import { schedules } from './schedules.ts';
import type { Engine } from './schema.ts';
import { scores } from './scores.ts';

/** The store on a database that is open and up to date. */
export function createStore(engine: Engine): Store {
  const methods = {
    ...groups(engine),
    ...people(engine),
    ...quizzes(engine),
    ...cards(engine),
    ...scores(engine),
    ...schedules(engine),
    ...posts(engine),
  };
  const running = new Set<Promise<unknown>>();
  let ended: Promise<void> | undefined;

  const guard =
    (method: (...given: unknown[]) => Promise<unknown>) =>
    async (...given: unknown[]): Promise<unknown> => {
      if (ended !== undefined) throw new StoreError('The bot is stopping, and its database is closed.');
      const work = method(...given);
      running.add(work);
      try {
        return await work;
      } catch (error) {
        throw storeError(error);
      } finally {
        running.delete(work);
      }
    };
  const guarded = Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [name, guard(method as Parameters<typeof guard>[0])]),
  ) as typeof methods;

  return {
    ...guarded,
    end() {
      ended ??= Promise.allSettled(running)
        .then(engine.end)
        .catch(() => {});
      return ended;
    },
  };
}

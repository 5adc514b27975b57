import type { Interaction } from './chat/interaction.ts';
import type { Outcome } from './daily/postman.ts';
import type { PostContent } from './store.ts';

/** What the bot did, for metrics and the log. Nothing that people write is in it. */
export type Observation =
  | {
      what: 'interaction';
      /** What the person's id begins with. */
      platform: string;
      kind: Interaction['kind'];
      /**
       * `unknown`: no note answers it. `silent`: not meant for the bot. `repeated`: the platform told of it before.
       * `flooded`: the person asks too much.
       */
      outcome: 'answered' | 'unknown' | 'silent' | 'repeated' | 'flooded' | 'failed';
      /** From when the adapter handed it over until the reply was there; sending it is not in it. */
      ms: number;
      /** What the person was told of a failure, and where the log says more of it. */
      reference?: string;
    }
  | {
      what: 'post';
      kind: PostContent['kind'];
      outcome: Outcome;
      /** How long after it was due. */
      lateMs: number;
    };

/** Who watches the bot at work. */
export interface Observer {
  /** Milliseconds from any beginning that only go on, such as `performance.now`. The core has no clock of its own. */
  clock(): number;
  /** Told of each thing once it is done. Must not throw. */
  see(observation: Observation): void;
}

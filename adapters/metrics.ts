import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Observation } from '../src/observation.ts';

/** What the bot counts. */
export interface Metrics {
  /** Counts what the bot did. Never throws. */
  see(observation: Observation): void;
  /** Counts a connection that broke or could not be made, and is tried again. */
  again(platform: string): void;
  /** All of it, as Prometheus reads it. */
  read(): Promise<{ type: string; text: string }>;
}

const prefix = 'k8s_study_bot_';
const platformNames = ['discord', 'slack', 'page'];
const millisecond = 0.001;
/** Of seconds. An answer takes about a millisecond; Slack waits for three seconds. */
const answerBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3];
/** Of seconds. After an hour, by default, it is not said any more. */
const lateBuckets = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];

/**
 * Counts for Prometheus. Every label is one of few words of ours, never something that people write.
 *
 * @param notes how many there are, when asked
 * @param backlog what is due to be said, when asked
 * @param platforms those that are set up, when asked
 */
export function createMetrics({
  version,
  notes,
  backlog,
  platforms,
}: {
  version: string;
  notes: () => number;
  backlog: () => Promise<{ count: number; since?: Date }>;
  platforms: () => readonly { name: string; fault: string | undefined }[];
}): Metrics {
  const register = new Registry();
  const registers = [register];
  // By the names that dashboards for Node know.
  collectDefaultMetrics({ register });

  const interactions = new Counter({
    name: `${prefix}interactions_total`,
    help: 'What people did, and what came of it.',
    labelNames: ['platform', 'kind', 'outcome'] as const,
    registers,
  });
  const durations = new Histogram({
    name: `${prefix}interaction_duration_seconds`,
    help: 'How long the bot took to find its answer, without sending it.',
    labelNames: ['platform'] as const,
    buckets: answerBuckets,
    registers,
  });
  const misses = new Counter({
    name: `${prefix}search_misses_total`,
    help: 'Questions that no note answers.',
    registers,
  });
  const posts = new Counter({
    name: `${prefix}posts_total`,
    help: 'What the bot tried to say by itself, and what came of it.',
    labelNames: ['kind', 'outcome'] as const,
    registers,
  });
  const lateness = new Histogram({
    name: `${prefix}post_lateness_seconds`,
    help: 'How long after it was due something was said.',
    labelNames: ['kind'] as const,
    buckets: lateBuckets,
    registers,
  });
  const reconnects = new Counter({
    name: `${prefix}reconnects_total`,
    help: 'Connections to a platform that broke or could not be made, and are tried again.',
    labelNames: ['platform'] as const,
    registers,
  });

  new Gauge({
    name: `${prefix}platform_connected`,
    help: '1 while people are answered on a platform that is set up, else 0.',
    labelNames: ['platform'] as const,
    registers,
    collect() {
      for (const { name, fault } of platforms()) this.set({ platform: name }, fault === undefined ? 1 : 0);
    },
  });
  new Gauge({
    name: `${prefix}notes`,
    help: 'Topics that the bot has notes on.',
    registers,
    collect() {
      this.set(notes());
    },
  });
  // Both come from one look into the database. What cannot be looked up is not a number.
  const outbox = async () => backlog().catch(() => ({ count: Number.NaN, since: new Date(Number.NaN) }));
  new Gauge({
    name: `${prefix}posts_due`,
    help: 'What is due to be said and is not said yet; the same for all bots on one database.',
    registers,
    async collect() {
      this.set((await outbox()).count);
    },
  });
  new Gauge({
    name: `${prefix}posts_due_age_seconds`,
    help: 'How long the first of what is due has been waiting.',
    registers,
    async collect() {
      const { since } = await outbox();
      this.set(since === undefined ? 0 : (Date.now() - since.getTime()) * millisecond);
    },
  });
  new Gauge({
    name: `${prefix}build_info`,
    help: 'Always 1; the version is a label.',
    labelNames: ['version'] as const,
    registers,
  }).set({ version }, 1);

  return {
    see(observation) {
      if (observation.what === 'post') {
        const { kind, outcome, lateMs } = observation;
        posts.inc({ kind, outcome });
        if (outcome === 'sent') lateness.observe({ kind }, Math.max(0, lateMs) * millisecond);
        return;
      }
      const { kind, outcome, ms } = observation;
      const platform = platformNames.includes(observation.platform) ? observation.platform : 'other';
      interactions.inc({ platform, kind, outcome });
      durations.observe({ platform }, ms * millisecond);
      if (outcome === 'unknown') misses.inc();
    },
    again: (platform) => reconnects.inc({ platform }),
    read: async () => ({ type: register.contentType, text: await register.metrics() }),
  };
}

import type { RequestListener } from 'node:http';
import type { Log } from '../src/log.ts';

/** A chat that the bot is to be on, and what keeps people there from being answered; undefined if nothing does. */
interface Line {
  name: string;
  fault: string | undefined;
}

interface Answer {
  status: number;
  type: string;
  body: string;
}

/**
 * Answers `/livez`, `/readyz` and `/metrics`, whatever name they are asked by, as probes know only the address. They tell
 * nothing that a stranger should not know.
 *
 * `/livez` says 200 while the process answers at all: what it waits for, such as a database, no restart brings back.
 * `/readyz` says 200 or 503, and how each part is. Ready is who has notes, can read the database and is on one platform of
 * those that are set up, or has the page alone. Another platform that is away takes nobody out of service: with replicas,
 * each is asked about itself, and one without its Discord shard still answers what Slack sends over HTTP.
 *
 * @param notes how many there are
 * @param database rejects if it cannot be read
 * @param metrics as Prometheus reads them
 * @returns what answers an address, if it is one of these
 */
export function createProbes({
  notes,
  database,
  platforms,
  metrics,
  log,
}: {
  notes: () => number;
  database: () => Promise<unknown>;
  platforms: () => readonly Line[];
  metrics: () => Promise<{ type: string; text: string }>;
  log: Log;
}): (url: string | undefined) => RequestListener | undefined {
  let isReadable = true;

  /** Tells the log, which only the operator reads, once what is wrong and once that it is over. */
  async function databaseFault(): Promise<string | undefined> {
    try {
      await database();
      if (!isReadable) log.info({}, 'the database can be read again');
      isReadable = true;
      return undefined;
    } catch (err) {
      if (isReadable) log.warn({ err }, 'the database cannot be read, so the bot is not ready');
      isReadable = false;
      return 'it cannot be read; the log says why';
    }
  }

  async function ready(): Promise<Answer> {
    const own: Line[] = [
      { name: 'notes', fault: notes() > 0 ? undefined : 'there are none in NOTES_DIR' },
      { name: 'database', fault: await databaseFault() },
    ];
    const lines = platforms();
    const isReady =
      own.every(({ fault }) => fault === undefined) &&
      (lines.length === 0 || lines.some(({ fault }) => fault === undefined));
    const parts = [...own, ...lines].map(({ name, fault }) => [
      name,
      { status: statusOf(fault === undefined), ...(fault !== undefined && { reason: fault }) },
    ]);
    return {
      status: isReady ? 200 : 503,
      type: 'application/json',
      body: `${JSON.stringify({ status: statusOf(isReady), parts: Object.fromEntries(parts) })}\n`,
    };
  }

  const answers = new Map<string, () => Promise<Answer>>([
    ['/livez', async () => ({ status: 200, type: 'text/plain', body: 'ok\n' })],
    ['/readyz', ready],
    [
      '/metrics',
      async () => {
        const { type, text } = await metrics();
        return { status: 200, type, body: text };
      },
    ],
  ]);

  return (url = '') => {
    const answer = answers.get(url.split('?', 1)[0] ?? '');
    if (answer === undefined) return undefined;
    return async (request, response) => {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.writeHead(405, { allow: 'GET, HEAD' }).end();
        return;
      }
      try {
        const { status, type, body } = await answer();
        response.writeHead(status, {
          'content-type': type,
          'content-length': Buffer.byteLength(body),
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        });
        // Node leaves it out where only the head was asked for.
        response.end(body);
      } catch (err) {
        log.error({ err }, 'a probe could not be answered');
        response.writeHead(500).end();
      }
    };
  };
}

const statusOf = (isReady: boolean) => (isReady ? 'ready' : 'not ready');

/**
 * Asks at most once at a time, and gives what it was told for a while: however many probes come, a database that is slow
 * gets one question.
 *
 * @param forMs how long an answer, or a failure, is given again
 * @param patienceMs who asks waits no longer; the question stays open, and is not asked again before it is answered
 */
export function calmly<Told>(
  ask: () => Promise<Told>,
  { forMs = 1000, patienceMs = 1500 } = {},
): () => Promise<Told> {
  let asked: Promise<Told> | undefined;
  return async () => {
    if (asked === undefined) {
      asked = ask();
      const forget = () =>
        void setTimeout(() => {
          asked = undefined;
        }, forMs).unref();
      asked.then(forget, forget);
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`There was no answer within ${patienceMs} ms.`)), patienceMs);
    });
    try {
      return await Promise.race([asked, late]);
    } finally {
      clearTimeout(timer);
    }
  };
}

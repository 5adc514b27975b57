import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readMessages } from '../adapters/files.ts';
import { limitFlood } from '../adapters/flood.ts';
import { calmly, createProbes } from '../adapters/health.ts';
import { type Listening, listen } from '../adapters/http.ts';
import { createLog } from '../adapters/log.ts';
import { createMetrics } from '../adapters/metrics.ts';
import { openStore } from '../adapters/store/open.ts';
import { createBot } from '../src/bot.ts';
import { encodeAction } from '../src/chat/action.ts';
import type { Interaction } from '../src/chat/interaction.ts';
import { messages } from '../src/chat/locale.ts';
import type { Observation } from '../src/observation.ts';
import type { Post } from '../src/store.ts';
import { recorder } from './outlet.ts';
import { shelfOf, shippedNotes } from './shelves.ts';
import { at, quiet } from './stores.ts';

/** How well the bot is, and what it counts. */

const say = messages(await readMessages());
const { library } = await shelfOf(shippedNotes);

const metricsOf = (more: Partial<Parameters<typeof createMetrics>[0]> = {}) =>
  createMetrics({
    version: '1.2.3',
    notes: () => 63,
    backlog: async () => ({ count: 0 }),
    platforms: () => [],
    ...more,
  });

describe('probes', () => {
  let server: Listening | undefined;
  afterEach(() => server?.close());

  type Parts = Parameters<typeof createProbes>[0];

  async function serve(more: Partial<Parts> = {}): Promise<string> {
    const probeAt = createProbes({
      notes: () => 63,
      database: async () => {},
      platforms: () => [],
      metrics: metricsOf().read,
      log: quiet,
      ...more,
    });
    server = await listen(
      (req, res) => (probeAt(req.url) ?? (() => res.writeHead(404).end()))(req, res),
      '127.0.0.1',
      0,
    );
    return server.url.replace(/\/$/, '');
  }

  const gone = async () => {
    throw new Error('connect ECONNREFUSED 10.1.2.3:5432 for user "bot"');
  };
  const discord = (fault?: string) => ({ name: 'discord', fault });
  const slack = (fault?: string) => ({ name: 'slack', fault });

  it.each<[string, Partial<Parts>, number, Record<string, string>]>([
    ['the page alone', {}, 200, {}],
    ['both platforms', { platforms: () => [discord(), slack()] }, 200, {}],
    ['one platform of two', { platforms: () => [discord('away'), slack()] }, 200, { discord: 'away' }],
    [
      'no platform of two',
      { platforms: () => [discord('away'), slack('away')] },
      503,
      { discord: 'away', slack: 'away' },
    ],
    ['no notes', { notes: () => 0 }, 503, { notes: 'there are none in NOTES_DIR' }],
    ['no database', { database: gone }, 503, { database: 'it cannot be read; the log says why' }],
  ])('say how each part is: %s', async (_, parts, status, reasons) => {
    const response = await fetch(`${await serve(parts)}/readyz`);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/json');
    const told = (await response.json()) as { status: string; parts: Record<string, object> };
    expect(told.status).toBe(status === 200 ? 'ready' : 'not ready');
    expect(Object.keys(told.parts).slice(0, 2)).toEqual(['notes', 'database']);
    for (const [name, part] of Object.entries(told.parts))
      expect(part).toEqual(
        reasons[name] === undefined ? { status: 'ready' } : { status: 'not ready', reason: reasons[name] },
      );
    expect(Object.keys(told.parts)).toEqual(expect.arrayContaining(Object.keys(reasons)));
  });

  it('say that the process lives, whatever it waits for', async () => {
    const url = await serve({ notes: () => 0, database: gone, platforms: () => [discord('away')] });
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    expect((await fetch(`${url}/livez?verbose`)).status).toBe(200);
  });

  it('answer whatever name they are asked by, and only to who reads', async () => {
    const { port } = new URL(await serve());
    const status = async (path: string, method: string, host: string) => {
      const asked = request({ port, path, method, headers: { host } }).end();
      const [response] = (await once(asked, 'response')) as [IncomingMessage];
      let text = '';
      for await (const chunk of response) text += String(chunk);
      return { status: response.statusCode, length: text.length, allow: response.headers.allow };
    };
    for (const path of ['/livez', '/readyz', '/metrics']) {
      expect(await status(path, 'GET', '10.42.0.17:8080')).toMatchObject({
        status: 200,
        length: expect.any(Number),
      });
      expect(await status(path, 'GET', 'bot.example')).toMatchObject({ status: 200 });
      expect(await status(path, 'HEAD', 'bot.example')).toMatchObject({ status: 200, length: 0 });
      for (const method of ['POST', 'PUT', 'DELETE'])
        expect(await status(path, method, 'bot.example')).toMatchObject({ status: 405, allow: 'GET, HEAD' });
    }
    for (const path of ['/', '/livez/', '/metricsz', '/constructor'])
      expect(await status(path, 'GET', 'bot.example')).toMatchObject({ status: 404 });
  });

  it('tell the log, and nobody else, once why the database cannot be read and once that it can', async () => {
    const lines: string[] = [];
    const tell = (data: object, message: string) =>
      void lines.push(`${message} ${(data as { err?: Error }).err?.message ?? ''}`.trim());
    let database: () => Promise<void> = gone;
    const url = await serve({ database: () => database(), log: { ...quiet, info: tell, warn: tell } });
    for (let count = 0; count < 3; count++)
      expect(await (await fetch(`${url}/readyz`)).text()).not.toMatch(/10\.1\.2\.3|bot/);
    database = async () => {};
    for (let count = 0; count < 3; count++) await fetch(`${url}/readyz`);
    expect(lines).toEqual([
      'the database cannot be read, so the bot is not ready connect ECONNREFUSED 10.1.2.3:5432 for user "bot"',
      'the database can be read again',
    ]);
  });

  it('fail where the metrics do', async () => {
    const url = await serve({ metrics: gone });
    const response = await fetch(`${url}/metrics`);
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('');
  });
});

describe('a server that closes', () => {
  it('lets a running request end, and then waits for no further one on its line', async () => {
    const arrived: ServerResponse[] = [];
    const server = await listen((_, response) => void arrived.push(response), '127.0.0.1', 0);
    const agent = new Agent({ keepAlive: true });
    const asked = request(server.url, { agent }).end();
    await expect.poll(() => arrived).toHaveLength(1);
    let isClosed = false;
    const began = performance.now();
    const closing = server.close().then(() => {
      isClosed = true;
    });
    await expect(fetch(server.url)).rejects.toThrow();
    expect(isClosed).toBe(false);
    arrived[0]?.end('done');
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    response.resume();
    await closing;
    // Node would keep the line for five seconds.
    expect(performance.now() - began).toBeLessThan(3000);
    agent.destroy();
  });
});

describe('a question that is asked calmly', () => {
  const patient = { forMs: 40, patienceMs: 10_000 };

  it('is asked once at a time, and its answer kept for a while', async () => {
    let count = 0;
    const ask = calmly(async () => ++count, patient);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
    await expect.poll(ask).toBe(2);
  });

  it('keeps a failure as well, and asks again after it', async () => {
    let count = 0;
    const ask = calmly(async () => {
      if (++count === 1) throw new Error('gone');
      return count;
    }, patient);
    await expect(ask()).rejects.toThrow('gone');
    await expect(ask()).rejects.toThrow('gone');
    await expect.poll(() => ask().catch(() => 0)).toBe(2);
  });

  it('is not asked again while nobody answers, and holds nobody up', async () => {
    let count = 0;
    let answer = (_: string) => {};
    const ask = calmly(
      () => {
        count += 1;
        return new Promise<string>((resolve) => {
          answer = resolve;
        });
      },
      { forMs: 10_000, patienceMs: 20 },
    );
    for (let round = 0; round < 3; round++) await expect(ask()).rejects.toThrow('no answer within 20 ms');
    expect(count).toBe(1);
    answer('at last');
    expect(await ask()).toBe('at last');
    expect(count).toBe(1);
  });
});

describe('what is told of an interaction', () => {
  const asked = (more: Partial<Interaction> & { text?: string; id?: string }): Interaction =>
    ({ kind: 'command', text: 'pvc', locale: 'ko', person: 'slack:T:U', at: at(0), ...more }) as Interaction;

  function watched(more: Partial<Parameters<typeof createBot>[0]> = {}) {
    const seen: Observation[] = [];
    let ms = 0;
    // Each look at the clock takes 7 ms.
    const observer = { clock: () => (ms += 7), see: (one: Observation) => void seen.push(one) };
    return { seen, bot: createBot({ library: () => library, say, log: quiet, observer, ...more }) };
  }

  it.each<[string, Interaction, object]>([
    ['a command', asked({}), { platform: 'slack', kind: 'command', outcome: 'answered' }],
    ['a command that asks for help', asked({ text: 'help' }), { kind: 'command', outcome: 'answered' }],
    ['a quiz', asked({ text: 'quiz' }), { kind: 'command', outcome: 'answered' }],
    [
      'a mention',
      asked({ kind: 'mention', person: 'discord:1' }),
      { platform: 'discord', kind: 'mention', outcome: 'answered' },
    ],
    [
      'a press',
      asked({ kind: 'press', id: encodeAction({ kind: 'show', slug: 'pod' }), person: 'page:127.0.0.1' }),
      { platform: 'page', kind: 'press', outcome: 'answered' },
    ],
    ['a form', asked({ kind: 'submit', id: 'x', text: 'y' }), { kind: 'submit', outcome: 'answered' }],
    ['what no note answers', asked({ text: '오늘 날씨' }), { kind: 'command', outcome: 'unknown' }],
    [
      'what was not meant for the bot',
      asked({ kind: 'mention', text: '오늘 날씨', casual: true }),
      { kind: 'mention', outcome: 'silent' },
    ],
  ])('%s', async (_, interaction, told) => {
    const { seen, bot } = watched();
    // The second time, a note comes out of what is kept.
    for (let count = 0; count < 2; count++) await bot.handle(interaction);
    expect(seen).toHaveLength(2);
    for (const one of seen) expect(one).toEqual({ platform: 'slack', ...told, what: 'interaction', ms: 7 });
  });

  it('what was told of twice', async () => {
    const { seen, bot } = watched();
    const twice = asked({ kind: 'mention', delivery: 'slack:T:C:1' });
    await bot.handle(twice);
    expect(await bot.handle(twice)).toBeUndefined();
    expect(seen).toMatchObject([{ outcome: 'answered' }, { outcome: 'repeated' }]);
  });

  it('too much of it', async () => {
    const { seen, bot } = watched({ allow: limitFlood(1) });
    await bot.handle(asked({ kind: 'mention' }));
    expect(await bot.handle(asked({ kind: 'mention' }))).toBeDefined();
    expect(await bot.handle(asked({ kind: 'mention' }))).toBeUndefined();
    expect(seen).toMatchObject([{ outcome: 'answered' }, { outcome: 'flooded' }, { outcome: 'flooded' }]);
  });

  it('a failure, with the reference that the person is told', async () => {
    const { seen, bot } = watched({
      allow: async () => {
        throw new Error('out of order');
      },
    });
    const reply = await bot.handle(asked({}));
    const [told] = seen as { outcome?: string; reference?: string }[];
    expect(told?.outcome).toBe('failed');
    expect(told?.reference).toMatch(/^[\da-f]{8}$/);
    expect(JSON.stringify(reply)).toContain(told?.reference);
  });

  it('nothing of what was written goes anywhere but into the debug log', async () => {
    const secret = 'zzqx 아무도 모르는 말';
    const above: unknown[] = [];
    const debug: unknown[] = [];
    const tell = (...said: unknown[]) => void above.push(said);
    const log = { info: tell, warn: tell, error: tell, debug: (...said: unknown[]) => void debug.push(said) };
    const { seen, bot } = watched({ log });
    await bot.handle(asked({ text: secret }));
    expect(JSON.stringify([above, seen])).not.toContain('zzqx');
    expect(JSON.stringify(debug)).toContain('zzqx');
  });

  it('what is said unasked, and how late', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'health-'));
    const store = await openStore(`file:${join(folder, 'bot.db')}`, quiet);
    try {
      const post = (key: string, staleAt: Date): Post => ({
        key,
        place: { person: 'page:x' },
        group: 'page',
        person: '',
        locale: 'en',
        content: { kind: 'notice', id: 'daily-missed', channel: 'page', at: 0 },
        dueAt: at(0),
        staleAt,
      });
      await store.send(post('in time', at(60)));
      await store.send(post('too late', at(1)));
      const { seen, bot } = watched({ store, outlets: () => [recorder('page')] });
      await bot.tick(() => at(5));
      expect(seen).toHaveLength(2);
      expect(seen).toEqual(
        expect.arrayContaining([
          { what: 'post', kind: 'notice', outcome: 'sent', lateMs: 5000 },
          { what: 'post', kind: 'notice', outcome: 'stale', lateMs: 5000 },
        ]),
      );
    } finally {
      await store.end();
      rmSync(folder, { recursive: true });
    }
  });
});

describe('metrics', () => {
  /** Lines of ours that count or measure something, without help. */
  const linesOf = async (metrics: ReturnType<typeof createMetrics>) =>
    (await metrics.read()).text.split('\n').filter((line) => line.startsWith('k8s_study_bot_'));

  it('count what the bot did', async () => {
    const metrics = metricsOf();
    const interaction = { what: 'interaction', platform: 'slack', kind: 'command', ms: 4 } as const;
    metrics.see({ ...interaction, outcome: 'answered' });
    metrics.see({ ...interaction, outcome: 'answered', ms: 40 });
    metrics.see({ ...interaction, outcome: 'unknown' });
    metrics.see({ ...interaction, outcome: 'failed', reference: '12345678' });
    metrics.see({ what: 'post', kind: 'daily', outcome: 'sent', lateMs: 7000 });
    metrics.see({ what: 'post', kind: 'daily', outcome: 'sent', lateMs: -5 });
    metrics.see({ what: 'post', kind: 'weekly', outcome: 'postponed', lateMs: 7000 });
    metrics.again('discord');
    expect(await linesOf(metrics)).toEqual(
      expect.arrayContaining([
        'k8s_study_bot_interactions_total{platform="slack",kind="command",outcome="answered"} 2',
        'k8s_study_bot_interactions_total{platform="slack",kind="command",outcome="failed"} 1',
        'k8s_study_bot_interaction_duration_seconds_bucket{le="0.0025",platform="slack"} 0',
        'k8s_study_bot_interaction_duration_seconds_bucket{le="0.005",platform="slack"} 3',
        'k8s_study_bot_interaction_duration_seconds_bucket{le="0.05",platform="slack"} 4',
        'k8s_study_bot_search_misses_total 1',
        'k8s_study_bot_posts_total{kind="daily",outcome="sent"} 2',
        'k8s_study_bot_posts_total{kind="weekly",outcome="postponed"} 1',
        'k8s_study_bot_post_lateness_seconds_bucket{le="5",kind="daily"} 1',
        'k8s_study_bot_post_lateness_seconds_bucket{le="10",kind="daily"} 2',
        'k8s_study_bot_post_lateness_seconds_sum{kind="daily"} 7',
        'k8s_study_bot_reconnects_total{platform="discord"} 1',
        'k8s_study_bot_build_info{version="1.2.3"} 1',
      ]),
    );
    expect(await linesOf(metrics)).not.toContainEqual(expect.stringContaining('12345678'));
  });

  it('tell how things are when they are read', async () => {
    let notes = 1;
    const since = new Date(Date.now() - 90_000);
    const metrics = metricsOf({
      notes: () => notes,
      backlog: async () => ({ count: 3, since }),
      platforms: () => [
        { name: 'discord', fault: 'away' },
        { name: 'slack', fault: undefined },
      ],
    });
    notes = 63;
    const lines = await linesOf(metrics);
    expect(lines).toEqual(
      expect.arrayContaining([
        'k8s_study_bot_notes 63',
        'k8s_study_bot_posts_due 3',
        'k8s_study_bot_platform_connected{platform="discord"} 0',
        'k8s_study_bot_platform_connected{platform="slack"} 1',
      ]),
    );
    const age = lines.find((line) => line.startsWith('k8s_study_bot_posts_due_age_seconds'))?.split(' ')[1];
    expect(Number(age)).toBeGreaterThanOrEqual(90);
    expect(Number(age)).toBeLessThan(100);
  });

  it('are there without the database, which is no number then', async () => {
    const metrics = metricsOf({
      backlog: async () => {
        throw new Error('gone');
      },
    });
    const lines = await linesOf(metrics);
    expect(lines).toContain('k8s_study_bot_posts_due Nan');
    expect(lines).toContain('k8s_study_bot_posts_due_age_seconds Nan');
    expect(lines).toContain('k8s_study_bot_notes 63');
  });

  it('have no label that somebody else has chosen', async () => {
    const metrics = metricsOf();
    for (const platform of ['', 'x"} 1\n', '../etc', '7'.repeat(1000)])
      metrics.see({ what: 'interaction', platform, kind: 'command', outcome: 'answered', ms: 1 });
    const lines = await linesOf(metrics);
    expect(lines.filter((line) => line.startsWith('k8s_study_bot_interactions_total'))).toEqual([
      'k8s_study_bot_interactions_total{platform="other",kind="command",outcome="answered"} 4',
    ]);
  });

  it('tell of Node by the names that others know', async () => {
    const { type, text } = await metricsOf().read();
    expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toContain('\nnodejs_eventloop_lag_seconds ');
    expect(text).toContain('\nprocess_resident_memory_bytes ');
  });
});

describe('the log', () => {
  const lineOf = (err: unknown): string => {
    const lines: string[] = [];
    createLog('info', { write: (line) => void lines.push(line) }).warn({ err }, 'something failed');
    return lines.join('');
  };

  it.each<[string, unknown, RegExp]>([
    [
      'a request',
      Object.assign(new Error('503'), { config: { headers: { authorization: 'Bearer s3cr3t' } } }),
      /503/,
    ],
    [
      'an address',
      Object.assign(new TypeError('Invalid URL'), { input: 'postgres://bot:s3cr3t@host' }),
      /Invalid URL/,
    ],
    [
      'another error',
      new Error('outer', { cause: Object.assign(new Error('inner'), { body: 's3cr3t' }) }),
      /outer: inner/,
    ],
    [
      'several',
      new AggregateError([Object.assign(new Error('one'), { token: 's3cr3t' })], 'all failed'),
      /all failed/,
    ],
  ])('says of an error what it says, not what hangs on it: %s', (_, error, said) => {
    expect(lineOf(error)).toMatch(said);
    expect(lineOf(error)).not.toContain('s3cr3t');
  });

  it('keeps where an error comes from, and its code', () => {
    const { err } = JSON.parse(lineOf(Object.assign(new RangeError('no'), { code: 'E_NO' }))) as {
      err: object;
    };
    expect(err).toEqual({
      type: 'RangeError',
      message: 'no',
      code: 'E_NO',
      stack: expect.stringContaining('health.test'),
    });
  });
});

import { once } from 'node:events';
import { createServer, request, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openStore } from '../adapters/store/open.ts';
import type { Post } from '../src/store.ts';
import { freePort, home, launch, servers } from './process.ts';
import { type Postgres, startPostgres } from './servers/postgres.ts';
import { quiet } from './stores.ts';

/** How the bot, as a process of its own, starts, says how it is, and ends. */

/** A bot that answers probes on a port that is known. */
async function run(env: Record<string, string> = {}) {
  const port = await freePort();
  const bot = launch([], { PORT: String(port), ...env });
  const url = `http://127.0.0.1:${port}`;
  const readiness = async () => {
    const response = await fetch(`${url}/readyz`).catch(() => undefined);
    const told = (await response?.json()) as { parts: Record<string, { reason?: string }> } | undefined;
    return { status: response?.status, parts: told?.parts ?? {} };
  };
  const isReady = (status = 200) =>
    vi.waitFor(async () => expect((await readiness()).status).toBe(status), { timeout: 30_000 });
  /** Ends it, and says with what code and after how long. */
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    const began = performance.now();
    bot.child.kill(signal);
    const code = await bot.ended;
    return { code, ms: performance.now() - began };
  };
  return { ...bot, url, readiness, isReady, end };
}

/** What no test that goes well comes near: those that wait for something wait for 9 s. */
const atOnceMs = 5000;

describe('a start', { timeout: 90_000 }, () => {
  it('ends by a signal while it waits for something', async () => {
    const silent = createTcpServer().listen(0, '127.0.0.1');
    onTestFinished(() => void silent.close());
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const { end, output } = await run({ DATABASE_URL: `postgres://bot:s3cr3t@127.0.0.1:${port}/bot` });
    const [socket] = await once(silent, 'connection');
    socket.on('error', () => {});
    const { code, ms } = await end();
    expect({ code, text: output.text.includes('s3cr3t') }).toEqual({ code: 0, text: false });
    expect(ms).toBeLessThan(atOnceMs);
  });

  it('that fails says so with its code', async () => {
    const { ended, output } = await run({ DATABASE_URL: 'postgres://bot:s3cr3t@127.0.0.1:1/bot' });
    expect(await ended).toBe(1);
    expect(output.text).toContain('PostgreSQL cannot be reached');
    expect(output.text).not.toContain('s3cr3t');
  });
});

describe('what probes are told', { timeout: 90_000 }, () => {
  it('where the page is shown to nobody, by any name', async () => {
    const { slack, env } = await servers();
    const { url, says, isReady } = await run({
      SLACK_BOT_TOKEN: env.SLACK_BOT_TOKEN,
      SLACK_APP_TOKEN: env.SLACK_APP_TOKEN,
      SLACK_API_URL: slack.apiUrl,
      HOST: '0.0.0.0',
    });
    await says('"platform":"slack","msg":"connected"');
    await isReady();
    expect((await fetch(`${url}/`)).status).toBe(404);
    for (const path of ['livez', 'readyz', 'metrics']) {
      const asked = request(`${url}/${path}`, { headers: { host: '10.42.0.17:8080' } }).end();
      const [response] = (await once(asked, 'response')) as [{ statusCode: number; resume(): void }];
      response.resume();
      expect(response.statusCode).toBe(200);
    }
  });

  it('of each platform; one that lets the bot in is enough', async () => {
    const { env, slack } = await servers();
    slack.fail('auth.test', ...Array.from({ length: 3 }, () => ({ status: 503 })));
    const { isReady, readiness, url } = await run({ ...env, DISCORD_TOKEN: 'wrong.token.1' });
    await isReady(503);
    await isReady(200);
    const { parts } = await readiness();
    expect(parts).toEqual({
      notes: { status: 'ready' },
      database: { status: 'ready' },
      discord: { status: 'not ready', reason: expect.stringContaining('doctor') },
      slack: { status: 'ready' },
    });
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('k8s_study_bot_platform_connected{platform="discord"} 0');
    expect(metrics).toContain('k8s_study_bot_platform_connected{platform="slack"} 1');
    expect(metrics).toContain('k8s_study_bot_reconnects_total{platform="slack"} 3');
  });

  it('of a connection that breaks and comes back', async () => {
    const { env, discord, slack } = await servers();
    const { isReady, readiness, url, says } = await run(env);
    await says('"platform":"discord","msg":"connected"');
    await says('"platform":"slack","msg":"connected"');
    const broken = { status: 'not ready', reason: expect.stringContaining('broke') };
    discord.gateway.isDown = true;
    discord.gateway.drop();
    await vi.waitFor(async () => expect((await readiness()).parts.discord).toEqual(broken), {
      timeout: 10_000,
    });
    // The other one is enough.
    await isReady(200);
    slack.fail('apps.connections.open', ...Array.from({ length: 4 }, () => ({ status: 503 })));
    for (const socket of slack.sockets) socket.terminate();
    await isReady(503);
    expect((await readiness()).parts.slack).toEqual(broken);
    discord.gateway.isDown = false;
    await vi.waitFor(
      async () =>
        expect((await readiness()).parts).toMatchObject({
          discord: { status: 'ready' },
          slack: { status: 'ready' },
        }),
      { timeout: 30_000 },
    );
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('k8s_study_bot_reconnects_total{platform="discord"} 1');
    expect(metrics).toContain('k8s_study_bot_reconnects_total{platform="slack"} 1');
  });

  it('and the log, of an interaction: a line without what was written', async () => {
    const { url, isReady, output, says } = await run();
    await isReady();
    for (const text of ['pvc', 'zzqx 아무도 모르는 말'])
      await fetch(`${url}/messages`, { method: 'POST', body: new URLSearchParams({ text }) });
    await says('"outcome":"unknown"');
    const lines = output.text.split('\n').filter((line) => line.includes('"msg":"answered"'));
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual(
      ['answered', 'unknown'].map((outcome) => ({
        level: 30,
        time: expect.any(Number),
        platform: 'page',
        kind: 'mention',
        outcome,
        ms: expect.any(Number),
        msg: 'answered',
      })),
    );
    expect(output.text).not.toContain('zzqx');
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('k8s_study_bot_search_misses_total 1');
    expect(metrics).toContain('{platform="page",kind="mention",outcome="answered"} 1');
    expect(metrics).toContain('k8s_study_bot_notes 1\n');
    expect(metrics).not.toContain('zzqx');
  });
});

describe('on PostgreSQL', { timeout: 90_000 }, () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres?.stop());

  /** Nobody gets at a table until this ends. */
  async function lock(url: string, table: string) {
    const client = new pg.Client(url);
    await client.connect();
    client.on('error', () => {});
    await client.query(`begin; lock table ${table} in access exclusive mode`);
    onTestFinished(() => client.end());
    return client;
  }

  it('is ready as long as the database answers, and goes on without', async () => {
    const database = await postgres.database();
    const { url, isReady, readiness, output, end } = await run({ DATABASE_URL: database });
    await isReady();
    const held = await lock(database, 'posts');
    await isReady(503);
    const { parts } = await readiness();
    expect(parts.database).toEqual({ status: 'not ready', reason: 'it cannot be read; the log says why' });
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    await held.query('rollback');
    await isReady();
    await postgres.restart();
    await isReady();
    expect(output.text).toContain('the database can be read again');
    expect(output.text).not.toContain(postgres.password);
    expect(output.text).not.toContain(encodeURIComponent(postgres.password));
    expect((await end()).code).toBe(0);
  });

  it('does not wait for ever for what hangs, takes nothing new meanwhile, and ends well', async () => {
    const database = await postgres.database();
    const { url, isReady, output, end, says } = await run({ DATABASE_URL: database });
    await isReady();
    await lock(database, 'attempts');
    const stuck = fetch(`${url}/messages`, {
      method: 'POST',
      body: new URLSearchParams({ text: '/k8s stats' }),
    }).catch(() => undefined);
    // It has arrived when what was asked after it is answered.
    await fetch(`${url}/messages`, { method: 'POST', body: new URLSearchParams({ text: 'pvc' }) });
    await says('"outcome":"answered"');
    const ending = end();
    await vi.waitFor(() => expect(fetch(`${url}/livez`)).rejects.toThrow(), { timeout: 5000 });
    const { code, ms } = await ending;
    await stuck;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(11_000);
    expect(ms).toBeGreaterThan(8000);
    expect(output.text).toContain('not all that was under way could end in time');
  });

  it('ends at once by a second signal, with a code that says so', async () => {
    const database = await postgres.database();
    const { url, isReady, end, child, says } = await run({ DATABASE_URL: database });
    await isReady();
    await lock(database, 'attempts');
    void fetch(`${url}/messages`, {
      method: 'POST',
      body: new URLSearchParams({ text: '/k8s stats' }),
    }).catch(() => {});
    await fetch(`${url}/messages`, { method: 'POST', body: new URLSearchParams({ text: 'pvc' }) });
    await says('"outcome":"answered"');
    child.kill('SIGTERM');
    await vi.waitFor(() => expect(fetch(`${url}/livez`)).rejects.toThrow(), { timeout: 5000 });
    const { code, ms } = await end('SIGINT');
    expect(code).toBe(1);
    expect(ms).toBeLessThan(2000);
  });
});

describe('a stop', { timeout: 90_000 }, () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('by %s is held up by no open page', async (signal) => {
    const { url, isReady, end } = await run();
    await isReady();
    const events = await fetch(`${url}/events`);
    const reader = events.body?.getReader();
    await reader?.read();
    const { code, ms } = await end(signal);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(atOnceMs);
  });

  it('waits for what is just being said unasked, which was said as soon as the platform let the bot in', async () => {
    const { slack, env } = await servers();
    const gate = await gateTo(slack.origin, /chat\.postMessage/);
    const database = `file:${join(home, 'posts.db')}`;
    const keys = Array.from({ length: 40 }, (_, index) => `notice:${index}`);
    const before = await openStore(database, quiet);
    for (const key of keys) await before.send(noticeOf(key, 'slack:T0TEAM:U0MINA'));
    await before.end();

    const { child, ended, url } = await run({
      SLACK_BOT_TOKEN: env.SLACK_BOT_TOKEN,
      SLACK_APP_TOKEN: env.SLACK_APP_TOKEN,
      SLACK_API_URL: `${gate.url}/api/`,
      DATABASE_URL: database,
    });
    await vi.waitFor(() => expect(gate.held.length).toBeGreaterThan(0), { timeout: 30_000 });
    child.kill('SIGTERM');
    await vi.waitFor(() => expect(fetch(`${url}/livez`)).rejects.toThrow(), { timeout: 5000 });
    gate.open();
    expect(await ended).toBe(0);

    const said = slack.outputs.length;
    expect(said).toBeGreaterThan(0);
    expect(slack.violations).toEqual([]);
    // What was said is known to be, and all else is still there.
    const after = await openStore(database, quiet);
    expect((await after.backlog(new Date())).count).toBe(keys.length - said);
    await after.end();
  });
});

const noticeOf = (key: string, person: string): Post => ({
  key,
  place: { person },
  group: 'slack:T0TEAM',
  person: '',
  locale: 'en',
  content: { kind: 'notice', id: 'daily-missed', channel: 'slack:T0TEAM:C0STUDY', at: 0 },
  dueAt: new Date(Date.now() - 1000),
  staleAt: new Date(Date.now() + 3_600_000),
});

/** Stands before a server and holds up some requests until it opens. */
async function gateTo(origin: string, heldUp: RegExp) {
  const held: (() => void)[] = [];
  let isOpen = false;
  const server = createServer((asked, response: ServerResponse) => {
    const pass = () => {
      const onward = request(
        `${origin}${asked.url}`,
        { method: asked.method, headers: asked.headers },
        (answer) => {
          response.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(response);
        },
      );
      asked.pipe(onward);
    };
    if (heldUp.test(asked.url ?? '') && !isOpen) held.push(pass);
    else pass();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    held,
    open() {
      isOpen = true;
      for (const pass of held) pass();
    },
  };
}

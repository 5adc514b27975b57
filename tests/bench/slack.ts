import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { App } from '@slack/bolt';
import { readMessages } from '../../adapters/files.ts';
import { limitFlood } from '../../adapters/flood.ts';
import { createSlack } from '../../adapters/slack/platform.ts';
import { createBot } from '../../src/bot.ts';
import { messages } from '../../src/chat/locale.ts';
import { openShelf } from '../../src/verbs/open.ts';
import { SlackServer } from '../servers/slack.ts';
import { shippedNotes } from '../shelves.ts';

/** Requests that wait for their answers at once. */
const concurrency = 20;
/** People who ask in turn. */
const people = 50;
/** How often each of the two is driven, in turns, and how long. */
const rounds = 7;
const roundMs = 1500;
/** Lookups that must leave no trace in memory. */
const lookups = 10_000;

type Kind = 'bare' | 'ours';

interface Usage {
  cpuMs: number;
  heap: number;
  rss: number;
}

/** Runs one of the two in this process, which a parent asks how it is. Not for use outside of this file.
 *
 * @public
 */
export async function serve(
  kind: Kind,
  apiUrl: string,
  botToken: string,
  signingSecret: string,
): Promise<void> {
  const port = kind === 'bare' ? await serveBare() : await serveOurs();
  process.on('message', () => {
    globalThis.gc?.();
    globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const { heapUsed: heap, rss } = process.memoryUsage();
    process.send?.({ cpuMs: (user + system) / 1000, heap, rss } satisfies Usage);
  });
  process.send?.({ port });

  async function serveBare(): Promise<number> {
    const app = new App({ token: botToken, signingSecret, clientOptions: { slackApiUrl: apiUrl } });
    app.command('/k8s', async ({ ack }) => {
      await ack('A PersistentVolumeClaim asks for storage.');
    });
    return ((await app.start(0)) as { address(): AddressInfo }).address().port;
  }

  async function serveOurs(): Promise<number> {
    const { library } = await openShelf(shippedNotes, 'bench');
    const say = messages(await readMessages());
    const log = { info() {}, warn: console.error, error: console.error };
    const allow = limitFlood(99_999);
    const bot = createBot({ library: () => library, say, log, allow });
    const slack = createSlack({
      botToken,
      signingSecret,
      apiUrl,
      bot,
      say,
      locale: 'ko',
      log,
      onLost: console.error,
    });
    await slack.start();
    const server = createServer((req, res) => slack.listener?.(req, res));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }
}

/**
 * Drives the bot over HTTP beside an App of Bolt as it comes, which answers with a constant: in turns, each in a process of
 * its own.
 *
 * @returns ratios with the bare App as 1, and milliseconds
 */
export async function benchSlack(): Promise<Record<string, number>> {
  const slack = await SlackServer.start();
  for (let index = 0; index < people; index++)
    slack.users.set(`U${index}`, { locale: index % 2 === 0 ? 'ko-KR' : 'en-US', name: 'someone' });
  const both = { bare: await begin('bare', slack), ours: await begin('ours', slack) };
  try {
    for (const kind of ['bare', 'ours'] as const)
      await drive(both[kind].port, requests(slack), { count: 3000 });
    const seen = { bare: [] as Round[], ours: [] as Round[] };
    for (let round = 0; round < rounds; round++)
      for (const kind of round % 2 === 0 ? (['bare', 'ours'] as const) : (['ours', 'bare'] as const))
        seen[kind].push(await measure(both[kind], requests(slack)));
    const before = await usage(both.ours.child);
    await drive(both.ours.port, requests(slack), { count: lookups });
    const after = await usage(both.ours.child);
    const bare = await usage(both.bare.child);
    const ratio = (pick: (round: Round) => number) =>
      median(seen.ours.map((round, index) => pick(round) / pick(seen.bare[index] as Round)));
    return {
      throughputRatio: ratio(({ perSecond }) => perSecond),
      cpuRatio: ratio(({ cpuMs }) => cpuMs),
      p99Ms: median(seen.ours.map(({ p99Ms }) => p99Ms)),
      memoryRatio: after.rss / bare.rss,
      oursMb: after.rss / 1e6,
      bareMb: bare.rss / 1e6,
      heapMb: after.heap / 1e6,
      leakRatio: after.heap / before.heap,
      perSecond: median(seen.ours.map(({ perSecond }) => perSecond)),
      cpuMs: median(seen.ours.map(({ cpuMs }) => cpuMs)),
    };
  } finally {
    for (const { child } of Object.values(both)) child.kill();
    await slack.close();
  }
}

interface Round {
  perSecond: number;
  /** CPU for one request. */
  cpuMs: number;
  p99Ms: number;
}

async function measure(
  { child, port }: { child: ChildProcess; port: number },
  bytes: Buffer[],
): Promise<Round> {
  const before = await usage(child);
  const began = performance.now();
  const times = await drive(port, bytes, { ms: roundMs });
  const seconds = (performance.now() - began) / 1000;
  const after = await usage(child);
  times.sort((a, b) => a - b);
  return {
    perSecond: times.length / seconds,
    cpuMs: (after.cpuMs - before.cpuMs) / times.length,
    p99Ms: times[Math.floor(times.length * 0.99)] ?? 0,
  };
}

async function begin(kind: Kind, slack: SlackServer): Promise<{ child: ChildProcess; port: number }> {
  const args = [kind, slack.apiUrl, slack.botToken, slack.signingSecret].map((arg) => JSON.stringify(arg));
  const code = `import { serve } from ${JSON.stringify(import.meta.url)}; await serve(${args.join(', ')});`;
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', '--input-type=module', '-e', code],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], cwd: new URL('../..', import.meta.url) },
  );
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { child, port };
}

async function usage(child: ChildProcess): Promise<Usage> {
  child.send('usage');
  const [told] = (await once(child, 'message')) as [Usage];
  return told;
}

/** A signed command of each person, as it goes over the wire. Slack's signatures hold for five minutes. */
function requests(slack: SlackServer): Buffer[] {
  return Array.from({ length: people }, (_, index) => {
    const body = new URLSearchParams({
      token: 'legacy',
      team_id: slack.team,
      team_domain: 'study',
      channel_id: 'C0STUDY',
      channel_name: 'study',
      user_id: `U${index}`,
      user_name: 'someone',
      command: '/k8s',
      text: 'pvc',
      api_app_id: 'A1',
      is_enterprise_install: 'false',
      response_url: `${slack.origin}/respond/none`,
      trigger_id: `1.${index}`,
    }).toString();
    const timestamp = String(Math.floor(Date.now() / 1000));
    const digest = createHmac('sha256', slack.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    const head = [
      'POST /slack/events HTTP/1.1',
      'Host: bot.example.com',
      'User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)',
      'Accept: application/json,*/*',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Slack-Request-Timestamp: ${timestamp}`,
      `X-Slack-Signature: v0=${digest}`,
    ];
    return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}

/** Sends requests over connections that stay open; tells how long each was waited for, in milliseconds. */
async function drive(
  port: number,
  bytes: Buffer[],
  until: { ms?: number; count?: number },
): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + (until.ms ?? Number.POSITIVE_INFINITY);
  let sent = 0;
  const work = async (): Promise<void> => {
    const socket = connect(port, '127.0.0.1').setNoDelay();
    await once(socket, 'connect');
    while (performance.now() < end && sent < (until.count ?? Number.POSITIVE_INFINITY)) {
      const began = performance.now();
      socket.write(bytes[sent++ % bytes.length] as Buffer);
      await answered(socket);
      times.push(performance.now() - began);
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return times;
}

function answered(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    let got: Buffer = Buffer.alloc(0);
    let whole: number | undefined;
    const finish = (error?: Error) => {
      socket.off('data', read);
      socket.off('error', finish);
      if (error) reject(error);
      else resolve();
    };
    const read = (chunk: Buffer) => {
      got = got.length === 0 ? chunk : Buffer.concat([got, chunk]);
      if (whole === undefined) {
        const split = got.indexOf('\r\n\r\n');
        if (split === -1) return;
        const head = got.subarray(0, split).toString('latin1');
        if (!head.startsWith('HTTP/1.1 200')) return finish(new Error(head));
        const length = /content-length: (\d+)/i.exec(head)?.[1];
        whole = length === undefined ? Number.NaN : split + 4 + Number(length);
      }
      if (got.length >= whole || (Number.isNaN(whole) && got.subarray(-5).toString('latin1') === '0\r\n\r\n'))
        finish();
    };
    socket.on('data', read);
    socket.on('error', finish);
  });
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { packageRoot } from '../../adapters/files.ts';
import { DiscordServer } from '../servers/discord.ts';

/** Commands a round. */
const count = 1500;
const rounds = 5;
/** Commands that are under way at once while throughput is measured. */
const atOnce = 50;

/** Says what it used, when asked. Both processes begin so. */
const told = `
process.on('message', () => {
  process.send({ cpu: process.cpuUsage(), rss: process.memoryUsage.rss() });
});
`;

/** As \`start\` does it, without the page. */
const ours = `${told}
import { readMessages } from './dist/adapters/files.js';
import { limitFlood } from './dist/adapters/flood.js';
import { createDiscord } from './dist/adapters/discord/platform.js';
import { createBot } from './dist/src/bot.js';
import { messages } from './dist/src/chat/locale.js';
import { openShelf } from './dist/src/verbs/open.js';
const log = { info() {}, warn: console.warn, error: console.error };
const say = messages(await readMessages());
const shelf = await openShelf('./notes', 'bench');
const bot = createBot({ library: () => shelf.library, say, log, allow: limitFlood(30) });
const { TOKEN: token, API: apiUrl } = process.env;
await createDiscord({ token, apiUrl, bot, say, locale: 'ko', log, onLost: console.error }).start();
process.send('ready');
`;

/** A client without a bot behind it: one message, of the length of ours, for everything. */
const bare = `${told}
import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js';
const text = 'A PersistentVolumeClaim is an object that asks for storage. '.repeat(20);
const row = (from) => ({ type: 1, components: [0, 1, 2, 3, 4].map((n) => ({ type: 2, style: 2, label: 'A button of the bot', custom_id: 'show#a-topic-of-the-notes-' + (from + n) })) });
const components = [{ type: 17, components: [{ type: 10, content: '## PersistentVolumeClaim' }, { type: 10, content: text }, row(0), row(4)] }];
const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
  allowedMentions: { parse: [] },
  rest: { api: process.env.API },
});
client.on(Events.InteractionCreate, (interaction) => {
  interaction.reply({ components, flags: MessageFlags.IsComponentsV2 }).catch(console.error);
});
client.once(Events.ClientReady, () => process.send('ready'));
await client.login(process.env.TOKEN);
`;

interface Used {
  cpu: NodeJS.CpuUsage;
  rss: number;
}

interface App {
  server: DiscordServer;
  process: ChildProcess;
}

async function begin(code: string): Promise<App> {
  const server = await DiscordServer.open();
  server.isQuick = true;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: packageRoot,
    env: { ...process.env, TOKEN: server.token, API: server.apiUrl, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error('A process ended before it was ready: run `npm run build` first.');
  });
  await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {});
  return { server, process: child };
}

async function used({ process: child }: App): Promise<Used> {
  const answer = once(child, 'message');
  child.send('use');
  const [use] = (await answer) as [Used];
  return use;
}

/** Milliseconds of each command, and of all together. Each person stays below the limit of what one may ask. */
async function drive(
  { server }: App,
  many: number,
  concurrent: number,
): Promise<{ each: number[]; all: number }> {
  const each: number[] = [];
  let next = 0;
  const start = performance.now();
  const worker = async () => {
    while (next < many) {
      const user = String(400_000_000_000_000_000n + BigInt(next++ % 1000));
      const began = performance.now();
      await server.command({ query: 'pvc' }, { user });
      each.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: concurrent }, worker));
  return { each, all: performance.now() - start };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * The bot on discord.js beside a bare discord.js client that answers with a constant, each in a process of its own and in
 * turns. Runs what `npm run build` made.
 *
 * @returns ratios of ours to the bare client's, of which only throughput had better be high, and milliseconds of a command
 * when 20 are under way
 */
export async function benchDiscord(): Promise<Record<string, number>> {
  const apps = { ours: await begin(ours), bare: await begin(bare) };
  const figures = {
    ours: { rate: [] as number[], cpu: [] as number[], rss: [] as number[] },
    bare: { rate: [] as number[], cpu: [] as number[], rss: [] as number[] },
  };
  const each: number[] = [];
  try {
    for (let round = 0; round <= rounds; round++)
      for (const name of round % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)) {
        const before = await used(apps[name]);
        const { all } = await drive(apps[name], count, atOnce);
        const after = await used(apps[name]);
        // The first round is for the compiler.
        if (round === 0) continue;
        const { user, system } = after.cpu;
        figures[name].cpu.push((user + system - before.cpu.user - before.cpu.system) / count);
        figures[name].rate.push(count / (all / 1000));
        figures[name].rss.push(after.rss);
        if (name === 'ours') each.push(...(await drive(apps.ours, 400, 20)).each);
        else await drive(apps.bare, 400, 20);
      }
    each.sort((a, b) => a - b);
    return {
      throughputRatio: median(figures.ours.rate) / median(figures.bare.rate),
      cpuRatio: median(figures.ours.cpu) / median(figures.bare.cpu),
      p99Ms: each[Math.floor(each.length * 0.99)] ?? 0,
      memoryRatio: median(figures.ours.rss) / median(figures.bare.rss),
      perSecond: median(figures.ours.rate),
      cpuMicroseconds: median(figures.ours.cpu),
      memoryMb: median(figures.ours.rss) / 1e6,
    };
  } finally {
    for (const app of Object.values(apps)) {
      app.process.kill();
      await app.server.close();
    }
  }
}

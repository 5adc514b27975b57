import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** From the start of the process until it is ready, and what it takes then: first without any index kept, then with it. */
export async function benchStart(rounds = 5): Promise<{ name: string; ms: number; memory: number }[]> {
  const folder = mkdtempSync(join(tmpdir(), 'start-'));
  const first = await begin(folder);
  const again = [];
  for (let round = 0; round < rounds; round++) again.push(await begin(folder));
  rmSync(folder, { recursive: true });
  again.sort((a, b) => a.ms - b.ms);
  const median = again[Math.floor(rounds / 2)] ?? first;
  return [
    { name: '`start` to ready, the first time', ...first },
    { name: '`start` to ready, with the kept index', ...median },
  ];
}

async function begin(folder: string): Promise<{ ms: number; memory: number }> {
  const port = await freePort();
  const start = performance.now();
  const child = spawn(process.execPath, ['dist/src/main.js', 'start'], {
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      DATABASE_URL: `file:${join(folder, 'bot.db')}`,
      XDG_CACHE_HOME: folder,
      LOG_LEVEL: 'silent',
    },
    stdio: 'ignore',
  });
  while (!(await isReady(port, child))) await pause(10);
  const ms = performance.now() - start;
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { ms, memory: Number(kilobytes) / 1000 };
}

async function isReady(port: number, child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null) throw new Error('The bot did not start.');
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

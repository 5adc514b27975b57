import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { packageRoot } from '../../adapters/files.ts';

/** A line of the bot's log that an operator should look at. */
export interface Complaint {
  at: number;
  level: 'warn' | 'error' | 'fatal';
  message: string;
}

/** The bot as a process of its own, as `npm start` runs it. */
export interface Running {
  url: string;
  port: number;
  /** What it logged from warnings up, and what it printed that is no line of its log. */
  complaints: Complaint[];
  /** Lines of its log in all. */
  lines(): number;
  /** What is not ready yet, by `/readyz`. */
  missing(): Promise<string[]>;
  /** By `/metrics`: memory in MiB, what its loop was late by since this was asked last in milliseconds, seconds of a processor so far. */
  measure(): Promise<{ rss: number; heap: number; lag: number; cpu: number }>;
  /** Has it give back what it does not use. */
  collect(): Promise<void>;
  /** @returns the exit code, or the signal that ended it */
  stop(): Promise<unknown>;
}

const levels = { 40: 'warn', 50: 'error', 60: 'fatal' } as const;
const mebi = 1024 * 1024;

/** Starts the built bot and waits until it says where its page is. */
export async function startBot(env: Record<string, string>, home: string): Promise<Running> {
  const child = spawn(
    process.execPath,
    ['--inspect=127.0.0.1:0', join(packageRoot, 'dist', 'src', 'main.js'), 'start'],
    {
      cwd: home,
      env: { PATH: process.env.PATH, HOME: home, PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const killed = () => child.kill('SIGKILL');
  process.once('exit', killed);
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => code ?? signal);
  const complaints: Complaint[] = [];
  let lines = 0;
  let inspector = '';
  const url = await new Promise<string>((resolve, reject) => {
    void ended.then((code) => reject(new Error(`the bot ended with ${code}: ${complaints.at(-1)?.message}`)));
    createInterface(child.stderr).on('line', (message) => {
      const address = /^Debugger listening on (ws:\S+)$/.exec(message)?.[1];
      if (address !== undefined) inspector = address;
      else if (!/^(?:For help, see|Debugger (?:attached|ending))/.test(message))
        complaints.push({ at: Date.now(), level: 'fatal', message });
    });
    createInterface(child.stdout).on('line', (line) => {
      lines += 1;
      const address = /^Chat with the bot at (\S+)$/.exec(line)?.[1];
      if (address !== undefined) return resolve(address);
      const told = complaintOf(line);
      if (told !== undefined) complaints.push(told);
    });
  });
  const read = async (path: string) => {
    const response = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(5000) });
    return response.text();
  };
  return {
    url,
    port: Number(new URL(url).port),
    complaints,
    lines: () => lines,
    async missing() {
      const { parts } = JSON.parse(await read('readyz')) as { parts: Record<string, { status: string }> };
      return Object.entries(parts).flatMap(([name, { status }]) => (status === 'ready' ? [] : [name]));
    },
    async measure() {
      const text = await read('metrics');
      const value = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
      return {
        rss: value('process_resident_memory_bytes') / mebi,
        heap: value('nodejs_heap_size_used_bytes') / mebi,
        lag: 1000 * value('nodejs_eventloop_lag_p99_seconds'),
        cpu: value('process_cpu_seconds_total'),
      };
    },
    async collect() {
      const socket = new WebSocket(inspector);
      await once(socket, 'open');
      socket.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }));
      await once(socket, 'message');
      socket.close();
      await once(socket, 'close');
    },
    async stop() {
      child.kill('SIGTERM');
      const code = await ended;
      process.removeListener('exit', killed);
      return code;
    },
  };
}

function complaintOf(line: string): Complaint | undefined {
  try {
    const { level, msg, time, err, message } = JSON.parse(line) as {
      level: keyof typeof levels;
      msg: string;
      time: number;
      err?: { message?: string; code?: string };
      message?: string;
    };
    if (levels[level] === undefined) return undefined;
    const more = [err?.code, err?.message, message].filter((one) => one !== undefined).join(' ');
    return { at: time, level: levels[level], message: more === '' ? msg : `${msg}: ${more}` };
  } catch {
    return { at: Date.now(), level: 'fatal', message: `no line of a log: ${line}` };
  }
}

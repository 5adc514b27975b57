import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, vi } from 'vitest';
import { packageRoot } from '../adapters/files.ts';
import { DiscordServer } from './servers/discord.ts';
import { SlackServer } from './servers/slack.ts';

/** What tests of the bot as a process of its own share. */

/** Where it runs; each test file has its own. */
export const home = mkdtempSync(join(tmpdir(), 'process-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Each has a database of its own. */
let launched = 0;

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Nothing of the environment of the tests reaches it but the PATH. */
export function launch(args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [join(packageRoot, 'dist', 'src', 'main.js'), ...args], {
    cwd: home,
    env: {
      PATH: process.env.PATH,
      HOME: home,
      // One note is enough, and quickly read.
      NOTES_DIR: join(packageRoot, 'notes', 'ko', 'persistent-volume-claim.md'),
      DATABASE_URL: `file:${join(home, `${++launched}.db`)}`,
      PORT: '0',
      ...env,
    },
  });
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output.text += text;
    });
  /** The exit code, or the signal that ended it. */
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => code ?? signal);
  onTestFinished(() => void child.kill('SIGKILL'));
  const says = (text: string) => vi.waitFor(() => expect(output.text).toContain(text), { timeout: 30_000 });
  return { child, output, ended, says };
}

/** Both platforms on this computer, and what to set for them. */
export async function servers() {
  const [discord, slack] = await Promise.all([DiscordServer.open(), SlackServer.start()]);
  onTestFinished(() => discord.close());
  onTestFinished(() => slack.close());
  slack.users.set('U0MINA', { name: 'mina', locale: 'ko-KR' });
  const env = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
  };
  const secrets = [discord.token, slack.botToken, slack.appToken, slack.signingSecret];
  return { discord, slack, env, secrets };
}

/** Types a command on Slack. */
export const ask = (slack: SlackServer, text: string) =>
  slack.deliver('slash_commands', {
    team_id: slack.team,
    channel_id: 'C0STUDY',
    user_id: 'U0MINA',
    user_name: 'mina',
    command: '/k8s',
    text,
    response_url: slack.responseUrl({ channel: 'C0STUDY', user: 'U0MINA' }),
    trigger_id: '1.0',
  });

import { describe, expect, it } from 'vitest';
import { type Platform, PlatformError } from '../src/chat/platform.ts';
import { connect } from '../src/verbs/connect.ts';
import { recorder } from './outlet.ts';

const delays = { firstMs: 1, longestMs: 4 };

/** A platform that fails as it is told before it starts, and what happened to it. */
function platform(name: Platform['name'], ...failures: Error[]) {
  let settled = () => {};
  const events: string[] = [];
  const started = new Promise<void>((resolve) => {
    settled = resolve;
  });
  const it: Platform = {
    ...recorder(name),
    name,
    async start() {
      const failure = failures.shift();
      events.push(failure === undefined ? 'started' : 'failed');
      if (failure === undefined || failures.length === 0) queueMicrotask(settled);
      if (failure !== undefined) throw failure;
    },
    async stop() {
      events.push('stopped');
    },
  };
  return { it, events, started };
}

function journal() {
  const lines: string[] = [];
  const write = (level: string) => (data: object, message: string) => {
    lines.push(`${level} ${(data as { platform?: string }).platform}: ${message}`);
  };
  return { lines, log: { info: write('info'), warn: write('warn'), error: write('error') } };
}

describe('connecting', () => {
  it('tries again after what may pass, and says so once for each time', async () => {
    const slack = platform('slack', new Error('503'), new Error('ECONNREFUSED'));
    const { lines, log } = journal();
    const connections = connect([slack.it], log, () => {}, delays);
    await slack.started;
    await expect.poll(() => slack.events).toEqual(['failed', 'failed', 'started']);
    expect(lines).toEqual([
      'warn slack: cannot connect, will try again',
      'warn slack: cannot connect, will try again',
      'info slack: connected',
    ]);
    await connections.stop();
    expect(slack.events.at(-1)).toBe('stopped');
  });

  it('leaves what only a person can help, while the other goes on', async () => {
    const discord = platform('discord', new PlatformError('DISCORD_TOKEN is refused.'));
    const slack = platform('slack');
    const { lines, log } = journal();
    let alone = 0;
    const connections = connect([discord.it, slack.it], log, () => alone++, delays);
    await Promise.all([discord.started, slack.started]);
    await expect.poll(() => lines).toHaveLength(2);
    expect(lines).toEqual(
      expect.arrayContaining(['error discord: DISCORD_TOKEN is refused.', 'info slack: connected']),
    );
    expect(discord.events).toEqual(['failed', 'stopped']);
    expect(alone).toBe(0);
    connections.lose('slack', new PlatformError('SLACK_BOT_TOKEN was revoked.'));
    connections.lose('slack', new PlatformError('SLACK_BOT_TOKEN was revoked.'));
    expect(alone).toBe(1);
    expect(lines.filter((line) => line.includes('revoked'))).toHaveLength(1);
  });

  it('is over at once when it is stopped between two tries', async () => {
    const slack = platform('slack', new Error('503'), new Error('503'));
    const { log } = journal();
    const connections = connect([slack.it], log, () => {}, { firstMs: 1e8, longestMs: 1e8 });
    await expect.poll(() => slack.events).toEqual(['failed']);
    await connections.stop();
    expect(slack.events).toEqual(['failed', 'stopped']);
  });

  it('takes no loss for one once it was stopped', async () => {
    const slack = platform('slack');
    const { lines, log } = journal();
    const connections = connect([slack.it], log, () => lines.push('alone'), delays);
    await slack.started;
    await connections.stop();
    connections.lose('slack', new PlatformError('gone'));
    expect(lines.filter((line) => line === 'alone' || line.includes('gone'))).toEqual([]);
  });
});

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
  const told: string[] = [];
  const write = (level: string) => (data: object, message: string) => {
    lines.push(`${level} ${(data as { platform?: string }).platform}: ${message}`);
  };
  return {
    lines,
    told,
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    tell: {
      onConnected: (name: string) => void told.push(`${name} connected`),
      onAgain: (name: string) => void told.push(`${name} again`),
      onNoneLeft: () => void told.push('alone'),
    },
  };
}

describe('connecting', () => {
  it('tries again after what may pass, and says so once for each time', async () => {
    const slack = platform('slack', new Error('503'), new Error('ECONNREFUSED'));
    const { lines, log, told, tell } = journal();
    const connections = connect([slack.it], log, tell, delays);
    expect(connections.lines()).toEqual([
      { name: 'slack', fault: expect.stringContaining('not connected yet') },
    ]);
    expect(connections.connected()).toEqual([]);
    await slack.started;
    await expect.poll(() => slack.events).toEqual(['failed', 'failed', 'started']);
    expect(lines).toEqual([
      'warn slack: cannot connect, will try again',
      'warn slack: cannot connect, will try again',
      'info slack: connected',
    ]);
    expect(told).toEqual(['slack again', 'slack again', 'slack connected']);
    expect(connections.lines()).toEqual([{ name: 'slack', fault: undefined }]);
    expect(connections.connected()).toEqual([slack.it]);
    await connections.stop();
    expect(slack.events.at(-1)).toBe('stopped');
  });

  it('leaves what only a person can help, while the other goes on', async () => {
    const discord = platform('discord', new PlatformError('DISCORD_TOKEN is refused.'));
    const slack = platform('slack');
    const { lines, log, told, tell } = journal();
    const connections = connect([discord.it, slack.it], log, tell, delays);
    await Promise.all([discord.started, slack.started]);
    await expect.poll(() => lines).toHaveLength(2);
    expect(lines).toEqual(
      expect.arrayContaining(['error discord: DISCORD_TOKEN is refused.', 'info slack: connected']),
    );
    expect(discord.events).toEqual(['failed', 'stopped']);
    expect(told).toEqual(['slack connected']);
    expect(connections.lines()).toEqual([
      { name: 'discord', fault: expect.stringContaining('doctor') },
      { name: 'slack', fault: undefined },
    ]);
    expect(connections.connected()).toEqual([slack.it]);
    connections.lose('slack', new PlatformError('SLACK_BOT_TOKEN was revoked.'));
    connections.lose('slack', new PlatformError('SLACK_BOT_TOKEN was revoked.'));
    expect(told).toEqual(['slack connected', 'alone']);
    expect(connections.connected()).toEqual([]);
    expect(lines.filter((line) => line.includes('revoked'))).toHaveLength(1);
  });

  it('is over at once when it is stopped between two tries', async () => {
    const slack = platform('slack', new Error('503'), new Error('503'));
    const { log, tell } = journal();
    const connections = connect([slack.it], log, tell, { firstMs: 1e8, longestMs: 1e8 });
    await expect.poll(() => slack.events).toEqual(['failed']);
    await connections.stop();
    expect(slack.events).toEqual(['failed', 'stopped']);
  });

  it('takes no loss for one once it was stopped', async () => {
    const slack = platform('slack');
    const { lines, log, told, tell } = journal();
    const connections = connect([slack.it], log, tell, delays);
    await slack.started;
    await expect.poll(() => told).toEqual(['slack connected']);
    await connections.stop();
    connections.lose('slack', new PlatformError('gone'));
    connections.turn('slack', false);
    expect(lines.filter((line) => line.includes('gone'))).toEqual([]);
    expect(told).toEqual(['slack connected']);
  });

  it('tells of a connection that breaks and comes back, and still sends what needs none', async () => {
    const discord = platform('discord');
    const slack = platform('slack', new Error('503'), new Error('503'));
    const { log, told, tell } = journal();
    const connections = connect([discord.it, slack.it], log, tell, { firstMs: 1e8, longestMs: 1e8 });
    await expect.poll(() => told.toSorted()).toEqual(['discord connected', 'slack again']);
    connections.turn('discord', false);
    connections.turn('discord', false);
    // It was never let in, so it cannot come back.
    connections.turn('slack', true);
    expect(told.slice(2)).toEqual(['discord again']);
    expect(connections.lines()).toEqual([
      { name: 'discord', fault: expect.stringContaining('broke') },
      { name: 'slack', fault: expect.stringContaining('not connected yet') },
    ]);
    expect(connections.connected()).toEqual([discord.it]);
    connections.turn('discord', true);
    expect(told.slice(2)).toEqual(['discord again', 'discord connected']);
    expect(connections.lines()[0]).toEqual({ name: 'discord', fault: undefined });
    await connections.stop();
  });

  it('counts nobody as connected who was let in after the stop', async () => {
    let letIn = () => {};
    const slow: Platform = {
      ...platform('slack').it,
      start: () =>
        new Promise((resolve) => {
          letIn = resolve;
        }),
    };
    const { lines, log, told, tell } = journal();
    const connections = connect([slow], log, tell, delays);
    await connections.stop();
    letIn();
    await new Promise((resolve) => setImmediate(resolve));
    expect(lines).toEqual([]);
    expect(told).toEqual([]);
    expect(connections.connected()).toEqual([]);
  });
});

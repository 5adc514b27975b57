import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openStore } from '../adapters/store/open.ts';
import type { Schedule } from '../src/store.ts';
import type { ReplicaOptions } from './replica.ts';
import { DiscordServer } from './servers/discord.ts';
import { SlackServer } from './servers/slack.ts';
import { describeStore, quiet } from './stores.ts';

/** Kills of a bot in the midst of its work, and channels; KILLS=40 CHANNELS=200 for the long form. */
const kills = Number(process.env.KILLS ?? 4);
const channels = Number(process.env.CHANNELS ?? 24);
/** Real time between two kills, about. */
const pauseMs = 500;
/** Three minutes pass in the time of ten seconds, so that the lease of a bot that is dead runs out soon. */
const speed = 20;
const start = Date.parse('2026-11-26T00:00:00Z');
/** Until the first ones have started. */
const startMs = 10_000;
/** Questions are closed so long after, and said late for as long. */
const openMs = 55 * 60_000;

const script = fileURLToPath(new URL('./replica.ts', import.meta.url));

/** Bots that are started anew whenever they are killed. */
function crew(size: number, optionsOf: (id: number) => ReplicaOptions) {
  const lines: string[] = [];
  const members: { child: ChildProcess; ready: Promise<void> }[] = [];
  function begin(id: number): void {
    const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(optionsOf(id))], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ready = new Promise<void>((resolve) => {
      createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
        if (line === 'ready') resolve();
        else lines.push(line);
      });
    });
    members[id] = { child, ready };
  }
  for (let id = 0; id < size; id++) begin(id);
  const kill = async (id: number) => {
    const member = members[id];
    if (member === undefined) return;
    member.child.kill('SIGKILL');
    if (member.child.exitCode === null && member.child.signalCode === null) await once(member.child, 'exit');
  };
  return {
    lines,
    ready: () => Promise.all(members.map((member) => member.ready)),
    async replace(id: number) {
      await kill(id);
      begin(id);
    },
    stop: () => Promise.all(members.map((_, id) => kill(id))),
  };
}

describeStore(({ end, url, bots }) => {
  it(`${bots === 1 ? 'one bot' : 'four bots'} on ${channels} channels, killed ${kills} times, lose no question and say none twice`, {
    timeout: 400_000 + kills * 8000,
  }, async () => {
    await end();
    const [discord, slack] = await Promise.all([DiscordServer.open(), SlackServer.start()]);
    const targets = Array.from({ length: channels }, (_, place) => {
      if (place % 2 === 0) {
        const id = String(400_000_000_000_000_000n + BigInt(place));
        discord.addChannel({ id, type: 0, name: `study-${place}` });
        return `discord:${id}`;
      }
      slack.channels.open(`C${place}`);
      return `slack:${slack.team}:C${place}`;
    });
    const size = bots === 1 ? 1 : 4;
    // While it is started again, a single one says nothing.
    const spreadMs = kills * (size === 1 ? 5 : 1) * pauseMs * speed;
    const store = await openStore(url(), quiet);
    for (const [place, target] of targets.entries())
      await store.setSchedule(scheduleOf(target, new Date(start + 60_000 + (place / channels) * spreadMs)));
    await store.end();

    let clock = { startMs: start, realMs: Date.now() + startMs, speed };
    const replicas = crew(size, (id) => ({
      url: url(),
      discord: { apiUrl: discord.apiUrl, token: discord.token, shard: { id, count: size } },
      slack: { apiUrl: slack.apiUrl, botToken: slack.botToken, signingSecret: slack.signingSecret },
      clock,
    }));
    const said = (): number[] => {
      const onDiscord = [...discord.messages.values()].map(({ channel_id }) => channel_id);
      return targets.map((target) => {
        const id = target.split(':').at(-1) ?? '';
        return target.startsWith('slack:')
          ? slack.channels.messages(id).length
          : onDiscord.filter((channel) => channel === id).length;
      });
    };
    const storm = async () => {
      for (let count = 0; count < kills; count++) {
        await sleep(Math.random() * 2 * pauseMs);
        // A single one is let in before it is killed, or nothing would ever be said.
        if (size === 1) await replicas.ready();
        await replicas.replace(count % size);
      }
    };
    const times = (count: number) => targets.map(() => count);
    try {
      await replicas.ready();
      await storm();
      await expect.poll(said, { timeout: openMs / speed, interval: 200 }).toEqual(times(1));
      // Whatever was under way at a kill is taken over by then.
      await sleep(60_000 / speed + 1000);
      expect(said()).toEqual(times(1));
      // When the questions are closed. The results come all at once.
      clock = { startMs: start + 61 * 60_000 + spreadMs, realMs: Date.now(), speed };
      for (let id = 0; id < size; id++) await replicas.replace(id);
      if (size > 1) await storm();
      await expect.poll(said, { timeout: openMs / speed, interval: 200 }).toEqual(times(2));
      await sleep(60_000 / speed + 1000);
      expect(said()).toEqual(times(2));
    } finally {
      await replicas.stop();
    }
    expect(replicas.lines.filter((line) => line.startsWith('error'))).toEqual([]);
    const closed = [...discord.messages.values()].filter((message) =>
      JSON.stringify(message).includes('again#'),
    );
    expect(closed).toHaveLength(channels / 2);
    await Promise.all([discord.close(), slack.close()]);
    expect(discord.violations).toEqual([]);
    expect(slack.violations).toEqual([]);
  });
});

const scheduleOf = (target: string, nextAt: Date): Schedule => ({
  kind: 'daily',
  target,
  group: 'group',
  person: '',
  locale: 'ko',
  pattern: '0 0 1 1 *',
  zone: 'UTC',
  nextAt,
  options: { reveal: new Date(nextAt.getTime() + openMs).toISOString().slice(11, 16) },
});

import type { Line } from '../servers/line.ts';
import type { Postgres } from '../servers/postgres.ts';
import type { SlackServer } from '../servers/slack.ts';
import type { Fault } from './faults.ts';
import type { Chance } from './random.ts';
import type { Stage } from './stage.ts';

type Mishaps = Parameters<SlackServer['fail']> extends [string, ...infer Rest] ? Rest : never;

/** A database over a line, and how to find its main process. */
export interface Base {
  postgres: Postgres;
  line: Line;
  pid: () => Promise<number>;
}

/** Out of reach for the bot, in milliseconds each way. */
const slowMs = 300;
const databaseSlowMs = 60;
const onSlack = ['chat.postMessage', 'chat.postEphemeral', 'views.open', 'respond'];
/** In a hundred. */
const shareOfFailures = 40;
const onDiscord = /^POST \/(?:interactions|channels)\//;

/** All that may go wrong. */
export function faultsOf(stage: Stage, chance: Chance): Fault[] {
  const { server: discord, line: toDiscord } = stage.discord;
  const { server: slack, line: toSlack } = stage.slack;
  const { toBot, base } = stage;
  /** Of the requests that change something, some end otherwise while it lasts. */
  const discordFails = (
    name: string,
    status: number,
    more: Parameters<typeof discord.fail>[2] = {},
  ): Fault => {
    let isOn = false;
    const route = Object.assign(new RegExp(onDiscord), {
      test: (request: string) => isOn && chance.is(shareOfFailures) && onDiscord.test(request),
    });
    discord.fail(route, status, { ...more, times: Number.POSITIVE_INFINITY });
    return {
      name,
      begin() {
        isOn = true;
      },
      end() {
        isOn = false;
      },
    };
  };
  const slackFails = (name: string, methods: readonly string[], ...[mishap]: Mishaps): Fault => ({
    name,
    spell() {
      if (chance.is(shareOfFailures) && mishap !== undefined) slack.fail(chance.pick(methods), mishap);
    },
    end() {
      // biome-ignore lint/complexity/useLiteralKeys: what is private cannot be reached by a dot
      slack['mishaps'].clear();
    },
  });
  const away = (name: string, line: Line): Fault => ({
    name,
    begin: () => line.down(),
    end: () => line.up(),
  });
  const slow = (name: string, line: Line, ms = slowMs): Fault => ({
    name,
    begin() {
      line.delayMs = ms;
    },
    end() {
      line.delayMs = 0;
    },
  });
  const cut = (name: string, line: Line): Fault => ({
    name,
    spell: () => void (chance.is(10) && line.cut()),
  });
  const limited = {
    body: { message: 'You are being rate limited.', retry_after: 1, global: false },
    headers: { 'retry-after': '1' },
  };

  return [
    cut('Discord drops its lines', toDiscord),
    away('Discord is away', toDiscord),
    slow('Discord is slow', toDiscord),
    {
      name: 'Discord forgets the session',
      begin() {
        discord.gateway.forgets = true;
        discord.gateway.drop();
      },
      end() {
        discord.gateway.forgets = false;
      },
    },
    discordFails('Discord answers 429', 429, limited),
    discordFails('Discord answers 502', 502),
    discordFails('Discord does it, and its answer is lost', 0, { afterwards: true }),
    cut('Slack drops its lines', toSlack),
    away('Slack is away', toSlack),
    slow('Slack is slow', toSlack),
    slackFails('Slack answers 429', onSlack, { status: 429, headers: { 'retry-after': '1' } }),
    slackFails('Slack answers 503', onSlack, { status: 503 }),
    slackFails('Slack does it, and its answer is lost', ['chat.postMessage'], 'lost'),
    cut("Slack's requests are cut", toBot),
    slow("Slack's requests are slow", toBot),
    ...(base === undefined ? [] : databaseFaults(base)),
  ];

  function databaseFaults({ postgres, line, pid }: Base): Fault[] {
    return [
      { name: 'PostgreSQL restarts (fast)', begin: () => postgres.restart() },
      {
        name: 'PostgreSQL restarts (immediate)',
        async begin() {
          process.kill(await pid(), 'SIGQUIT');
          await postgres.restart();
        },
      },
      cut('PostgreSQL drops its lines', line),
      away('PostgreSQL is away', line),
      slow('PostgreSQL is slow', line, databaseSlowMs),
    ];
  }
}

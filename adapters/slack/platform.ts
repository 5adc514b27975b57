import type { RequestListener } from 'node:http';
import { App, LogLevel, webApi } from '@slack/bolt';
import type { Bot } from '../../src/bot.ts';
import type { Say } from '../../src/chat/locale.ts';
import { type Platform, PlatformError } from '../../src/chat/platform.ts';
import type { Log } from '../../src/log.ts';
import type { Locale } from '../../src/notes/locale.ts';
import {
  adviceOn,
  boltLogger,
  clientOptions,
  createPeople,
  deadToken,
  noWay,
  refusal,
  type Self,
} from './api.ts';
import type { Body } from './body.ts';
import { type Ack, type Connection, follow, overHttp } from './connection.ts';
import { createHandOver } from './file.ts';
import { createOutlet } from './outlet.ts';
import { createSender } from './send.ts';
import { overSocket } from './socket.ts';
import { createTalk } from './talk.ts';

/** What the bot on Slack needs. */
export interface SlackOptions {
  /** `xoxb-…` */
  botToken: string;
  /** `xapp-…`; with it Slack is reached by Socket Mode, whatever else is given. */
  appToken?: string | undefined;
  /** With it, and without an app token, Slack reaches us over HTTP. */
  signingSecret?: string | undefined;
  /** `https://slack.com/api/`, or what stands in for it. */
  apiUrl: string;
  bot: Bot;
  say: Record<Locale, Say>;
  /** Language of those of whom Slack does not tell it. */
  locale: Locale;
  log: Log;
  /** Slack threw the bot out while it ran; only a person can help. Called once. */
  onLost: (error: PlatformError) => void;
  /** The socket broke and is being made again, or it is back. */
  onConnection?: (isOn: boolean) => void;
  /** What an answer is held up to learn a person's language. */
  personMs?: number;
  /** When Slack has not answered a call for what the bot says by itself, the call has failed. */
  postMs?: number;
  /** Wait before connecting again after a failure, doubled with each. */
  retryMs?: number;
  /** How long what is under way may take when stopping. */
  drainMs?: number;
}

/**
 * The bot on Slack: `/k8s`, buttons, forms, mentions, private chats and the App Home.
 *
 * @returns with `listener`, which answers Slack's requests to `/slack/events`, in HTTP mode
 */
export function createSlack(options: SlackOptions): Platform & { listener?: RequestListener } {
  const { botToken, appToken, signingSecret, apiUrl, bot, say, locale, log, onLost } = options;
  const { onConnection = () => {} } = options;
  const { personMs = 1000, postMs = 5000, retryMs = 1000, drainMs = 10_000 } = options;
  let isLost = false;
  let isOn = false;
  let isStopped = false;
  const self: Self = {};

  const client = new webApi.WebClient(botToken, clientOptions(apiUrl));
  const people = createPeople({ client, self, otherwise: locale, waitMs: personMs, onError: failed });
  const connection = connect();
  const followed = connection && follow(connection.receiver, log);
  const sender = createSender({ client, bot, say });
  const handOver = createHandOver({ client, say, failed });
  const outlet = createOutlet({
    // Answers do not wait for what is said to all at once.
    client: new webApi.WebClient(botToken, { ...clientOptions(apiUrl), timeout: postMs }),
    self,
    isOpen: () => isOn,
    say,
    log,
    failed,
  });
  const happened = createTalk({ sender, handOver, people, self, bot, say, locale, log, failed });

  function connect(): Connection | undefined {
    if (appToken) return overSocket({ appToken, apiUrl, log, retryMs, onLost: lose, onConnection });
    return signingSecret ? overHttp(signingSecret, log) : undefined;
  }

  function lose(error: PlatformError): void {
    if (!isLost) onLost(error);
    isLost = true;
    isOn = false;
  }

  function failed(error: unknown): void {
    const lost = deadToken(error) === undefined ? undefined : refusal(error, 'SLACK_BOT_TOKEN');
    if (lost) lose(lost);
    else log.warn({ err: error, platform: 'slack' }, 'Slack did not do what it was asked for');
  }

  return {
    ...outlet,
    name: 'slack',
    ...(connection?.listener && { listener: connection.listener }),
    async start() {
      const advice = adviceOn(botToken, appToken);
      if (advice !== undefined) throw new PlatformError(advice);
      if (connection === undefined || followed === undefined) throw new PlatformError(noWay);
      isStopped = false;
      try {
        const { user_id, user, bot_id: bot, team_id, team } = await client.auth.test();
        Object.assign(self, { user: user_id, bot, team: team_id, name: user });
        log.info({ team, platform: 'slack', mode: appToken ? 'Socket Mode' : 'HTTP' }, 'signed in to Slack');
      } catch (error) {
        throw refusal(error, 'SLACK_BOT_TOKEN') ?? error;
      }
      const app = new App({
        receiver: followed.receiver,
        // An answer of its own to each event, since Bolt writes into it; without a token, Bolt makes no client of it.
        authorize: async () => ({ botUserId: self.user ?? '', botId: self.bot ?? '' }),
        convoStore: false,
        ignoreSelf: false,
        deferInitialization: true,
        logger: boltLogger(log),
        logLevel: LogLevel.WARN,
        clientOptions: clientOptions(apiUrl),
      });
      app.use(async (args) => {
        const ack = 'ack' in args ? (args.ack as unknown as Ack) : undefined;
        await happened(args.body as unknown as Body, ack);
      });
      await app.init();
      isLost = false;
      if (isStopped) return;
      await connection.open();
      isOn = !isStopped;
    },
    async stop() {
      isStopped = true;
      isOn = false;
      try {
        if (connection?.listener) await connection.close();
        await followed?.settle(drainMs);
        await connection?.close();
      } catch (err) {
        log.warn({ err, platform: 'slack' }, 'Slack was not left in order');
      }
    },
  };
}

import {
  Client,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayIntentBits,
  Options,
  Partials,
  RESTEvents,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { Bot } from '../../src/bot.ts';
import type { Say } from '../../src/chat/locale.ts';
import { type Platform, PlatformError, PostError } from '../../src/chat/platform.ts';
import type { Log } from '../../src/log.ts';
import type { Locale } from '../../src/notes/locale.ts';
import { commandsOf } from './commands.ts';
import { answerAdvice, closeAdvice, isRefusedToken, portal, summaryOf, tokenAdvice } from './faults.ts';
import { SteadyStrategy } from './gateway.ts';
import { type Answers, createAnswers } from './interactions.ts';
import { addressOf, createOutlet, idOf } from './outlet.ts';
import { registerCommands } from './registry.ts';

/** The part of the servers that this process listens to, of how many; each has the same number of them. */
export interface Shard {
  /** From 0. The first one gets the private chats as well. */
  id: number;
  count: number;
}

/** What the bot on Discord needs. */
export interface DiscordOptions {
  /** The setting DISCORD_TOKEN. */
  token: string;
  /** Discord's API without a version, such as https://discord.com/api. */
  apiUrl: string;
  /** The one server that gets the commands; without it all servers do. */
  guildId?: string | undefined;
  /** Without it, this process listens to all servers. */
  shard?: Shard | undefined;
  bot: Bot;
  say: Record<Locale, Say>;
  /** Language where neither the person nor the server says one. */
  locale: Locale;
  log: Log;
  /** Discord threw the bot out while it ran; only a person can help. Called once. */
  onLost: (error: PlatformError) => void;
  /** The connection broke and is being made again, or it is back. */
  onConnection?: (isOn: boolean) => void;
  /** How long a start may take. Discord itself waits some seconds for servers that it announced. */
  startTimeoutMs?: number;
  /** How long a stop waits for what is under way. */
  drainMs?: number;
  /** How long a try to say something may take. */
  postTimeoutMs?: number;
  /** An answer that takes longer is announced. */
  answerMs?: number;
  /** Wait before the commands are registered again, where Discord was not reached. */
  registerMs?: number;
}

/** Settings of the tests and the doctor as well. */
export const restOptions = (apiUrl: string): { api: string; timeout: number } => ({
  api: apiUrl.replace(/\/+$/, '').replace(/\/v\d+$/, ''),
  timeout: 10_000,
});

/**
 * The token as it is sent.
 *
 * @throws PlatformError if it can be none, without a word of what it is
 */
export function tokenOf(setting: string): string {
  const token = setting.trim().replace(/^Bot\s+/i, '');
  if (token === '')
    throw new PlatformError(`DISCORD_TOKEN is empty. Copy the token from ${portal}, page Bot.`);
  if (!/^[\x21-\x7E]+$/.test(token))
    throw new PlatformError(
      `DISCORD_TOKEN is no token: it holds spaces or characters that no token has. Copy it again from ${portal}, page Bot.`,
    );
  return token;
}

/** The bot on Discord, over the gateway. */
export function createDiscord(options: DiscordOptions): Platform {
  let connection: Connection | undefined;
  const tell: Connection['tell'] = (work) => {
    if (connection === undefined) throw new Error(notConnected);
    return connection.tell(work);
  };
  return {
    name: 'discord',
    async start() {
      const token = tokenOf(options.token);
      await connection?.close();
      connection = new Connection(options);
      await connection.open(token);
    },
    post: async (place, reply, how) => tell((outlet) => outlet.post(place, reply, how)),
    edit: async (channel, message, reply) => tell((outlet) => outlet.edit(channel, message, reply)),
    async hindrance(channel) {
      try {
        return await tell((outlet) => outlet.hindrance(channel));
      } catch {
        return undefined;
      }
    },
    address: (group, channel) => addressOf(idOf(group), idOf(channel)),
    // Channels belong to their servers.
    owns: async () => false,
    async stop() {
      await connection?.close();
    },
  };
}

const notConnected = 'The bot is not connected to Discord.';

/** Nothing of what people write is kept, and of people only the bot itself, and who wrote last: messages find their author there. */
const smallCaches = () =>
  Options.cacheWithLimits({
    ...Options.DefaultMakeCacheSettings,
    ApplicationCommandManager: 0,
    ApplicationEmojiManager: 0,
    AutoModerationRuleManager: 0,
    BaseGuildEmojiManager: 0,
    DMMessageManager: 0,
    EntitlementManager: 0,
    GuildBanManager: 0,
    GuildEmojiManager: 0,
    GuildForumThreadManager: 0,
    GuildInviteManager: 0,
    GuildMemberManager: { maxSize: 1, keepOverLimit: (member) => member.id === member.client.user?.id },
    GuildMessageManager: 0,
    GuildScheduledEventManager: 0,
    GuildStickerManager: 0,
    MessageManager: 0,
    PresenceManager: 0,
    ReactionManager: 0,
    ReactionUserManager: 0,
    StageInstanceManager: 0,
    ThreadMemberManager: 0,
    UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user?.id },
    VoiceStateManager: 0,
  });

type Outlet = ReturnType<typeof createOutlet>;

/** One client, from its login to its end; a new start makes a new one. */
class Connection {
  readonly #options: DiscordOptions;
  readonly #client: Client;
  readonly #answers: Answers;
  readonly #outlet: Outlet;
  readonly #underWay = new Set<Promise<unknown>>();
  #state: 'opening' | 'open' | 'reconnecting' | 'closed' = 'opening';
  #registering: NodeJS.Timeout | undefined;
  /** Ends a start that is under way. */
  #fail: (error: Error) => void = () => {};

  constructor(options: DiscordOptions) {
    this.#options = options;
    this.#answers = createAnswers(options);
    const { shard } = options;
    this.#client = new Client({
      ...(shard && { shards: [shard.id], shardCount: shard.count }),
      // None of these is privileged: what is said to the bot it may read.
      intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
      partials: [Partials.Channel],
      allowedMentions: { parse: [], repliedUser: false },
      failIfNotExists: false,
      makeCache: smallCaches(),
      rest: restOptions(options.apiUrl),
      // For servers that Discord announced and that may be down; those that come later are welcome as well.
      waitGuildTimeout: 5000,
      ws: {
        buildStrategy: (manager) =>
          new SteadyStrategy(manager, (error) => {
            options.log.error({ err: summaryOf(error) }, 'an event from Discord could not be read');
          }),
      },
    });
    const { say, postTimeoutMs: timeoutMs } = options;
    // Nothing is said before the bot is let in.
    this.#outlet = createOutlet({ client: this.#client as Client<true>, say, timeoutMs });
    this.#listen();
  }

  /** Resolves when people are answered. */
  async open(token: string): Promise<void> {
    const { startTimeoutMs = 60_000 } = this.#options;
    const failed = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    const ready = new Promise<void>((resolve) => {
      this.#client.once(Events.ClientReady, () => resolve());
    });
    const timer = setTimeout(
      () => this.#fail(new Error(`Discord did not let the bot in within ${startTimeoutMs / 1000} s.`)),
      startTimeoutMs,
    );
    try {
      await Promise.race([this.#client.login(token).then(() => ready), failed]);
      this.#state = 'open';
      this.#options.log.info(
        { name: this.#client.user?.tag, servers: this.#client.guilds.cache.size },
        'Discord ready',
      );
      // Once is enough for all processes.
      if ((this.#options.shard?.id ?? 0) === 0) this.#track(this.#register());
    } catch (error) {
      await this.close();
      const isRefused = error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
      throw isRefused ? new PlatformError(tokenAdvice) : error;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Says something, or looks whether it could be said.
   *
   * @throws PostError, or an error without the request, which holds all that was to be said
   */
  async tell<Done>(work: (outlet: Outlet) => Promise<Done>): Promise<Done> {
    if (this.#state === 'opening' || this.#state === 'closed') throw new Error(notConnected);
    const done = work(this.#outlet);
    this.#keep(done);
    try {
      return await done;
    } catch (error) {
      if (error instanceof PostError) throw error;
      if (isRefusedToken(error)) this.#lose(tokenAdvice);
      throw new Error(`Discord: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Lets what is under way end, then leaves. Never throws. */
  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    clearTimeout(this.#registering);
    this.#fail(new Error('The bot was stopped while it was starting on Discord.'));
    const { drainMs = 10_000 } = this.#options;
    await within(drainMs, Promise.all(this.#underWay));
    // A gateway that does not say goodbye is left without.
    await within(
      2000,
      this.#client.destroy().catch((error: unknown) => {
        this.#options.log.warn({ err: summaryOf(error) }, 'Discord was left in disorder');
      }),
    );
  }

  #listen(): void {
    const { log } = this.#options;
    const client = this.#client;
    const isOver = () => this.#state === 'closed';
    client.on(Events.InteractionCreate, (event) => {
      if (!isOver()) this.#track(this.#answers.interaction(event));
    });
    client.on(Events.MessageCreate, (message) => {
      if (!isOver()) this.#track(this.#answers.message(message));
    });
    client.on(Events.ShardDisconnect, ({ code }) => {
      if (!isOver())
        this.#lose(closeAdvice(code) ?? `Discord closed the connection for good (close code ${code}).`);
    });
    client.on(Events.ShardReconnecting, () => {
      // It is tried twice a second.
      if (this.#state !== 'open') return;
      this.#state = 'reconnecting';
      log.warn({}, 'the connection to Discord broke; connecting again');
      this.#options.onConnection?.(false);
    });
    const back = () => {
      if (this.#state !== 'reconnecting') return;
      this.#state = 'open';
      log.info({}, 'connected to Discord again');
      this.#options.onConnection?.(true);
    };
    client.on(Events.ShardResume, back);
    client.on(Events.ShardReady, back);
    const complain = (error: Error) => {
      // What happens during a start is told by its failing.
      if (!isOver() && this.#state !== 'opening')
        log.warn({ err: summaryOf(error) }, 'the connection to Discord has trouble');
    };
    client.on(Events.Error, complain);
    client.on(Events.ShardError, complain);
    client.on(Events.Warn, (message) => log.warn({ message }, 'discord.js warns'));
    client.rest.on(RESTEvents.RateLimited, ({ route, retryAfter }) =>
      log.warn({ route, retryAfterMs: retryAfter }, 'Discord asks for a pause; what waits is sent after it'),
    );
  }

  async #register(isAgain = false): Promise<void> {
    const { guildId, say, log, registerMs = 60_000 } = this.#options;
    const applicationId = this.#client.application?.id;
    if (applicationId === undefined) return;
    try {
      const place = { applicationId, guildId };
      const isChanged = await registerCommands(this.#client.rest, place, commandsOf(say, place));
      if (isChanged) log.info({ guildId }, '/k8s and the other commands are registered with Discord');
    } catch (error) {
      if (isRefusedToken(error)) throw error;
      const isAnswer = error instanceof DiscordAPIError;
      const advice =
        isAnswer && guildId !== undefined && error.code === RESTJSONErrorCodes.MissingAccess
          ? 'the bot is not in the server DISCORD_GUILD_ID, or was invited without commands; `k8s-study-bot doctor` gives the link to invite it'
          : `mentions are answered all the same; ${isAnswer ? 'start the bot again later' : 'it is tried again until it is done'}`;
      if (!isAgain)
        log.error(
          { err: summaryOf(error) },
          `/k8s and the other commands could not be registered with Discord: ${advice}`,
        );
      if (!isAnswer && this.#state !== 'closed')
        this.#registering = setTimeout(() => this.#track(this.#register(true)), registerMs);
    }
  }

  /** Keeps an eye on something that nobody waits for. */
  #track(work: Promise<void>): void {
    this.#keep(work.catch((error: unknown) => this.#report(error)));
  }

  /** A stop waits for it. */
  #keep(work: Promise<unknown>): void {
    const done = work.catch(() => {}).finally(() => this.#underWay.delete(done));
    this.#underWay.add(done);
  }

  #report(error: unknown): void {
    const { log } = this.#options;
    if (isRefusedToken(error)) {
      this.#lose(tokenAdvice);
      return;
    }
    const advice = answerAdvice(error);
    const { code } = error as { code?: unknown };
    if (advice === undefined) log.error({ err: summaryOf(error) }, 'an answer could not be sent to Discord');
    else log[advice.level]({ code }, advice.message);
  }

  #lose(advice: string): void {
    if (this.#state === 'closed') return;
    const error = new PlatformError(advice);
    if (this.#state === 'opening') {
      this.#fail(error);
      return;
    }
    void this.close();
    this.#options.onLost(error);
  }
}

/** Waits for something, but not for ever. */
async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}

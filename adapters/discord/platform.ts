import {
  Client,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayIntentBits,
  MessageFlags,
  Options,
  Partials,
  RESTEvents,
  RESTJSONErrorCodes,
  SnowflakeUtil,
} from 'discord.js';
import type { Bot, Log } from '../../src/bot.ts';
import type { Say } from '../../src/chat/locale.ts';
import { type Platform, PlatformError } from '../../src/chat/platform.ts';
import type { Reply } from '../../src/chat/reply.ts';
import type { Locale } from '../../src/notes/note.ts';
import { commandsOf } from './commands.ts';
import { answerAdvice, closeAdvice, isRefusedToken, portal, summaryOf, tokenAdvice } from './faults.ts';
import { SteadyStrategy } from './gateway.ts';
import { type Answers, createAnswers } from './interactions.ts';
import { registerCommands } from './registry.ts';
import { renderReply } from './render.ts';

/** What the bot on Discord needs. */
export interface DiscordOptions {
  /** The setting DISCORD_TOKEN. */
  token: string;
  /** Discord's API without a version, such as https://discord.com/api. */
  apiUrl: string;
  /** The one server that gets the commands; without it all servers do. */
  guildId?: string | undefined;
  bot: Bot;
  say: Record<Locale, Say>;
  /** Language where neither the person nor the server says one. */
  locale: Locale;
  log: Log;
  /** Discord threw the bot out while it ran; only a person can help. Called once. */
  onLost: (error: PlatformError) => void;
  /** How long a start may take. Discord itself waits some seconds for servers that it announced. */
  startTimeoutMs?: number;
  /** How long a stop waits for what is under way. */
  drainMs?: number;
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
  return {
    name: 'discord',
    async start() {
      const token = tokenOf(options.token);
      await connection?.close();
      connection = new Connection(options);
      await connection.open(token);
    },
    async post(channel, reply) {
      await connection?.post(channel.slice('discord:'.length), reply);
    },
    async stop() {
      await connection?.close();
    },
  };
}

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

/** One client, from its login to its end; a new start makes a new one. */
class Connection {
  readonly #options: DiscordOptions;
  readonly #client: Client;
  readonly #answers: Answers;
  readonly #underWay = new Set<Promise<void>>();
  #state: 'opening' | 'open' | 'reconnecting' | 'closed' = 'opening';
  /** Ends a start that is under way. */
  #fail: (error: Error) => void = () => {};

  constructor(options: DiscordOptions) {
    this.#options = options;
    this.#answers = createAnswers(options);
    this.#client = new Client({
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
      void this.#track(this.#register());
    } catch (error) {
      await this.close();
      const isRefused = error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
      throw isRefused ? new PlatformError(tokenAdvice) : error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Says it in a channel; where the bot may not, the operator is told. */
  async post(channelId: string, reply: Reply): Promise<void> {
    const { say } = this.#options;
    const send = async () => {
      const channel = await this.#client.channels.fetch(channelId);
      if (channel?.isSendable() !== true) return;
      const container = renderReply(reply, say[reply.locale]);
      await channel.send({
        components: [{ toJSON: () => container }],
        flags: MessageFlags.IsComponentsV2,
        // What the library sends again after a fault stays one message.
        nonce: SnowflakeUtil.generate().toString(),
        enforceNonce: true,
      });
    };
    await this.#track(send());
  }

  /** Lets what is under way end, then leaves. Never throws. */
  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
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
      if (!isOver()) void this.#track(this.#answers.interaction(event));
    });
    client.on(Events.MessageCreate, (message) => {
      if (!isOver()) void this.#track(this.#answers.message(message));
    });
    client.on(Events.ShardDisconnect, ({ code }) => {
      if (!isOver())
        this.#lose(closeAdvice(code) ?? `Discord closed the connection for good (close code ${code}).`);
    });
    client.on(Events.ShardReconnecting, () => {
      // It is tried twice a second.
      if (this.#state === 'open') log.warn({}, 'the connection to Discord broke; connecting again');
      if (this.#state === 'open') this.#state = 'reconnecting';
    });
    const back = () => {
      if (this.#state !== 'reconnecting') return;
      this.#state = 'open';
      log.info({}, 'connected to Discord again');
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

  async #register(): Promise<void> {
    const { guildId, say, log } = this.#options;
    const applicationId = this.#client.application?.id;
    if (applicationId === undefined) return;
    try {
      const place = { applicationId, guildId };
      const isChanged = await registerCommands(this.#client.rest, place, commandsOf(say, place));
      if (isChanged) log.info({ guildId }, '/k8s and the other commands are registered with Discord');
    } catch (error) {
      if (isRefusedToken(error)) throw error;
      const advice =
        guildId !== undefined &&
        error instanceof DiscordAPIError &&
        error.code === RESTJSONErrorCodes.MissingAccess
          ? 'the bot is not in the server DISCORD_GUILD_ID, or was invited without commands; `k8s-study-bot doctor` gives the link to invite it'
          : 'mentions are answered all the same; start the bot again later';
      log.error(
        { err: summaryOf(error) },
        `/k8s and the other commands could not be registered with Discord: ${advice}`,
      );
    }
  }

  /** Keeps an eye on something that nobody waits for. */
  #track(work: Promise<void>): Promise<void> {
    const done = work
      .catch((error: unknown) => this.#report(error))
      .finally(() => {
        this.#underWay.delete(done);
      });
    this.#underWay.add(done);
    return done;
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

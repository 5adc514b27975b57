import { SimpleShardingStrategy, type WebSocketShardDestroyOptions } from 'discord.js';

type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

/** What is used here of a shard and its WebSocket, which the library keeps to itself. */
interface Shard {
  connection: {
    readyState: number;
    on(event: 'error', listener: () => void): void;
    terminate(): void;
  } | null;
  internalConnect(): Promise<void>;
}

/** `readyState` of a WebSocket that is being opened. */
const connecting = 0;

/**
 * The library's own way to connect, where neither an event nor an end can end the process. @discordjs/ws 1.2 has an error
 * nobody can catch when an event lacks what the library reads of it. And it forgets connections that are just being made:
 * between two attempts, one that was ended connects again half a second later and stays; in the middle of an attempt, its
 * failure is an error that nobody listens for.
 */
export class SteadyStrategy extends SimpleShardingStrategy {
  /** @param onFault told of what an event made the library throw */
  constructor(manager: Manager, onFault: (error: unknown) => void) {
    super(manager);
    const emit = manager.emit.bind(manager) as (...event: unknown[]) => boolean;
    manager.emit = (...event: unknown[]) => {
      try {
        return emit(...event);
      } catch (error) {
        onFault(error);
        return true;
      }
    };
  }

  override async destroy(options?: Omit<WebSocketShardDestroyOptions, 'recover'>): Promise<void> {
    // biome-ignore lint/complexity/useLiteralKeys: what is private cannot be reached by a dot
    const shards: Iterable<Shard> = this['shards'].values();
    for (const shard of shards) {
      shard.internalConnect = async () => {};
      if (shard.connection?.readyState !== connecting) continue;
      shard.connection.on('error', () => {});
      shard.connection.terminate();
    }
    await super.destroy(options);
  }
}

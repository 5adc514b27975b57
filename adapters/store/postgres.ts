import { Kysely, sql } from 'kysely';
import pg from 'pg';
import type { Log } from '../../src/log.ts';
import { StoreError } from '../../src/store.ts';
import { postgresDialect } from './dialect.ts';
import { storeError } from './errors.ts';
import { refuse } from './migrations.ts';
import type { Engine, Schema } from './schema.ts';

const bigint = 20;

/**
 * Connects to PostgreSQL. A connection that is lost later is made anew by the next request.
 *
 * @throws StoreError
 */
export async function openPostgres(url: string, log: Log): Promise<Engine> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5000,
    statement_timeout: 30_000,
    // A bot that hangs in the middle of something must not hold the others up.
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    // Counts and times come as text by default; ours are all exact as numbers.
    types: {
      getTypeParser: (oid, format) => (oid === bigint ? Number : pg.types.getTypeParser(oid, format)),
    },
  });
  const end = watch(pool, log);
  try {
    const db = new Kysely<Schema>({ dialect: postgresDialect(pool) });
    const { rows } = await sql<{ server_encoding: string }>`show server_encoding`.execute(db);
    if (rows[0]?.server_encoding !== 'UTF8')
      throw new StoreError('The database cannot hold Korean: create it with the encoding UTF8.');
    await refuse({ kind: 'postgres', db });
    return { kind: 'postgres', db, end };
  } catch (error) {
    await end();
    throw storeError(error);
  }
}

/**
 * Says once that connections are lost and once that they are back. An error that nobody listens to would end the bot.
 *
 * @returns what lets go of all connections
 */
function watch(pool: pg.Pool, log: Log): () => Promise<void> {
  let isLost = false;
  let isEnding = false;
  const lose = (err: Error) => {
    if (isLost || isEnding) return;
    isLost = true;
    log.warn({ err }, 'the connection to PostgreSQL was lost; every request tries it anew');
  };
  pool.on('error', lose);
  pool.on('connect', (client) => {
    // The pool listens to the idle ones only.
    client.on('error', lose);
    if (!isLost) return;
    isLost = false;
    log.info({}, 'PostgreSQL is connected again');
  });
  return () => {
    isEnding = true;
    return pool.end();
  };
}

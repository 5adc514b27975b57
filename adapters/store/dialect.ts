import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresDialect,
  type PostgresPool,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type Database from 'libsql';

/** Kysely for a file of SQLite. libsql has the calls of better-sqlite3, so that little is to be said here. */
export const sqliteDialect = (file: Database.Database): Dialect => ({
  createDriver: () => new FileDriver(file),
  createAdapter: () => new TransactionalAdapter(),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new CleanSqliteCompiler(),
});

/** Kysely for PostgreSQL. */
export const postgresDialect = (pool: PostgresPool): Dialect => {
  const dialect = new PostgresDialect({ pool });
  return {
    createDriver: () => dialect.createDriver(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => new CleanPostgresCompiler(),
  };
};

class FileDriver extends SqliteDriver {
  readonly #file: Database.Database;

  constructor(file: Database.Database) {
    super({ database: file });
    this.#file = file;
  }

  /** Takes the right to write at once: who reads first and writes then may find that another wrote meanwhile. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** On a full or broken disk SQLite may have rolled back by itself, and to do so again would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#file.inTransaction) await super.rollbackTransaction(connection);
  }
}

/** SQLite can take back new tables; Kysely does not make use of it by itself, and a migration that failed would stay by half. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** PostgreSQL refuses the NUL character, and libsql loses what stands after it. */
const clean = (value: unknown): unknown => (typeof value === 'string' ? value.replaceAll('\0', '') : value);

class CleanSqliteCompiler extends SqliteQueryCompiler {
  protected override addParameter(parameter: unknown): void {
    super.addParameter(clean(parameter));
  }
}

class CleanPostgresCompiler extends PostgresQueryCompiler {
  protected override addParameter(parameter: unknown): void {
    super.addParameter(clean(parameter));
  }
}

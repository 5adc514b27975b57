import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresDialect,
  type PostgresPool,
  PostgresQueryCompiler,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

/** Kysely for a file of SQLite. libsql has the calls of better-sqlite3, so that little is to be said here. */
export const sqliteDialect = (database: SqliteDatabase): Dialect => ({
  createDriver: () => new ImmediateDriver({ database }),
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

/** A transaction takes the right to write at once: one that reads first and writes then may find that another wrote. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
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

import { StoreError } from '../../src/store.ts';

const unreachable =
  'PostgreSQL cannot be reached: look whether it runs and whether host and port in DATABASE_URL are right.';
const unwritable =
  'The database cannot be written: give the user that the bot runs as the right to write the file and its folder.';
const damaged =
  'The database is damaged: stop the bot, put the file away and restore the last copy of it. Nothing was changed.';
const full = 'The disk of the database is full: make room. What was confirmed before is safe.';

/** What drivers call their faults: codes of SQLite, of Node and SQLSTATE of PostgreSQL; a longer one is looked for by its beginning, too. */
const advice: Readonly<Record<string, string>> = {
  SQLITE_FULL: full,
  ENOSPC: full,
  SQLITE_READONLY: unwritable,
  SQLITE_CANTOPEN: unwritable,
  SQLITE_PERM: unwritable,
  EACCES: unwritable,
  EPERM: unwritable,
  EROFS: unwritable,
  ENOTDIR: 'The path in DATABASE_URL leads through something that is no folder.',
  // The same, as newer versions of Node say it.
  EEXIST: 'The path in DATABASE_URL leads through something that is no folder.',
  SQLITE_CORRUPT: damaged,
  SQLITE_NOTADB:
    'The file is no database of SQLite: let DATABASE_URL name another file. Nothing was changed.',
  SQLITE_IOERR: 'The disk of the database failed: look at the disk, then start the bot again.',
  SQLITE_BUSY:
    'Another bot uses this file, and only one can: stop the other one, or let DATABASE_URL name another file; several bots share a PostgreSQL.',
  SQLITE_LOCKED: 'Another program uses the database file: stop it.',
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  EPIPE: unreachable,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  '08': unreachable,
  '57P': unreachable,
  '28': 'PostgreSQL does not let the bot in: look at the user and the password in DATABASE_URL.',
  '3D000': 'PostgreSQL has no such database: create it, or look at its name in DATABASE_URL.',
  '25006': 'PostgreSQL only reads here: let DATABASE_URL name the server that writes.',
  '42501': 'The user in DATABASE_URL may not do this: make it the owner of the database.',
  '53100': full,
  '53': 'PostgreSQL has no room for one more connection or query: look at its limits.',
  '58': 'PostgreSQL cannot use its own disk: look at its log.',
  XX001: 'PostgreSQL says that its data are damaged: restore its last backup.',
  XX002: 'PostgreSQL says that an index is damaged: REINDEX the database, or restore its last backup.',
  '57014': 'PostgreSQL took too long: look at what else it has to do.',
  '40': 'PostgreSQL could not do two things at once. Nothing was kept; the same again will do.',
  '55P03': 'PostgreSQL could not do two things at once. Nothing was kept; the same again will do.',
};

/** What pg says, without any code, of a connection that ended. */
const lost =
  /connection terminated|connection error|timeout exceeded when trying to connect|Client was closed/i;

/**
 * A driver's error as StoreError with advice; any other error, such as a mistake of ours, as it is. What drivers say
 * of a fault names user and host, never the password.
 */
export function storeError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = adviceOn(code) ?? (lost.test(error.message) ? unreachable : undefined);
  if (known === undefined) return error;
  const said = [code, error.message].filter((part) => part !== '').join(': ');
  return new StoreError(`${known} (${said})`, { cause: error });
}

function adviceOn(code: string): string | undefined {
  for (let length = code.length; length > 1; length--) {
    const known = advice[code.slice(0, length)];
    if (known !== undefined) return known;
  }
  return undefined;
}

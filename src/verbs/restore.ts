import { showProgress } from '../../adapters/progress.ts';
import { restore as restoreBackup } from '../../adapters/store/backup.ts';
import type { Config } from '../config.ts';
import { stderrLog, UsageError } from './usage.ts';

/** Reads a backup into the database, in which there must be no data. */
export async function restore(
  { DATABASE_URL: url }: Config,
  path: string | undefined,
  { force = false }: { force?: boolean },
): Promise<number> {
  if (path === undefined) throw new UsageError('Name the backup to be read: k8s-study-bot restore FILE');
  const progress = showProgress('restore');
  try {
    const { rows, kept } = await restoreBackup(path, url, {
      isForced: force,
      log: stderrLog,
      onCopied: progress.at,
    });
    progress.end();
    process.stdout.write(`${path}: ${rows.toLocaleString('en')} rows are restored\n`);
    if (kept !== undefined) process.stdout.write(`The database from before is now ${kept}\n`);
    return 0;
  } finally {
    progress.end();
  }
}

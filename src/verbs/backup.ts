import { statSync } from 'node:fs';
import { showProgress } from '../../adapters/progress.ts';
import { backUp } from '../../adapters/store/backup.ts';
import type { Config } from '../config.ts';
import { stderrLog, UsageError } from './usage.ts';

/** Writes all that the bot remembers to a file, while it runs. */
export async function backup(
  { DATABASE_URL: url }: Config,
  path: string | undefined,
  { force = false }: { force?: boolean },
): Promise<number> {
  if (path === undefined) throw new UsageError('Name the file to be written: k8s-study-bot backup FILE');
  const progress = showProgress('backup');
  try {
    const { rows } = await backUp(url, path, { isForced: force, log: stderrLog, onCopied: progress.at });
    progress.end();
    const kilobytes = Math.ceil(statSync(path).size / 1000);
    process.stdout.write(
      `${path}: ${rows.toLocaleString('en')} rows, ${kilobytes.toLocaleString('en')} kB\n`,
    );
    return 0;
  } finally {
    progress.end();
  }
}

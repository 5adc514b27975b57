import { lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { watch } from 'chokidar';
import { isMarkdown } from './files.ts';

/**
 * Calls back when Markdown below the path changes, once for changes in quick succession.
 *
 * @param failed told of a file system that cannot be watched: what is there stays in use until the next start
 * @returns what ends the watching
 */
export function watchNotes(
  path: string,
  changed: () => void,
  failed: (error: unknown) => void,
  debounceMs = 200,
): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const root = resolve(path);
  const watcher = watch(root, {
    ignoreInitial: true,
    ignored: (file) => /[/\\](?:node_modules|\.git)(?:[/\\]|$)/.test(file) || leadsAway(root, file),
  });
  watcher.on('all', (_event, file) => {
    // Editors and mounted ConfigMaps replace folders and links; only other kinds of files are of no interest.
    if (/\.\w+$/.test(file) && !isMarkdown(file) && !basename(file).startsWith('..')) return;
    clearTimeout(timer);
    timer = setTimeout(changed, debounceMs);
  });
  watcher.on('error', failed);
  return () => {
    clearTimeout(timer);
    return watcher.close();
  };
}

/** A link to a folder may lead to the whole disk, or round and round. One beside another, as a mounted ConfigMap has it, does not. */
function leadsAway(root: string, file: string): boolean {
  try {
    if (file === root || !lstatSync(file).isSymbolicLink() || !statSync(file).isDirectory()) return false;
    return dirname(file) !== root || dirname(realpathSync(file)) !== realpathSync(root);
  } catch {
    return false; // It is gone.
  }
}

import { execFileSync } from 'node:child_process';
import { packageRoot } from '../adapters/files.ts';

/** Builds before the tests, so that none runs what the code was yesterday. */
export default function build(): void {
  execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['run', '--silent', 'build'], {
    cwd: packageRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

import { soak } from './soak.ts';
import { faultsIn, tablesOf } from './verdict.ts';

/**
 * `npm run soak`: the bot as it runs, on all platforms at once, under load, while this and that goes wrong; then what it said is held
 * against what it kept. Prints tables, and a line for each thing that is not as it should be; exits with 1 if there is one.
 *
 * MINUTES (10), PER_SECOND (50), SEED (of the time), ENGINE=postgres|sqlite, FAULTS: what their names have to match, such as ^Slack
 */

const minutes = Number(process.env.MINUTES ?? 10);
const perSecond = Number(process.env.PER_SECOND ?? 50);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const engine = process.env.ENGINE === 'sqlite' ? 'sqlite' : 'postgres';
const only = new RegExp(process.env.FAULTS ?? '');
const print = (text: string) => void process.stdout.write(`${text}\n`);
const isTerminal = process.stderr.isTTY === true;

print(`soak: ${minutes} minutes, ${perSecond} interactions a second, ${engine}, SEED=${seed}`);
const seen = await soak({
  seconds: minutes * 60,
  perSecond,
  seed,
  engine,
  only,
  quietMs: [8000, 14_000],
  faultMs: [2000, 5000],
  calmSeconds: Math.min(65, minutes * 15),
  isPatient: true,
  tell: (text) => {
    if (isTerminal) process.stderr.write(`\r\u001B[K${text}`);
  },
});
if (isTerminal) process.stderr.write('\r\u001B[K');
print(tablesOf(seen));
const failures = faultsIn(seen, true);
print(
  failures.length === 0
    ? '\nAll is as it should be.'
    : `\n${failures.length} things are not as they should be:`,
);
for (const failure of failures) print(`✗ ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;

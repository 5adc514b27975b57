import { expect, it } from 'vitest';
import { soak } from './soak/soak.ts';
import { faultsIn, tablesOf } from './soak/verdict.ts';

/** The short form of `npm run soak`. How fast it is, and what memory it takes, says the long one alone. */
it('gives no wrong answer, and loses and doubles none that it confirmed, while this and that goes wrong', {
  timeout: 180_000,
}, async () => {
  const seen = await soak({
    seconds: 15,
    perSecond: 25,
    seed: 8,
    engine: 'postgres',
    quietMs: [500, 1000],
    faultMs: [500, 1000],
    calmSeconds: 1,
    isPatient: false,
  });
  expect(faultsIn(seen, false), tablesOf(seen)).toEqual([]);
  expect(seen.load.ledger.confirmations).toBeGreaterThan(10);
  expect(seen.faults.windows.length).toBeGreaterThan(1);
});

import { expect, it } from 'vitest';
import { storeError } from '../adapters/store/errors.ts';
import { StoreError } from '../src/store.ts';
import { refusal } from './stores.ts';

it.each(['', 'bot.db', 'file:', 'mysql://bot:secret@host/db', 'postgres://bot:se cret@ho st/x'])(
  'refuses the address %j and says how one is written',
  async (url) => {
    const message = await refusal(url);
    expect(message).toMatch(/DATABASE_URL .*postgres:\/\/user:password@host/);
    expect(message).not.toContain('secret');
  },
);

it('leaves mistakes of ours as they are', () => {
  const mistake = new TypeError('x is not a function');
  expect(storeError(mistake)).toBe(mistake);
  expect(storeError('text')).toBe('text');
  const told = new StoreError('told');
  expect(storeError(told)).toBe(told);
});

it.each([
  ['SQLITE_FULL', /disk.*full/],
  ['SQLITE_READONLY_DBMOVED', /cannot be written/],
  ['SQLITE_IOERR_WRITE', /disk.*failed/],
  ['SQLITE_CORRUPT_VTAB', /damaged/],
  ['53100', /disk.*full/],
  ['53300', /no room for one more connection/],
  ['57P01', /cannot be reached/],
  ['08006', /cannot be reached/],
  ['25006', /only reads/],
  ['40P01', /the same again/],
  ['XX001', /damaged/],
])('tells what to do about %s', (code, says) => {
  const error = storeError(Object.assign(new Error('as the driver says'), { code }));
  expect(error).toBeInstanceOf(StoreError);
  expect((error as Error).message).toMatch(says);
  expect((error as Error).message).toContain(`(${code}: as the driver says)`);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Action, actionLimit, decodeAction, encodeAction, type Shown } from '../src/chat/action.ts';
import { parts, slugLimit } from '../src/notes/note.ts';

const slug = fc
  .string({ unit: 'binary', minLength: 1, maxLength: slugLimit })
  .filter((text) => !text.includes('#') && text.length <= slugLimit);
const show: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant('show' as const), slug }),
  fc.record({ kind: fc.constant('show' as const), slug, part: fc.constantFrom(...parts) }),
);
const compare: fc.Arbitrary<Action> = fc.record({
  kind: fc.constant('compare' as const),
  slugs: fc.tuple(slug, slug),
});

describe('the id of a button', () => {
  it('that shares what another shows leads to the same', () => {
    fc.assert(
      fc.property(show, (shown) => {
        const action = { kind: 'share', shown: shown as Shown } as const;
        const id = encodeAction(action);
        expect(decodeAction(id)).toEqual(id.length <= actionLimit ? action : undefined);
      }),
    );
  });

  it('gives back what it was made of, and always fits', () => {
    fc.assert(
      fc.property(show, (action) => {
        const id = encodeAction(action);
        expect(id.length).toBeLessThanOrEqual(actionLimit);
        expect(decodeAction(id)).toEqual(action);
      }),
      { numRuns: 500 },
    );
  });

  it('of a comparison gives it back if it fits, and else is no button', () => {
    fc.assert(
      fc.property(compare, (action) => {
        const id = encodeAction(action);
        expect(decodeAction(id)).toEqual(id.length <= actionLimit ? action : undefined);
      }),
      { numRuns: 500 },
    );
  });

  it('fits for two slugs of 48 characters', () => {
    const action: Action = { kind: 'compare', slugs: ['a'.repeat(48), 'b'.repeat(48)] };
    expect(encodeAction(action).length).toBeLessThanOrEqual(actionLimit);
    expect(decodeAction(encodeAction(action))).toEqual(action);
  });

  it.each([
    ['show#pod', { kind: 'show', slug: 'pod' }],
    ['show#pod#example', { kind: 'show', slug: 'pod', part: 'example' }],
    ['vs#pod#node', { kind: 'compare', slugs: ['pod', 'node'] }],
  ] satisfies [string, Action][])('%s stays readable for as long as messages hold it', (id, action) => {
    expect(encodeAction(action)).toBe(id);
    expect(decodeAction(id)).toEqual(action);
  });

  it.each([
    '',
    '#',
    'show',
    'show#',
    'show##example',
    'show#pod#',
    'show#pod#recipe',
    'show#pod#toString',
    'show#pod#example#more',
    'SHOW#pod',
    'vs',
    'vs#pod',
    'vs#pod#',
    'vs##pod',
    'vs#pod#node#volume',
    'quiz#17#2',
    'toString#pod',
    '{"kind":"show","slug":"pod"}',
    `show#${'a'.repeat(actionLimit)}`,
  ])('"%s" is nothing that we would have said', (id) => {
    expect(decodeAction(id)).toBeUndefined();
  });

  it('may be any text without harm', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^(show|vs)#[a-z#]*$/)), (id) => {
        const action = decodeAction(id);
        if (action !== undefined) expect(encodeAction(action)).toBe(id);
      }),
      { numRuns: 500 },
    );
  });
});

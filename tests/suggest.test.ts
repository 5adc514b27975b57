import { describe, expect, it } from 'vitest';
import { shelfOf, shippedNotes } from './shelves.ts';

const { library } = await shelfOf(shippedNotes);
const slugs = (text: string, limit?: number): string[] =>
  library.suggest(text, 'ko', limit).map((one) => one.slug);

describe('suggestions', () => {
  it.each([
    ['pv', 'persistent-volume'],
    ['pvc', 'persistent-volume-claim'],
    ['퍼시', 'persistent-volume'],
    ['디플ㄹ', 'deployment'],
    ['볼ㄹ', 'volume'],
    ['컨피', 'configmap'],
    ['ㅋㅍ', 'configmap'],
    ['ㅔㅍㅊ', 'persistent-volume-claim'],
    ['vkem', 'pod'],
    ['rollb', 'rollback'],
    ['EMPTY', 'emptydir'],
    ['라이브', 'liveness-probe'],
  ])('for "%s" begin with %s', (text, expected) => expect(slugs(text)[0]).toBe(expected));

  it('put an exact name before longer ones that begin with it', () =>
    expect(slugs('pv').slice(0, 2)).toEqual(['persistent-volume', 'persistent-volume-claim']));

  it('put names before keywords, and keywords before content', () => {
    const found = slugs('업데이트');
    expect(found[0]).toBe('rolling-update');
    expect(slugs('maxSurge')).toEqual(['rolling-update']);
  });

  it('give useful topics before any letter is typed', () => {
    expect(slugs('')).toHaveLength(8);
    for (const text of ['  ', '\0', '🙂', '?']) expect(slugs(text)).toEqual(slugs(''));
    expect(slugs('', 3)).toEqual(slugs('').slice(0, 3));
  });

  it('name the topic in the language of the person', () => {
    expect(library.suggest('pvc', 'ko')[0]).toMatchObject({ title: '퍼시스턴트 볼륨 클레임', hint: 'pvc' });
    expect(library.suggest('pvc', 'en')[0]).toMatchObject({ title: 'PersistentVolumeClaim', hint: 'pvc' });
  });

  it.each(['오늘 점심', '<script>', 'ㅋㅋㅋ'])('for %j are none', (text) => expect(slugs(text)).toEqual([]));
});

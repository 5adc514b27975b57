import { FluentResource } from '@fluent/bundle';
import { describe, expect, it } from 'vitest';
import { readMessages } from '../adapters/files.ts';
import { by, messages, pickLocale } from '../src/chat/locale.ts';
import { locales } from '../src/notes/locale.ts';
import { languageOf } from '../src/search/question.ts';

const texts = await readMessages();
const say = messages(texts);

/** Message ids, each with the names of its placeables. */
const placeables = (text: string): Map<string, string[]> =>
  new Map(
    text
      .split(/^(?=[a-z][\w-]* =)/m)
      .slice(1)
      .map((message) => [
        message.slice(0, message.indexOf(' ')),
        [...new Set([...message.matchAll(/\{\s*\$(\w+)/g)].map((match) => match[1] ?? ''))].sort(),
      ]),
  );

describe('the messages', () => {
  it('are the same ones in both languages', () => {
    expect([...placeables(texts.ko).keys()]).toEqual([...placeables(texts.en).keys()]);
  });

  it.each(locales)('of %s are all understood by Fluent, and none is there twice', (locale) => {
    const ids = new FluentResource(texts[locale]).body.map((entry) => entry.id);
    expect(ids).toEqual([...placeables(texts[locale]).keys()]);
    expect(new Set(ids).size).toBe(texts[locale].match(/^[a-z][\w-]* =/gm)?.length);
  });

  it('have the same placeables in both languages', () => {
    // A particle after a word is there in Korean only.
    const korean = [...placeables(texts.ko)].map(([id, names]) => [
      id,
      names.filter((name) => name !== 'by'),
    ]);
    expect(korean).toEqual([...placeables(texts.en)]);
  });

  it.each(locales)('of %s can be said, without marks or gaps', (locale) => {
    for (const [id, names] of placeables(texts[locale])) {
      const said = say[locale](id, Object.fromEntries(names.map((name) => [name, `<${name}>`])));
      for (const name of names) expect(said).toContain(`<${name}>`);
      expect(said).not.toMatch(/[{}\u2066-\u2069]/);
      expect(said.trim()).not.toBe('');
    }
  });

  it.each(locales)('of %s: one that is not there throws and is named', (locale) => {
    expect(() => say[locale]('no-such-message')).toThrow(/ko\.ftl|en\.ftl/);
    expect(() => say[locale]('no-such-message')).toThrow(/no-such-message/);
  });

  it('a message that is there twice is refused at the start', () => {
    expect(() => messages({ ...texts, en: 'a = x\na = y\n' })).toThrow(/en\.ftl/);
  });

  it('keep what a person typed as it is', () => {
    const typed = '{ $query } -term = \\u0041 <b>';
    expect(say.en('unknown', { query: typed })).toContain(typed);
  });
});

describe('pickLocale', () => {
  it.each([
    [['ko-KR', 'ko', 'en'], 'ko'],
    [['en-US', 'ko'], 'en'],
    [['ja', 'en-GB'], 'en'],
    [['fr', 'ko'], 'ko'],
    [['EN'], 'en'],
    [['ko_KR'], 'ko'],
    [['ko-Hang-KR'], 'ko'],
    [['fr'], undefined],
    [['kok'], undefined],
    [['*'], undefined],
    [['', '%%%', 'x'.repeat(40)], undefined],
    [[], undefined],
  ] as const)('%j gives %s, or else the default', (asked, expected) => {
    for (const otherwise of locales) expect(pickLocale(asked, otherwise)).toBe(expected ?? otherwise);
  });
});

describe('by', () => {
  it.each([
    ['파드', '로'],
    ['볼륨', '으로'],
    ['레이블', '로'],
    ['PVC 볼륨', '으로'],
    ['pvc', '(으)로'],
    ['볼륨 3', '(으)로'],
    ['🚀', '(으)로'],
    ['', '(으)로'],
  ])('after "%s" comes %s', (word, particle) => {
    expect(by(word)).toBe(particle);
  });
});

describe('languageOf', () => {
  it.each([
    ['파드가 뭐야', 'ko'],
    ['PVC란', 'ko'],
    ['how do I 롤백', 'ko'],
    ['how do I roll back a deployment', 'en'],
    ['what is a pod', 'en'],
    ['difference between PV and PVC', 'en'],
    ["Why isn't my pod running?", 'en'],
    ['pvc', undefined],
    ['rolling update deployment', undefined],
    ['kubectl get pods', undefined],
    ['PV vs PVC', undefined],
    ['k8s pod yaml', undefined],
    ['コンテナ', undefined],
    ['🚀 123', undefined],
    ['', undefined],
  ])('"%s" is %s', (text, expected) => {
    expect(languageOf(text)).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { readReference } from '../adapters/files.ts';
import { objectCheck } from '../src/check/object.ts';
import { withoutCode } from '../src/check/questions.ts';
import { locales } from '../src/notes/locale.ts';
import type { Question } from '../src/notes/question.ts';
import { Bank } from '../src/quiz/bank.ts';
import { generate } from '../src/quiz/generate.ts';
import { isRight } from '../src/quiz/mark.ts';
import { shelfOf, shippedNotes } from './shelves.ts';

const { library } = await shelfOf(shippedNotes);
const { schema } = await readReference();
const bank = Bank.of(library, schema);
const all = [...bank.all()];

const shown = (text: string) => text.replace(/[`*]/g, '');
const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
/** Who picks the option with the most of something; of equals the first. */
const most = (question: Question, of: (text: string) => number) => {
  const counts = question.options.map(({ text }) => of(text));
  return counts.indexOf(Math.max(...counts));
};

/** Players who know nothing, and what they choose. */
const players: Record<string, (question: Question) => number> = {
  longest: (question) => most(question, (text) => shown(text).length),
  shortest: (question) => most(question, (text) => -shown(text).length),
  first: () => 0,
  second: () => 1,
  third: () => 2,
  last: ({ options }) => options.length - 1,
  'most words of the question': (question) => {
    const asked = words(withoutCode(question.stem));
    return most(question, (text) => [...words(text)].filter((word) => asked.has(word)).length);
  },
};

describe.each(locales)('the bank in %s', (locale) => {
  const own = all.filter((question) => question.locale === locale);
  const choice = own.filter(({ kind }) => kind === 'choice');

  it('has six questions on each topic of the first level, and four on the others', () => {
    for (const topic of library.topics) {
      const level = topic.notes[locale]?.level;
      const count = own.filter(
        ({ origin, topic: slug }) => origin === 'written' && slug === topic.slug,
      ).length;
      expect([topic.slug, count >= (level === 1 ? 6 : 4)]).toEqual([topic.slug, true]);
    }
    expect(own.filter(({ origin }) => origin === 'written').length).toBeGreaterThanOrEqual(300);
  });

  it('asks of YAML or a command in at least a third', () => {
    const code = own.filter(({ stem }) => /```|`kubectl /.test(stem));
    expect(code.length / own.length).toBeGreaterThanOrEqual(1 / 3);
  });

  it('has one right answer to each question, and no option twice', () => {
    for (const { id, kind, options } of own) {
      if (kind === 'fill') continue;
      expect([id, options.filter(({ correct }) => correct).length]).toEqual([id, 1]);
      expect([id, new Set(options.map(({ text }) => shown(text))).size]).toEqual([id, options.length]);
    }
  });

  it.each(Object.entries(players))('gives nothing away to who picks the %s', (_, pick) => {
    const hits = choice.filter((question) => question.options[pick(question)]?.correct).length;
    const chance = choice.reduce((sum, { options }) => sum + 1 / options.length, 0);
    expect((100 * (hits - chance)) / choice.length).toBeLessThanOrEqual(5);
  });

  it('says O about as often as X', () => {
    const ox = own.filter(({ kind }) => kind === 'ox');
    const yes = ox.filter(({ options }) =>
      /^(?:O|True)$/.test(options.find(({ correct }) => correct)?.text ?? ''),
    );
    expect(yes.length / ox.length).toBeGreaterThanOrEqual(0.4);
    expect(yes.length / ox.length).toBeLessThanOrEqual(0.6);
  });

  it('takes its own answers, and nothing empty', () => {
    for (const question of own) {
      const right =
        question.kind === 'fill'
          ? question.answers
          : [String(question.options.findIndex(({ correct }) => correct))];
      for (const given of right) expect([question.id, isRight(question, given)]).toEqual([question.id, true]);
      expect([question.id, isRight(question, '')]).toEqual([question.id, false]);
    }
  });
});

describe('questions made of the schema', () => {
  const made = all.filter(({ origin }) => origin === 'generated');

  it('are the same each time, and the same in both languages', () => {
    expect(made.length).toBeGreaterThan(150);
    expect(generate(library, schema)).toEqual(made.toSorted((a, b) => order(a) - order(b)));
    for (const question of made) {
      const other = made.find(({ id, locale }) => id === question.id && locale !== question.locale);
      expect([question.id, other?.options.map(({ correct }) => correct)]).toEqual([
        question.id,
        question.options.map(({ correct }) => correct),
      ]);
    }
  });
  const generated = generate(library, schema);
  const order = (question: Question) =>
    generated.findIndex(({ id, locale }) => id === question.id && locale === question.locale);

  it('have no second right answer: the API refuses every other option', () => {
    const served = Object.keys(schema.kinds);
    const one = made.filter(({ locale }) => locale === 'en');
    for (const { id, stem, options } of one) {
      const wrong = options.filter(({ correct }) => !correct).map(({ text }) => shown(text));
      const kind = /`kind: (\w+)`/.exec(stem)?.[1];
      if (kind !== undefined)
        for (const version of wrong) expect(served, id).not.toContain(`${version}/${kind}`);
      const short = /short for in `kubectl get (\w+)`/.exec(stem)?.[1];
      if (short !== undefined)
        for (const other of wrong)
          for (const key of served.filter((key) => key.endsWith(`/${other}`)))
            expect(schema.kinds[key]?.names, id).not.toContain(short);
      const code = /```yaml fragment\n([\s\S]*?)```/.exec(stem)?.[1];
      const key = shown(options.find(({ correct }) => correct)?.text ?? '');
      if (code === undefined) continue;
      const faults = (name: string) => [...objectCheck(schema)(code.replace('____', name))];
      expect([id, faults(key)]).toEqual([id, []]);
      for (const name of wrong) expect([id, name, faults(name).length > 0]).toEqual([id, name, true]);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { withoutCode } from '../src/check/questions.ts';
import { locales } from '../src/notes/note.ts';
import { Bank } from '../src/quiz/bank.ts';
import { isRight } from '../src/quiz/mark.ts';
import type { Question } from '../src/quiz/question.ts';
import { shelfOf, shippedNotes } from './shelves.ts';

const { library } = await shelfOf(shippedNotes);
const bank = Bank.of(library);
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
      const count = own.filter((question) => question.topic === topic.slug).length;
      expect([topic.slug, count >= (level === 1 ? 6 : 4)]).toEqual([topic.slug, true]);
    }
    expect(own.length).toBeGreaterThanOrEqual(300);
  });

  it('asks of YAML or a command in at least a third', () => {
    const code = own.filter(({ stem }) => /```|`kubectl /.test(stem));
    expect(code.length / own.length).toBeGreaterThanOrEqual(1 / 3);
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

import type { Driver, Heard, Person } from './driver.ts';
import { isHeaded } from './knowledge.ts';
import { type Load, Unanswered } from './load.ts';
import { type Asked, answerTo, confirm, readAsked, send } from './play.ts';
import type { Chance } from './random.ts';

/** How long after the first time a platform may tell of something again, in milliseconds. */
const redeliveryMs = 3000;

/** Somebody who looks things up and practises alone, one thing after another. */
export function solo(load: Load, driver: Driver, person: Person, chance: Chance): () => Promise<void> {
  const { known } = load;

  const heads = (heard: Heard, query: string, titles: readonly string[]) =>
    load.check(isHeaded(heard.text, titles), `"${query}" on ${driver.name}`, heard);

  async function lookUp(): Promise<void> {
    const { query, titles } = chance.pick(known.lookups);
    heads(await load.command(driver, person, query, 'lookup'), query, titles);
  }

  async function mention(): Promise<void> {
    const { query, titles } = chance.pick(known.lookups);
    const { heard, again } = await load.act(driver, 'mention', () => driver.mention(person, query));
    heads(heard, query, titles);
    if (!chance.is(30)) return;
    // Whether it was answered again is counted at the end. Nobody waits for it.
    const waitMs = chance.is(50) ? 0 : chance.from(100, redeliveryMs);
    setTimeout(() => void again().catch(() => {}), waitMs);
  }

  async function wonder(): Promise<void> {
    const query = chance.pick(known.strangers);
    const heard = await load.command(driver, person, query, 'unknown');
    load.check(known.says(heard.text, 'unknown'), `"${query}" has no answer, on ${driver.name}`, heard);
  }

  async function begin(): Promise<void> {
    const { typed, id } = chance.pick(known.beginnings);
    if (driver.suggest === undefined) return lookUp();
    const offered = await load.act(
      driver,
      'suggest',
      async () => (await driver.suggest?.(person, typed)) ?? [],
    );
    load.check(offered.includes(id), `"${typed}" is to be completed to ${id} on ${driver.name}: ${offered}`);
  }

  async function practise(): Promise<void> {
    const word = person.locale === 'ko' ? '퀴즈' : 'quiz';
    let heard = await load.command(driver, person, `${word} ${chance.pick(known.topics)} 3`, 'quiz');
    for (let turn = 0; turn < 3; turn++) {
      const asked = readAsked(load, heard);
      if (asked === undefined) return load.check(false, `a set has no question ${turn + 1}`, heard);
      const told = await reply(asked);
      if (chance.is(10)) await report(told);
      const next = told.ids.find((id) => id.startsWith('ask#') || id.startsWith('result#'));
      if (next === undefined) return load.check(false, 'there is no next question', told);
      heard = await load.persist(driver, 'next', () => driver.press(person, told, next));
    }
    load.check(known.says(heard.text, 'set-perfect', 'set-missed'), 'a set ends with its result', heard);
  }

  /** Answers, sometimes pressing twice at once, sometimes telling that it was a guess. */
  async function reply(asked: Asked): Promise<Heard> {
    const given = answerTo(asked, chance.is(60));
    const once = () => send(load, driver, person, asked, given);
    const [first, second] = await Promise.allSettled(chance.is(15) ? [once(), once()] : [once()]);
    for (const one of [first, second])
      if (one?.status === 'fulfilled') confirm(load, driver, person, asked, given, one.value);
    const heard = [first, second].find((one) => one?.status === 'fulfilled')?.value as Heard | undefined;
    if (heard === undefined) throw first?.status === 'rejected' ? first.reason : new Unanswered();
    const guess = heard.ids.find((id) => id.startsWith('guess#'));
    if (guess === undefined || !chance.is(15)) return heard;
    return load.act(driver, 'guess', () => driver.press(person, heard, guess));
  }

  async function report(heard: Heard): Promise<void> {
    const flag = heard.ids.find((id) => id.startsWith('flag#'));
    if (flag === undefined) return;
    const reason = `soak ${driver.name} ${person.id} ${chance.from(0, 2 ** 30)}`;
    const form = await load.act(driver, 'form', () => driver.form(person, heard, flag));
    load.ledger.reports.set(reason, false);
    const told = await load.act(driver, 'report', () => driver.submit(person, form, reason));
    load.check(known.says(told.text, 'flag-done'), 'a report is noted', told);
    load.ledger.reports.set(reason, true);
  }

  /** Types a command of one word, and looks whether that is what comes. */
  const look =
    (word: string, ...ids: string[]) =>
    async () => {
      const heard = await load.command(driver, person, word, word);
      load.check(known.says(heard.text, ...ids), `"${word}" on ${driver.name}`, heard);
    };

  async function review(): Promise<void> {
    const heard = await load.command(driver, person, 'review', 'review');
    if (known.says(heard.text, 'review-none')) return;
    const asked = readAsked(load, heard);
    if (asked === undefined) return load.check(false, 'a review asks something', heard);
    await reply(asked);
  }

  return () =>
    chance.weigh([
      [45, lookUp],
      [20, mention],
      [8, wonder],
      [12, begin],
      [6, practise],
      [3, review],
      [3, look('wrong', 'notebook-title', 'notebook-empty')],
      [3, look('stats', 'stats-title', 'stats-none')],
      [3, look('rank', 'board-title')],
    ])();
}

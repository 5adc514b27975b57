import type { Driver, Heard, Person } from './driver.ts';
import { type Load, Unanswered } from './load.ts';
import { type Asked, answerTo, confirm, isRight, readAsked, send } from './play.ts';
import type { Chance } from './random.ts';

/** People of a channel who play together; the first is its host. */
export function circle(
  load: Load,
  driver: Driver,
  people: readonly Person[],
  chance: Chance,
): () => Promise<void> {
  const { known, ledger } = load;
  const [host, ...others] = people as [Person, ...Person[]];

  /** With a time it closes by itself, and the result goes the way of all that the bot says by itself. */
  const open = (time: '' | ' 1m') => async (): Promise<Asked | undefined> => {
    const words = `quiz here ${chance.pick(known.topics)}${time}`;
    return readAsked(load, await load.command(driver, host, words, 'quiz here'));
  };

  async function askDaily(): Promise<Asked | undefined> {
    // What is said before it, such as a result, asks nothing.
    const asked = (async () => {
      for (;;) {
        const found = readAsked(load, await driver.said(host.room));
        if (found !== undefined) return found;
      }
    })().catch(() => undefined);
    const heard = await load.command(driver, host, 'daily now', 'daily now');
    load.check(known.says(heard.text, 'daily-now'), `"daily now" on ${driver.name}`, heard);
    return asked;
  }

  /** An answer to what is sealed; after the end it is practice. */
  async function take(person: Person, asked: Asked, knows: boolean): Promise<void> {
    const given = answerTo(asked, knows);
    const heard = await send(load, driver, person, asked, given);
    const own = driver.personId(person);
    if (known.says(heard.text, 'answer-sealed')) ledger.confirmed(own, asked.quiz, asked.index, given);
    else if (known.says(heard.text, 'answer-late')) takeLate(person, asked, given, heard);
    else load.check(false, `an answer is taken on ${driver.name}`, heard);
  }

  /** It is kept in a set of its own, which the buttons name. */
  function takeLate(person: Person, asked: Asked, given: string, heard: Heard): void {
    const quiz = heard.ids.map((id) => /^result#([^#]+)$/.exec(id)?.[1]).find(Boolean);
    load.check(quiz !== undefined, 'a late answer has a result', heard);
    if (quiz === undefined) return;
    ledger.tried(driver.personId(person), quiz, 0, given);
    confirm(load, driver, person, { ...asked, quiz, index: 0 }, given, heard);
  }

  /** Answers, with some who change their mind, and some who press twice at once. */
  async function takePart(person: Person, asked: Asked): Promise<void> {
    const knows = chance.is(50);
    const once = () => take(person, asked, knows);
    await each(chance.is(20) ? [once, once] : [once]);
    if (chance.is(30)) await take(person, asked, !knows);
  }

  async function close({ heard, quiz, question }: Asked): Promise<void> {
    // Who cannot be answered now closes it none the less.
    const told = await load.persist(driver, 'close', () => driver.press(host, heard, `close#${quiz}`));
    ledger.closed.add(quiz);
    if (known.says(told.text, 'closed-already')) return;
    load.check(known.says(told.text, 'reveal-title'), `a quiz is closed on ${driver.name}`, told);
    const answers = ledger.of(quiz);
    // How many answered is known where nothing is under way.
    if (answers.some(({ unclear }) => unclear.size > 0)) return;
    const correct = answers.filter(({ confirmed }) => isRight(question, confirmed ?? '')).length;
    const isTold =
      answers.length === 0
        ? known.says(told.text, 'reveal-nobody')
        : known.tells(told.text, 'reveal-count', { correct, count: answers.length });
    load.check(isTold, `${answers.length} answered on ${driver.name}, ${correct} of them right`, told);
  }

  return async () => {
    const [opens, closes] = chance.weigh([
      [7, [open(''), true] as const],
      [1, [open(' 1m'), false] as const],
      [2, [askDaily, false] as const],
    ]);
    const asked = await opens();
    if (asked === undefined) return;
    await each(others.map((person) => () => takePart(person, asked)));
    if (!closes) return;
    const late = chance.pick(people);
    // In the very moment in which it closes.
    if (chance.is(40)) await each([() => close(asked), () => take(late, asked, chance.is(50))]);
    else await close(asked);
    if (chance.is(30)) await take(late, asked, chance.is(50));
  };
}

/** All at once. Who is not answered holds up nobody. */
async function each(works: readonly (() => Promise<void>)[]): Promise<void> {
  const ends = await Promise.allSettled(works.map((work) => work()));
  for (const end of ends)
    if (end.status === 'rejected' && !(end.reason instanceof Unanswered)) throw end.reason;
}

import { type Driver, type Heard, type Person, patienceMs } from './driver.ts';
import type { Faults } from './faults.ts';
import type { Knowledge } from './knowledge.ts';
import { Ledger } from './ledger.ts';
import { Chance } from './random.ts';

/** The load is over. */
class Over extends Error {}
/** The bot did not answer, or said that something went wrong; a person leaves it at that, or tries again. */
export class Unanswered extends Error {}

/** Something that somebody did, and what came of it. */
export interface Deed {
  platform: Driver['name'];
  kind: string;
  /** When it was begun, in milliseconds since 1970. */
  at: number;
  ms: number;
  outcome: 'answered' | 'refused' | 'silent';
  /** It met a fault that we made. */
  isDisturbed: boolean;
}

/** What happened, how often, and when first, in seconds. */
type Notes = Map<string, { count: number; second: number }>;

/** How long turns that nobody wanted are kept. */
const debt = 5;

/** Who does what, at a steady rate, and what came of it. */
export class Load {
  readonly deeds: Deed[] = [];
  /** What is not as it should be, however slow the machine is. */
  readonly failures: Notes = new Map();
  /** What was not answered though nothing was wrong; on a machine that has much else to do, answers come too late. */
  readonly unanswered: Notes = new Map();
  readonly ledger = new Ledger();
  readonly chance: Chance;
  readonly faults: Faults;
  readonly known: Knowledge;
  readonly #perSecond: number;
  #waiting: { go: () => void; leave: (error: Error) => void }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;
  readonly #began = Date.now();

  constructor(options: { perSecond: number; seed: number; faults: Faults; known: Knowledge }) {
    this.#perSecond = options.perSecond;
    this.chance = new Chance(options.seed);
    this.faults = options.faults;
    this.known = options.known;
  }

  /** Gives turns from now on. */
  begin(): void {
    let owed = 0;
    let last = performance.now();
    this.#timer = setInterval(() => {
      const now = performance.now();
      owed = Math.min(owed + ((now - last) * this.#perSecond) / 1000, debt);
      last = now;
      for (; owed >= 1 && this.#waiting.length > 0; owed--) {
        const [next] = this.#waiting.splice(this.chance.from(0, this.#waiting.length - 1), 1);
        next?.go();
      }
    }, 5);
  }

  /** Nobody gets a turn any more. */
  end(): void {
    this.#isOver = true;
    clearInterval(this.#timer);
    for (const { leave } of this.#waiting.splice(0)) leave(new Over());
  }

  fail(what: string): void {
    this.#note(this.failures, what);
  }

  /** Says that an answer was not what it should have been. */
  check(isRight: boolean, what: string, heard?: Heard): void {
    if (!isRight)
      this.fail(`wrong: ${what}${heard ? `: ${heard.text.replace(/\s+/g, ' ').slice(0, 160)}` : ''}`);
  }

  /**
   * Does something when there is a turn for it.
   *
   * @throws Unanswered, Over
   */
  async act<Answer>({ name }: Driver, kind: string, work: () => Promise<Answer>): Promise<Answer> {
    if (this.#isOver) throw new Over();
    await new Promise<void>((go, leave) => this.#waiting.push({ go, leave }));
    const from = Date.now();
    const began = performance.now();
    const note = (outcome: Deed['outcome'], why = '') => {
      const isDisturbed = this.faults.met(from);
      this.deeds.push({
        platform: name,
        kind,
        at: from,
        ms: performance.now() - began,
        outcome,
        isDisturbed,
      });
      if (outcome === 'answered' || isDisturbed) return;
      this.#note(this.unanswered, `${outcome} without a fault: ${kind} on ${name}: ${why}`);
    };
    let answer: Answer;
    try {
      answer = await inTime(work());
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      note('silent', why);
      throw new Unanswered(why);
    }
    const text = textOf(answer);
    if (this.known.says(text, 'failed')) {
      note('refused', text);
      throw new Unanswered(text);
    }
    note('answered');
    return answer;
  }

  /** Does something up to three times, as people do where nothing comes. */
  async persist<Answer>(driver: Driver, kind: string, work: () => Promise<Answer>): Promise<Answer> {
    for (let count = 1; ; count++)
      try {
        return await this.act(driver, kind, work);
      } catch (error) {
        if (!(error instanceof Unanswered) || count === 3) throw error;
      }
  }

  /** Somebody lives as they do until the load is over. */
  async live(life: () => Promise<void>): Promise<void> {
    for (;;)
      try {
        await life();
      } catch (error) {
        if (error instanceof Over) return;
        if (error instanceof Unanswered) continue;
        this.fail(`the soak itself failed: ${error instanceof Error ? error.stack : error}`);
        return;
      }
  }

  #note(notes: Notes, what: string): void {
    const known = notes.get(what) ?? { count: 0, second: Math.round((Date.now() - this.#began) / 1000) };
    known.count += 1;
    notes.set(what, known);
  }

  command(driver: Driver, person: Person, text: string, kind: string): Promise<Heard> {
    return this.act(driver, kind, () => driver.command(person, text));
  }
}

/** Nobody waits for ever. */
async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer came')), patienceMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function textOf(answer: unknown): string {
  const { text, heard } = (answer ?? {}) as { text?: string; heard?: Heard };
  return text ?? heard?.text ?? '';
}

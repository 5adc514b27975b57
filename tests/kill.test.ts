import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openStore } from '../adapters/store/open.ts';
import { describeStore, quiet } from './stores.ts';

/** How often the bot is killed; ROUNDS=50 for the long form. */
const rounds = Number(process.env.ROUNDS ?? 4);
/** The bot is there again within so long. */
const openMs = 2000;

/** A process in which eight people answer, and the lines that it has printed. */
function start(url: string, round: number): { child: ChildProcess; lines: string[]; opened: Promise<void> } {
  const script = fileURLToPath(new URL('./crowd.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, url, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const opened = new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`it ended by itself: ${lines.at(-1)}`)));
    if (child.stdout !== null)
      createInterface(child.stdout).on('line', (line) => {
        lines.push(line);
        if (line.startsWith('open')) resolve();
      });
  });
  return { child, lines, opened };
}

describeStore(({ end, url }) => {
  it(`loses and doubles nothing that was confirmed when it is killed, ${rounds} times`, {
    timeout: rounds * 15_000,
  }, async () => {
    await end();
    let confirmedInAll = 0;
    for (let round = 0; round < rounds; round++) {
      const { child, lines, opened } = start(url(), round);
      await opened;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 700));
      expect(lines.filter((line) => line.startsWith('failed'))).toEqual([]);
      child.kill('SIGKILL');
      await once(child, 'close');

      const began = performance.now();
      const store = await openStore(url(), quiet);
      expect(performance.now() - began).toBeLessThan(openMs);
      /** What was confirmed last for each person and question of a quiz. */
      const confirmed = new Map<string, { quiz: string; given: number }>();
      const closed: string[] = [];
      for (const line of lines) {
        const [word, quiz = '', person, question, given] = line.split(' ');
        if (word === 'kept') confirmed.set(`${quiz} ${person} ${question}`, { quiz, given: Number(given) });
        if (word === 'closed') closed.push(quiz);
      }
      confirmedInAll += confirmed.size;
      const kept = new Map<string, number>();
      const graded = new Set<string>();
      for (const id of new Set([...confirmed.values()].map((one) => one.quiz))) {
        const quiz = await store.quiz(id);
        const attempts = await store.attempts(id);
        for (const { person, question, given } of attempts) {
          expect(kept.has(`${id} ${person} ${question}`)).toBe(false);
          kept.set(`${id} ${person} ${question}`, Number(given));
          if (quiz?.kind === 'solo' || quiz?.closedAt !== undefined) graded.add(`${person} ${question}`);
        }
        if (quiz?.kind === 'solo') expect(quiz.closedAt !== undefined).toBe(attempts.length === 3);
      }
      // A later answer may have been kept as the kill came, before it was confirmed.
      for (const [key, { given }] of confirmed) expect(kept.get(key)).toBeGreaterThanOrEqual(given);
      for (const id of closed) expect((await store.quiz(id))?.closedAt).toBeDefined();
      // Answer and card are one.
      const cards = await Promise.all(Array.from({ length: 8 }, (_, index) => store.cards(`person${index}`)));
      const inCards = new Set(cards.flat().map((card) => `${card.person} ${card.question}`));
      for (const key of graded) expect(inCards).toContain(key);
      await store.end();
    }
    expect(confirmedInAll).toBeGreaterThan(rounds * 5);
  });
});

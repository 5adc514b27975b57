import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Library } from '../src/search/library.ts';

/** A question of a ranking table, and what it should get. */
export interface Case {
  query: string;
  /**
   * What answers it, the best first: a topic, or two side by side; none for out of scope. Topics go by slug, or by title
   * in the table for a file of headings.
   */
  wanted: string[][];
  /** Part of the note; undefined where more than one would do. */
  part: string | undefined;
  kind: string;
}

/** Reads a table: question, topic, part and kind, with tabs between them. */
export function readCases(name: string): Case[] {
  const path = join(dirname(fileURLToPath(import.meta.url)), 'golden', `${name}.tsv`);
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [query = '', wanted = '', part = '', kind = ''] = line.split('\t');
      return {
        query,
        wanted: wanted === '-' ? [] : wanted.split('|').map((topics) => topics.split('+')),
        part: part === '*' || part === '-' ? undefined : part,
        kind,
      };
    });
}

/** What a search engine makes of a question. */
export interface Outcome {
  answered: boolean;
  /** It set its first two topics side by side. */
  compared: boolean;
  /** Topics, best first. */
  topics: string[];
  part?: string;
}

export function outcomeOf(library: Library, query: string, byTitle: boolean): Outcome {
  const finding = library.find(query);
  const own = finding.kind === 'comparison' ? finding.hits : finding.kind === 'unknown' ? [] : [finding.hit];
  const name = ({ topic }: (typeof finding.others)[number]) =>
    byTitle ? (topic.notes.ko?.title ?? '') : topic.slug;
  return {
    // A heading without content is the right thing to name, though it is not answered from.
    answered: finding.kind !== 'unknown',
    compared: finding.kind === 'comparison',
    topics: [...own, ...finding.others].map(name),
    ...(own[0] !== undefined && { part: own[0].part }),
  };
}

/** Rates in percent; a refusal names the nearest topics, so it may have the right one first. */
export interface Verdict {
  firstHit: number;
  withinThree: number;
  falseAnswers: number;
  falseRefusals: number;
  rightPart: number;
  misses: string[];
}

export function judge(cases: readonly Case[], ask: (query: string) => Outcome): Verdict {
  const misses: string[] = [];
  const count = {
    inside: 0,
    outside: 0,
    first: 0,
    three: 0,
    answered: 0,
    refused: 0,
    parts: 0,
    rightParts: 0,
  };
  for (const { query, wanted, part, kind } of cases) {
    const outcome = ask(query);
    const got = `${outcome.answered ? '' : '(refused) '}${outcome.topics.slice(0, 3).join(', ')}`;
    const miss = (why: string) =>
      misses.push(
        `${why}: ${query} [${kind}] wanted ${wanted.map((topics) => topics.join('+')).join('|') || 'no answer'}, got ${got}`,
      );
    if (wanted.length === 0) {
      count.outside++;
      if (outcome.answered) {
        count.answered++;
        miss('false answer');
      }
      continue;
    }
    count.inside++;
    const first = outcome.topics.slice(0, outcome.compared ? 2 : 1);
    const hit = wanted.find((topics) => String(topics.toSorted()) === String(first.toSorted()));
    if (hit !== undefined) count.first++;
    else miss('not first');
    const three = outcome.topics.slice(0, 3);
    if (wanted.some((topics) => topics.every((topic) => three.includes(topic)))) count.three++;
    if (!outcome.answered) {
      count.refused++;
      miss('false refusal');
    } else if (hit !== undefined && hit === wanted[0]) {
      if (part === undefined || outcome.compared) continue;
      count.parts++;
      if (outcome.part === part) count.rightParts++;
      else miss(`part ${outcome.part} for ${part}`);
    }
  }
  const percent = (share: number, of: number) => (of === 0 ? 0 : Math.round((1000 * share) / of) / 10);
  return {
    firstHit: percent(count.first, count.inside),
    withinThree: percent(count.three, count.inside),
    falseAnswers: percent(count.answered, count.outside),
    falseRefusals: percent(count.refused, count.inside),
    rightPart: percent(count.rightParts, count.parts),
    misses,
  };
}

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { promisify } from 'node:util';
import flexsearch from 'flexsearch';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import { readNotes } from '../../adapters/files.ts';
import { parseNotes } from '../../src/notes/parse.ts';
import { Library } from '../../src/search/library.ts';
import { type Case, judge, type Outcome, outcomeOf, readCases } from '../ranking.ts';
import { shippedNotes } from '../shelves.ts';
import { benchDiscord } from './discord.ts';
import { benchHeldOut } from './held-out.ts';
import { benchSlack } from './slack.ts';
import { benchStart } from './start.ts';
import { benchStore } from './store.ts';
import { benchTick } from './tick.ts';

/** `npm run bench` prints the tables of DESIGN.md: accuracy and speed beside others, start, growth. */

const { sources } = await readNotes(shippedNotes);
const notes = sources.flatMap((source) => parseNotes(source).notes);
const cases = [...readCases('tuning'), ...readCases('judging')];

const now = () => performance.now();
const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const round = (value: number, digits = 2) => value.toFixed(digits);

/** Milliseconds of each call: every query `rounds` times, after a first round that does not count. */
function time(queries: readonly string[], ask: (query: string) => unknown, rounds = 5): number[] {
  for (const query of queries) ask(query);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++)
    for (const query of queries) {
      const start = now();
      ask(query);
      times.push(now() - start);
    }
  return times.sort((a, b) => a - b);
}

/** All that was printed, for machines. */
const tables: { title: string; head: string[]; rows: string[][] }[] = [];

function table(title: string, head: string[], rows: string[][]): void {
  tables.push({ title, head, rows });
  const lines = [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows].map(
    (row) => `| ${row.join(' | ')} |`,
  );
  console.log(`## ${title}\n\n${lines.join('\n')}\n`);
}

/** The same notes for every engine: a document a topic, with title, other names and text. */
const documents = [...new Set(notes.map((note) => note.slug))].map((slug) => {
  const versions = notes.filter((note) => note.slug === slug);
  return {
    id: slug,
    title: versions.map((note) => note.title).join(' '),
    names: versions.flatMap((note) => [...note.aliases, ...note.kubectl, ...note.keywords]).join(' '),
    text: versions.flatMap((note) => note.sections.map((section) => section.text)).join('\n'),
  };
});

const engines: { name: string; ask: (query: string) => Outcome }[] = [];
const library = Library.of(notes);
engines.push({ name: 'this bot', ask: (query) => outcomeOf(library, query, false) });

const asIs = new MiniSearch<(typeof documents)[number]>({ fields: ['title', 'names', 'text'] });
asIs.addAll(documents);
const found = (topics: string[]): Outcome => ({ answered: topics.length > 0, compared: false, topics });
engines.push({
  name: 'MiniSearch as it comes',
  ask: (query) => found(asIs.search(query).map((hit) => String(hit.id))),
});
engines.push({
  name: 'MiniSearch, boosted, prefix, fuzzy 0.2',
  ask: (query) =>
    found(
      asIs
        .search(query, { boost: { title: 3, names: 2 }, prefix: true, fuzzy: 0.2 })
        .map((hit) => String(hit.id)),
    ),
});

const lunrIndex = lunr(function () {
  this.ref('id');
  this.field('title', { boost: 3 });
  this.field('names', { boost: 2 });
  this.field('text');
  // Its trimmer knows only ASCII letters and would empty every Korean word.
  this.pipeline.remove(lunr.trimmer);
  for (const document of documents) this.add(document);
});
engines.push({
  name: 'lunr',
  ask: (query) => found(lunrIndex.query((q) => q.term(lunr.tokenizer(query), {})).map((hit) => hit.ref)),
});

const flex = new flexsearch.Document<(typeof documents)[number]>({
  document: { id: 'id', index: ['title', 'names', 'text'] },
  encoder: new flexsearch.Encoder({ normalize: true }),
});
for (const document of documents) flex.add(document);
engines.push({
  name: 'FlexSearch',
  ask: (query) =>
    found([...new Set(flex.search(query, { suggest: true }).flatMap((field) => field.result.map(String)))]),
});

console.log(`Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown CPU'}\n`);
const queries = cases.map((one: Case) => one.query);
const base: { median?: number } = {};
table(
  `${documents.length} topics in two languages, ${cases.length} questions`,
  [
    'engine',
    'first hit right %',
    'within 3 %',
    'false answers %',
    'false refusals %',
    'µs a query',
    'p99 µs',
    'time, ours = 1',
  ],
  engines.map(({ name, ask }) => {
    const verdict = judge(cases, ask);
    const times = time(queries, ask);
    const median = at(times, 0.5);
    base.median ??= median;
    return [
      name,
      ...[verdict.firstHit, verdict.withinThree, verdict.falseAnswers, verdict.falseRefusals].map((rate) =>
        round(rate, 1),
      ),
      round(1000 * median, 0),
      round(1000 * at(times, 0.99), 0),
      round(median / base.median),
    ];
  }),
);

const heldOut = benchHeldOut(notes);
table(
  'Keywords asked of notes that lack them',
  ['questions', 'first hit right %', 'within 3 %', 'refused %'],
  [
    [
      String(heldOut.questions),
      ...[heldOut.firstHit, heldOut.withinThree, heldOut.falseRefusals].map((rate) => round(rate, 1)),
    ],
  ],
);

const beginnings = queries.flatMap((query) => [1, 2, 3, 5, 8].map((length) => query.slice(0, length)));
const suggesting = time(beginnings, (text) => library.suggest(text, 'ko'), 1);
table(
  'Suggestions while typing',
  ['', 'ms'],
  [
    ['p50', round(at(suggesting, 0.5), 3)],
    ['p99', round(at(suggesting, 0.99), 3)],
  ],
);

const run = promisify(execFile);
const startTimes: number[] = [];
for (let index = 0; index < 7; index++) {
  const start = now();
  await run(process.execPath, ['dist/src/main.js', 'ask', '--json', 'pvc']);
  startTimes.push(now() - start);
}
const probe = `process.argv.splice(1, 1, 'main', 'ask', '--json', 'pvc'); await import('./dist/src/main.js'); console.error(process.memoryUsage().rss / 1e6)`;
const { stderr } = await run(process.execPath, ['--input-type=module', '-e', probe, '-']);
startTimes.sort((a, b) => a - b);
const beginning = await benchStart();
table(
  'Start',
  ['', 'ms', 'memory MB'],
  [
    [
      '`ask pvc` as a whole process, with the kept index',
      round(at(startTimes, 0.5), 0),
      round(Number(stderr.trim().split('\n').at(-1)), 0),
    ],
    ...beginning.map(({ name, ms, memory }) => [name, round(ms, 0), round(memory, 0)]),
  ],
);

const rows: string[][] = [];
for (const times of [1, 4, 16]) {
  // Copies get words of their own, as more notes would bring more words.
  const many = Array.from({ length: times }, (_, copy) =>
    sources.map(({ path, text }) => ({
      path: copy === 0 ? path : path.replace('/', `/copy${copy}/`),
      text:
        copy === 0
          ? text
          : text
              .replace(/^(title: .*)$/m, `$1 ${copy}`)
              .replace(/^(aliases|kubectl|keywords|related):.*(\n {2}- .*)*$/gm, '')
              .replace(/\n## /g, `\n## Edition ${copy}: `),
    })),
  ).flat();
  const parsing = now();
  const grown = many.flatMap((source) => parseNotes(source).notes);
  const building = now();
  const big = Library.of(grown);
  const built = now();
  const json = JSON.stringify(big.toJSON());
  const loading = now();
  Library.load(JSON.parse(json));
  const loaded = now();
  const asked = time(queries.slice(0, times === 16 ? 300 : queries.length), (query) => big.find(query), 1);
  rows.push([
    `×${times}: ${big.topics.length} topics`,
    round(building - parsing, 0),
    round(built - building, 0),
    round(loaded - loading, 0),
    round((built - parsing) / (loaded - loading), 1),
    round(at(asked, 0.5), 2),
    round(at(asked, 0.99), 2),
    round(json.length / 1e6, 1),
  ]);
}
table(
  'Growth',
  [
    'notes',
    'parse ms',
    'index ms',
    'load kept index ms',
    'start: anew / kept',
    'p50 ms',
    'p99 ms',
    'kept MB',
  ],
  rows,
);

const discord = await benchDiscord();
const slack = await benchSlack();
const figure = (value: number | undefined) => round(value ?? Number.NaN);
table(
  'On Discord and Slack, beside the bare SDK that answers with a constant (ours ÷ bare)',
  ['`/k8s pvc`', 'throughput', 'CPU a request', 'memory', 'p99 of 20 at once'],
  [
    ['discord.js', discord],
    ['Bolt over HTTP', slack],
  ].map(([name, result]) => {
    const { throughputRatio, cpuRatio, memoryRatio, p99Ms } = result as Record<string, number>;
    return [
      String(name),
      figure(throughputRatio),
      figure(cpuRatio),
      figure(memoryRatio),
      `${round(p99Ms ?? 0, 0)} ms`,
    ];
  }),
);
table('Heap after 10,000 lookups, before = 1', ['', 'ratio'], [['Slack', figure(slack.leakRatio)]]);
const kept = await benchStore();
table('What is remembered: 100,000 answers of 1,000 people', kept.head, kept.rows);
const due = await benchTick();
table('What comes round', due.head, due.rows);
await writeFile(
  'dist/bench.json',
  `${JSON.stringify({ node: process.versions.node, cpu: cpus()[0]?.model, date: new Date().toISOString(), tables }, null, 2)}\n`,
);
console.log('The same for machines: dist/bench.json');

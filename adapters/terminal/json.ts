import type { Locale } from '../../src/notes/locale.ts';
import { sectionOf } from '../../src/notes/note.ts';
import type { Hit, Library } from '../../src/search/library.ts';
import { noteOf } from '../../src/search/topic.ts';

/** What `ask --json` prints for a question, in a line. */
export interface Answer {
  query: string;
  /** False where the notes have nothing on it, or a heading without content; `results` are then the nearest. */
  answered: boolean;
  /** What the question was corrected to, if it had to be. */
  rescued: string | null;
  /** Best first. */
  results: {
    /** `slug#part` */
    id: string;
    title: string;
    /** Headings that lead to it, outermost first, its own last. */
    path: string[];
    file: string;
    line: number;
    /** Comparable within one question only. */
    score: number;
  }[];
}

/** Answers a question for machines; titles, files and lines are those of the locale's note where there is one. */
export function findAsJson(library: Library, query: string, locale: Locale): Answer {
  const finding = library.find(query);
  const own = finding.kind === 'comparison' ? finding.hits : finding.kind === 'unknown' ? [] : [finding.hit];
  return {
    query,
    answered: finding.kind === 'answer' || finding.kind === 'comparison',
    rescued: finding.rescued ?? null,
    results: [...own, ...finding.others].map((hit) => result(hit, locale)),
  };
}

function result({ topic, part, score }: Hit, locale: Locale): Answer['results'][number] {
  const note = noteOf(topic, locale);
  const section = sectionOf(note, part);
  const title = part === 'summary' ? note.title : (section?.title ?? note.title);
  return {
    id: `${topic.slug}#${part}`,
    title,
    path: part === 'summary' ? [...note.parents, note.title] : [...note.parents, note.title, title],
    file: note.file,
    line: part === 'summary' ? note.line : (section?.line ?? note.line),
    score: Math.round(score * 1000) / 1000,
  };
}

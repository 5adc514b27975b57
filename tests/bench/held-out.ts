import type { Note } from '../../src/notes/note.ts';
import { Library } from '../../src/search/library.ts';
import { type Case, judge, outcomeOf, type Verdict } from '../ranking.ts';

/** Words of the shortest keyword that is a question by itself. */
const leastWords = 3;

/**
 * Every keyword asked of notes that lack it, an eighth of all at a time. Whoever changes weights sees here what becomes
 * of questions that no table holds; they are the hardest there are, as many a keyword was written because nothing else
 * in the notes leads there.
 */
export function benchHeldOut(notes: readonly Note[], folds = 8): Verdict & { questions: number } {
  const topics = new Map<string, Set<string>>();
  for (const { slug, keywords } of notes)
    for (const keyword of keywords) {
      const slugs = topics.get(keyword);
      if (slugs) slugs.add(slug);
      else topics.set(keyword, new Set([slug]));
    }
  const foldOf = new Map([...topics.keys()].map((keyword, index) => [keyword, index % folds]));
  const libraries = Array.from({ length: folds }, (_, fold) =>
    Library.of(
      notes.map((note) => ({
        ...note,
        keywords: note.keywords.filter((keyword) => foldOf.get(keyword) !== fold),
      })),
    ),
  );
  const cases = [...topics]
    .filter(([query]) => query.split(/\s+/).length >= leastWords)
    .map(
      ([query, slugs]): Case => ({
        query,
        wanted: [...slugs].map((slug) => [slug]),
        part: undefined,
        kind: '',
      }),
    );
  const verdict = judge(cases, (query) =>
    outcomeOf(libraries[foldOf.get(query) ?? 0] as Library, query, false),
  );
  return { ...verdict, questions: cases.length };
}

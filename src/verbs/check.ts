import { join } from 'node:path';
import { checksum, fileCache } from '../../adapters/cache.ts';
import {
  NotesError,
  readNotes,
  readQuestionIds,
  readReference,
  writeQuestionIds,
} from '../../adapters/files.ts';
import { noProgress, showProgress } from '../../adapters/progress.ts';
import { type CheckedFile, createCheck } from '../check/check.ts';
import { missingQuestions } from '../check/questions.ts';
import { formatProblem } from '../notes/note.ts';
import type { Source } from '../notes/parse.ts';
import { cacheFolder, codeTexts } from './kept.ts';

/**
 * Says what authors should mend.
 *
 * @param fix keeps the ids of new questions, so that a later check misses them if they change
 */
export async function check(
  path: string,
  { json = false, fix = false }: { json?: boolean; fix?: boolean },
): Promise<number> {
  const [reference, { sources, problems: unreadable }, kept] = await Promise.all([
    readReference(),
    readNotes(path),
    readQuestionIds(path),
  ]);
  // Most files are as they were at the last check.
  const cache = fileCache(join(cacheFolder(), 'check'));
  const key = checksum([JSON.stringify(reference), ...(await codeTexts('check', 'notes'))]);
  const before = (await cache.read(key)) as Record<string, CheckedFile> | undefined;
  const keyOf = ({ path: name, text }: Source) => checksum([name, text]);
  const progress = json ? noProgress : showProgress('check');
  let begun = 0;
  const checked = createCheck(reference)(sources, (source) => {
    progress.at(begun++, sources.length);
    return before?.[keyOf(source)];
  });
  progress.end();
  await cache.write(
    key,
    Object.fromEntries(sources.map((source, index) => [keyOf(source), checked.files[index]])),
  );
  const ids = new Set(checked.notes.flatMap((note) => note.questions.map(({ id }) => id)));
  const problems = [...unreadable, ...checked.problems, ...missingQuestions(kept, ids)];
  if (fix && ids.size > 0) await writeQuestionIds(path, new Set([...kept, ...ids]));
  const topics = new Set(checked.notes.map((note) => note.slug)).size;
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  for (const problem of problems)
    process.stdout.write(`${json ? JSON.stringify(problem) : formatProblem(problem)}\n`);
  if (!json)
    process.stdout.write(
      `${sources.length} files, ${topics} topics: ${errors} errors, ${problems.length - errors} warnings\n`,
    );
  if (sources.length === 0) throw new NotesError(`There is no Markdown file in ${path}.`);
  return errors > 0 ? 1 : 0;
}

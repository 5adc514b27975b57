import { NotesError, readNotes, readReference } from '../../adapters/files.ts';
import { createCheck } from '../check/check.ts';
import { formatProblem } from '../notes/note.ts';

/** Says what authors should mend. */
export async function check(path: string, json: boolean): Promise<number> {
  const [reference, { sources, problems: unreadable }] = await Promise.all([
    readReference(),
    readNotes(path),
  ]);
  const checked = createCheck(reference)(sources);
  const problems = [...unreadable, ...checked.problems];
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

import { sql } from 'kysely';
import { type Asked, privateChats, type Result } from '../../src/export/entry.ts';
import type { Log } from '../../src/log.ts';
import { StoreError } from '../../src/store.ts';
import { snapshot, upToDate } from './copy.ts';
import { storeError } from './errors.ts';
import { openToRead } from './open.ts';

/** What was asked and answered, as of one moment. */
export interface Results {
  asked: Asked[];
  results: Result[];
  /** All groups of which anything is kept, without private chats. */
  groups: string[];
}

/**
 * Reads what was asked and answered in a group, or in all, while the bot runs or not. Answers of a channel's quiz that is
 * still open do not count yet.
 *
 * @param url DATABASE_URL
 * @throws StoreError
 */
export async function readResults(url: string, group: string | undefined, log: Log): Promise<Results> {
  const opened = await openToRead(url, log);
  try {
    const engine = await upToDate(opened);
    if (engine === undefined)
      throw new StoreError('The database has no tables yet: nothing was asked. Start the bot first.');
    try {
      return await snapshot(engine, async (reader) => {
        const ofGroup = group === undefined ? sql<boolean>`1 = 1` : sql<boolean>`group_id = ${group}`;
        const attempts = await reader
          .selectFrom('attempts')
          .leftJoin('people', 'people.id', 'attempts.person')
          .select((row) => [
            ...(['group_id', 'question', 'person', 'name', 'is_hidden'] as const),
            row.fn.countAll<number>().as('answered'),
            row.fn.sum<number>('correct').as('correct'),
          ])
          .where('sealed', '=', 0)
          .where(ofGroup)
          .groupBy(['group_id', 'question', 'person', 'name', 'is_hidden'])
          .execute();
        const quizzes = await reader
          .selectFrom('quizzes')
          .select(['group_id', 'questions', 'person'])
          .where(ofGroup)
          .execute();
        const chats = new Set(
          [...attempts, ...quizzes].filter((row) => row.person === row.group_id).map((row) => row.group_id),
        );
        const { rows: known } = await sql<{ id: string }>`
          select group_id as id from attempts where person is null or person <> group_id
          union select group_id as id from quizzes where person is null or person <> group_id
          union select id from groups where id not in (select id from people)
        `.execute(reader);
        // A private chat of somebody who is forgotten has no id at all.
        const nameOf = (id: string) =>
          group === undefined && (id === '' || chats.has(id)) ? privateChats : id;
        return {
          asked: quizzes.flatMap((quiz) =>
            (JSON.parse(quiz.questions) as string[]).map((question) => ({
              group: nameOf(quiz.group_id),
              question,
              count: 1,
            })),
          ),
          results: attempts.map((row) => ({
            group: nameOf(row.group_id),
            question: row.question,
            answered: row.answered,
            correct: Number(row.correct),
            ...(row.person !== null && row.is_hidden !== 1 && { name: row.name || row.person }),
          })),
          groups: known
            .map(({ id }) => id)
            .filter((id) => id !== '' && !chats.has(id))
            .sort(),
        };
      });
    } finally {
      if (engine !== opened) await engine.end();
    }
  } catch (error) {
    throw storeError(error);
  } finally {
    await opened.end();
  }
}

import type { Action } from '../chat/action.ts';
import { remark, show } from '../chat/answer.ts';
import type { Command } from '../chat/command.ts';
import type { Reply } from '../chat/reply.ts';
import { archive } from '../daily/archive.ts';
import { daily, remind, weekly } from '../daily/host.ts';
import { close, open } from './channel.ts';
import {
  answer,
  away,
  forAll,
  go,
  guess,
  notebook,
  notebookAs,
  type Player,
  practise,
  result,
  resume,
  review,
  rework,
} from './play.ts';
import { askForget, board, ownData, reports, stats } from './scores.ts';
import { topicsOf, type Venue } from './view.ts';

/** What of the grammar is about quizzes. */
export type GameCommand = Exclude<Command, { kind: 'help' } | { kind: 'lookup' }>;
/** What buttons do that are about quizzes. */
export type GameAction = Exclude<Action, { kind: 'show' } | { kind: 'compare' } | { kind: 'share' }>;

/** Does what somebody typed. */
export async function play(table: Venue, player: Player, command: GameCommand): Promise<Reply> {
  const { say, locale, store } = table;
  switch (command.kind) {
    case 'quiz': {
      const topics = command.topic === '' ? undefined : topicsOf(table, command.topic);
      if (topics?.length === 0)
        return remark(say('quiz-topic-unknown', { topic: command.topic.slice(0, 60) }), locale);
      const wanted = topics === undefined ? {} : { topics };
      if (command.isHere)
        return open(await forAll(table, player), player, {
          ...wanted,
          ...(command.minutes !== undefined && { minutes: command.minutes }),
        });
      const begun =
        topics === undefined && command.count === undefined ? await resume(table, player) : undefined;
      return (
        begun ??
        practise(table, player, { ...wanted, ...(command.count !== undefined && { count: command.count }) })
      );
    }
    case 'review':
      return review(table, player);
    case 'wrong':
      return command.form === undefined ? notebook(table, player) : notebookAs(command.form, table, player);
    case 'away':
      return away(table, player, command.until);
    case 'stats':
      return stats(table, player);
    case 'rank':
      return board(await forAll(table, player), player);
    case 'reports':
      return reports(table, player);
    case 'daily':
      return daily(table, player, command.words);
    case 'weekly':
      return weekly(table, player, command.words);
    case 'remind':
      return remind(table, player, command.words);
    case 'archive':
      return archive(table, player, player.at);
    case 'language':
    case 'zone': {
      if (!player.isHost) return remark(say('host-only'), locale);
      if (command.kind === 'zone') {
        await store.changeGroup(player.group, { zone: command.zone });
        return remark(say('zone-set', { zone: command.zone }), locale);
      }
      await store.changeGroup(player.group, { locale: command.locale });
      return remark(table.inLocale(command.locale).say('language-set'), command.locale);
    }
    case 'mydata':
      return ownData(table, player);
    case 'forgetme':
      return askForget(table);
    case 'hide': {
      const isHidden = !((await store.person(player.person))?.isHidden ?? false);
      await store.changePerson(player.person, { name: player.name, isHidden });
      return remark(say(isHidden ? 'hidden-on' : 'hidden-off'), locale);
    }
  }
}

/**
 * Does what a button means.
 *
 * @param typed what was typed, for actions that ask for it
 */
export async function act(table: Venue, player: Player, action: GameAction, typed = ''): Promise<Reply> {
  const { say, locale, store } = table;
  switch (action.kind) {
    case 'note': {
      const topic = table.library.topic(action.slug);
      return topic === undefined
        ? remark(say('gone'), locale)
        : { ...show(topic, undefined, table), isApart: true };
    }
    case 'practise':
      return practise(table, player, action.slug === undefined ? {} : { topics: [action.slug], count: 3 });
    case 'ask':
      return go(table, player, action.quiz, action.index);
    case 'pick':
      return answer(table, player, { quiz: action.quiz, index: action.index, given: String(action.option) });
    case 'type':
      return answer(table, player, { quiz: action.quiz, index: action.index, given: typed });
    case 'guess':
      return guess(table, player, action.quiz, action.index);
    case 'result':
      return result(table, player, action.quiz);
    case 'close':
      return close(table, player, action.quiz);
    case 'wrong':
      return notebook(table, player);
    case 'rework':
      return rework(table, player);
    case 'review':
      return review(table, player);
    case 'archive':
      return archive(table, player, new Date(action.before));
    case 'again': {
      const quiz = await store.quiz(action.quiz);
      return quiz?.closedAt === undefined
        ? remark(say('question-gone'), locale)
        : practise(table, player, { questions: quiz.questions });
    }
    case 'flag':
      await store.report({
        question: action.question,
        person: player.person,
        group: player.group,
        reason: typed.slice(0, 500),
        at: player.at,
      });
      return remark(say('flag-done'), locale);
    case 'pause':
    case 'unpause': {
      if (!player.isHost) return remark(say('host-only'), locale);
      await store.pause(action.question, player.group, action.kind === 'pause', player.at);
      return remark(say(`${action.kind}-done`), locale);
    }
    case 'forget':
      await store.forget(player.person);
      return remark(say('forget-done'), locale);
  }
}

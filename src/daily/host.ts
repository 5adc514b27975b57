import { paragraph, remark } from '../chat/answer.ts';
import type { Outlet } from '../chat/platform.ts';
import type { Reply } from '../chat/reply.ts';
import { dayOf } from '../quiz/day.ts';
import { forAll, type Player, zoneOf } from '../quiz/play.ts';
import { listOf, topicsOf, topicTitle, type Venue } from '../quiz/view.ts';
import type { Schedule } from '../store.ts';
import { closingOf, firstRunOn, momentOf, nextRun, nextRuns } from './clock.ts';
import { dailyPost } from './due.ts';
import { type DailyCommand, type Fault, faultOf, readDaily, readWhen } from './grammar.ts';

/** Dates that a confirmation shows. */
const shownRuns = 3;
/** A question that a host asks for is worth putting for so long. */
const nowMs = 3600 * 1000;
/** Topics of a syllabus. */
const planLimit = 60;

/** The daily question of a channel: says how it is set, and changes it for those who may. */
export async function daily(table: Venue, player: Player, words: readonly string[]): Promise<Reply> {
  const { store, say, locale } = table;
  const { channel, at } = player;
  if (channel === undefined) return remark(say('daily-channel-only'), locale);
  const command = readDaily(words, at);
  const schedule = await store.schedule('daily', channel);
  if (command.kind === 'status') return statusOf(table, schedule, at);
  if (!(await mayManage(table, player, channel))) return remark(say('daily-host-only'), locale);
  switch (command.kind) {
    case 'fault':
      return faulty(table, command, 'daily-examples');
    case 'set':
      return setDaily(table, player, channel, command, schedule);
    case 'now':
      return putNow(table, player, channel, schedule);
    case 'off':
      await store.endSchedule('daily', channel);
      return remark(say(schedule === undefined ? 'daily-none' : 'daily-off'), locale);
  }
  if (schedule === undefined) return remark(say('daily-none'), locale);
  const { pattern, zone } = schedule;
  switch (command.kind) {
    case 'pause': {
      if (command.until <= dayOf(at, zone))
        return faulty(table, { kind: 'fault', fault: 'until', what: command.until }, 'daily-examples');
      return moved(table, schedule, firstRunOn(pattern, zone, command.until, at), at);
    }
    case 'skip':
      return moved(table, schedule, nextRun(pattern, zone, schedule.nextAt), at);
    case 'resume':
      return moved(table, schedule, nextRun(pattern, zone, at), at);
    case 'plan': {
      const topics = command.topics.map((topic) => topicsOf(table, topic)[0]);
      const unknown = command.topics.find((_, place) => topics[place] === undefined);
      if (unknown !== undefined)
        return remark(say('quiz-topic-unknown', { topic: unknown.slice(0, 60) }), locale);
      const { plan: _, ...options } = schedule.options;
      const plan = topics.filter((topic) => topic !== undefined).slice(0, planLimit);
      const changed = { ...schedule, options: { ...options, ...(plan.length > 0 && { plan }) } };
      await store.setSchedule(changed);
      return statusOf(table, changed, at);
    }
  }
}

/** Who may change what concerns the group, or owns the channel; or anyone, where the operator says so. */
async function mayManage({ dailyAdmins, outlets }: Venue, player: Player, channel: string): Promise<boolean> {
  if (player.isHost || dailyAdmins === 'everyone') return true;
  return (await outletOf(outlets, channel)?.owns(player.person, channel)) ?? false;
}

const outletOf = (outlets: readonly Outlet[], channel: string): Outlet | undefined =>
  outlets.find(({ name }) => channel.split(':')[0] === name);

async function setDaily(
  table: Venue,
  player: Player,
  channel: string,
  { pattern, zone: named, topic, level, reveal, generated }: DailyCommand & { kind: 'set' },
  before: Schedule | undefined,
): Promise<Reply> {
  const { store, say, locale, outlets } = table;
  const zone = named ?? before?.zone ?? (await zoneOf(table, player.group));
  const topics = topic === '' ? undefined : topicsOf(table, topic);
  if (topics?.length === 0) return remark(say('quiz-topic-unknown', { topic: topic.slice(0, 60) }), locale);
  const nextAt = nextRun(pattern, zone, player.at);
  if (nextAt === undefined)
    return faulty(table, { kind: 'fault', fault: 'never', what: pattern }, 'daily-examples');
  const hindrance = await outletOf(outlets, channel)?.hindrance(channel);
  if (hindrance !== undefined) return remark(say(hindrance.id, hindrance.args), locale);
  const schedule: Schedule = {
    kind: 'daily',
    target: channel,
    group: player.group,
    person: player.person,
    locale: (await forAll(table, player)).locale,
    pattern,
    zone,
    nextAt,
    options: {
      ...(reveal !== undefined && { reveal }),
      ...(topics !== undefined && { topics }),
      ...(level !== undefined && { level }),
      ...(generated !== undefined && { generated }),
      ...(before?.options.plan !== undefined && { plan: before.options.plan }),
    },
  };
  await store.setSchedule(schedule);
  return statusOf(table, schedule, player.at, say('daily-set'));
}

/** Goes the same way as what comes round, so that nothing is lost between the promise and the message. */
async function putNow(
  table: Venue,
  player: Player,
  channel: string,
  schedule: Schedule | undefined,
): Promise<Reply> {
  const { store, say, locale, outlets } = table;
  const hindrance = await outletOf(outlets, channel)?.hindrance(channel);
  if (hindrance !== undefined) return remark(say(hindrance.id, hindrance.args), locale);
  const { at } = player;
  const zone = schedule?.zone ?? (await zoneOf(table, player.group));
  const post = {
    key: `now:${channel}:${at.getTime()}`,
    place: { channel },
    group: player.group,
    person: player.person,
    locale: schedule?.locale ?? (await forAll(table, player)).locale,
    dueAt: at,
    staleAt: new Date(at.getTime() + nowMs),
  };
  await store.send(dailyPost(post, zone, schedule?.options ?? {}));
  table.deliver(at);
  return remark(say('daily-now'), locale);
}

async function moved(table: Venue, schedule: Schedule, nextAt: Date | undefined, at: Date): Promise<Reply> {
  if (nextAt === undefined)
    return faulty(table, { kind: 'fault', fault: 'never', what: schedule.pattern }, 'daily-examples');
  const changed = { ...schedule, nextAt };
  await table.store.setSchedule(changed);
  return statusOf(table, changed, at);
}

/** How it is set, with the next dates in the channel's zone. */
function statusOf(table: Venue, schedule: Schedule | undefined, at: Date, title?: string): Reply {
  const { say, locale } = table;
  if (schedule === undefined)
    return {
      ...remark(say('daily-none'), locale),
      body: [paragraph(say('daily-none')), examples(table, 'daily-examples')],
    };
  const { options, zone, pattern, nextAt } = schedule;
  const runs = [nextAt, ...nextRuns(pattern, zone, nextAt, shownRuns - 1)];
  const lines = [
    say('daily-next', { runs: runs.map((run) => momentOf(run, locale, zone)).join(', '), zone }),
    say('daily-reveal', { at: momentOf(closingOf(nextAt, zone, options.reveal), locale, zone) }),
    ...(options.topics === undefined
      ? []
      : [
          say('daily-topics', { topics: options.topics.map((topic) => topicTitle(table, topic)).join(', ') }),
        ]),
    ...(options.level === undefined ? [] : [say('daily-level', { level: options.level })]),
    ...(options.generated === undefined ? [] : [say('daily-generated', { percent: options.generated })]),
    ...(options.plan === undefined
      ? []
      : [say('daily-plan', { topics: options.plan.map((topic) => topicTitle(table, topic)).join(', ') })]),
    ...(at.getTime() > nextAt.getTime() ? [say('daily-waiting')] : []),
  ];
  return {
    locale,
    title: title ?? say('daily-title'),
    body: [listOf(lines)],
    footer: say('daily-hint'),
    rows: [],
    audience: 'person',
  };
}

/** The weekly summary of a channel. */
export async function weekly(table: Venue, player: Player, words: readonly string[]): Promise<Reply> {
  const { channel } = player;
  if (channel === undefined) return remark(table.say('daily-channel-only'), table.locale);
  const isChange = words.length > 0 && !/^(?:status|상태|확인)$/i.test(words[0] ?? '');
  if (isChange && !(await mayManage(table, player, channel)))
    return remark(table.say('daily-host-only'), table.locale);
  return round(table, player, words, 'weekly', channel, (await forAll(table, player)).locale);
}

/** A person's reminder of what is due for review, in private. */
export const remind = (table: Venue, player: Player, words: readonly string[]): Promise<Reply> =>
  round(table, player, words, 'remind', player.person, table.locale);

/** What has only a time: says when it comes, sets or ends it. */
async function round(
  table: Venue,
  player: Player,
  words: readonly string[],
  name: 'weekly' | 'remind',
  target: string,
  language: Schedule['locale'],
): Promise<Reply> {
  const { store, say, locale, outlets } = table;
  const kind = name === 'remind' ? 'reminder' : name;
  const [first = ''] = words;
  const told = (schedule: Schedule | undefined): Reply => {
    if (schedule === undefined)
      return {
        ...remark(say(`${name}-none`), locale),
        body: [paragraph(say(`${name}-none`)), examples(table, `${name}-examples`)],
      };
    const { pattern, zone, nextAt } = schedule;
    const runs = [nextAt, ...nextRuns(pattern, zone, nextAt, shownRuns - 1)];
    return remark(
      say(`${name}-set`, { runs: runs.map((run) => momentOf(run, locale, zone)).join(', '), zone }),
      locale,
    );
  };
  if (words.length === 0 || /^(?:status|상태|확인)$/i.test(first))
    return told(await store.schedule(kind, target));
  if (/^(?:off|stop|끄기|끔|그만|중지)$/i.test(first)) {
    await store.endSchedule(kind, target);
    return remark(say(`${name}-off`), locale);
  }
  const when = readWhen(words);
  if (when.kind === 'fault') return faulty(table, when, `${name}-examples`);
  const zone = when.zone ?? (await zoneOf(table, player.group));
  // A summary that names no day comes on Monday.
  const pattern = name === 'weekly' ? when.pattern.replace(/\* \* \*$/, '* * 1') : when.pattern;
  const fault = faultOf(pattern, zone, player.at);
  const nextAt = fault === undefined ? nextRun(pattern, zone, player.at) : undefined;
  if (nextAt === undefined)
    return faulty(table, fault ?? { kind: 'fault', fault: 'never', what: pattern }, `${name}-examples`);
  const hindrance = name === 'weekly' ? await outletOf(outlets, target)?.hindrance(target) : undefined;
  if (hindrance !== undefined) return remark(say(hindrance.id, hindrance.args), locale);
  const { group, person } = player;
  const schedule: Schedule = {
    kind,
    target,
    group,
    person,
    locale: language,
    pattern,
    zone,
    nextAt,
    options: {},
  };
  await store.setSchedule(schedule);
  return told(schedule);
}

/** What cannot be, and what can. */
function faulty(table: Venue, { fault, what }: Fault, sample: string): Reply {
  const { say, locale } = table;
  const reason = say(`when-${fault}`, { what: what.slice(0, 60) });
  return { ...remark(reason, locale), body: [paragraph(reason), examples(table, sample)] };
}

const examples = ({ say }: Venue, id: string) => listOf(say(id).split('\n'));

import { nextRuns } from './clock.ts';

/** When something comes round. */
export interface When {
  /** Cron with five fields. */
  pattern: string;
  /** IANA time zone, if one was named. */
  zone?: string;
}

/** What a host wants of the daily question. */
export type DailyCommand =
  | ({
      kind: 'set';
      /** What it is about, as it was typed; empty for all. */
      topic: string;
      level?: 1 | 2 | 3;
      /** Local time at which it closes, HH:MM. */
      reveal?: string;
      /** How many of a hundred are made of the schema. */
      generated?: number;
    } & When)
  | { kind: 'status' | 'off' | 'now' | 'skip' | 'resume' }
  /** Not before that day, YYYY-MM-DD. */
  | { kind: 'pause'; until: string }
  /** Topics of the next days, as they were typed. */
  | { kind: 'plan'; topics: string[] }
  /** What cannot be: `what` was typed. */
  | Fault;

/** Why something typed names no time. */
export interface Fault {
  kind: 'fault';
  fault: 'time' | 'zone' | 'pattern' | 'never' | 'often' | 'until' | 'percent';
  what: string;
}

type Verb = 'status' | 'off' | 'now' | 'skip' | 'resume' | 'pause' | 'plan';
const verbs = new Map<string, Verb>(
  Object.entries({
    status: ['status', '상태', '확인'],
    off: ['off', 'stop', '끄기', '끔', '그만', '중지'],
    now: ['now', '지금', '바로'],
    skip: ['skip', '건너뛰기', '건너뛰어'],
    resume: ['resume', 'on', '다시', '재개'],
    pause: ['pause', '쉬기', '쉼', '쉬어', '멈춤'],
    plan: ['plan', '계획', '예습'],
  } satisfies Record<Verb, string[]>).flatMap(([verb, names]) => names.map((name) => [name, verb as Verb])),
);

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const weekdayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const koreanWeekdays = '일월화수목금토';
const dayWords: Record<string, string> = {
  평일: '1-5',
  weekday: '1-5',
  weekdays: '1-5',
  주말: '0,6',
  weekend: '0,6',
  weekends: '0,6',
  매일: '*',
  everyday: '*',
};
const mornings = new Set(['오전', '아침', '새벽', 'am', 'a.m.']);
const evenings = new Set(['오후', '저녁', '밤', '낮', 'pm', 'p.m.']);
const revealWords = new Set(['reveal', 'answer', '결과', '정답', '공개']);
/** What stands in a sentence, and in no setting: "매일 새벽 3시에 배치 작업 돌리고 싶어요". */
const sentence =
  /\?$|[가-힣](?:요|니다|니까|까|죠|싶어|려면|하고|는)$|^법$|^(?:how|what|why|when|which|can|could|do|does|should|want|need|to|i|my|run|runs|running)$/i;
/** What is meant to be a time, whether it is one or not. */
const timeLike = /^\d{1,2}(?::\d+|시.*|[ap]m|)$/i;
/** What a cron field may hold. */
const field =
  /^(?:[\d*,/-]|sun|mon|tue|wed|thu|fri|sat|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|l|w|#|\?)+$/i;

/** Does it speak of when, rather than ask about something that has to do with days? */
export function isDaily(words: readonly string[]): boolean {
  const [first = ''] = words;
  const word = first.toLowerCase();
  const verb = verbs.get(word);
  // A list is no sentence, whatever its words end in.
  if (verb === 'plan' && words.join(' ').includes(',')) return true;
  if (words.some((one) => sentence.test(one))) return false;
  if (words.length === 0 || word === 'cron' || isMeridiem(word)) return true;
  if (verb !== undefined) return verb === 'plan' || verb === 'pause' || words.length === 1;
  if (revealWords.has(word)) return readTime(words.slice(1)) !== undefined;
  return (
    timeLike.test(word) ||
    readTime([word]) !== undefined ||
    daysOf(word) !== undefined ||
    cronOf(words) !== undefined
  );
}

/** Reads what stands behind `/k8s daily`; a moment in `now` only to see that the times come. */
export function readDaily(words: readonly string[], now: Date): DailyCommand {
  const [first = '', ...rest] = words;
  const verb = words.length === 0 ? 'status' : verbs.get(first.toLowerCase());
  switch (verb) {
    case undefined:
      return readSetting(words, now);
    case 'pause': {
      const until = /^\d{4}-\d\d-\d\d/.exec(rest.join(' ').replace(/^(?:until|till)\s+/i, ''))?.[0];
      const isDay = until !== undefined && !Number.isNaN(Date.parse(until));
      return isDay ? { kind: 'pause', until } : { kind: 'fault', fault: 'until', what: rest.join(' ') };
    }
    case 'plan':
      return {
        kind: 'plan',
        topics: (rest.join(' ').includes(',') ? rest.join(' ').split(',') : rest)
          .map((topic) => topic.trim())
          .filter((topic) => topic !== ''),
      };
    default:
      return { kind: verb };
  }
}

function readSetting(words: readonly string[], now: Date): DailyCommand {
  const read = readWhen(words);
  if (read.kind === 'fault') return read;
  const { rest, pattern, zone } = read;
  const setting: DailyCommand & { kind: 'set' } = {
    kind: 'set',
    topic: '',
    pattern,
    ...(zone !== undefined && { zone }),
  };
  const topic: string[] = [];
  for (let place = 0; place < rest.length; place++) {
    const word = rest[place] ?? '';
    const level = /^(?:level|lv|l|레벨|난이도)?([123])(?:단계)?$/i.exec(word)?.[1];
    const percent = /^(\d{1,3})[%％]$/.exec(word)?.[1];
    if (revealWords.has(word.toLowerCase())) {
      const time = readTime(rest.slice(place + 1));
      if (time === undefined) return { kind: 'fault', fault: 'time', what: rest.slice(place).join(' ') };
      setting.reveal = `${pad(time.hour)}:${pad(time.minute)}`;
      place += time.length;
    } else if (percent !== undefined) {
      if (Number(percent) > 100) return { kind: 'fault', fault: 'percent', what: word };
      setting.generated = Number(percent);
    } else if (/^(?:level|lv|레벨|난이도)$/i.test(word) && /^[123]$/.test(rest[place + 1] ?? '')) {
      setting.level = Number(rest[++place]) as 1 | 2 | 3;
    } else if (level !== undefined && word !== level) setting.level = Number(level) as 1 | 2 | 3;
    else topic.push(word);
  }
  const fault = faultOf(pattern, zone ?? 'UTC', now);
  return fault ?? { ...setting, topic: topic.join(' ') };
}

/**
 * Reads a time, days and a zone, in any order, or a cron pattern, and gives back the words that are none of these.
 */
export function readWhen(words: readonly string[]): ({ kind: 'when'; rest: string[] } & When) | Fault {
  const cron = cronOf(words);
  let time: Time | undefined;
  let days: string | undefined;
  let zone: string | undefined;
  const rest: string[] = [];
  for (let place = cron?.length ?? 0; place < words.length; place++) {
    const word = words[place] ?? '';
    // What stands behind such a word is another time.
    if (revealWords.has(word.toLowerCase())) {
      const length = readTime(words.slice(place + 1))?.length ?? 0;
      rest.push(...words.slice(place, place + length + 1));
      place += length;
      continue;
    }
    const read =
      cron === undefined && time === undefined ? readTime(words.slice(place, place + 3)) : undefined;
    const own = cron === undefined && days === undefined ? daysOf(word) : undefined;
    const named = zone === undefined ? zoneOf(word) : undefined;
    if (read !== undefined) {
      time = read;
      place += read.length - 1;
    } else if (own !== undefined) days = own;
    else if (named === false) return { kind: 'fault', fault: 'zone', what: word };
    else if (named !== undefined) zone = named;
    else if (timeLike.test(word) && !/^\d+$/.test(word) && time === undefined)
      return { kind: 'fault', fault: 'time', what: word };
    else rest.push(word);
  }
  if (cron === undefined && time === undefined)
    return { kind: 'fault', fault: 'time', what: words.join(' ') };
  return {
    kind: 'when',
    pattern: cron?.pattern ?? `${time?.minute} ${time?.hour} * * ${days ?? '*'}`,
    ...(zone !== undefined && { zone }),
    rest,
  };
}

/** Why a pattern is not one that a channel can live with; undefined if it is. */
export function faultOf(pattern: string, zone: string, now: Date): Fault | undefined {
  let runs: Date[];
  try {
    runs = nextRuns(pattern, zone, now, 25);
  } catch {
    return { kind: 'fault', fault: 'pattern', what: pattern };
  }
  if (runs.length === 0) return { kind: 'fault', fault: 'never', what: pattern };
  const isOften = runs.some((run, place) => {
    const before = runs[place - 1];
    return before !== undefined && run.getTime() - before.getTime() < 3600 * 1000;
  });
  return isOften ? { kind: 'fault', fault: 'often', what: pattern } : undefined;
}

interface Time {
  hour: number;
  minute: number;
  /** Words that it takes. */
  length: number;
}

/** `09:00`, `9am`, `9:30 pm`, `9시`, `오전 9시 30분`, `오후 9시 반`, `21시`. */
function readTime(words: readonly string[]): Time | undefined {
  let [word = '', next = '', third = ''] = words.slice(0, 3).map((one) => one.toLowerCase());
  let length = 1;
  let half: 'am' | 'pm' | undefined;
  const isNight = word.startsWith('밤');
  const glued = /^(오전|오후|아침|저녁|밤|새벽)(\d.*)$/.exec(word);
  if (glued) [word, half] = [glued[2] ?? '', mornings.has(glued[1] ?? '') ? 'am' : 'pm'];
  else if (isMeridiem(word) && !/^[ap]/.test(word)) {
    half = mornings.has(word) ? 'am' : 'pm';
    [word, next] = [next, third];
    length = 2;
  }
  const found =
    /^(\d{1,2})(?::(\d\d))?(am|pm|a\.m\.|p\.m\.)?$/.exec(word) ??
    /^(\d{1,2})시(?:(\d{1,2})분|(반))?(?:에)?$/.exec(word);
  if (found === null) return undefined;
  let minute = found[3] === '반' ? 30 : Number(found[2] ?? 0);
  if (word.includes('시')) {
    const minutes = /^(\d{1,2})분(?:에)?$/.exec(next)?.[1] ?? (/^반(?:에)?$/.test(next) ? '30' : undefined);
    if (minutes !== undefined && found[2] === undefined && found[3] === undefined) {
      minute = Number(minutes);
      length += 1;
    }
  } else if (found[3] !== undefined) half = mornings.has(found[3]) ? 'am' : 'pm';
  else if (half === undefined && /^[ap]\.?m\.?$/.test(next)) {
    half = mornings.has(next) ? 'am' : 'pm';
    length += 1;
  } // A bare number is no time: it may as well be a level.
  else if (half === undefined && found[2] === undefined) return undefined;
  let hour = Number(found[1]);
  // The night goes on past midnight.
  if (isNight && (hour === 12 || hour < 6)) half = 'am';
  if (half !== undefined) {
    if (hour > 12) return undefined;
    hour = (hour % 12) + (half === 'pm' ? 12 : 0);
  }
  return hour < 24 && minute < 60 ? { hour, minute, length } : undefined;
}

const isMeridiem = (word: string): boolean => mornings.has(word) || evenings.has(word);

/** `평일`, `mon,wed,fri`, `월,수,금`, `월수금`, `monday`, `월요일`, as a field of cron. */
function daysOf(word: string): string | undefined {
  const own = word.toLowerCase();
  if (Object.hasOwn(dayWords, own)) return dayWords[own];
  const parts = own.split(/[,·/]/).filter((part) => part !== '');
  const found = parts.flatMap((part) => {
    const number = Math.max(weekdays.indexOf(part), weekdayNames.indexOf(part));
    if (number >= 0) return [number];
    const letters = part.replaceAll('요일', '');
    const numbers = [...letters].map((letter) => koreanWeekdays.indexOf(letter));
    return letters === '' || numbers.includes(-1) ? [Number.NaN] : numbers;
  });
  if (found.length === 0 || found.some(Number.isNaN)) return undefined;
  return [...new Set(found)].sort((a, b) => a - b).join(',');
}

/** False of what was meant to be a zone and is none. */
export function zoneOf(word: string): string | false | undefined {
  if (!/^(?:utc|gmt|kst)$|^[a-z]+\/[a-z_/+-]+\d*$/i.test(word)) return undefined;
  if (/^kst$/i.test(word)) return 'Asia/Seoul';
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: word }).resolvedOptions();
    // Some are known by an older name, which people would not know again.
    return timeZone.toLowerCase() === word.toLowerCase() ? timeZone : word;
  } catch {
    return false;
  }
}

/** Five fields of cron at the beginning, with or without the word before them. */
function cronOf(words: readonly string[]): { pattern: string; length: number } | undefined {
  const skip = words[0]?.toLowerCase() === 'cron' ? 1 : 0;
  const fields = words.slice(skip, skip + 5);
  if (fields.length < 5 || !fields.every((one) => field.test(one))) return undefined;
  return { pattern: fields.join(' '), length: skip + 5 };
}

const pad = (number: number): string => String(number).padStart(2, '0');

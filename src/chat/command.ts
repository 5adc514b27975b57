import { isDaily, zoneOf } from '../daily/grammar.ts';
import { isLocale, type Locale } from '../notes/locale.ts';
import { cut } from '../search/terms.ts';

/** What a person wants who typed something to the bot: the one grammar of all platforms. */
export type Command =
  | { kind: 'help' }
  | { kind: 'lookup'; text: string }
  /** Questions for that person, on what is named, or for the channel. */
  | { kind: 'quiz'; topic: string; count?: number; isHere: boolean; minutes?: number }
  /** The notebook, as text for another program if a form is named. */
  | { kind: 'wrong'; form?: 'csv' | 'md' }
  /** Holds reviews and the streak until a day, YYYY-MM-DD; without one, or a past one, no longer. */
  | { kind: 'away'; until: string | undefined }
  /** What comes round in a channel, or a person's reminder, as it was typed. */
  | { kind: 'daily' | 'weekly' | 'remind'; words: string[] }
  /** The language of what is said to the whole group, and its time zone. */
  | { kind: 'language'; locale: Locale }
  | { kind: 'zone'; zone: string }
  | { kind: 'archive' | 'review' | 'stats' | 'rank' | 'reports' | 'mydata' | 'forgetme' | 'hide' };

type Whole =
  | 'help'
  | 'review'
  | 'wrong'
  | 'stats'
  | 'rank'
  | 'reports'
  | 'mydata'
  | 'forgetme'
  | 'hide'
  | 'archive';
/** What says all by itself, in any spacing. */
const wholes = byWord<Whole>({
  help: ['', 'help', '?', '도움말', '도움', '사용법', 'usage'],
  review: ['review', '복습'],
  wrong: ['wrong', 'notebook', '오답', '오답노트'],
  stats: ['stats', '기록', '통계'],
  rank: ['rank', 'board', '순위', '랭킹'],
  reports: ['reports', '신고'],
  mydata: ['mydata', '내데이터'],
  forgetme: ['forgetme', '잊어줘'],
  hide: ['hideme', '순위빼줘'],
  archive: ['archive', '지난문제'],
});

type Opening = 'quiz' | 'wrong' | 'away' | 'daily' | 'weekly' | 'remind' | 'language' | 'zone';
/** What says more with the words behind it. */
const openings = byWord<Opening>({
  quiz: ['quiz', '퀴즈'],
  wrong: ['wrong', 'notebook', '오답', '오답노트'],
  away: ['away', '휴가'],
  daily: ['daily', '매일'],
  weekly: ['weekly', '주간', '매주'],
  remind: ['remind', 'reminder', '알림'],
  language: ['language', '언어'],
  zone: ['timezone', '시간대'],
});
const languages: Record<string, Locale> = { 한국어: 'ko', korean: 'ko', 영어: 'en', english: 'en' };
const here = new Set(['here', '여기', '다같이', '함께']);

/** A plan names some topics, and each is looked up; nobody types nearly as much. Characters. */
const commandLimit = 1000;

/** Reads what was typed, with or without `/k8s` or a mention of the bot before it. */
export function parseCommand(typed: string): Command {
  const text = cut(typed, commandLimit)
    .replace(/^\s*(?:\/k8s\b|@[\w-]*bot\b)\s*/i, '')
    .trim();
  const whole = wholes.get(text.toLowerCase().replace(/\s+/g, ''));
  if (whole !== undefined) return { kind: whole };
  const [first = '', ...rest] = text.split(/\s+/);
  const opening = openings.get(first.toLowerCase());
  return (opening === undefined ? undefined : read(opening, rest)) ?? { kind: 'lookup', text };
}

/** Undefined if the words behind it make it something else: "매일 백업하려면?" is a question. */
function read(kind: Opening, words: readonly string[]): Command | undefined {
  const [word = '', ...more] = words;
  switch (kind) {
    case 'quiz':
      return readQuiz(words);
    case 'daily':
    case 'weekly':
    case 'remind':
      return isDaily(words) ? { kind, words: [...words] } : undefined;
  }
  if (more.length > 0) return undefined;
  switch (kind) {
    case 'wrong': {
      const form = word.toLowerCase();
      return form === 'csv' || form === 'md' ? { kind, form } : undefined;
    }
    case 'away':
      return { kind, until: /^\d{4}-\d\d-\d\d$/.test(word) ? word : undefined };
    case 'language': {
      const locale = languages[word.toLowerCase()] ?? word.toLowerCase();
      return isLocale(locale) ? { kind, locale } : undefined;
    }
    case 'zone': {
      const zone = zoneOf(word);
      return typeof zone === 'string' ? { kind, zone } : undefined;
    }
  }
}

function byWord<Kind extends string>(words: Record<Kind, readonly string[]>): Map<string, Kind> {
  const entries = Object.entries(words) as [Kind, readonly string[]][];
  return new Map(entries.flatMap(([kind, names]) => names.map((name) => [name, kind] as const)));
}

/** `pod 5`, `here pod 10m`, `여기 파드 10분`, in any order. */
function readQuiz(args: readonly string[]): Command {
  const command: Command = { kind: 'quiz', topic: '', isHere: false };
  const topic: string[] = [];
  for (const arg of args) {
    const time = /^(\d{1,4})(?:m|min|분)$/i.exec(arg)?.[1];
    const count = /^(\d{1,3})(?:개|문제)?$/.exec(arg)?.[1];
    if (here.has(arg.toLowerCase())) command.isHere = true;
    else if (time !== undefined) Object.assign(command, { minutes: Number(time), isHere: true });
    else if (count !== undefined) command.count = Number(count);
    else topic.push(arg);
  }
  return { ...command, topic: topic.join(' ') };
}

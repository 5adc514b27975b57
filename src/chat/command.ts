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
  | { kind: 'review' | 'stats' | 'rank' | 'reports' | 'mydata' | 'forgetme' | 'hide' };

const words: Record<Exclude<Command['kind'], 'lookup'>, readonly string[]> = {
  help: ['', 'help', '?', '도움말', '도움', '사용법', 'usage'],
  quiz: ['quiz', '퀴즈'],
  review: ['review', '복습'],
  wrong: ['wrong', 'notebook', '오답', '오답노트'],
  stats: ['stats', '기록', '통계'],
  rank: ['rank', 'board', '순위', '랭킹'],
  reports: ['reports', '신고'],
  mydata: ['mydata', '내데이터'],
  forgetme: ['forgetme', '잊어줘'],
  hide: ['hideme', '순위빼줘'],
  away: ['away', '휴가'],
};
const kinds = new Map(
  Object.entries(words).flatMap(([kind, names]) =>
    names.map((name) => [name, kind as Exclude<Command['kind'], 'lookup'>] as const),
  ),
);
const here = new Set(['here', '여기', '다같이', '함께']);

/** Reads what was typed, with or without `/k8s` or a mention of the bot before it. */
export function parseCommand(typed: string): Command {
  const text = typed.replace(/^\s*(?:\/k8s\b|@[\w-]*bot\b)\s*/i, '').trim();
  const alone = kinds.get(text.toLowerCase().replace(/\s+/g, ''));
  if (alone === 'away') return { kind: 'away', until: undefined };
  if (alone !== undefined && alone !== 'quiz') return { kind: alone };
  const [first = '', ...rest] = text.split(/\s+/);
  const [second = ''] = rest.map((word) => word.toLowerCase());
  switch (kinds.get(first.toLowerCase())) {
    case 'quiz':
      return readQuiz(rest);
    case 'wrong':
      if (rest.length === 1 && (second === 'csv' || second === 'md')) return { kind: 'wrong', form: second };
      break;
    case 'away':
      if (rest.length === 1)
        return { kind: 'away', until: /^\d{4}-\d\d-\d\d$/.test(second) ? second : undefined };
  }
  return { kind: 'lookup', text };
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

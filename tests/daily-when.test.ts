import { describe, expect, it } from 'vitest';
import { parseCommand } from '../src/chat/command.ts';
import { closingOf, firstRunOn, nextRun, nextRuns } from '../src/daily/clock.ts';
import { readDaily } from '../src/daily/grammar.ts';
import { addDays, dayOf } from '../src/quiz/day.ts';

/** When: what people type, and when that is. */

const now = new Date('2026-11-25T03:00:00Z');

/** What `/k8s` and the text mean; of a lookup, its kind alone. */
function read(text: string) {
  const command = parseCommand(text);
  return command.kind === 'daily' ? readDaily(command.words, now) : { kind: command.kind };
}

describe('a time', () => {
  it.each([
    ['daily 09:00', '0 9 * * *'],
    ['daily 9am', '0 9 * * *'],
    ['daily 9:30 pm', '30 21 * * *'],
    ['daily 12am', '0 0 * * *'],
    ['daily 12:15PM', '15 12 * * *'],
    ['daily 00:05 everyday', '5 0 * * *'],
    ['daily 09:00 weekdays', '0 9 * * 1-5'],
    ['daily 09:00 mon,wed,fri', '0 9 * * 1,3,5'],
    ['daily Friday 18:00', '0 18 * * 5'],
    ['daily weekend 10:00', '0 10 * * 0,6'],
    ['daily 0 9 * * 1-5', '0 9 * * 1-5'],
    ['daily cron 30 8 1,15 * *', '30 8 1,15 * *'],
    ['daily 0 9 * * mon', '0 9 * * mon'],
    ['매일 09:00', '0 9 * * *'],
    ['매일 오전 9시', '0 9 * * *'],
    ['매일 오전 9시 평일', '0 9 * * 1-5'],
    ['매일 평일 오전 9시에', '0 9 * * 1-5'],
    ['매일 오후 9시 30분', '30 21 * * *'],
    ['매일 저녁 8시 반', '30 20 * * *'],
    ['매일 오후9시', '0 21 * * *'],
    ['매일 21시 5분', '5 21 * * *'],
    ['매일 21시5분', '5 21 * * *'],
    ['매일 밤 12시', '0 0 * * *'],
    ['매일 밤 11시', '0 23 * * *'],
    ['매일 낮 12시', '0 12 * * *'],
    ['매일 새벽 1시', '0 1 * * *'],
    ['매일 오전 12시', '0 0 * * *'],
    ['매일 9시반 월,수,금', '30 9 * * 1,3,5'],
    ['매일 09:00 월수금', '0 9 * * 1,3,5'],
    ['매일 09:00 월요일', '0 9 * * 1'],
    ['매일 09:00 주말', '0 9 * * 0,6'],
    ['/k8s 매일 09:00', '0 9 * * *'],
  ])('%s', (text, pattern) => {
    expect(read(text)).toMatchObject({ kind: 'set', pattern, topic: '' });
  });

  it.each([
    ['daily 09:00 Europe/Berlin', { zone: 'Europe/Berlin' }],
    ['daily 09:00 asia/seoul', { zone: 'Asia/Seoul' }],
    ['daily 09:00 Asia/Kathmandu', { zone: 'Asia/Kathmandu' }],
    ['daily 09:00 UTC', { zone: 'UTC' }],
    ['daily 09:00 KST', { zone: 'Asia/Seoul' }],
    ['daily 09:00 reveal 21:00', { reveal: '21:00', pattern: '0 9 * * *' }],
    ['daily reveal 9pm 09:00', { reveal: '21:00', pattern: '0 9 * * *' }],
    ['매일 오전 9시 결과 오후 9시 반', { reveal: '21:30', pattern: '0 9 * * *' }],
    ['매일 09:00 정답 9시', { reveal: '09:00' }],
    ['daily 09:00 persistent volume', { topic: 'persistent volume' }],
    ['daily 09:00 pods level 2', { topic: 'pods', level: 2 }],
    ['daily 09:00 L3', { level: 3 }],
    ['매일 09:00 파드 2단계', { topic: '파드', level: 2 }],
    ['매일 09:00 레벨1 30%', { level: 1, generated: 30 }],
    ['daily 0 9 * * 1-5 pvc reveal 18:00 UTC', { topic: 'pvc', reveal: '18:00', zone: 'UTC' }],
  ])('%s', (text, expected) => {
    expect(read(text)).toMatchObject({ kind: 'set', ...expected });
  });
});

describe('what cannot be', () => {
  it.each([
    ['daily 25:00', 'time'],
    ['daily 9:75', 'time'],
    ['daily 13pm', 'time'],
    ['매일 25시', 'time'],
    ['daily 9', 'time'],
    ['daily weekdays', 'time'],
    ['daily 09:00 reveal 99:00', 'time'],
    ['daily 09:00 reveal', 'time'],
    ['daily 09:00 Asia/Seul', 'zone'],
    ['daily 0 9 31 2 *', 'never'],
    ['daily 0 9 * * 8', 'pattern'],
    ['daily 99 9 * * *', 'pattern'],
    ['daily * * * * *', 'often'],
    ['daily */15 9 * * *', 'often'],
    ['daily 09:00 200%', 'percent'],
    ['daily pause', 'until'],
    ['daily pause until tomorrow', 'until'],
    ['daily pause 2026-13-45', 'until'],
  ])('%s', (text, fault) => {
    expect(read(text)).toMatchObject({ kind: 'fault', fault });
  });
});

describe('other words', () => {
  it.each([
    ['daily', { kind: 'status' }],
    ['매일', { kind: 'status' }],
    ['daily status', { kind: 'status' }],
    ['매일 상태', { kind: 'status' }],
    ['daily off', { kind: 'off' }],
    ['매일 끄기', { kind: 'off' }],
    ['daily now', { kind: 'now' }],
    ['매일 지금', { kind: 'now' }],
    ['daily skip', { kind: 'skip' }],
    ['매일 건너뛰기', { kind: 'skip' }],
    ['daily resume', { kind: 'resume' }],
    ['매일 다시', { kind: 'resume' }],
    ['daily pause until 2026-12-24', { kind: 'pause', until: '2026-12-24' }],
    ['매일 쉬기 2026-12-24까지', { kind: 'pause', until: '2026-12-24' }],
    ['daily plan pvc, service account', { kind: 'plan', topics: ['pvc', 'service account'] }],
    ['매일 예습 파드 서비스', { kind: 'plan', topics: ['파드', '서비스'] }],
    ['daily plan', { kind: 'plan', topics: [] }],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    '매일 백업하려면?',
    '매일 새벽 3시에 배치 작업 돌리고 싶어요',
    '매일 9시에 도는 크론잡 만드는 법',
    'daily 3am how do I run a backup',
    '매일 도는 크론잡',
    'daily backup cronjob',
    'daily now what is a pod',
    '알림 받는 법',
    '주간 보고',
    '시간대',
    'timezone of a cronjob',
    '언어',
  ])('%s is a question', (text) => {
    expect(read(text)).toEqual({ kind: 'lookup' });
  });

  it.each([
    ['weekly mon 9am', { kind: 'weekly', words: ['mon', '9am'] }],
    ['주간 월 오전 9시', { kind: 'weekly', words: ['월', '오전', '9시'] }],
    ['remind 20:00', { kind: 'remind', words: ['20:00'] }],
    ['알림 끄기', { kind: 'remind', words: ['끄기'] }],
    ['archive', { kind: 'archive' }],
    ['지난 문제', { kind: 'archive' }],
    ['language en', { kind: 'language', locale: 'en' }],
    ['언어 한국어', { kind: 'language', locale: 'ko' }],
    ['timezone Europe/Berlin', { kind: 'zone', zone: 'Europe/Berlin' }],
    ['시간대 KST', { kind: 'zone', zone: 'Asia/Seoul' }],
  ])('%s', (text, expected) => {
    expect(parseCommand(text)).toEqual(expected);
  });
});

const zones = [
  'Asia/Seoul',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'UTC',
];

describe('the next time', () => {
  // Clocks go forward and back in these hours somewhere.
  const times = ['0 9', '30 1', '30 2', '15 2', '0 0', '59 23', '45 1'];
  it.each(zones.flatMap((zone) => times.map((time) => [zone, time] as const)))(
    'in %s at %s comes once on every local day of a year',
    (zone, time) => {
      const pattern = `${time} * * *`;
      let at = new Date('2025-12-31T00:00:00Z');
      const days: string[] = [];
      for (let count = 0; count < 370; count++) {
        const next = nextRun(pattern, zone, at);
        if (next === undefined) throw new Error('It never comes.');
        expect(next.getTime()).toBeGreaterThan(at.getTime());
        days.push(dayOf(next, zone));
        at = next;
      }
      const [first = ''] = days;
      expect(days).toEqual(days.map((_, place) => addDays(first, place)));
    },
  );

  it.each(zones)('in %s on weekdays comes once on each, and on no other', (zone) => {
    const runs = nextRuns('0 9 * * 1-5', zone, new Date('2026-01-01T00:00:00Z'), 260);
    const days = runs.map((run) => dayOf(run, zone));
    const all = Array.from({ length: 400 }, (_, place) => addDays(days[0] ?? '', place));
    const weekdays = all.filter((day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()));
    expect(days).toEqual(weekdays.slice(0, 260));
  });

  it.each(zones)('on a day in %s is on that day or after it', (zone) => {
    for (const day of ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-12-24']) {
      const run = firstRunOn('30 2 * * *', zone, day, new Date('2026-01-01T00:00:00Z'));
      expect(run && dayOf(run, zone)).toBe(day);
      const monday = firstRunOn('0 9 * * 1', zone, day, new Date('2026-01-01T00:00:00Z'));
      expect(monday && dayOf(monday, zone) >= day).toBe(true);
    }
    expect(firstRunOn('0 9 * * *', zone, '2020-01-01', now)).toEqual(nextRun('0 9 * * *', zone, now));
  });

  it.each([
    ['09:00', undefined, '21:00'],
    ['09:00', '18:30', '18:30'],
    ['20:30', undefined, '21:00 the next day'],
    ['22:00', '21:00', '21:00 the next day'],
  ])('a question of %s that is to close at %s closes at %s', (time, reveal, expected) => {
    const due = new Date(`2026-11-25T${time}:00Z`);
    const [clock, isNextDay] = [expected.slice(0, 5), expected.includes('next')];
    expect(closingOf(due, 'UTC', reveal)).toEqual(new Date(`2026-11-${isNextDay ? 26 : 25}T${clock}:00Z`));
  });
});

import { describe, expect, it } from 'vitest';
import {
  asTypedInEnglish,
  asTypedInKorean,
  hasLooseJamo,
  initials,
  isHangul,
  isInflected,
  isInitials,
  isParticle,
  jamo,
  stem,
  withoutParticles,
} from '../src/search/hangul.ts';

describe('stem', () => {
  it.each([
    '늘리다 늘려 늘리고 늘린 늘리는 늘려요 늘렸어요 늘렸는데 늘려줘 늘리면 늘리려면 늘립니다 늘릴까요 늘리나요',
    '줄이다 줄여 줄이고 줄인 줄이는 줄여요 줄였어요 줄여줘 줄이면 줄이려면',
    '올리다 올려 올리고 올린 올리는 올렸는데 올리려면',
    '되돌리다 되돌려 되돌리고 되돌린 되돌리는 되돌려요 되돌리려면',
    '바꾸다 바꿔 바꾸고 바꾼 바꾸는 바꿔요 바꿨어요 바꿔줘 바꾸려면 바꿀까요',
    '나누다 나눠 나누고 나눈 나누는 나누려면',
    '지우다 지워 지우고 지운 지우는 지웠는데 지워줘 지우려면',
    '만들다 만들어 만들고 만든 만드는 만들려면 만들어줘',
    '죽다 죽어 죽으면 죽는 죽은 죽었어요 죽었는데',
    '넣다 넣어 넣고 넣는 넣은 넣었는데 넣어줘 넣으려면',
    '멈추다 멈춰 멈추고 멈춘 멈추는 멈췄어요 멈추면',
    '남다 남아 남고 남는 남은 남았어요',
  ])('is the same for the forms of a verb: %s', (forms) => {
    expect(new Set(forms.split(' ').map(stem)).size).toBe(1);
  });

  it.each([
    ['늘려', '늘릴게요'],
    ['만들어', '만들었는데'],
    ['옮겨', '옮기고'],
    ['옮겨', '옮긴'],
    ['옮겨', '옮기는'],
  ])('is the same for %s and %s', (one, other) => {
    expect(stem(other)).toBe(stem(one));
  });

  it.each([
    '재시작 재시작을 재시작해 재시작하려면 재시작했는데 재시작하는 재시작할 재시작한 재시작되는 재시작됐어요 재시작합니다 재시작시키려면',
    '삭제 삭제를 삭제하면 삭제된 삭제해 삭제돼요 삭제하는',
    '배포 배포하고 배포할게요 배포했어요 배포됐는데',
  ])('is the same for a noun and the verbs made of it: %s', (forms) => {
    expect(new Set(forms.split(' ').map(stem)).size).toBe(1);
  });

  it.each([
    '버전 버전으로 버전을 버전이 버전은 버전의 버전에서 버전까지 버전들',
    '볼륨 볼륨으로 볼륨을 볼륨이 볼륨은 볼륨에',
    '파드 파드를 파드는 파드가 파드에서는 파드들이',
    '서비스 서비스는 서비스가 서비스를 서비스로 서비스의',
  ])('is the same for a noun with any particle: %s', (forms) => {
    expect(new Set(forms.split(' ').map(stem)).size).toBe(1);
  });

  it.each([
    ['파드', '포드'],
    ['늘려', '줄여'],
    ['올려', '내려'],
    ['재시작', '시작'],
    ['서비스', '서버'],
    ['노드', '코드'],
  ])('tells %s from %s', (one, other) => {
    expect(stem(one)).not.toBe(stem(other));
  });

  // Kept short, for time that doubles with every ending could not be stopped by a test's time limit.
  it.each(['어서', '나요', '니까'])('takes no time for a word with %s over and over', (ending) => {
    const start = performance.now();
    stem(`삭제하${ending.repeat(24)}끝`);
    expect(performance.now() - start).toBeLessThan(50);
  });
});

describe('particles', () => {
  it.each([
    ['파드에서는', '파드'],
    ['노드로', '노드'],
    ['도커를', '도커'],
    ['볼륨이란', '볼륨'],
    ['시크릿입니까', '시크릿'],
  ])('are taken off %s', (word, noun) => {
    expect(withoutParticles(word)).toContain(noun);
    expect(withoutParticles(word)[0]).toBe(word);
  });

  it.each(['파드', '노드', '나', '는'])('are not seen in the bare word %s', (word) => {
    expect(withoutParticles(word)).toEqual([word]);
  });

  it.each(['를', '으로', '에서는', '뭐야', '인가요'])('%s is one', (word) => {
    expect(isParticle(word)).toBe(true);
  });

  it.each(['파드', '볼륨', 'pvc', ''])('"%s" is none', (word) => {
    expect(isParticle(word)).toBe(false);
  });
});

describe('keyboard layout', () => {
  it.each([
    ['vkem', '파드'],
    ['qhffba', '볼륨'],
    ['shem', '노드'],
  ])('reads %s as %s, and back', (latin, hangul) => {
    expect(asTypedInKorean(latin)).toBe(hangul);
    expect(asTypedInEnglish(hangul)).toBe(latin);
  });

  it.each([
    ['ㅔㅍㅊ', 'pvc'],
    ['ㅔㅐㅇ', 'pod'],
    ['ㅔㅐㅇㄴ', 'pods'],
  ])('reads the loose letters %s as %s', (hangul, latin) => {
    expect(asTypedInEnglish(hangul)).toBe(latin);
  });

  // es-hangul throws on the first five and gives loose letters for others.
  it.each(['host', 'how', 'localhost', 'hostname', 'hostPath', 'HOST', 'hello', 'job', '', '123', '-'])(
    'finds no Korean word in "%s"',
    (word) => {
      expect(asTypedInKorean(word)).toBeUndefined();
    },
  );
});

describe('letters', () => {
  it.each([
    ['파드', 'ㅍㄷ'],
    ['디플로이먼트', 'ㄷㅍㄹㅇㅁㅌ'],
    ['꾸러미', 'ㄲㄹㅁ'],
    ['pod', ''],
  ])('the initials of %s are "%s"', (word, expected) => {
    expect(initials(word)).toBe(expected);
  });

  it('come in the order they are typed', () => {
    expect(jamo('파드')).toBe('ㅍㅏㄷㅡ');
    expect(jamo('되')).toBe('ㄷㅗㅣ');
    expect(jamo('값')).toBe('ㄱㅏㅂㅅ');
  });

  it.each([
    ['파드', { hangul: true, loose: false, initials: false }],
    ['ㅍㄷ', { hangul: false, loose: true, initials: true }],
    ['ㅔㅍㅊ', { hangul: false, loose: true, initials: false }],
    ['파ㄷ', { hangul: false, loose: true, initials: false }],
    ['pod', { hangul: false, loose: false, initials: false }],
    ['', { hangul: false, loose: false, initials: false }],
  ])('of "%s" are told apart', (word, expected) => {
    expect({ hangul: isHangul(word), loose: hasLooseJamo(word), initials: isInitials(word) }).toEqual(
      expected,
    );
  });

  it('a word with a verb ending is inflected, a name is not', () => {
    expect(['넣어주려면', '망했어요', '지워지는'].filter(isInflected)).toHaveLength(3);
    expect(['파드', '볼륨', '시크릿', '컨피그맵'].filter(isInflected)).toEqual([]);
  });
});

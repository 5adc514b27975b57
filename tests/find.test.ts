import { describe, expect, it } from 'vitest';
import { parseNotes } from '../src/notes/parse.ts';
import { Library } from '../src/search/library.ts';
import { shelfOf, shippedNotes, studyNotes } from './shelves.ts';

const shipped = (await shelfOf(shippedNotes)).library;
const headings = (await shelfOf(studyNotes)).library;

const answerOf = (library: Library, query: string): string => {
  const finding = library.find(query);
  switch (finding.kind) {
    case 'answer':
      return `${finding.hit.topic.slug}#${finding.hit.part}`;
    case 'comparison':
      return finding.hits.map((hit) => hit.topic.slug).join(' vs ');
    case 'empty':
      return `empty: ${finding.hit.topic.slug}`;
    case 'unknown':
      return 'unknown';
  }
};

describe('a question word', () => {
  it.each([
    ['pvc', 'persistent-volume-claim#summary'],
    ['pvc yaml', 'persistent-volume-claim#example'],
    ['deployment 명령', 'deployment#commands'],
    ['when to use emptydir', 'emptydir#when'],
    ['configmap 언제 써?', 'configmap#when'],
    ['how do I roll back a deployment', 'rollback#commands'],
    ['파드를 어떻게 늘려?', 'scaling#commands'],
    ['서비스 예제 보여줘', 'service#example'],
    ['hostPath 차이', 'hostpath#confusions'],
  ])('in "%s" leads to %s', (query, expected) => expect(answerOf(shipped, query)).toBe(expected));
});

describe('two topics with a word of comparison', () => {
  it.each([
    ['PV와 PVC 차이', 'persistent-volume vs persistent-volume-claim'],
    ['emptydir vs hostpath', 'emptydir vs hostpath'],
    ['difference between a configmap and environment variables', 'configmap vs env-variables'],
    ['롤백이랑 롤링 업데이트는 뭐가 달라?', 'rollback vs rolling-update'],
    ['잡이랑 크론잡 차이', 'job vs cronjob'],
    ['kubectl이랑 kubeconfig 뭐가 다른가요', 'kubeconfig vs kubectl'],
  ])('"%s" are set side by side', (query, expected) => expect(answerOf(shipped, query)).toBe(expected));

  it('lead to the note on just that comparison where there is one', () => {
    expect(answerOf(headings, 'PV와 볼륨 차이')).toBe('study/volume-vs-persistent-volume#summary');
    expect(answerOf(shipped, '볼륨 vs 퍼시스턴트 볼륨')).toBe('volume-vs-pv#confusions');
  });

  it('are not seen in "다른", where it only says another', () =>
    expect(answerOf(shipped, '다른 파드 부르기')).toMatch(/^pod-to-pod-networking#/));
});

describe('a question that was not typed right', () => {
  it.each([
    ['ㅔㅍㅊ', 'persistent-volume-claim#summary', 'pvc'],
    ['vkem', 'pod#summary', '파드'],
    ['ㅍㄷ', 'pod#summary', '파드'],
    ['디플로이먼드', 'deployment#summary', '디플로이먼트'],
    ['deploymnet', 'deployment#summary', 'deployment'],
    ['볼률이 뭐예요', 'volume#summary', '볼륨'],
    ['empty dri', 'emptydir#summary', 'emptydir'],
    ['에이치피에이가 뭐예요', 'hpa#summary', 'hpa'],
  ])('"%s" gives %s and says how it was read', (query, expected, words) => {
    expect(answerOf(shipped, query)).toBe(expected);
    expect(shipped.find(query).rescued).toBe(words);
  });

  it.each(['pvc', 'PVC를', '퍼시스턴트볼륨클레임', '디플로이먼트롤백방법', 'persistent volume claims'])(
    'leaves "%s", which is right, as it is',
    (query) => expect(shipped.find(query).rescued).toBeUndefined(),
  );
});

it('what an author lists as a keyword is answered, whatever else it names', () =>
  expect(answerOf(shipped, 'docker run -v')).toMatch(/^docker-vs-k8s-volume#/));

describe('a name among words of other fields', () => {
  it.each([
    ['redis를 statefulset으로 띄우려면', /^statefulset#/],
    ['MySQL 데이터를 PVC에 저장', /^persistent-volume-claim#/],
  ])('is still asked about: "%s"', (query, expected) => expect(answerOf(shipped, query)).toMatch(expected));

  it('is not read into them', () => {
    expect(shipped.find('크롬 시크릿 모드').rescued).toBeUndefined();
    expect(answerOf(shipped, '크롬 시크릿 모드')).toBe('unknown');
  });
});

it.each(['안 뜨는데요', '안 떠요', '안 뜨네요'])('a verb is understood in any form: 파드가 %s', (words) =>
  expect(answerOf(shipped, `파드가 ${words}`)).toMatch(/^debugging#/),
);

describe('a question without an answer', () => {
  it.each([
    '',
    '   ',
    '?!',
    '🙂🙂',
    '\0',
    '\u202E\u200F',
    'ㅋㅋㅋㅋ',
    'ㅇㅋ',
    '<script>alert(1)</script>',
    '오늘 점심 뭐 먹지',
    'asdfqwer',
  ])('%j is not answered', (query) => expect(answerOf(shipped, query)).toBe('unknown'));

  it('on a topic that the notes only mention is refused, with what comes nearest', () => {
    const finding = shipped.find('VPA가 뭐야');
    expect(finding.kind).toBe('unknown');
    expect(finding.others.map((hit) => hit.topic.slug)).toContain('hpa');
  });

  it('is told apart from an empty heading, which is found but not answered from', () => {
    expect(answerOf(headings, '컨피그맵')).toBe('empty: study/configmap');
    expect(answerOf(headings, 'nginx 리버스 프록시')).toBe('empty: study/nginx-리버스-프록시-사용하기');
  });
});

it('an empty heading loses against one with content', () => {
  const text = '# Notes\n\n## Volume basics\n\n## Volume\n\nKeeps data while the pod lives.\n';
  const library = Library.of(parseNotes({ path: 'a.md', text }).notes);
  expect(answerOf(library, 'volume data')).toBe('a/volume#summary');
});

it('a name in the front matter is a name of the topic from then on', () => {
  const text =
    '---\ntitle: Our cluster\naliases: [Bluebird, 파랑새]\n---\n\nThe cluster of the study group.\n';
  const library = Library.of(parseNotes({ path: 'en/cluster.md', text }).notes);
  expect(answerOf(library, 'bluebird')).toBe('cluster#summary');
  expect(answerOf(library, '파랑새가 뭐야?')).toBe('cluster#summary');
});

it('a language that is missing is made up for by the other one', () => {
  const library = Library.of(
    parseNotes({ path: 'en/pod.md', text: '---\ntitle: Pod\n---\n\nSmallest unit.\n' }).notes,
  );
  expect(answerOf(library, '파드가 뭐예요')).toBe('pod#summary');
});

it('a library that was saved and loaded answers as before', () => {
  const loaded = Library.load(JSON.parse(JSON.stringify(shipped)));
  for (const query of [
    'pvc',
    'ㅔㅍㅊ',
    'PV와 PVC 차이',
    '헬름 차트',
    'persistant volume',
    '파드를 어떻게 늘려?',
  ])
    expect(loaded.find(query)).toEqual(shipped.find(query));
});

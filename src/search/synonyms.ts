import { stemmer } from 'stemmer';
import { isHangul, stem } from './hangul.ts';

/**
 * Everyday words that mean the same when one asks about a cluster, so that an English question finds a Korean
 * note and 지우다 finds 삭제. Names of Kubernetes things are in the glossary.
 */
const groups: readonly string[] = [
  '컨테이너 container',
  '이미지 image',
  '클러스터 cluster',
  '파일 file',
  '디렉터리 디렉토리 폴더 directory folder dir',
  '경로 path',
  '데이터 자료 data',
  '설정 구성 환경설정 config configuration configure setting settings',
  '값 value',
  '키 key',
  '이름 name',
  '버전 version',
  '앱 애플리케이션 어플리케이션 어플 어플리케이션 app application',
  '삭제 지우다 지워 제거 없애 delete remove deleted',
  '생성 만들다 만들어 create',
  '변경 바꾸다 수정 교체 change modify replace',
  '바뀌다 변하다 changing',
  '늘리다 늘려 증가 올리다 increase more',
  '줄이다 줄여 감소 내리다 decrease reduce fewer less',
  '재시작 재실행 restart',
  '요청 신청 request ask',
  '외부 바깥 밖 outside external',
  '내부 안쪽 inside internal',
  '통신 communicate communication talk traffic',
  '접근 접속 access accessible reach reachable connect',
  '공유 share shared',
  '저장 보관 store save',
  '잃다 손실 날아가다 사라지다 없어지다 유실 lost lose disappear vanish gone',
  '남다 유지 보존 살아남다 keep survive persist',
  '실행 띄우다 돌리다 구동 run',
  '이전 예전 previous old earlier',
  '새로운 신규 new',
  '유형 종류 타입 type kind',
  '마운트 연결 mount attach',
  '확인 체크 check',
  '선택 고르다 골라 select choose pick filter',
  '임시 일시적 temporary temp ephemeral',
  '영구 영속 permanent persistent durable',
  '호스트 host',
  '상태 status state',
  '죽다 멈추다 먹통 hang hung dead die dies crash crashed crashes stuck freeze frozen',
  '건강 정상 healthy health alive',
  '주기 간격 interval period',
  '여러 여러개 다수 multiple several many',
  '도메인 domain',
  '리소스 자원 resource',
  '네트워킹 네트워크 networking network',
  '디비 데이터베이스 db database',
  '쉘 셸 shell bash',
  '웹서버 웹앱 webapp',
  '복사본 복제 copy copies replica',
  '크기 용량 size capacity',
  '변수 variable',
  '상수 문자열 string',
  '테스트 test',
  '삽입 주입 inject',
  '주소 address',
];

/** A word cut down to what stays the same in all its forms, in either language. */
const stemOf = (word: string): string => (isHangul(word) ? stem(word) : stemmer(word));

const canonical = new Map<string, string>();
groups.forEach((group, index) => {
  for (const word of group.split(' ')) canonical.set(stemOf(word), `=${index}`);
});

const listed = new Set(groups.flatMap((group) => group.split(' ')));

/** Whether a word stands in the lists as it is written: persistent does, persistant does not. */
export const isListed = (word: string): boolean => listed.has(word);

/** Stemming is the slow part of indexing, and texts repeat their words. */
const known = new Map<string, string>();
const knownLimit = 50_000;

/** What a word is indexed and searched under: the same for all its forms and synonyms. */
export function keyOf(word: string): string {
  let key = known.get(word);
  if (key === undefined) {
    const stem = stemOf(word);
    key = canonical.get(stem) ?? stem;
    if (known.size >= knownLimit) known.clear();
    known.set(word, key);
  }
  return key;
}

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
  '변경 바꾸다 수정 교체 갈아끼우다 갈아치우다 고치다 change modify replace edit swap',
  '바뀌다 변하다 달라지다',
  '늘리다 늘려 늘어나다 늘어나 늘었다 증가 올리다 불어나다 increase more grow bigger extra',
  '줄이다 줄여 줄다 줄어들다 줄어들어 감소 내리다 decrease reduce fewer less shrink smaller drop',
  '재시작 재실행 재기동 재부팅 restart reboot',
  '요청 신청 request ask',
  '외부 바깥 밖 바깥쪽 outside external externally',
  '내부 안쪽 inside internal',
  '통신 communicate communication talk traffic',
  '접근 접속 access accessible reach reachable connect connection',
  '공유 share shared',
  '저장 보관 store save',
  '잃다 손실 날아가다 날아갔다 사라지다 사라졌다 없어지다 없어졌다 유실 lost lose loses losing disappear vanish gone wiped',
  '남다 유지 보존 살아남다 keep kept survive outlive retain',
  '실행 띄우다 돌리다 구동 run launch',
  '뜨다 뜨는 뜨는데 뜨는데요 뜨니까 뜨게 뜨는지 뜨지 뜨네요 뜹니다 떠 떠요 떠서 떠있다 떠있는 떠있게 안떠요 안뜨는데 안뜸',
  '이전 예전 옛날 previous old older earlier',
  '새로운 새 신규 new',
  '유형 종류 타입 type kind',
  '마운트 연결 부착 mount attach',
  '확인 체크 check',
  '선택 고르다 골라 select choose pick filter',
  '임시 일시적 temporary temporarily temp ephemeral scratch',
  '영구 영속 permanent persistent durable',
  '호스트 host',
  '상태 status state',
  '죽다 죽이다 멈추다 먹통 hang hung hangs dead die died dies kill killed crash crashed crashes crashing stuck freeze froze frozen unresponsive',
  '건강 정상 healthy health alive',
  '주기 간격 interval period',
  '여러 여러개 다수 multiple several many',
  '도메인 domain',
  '리소스 자원 resource',
  '네트워킹 네트워크 networking network',
  '디비 데이터베이스 db database',
  '쉘 셸 shell bash',
  '웹서버 웹앱 webapp 웹 web 웹사이트 website 홈페이지 site',
  '복사본 복제 복제본 copy copies replica instance instances 인스턴스',
  '크기 용량 사이즈 size capacity gi',
  '변수 variable',
  '상수 문자열 string',
  '테스트 test',
  '삽입 주입 inject',
  '주소 address',
  '자동 저절로 자동적 automatic automatically auto',
  '서버 server',
  '붙이다 붙다 달다 달아 달린 stick',
  '부르다 호출 call invoke',
  '막다 차단 금지 block deny forbid prevent',
  '허용 allow permit',
  '나누다 나뉘다 분리 쪼개다 split divide separate',
  '합치다 묶다 combine merge group bundle',
  '배포 deploy rollout release ship',
  '기록 이력 내역 history',
  '공간 space',
  '디스크 disk drive',
  '토큰 token',
  '로그인 login authenticate authentication credential credentials',
  '기다리다 대기 wait pending',
  '끝나다 끝내다 종료 완료 finish end exit terminate complete shutdown',
  '시작 켜지다 켜다 start started begin startup boot',
  '실패 fail failed failure',
  '오류 에러 error',
  '제한 한도 상한 limit cap restrict',
  '초과 넘다 넘어가다 exceed exceeded',
  '부족 모자라다 shortage insufficient lack',
  '쫓겨나다 쫓아내다 축출 퇴출 evict eviction evicted kicked',
  '골고루 균등 evenly spread distribute 분산 퍼뜨리다 흩어지다',
  '옮기다 이동 move migrate migration transfer',
  '비우다 비워 empty',
  '안전 보안 secure security safe safely',
  '사용자 유저 user',
  '관리자 admin administrator',
  '환경 environment',
  '운영 프로덕션 production prod',
  '개발 개발자 dev development developer',
  '스테이징 staging',
  '템플릿 template',
  '설치 install installation',
  '재사용 reuse reusable',
  '점진적 조금씩 차례차례 순차적 gradually gradual step',
  '동시에 한꺼번에 simultaneously',
  '순서 차례 order ordered sequence',
  '고정 fixed static stable',
  '살아나다 되살아나다 복구 recover recovery restore heal',
  '예약 정기적 매일 매주 매시간 새벽 schedule scheduled daily nightly hourly weekly',
  '최소 minimum min',
  '최대 maximum max',
  '속도 빠르다 speed fast quick quickly',
  '느리다 slow slowly',
  '암호 비번 password',
  '암호화 encrypt encryption encrypted',
  '인증서 certificate cert',
  '하드웨어 장치 장비 기기 hardware device',
  '특수 특별 special',
  '요청량 부하 load',
  '방화벽 firewall',
  '규칙 rule',
  '브라우저 browser',
  '백엔드 backend',
  '프론트엔드 프론트 frontend',
  '모니터링 감시 monitor monitoring watch',
  '드라이버 driver',
  '코드 code',
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

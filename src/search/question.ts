import type { Part } from '../notes/note.ts';
import { isHangul, withoutParticles } from './hangul.ts';

/** Words that say which part of a note is wanted. They choose the section, not the topic. */
const partWords: Record<Part, readonly string[]> = {
  summary: [],
  points: [
    '핵심',
    '요점',
    '특징',
    '요약',
    '정리',
    '기본값',
    '디폴트',
    '기본',
    '옵션',
    '주의',
    '주의점',
    '주의할점',
    '주의사항',
    '제한',
    '한계',
    'default',
    'defaults',
    'feature',
    'features',
    'summary',
    'options',
    'option',
    'limitation',
    'limitations',
    'overview',
  ],
  when: [
    '언제',
    '왜',
    '이유',
    '용도',
    '쓰임',
    '쓰임새',
    '쓸때',
    '쓰는이유',
    'why',
    'usecase',
    'usecases',
    'purpose',
  ],
  example: [
    '예제',
    '예시',
    '예',
    '샘플',
    '얌얼',
    '야믈',
    '야물',
    'yaml',
    'yml',
    'example',
    'examples',
    'sample',
    'samples',
    '매니페스트',
    'manifest',
    'manifests',
    'spec',
    '스펙',
    '구조',
    '템플릿',
    'template',
    'definition',
    '작성법',
    '작성',
  ],
  commands: ['명령', '명령어', '커맨드', 'command', 'commands', 'cli', 'kubectl', 'cmd', '커멘드'],
  confusions: [
    '차이',
    '차이점',
    '다른점',
    '다른가요',
    '다른지',
    '다른가',
    '다른거',
    '다른건가요',
    '달라',
    '다르죠',
    '달라요',
    '다른',
    '다르다',
    '다름',
    '비교',
    '비교해줘',
    '비교해',
    '구분',
    '구별',
    '헷갈려',
    '헷갈려요',
    '헷갈리는',
    '헷갈림',
    '헷갈린다',
    'vs',
    'versus',
    'difference',
    'differences',
    'differ',
    'differs',
    'different',
    'compare',
    'compared',
    'comparison',
    'distinguish',
    'confused',
    'confuse',
    '뭐가다른지',
  ],
};
const howWords = [
  '어떻게',
  '어떡해',
  '어떻해',
  '어케',
  '어캐',
  '방법',
  '하는법',
  '법',
  '쓰는법',
  '사용법',
  '하는방법',
  'how',
  'howto',
  '만드는법',
  '바꾸는법',
  '늘리는법',
  '보는법',
];
const comparing = /^(?:차이|비교|구분|구별|다른|달라|다르|vs|versus|differ|compar|distinguish)/;

const partOf = new Map<string, Part>();
for (const [part, words] of Object.entries(partWords))
  for (const word of words) partOf.set(word, part as Part);
const how = new Set(howWords);

/** Question words that a typing error may have hit. */
export const questionWords: readonly string[] = [...partOf.keys(), ...how].filter(
  (word) => word.length >= (/[a-z]/.test(word) ? 4 : 2),
);

/** Words without a topic of their own. */
const stopWords = new Set(
  (
    '갑자기 바로 잠깐 따로 각각 서로 항상 매번 가끔 여러번 한번 한번에 직접 나중에 이미 아직 벌써 동안 사이 만큼 위해 위한 위해서 통해 통해서 따라 때문에 경우 상황 문제 처음 마지막 이후 전에 후에 중간에 원래 보통 주로 대신 말고 빼고 제외하고 가능한 가능해요 가능한가요 가능할까요 불가능 안되는데 안되면 안되나요 안되요 됐는데 됐어요 되고 돼서 되어 되도록 있으면 있을때 있던데 있는데 있을 있게 있고 있지 없으면 없는 없는데 모르겠어 모르겠어요 모르겠는데 모르겠네 몰라 몰라요 이해 아는 공부 공부중 초보 초보인데 입문 쉬운 어려워 어려워요 좋아 좋은 좋을까 좋을까요 좋나요 좋은가요 맞나요 맞아 맞는지 맞죠 괜찮아 괜찮나요 괜찮은가요 무조건 꼭 반드시 절대 거의 훨씬 너무 매우 아주 되게 엄청 완전 딱 걍 일단 우선 먼저 다음 이제 아까 현재 이럴때 이렇게 저렇게 그렇게 어느 아무 누구 누가 얼마나 왜냐면 그래서 근데 그런데 하지만 만약 만약에 혹은 또 더 덜 말이야 말인데 말씀 질문 질문이요 질문있어요 뭐가 뭐를 뭘 뭘로 무얼 어떨때 어떤게 어떤거 어떻게되나요 되는거 되는건가요 되는건지 되는거죠 하는건지 하는건가요 하는거죠 하는거에요 하는지 했을때 했더니 하니까 하다가 하다 하게 하도록 하라고 해도 해서 해야하나요 해야되나요 해야할까요 싶으면 싶어서 ' +
    '치면 뭐하는거임 뜻이에요 뜻인가요 뜻이야 뜻이죠 뜻이 의미인가요 의미예요 안에 안에서 안으로 안의 밑에 밑에있는 위에 앞에 뒤에 안가요 싫다 있어서 없어서 많은데 많아요 적나여 적나요 음 그러니까 어떤가요 상황에 보여주실 해주실 알려주실 주실 수가 봐야돼요 봐야 써야 써야돼 써야되나요 써야하나요 뭐였죠 뭐였더라 뭐더라 뭐였지 뭐라고 하더라 이거 그거 저거 어디다 어디에다 어디부터 왜죠 왜이래 왜그래 이래요 그래요 문제일까요 문제인가요 공부중인데 공부하다가 막혔는데 막혔어요 나와요 나오는데 나오는데요 나오면서 나오네요 떠요 뜨는데 라고 이라고 라는데 있잖아요 있잖아 거죠 거예요 거에요 거야 건지 것들만 것들 그냥 혼자 계속해서 에러 에러나는데 오류 오류가 안돼 안되네 안되네요 안됩니다 안떠요 됩니다 되네요 되더라 되더라고요 나요 하나만 하나씩 하나로 ㅠ ' +
    '뭐 뭐야 뭐지 뭐임 뭐죠 뭔가 뭔가요 뭔데 뭔데요 뭔지 뭐에요 뭐예요 뭐에여 머에여 머야 머임 모야 뭐에용 뭐예여 뭐하는건가요 건가요 한 두 세 네 다섯 걸로 좀요 모음 몇 몇개 몇초 초 개 것만 싶은데요 안돼요 안돼 안되 안 필요 필요해요 필요한데 방금 그대로 간단한 간단하게 부분 역할 목록 리스트 보는 보기 보려면 보고 봐 볼 보여 조회 조회하려면 들어있는 있던 시키는 시키는거 뭐하는거 플리즈 ㄱ 에여 이에여 뭐냐 뭐고 뭐하는 뭐하는거야 뭐하는건가요 무엇 무엇인가요 무엇인지 무슨 뜻 의미 정의 개념 설명 설명해줘 설명해 설명좀 알려줘 알려줘요 알려주세요 알려 알려줄래 알고 가르쳐줘 가르쳐 가르쳐주세요 궁금 궁금해 궁금해요 궁금합니다 궁금한데 ' +
    '좀 그 이 저 것 거 건 게 걸 수 때 때문 있어 있어요 있나요 있는 있을까 있을까요 있다 있음 없어 없어요 없나 없나요 없이 하는 하는거 하는건 하고 하나 하나요 하죠 하지 하려면 하면 해 해야 해야해 해야돼 해요 해줘 해주세요 합니다 할 할때 할까 할까요 할수 할래 하기 하고싶어 하고싶은데 한 했는데 싶어 싶어요 싶은데 싶다 싶습니다 되나 되나요 되는 되는지 되죠 되면 돼 돼요 된다 된 될까요 될까 되냐 ' +
    '쓰는 써 써요 쓰나 쓰나요 쓰죠 쓰지 쓸 쓸까 쓰는거 쓰는건가요 쓰려면 사용 사용하나요 사용하는 사용해 사용하는지 이용 어떤 어디 어디서 어디에 누가 제발 요 대해 대해서 대한 관련 관해 관한 그리고 또는 그냥 그럼 그러면 근데 아니 네 예요 이에요 보여줘 보여주세요 찾아줘 부탁 부탁해 부탁드려요 혹시 정확히 자세히 간단히 쉽게 제대로 정말 진짜 계속 자꾸 자동 알아서 다시 새로 여기 거기 제일 가장 같이 함께 모든 전부 다 내 나 제 제가 내가 우리 저희 너 얘 걔 이거 그거 저거 이게 그게 요즘 지금 오늘 이런 이런거 저런 같은 같은거 미리 주세요 줘 통틀어서 때마다 할지 정도 ' +
    '클러스터 cluster 쿠버네티스 쿠버 쿠베 k8s kubernetes kube ' +
    'a an the is are was be been being am do does did doing done i you we it its my me your our to of in on at by for with from as into and or not if then than so that this these those there here what whats which who whom where when can could should would will shall may might must have has had need needs want wants please tell show give explain describe about know learn understand mean means meaning work works working use uses used using get gets let make makes made way some any all one ones up out just only really exactly basically actually like familiar another each other every few still such several certain put everything something someone anything nothing already instead too very also long hand second seconds time certain number first next last then itself between together shouldn isn doesn don won t s plz pls list show see view many much old amount one two three four five six ten hi hello hey thanks thank'
  ).split(' '),
);

/** Things of other fields: a question that names one is hardly about a cluster, whatever else it says. */
const elsewhere = new Set(
  (
    '윈도우 windows 윈도우10 윈도우11 맥북 맥 macos 아이폰 iphone 아이패드 ipad 갤럭시 galaxy 안드로이드 android 휴대폰 핸드폰 스마트폰 노트북 laptop 와이파이 wifi 프린터 printer 카톡 카카오톡 kakaotalk 유튜브 youtube 인스타 인스타그램 instagram 페이스북 facebook 트위터 twitter 넷플릭스 netflix 구글 google 네이버 naver gmail 지메일 크롬 chrome 엑셀 excel 워드 파워포인트 powerpoint 포토샵 photoshop 스팀 ' +
    '리눅스 linux 우분투 ubuntu git 깃 깃허브 github 파이썬 python 자바 자바스크립트 javascript typescript 타입스크립트 리액트 react vue 스프링부트 장고 django css html sql mysql mongodb 몽고디비 redis 레디스 카프카 kafka aws ec2 s3 람다 lambda azure vercel heroku 헤로쿠 vim ' +
    '치과 병원 머리 미용실 택배 배달 호텔 여행 날씨 점심 저녁 맛집 영화 노래 게임 축구 야구 로또 주식 비트코인 보험 insurance 은행 쇼핑 요리 라면 커피 coffee 가격 비용 요금 price 전화번호 phone 고객 customer 레시피 recipe 사진 photo'
  ).split(' '),
);
export const isElsewhere = (word: string): boolean =>
  (isHangul(word) ? withoutParticles(word) : [word]).some((form) => elsewhere.has(form));

/** Concepts that ask for a part where they stand beside another: "service manifest", "kubectl pod". */
export const partOfConcept: Readonly<Record<string, Part>> = {
  'manifest-files': 'example',
  kubectl: 'commands',
};

/** Politely asked for: 설명해주세요 is 설명. */
const asking = /(?:해|하)(?:주세요|주실래요|주실|주라|줄래요?|줘요?|봐요?)$/;

/** Forms of verbs that any question may have. */
const everydayVerb =
  /^(?:쓰|하|되|있|없|알|보|싶|좋|이러|그러|어떠|나오|사용하|이용하)(?:고|는지|는데|는|나요|나|면|려면|려고|기|게|지|지만|는가요|는건가요|는거|는게|던데|더라|네요|니까|죠|던|습니다|어요|었는데|을때|을까요|을까|자)$/;

/** How a word shapes the question, or undefined if it is about the topic. */
export type Role = { part: Part } | 'how' | 'stop';

export function roleOf(word: string): Role | undefined {
  for (const form of isHangul(word) ? [...withoutParticles(word), word.replace(asking, '')] : [word]) {
    const part = partOf.get(form);
    if (part !== undefined) return { part };
    if (how.has(form)) return 'how';
    if (stopWords.has(form) || everydayVerb.test(form)) return 'stop';
  }
  return undefined;
}

/** Words that set two topics side by side. */
export const isComparing = (word: string): boolean => comparing.test(word);

/** "when to use", "how does it work": wordings of which no single word tells. */
export function partInWording(text: string): Part | 'how' | undefined {
  if (/\bwhen (?:to|should|do|would|is it)\b|\bwhen would\b/i.test(text)) return 'when';
  if (/\bhow (?:does|do) .*\bworks?\b|어떻게 (?:동작|작동)/i.test(text)) return 'summary';
  if (/\bhow (?:many|much|long|often|big|large|small)\b/i.test(text)) return 'points';
  if (/다른 ?(?:점|가|건|거|지)|헷갈/.test(text)) return 'confusions';
  if (/하는 ?(?:법|방법)|(?:(?<!알|배우|이해하)고 ?싶|려면|는 ?법)/.test(text)) return 'how';
  return undefined;
}

/** Words that hold English sentences together; names and commands do without. */
const grammar = new Set(
  'a an the is are was were do does did how what which when where why who i my me you your we our to of in on for from with and or between can could should would if it its this that not'.split(
    ' ',
  ),
);

/** A concept that a notation stands for: whoever writes TZ=Asia/Seoul or DB_HOST means an environment variable. */
export const conceptInWording = (text: string): string | undefined =>
  /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*=\S|\b[A-Z]+(?:_[A-Z0-9]+)+\b/.test(text) ? 'env-variables' : undefined;

/** Does it read like a sentence in that language, whatever names it holds? */
export function languageOf(text: string): 'ko' | 'en' | undefined {
  if (/[가-힣]/.test(text)) return 'ko';
  const words = text.toLowerCase().match(/[a-z']+/g) ?? [];
  return words.length >= 3 && words.some((word) => grammar.has(word)) ? 'en' : undefined;
}

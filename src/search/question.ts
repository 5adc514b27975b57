import type { Part } from '../notes/note.ts';
import { elsewhere, fillers } from './fillers.ts';
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
    '주의할',
    '주요',
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
    'takeaways',
    'highlights',
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
    '코드로',
    'snippet',
    'snippets',
  ],
  commands: [
    '명령',
    '명령어',
    '커맨드',
    'command',
    'commands',
    'cli',
    'kubectl',
    'cmd',
    '커멘드',
    '치트시트',
    'cheatsheet',
    'cheat',
  ],
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
    '오해',
    '혼동',
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
    'confusion',
    'confusions',
    'misunderstanding',
    'misunderstandings',
    'misconception',
    'misconceptions',
    'mixup',
    'mixups',
    'mix-up',
    'mix-ups',
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
const comparing = /^(?:대$|차이|비교|구분|구별|다른.|달라|다르|다름|vs|versus|differ|compar|distinguish)/;

const partOf = new Map<string, Part>();
for (const [part, words] of Object.entries(partWords))
  for (const word of words) partOf.set(word, part as Part);
const how = new Set(howWords);

/** Question words that a typing error may have hit. */
export const questionWords: readonly string[] = [...partOf.keys(), ...how].filter(
  (word) => word.length >= (/[a-z]/.test(word) ? 4 : 2),
);

/** Does it name a thing of another field? */
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
  /^(?:쓰|써|썼|쓸|하|해|했|되|돼|됐|있|없|알|모르|몰|보|봐|봤|싶|좋|넣|적|적었|쳐|쳤|이러|이래|그러|그래|어떠|나오|나왔|나|났|에러나|에러났|오류나|놨|놓|뒀|둔|줬|가|갔|오|왔|와|사용하|이용하|필요하|생각하|생각해)(?:어|어야|어줘|으면|으려면|으려고|을지|고|는지|는데|는|나요|나|면|려면|려고|기|게|지|지만|는가요|는건가요|는거|는거임|는거죠|는게|던데|더라|더라고요|더니|던|네요|네|니까|냐|죠|습니다|어요|었는데|었어요|었다|을때|을까요|을까|음|자|도|되|서|야|야돼|야돼요|야되나요|야하나요|야할까요|대요|다는데|다고|거든요|잖아요)$/;
/** 몇 번째, 뭐에, 뭔데, 두 개가: no need to know how they go on. */
const everydayStart = /^(?:몇|뭐|뭔|머[야임에예죠냐]|왜이|안[되돼됩됐와나가])|^(?:한|두|세|네|여러)[개번대]/;

/** How a word shapes the question, or undefined if it is about the topic. */
export type Role = { part: Part } | 'how' | 'stop';

/** Reads a word by itself, in any of its forms. */
export function roleOf(word: string): Role | undefined {
  for (const form of isHangul(word) ? [...withoutParticles(word), word.replace(asking, '')] : [word]) {
    const part = partOf.get(form);
    if (part !== undefined) return { part };
    if (how.has(form)) return 'how';
    if (fillers.has(form) || everydayVerb.test(form) || everydayStart.test(form)) return 'stop';
  }
  return undefined;
}

/** Words that set two topics side by side. */
export const isComparing = (word: string): boolean => comparing.test(word);

/** "뭐가 다른 거예요" compares, and so does who has to choose; "다른 파드" does not. */
export const comparesInWording = (text: string): boolean =>
  /다른 ?(?:점|가|건|거|게|지)|(?:중|둘)(?:에서?)? ?(?:뭐|뭘|무엇|어느|어떤)|어느 ?(?:쪽|거|걸|게)|(?:뭐가|뭘|더) (?:더 )?(?:나[아은을]|낫|좋)|같은 ?(?:거|건|것|말)|아니면/.test(
    text,
  ) || /\bor\b|\bthe same (?:thing|as)\b|\brather than\b/i.test(text);

/** "when to use", "how does it work": wordings of which no single word tells. */
export function partInWording(text: string): Part | 'how' | undefined {
  if (/\bwhen (?:to|should|do|would|is it)\b|\bwhen would\b/i.test(text)) return 'when';
  if (/\bhow (?:does|do) .*\bworks?\b|어떻게 (?:동작|작동)/i.test(text)) return 'summary';
  if (/\bhow (?:many|much|long|often|big|large|small)\b/i.test(text)) return 'points';
  if (/다른 ?(?:점|가|건|거|지)|헷갈/.test(text)) return 'confusions';
  if (/중요한 ?(?:점|내용|거|것|게|포인트)/.test(text)) return 'points';
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

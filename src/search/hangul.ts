import { convertHangulToQwerty, convertQwertyToHangul, disassemble, getChoseong } from 'es-hangul';

/** Only complete syllables: 파드. */
export const isHangul = (word: string): boolean => /^[가-힣]+$/.test(word);

/** Has a letter that stands alone, so it is an initial, laughter or the wrong keyboard layout: ㅍㄷ, ㅔㅍㅊ. */
export const hasLooseJamo = (word: string): boolean => /[ㄱ-ㅎㅏ-ㅣ]/.test(word);

/** Only consonants that can begin a syllable: ㅍㄷ. */
export const isInitials = (word: string): boolean => /^[ㄱ-ㅎ]+$/.test(word);

/** Initial consonants: 파드 → ㅍㄷ. Anything that is not Hangul is left out. */
export const initials = (word: string): string => getChoseong(word);

/** Letters in the order they are typed: 파드 → ㅍㅏㄷㅡ, 되 → ㄷㅗㅣ. The unit in which Korean typing errors are counted. */
export const jamo = (word: string): string => disassemble(word);

/** What the keys would have given in the English layout: ㅔㅍㅊ → pvc. */
export const asTypedInEnglish = (word: string): string => convertHangulToQwerty(word).toLowerCase();

/** What the keys would have given in the Korean layout: vkem → 파드; undefined where they spell nothing. */
export function asTypedInKorean(word: string): string | undefined {
  try {
    const hangul = convertQwertyToHangul(word);
    return isHangul(hangul) ? hangul : undefined;
  } catch {
    return undefined; // es-hangul 2.4 throws on some English words, "host" among them
  }
}

/** What Korean calls the letters; those that begin like another come first. */
const letterNames: Readonly<Record<string, string>> = {
  에이치: 'h',
  에이: 'a',
  에프: 'f',
  에스: 's',
  엑스: 'x',
  엘: 'l',
  엠: 'm',
  엔: 'n',
  비: 'b',
  씨: 'c',
  시: 'c',
  디: 'd',
  이: 'e',
  지: 'g',
  아이: 'i',
  제이: 'j',
  케이: 'k',
  오: 'o',
  피: 'p',
  큐: 'q',
  알: 'r',
  아르: 'r',
  티: 't',
  유: 'u',
  브이: 'v',
  더블유: 'w',
  와이: 'y',
  제트: 'z',
  지트: 'z',
};
const letterName = new RegExp(Object.keys(letterNames).join('|'), 'g');

/** A word that names Latin letters one by one, as these: 에이치피에이 is hpa. */
export function asSpelledOut(word: string): string | undefined {
  const letters = word.replace(letterName, (name) => letterNames[name] ?? '');
  return /^[a-z]{2,}$/.test(letters) && isHangul(word) ? letters : undefined;
}

/** Longest first, so that 에서는 goes before 는. Copula and question endings after a noun count as particles here. */
const particles = `
  이라는거는 이라는거 이라는게 라는거는 이라는건 에서부터 이었는데 이거든요 인건가요 으로부터 라는게 라는건 라는거 인가요 이란게 이에요 이라고 이라는 으로는 에서는 에서도 입니까
  입니다 인데요 이랑은 에서만 에서의 한테도 한테서 까지만 까지는 까지도 부터는 에다가 으로도 으로만 이라서 이라도 이라면 이니까 였는데 거든요 인건지 일까요 이지만 이네요 입니당
  로부터 마다의 좀여 좀요 중인 중에 이죠 이야 이냐 이란 이랑 이며 이나 인지 인가 인데 예요 에요 에서 에게 에는 에도 으로 라는 라고 란게 이고 까지 부터 마다 보다 처럼 밖에
  하고 이요 끼리 한테 로는 와는 과는 은요 는요 만의 들이 들을 들은 들의 에다 로도 로만 에선 에만 라서 라도 라면 인거 인건 인걸 인고 일때 일까 네요 뿐만 별로 이든 든지
  이면 짜리 대로 만큼 조차 이용 예용 에용 이여 에여 좀 란 랑 은 는 이 가 을 를 의 에 로 와 과 도 만 나 야 며 죠 들 씩 쯤
`
  .trim()
  .split(/\s+/);
/** So plainly particles that one syllable before them is a word: 잡이랑, 롤은. */
const alwaysParticle = new Set([
  '는',
  '를',
  '을',
  '은',
  '하고',
  '이나',
  '이랑',
  '이란',
  '이에요',
  '이라는',
  '인가요',
]);

/** Is the whole word a particle or an ending, as after Latin in "PVC를"? */
export const isParticle = (word: string): boolean =>
  particles.includes(word) || /^(뭐(야|죠|예요|에요)?|요|고|인|임|좀)$/.test(word);

function stripParticle(word: string): string | undefined {
  for (const particle of particles) {
    if (!word.endsWith(particle)) continue;
    const stem = word.slice(0, -particle.length);
    if (stem.length >= (alwaysParticle.has(particle) ? 1 : 2)) return stem;
  }
  return undefined;
}

/** The word as it stands, then without one and without two particles: 파드에서는 → 파드에서는, 파드. */
export function withoutParticles(word: string): string[] {
  const forms = [word];
  for (let form = stripParticle(word); form !== undefined && forms.length < 3; form = stripParticle(form))
    forms.push(form);
  return forms;
}

/** Does it look like a verb in a sentence rather than the name of something? 넣어주려면, 망했어요. */
export const isInflected = (word: string): boolean =>
  /..(?:고|면|려|는데|은데|어요|아요|해요|나요|는지|게|서|니까|도록|죠|다|까|던|거|한|된|하는|되는|려는|는|요|져|야|나여|어여)$/.test(
    word,
  );

/** 하다, 되다, 시키다 after a noun: 재시작하려면, 삭제된, 실행시키는. */
const verbNoun =
  /^(..+?)(?:하|해|했|할|한|함|합|되|돼|됐|될|된|됨|됩|해주|시키|시켜|시킨|시킬)(?:는|은|면|고|기|지|게|려면|려고|나요|니까|니|는지|는데|는법|었|였|어|서|도|요|야|자|다|던|죠|려|까|어요|어서|었는데|었을|습니다|니다|나|줘|주세요|줘요|도록|ㄹ까|을까)*$/;

/** Endings of native verbs, as typed letters, longest first; then what is left of a contracted vowel is undone. */
const verbEndings = `
  ㄹㅕㄱㅗㅎㅏㄴㅡㄴㄷㅔ ㄴㅡㄴㄱㅓㄴㄱㅏㅇㅛ ㅂㅓㄹㅕㅆㄴㅡㄴㄷㅔ ㄱㅗㅅㅣㅍㅇㅡㄴㄷㅔ ㅈㅣㅇㅏㄶㅇㅡㅁㅕㄴ ㄱㅗㅅㅣㅍㅇㅓㅇㅛ ㅇㅡㄹㅕㄴㅡㄴㄷㅔ ㅈㅣㅁㅗㅅㅎㅏㄱㅔ ㅂㅓㄹㅕㅆㅇㅓㅇㅛ
  ㅇㅑㅎㅏㄴㅏㅇㅛ ㅇㅏㅆㄴㅡㄴㄷㅔ ㄷㅓㄹㅏㄱㅗㅇㅛ ㅇㅓㅆㄴㅡㄴㄷㅔ ㄴㅡㄴㄱㅓㄴㄱㅏ ㄱㅗㅅㅣㅍㅇㅡㅁ ㅅㅡㅂㄴㅣㄷㅏ ㄱㅗㅅㅣㅍㅇㅓ ㄹㅕㄴㅡㄴㄷㅔ ㅇㅡㄴㄱㅏㅇㅛ ㅂㅓㄹㅕㅆㅇㅓ
  ㅇㅡㄹㅕㅁㅕㄴ ㄴㅡㄴㄱㅏㅇㅛ ㄴㅡㄴㄱㅓㅈㅛ ㅈㅣㅇㅏㄶㄱㅔ ㅆㅇㅡㄹㄸㅐ ㅇㅡㄹㅕㄱㅗ ㅇㅡㄴㅣㄲㅏ ㄴㅡㄴㅂㅓㅂ ㅇㅡㅅㅔㅇㅛ ㅂㅓㄹㅕㅅㅓ ㅇㅡㄹㅏㄱㅗ ㅂㅓㄹㅕㅇㅛ ㅆㄴㅡㄴㄷㅔ
  ㅈㅏㅁㅏㅈㅏ ㄷㅗㄹㅗㄱ ㅇㅑㄷㅗㅐ ㅇㅓㅈㅜㅓ ㅆㄷㅓㄴㅣ ㄴㅡㄴㅈㅣ ㅇㅡㅁㅕㄴ ㅇㅡㄹㄲㅏ ㅆㅇㅓㅇㅛ ㄴㅡㄴㄱㅓ ㄴㅡㄴㄷㅔ ㅇㅡㄹㄸㅐ ㄹㅕㅁㅕㄴ ㅂㄴㅣㄷㅏ ㅇㅡㄹㅅㅜ ㄹㄱㅔㅇㅛ
  ㅈㅣㅁㅏㄴ ㅇㅏㅇㅛ ㄹㅏㄱㅗ ㅇㅓㅇㅛ ㅈㅕㅇㅛ ㅇㅓㅅㅓ ㅈㅕㅅㅓ ㅇㅓㄷㅗ ㅆㄷㅓㄴ ㄷㅓㄴㅣ ㄹㅕㄱㅗ ㅇㅏㄷㅗ ㅇㅏㅅㅓ ㄴㅔㅇㅛ ㅈㅣㅁㅏ ㄷㅓㄹㅏ ㅅㅔㅇㅛ ㄴㅣㄲㅏ ㅆㅇㅡㄹ ㄱㅓㄴㅏ
  ㄴㅏㅇㅛ ㅆㅇㅡㅁ ㅇㅡㄴ ㄷㅓㄴ ㅇㅡㅁ ㅈㅜㅓ ㅁㅕㄴ ㅇㅡㄹ ㄴㅡㄴ ㅆㅇㅓ ㄹㅅㅜ ㄹㄲㅏ ㄴㄷㅔ ㄹㅈㅣ ㄹㄸㅐ ㅆㄷㅏ ㄴㅑ ㅇㅛ ㅇㅓ ㅇㅑ ㄴㅔ ㄱㅔ ㄱㅓ ㅈㅏ ㄱㅣ ㅈㅛ ㄱㅗ
  ㄴㅣ ㅅㅓ ㅇㅏ ㅈㅣ ㄷㅗ ㄴㅏ ㄷㅏ ㅈㅕ ㄹ ㄴ ㅆ ㅂ ㅁ
`
  .trim()
  .split(/\s+/);

/** The noun that a verb is made of: 통신하려면 → 통신. */
export const nounOfVerb = (word: string): string | undefined =>
  word.length > wordLimit ? undefined : verbNoun.exec(word)?.[1];

/** "살아 있는지", written together or apart. */
const auxiliary = /있(?:는지|으면|어요|나요|는데|는|을|던|었던|었는데|다|어|음|고|게)?$/;

/**
 * What stays the same however a Korean word is inflected, as typed letters: 늘려, 늘리고, 늘린 → ㄴㅡㄹㄹㅣ; 버전으로, 버전 → ㅂㅓㅈㅓ.
 * A stem need not be a word: index and query are cut alike, and only that they agree matters.
 */
export function stem(word: string): string {
  if (word.length > wordLimit) return jamo(word);
  const noun = withoutParticles(word).at(-1) ?? word;
  const ofVerb = verbNoun.exec(word)?.[1] ?? verbNoun.exec(noun)?.[1];
  const base = ofVerb === undefined ? noun : (withoutParticles(ofVerb).at(-1) ?? ofVerb);
  return verbStem(base.length > 2 ? base.replace(auxiliary, '') : base);
}

/** No Korean word is longer, and the patterns for endings take their time on what is. Syllables. */
const wordLimit = 20;

function verbStem(word: string): string {
  let letters = jamo(word);
  for (let round = 0; round < 2; round++) {
    const ending = verbEndings.find(
      (candidate) =>
        letters.endsWith(candidate) && letters.length - candidate.length >= (candidate.length >= 3 ? 2 : 3),
    );
    if (ending === undefined) break;
    letters = letters.slice(0, -ending.length);
  }
  return letters
    .replace(/([ㅓㅏㅕㅐ])(?:ㅈㅜ|ㄴㅗㅎ|ㄷㅜ|ㅂㅗ|ㅂㅓㄹㅣ)$/, '$1')
    .replace(/ㅇ[ㅓㅏ]$/, '')
    .replace(/ㄹㄹ[ㅓㅏ]$/, 'ㄹㅡ')
    .replace(/ㅕ$/, 'ㅣ')
    .replace(/ㅜㅓ$/, 'ㅜ')
    .replace(/ㅗㅏ$/, 'ㅗ')
    .replace(/(.{3})ㄱㅣ$/, '$1')
    .replace(/(.{3})[ㄹㅁ]$/, '$1');
}

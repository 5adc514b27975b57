import type { Note, Problem } from '../notes/note.ts';
import type { Question } from '../notes/question.ts';

/** Characters of a question without its code, of an option and of a reason: what a phone shows beside each other. */
const limits = { stem: 220, option: 120, reason: 300 } as const;
/** The right option may be so much longer than the next longest, or shorter than the next shortest, before it shows. */
const lengthCue = 1.35;
/** Share of the words that two questions have in common, from 0 to 1, above which they ask the same. */
const sameness = 0.8;

/** What is wrong with the questions of all notes. Where each rule comes from: what is known of good items, and of how learners guess. */
export function checkQuestions(notes: readonly Note[]): Problem[] {
  const questions = notes.flatMap((note) => note.questions);
  return [
    ...questions.flatMap((question) => [...checkQuestion(question)]),
    ...doubles(questions),
    ...lookalikes(questions),
    ...checkLanguages(notes),
  ];
}

/** File beside the notes that keeps the ids of all questions that were ever asked. */
export const idsFile = 'questions.txt';

/** An id that is gone takes people's results with it: what was only renamed or moved must keep it. */
export const missingQuestions = (kept: readonly string[], ids: ReadonlySet<string>): Problem[] =>
  kept.flatMap((id, index): Problem[] =>
    ids.has(id)
      ? []
      : [
          {
            file: idsFile,
            line: index + 1,
            severity: 'error',
            rule: 'question-gone',
            message: `the question "${id}" is gone, and with it what people answered; give it its id back, or take the line out here if it is not to be asked again`,
          },
        ],
  );

const problemOf = ({ file, line }: Question, rule: string, message: string): Problem => ({
  file,
  line,
  severity: 'error',
  rule,
  message,
});

/** A question as it is read, without blocks of code. */
export const withoutCode = (stem: string): string => stem.replace(/^```[\s\S]*?^```$/gm, '').trim();

const shown = (text: string): string => text.replace(/[`*]/g, '');

function* checkQuestion(question: Question): Iterable<Problem> {
  const { options, locale, kind } = question;
  const problem = (rule: string, message: string) => problemOf(question, rule, message);
  const text = withoutCode(question.stem);
  if (text.length > limits.stem)
    yield problem('question-long', `the question has ${text.length} characters; say it in ${limits.stem}`);
  for (const { text: option, reason } of options) {
    if (option.length > limits.option)
      yield problem(
        'question-long',
        `"${option}" has ${option.length} characters; say it in ${limits.option}`,
      );
    if (reason.length > limits.reason)
      yield problem(
        'question-long',
        `the reason of "${option}" has ${reason.length} characters; say it in ${limits.reason}`,
      );
    if (reason.trim() === '')
      yield problem('question-reason', `"${option}" does not say why; write it below, two spaces in`);
    if (
      /(?:^|\s)(?:all|both|none|neither) of (?:the above|these|them)|위(?:의)? ?(?:모두|보기)|모두 (?:맞|정답|옳)|정답(?:이)? 없/i.test(
        option,
      )
    )
      yield problem(
        'question-option',
        `"${option}" tests the form, not the topic; write an option that stands by itself`,
      );
  }
  if (kind === 'fill' && question.reason.trim() === '')
    yield problem(
      'question-reason',
      'what may be typed does not say why; write it below the first, two spaces in',
    );
  const texts = options.map((option) => shown(option.text).toLowerCase());
  if (new Set(texts).size < texts.length)
    yield problem('question-option', 'two options say the same; each must be another idea');
  if (
    kind === 'fill' &&
    question.answers.some((answer) => question.stem.toLowerCase().includes(answer.toLowerCase()))
  )
    yield problem('question-answer', 'what is to be typed stands in the question; take it out there');
  const isNegative =
    locale === 'ko'
      ? /(?:아닌|않은|않는|틀린|없는|못하는) (?:것|설명|옵션|명령|필드|까닭|이유)[은을이]?\S*\?/.test(text)
      : /\b(?:not|never|incorrect|false|except)\b[^.?]*\?/i.test(text) && /^(?:which|what)\b/i.test(text);
  if (isNegative && !/\*\*[^*]+\*\*/.test(text))
    yield problem(
      'question-negative',
      'the question asks for what is not so; better ask for what is, or stress it: **not**, **아닌**',
    );
  const particle = /(?:_{2,}|\( *\)|\[ *\]|…)`?(을|를|이|가|은|는|와|과|으로|로)(?=[\s?.,]|$)/.exec(text);
  if (locale === 'ko' && particle !== null)
    yield problem(
      'question-particle',
      `"${particle[1]}" after the blank tells how the answer ends; write 을(를), 이(가), 은(는), 와(과), (으)로, or put the blank elsewhere`,
    );
  if (kind === 'choice') yield* checkLengths(question);
}

/** Who knows nothing picks the longest. */
function* checkLengths(question: Question): Iterable<Problem> {
  const key = question.options.find((option) => option.correct);
  const others = question.options.filter((option) => option !== key).map(({ text }) => shown(text).length);
  const own = shown(key?.text ?? '').length;
  // Where all are words, a letter more tells nothing.
  if (Math.max(own, ...others) < 16) return;
  if (own > lengthCue * Math.max(...others))
    yield problemOf(
      question,
      'question-length',
      `the right option is the longest by far (${own} characters, the next has ${Math.max(...others)}); make them alike`,
    );
  if (own * lengthCue < Math.min(...others))
    yield problemOf(
      question,
      'question-length',
      `the right option is the shortest by far (${own} characters, the next has ${Math.min(...others)}); make them alike`,
    );
}

function doubles(questions: readonly Question[]): Problem[] {
  const seen = new Map<string, Question>();
  return questions.flatMap((question) => {
    const key = `${question.locale} ${question.id}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, question);
    return first === undefined
      ? []
      : [
          problemOf(
            question,
            'question-double',
            `the id "${question.id}" is taken by line ${first.line}; each needs one of its own`,
          ),
        ];
  });
}

/** Questions that ask the same in almost the same words. */
function lookalikes(questions: readonly Question[]): Problem[] {
  const wordsOf = (question: Question) =>
    new Set(`${question.stem} ${question.answers.join(' ')}`.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const seen: { question: Question; words: Set<string> }[] = [];
  const byWord = new Map<string, number[]>();
  return questions.flatMap((question) => {
    const words = wordsOf(question);
    const common = new Map<number, number>();
    for (const word of words)
      for (const id of byWord.get(word) ?? []) common.set(id, (common.get(id) ?? 0) + 1);
    const twin = [...common].find(([id, count]) => {
      const other = seen[id];
      return (
        other?.question.locale === question.locale &&
        other.question.id !== question.id &&
        count / (words.size + other.words.size - count) > sameness
      );
    });
    for (const word of words) {
      const ids = byWord.get(word);
      if (ids) ids.push(seen.length);
      else byWord.set(word, [seen.length]);
    }
    seen.push({ question, words });
    const other = twin === undefined ? undefined : seen[twin[0]]?.question;
    return other === undefined
      ? []
      : [
          problemOf(
            question,
            'question-double',
            `asks nearly the same as ${other.file}:${other.line}; ask something else`,
          ),
        ];
  });
}

/** The same questions in both languages, with the same answer at the same place: results are kept by id and place. */
function checkLanguages(notes: readonly Note[]): Problem[] {
  const versions = new Map<string, Question>();
  for (const { questions } of notes)
    for (const question of questions) versions.set(`${question.locale} ${question.id}`, question);
  const both = new Set(notes.filter(({ locale }) => locale === 'ko').map(({ slug }) => slug));
  const pairs = notes.filter(({ slug, locale }) => locale === 'en' && both.has(slug)).map(({ slug }) => slug);
  return [...versions.values()].flatMap((question): Problem[] => {
    if (!pairs.includes(question.topic)) return [];
    const other = versions.get(`${question.locale === 'ko' ? 'en' : 'ko'} ${question.id}`);
    if (other === undefined)
      return [
        problemOf(
          question,
          'question-languages',
          `"${question.id}" is missing in the other language; write it there with the same id`,
        ),
      ];
    if (question.locale === 'ko') return [];
    const formOf = ({ kind, level, options }: Question) =>
      `${kind}, level ${level}, ${options.length} options, right: ${options.findIndex(({ correct }) => correct) + 1}`;
    return formOf(question) === formOf(other)
      ? []
      : [
          problemOf(
            question,
            'question-languages',
            `is ${formOf(question)}, but ${formOf(other)} in ${other.file}:${other.line}; write the same in both`,
          ),
        ];
  });
}

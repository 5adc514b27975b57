import { describe, expect, it } from 'vitest';
import { checkQuestions, missingQuestions } from '../src/check/questions.ts';
import { parseNotes } from '../src/notes/parse.ts';

const note = (quiz: string, path = 'en/pod.md') =>
  parseNotes({
    path,
    text: `---\ntitle: Pod\nlevel: 1\n---\n\nA Pod.\n\n## Key points\n\n- One.\n\n${quiz}\n`,
  });

const question = (more: Partial<Record<'stem' | 'id' | 'level' | 'options', string>> = {}) => {
  const { stem = 'What shares an IP address?', id = 'shared-ip', level = '1' } = more;
  const options =
    more.options ??
    `- [ ] Pods of a node
  They have one each.
- [x] Containers of a Pod
  They share its network.
- [ ] Nodes of a cluster
  They have one each as well.`;
  return `## Quiz\n\n### ${stem} {#${id} level=${level}}\n\n${options}`;
};

describe('a quiz', () => {
  it('is read out of the note, and is no part of it', () => {
    const { notes, problems } = note(question());
    expect(problems).toEqual([]);
    expect(notes).toHaveLength(1);
    expect(notes[0]?.sections.map(({ part }) => part)).toEqual(['summary', 'points']);
    expect(notes[0]?.questions).toEqual([
      {
        id: 'pod/shared-ip',
        topic: 'pod',
        locale: 'en',
        kind: 'choice',
        level: 1,
        stem: 'What shares an IP address?',
        options: [
          { text: 'Pods of a node', correct: false, reason: 'They have one each.' },
          { text: 'Containers of a Pod', correct: true, reason: 'They share its network.' },
          { text: 'Nodes of a cluster', correct: false, reason: 'They have one each as well.' },
        ],
        answers: ['Containers of a Pod'],
        reason: '',
        origin: 'written',
        file: 'en/pod.md',
        line: 14,
      },
    ]);
  });

  it.each([
    ['O and X', '- [x] O\n  Yes.\n- [ ] X\n  No.', 'ox', ['O']],
    ['True and False', '- [ ] True\n  No.\n- [x] False\n  Yes.', 'ox', ['False']],
    [
      'what may be typed',
      '- [x] `hostPort`\n  It is the field.\n- [x] hostport',
      'fill',
      ['hostPort', 'hostport'],
    ],
  ])('knows a question with %s', (_, options, kind, answers) => {
    const [first] = note(question({ options })).notes[0]?.questions ?? [];
    expect(first).toMatchObject({ kind, answers });
    expect(first?.options).toHaveLength(kind === 'fill' ? 0 : 2);
    if (kind === 'fill') expect(first?.reason).toBe('It is the field.');
  });

  it('may show code, in which a heading is none', () => {
    const code = '```sh\n### no question {#x level=1}\n- [x] no option\nkubectl get pods\n```';
    const { notes, problems } = note(question().replace('\n\n- [ ]', `\n\n${code}\n\n- [ ]`));
    expect(problems).toEqual([]);
    expect(notes[0]?.questions).toHaveLength(1);
    expect(notes[0]?.questions[0]?.stem).toBe(`What shares an IP address?\n\n${code}`);
  });

  it('ends at the next heading of its level', () => {
    const { notes } = note(`${question()}\n\n## Commands\n\n\`\`\`sh\nkubectl get pods\n\`\`\``);
    expect(notes[0]?.sections.map(({ part, line }) => [part, line])).toEqual([
      ['summary', 1],
      ['points', 8],
      ['commands', 23],
    ]);
  });

  it('is an ordinary heading where nothing can be ticked', () => {
    const { notes } = note('## Quiz\n\nWe meet on Mondays.\n\n### Rules\n\nBe kind.');
    expect(notes.map(({ title }) => title)).toEqual(['Pod', 'Quiz', 'Rules']);
  });

  it.each([
    ['question-id', '## Quiz\n\n### What?\n\n- [x] a\n- [ ] b\n- [ ] c', 12, '{#pod-restart level=1}'],
    ['question-id', question({ level: '4' }), 14, 'level'],
    ['question-id', question({ id: 'Shared_IP' }), 14, 'lower case'],
    ['question-kind', question({ options: '- [x] a\n- [ ] b' }), 14, '2 options with 1 ticked'],
    ['question-kind', question({ options: '- [ ] a\n- [ ] b\n- [ ] c' }), 14, '3 options with 0 ticked'],
    ['question-kind', question({ options: '- [x] a\n- [x] b\n- [ ] c' }), 14, '3 options with 2 ticked'],
    ['question-form', question().replace('  They share', 'They share'), 19, 'two spaces in'],
  ])('reports %s', (rule, quiz, line, hint) => {
    const { problems } = note(quiz);
    expect(problems).toEqual([
      expect.objectContaining({ rule, line: quiz.includes('### What?') ? 14 : line }),
    ]);
    expect(problems[0]?.message).toContain(hint);
  });
});

describe('the check of questions', () => {
  const rulesOf = (quiz: string, path?: string) =>
    checkQuestions(note(quiz, path).notes).map(({ rule }) => rule);
  const options = (...texts: string[]) =>
    texts
      .map((text) => `- [${text.startsWith('*') ? 'x' : ' '}] ${text.replace('*', '')}\n  Because it is so.`)
      .join('\n');

  it.each([
    ['a good one', question(), []],
    ['no reason', question({ options: '- [x] a\n  Why.\n- [ ] b\n- [ ] c\n  Why.' }), ['question-reason']],
    ['no reason for what is typed', question({ options: '- [x] hostPort' }), ['question-reason']],
    ['a long question', question({ stem: `${'word '.repeat(50)}?` }), ['question-long']],
    [
      'a long option',
      question({ options: options('*a b', 'c d', `e ${'long '.repeat(30)}`) }),
      ['question-long'],
    ],
    [
      'all of the above',
      question({ options: options('*one', 'two', 'All of the above') }),
      ['question-option'],
    ],
    ['the same twice', question({ options: options('*one', 'two', '`Two`') }), ['question-option']],
    [
      'the answer in the question',
      question({ stem: 'What does hostPort do?', options: '- [x] hostport\n  So.' }),
      ['question-answer'],
    ],
    ['a bare not', question({ stem: 'Which is not shared?' }), ['question-negative']],
    ['a stressed not', question({ stem: 'Which is **not** shared?' }), []],
    [
      'the longest by far',
      question({ options: options('*It is shared by all containers of a Pod', 'By nobody', 'By the node') }),
      ['question-length'],
    ],
    [
      'the shortest by far',
      question({
        options: options('*By a Pod', 'By all the nodes of the cluster', 'By all the Pods of the namespace'),
      }),
      ['question-length'],
    ],
    [
      'an id twice',
      `${question()}\n${question({ stem: 'Who restarts a container after it ended?' }).replace('## Quiz', '')}`,
      ['question-double'],
    ],
    [
      'the same question again',
      `${question()}\n${question({ id: 'again' }).replace('## Quiz', '')}`,
      ['question-double'],
    ],
  ])('of %s', (_, quiz, rules) => {
    expect(rulesOf(quiz)).toEqual(rules);
  });

  it.each([
    ['`____`를 줄여요', ['question-particle']],
    ['____을(를) 줄여요', []],
    ['파드를 줄이는 명령은?', []],
    ['파드에 없는 것은?', ['question-negative']],
    ['파드에 **없는** 것은?', []],
  ])('of the Korean question %s', (stem, rules) => {
    expect(rulesOf(question({ stem }), 'ko/pod.md')).toEqual(rules);
  });

  it('wants the same questions in both languages, with the right answer at the same place', () => {
    const both = (korean: string) =>
      checkQuestions([...note(question()).notes, ...note(korean, 'ko/pod.md').notes]).map(
        ({ rule, file }) => [rule, file],
      );
    const other = question({ stem: '무엇이 IP를 함께 쓰나요?' });
    expect(both(other)).toEqual([]);
    expect(both(other.replace('shared-ip', 'own-ip'))).toEqual([
      ['question-languages', 'en/pod.md'],
      ['question-languages', 'ko/pod.md'],
    ]);
    expect(both(other.replace('level=1', 'level=2'))).toEqual([['question-languages', 'en/pod.md']]);
    expect(both(question({ options: options('*Containers', 'Pods', 'Nodes') }))).toEqual([
      ['question-languages', 'en/pod.md'],
    ]);
  });
});

it('an id that was once asked is missed', () => {
  const kept = ['pod/old', 'pod/shared-ip'];
  expect(missingQuestions(kept, new Set(['pod/shared-ip', 'pod/new']))).toEqual([
    expect.objectContaining({ file: 'questions.txt', line: 1, rule: 'question-gone' }),
  ]);
});

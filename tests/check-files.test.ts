import { describe, expect, it } from 'vitest';
import { readReference } from '../adapters/files.ts';
import { createCheck } from '../src/check/check.ts';

const reference = await readReference();
const check = createCheck({
  ...reference,
  pages:
    'language\tpath\tseen\nen\t/docs/concepts/pods/\t2026-11-24\nko\t/docs/concepts/pods/\t2026-11-24\nen\t/docs/only/\t2026-11-24\n',
});
/** Without what only shows beside other notes, or in notes that are whole. */
const problemsOf = (path: string, text: string) =>
  check([{ path, text }]).problems.filter(
    ({ rule }) => !/^(?:front-matter|part-missing|empty-heading)$/.test(rule),
  );
const front = (rest: string) => `---\ntitle: A\nkeywords: [b]\n${rest}\n---\n\nText.\n`;

/** The line that the problem should name ends with this. */
const mark = '#!';

describe('a file of notes', () => {
  it.each([
    // Blocks of code.
    [
      'error',
      'yaml-schema',
      'en/a.md',
      '# A\n\n```yaml\napiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [], hostNet: true} #!\n```',
      /hostNet/,
    ],
    ['error', 'yaml-syntax', 'en/a.md', '# A\n\n```yaml fragment\na: 1\nb: [ #!\n```', /no valid YAML/],
    [
      'error',
      'kubectl-command',
      'en/a.md',
      '# A\n\n```sh\nkubectl get pods\nkubectl gett pods #!\n```',
      /get/,
    ],
    [
      'error',
      'kubectl-command',
      'en/a.md',
      '# A\n\n- a list\n\n  ```bash\n  kubectl gett pods #!\n  ```',
      /get/,
    ],
    ['error', 'block-language', 'en/a.md', '# A\n\n``` #!\nkubectl get pods\n```', /```sh/],
    [
      'error',
      'diagram-text',
      'en/a.md',
      '# A\n\n```mermaid #!\nflowchart TD\n  A --> B\n```',
      /accTitle.*accDescr/,
    ],
    // Links.
    ['error', 'link-form', 'en/a.md', front('docs: /docs/concepts/pods #!'), /end with "\/"/],
    [
      'error',
      'link-form',
      'en/a.md',
      '# A\n\n[x](http://kubernetes.io/docs/concepts/pods/) #!',
      /write https/,
    ],
    [
      'error',
      'link-language',
      'en/a.md',
      front('docs: /ko/docs/concepts/pods/ #!'),
      /write \/docs\/concepts\/pods\//,
    ],
    ['warning', 'link-language', 'ko/a.md', front('docs: /docs/concepts/pods/ #!'), /write \/ko\/docs/],
    ['warning', 'link-unknown', 'en/a.md', front('docs: /docs/nowhere/ #!'), /pages\.tsv/],
    ['warning', 'link-unknown', 'en/a.md', front('sources: [/docs/only/, /docs/nowhere/] #!'), /nowhere/],
    ['warning', 'link-unknown', 'en/a.md', '# A\n\n- [x](https://kubernetes.io/docs/nowhere/) #!', /nowhere/],
    // Words.
    ['warning', 'spelling', 'ko/a.md', '# 가\n\n마스터 노드가 해요. #!', /"마스터 노드".*"컨트롤 플레인"/],
    ['warning', 'spelling', 'ko/a.md', '# 가\n\n퍼시스턴스 볼륨이에요. #!', /퍼시스턴트 볼륨/],
    ['warning', 'spelling', 'ko/a.md', '# 가\n\n- pods, deployements 등 #!', /deployments/],
    ['warning', 'spelling', 'en/a.md', '# A\n\nThe mode is\nFileSystem here. #!', /Filesystem/],
    ['warning', 'spelling', 'en/a.md', '# A\n\n| a |\n|---|\n| a master node | #!', /control plane/],
    ['warning', 'style', 'ko/a.md', '---\ntitle: 가\nkeywords: [나]\n---\n\n파드를 만든다. #!', /해요체/],
    [
      'warning',
      'style',
      'ko/a.md',
      '---\ntitle: 가\nkeywords: [나]\n---\n\n첫 줄이에요.\n파드를 만듭니다. #!',
      /해요체/,
    ],
  ] as const)('has an %s %s', (severity, rule, path, marked, says) => {
    const line = marked.split('\n').findIndex((text) => text.endsWith(mark)) + 1;
    const problems = problemsOf(path, marked.replace(/ #!/g, ''));
    expect(problems).toContainEqual({
      file: path,
      line,
      severity,
      rule,
      message: expect.stringMatching(says),
    });
  });

  it.each([
    ['a part of an object that says so', 'en/a.md', '# A\n\n```yaml fragment\nspec:\n  replicas: 3\n```'],
    [
      'a custom resource after its definition',
      'en/a.md',
      '# A\n\n```yaml\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: as.b.io}\nspec: {group: b.io, scope: Cluster, names: {kind: A, plural: as}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]}\n```\n\n```yaml\napiVersion: b.io/v1\nkind: A\nmetadata: {name: a}\n```\n\n```sh\nkubectl get as\nkubectl explain a.spec\n```',
    ],
    ['code of another language', 'en/a.md', '# A\n\n```js\nkubectl gett\n```'],
    [
      'a diagram with its text',
      'en/a.md',
      '# A\n\n```mermaid\nflowchart TD\n  accTitle: a\n  accDescr: b\n  A --> B\n```',
    ],
    [
      'links that are known, and links elsewhere',
      'ko/a.md',
      `${front('docs: /docs/only/\nsources: [/docs/concepts/pods/, https://example.org/a]')}\n[a](https://kubernetes.io/ko/docs/concepts/pods/#b) [c](mailto:a@b.c) [d](../d.md)`,
    ],
    [
      'a word that somebody else says',
      'ko/a.md',
      '# 가\n\n예전에는 "마스터 노드"라고 했고, `라벨`이라고도 써요.',
    ],
    ['한다체 in notes that are not ours', 'ko/a.md', '# 가\n\n파드를 만든다.'],
    [
      '다 that ends no sentence',
      'ko/a.md',
      '---\ntitle: 가\nkeywords: [나]\n---\n\n파드마다 하나예요. 누구나 바다, 다음에 봐요.',
    ],
    ['a misspelling among aliases', 'ko/a.md', '---\ntitle: 가\naliases: [라벨, 씨크릿]\n---\n\n글이에요.'],
    ['a file without notes', 'en/a.md', ''],
  ])('is fine with %s', (_, path, text) => {
    expect(problemsOf(path, text)).toEqual([]);
  });

  it('names the right line below a long text and with Windows line ends', () => {
    const long = `# A\r\n\r\n${'Text.\r\n\r\n'.repeat(3000)}- a\r\n\r\n  \`\`\`yaml\r\n  a: [\r\n  \`\`\`\r\n`;
    expect(problemsOf('en/a.md', long)).toMatchObject([{ line: 6006, rule: 'yaml-syntax' }]);
  });
});

import { describe, expect, it } from 'vitest';
import { readReference } from '../adapters/files.ts';
import { createCheck } from '../src/check/check.ts';

/**
 * Mistakes that the notes of this project began with, put into a note one by one. The check must catch those that a
 * machine can see; the others are listed with why it cannot.
 */
const check = createCheck(await readReference());
const rulesFor = (body: string) =>
  check([{ path: 'ko/a.md', text: `# 가\n\n${body}\n` }]).problems.map(({ rule }) => rule);

const yaml = (code: string) => `\`\`\`yaml\n${code}\n\`\`\``;
const sh = (code: string) => `\`\`\`bash\n${code}\n\`\`\``;
const volume = (field: string) =>
  yaml(
    `apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: data}\nspec:\n  capacity: {storage: 1Gi}\n  hostPath: {path: /data}\n  ${field}`,
  );
const web = `apiVersion: apps/v1
kind: Deployment
metadata: {name: nginx}
spec:
  selector: {matchLabels: {app: nginx}}
  template:
    metadata: {labels: {app: nginx}}
    spec: {containers: [{name: nginx, image: "nginx:1.29"}]}`;

describe('a mistake of the first notes is caught', () => {
  it.each([
    ['a misspelt kind', 'pods, deployements, services 등', 'spelling'],
    ['an old name', '마스터 노드가 필요한 것을 만들어요.', 'spelling'],
    ['a mistranslated name', '퍼시스턴스 볼륨에 지정해요.', 'spelling'],
    ['a misspelt volume mode', 'volumeMode는 FileSystem이에요.', 'spelling'],
    ['a misspelt volume mode in an example', volume('volumeMode: FileSystem'), 'yaml-schema'],
    ['a misspelt field', volume('accessMode: [ReadWriteOnce]'), 'yaml-schema'],
    ['a Deployment without a name', sh('kubectl create deploy --image nginx'), 'kubectl-arguments'],
    [
      'the name of a Pod where a Deployment is exposed',
      sh('kubectl expose deployment <파드 이름> --port=80'),
      'kubectl-placeholder',
    ],
    [
      'types of a Service in one',
      sh('kubectl expose deployment web --type=ClusterIP/LoadBalancer --port=80'),
      'kubectl-value',
    ],
    ['a Service without its kind', sh('kubectl create service'), 'kubectl-command'],
    [
      'the name of a Pod where a Deployment is scaled',
      sh('kubectl scale deployment/<파드명> --replicas=3'),
      'kubectl-placeholder',
    ],
    [
      'an image where only the status is asked for',
      sh('kubectl rollout status deployment/<디플로이먼트명> <컨테이너명>=<새 이미지명>'),
      'kubectl-arguments',
    ],
    [
      'three slips in a selector',
      yaml(
        web.replace(
          '{matchLabels: {app: nginx}}',
          '\n    matchExpressions:\n      - {key: app, operattor: In, values [a, b]',
        ),
      ),
      'yaml-syntax',
    ],
    [
      'one of them alone',
      yaml(
        web.replace(
          '{matchLabels: {app: nginx}}',
          '\n    matchExpressions:\n      - {key: app, operattor: In, values: [nginx]}',
        ),
      ),
      'yaml-schema',
    ],
    [
      'a selector that fits nothing',
      yaml(
        `${web}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  selector: {app.kubernetes.io/name: MyApp}\n  ports: [{port: 80, targetPort: 9376}]`,
      ),
      'selector',
    ],
    [
      'a selector that does not fit the template',
      yaml(
        web
          .replace('labels: {app: nginx}}\n', 'labels: {app: web}}\n')
          .replace('metadata: {labels: {app: nginx}}', 'metadata: {labels: {app: web}}'),
      ),
      'selector',
    ],
    [
      'a number as the value of a variable',
      yaml(web.replace('"nginx:1.29"', '"nginx:1.29", env: [{name: PORT, value: 80}]')),
      'yaml-schema',
    ],
    [
      'a method where a handler belongs',
      yaml(web.replace('"nginx:1.29"', '"nginx:1.29", livenessProbe: {method: GET, path: /, port: 80}')),
      'yaml-schema',
    ],
    [
      'a Service with an underscore in its name',
      yaml('apiVersion: v1\nkind: Service\nmetadata: {name: auth_service}\nspec: {ports: [{port: 80}]}'),
      'name',
    ],
    [
      'a page that has moved',
      '[x](https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/)',
      'link-unknown',
    ],
    [
      'a link that does not end as the site’s do',
      '[x](https://kubernetes.io/docs/concepts/workloads/controllers/deployment)',
      'link-form',
    ],
    ['headings with nothing below', '## ConfigMap\n\n## 파드간 통신에 DNS', 'empty-heading'],
  ])('%s', (_, body, rule) => {
    expect(rulesFor(body)).toContain(rule);
  });

  // What a sentence claims is beyond the check; facts are held against their `sources` by people.
  it.todo(
    'claims: a Service shares the IPs of Pods, the scheduler creates Pods, static provisioning asks for one volume, …',
  );
  // Fine commands and examples, wrong only beside what the text says of them.
  it.todo(
    'an image of 2018 (valid), undo that "goes back to the original", -l as a trait of the imperative way',
  );
  // Typing errors in ordinary words.
  it.todo('태스트 for 태스크, 키 데이터 for 중요한 데이터');
});

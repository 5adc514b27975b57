import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReference } from '../adapters/files.ts';
import { customKinds } from '../src/check/custom.ts';
import { objectCheck } from '../src/check/object.ts';
import { quantity } from '../src/check/pod.ts';

const check = objectCheck((await readReference()).schema);

const deployment = (pod: string, labels = 'app: web') => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        ${labels}
    spec:
${pod.replace(/^/gm, '      ')}`;
const container = (rest = '') => `containers:
  - name: web
    image: nginx:1.29
${rest.replace(/^/gm, '    ')}`;
const pod = (spec: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
${spec.replace(/^/gm, '  ')}`;
const service = (spec: string) => `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
${spec.replace(/^/gm, '  ')}`;
const cronJob = (schedule: string) => `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "${schedule}"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{name: report, image: "busybox:1.37"}]`;
const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: backups.example.com
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Backup, plural: backups, singular: backup}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [schedule]
              properties:
                schedule: {type: string}
                keep: {type: integer}`;
const backup = (spec: string) => `apiVersion: example.com/v1
kind: Backup
metadata: {name: nightly}
spec: ${spec}`;

const configMap = (data: string) => `apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data:
  ${data}`;
const volume = (spec: string) => `apiVersion: v1
kind: PersistentVolume
metadata: {name: a}
spec:
  capacity: {storage: 1Gi}
  hostPath: {path: /a}
  ${spec}`;
const mount = 'volumeMounts: [{name: data, mountPath: /data}]';

/** The line that the fault should name ends with this. */
const mark = '#!';

describe('a block of YAML', () => {
  it.each([
    // What the schema sees.
    ['yaml-syntax', 'a: [ #!', /no valid YAML.*flow collection/],
    ['yaml-syntax', 'a: 1\na: 2 #!', /no valid YAML.*duplicated/],
    ['yaml-object', '- a #!', /apiVersion and kind.*fragment/],
    ['yaml-object', 'replicas: 3 #!', /apiVersion is missing.*fragment/],
    ['yaml-object', 'apiVersion: v1 #!', /kind is missing/],
    ['yaml-kind', 'kind: Deployment\napiVersion: v1 #!', /no apiVersion v1.*write apps\/v1/],
    ['yaml-kind', 'apiVersion: extensions/v1beta1 #!\nkind: Ingress', /write networking.k8s.io\/v1/],
    [
      'yaml-kind',
      'apiVersion: autoscaling/v2beta2 #!\nkind: HorizontalPodAutoscaler',
      /autoscaling\/v1 or autoscaling\/v2/,
    ],
    ['yaml-kind', 'apiVersion: policy/v1beta1 #!\nkind: PodSecurityPolicy', /no stable apiVersion/],
    ['yaml-kind', 'apiVersion: apps/v1 #!\nkind: Deploymnet', /did you mean "Deployment"/],
    ['yaml-kind', 'apiVersion: example.com/v1 #!\nkind: Zebra', /CustomResourceDefinition/],
    [
      'yaml-schema',
      pod(container('imagePullpolicy: Never #!')),
      /no field "imagePullpolicy".*"imagePullPolicy"/,
    ],
    ['yaml-schema', volume('accessMode: ReadWriteOnce #!'), /"accessMode".*"accessModes"/],
    ['yaml-schema', volume('volumeMode: FileSystem #!'), /"FileSystem".*Block, Filesystem/],
    ['yaml-schema', volume('accessModes: [ReadWriteMuch] #!'), /"ReadWriteMuch".*one of ReadOnlyMany/],
    [
      'yaml-schema',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 1} #!',
      /spec.selector is missing/,
    ],
    ['yaml-schema', configMap('A: a\n  DEBUG: yes #!'), /data.DEBUG is true.*quotes/],
    ['yaml-schema', configMap('PORT: 80 #!'), /data.PORT is 80.*quotes/],
    ['yaml-schema', service('ports: 80 #!'), /spec.ports is 80; it must be a list/],
    ['yaml-schema', service('ports: [{port: "80"}] #!'), /port is "80".*without quotes/],
    ['yaml-schema', pod(container('tty: "true" #!')), /tty is "true".*without quotes/],
    ['yaml-schema', pod(container('resources:\n  requests:\n    memory: 128MB #!')), /"128MB".*128Mi/],
    [
      'yaml-schema',
      pod(`${container(mount)}\nvolumes:\n  - name: data\n    emptyDir: #!`),
      /emptyDir is empty.*\{\}/,
    ],
    ['yaml-schema', `${crd}\n---\n${backup('{schedule: a, kep: 3} #!')}`, /"kep".*"keep"/],
    [
      'yaml-schema',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\ncommonLabels: {a: b} #!',
      /no field "commonLabels"/,
    ],
    // What it cannot see.
    ['name', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {} #!', /no metadata.name/],
    ['name', 'apiVersion: v1\nkind: Secret\nmetadata: {name: My_Secret} #!', /cannot be called "My_Secret"/],
    [
      'name',
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: auth_service #!\nspec: {ports: [{port: 80}]}',
      /"auth_service"/,
    ],
    [
      'name',
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: 1st #!\nspec: {ports: [{port: 80}]}',
      /"1st"/,
    ],
    ['name', pod('containers:\n  - {name: Web, image: a} #!'), /container cannot be called "Web"/],
    [
      'name',
      pod('containers:\n  - {name: a, image: a}\n  - {name: a, image: b} #!'),
      /two of the container "a"/,
    ],
    [
      'label',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {app: "my app"}} #!',
      /"app: my app" is no label/,
    ],
    ['image', pod('containers:\n  - {name: a} #!'), /"a" has no image/],
    [
      'selector',
      deployment(container(), 'app: wep').replace('selector:', 'selector: #!'),
      /does not fit.*app: wep/,
    ],
    [
      'selector',
      deployment(container()).replace(
        'selector:\n    matchLabels:\n      app: web',
        'selector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]} #!',
      ),
      /does not fit/,
    ],
    [
      'selector',
      `${service('selector: {app: shop} #!\nports: [{port: 80}]')}\n---\n${deployment(container())}`,
      /no Pod of this block.*app: web/,
    ],
    ['volume-missing', pod(container(`${mount} #!`)), /no volume "data"/],
    [
      'volume-unused',
      pod(`${container()}\nvolumes:\n  - {name: data, emptyDir: {}} #!`),
      /no container mounts/,
    ],
    ['volume-source', pod(`${container(mount)}\nvolumes:\n  - name: data #!`), /no source.*emptyDir/],
    [
      'volume-source',
      pod(`${container(mount)}\nvolumes:\n  - {name: data, emptyDir: {}, hostPath: {path: /a}} #!`),
      /2 sources/,
    ],
    ['probe', pod(container('livenessProbe: {periodSeconds: 5} #!')), /no handler.*exec, grpc/],
    [
      'probe',
      pod(container('readinessProbe: {exec: {command: [a]}, tcpSocket: {port: 80}} #!')),
      /2 handlers/,
    ],
    [
      'probe',
      pod(container('livenessProbe:\n  tcpSocket: {port: 80}\n  successThreshold: 2 #!')),
      /successThreshold of 1/,
    ],
    ['probe', pod(container('livenessProbe: {httpGet: {port: web}} #!')), /no port named "web"/],
    [
      'probe',
      pod(
        `initContainers:\n  - {name: i, image: a, readinessProbe: {tcpSocket: {port: 80}}} #!\n${container()}`,
      ),
      /sidecar/,
    ],
    [
      'requests-above-limits',
      pod(container('resources: {requests: {cpu: 2}, limits: {cpu: 500m}} #!')),
      /request of cpu \(2\).*\(500m\)/,
    ],
    [
      'requests-above-limits',
      pod(container('resources: {requests: {memory: 1Gi}, limits: {memory: 1G}} #!')),
      /memory/,
    ],
    [
      'either-or',
      pod(container('env:\n  - {name: A, value: a, valueFrom: {fieldRef: {fieldPath: metadata.name}}} #!')),
      /both value and valueFrom/,
    ],
    [
      'restart-policy',
      deployment(`restartPolicy: Never #!\n${container()}`),
      /can only have the restartPolicy Always/,
    ],
    [
      'restart-policy',
      cronJob('0 9 * * *')
        .replace('restartPolicy: Never', 'hostNetwork: true')
        .replace(' spec:\n          host', ' spec: #!\n          host'),
      /Never or OnFailure/,
    ],
    [
      'restart-policy',
      cronJob('0 9 * * *').replace('restartPolicy: Never', 'restartPolicy: Always #!'),
      /Never or OnFailure/,
    ],
    ['schedule', cronJob('61 * * * *').replace('*"', '*" #!'), /"61 \* \* \* \*" is no schedule/],
    ['schedule', cronJob('0 9 * *').replace('*"', '*" #!'), /minute, hour/],
    ['schedule', cronJob('TZ=Asia/Seoul 0 9 * * *').replace('*"', '*" #!'), /timeZone/],
    ['port-name', pod(container('ports: [{name: http_web, containerPort: 80}] #!')), /"http_web"/],
    ['port-name', pod(container('ports: [{name: a-very-long-port-name, containerPort: 80}] #!')), /15/],
    ['port-name', service('ports: [{name: a, port: 80}, {port: 81}] #!'), /needs a name for each/],
    [
      'port-name',
      `${service('selector: {app: web}\nports: [{port: 80, targetPort: http}] #!')}\n---\n${deployment(container('ports: [{containerPort: 80}]'))}`,
      /no container has a port named "http"/,
    ],
    ['service', service('ports: [{port: 80, nodePort: 30080}] #!'), /needs type NodePort/],
    ['service', service('type: NodePort\nports: [{port: 80, nodePort: 8080}] #!'), /30000 to 32767/],
    ['service', service('type: ExternalName').replace('spec:', 'spec: #!'), /needs externalName/],
    ['service', service('selector: {app: web}').replace('spec:', 'spec: #!'), /needs ports/],
    ['data-key', configMap('"a/b": c #!'), /"a\/b" cannot be a key/],
    [
      'base64',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  password: s3cr3t #!',
      /stringData/,
    ],
    [
      'replicas',
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec:\n  scaleTargetRef: {kind: Deployment, name: web}\n  minReplicas: 5 #!\n  maxReplicas: 2',
      /5 is above maxReplicas 2/,
    ],
    [
      'either-or',
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: 1, maxUnavailable: 1} #!',
      /exclude each other/,
    ],
    [
      'either-or',
      deployment(container()).replace(
        '  selector',
        '  strategy:\n    type: Recreate\n    rollingUpdate: {} #!\n  selector',
      ),
      /belongs to the strategy RollingUpdate/,
    ],
  ] as const)('is refused for %s (%#)', (rule, code, says) => {
    const line = code.split('\n').findIndex((text) => text.endsWith(mark)) + 1;
    expect(line).toBeGreaterThan(0);
    const faults = check(code.replace(/ #!/g, ''));
    expect(faults).toContainEqual({ line, rule, message: expect.stringMatching(says) });
  });

  it.each([
    [
      'a Deployment',
      deployment(
        container(
          'ports: [{name: http, containerPort: 80}]\nlivenessProbe: {httpGet: {path: /, port: http}}',
        ),
      ),
    ],
    [
      'several objects that belong together',
      `${service('selector: {app: web}\nports: [{port: 80, targetPort: http}]')}\n---\n${deployment(container('ports: [{name: http, containerPort: 80}]'))}`,
    ],
    ['a headless Service without ports', service('clusterIP: None\nselector: {app: web}')],
    ['a Service that knows its Pods from elsewhere', service('selector: {app: web}\nports: [{port: 80}]')],
    [
      'a StatefulSet with volumes of its own',
      `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers: [{name: db, image: "postgres:18", volumeMounts: [{name: data, mountPath: /data}]}]
  volumeClaimTemplates:
    - metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}`,
    ],
    [
      'a sidecar with a probe',
      pod(
        `initContainers:\n  - {name: s, image: a, restartPolicy: Always, readinessProbe: {tcpSocket: {port: 80}}}\n${container()}`,
      ),
    ],
    [
      'names with colons where they are allowed',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: "team:reader"}\nrules: [{apiGroups: [""], resources: [pods], verbs: [get]}]',
    ],
    ['placeholders for names', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: <이름>}'],
    ['a custom resource with its definition', `${crd}\n---\n${backup('{schedule: a, keep: 3}')}`],
    [
      'a Gateway route',
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web}\nspec:\n  parentRefs: [{name: gw}]\n  rules: [{matches: [{path: {type: PathPrefix, value: /}}], backendRefs: [{name: web, port: 8080}]}]',
    ],
    [
      'a Kustomization',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [web.yaml]\nimages: [{name: nginx, newTag: "1.29"}]',
    ],
    [
      'permissions as octal numbers',
      pod(
        `${container('volumeMounts: [{name: a, mountPath: /a}]')}\nvolumes:\n  - {name: a, secret: {secretName: a, defaultMode: 0400}}`,
      ),
    ],
    [
      'text that looks like a date',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {day: 2026-11-24}',
    ],
    ['nothing but comments', '# later'],
    ...['*/5 * * * *', '0 9 * * 1-5', '0 0 1 jan *', '30 8-18/2 * * mon,wed', '@daily'].map((schedule) => [
      `the schedule ${schedule}`,
      cronJob(schedule),
    ]),
  ])('is fine with %s', (_, code) => {
    expect(check(code ?? '')).toEqual([]);
  });

  it('knows a custom resource that another block of the note defines', () => {
    expect(check(backup('{schedule: a}'), customKinds([crd]))).toEqual([]);
    expect(check(backup('{keep: 1}'), customKinds([crd]))).toMatchObject([{ rule: 'yaml-schema', line: 4 }]);
  });

  it.each<[type: string, good: string, bad: string, message: RegExp]>([
    ['{type: integer, minimum: 1, maximum: 9}', '9', '10', /spec.keep: 10 is greater than 9/],
    ['{type: integer, minimum: 0, exclusiveMinimum: true}', '1', '0', /spec.keep: 0 is/],
    ['{type: string, pattern: "^[a-c]+$"}', 'abc', 'abcd', /write what fits \^\[a-c\]\+\$/],
    ['{type: string, nullable: true}', 'null', '1', /it must be text/],
    ['{type: array, maxItems: 1, items: {type: string}}', '[a]', '[a, b]', /too many items/],
    [
      '{type: object, additionalProperties: {type: string}}',
      '{a: b}',
      '{a: 1}',
      /spec.keep.a is 1; it must be text/,
    ],
    ['{oneOf: [{type: string}, {type: integer}]}', '1', 'true', /it must be text/],
    ['{type: object, properties: {$ref: {type: string}}}', '{$ref: a}', '{$ref: 1}', /spec.keep.\$ref is 1/],
  ])('holds a custom resource against %s', (type, good, bad, message) => {
    const kinds = customKinds([crd.replace('keep: {type: integer}', `keep: ${type}`)]);
    const own = (keep: string) => check(backup(`{schedule: a, keep: ${keep}}`), kinds);
    expect(own(good)).toEqual([]);
    expect(own(bad)).toEqual([{ line: 4, rule: 'yaml-schema', message: expect.stringMatching(message) }]);
  });

  it.each(['"("', '{a: 1}'])('leaves alone the objects of a definition whose pattern is %s', (pattern) => {
    const kinds = customKinds([
      crd.replace('keep: {type: integer}', `keep: {type: string, pattern: ${pattern}}`),
    ]);
    expect(check(backup('{schedule: a, keep: b}'), kinds)).toEqual([]);
  });

  it('leaves alone the objects of a definition that is none', () => {
    const broken = customKinds([
      crd.replace(/openAPIV3Schema:.*$/s, 'openAPIV3Schema: {type: 5}'),
      'kind: CustomResourceDefinition\nspec: {versions: 1}',
    ]);
    expect(broken.size).toBe(1);
    expect(check(backup('{keep: 1}'), broken)).toEqual([]);
  });

  it('reads YAML 1.1, as kubectl does', () => {
    const words = ['y', 'no', 'On', 'off', 'TRUE', 'Yes'];
    for (const word of words)
      expect(check(`apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {A: ${word}}`)).toMatchObject(
        [{ rule: 'yaml-schema' }],
      );
  });

  it('never throws, whatever it reads', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((json) => `apiVersion: v1\nkind: Pod\nmetadata: ${json}\nspec: ${json}`),
        ),
        (code) => {
          for (const fault of check(code)) expect(fault.line).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('quantity', () => {
  it.each([
    ['500m', 0.5],
    ['2', 2],
    [1.5, 1.5],
    ['1k', 1000],
    ['1Ki', 1024],
    ['128Mi', 134_217_728],
    ['1e3', 1000],
    ['1E', 1e18],
  ])('reads %s', (text, value) => expect(quantity(text)).toBeCloseTo(value, 9));
});

/**
 * What the API or the kubelet would refuse, or never do what it seems to, though it fits the schema. Rules come from the
 * API reference (kubernetes.io/docs/reference/kubernetes-api) where not said otherwise.
 */
import { type Fields, type Finding, fieldsOf, label, listOf, placeholder, subdomain } from './fields.ts';
import { checkPod, checkPortName } from './pod.ts';
import type { Path } from './yaml.ts';

/** An object with what the API needs to tell its kind. */
export interface ApiObject {
  apiVersion: string;
  kind: string;
  [field: string]: unknown;
}

/** Checks one object that fits its schema. */
export function* checkWorkings(object: ApiObject): Iterable<Finding> {
  if (object.kind === 'Kustomization') return;
  yield* checkMetadata(object);
  const spec = fieldsOf(object.spec);
  const template = templateOf(object);
  if (template !== undefined) {
    yield* checkPod(fieldsOf(template.pod.spec), [...template.path, 'spec'], volumesElsewhere(object));
    yield* checkRestartPolicy(object.kind, fieldsOf(template.pod.spec), [...template.path, 'spec']);
    if (object.kind !== 'Pod') yield* checkSelector(object, spec, template);
  }
  switch (object.kind) {
    case 'Service':
      yield* checkService(spec);
      break;
    case 'ConfigMap':
    case 'Secret':
      yield* checkData(object);
      break;
    case 'CronJob':
      yield* checkSchedule(spec);
      break;
    case 'HorizontalPodAutoscaler':
      if (Number(spec.minReplicas ?? 1) > Number(spec.maxReplicas))
        yield {
          path: ['spec', 'minReplicas'],
          rule: 'replicas',
          message: `minReplicas ${spec.minReplicas} is above maxReplicas ${spec.maxReplicas}; turn them round`,
        };
      break;
    case 'PodDisruptionBudget':
      if ('minAvailable' in spec && 'maxUnavailable' in spec)
        yield {
          path: ['spec', 'maxUnavailable'],
          rule: 'either-or',
          message: 'minAvailable and maxUnavailable exclude each other; keep one',
        };
      break;
    case 'Deployment':
      if (fieldsOf(spec.strategy).type === 'Recreate' && 'rollingUpdate' in fieldsOf(spec.strategy))
        yield {
          path: ['spec', 'strategy', 'rollingUpdate'],
          rule: 'either-or',
          message: 'rollingUpdate belongs to the strategy RollingUpdate; remove it or change the type',
        };
      break;
  }
}

/** A Pod's template, and where it stands in the object. */
interface Template {
  pod: Fields;
  path: Path;
}

/** Where an object holds the Pod that it runs. */
function templateOf(object: ApiObject): Template | undefined {
  const spec = fieldsOf(object.spec);
  switch (object.kind) {
    case 'Pod':
      return { pod: object, path: [] };
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'ReplicationController':
    case 'Job':
      return { pod: fieldsOf(spec.template), path: ['spec', 'template'] };
    case 'CronJob':
      return {
        pod: fieldsOf(fieldsOf(fieldsOf(spec.jobTemplate).spec).template),
        path: ['spec', 'jobTemplate', 'spec', 'template'],
      };
    default:
      return undefined;
  }
}

/** Labels as an object of text. */
const labelsOf = (metadata: unknown): Fields => fieldsOf(fieldsOf(metadata).labels);

/** Kinds whose names may hold more, such as system:node. */
const freelyNamed = /^(Cluster)?Role(Binding)?$/;
/** Kinds whose names are part of a DNS name: no dots. A Service may not begin with a digit either. */
const labelNamed = /^(Namespace|Service)$/;

function* checkMetadata(object: ApiObject): Iterable<Finding> {
  const metadata = fieldsOf(object.metadata);
  const name = metadata.name;
  if (name === undefined && metadata.generateName === undefined)
    yield { path: ['metadata'], rule: 'name', message: `${object.kind} has no metadata.name; write one` };
  if (typeof name === 'string' && !freelyNamed.test(object.kind) && !placeholder.test(name)) {
    const form = labelNamed.test(object.kind) ? label : subdomain;
    if (!form.test(name) || (object.kind === 'Service' && /^\d/.test(name)))
      yield {
        path: ['metadata', 'name'],
        rule: 'name',
        message: `${object.kind} cannot be called "${name}"; use lower-case letters, digits and "-"${labelNamed.test(object.kind) ? ' (at most 63)' : ''}`,
      };
  }
  yield* checkLabels(labelsOf(metadata), ['metadata', 'labels']);
}

function* checkLabels(labels: Fields, path: Path): Iterable<Finding> {
  for (const [key, value] of Object.entries(labels)) {
    const isValue = /^([A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?)?$/.test(String(value));
    const isKey = /^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?$/.test(key);
    if (!isKey || !isValue)
      yield {
        path: [...path, key],
        rule: 'label',
        message: `"${key}: ${value}" is no label; use at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends`,
      };
  }
}

/** Does a selector fit labels? An empty one fits all. */
function selects(selector: Fields, labels: Fields): boolean {
  const equal = Object.entries(fieldsOf(selector.matchLabels)).every(([key, value]) => labels[key] === value);
  return (
    equal &&
    listOf(selector.matchExpressions).every(({ key, operator, values }) => {
      const value = labels[String(key)];
      const isAmong = Array.isArray(values) && values.includes(value);
      switch (operator) {
        case 'In':
          return isAmong;
        case 'NotIn':
          return !isAmong;
        case 'Exists':
          return value !== undefined;
        default:
          return value === undefined;
      }
    })
  );
}

function* checkSelector(object: ApiObject, spec: Fields, { pod, path }: Template): Iterable<Finding> {
  const labels = labelsOf(pod.metadata);
  yield* checkLabels(labels, [...path, 'metadata', 'labels']);
  if (object.kind === 'Job' || object.kind === 'CronJob' || spec.selector === undefined) return;
  const selector =
    object.kind === 'ReplicationController' ? { matchLabels: spec.selector } : fieldsOf(spec.selector);
  if (Object.keys(selector).length === 0)
    yield {
      path: ['spec', 'selector'],
      rule: 'selector',
      message: 'the selector is empty; write matchLabels with the labels of the template',
    };
  else if (!selects(selector, labels))
    yield {
      path: ['spec', 'selector'],
      rule: 'selector',
      message: `the selector does not fit the labels of the template (${formatLabels(labels)}); write the same labels in both`,
    };
}

const formatLabels = (labels: Fields): string =>
  Object.entries(labels)
    .map((pair) => pair.join(': '))
    .join(', ') || 'none';

function* checkRestartPolicy(kind: string, pod: Fields, path: Path): Iterable<Finding> {
  const policy = pod.restartPolicy;
  const isJob = kind === 'Job' || kind === 'CronJob';
  if (isJob && policy !== 'Never' && policy !== 'OnFailure')
    yield {
      path: policy === undefined ? path : [...path, 'restartPolicy'],
      rule: 'restart-policy',
      message: `the Pods of a ${kind} need a restartPolicy of Never or OnFailure; write one`,
    };
  if (!isJob && kind !== 'Pod' && policy !== undefined && policy !== 'Always')
    yield {
      path: [...path, 'restartPolicy'],
      rule: 'restart-policy',
      message: `the Pods of a ${kind} can only have the restartPolicy Always; remove ${policy}`,
    };
}

/** Volumes that a Pod gets from what makes it. */
const volumesElsewhere = (object: ApiObject): string[] =>
  object.kind === 'StatefulSet'
    ? listOf(fieldsOf(object.spec).volumeClaimTemplates).map((claim) => String(fieldsOf(claim.metadata).name))
    : [];

function* checkService(spec: Fields): Iterable<Finding> {
  const ports = listOf(spec.ports);
  const type = String(spec.type ?? 'ClusterIP');
  if (type === 'ExternalName' && spec.externalName === undefined)
    yield {
      path: ['spec'],
      rule: 'service',
      message: 'type ExternalName needs externalName; write the DNS name',
    };
  if (type !== 'ExternalName' && spec.clusterIP !== 'None' && ports.length === 0)
    yield { path: ['spec'], rule: 'service', message: 'a Service needs ports; write at least one' };
  for (const [index, port] of ports.entries()) {
    if (ports.length > 1 && port.name === undefined)
      yield {
        path: ['spec', 'ports', index],
        rule: 'port-name',
        message: 'a Service with several ports needs a name for each; add name',
      };
    yield* checkPortName(port.name, ['spec', 'ports', index, 'name']);
    if (port.nodePort !== undefined && type === 'ClusterIP')
      yield {
        path: ['spec', 'ports', index, 'nodePort'],
        rule: 'service',
        message: 'nodePort needs type NodePort or LoadBalancer; set the type or remove it',
      };
    if (port.nodePort !== undefined && (Number(port.nodePort) < 30000 || Number(port.nodePort) > 32767))
      yield {
        path: ['spec', 'ports', index, 'nodePort'],
        rule: 'service',
        message: `nodePort ${port.nodePort} is outside of the default range; write one from 30000 to 32767`,
      };
  }
}

function* checkData(object: ApiObject): Iterable<Finding> {
  for (const group of ['data', 'binaryData', 'stringData'])
    for (const [key, value] of Object.entries(fieldsOf(object[group]))) {
      if (!/^[-._a-zA-Z0-9]{1,253}$/.test(key))
        yield {
          path: [group, key],
          rule: 'data-key',
          message: `"${key}" cannot be a key; use letters, digits, "-", "_" and "."`,
        };
      const isBase64 = object.kind === 'Secret' ? group === 'data' : group === 'binaryData';
      if (
        isBase64 &&
        !/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(String(value).replace(/\s/g, ''))
      )
        yield {
          path: [group, key],
          rule: 'base64',
          message: `${group}.${key} must be base64; encode it${group === 'data' ? ', or put the plain text into stringData' : ''}`,
        };
    }
}

/** Five fields, or a name such as @daily (pkg.go.dev/github.com/robfig/cron, which the controller uses). */
function* checkSchedule(spec: Fields): Iterable<Finding> {
  const schedule = String(spec.schedule);
  const bounds: readonly (readonly [number, number])[] = [
    [0, 59],
    [0, 23],
    [1, 31],
    [1, 12],
    [0, 6],
  ];
  const parts = schedule.trim().split(/\s+/);
  const fits = (part: string, [low, high]: readonly [number, number]) =>
    part.split(',').every((item) => {
      const [, range = '', step] = /^(\*|\?|[a-z\d]+(?:-[a-z\d]+)?)(?:\/(\d+))?$/i.exec(item) ?? [];
      const numbers = range.split('-').filter((word) => /^\d+$/.test(word));
      return (
        range !== '' && step !== '0' && numbers.every((word) => Number(word) >= low && Number(word) <= high)
      );
    });
  const isName = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every \S+)$/.test(schedule);
  if (!isName && (parts.length !== 5 || !bounds.every((bound, index) => fits(parts[index] ?? '', bound))))
    yield {
      path: ['spec', 'schedule'],
      rule: 'schedule',
      message: `"${schedule}" is no schedule; write minute, hour, day of month, month and day of week, such as "0 9 * * 1-5"`,
    };
  if (/TZ=/.test(schedule))
    yield {
      path: ['spec', 'schedule'],
      rule: 'schedule',
      message: 'a zone does not belong into schedule; write timeZone',
    };
}

/** Checks objects of one block against each other: examples that stand together must work together. */
export function* checkTogether(objects: readonly ApiObject[]): Iterable<Finding & { index: number }> {
  const templates = objects.flatMap((object) => templateOf(object) ?? []);
  if (templates.length === 0) return;
  for (const [index, object] of objects.entries()) {
    const spec = fieldsOf(object.spec);
    if (object.kind === 'Service' && spec.selector !== undefined) {
      const chosen = templates.filter(({ pod }) =>
        selects({ matchLabels: spec.selector }, labelsOf(pod.metadata)),
      );
      if (chosen.length === 0)
        yield {
          index,
          path: ['spec', 'selector'],
          rule: 'selector',
          message: `no Pod of this block has the labels of the selector (there are: ${templates.map(({ pod }) => formatLabels(labelsOf(pod.metadata))).join('; ')}); write the labels of the Pods that it is for`,
        };
      const ports = chosen.flatMap(({ pod }) =>
        [...listOf(fieldsOf(pod.spec).containers), ...listOf(fieldsOf(pod.spec).initContainers)].flatMap(
          (container) => listOf(container.ports),
        ),
      );
      for (const [at, { targetPort }] of listOf(spec.ports).entries())
        if (
          chosen.length > 0 &&
          typeof targetPort === 'string' &&
          !ports.some((port) => port.name === targetPort)
        )
          yield {
            index,
            path: ['spec', 'ports', at, 'targetPort'],
            rule: 'port-name',
            message: `no container has a port named "${targetPort}"; name the port in the container, or write its number`,
          };
    }
  }
}

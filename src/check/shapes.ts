/** The arguments that a command takes. Flags are joined by `|` where one of them is enough. */
export interface Shape {
  /**
   * Objects of the cluster: `TYPE NAME…`, `TYPE/NAME…` or files. `named`: all of a type only if a flag such as `--all`
   * or a selector says so; `listed`: a type alone means all of it.
   */
  objects?: 'named' | 'listed';
  /** The only types that the command works on. */
  types?: Form;
  /** What follows the objects. */
  tail?: Tail;
  /** Other arguments: at least, at most, and what they are. */
  words?: readonly [least: number, most: number, what: string];
  /** What the first of the words is: `POD` or `TYPE/NAME`, a node, a type with a path of fields, a verb before a type. */
  first?: 'pod' | 'node' | 'field' | 'verb';
  /** What the words look like, from the one with this index on. */
  form?: readonly [from: number, form: Form];
  /** Flags that stand for the arguments. */
  instead?: string;
  /** Flags that must be there. */
  needs?: readonly string[];
  /** What the value of a flag looks like. */
  value?: readonly [flag: string, form: Form];
  /** A command for a container after `--`. */
  command?: 'needed' | 'allowed';
}

/** What a word looks like. */
export interface Form {
  what: string;
  is: RegExp;
}
/** What follows the objects of a command. */
export interface Tail extends Form {
  /** Tells its first word from a name; without it, it is the last word. */
  starts?: RegExp;
  /** Flags that make it unnecessary. */
  unless?: string;
}

const setting = (unless: string): Tail => ({
  what: 'KEY=VALUE or KEY-',
  starts: /=|-$/,
  is: /^[^=\s]+(?:=|-$)/,
  unless,
});
const taints: Tail = {
  what: 'KEY=VALUE:EFFECT, KEY:EFFECT or KEY-, where EFFECT is NoSchedule, PreferNoSchedule or NoExecute',
  starts: /[=:]|-$/,
  is: /^[^=:\s]+(?:(?:=[^=:\s]*)?:(?:NoSchedule|PreferNoSchedule|NoExecute)-?|-)$/,
};
/** A name for a new object. */
export const objectName: Form = { what: 'a name', is: /^[\w.:-]+$/ };
const shells: Form = { what: 'bash, zsh, fish or powershell', is: /^(?:bash|zsh|fish|powershell)$/ };
const ports: Form = { what: 'a PORT or LOCAL_PORT:PORT', is: /^(?:\d+|\d*:\d+|\d*:?[a-z][a-z\d-]*)$/ };
const object: Form = { what: 'TYPE/NAME', is: /^[^/]+\/[^/]+$/ };
const condition: Form = {
  what: "create, delete, condition=NAME or jsonpath='{PATH}'=VALUE",
  is: /^(?:create|delete|condition=.+|jsonpath=.+)$/i,
};

const named: Shape = { objects: 'named' };
const rollout: Shape = {
  ...named,
  types: {
    what: 'deployments, daemonsets and statefulsets',
    is: /^(?:deploy|deployments?|ds|daemonsets?|sts|statefulsets?)$/,
  },
};
const name: Shape = { words: [1, 1, 'NAME'] };
const created: Shape = { ...name, form: [0, objectName] };
const nothing: Shape = { words: [0, 0, ''] };
const files: Shape = { ...nothing, needs: ['filename|kustomize'] };
const nodes: Shape = { words: [1, Infinity, 'NODE'], first: 'node', instead: 'selector' };
const request: Shape = { words: [1, Infinity, 'NAME'], instead: 'filename|kustomize' };

/** By command. Usage lines say this too, but in prose; where they and kubectl differ, this is what kubectl takes. */
export const shapes: Readonly<Record<string, Shape>> = {
  annotate: { ...named, tail: setting('list') },
  'api-resources': nothing,
  'api-versions': nothing,
  apply: files,
  'apply edit-last-applied': named,
  'apply set-last-applied': { ...nothing, needs: ['filename'] },
  'apply view-last-applied': named,
  attach: { words: [1, 1, 'POD or TYPE/NAME'], first: 'pod' },
  'auth can-i': { words: [2, 2, 'VERB RESOURCE'], first: 'verb', instead: 'list' },
  'auth reconcile': files,
  'auth whoami': nothing,
  autoscale: { ...named, needs: ['max'] },
  'certificate approve': request,
  'certificate deny': request,
  'cluster-info': nothing,
  'cluster-info dump': nothing,
  completion: { words: [1, 1, 'SHELL'], form: [0, shells] },
  'config current-context': nothing,
  'config delete-cluster': name,
  'config delete-context': name,
  'config delete-user': name,
  'config get-clusters': nothing,
  'config get-contexts': { words: [0, Infinity, 'NAME'] },
  'config get-users': nothing,
  'config rename-context': { words: [2, 2, 'OLD_NAME NEW_NAME'] },
  'config set': { words: [2, 2, 'PROPERTY VALUE'] },
  'config set-cluster': name,
  'config set-context': { ...name, instead: 'current' },
  'config set-credentials': name,
  'config unset': { words: [1, 1, 'PROPERTY'] },
  'config use-context': name,
  'config view': nothing,
  cordon: nodes,
  cp: { words: [2, 2, 'SOURCE DESTINATION'] },
  create: files,
  'create clusterrole': { ...created, needs: ['verb|aggregation-rule'] },
  'create clusterrolebinding': { ...created, needs: ['clusterrole'] },
  'create configmap': created,
  'create cronjob': { ...created, needs: ['image', 'schedule'], command: 'allowed' },
  'create deployment': { ...created, needs: ['image'], command: 'allowed' },
  'create ingress': { ...created, needs: ['rule|default-backend'] },
  'create job': { ...created, needs: ['image|from'], command: 'allowed' },
  'create namespace': created,
  'create poddisruptionbudget': { ...created, needs: ['selector', 'min-available|max-unavailable'] },
  'create priorityclass': created,
  'create quota': created,
  'create role': { ...created, needs: ['verb', 'resource'] },
  'create rolebinding': { ...created, needs: ['clusterrole|role'] },
  'create secret docker-registry': { ...created, needs: ['docker-username|from-file'] },
  'create secret generic': created,
  'create secret tls': { ...created, needs: ['cert', 'key'] },
  'create service clusterip': { ...created, needs: ['tcp|clusterip'] },
  'create service externalname': { ...created, needs: ['external-name'] },
  'create service loadbalancer': { ...created, needs: ['tcp'] },
  'create service nodeport': { ...created, needs: ['tcp'] },
  'create serviceaccount': created,
  'create token': created,
  debug: {
    words: [1, 1, 'POD or TYPE/NAME'],
    first: 'pod',
    instead: 'filename',
    needs: ['image|copy-to'],
    command: 'allowed',
  },
  delete: { ...named, instead: 'raw' },
  describe: { objects: 'listed' },
  diff: files,
  drain: nodes,
  edit: named,
  events: { ...nothing, value: ['for', object] },
  exec: { words: [1, 1, 'POD or TYPE/NAME'], first: 'pod', instead: 'filename', command: 'needed' },
  explain: { words: [1, 1, 'TYPE or TYPE.FIELD'], first: 'field' },
  expose: named,
  get: { objects: 'listed', instead: 'raw' },
  help: { words: [0, Infinity, 'COMMAND'] },
  'kuberc set': { ...nothing, needs: ['section'] },
  'kuberc view': nothing,
  kustomize: { words: [0, 1, 'DIRECTORY'] },
  label: { ...named, tail: setting('list') },
  logs: { words: [1, 2, 'POD or TYPE/NAME'], first: 'pod', instead: 'selector' },
  options: nothing,
  patch: { ...named, needs: ['patch|patch-file'] },
  'plugin list': nothing,
  'port-forward': { words: [2, Infinity, 'TYPE/NAME PORT'], first: 'pod', form: [1, ports] },
  proxy: nothing,
  replace: { ...nothing, needs: ['filename|kustomize|raw'] },
  'rollout history': rollout,
  'rollout pause': rollout,
  'rollout restart': { ...rollout, objects: 'listed' },
  'rollout resume': rollout,
  'rollout status': rollout,
  'rollout undo': rollout,
  run: { ...created, needs: ['image'], command: 'allowed' },
  scale: { ...named, needs: ['replicas'] },
  'set env': { ...named, tail: { ...setting('list|from|env'), is: /^(?:[^=\s]+(?:=|-$)|-$)/ } },
  'set image': { ...named, tail: { what: 'CONTAINER=IMAGE', starts: /=/, is: /^[^=]+=.+$/ } },
  'set resources': { ...named, needs: ['limits|requests'] },
  'set selector': { ...named, tail: { what: 'KEY=VALUE', starts: /=/, is: /=/ } },
  'set serviceaccount': { ...named, tail: { what: 'SERVICE_ACCOUNT', is: /^[^=/]+$/ } },
  'set subject': { ...named, needs: ['user|group|serviceaccount'] },
  taint: { ...named, types: { what: 'nodes', is: /^no(?:des?)?$/ }, tail: taints },
  'top node': { words: [0, 1, 'NAME'], instead: 'selector' },
  'top pod': { words: [0, 1, 'NAME'], instead: 'selector' },
  uncordon: nodes,
  version: nothing,
  wait: { ...named, needs: ['for'], value: ['for', condition] },
};

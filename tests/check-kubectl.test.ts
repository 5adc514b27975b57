import { readFileSync } from 'node:fs';
import { array, assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkArguments } from '../src/check/arguments.ts';
import { checkShell, kubectlOf } from '../src/check/kubectl.ts';
import type { KubernetesSchema } from '../src/kubernetes/schema.ts';

const read = (file: string) =>
  JSON.parse(readFileSync(new URL(`../src/kubernetes/${file}.json`, import.meta.url), 'utf8'));
const table = kubectlOf(read('kubectl'));
const schema: KubernetesSchema = read('schema');
const resources = new Set(Object.values(schema.kinds).flatMap(({ names }) => names));

const check = (code: string) => checkShell(code, table, resources);
const shown = (code: string) => check(code).map(({ line, rule, message }) => `${line} ${rule}: ${message}`);

/** All of these the real kubectl takes as far as it can tell without a cluster. */
const accepted = `
kubectl
kubectl --help
kubectl help rollout status
kubectl options
kubectl version --client
kubectl version -o yaml
kubectl api-resources --namespaced=false --verbs=list -o name
kubectl cluster-info dump --output-directory=out
kubectl get pods
kubectl describe pod <이름>
kubectl delete service <서비스의 파드 이름>
kubectl logs deployment/<디플로이먼트>
kubectl get pod web
kubectl get pod web cache
kubectl get pod/web svc/web
kubectl get deployments,replicasets,pods -l app=web
kubectl get all -n dev
kubectl get Pods
kubectl get widgets.example.com
kubectl get deployments.v1.apps web
kubectl get --raw /healthz
kubectl get -f web.yaml -o yaml
kubectl get pods -A --sort-by=.metadata.name
kubectl get pods -Aw
kubectl get pods -owide -ndev
kubectl get pods -o=wide -n=dev
kubectl get pods --watch=true
kubectl get pods --field-selector status.phase=Running
kubectl get pods -l 'tier in (frontend, cache),version!=1.28'
kubectl get pods -o jsonpath='{range .items[*]}{.metadata.name}{"\\n"}{end}'
kubectl get pods -o custom-columns=NAME:.metadata.name
kubectl -n dev get pods
kubectl --context prod --namespace=dev get pods
kubectl describe pods
kubectl describe pod <pod>
kubectl describe <종류> <이름>
kubectl get pod <파드 이름> -n <네임스페이스>
kubectl rollout undo deployment/<이름> --to-revision=<번호>
kubectl logs $POD --tail -1
kubectl delete $(kubectl get pods -o name)
kubectl delete pods --all
kubectl delete pod web --now
kubectl delete pods -l app=web --cascade=orphan
kubectl delete pod web --wait=false
kubectl delete -k overlays/dev
kubectl create -f web.yaml
kubectl create deployment web --image=nginx:1.29 --replicas=3 --dry-run=client -o yaml > web.yaml
kubectl create deploy web --image nginx
kubectl create job hello --image=busybox:1.37 -- echo hello
kubectl create job test --from=cronjob/nightly
kubectl create cronjob nightly --image=busybox --schedule='0 3 * * *' -- date
kubectl create service clusterip web --tcp=80:8080
kubectl create svc nodeport web --tcp=80
kubectl create configmap web --from-literal=LOG_LEVEL=info --from-file=app.properties
kubectl create secret generic db --from-literal=password=s3cret
kubectl create secret tls web --cert=tls.crt --key=tls.key
kubectl create role reader --verb=get,list --resource=pods
kubectl create rolebinding reader --role=reader --serviceaccount=dev:app
kubectl create clusterrolebinding admin --clusterrole=admin --user=jane
kubectl create ingress web --rule='example.com/*=web:80'
kubectl create pdb web --selector=app=web --min-available=50%
kubectl create quota dev --hard=cpu=1,pods=2
kubectl create ns dev
kubectl create token default --duration=10m
kubectl apply -f web.yaml --server-side
kubectl apply -f - --prune -l app=web
kubectl apply -k .
kubectl apply view-last-applied deployment/web
kubectl diff -f web.yaml
kubectl replace --force -f web.yaml
kubectl edit deployment/web
kubectl patch pvc my-pvc -p '{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}'
kubectl patch deployment web --type json --patch-file patch.json
kubectl set image deployment/web nginx=nginx:1.29
kubectl set image deployment web nginx=nginx:1.29 log=busybox
kubectl set image deployments --all nginx=nginx:1.29
kubectl set image -f web.yaml nginx=nginx:1.29 --local -o yaml
kubectl set env deployment/web LOG_LEVEL=debug OLD-
kubectl set env deployment/web --list
kubectl set env deployment/web --from=configmap/web-config
kubectl set resources deployment web --limits=cpu=200m
kubectl set serviceaccount deployment web app
kubectl set selector service web app=web
kubectl set subject rolebinding admin --user=jane
kubectl rollout status deployment/web --timeout=60s
kubectl rollout status deploy web
kubectl rollout history deployment/web --revision=1
kubectl rollout restart deployment -l app=web
kubectl rollout restart deployment
kubectl rollout undo daemonset/agent
kubectl rollout pause deployment/web
kubectl scale deployment/web --current-replicas=5 --replicas=3
kubectl scale deployment web cache --replicas=0
kubectl autoscale deployment/web --cpu=80% --min=2 --max=10
kubectl expose deployment web --port=8080 --target-port=80 --type=NodePort
kubectl expose deployment web --port=80 --selector=app=web
kubectl run web --image=nginx:1.29
kubectl run tmp --rm -it --restart=Never --image=busybox:1.37 -- wget -qO- http://web:8080
kubectl run tmp --image=busybox --command -- sleep 1d
kubectl exec -it web -- sh
kubectl exec web -c nginx -- ls -la --color
kubectl exec deployment/web -- printenv
kubectl attach web -it
kubectl logs web --previous -c nginx
kubectl logs web nginx
kubectl logs -f deployment/web
kubectl logs -l app=web --all-containers --prefix
kubectl debug -it web --image=busybox:1.37 --target=nginx -- sh
kubectl debug node/worker-1 -it --image=busybox --profile=sysadmin
kubectl port-forward service/web 8080:80
kubectl port-forward web 8080 :9090 8443:https
kubectl cp web:/var/log/app.log app.log -c nginx
kubectl cp app.conf dev/web:/etc/app.conf
kubectl top pod web --containers
kubectl top nodes --sort-by=cpu
kubectl events --for pod/web --types=Warning --watch
kubectl explain pod.spec.containers --recursive
kubectl explain widgets.example.com
kubectl auth can-i create deployments.apps --as=system:serviceaccount:dev:app
kubectl auth can-i '*' '*'
kubectl auth can-i get /healthz
kubectl auth can-i get pods/log
kubectl auth can-i --list -n dev
kubectl auth whoami
kubectl label pod web team=blue --overwrite
kubectl label pods --all team-
kubectl label node/worker-1 <키>=<값>
kubectl label node worker-1 --list
kubectl annotate deployment web kubernetes.io/change-cause='nginx 1.29'
kubectl taint nodes worker-1 gpu=true:NoSchedule
kubectl taint node worker-1 gpu:NoExecute-
kubectl taint node worker-1 gpu-
kubectl drain worker-1 --ignore-daemonsets --delete-emptydir-data
kubectl cordon worker-1 worker-2
kubectl uncordon -l pool=blue
kubectl certificate approve jane
kubectl wait --for=condition=Ready pod/web --timeout=60s
kubectl wait pods -l app=web --for=delete
kubectl wait --for=jsonpath='{.status.phase}'=Running pod/web
kubectl config use-context kind-dev
kubectl config set-context --current --namespace=dev
kubectl config set-context dev --user=jane
kubectl config set-credentials jane --token=abc
kubectl config get-contexts -o name
kubectl config view --minify --raw
kubectl completion bash
kubectl kustomize overlays/dev
kubectl plugin list
kubectl kuberc set --section aliases --name r --command run --appendarg "--" --appendarg ls
kubectl get pods -v=6
`;

/** Each with its rule and what the message must say. */
const refused: [code: string, rule: string, says: RegExp][] = [
  ['kubectl gte pods', 'kubectl-command', /no command "gte"; did you mean "get"/],
  ['kubectl convert -f web.yaml', 'kubectl-command', /no command "convert"/],
  ['kubectl -n dev gett pods', 'kubectl-command', /"gett"; did you mean "get"/],
  [
    'kubectl rollout stauts deployment/web',
    'kubectl-command',
    /kubectl rollout has no sub-command "stauts".*"status"/,
  ],
  ['kubectl rollout', 'kubectl-command', /kubectl rollout by itself.*sub-commands/],
  ['kubectl create pod web --image=nginx', 'kubectl-command', /no sub-command "pod"/],
  ['kubectl create pod web', 'kubectl-command', /kubectl create has no sub-command "pod"/],
  ['kubectl create service web', 'kubectl-command', /no sub-command "web"; it has clusterip, externalname/],
  ['kubectl set imag deployment/web nginx=nginx', 'kubectl-command', /"imag".*"image"/],
  ['kubectl config use-contxt dev', 'kubectl-command', /"use-contxt".*"use-context"/],
  ['kubectl get pods --wathc', 'kubectl-flag', /kubectl get has no flag --wathc; did you mean "--watch"/],
  ['kubectl describe pod web -o yaml', 'kubectl-flag', /kubectl describe has no flag -o/],
  ['kubectl get pods -namespace dev', 'kubectl-flag', /no flag -namespace; did you mean "--namespace"/],
  ['kubectl rollout status deployment/web --replicas=2', 'kubectl-flag', /--replicas/],
  ['kubectl version --short', 'kubectl-flag', /--short/],
  ['kubectl get pods --constructor', 'kubectl-flag', /--constructor/],
  ['kubectl drain worker-1 --delete-local-data', 'kubectl-flag', /--delete-local-data/],
  ['kubectl get pods -o', 'kubectl-flag', /-o lacks its value; write -o .*json/],
  ['kubectl get pods -n -o wide', 'kubectl-flag', /-n lacks its value/],
  ['kubectl scale deployment/web --replicas', 'kubectl-flag', /--replicas lacks its value/],
  ['kubectl get pods --watch true', 'kubectl-value', /"true" after --watch.*--watch=true/],
  ['kubectl delete pods --all --wait false', 'kubectl-value', /write --wait=false/],
  [
    'kubectl delete pod web --now=maybe',
    'kubectl-value',
    /--now does not take "maybe"; write one of true, false/,
  ],
  ['kubectl run web --image=nginx --dry-run client', 'kubectl-value', /write --dry-run=client/],
  ['kubectl run web --image=nginx --dry-run=yes', 'kubectl-value', /--dry-run does not take "yes"/],
  ['kubectl get pods -o jsn', 'kubectl-value', /-o does not take "jsn"; did you mean "json"/],
  ['kubectl get pods -oyml', 'kubectl-value', /"yml"; did you mean "yaml"/],
  ['kubectl get pods -o yaml=x', 'kubectl-value', /"yaml=x"/],
  ['kubectl run web --image=nginx --restart=never', 'kubectl-value', /"never"; did you mean "Never"/],
  ['kubectl delete deployment web --cascade=false', 'kubectl-value', /--cascade.*"false".*orphan/],
  ['kubectl expose deployment web --port=80 --type=Nodeport', 'kubectl-value', /did you mean "NodePort"/],
  ['kubectl top pods --sort-by=name', 'kubectl-value', /one of cpu, memory/],
  ['kubectl wait pod/web --for=Ready', 'kubectl-value', /"Ready"; write.*condition=NAME/],
  ['kubectl events --for web', 'kubectl-value', /TYPE\/NAME/],
  ['kubectl set image deployment/web a=b --record', 'kubectl-deprecated', /--record.*will be removed/],
  [
    'kubectl autoscale deployment web --max=3 --cpu-percent=80',
    'kubectl-deprecated',
    /--cpu-percent.*Use --cpu /,
  ],
  ['kubectl run web --image=nginx --dry-run -o yaml', 'kubectl-deprecated', /write --dry-run=client/],
  ['kubectl get deploymnts', 'kubectl-resource', /no resource type "deploymnts"; did you mean "deployments"/],
  ['kubectl get pods,servics', 'kubectl-resource', /"servics".*"service/],
  ['kubectl get volume', 'kubectl-resource', /no resource type "volume"/],
  ['kubectl logs deploymnt/web', 'kubectl-resource', /"deploymnt"/],
  ['kubectl describe deploymnt/<이름>', 'kubectl-resource', /"deploymnt"/],
  ['kubectl explain pood.spec', 'kubectl-resource', /"pood"/],
  ['kubectl auth can-i get pood', 'kubectl-resource', /"pood"/],
  [
    'kubectl rollout undo pod/web',
    'kubectl-resource',
    /deployments, daemonsets and statefulsets, not on "pod"/,
  ],
  ['kubectl taint pod web a=b:NoSchedule', 'kubectl-resource', /nodes, not on "pod"/],
  [
    'kubectl scale deployment/<파드명> --replicas=3',
    'kubectl-placeholder',
    /name of a Pod.*that of a Deployment/,
  ],
  ['kubectl expose deployment <pod name> --port=80', 'kubectl-placeholder', /name of a Pod/],
  ['kubectl get svc <디플로이먼트>', 'kubectl-placeholder', /name of a Deployment.*of a Service/],
  ['kubectl get', 'kubectl-arguments', /the resource is missing/],
  ['kubectl get pod/web deployment', 'kubectl-arguments', /"deployment" is not TYPE\/NAME/],
  ['kubectl get pod pod/web', 'kubectl-arguments', /"pod" is not TYPE\/NAME/],
  ['kubectl get pod/web/nginx', 'kubectl-arguments', /"pod\/web\/nginx" is not TYPE\/NAME/],
  ['kubectl get pod web -l app=web', 'kubectl-arguments', /a name and a selector/],
  ['kubectl get pod web -A', 'kubectl-arguments', /write -n NAMESPACE/],
  ['kubectl get -f web.yaml pods', 'kubectl-arguments', /leave out "pods"/],
  ['kubectl delete pod', 'kubectl-arguments', /the name after "pod" is missing/],
  ['kubectl delete', 'kubectl-arguments', /resource is missing/],
  ['kubectl edit deployment', 'kubectl-arguments', /name after "deployment" is missing/],
  [
    'kubectl rollout status deployment/x web=nginx',
    'kubectl-arguments',
    /"web=nginx" is not TYPE\/NAME; leave it out/,
  ],
  ['kubectl rollout status deployment x web=nginx', 'kubectl-arguments', /"web=nginx" is no name/],
  ['kubectl rollout undo deployment', 'kubectl-arguments', /name after "deployment"/],
  [
    'kubectl create deploy --image nginx',
    'kubectl-arguments',
    /NAME is missing; write kubectl create deployment NAME --image/,
  ],
  ['kubectl create deployment web', 'kubectl-arguments', /--image is missing/],
  ['kubectl create deployment web nginx --image=nginx', 'kubectl-arguments', /write -- before "nginx"/],
  [
    'kubectl create deployment deployment/web --image=nginx',
    'kubectl-arguments',
    /"deployment\/web" is not a name/,
  ],
  ['kubectl create job hello', 'kubectl-arguments', /--image or --from is missing/],
  ['kubectl create configmap', 'kubectl-arguments', /NAME is missing/],
  ['kubectl create configmap a b', 'kubectl-arguments', /leave out "b"/],
  ['kubectl create secret tls web --cert=a', 'kubectl-arguments', /--key is missing/],
  ['kubectl create rolebinding a --user=jane', 'kubectl-arguments', /--clusterrole or --role is missing/],
  ['kubectl create', 'kubectl-arguments', /--filename or --kustomize is missing/],
  ['kubectl apply web.yaml -f', 'kubectl-flag', /-f lacks its value/],
  ['kubectl apply -f a.yaml b.yaml', 'kubectl-arguments', /leave out "b.yaml"/],
  ['kubectl apply', 'kubectl-arguments', /--filename or --kustomize is missing/],
  ['kubectl scale deployment/web', 'kubectl-arguments', /--replicas is missing/],
  ['kubectl scale deployment --replicas=3', 'kubectl-arguments', /name after "deployment"/],
  ['kubectl autoscale deployment web --min=2', 'kubectl-arguments', /--max is missing/],
  [
    'kubectl expose deployment',
    'kubectl-arguments',
    /name after "deployment" is missing; write kubectl expose/,
  ],
  ['kubectl expose deployment --selector=app=web', 'kubectl-arguments', /name after "deployment" is missing/],
  ['kubectl run --image=nginx', 'kubectl-arguments', /NAME is missing/],
  ['kubectl run web', 'kubectl-arguments', /--image is missing/],
  ['kubectl run web --image=busybox sh', 'kubectl-arguments', /write -- before "sh"/],
  ['kubectl exec web ls', 'kubectl-arguments', /write -- before "ls"/],
  ['kubectl exec web', 'kubectl-arguments', /command for the container is missing/],
  ['kubectl exec -- ls', 'kubectl-arguments', /POD or TYPE\/NAME is missing/],
  ['kubectl exec deployment web -- ls', 'kubectl-arguments', /write deployment\/web/],
  ['kubectl debug web sh --image=busybox', 'kubectl-arguments', /write -- before "sh"/],
  ['kubectl debug web -it', 'kubectl-arguments', /--image or --copy-to is missing/],
  ['kubectl logs', 'kubectl-arguments', /POD or TYPE\/NAME is missing/],
  ['kubectl logs deployment web', 'kubectl-arguments', /write deployment\/web/],
  ['kubectl port-forward web', 'kubectl-arguments', /PORT is missing/],
  ['kubectl port-forward service web 8080:80', 'kubectl-arguments', /write service\/web/],
  ['kubectl port-forward service/web 8080/80', 'kubectl-arguments', /"8080\/80" is not a PORT/],
  ['kubectl cp app.log', 'kubectl-arguments', /SOURCE DESTINATION is missing/],
  ['kubectl cp a.log b.log', 'kubectl-arguments', /POD:PATH/],
  ['kubectl set image deployment/web', 'kubectl-arguments', /CONTAINER=IMAGE is missing/],
  ['kubectl set image deployment nginx=nginx', 'kubectl-arguments', /name after "deployment"/],
  ['kubectl set image nginx=nginx', 'kubectl-arguments', /resource is missing/],
  ['kubectl set env deployment/web', 'kubectl-arguments', /KEY=VALUE or KEY- is missing/],
  ['kubectl set env deployment/web A=b C', 'kubectl-arguments', /"C" is not KEY=VALUE/],
  ['kubectl set resources deployment web', 'kubectl-arguments', /--limits or --requests is missing/],
  ['kubectl label pod web', 'kubectl-arguments', /KEY=VALUE or KEY- is missing/],
  ['kubectl label pod web team', 'kubectl-arguments', /KEY=VALUE or KEY- is missing/],
  ['kubectl annotate pod a=b', 'kubectl-arguments', /name after "pod"/],
  ['kubectl taint node worker-1 gpu=true', 'kubectl-arguments', /"gpu=true" is not KEY=VALUE:EFFECT/],
  ['kubectl taint node worker-1 gpu=true:NoSchedul', 'kubectl-arguments', /NoSchedule, PreferNoSchedule/],
  ['kubectl patch pod web', 'kubectl-arguments', /--patch or --patch-file is missing/],
  ['kubectl drain', 'kubectl-arguments', /NODE is missing/],
  ['kubectl cordon node worker-1', 'kubectl-arguments', /leave out "node"/],
  ['kubectl wait pod/web', 'kubectl-arguments', /--for is missing/],
  ['kubectl auth can-i get', 'kubectl-arguments', /VERB RESOURCE is missing/],
  ['kubectl auth can-i get pods web', 'kubectl-arguments', /leave out "web"/],
  ['kubectl explain', 'kubectl-arguments', /TYPE or TYPE.FIELD is missing/],
  ['kubectl config use-context', 'kubectl-arguments', /NAME is missing/],
  ['kubectl config set-context --namespace=dev', 'kubectl-arguments', /NAME is missing.*--current/],
  ['kubectl config rename-context a', 'kubectl-arguments', /OLD_NAME NEW_NAME is missing/],
  ['kubectl config view dev', 'kubectl-arguments', /leave out "dev"/],
  ['kubectl completion tcsh', 'kubectl-arguments', /"tcsh" is not bash, zsh/],
  ['kubectl top pod web -l app=web', 'kubectl-arguments', /a name and a selector/],
  ['kubectl logs web -l app=web', 'kubectl-arguments', /a name and a selector/],
  ['kubectl top pod a b', 'kubectl-arguments', /leave out "b"/],
  ['kubectl get pod "web', 'shell-syntax', /cannot read this/],
  ['$ kubectl get pods', 'shell-prompt', /leave out the prompt/],
];

describe('checkShell', () => {
  it.each(accepted.trim().split('\n'))('takes %s', (code) => {
    expect(shown(code)).toEqual([]);
  });

  it.each(refused)('refuses %s', (code, rule, says) => {
    const faults = check(code);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ line: 1, rule, message: expect.stringMatching(says) });
  });

  it('reads a block as a shell does', () => {
    const code = [
      "# kubectl bad 'quote",
      'NAME=web KUBECONFIG=x kubectl bad1',
      'cat <<END | kubectl apply -f -',
      'kubectl bad in a here-document',
      'END',
      'echo "$(kubectl bad2)" && kubectl bad3; kubectl bad4 | kubectl bad5 -',
      "echo 'kubectl bad' kubectl bad",
      'for pod in a b; do kubectl bad6 "$pod"; done',
      'sudo kubectl bad7',
      'watch -n 1 kubectl bad8',
      'source <(kubectl bad9)',
      'k bad; helm bad; docker bad',
      'kubectl exec web -- kubectl bad --bad',
      'kubectl get pods # kubectl bad',
    ].join('\n');
    expect(check(code).map(({ line, message }) => [line, /bad\d/.exec(message)?.[0]])).toEqual([
      [2, 'bad1'],
      [6, 'bad2'],
      [6, 'bad3'],
      [6, 'bad4'],
      [6, 'bad5'],
      [8, 'bad6'],
      [9, 'bad7'],
      [10, 'bad8'],
      [11, 'bad9'],
    ]);
  });

  it('names the line where it goes on', () => {
    const code = [
      'kubectl get pods',
      'kubectl create deployment web \\',
      '  --image=nginx \\',
      '  --replica=3',
      'kubectl scale deployment/web \\',
      '  --timeout=3s',
    ].join('\n');
    expect(shown(code)).toEqual([
      '4 kubectl-flag: kubectl create deployment has no flag --replica; did you mean "--replicas"?',
      expect.stringMatching(/^5 kubectl-arguments: kubectl scale: --replicas is missing/),
    ]);
  });

  it('does not take a placeholder for a redirection, nor a redirection for a placeholder', () => {
    expect(shown('kubectl get pod <pod> -o <format> > pod.yaml 2>&1')).toEqual([]);
    expect(shown('kubectl apply -f - <web.yaml >out.txt')).toEqual([]);
    expect(shown('kubectl get <종류> > out.txt <a>')).toEqual([]);
    expect(shown('kubectl label pod <파드 이름>')).toEqual([expect.stringContaining('KEY=VALUE')]);
  });

  it('leaves alone what only the shell knows', () => {
    expect(shown('kubectl $VERB pods')).toEqual([]);
    expect(shown('kubectl get "$TYPE" "$NAME" -o "$FORMAT"')).toEqual([]);
    expect(shown('kubectl exec $(kubectl get pods -o name) -- $COMMAND')).toEqual([]);
  });

  it('reports all that is wrong with a command', () => {
    const rules = check('kubectl scale deploymnt/web web=nginx -o jsn').map(({ rule }) => rule);
    expect(rules.toSorted()).toEqual([
      'kubectl-arguments',
      'kubectl-arguments',
      'kubectl-resource',
      'kubectl-value',
    ]);
  });

  it('knows the arguments of every command there is', () => {
    const paths = Object.keys(table.commands);
    const leaves = paths.filter((path) => !paths.some((other) => other.startsWith(`${path} `)));
    const call = { usage: '', line: 1, flags: new Map(), args: [], inner: undefined };
    const strange = leaves.filter((path) =>
      checkArguments({ ...call, path }, resources).some(({ rule }) => rule === 'kubectl-command'),
    );
    expect(strange).toEqual([]);
  });

  it('never throws, and stays within the block', () => {
    const pieces = constantFrom(
      ...[
        'kubectl',
        'get',
        'pod',
        '-',
        '--',
        '-o',
        '=',
        '<',
        '>',
        '"',
        "'",
        '$(',
        ')',
        '`',
        '\\',
        '\n',
        '<<E',
      ],
    );
    const inLines = (code: string) =>
      check(code).every(({ line }) => line >= 1 && line <= code.split('\n').length);
    assert(property(string({ unit: 'binary' }), inLines));
    assert(property(array(pieces, { maxLength: 30 }), (parts) => inLines(parts.join(''))));
    assert(property(array(pieces), (parts) => inLines(`kubectl ${parts.join(' ')}`)));
  });

  it('finds a command wherever it stands', () => {
    const frames = [
      '@',
      'true && @',
      '@ | cat',
      'echo "$(@)"',
      'if @; then :; fi',
      '{ @; }',
      '(@) &',
      'A=b @',
    ];
    const inKubectl = refused.filter(([, rule]) => rule.startsWith('kubectl-'));
    assert(
      property(constantFrom(...frames), constantFrom(...inKubectl), (frame, [code, rule]) => {
        expect(check(frame.replace('@', () => code)).map((fault) => fault.rule)).toEqual([rule]);
      }),
    );
  });
});

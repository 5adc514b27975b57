/**
 * What Kubernetes things are called, in Korean and English, whether or not the notes cover them. It lets a
 * folder of Markdown without any front matter be asked by every usual spelling, and lets the bot tell "there is
 * no note on that" from "I did not understand".
 */
export interface Concept {
  /** Slug of the note about it, where there is one. */
  id: string;
  /** Names that are used of nothing else: spellings, transliterations, kubectl names. */
  names: string[];
  /** Names that are ordinary words as well ("service", "볼륨"): alone they do not make a question ours. */
  words?: string[];
  /** What a person says who means it without naming it. */
  cues?: string[];
}

/** Kubernetes 1.37. Spacing, case, hyphens, plural -s and Korean particles need no entry of their own. */
// biome-ignore format: a concept reads best as a few lines of names
export const glossary: readonly Concept[] = [
  {
    id: 'kubernetes-objects',
    names: ['쿠버네티스 오브젝트', '쿠버네티스 객체', 'k8s 객체', 'k8s 오브젝트', '쿠버네티스 리소스', 'kubernetes object', 'k8s object', 'kubernetes resource', 'api object', 'API 오브젝트'],
    words: ['오브젝트', '객체', 'object'],
    cues: ['쿠버네티스가 다루는 것들', '파드 서비스 볼륨 같은 것', 'things kubernetes works with', 'spec과 status'],
  },
  {
    id: 'cluster-components',
    names: ['클러스터 컴포넌트', '쿠버네티스 컴포넌트', '컨트롤 플레인', '컨트롤플레인', '마스터 노드', 'control plane', 'master node', 'cluster component', 'cluster architecture', '클러스터 아키텍처', '쿠버네티스 아키텍처', 'kubernetes architecture', 'kubelet', '큐블릿', '쿠블렛', '큐블렛', 'kube-apiserver', 'api server', 'API 서버', 'etcd', 'kube-scheduler', 'kube-proxy', '큐브 프록시', '쿠브 프록시', 'kube-controller-manager', 'controller manager', '컨트롤러 매니저', 'cloud controller manager', '컨테이너 런타임', 'container runtime', 'containerd', 'CRI'],
    words: ['컴포넌트', '워커 노드', 'worker node'],
  },
  {
    id: 'node-maintenance',
    names: ['노드 유지보수', 'node maintenance', 'cordon', 'uncordon', '코든', 'kubectl drain', 'node drain', 'drain node', '노드 드레인', '드레인', 'PDB', 'PodDisruptionBudget', '파드 중단 예산', '중단 예산', '파드 중단', 'pod disruption', 'pod disruption budget'],
    words: ['drain', 'node', '노드', 'machine', 'worker', 'worker machine', '워커', '워커 서버'],
    cues: ['노드 비우기', '노드 점검'],
  },
  {
    id: 'namespace',
    names: ['ns', 'kube-system', '쿠버네티스 네임스페이스', 'kubernetes namespace'],
    words: ['이름공간', 'namespace', '네임스페이스', '네임 스페이스'],
  },
  {
    id: 'kubectl',
    names: ['kubectl', '쿠브컨트롤', '큐브컨트롤', '쿠베씨티엘', '큐브씨티엘', '쿠브씨티엘', '큐브 시티엘', '쿠버네티스 CLI', 'kubectl basics', 'kubectl 기초', '쿠베컨트롤', '쿠버컨트롤', '쿠베 컨트롤'],
  },
  {
    id: 'kubeconfig',
    names: ['kubeconfig', '쿠버 컨피그', '큐브컨피그', '쿠브컨피그', 'kube config', 'use-context', 'current-context', 'kubectl config', '쿠버네티스 컨텍스트', 'kuberc'],
    words: ['컨텍스트', '콘텍스트', 'context'],
  },
  {
    id: 'imperative-management',
    names: ['명령어로 배포', '명령으로 배포', '명령형 배포', '명령적 배포', '명령적으로 배포', '명령형으로 배포', '명령적 방식', '명령형 방식', 'imperative command', '임페러티브'],
    words: ['명령형', '명령적', 'imperative'],
    cues: ['kubectl create deployment', 'create a deployment from the command line', 'kubectl create', '명령어로 배포', '명령어만으로 배포', '디플로이먼트 생성 명령어', 'deploy with a command'],
  },
  {
    id: 'declarative-management',
    names: ['선언형 배포', '선언적 배포', '선언적으로 배포', '선언형으로 배포', '선언적 방식', '선언형 방식', 'declarative management', '디클러러티브', 'kubectl apply', '어플라이', 'server-side apply'],
    words: ['apply', '선언', '선언형', '선언적', 'declarative'],
    cues: ['설정 파일로 배포', '파일로 배포', 'yaml로 배포', 'yaml 적용', '원하는 상태', 'deploy from a file'],
  },
  {
    id: 'manifest-files',
    names: ['매니페스트', '매니페스트 파일', '다중 구성 파일', '단일 구성 파일', '구성 파일 여러 개', 'manifest', 'manifest file', 'KYAML', 'multi-document yaml', 'multiple manifests'],
    words: ['구성 파일', '설정 파일', '야믈', '얌얼', '야물'],
    cues: ['put several objects into one file', 'several resources in one file', '한 파일에 리소스 여러 개', 'split into several files', '구성 파일 하나로 할지 여러 개로 할지', '대시 세 개로 구분', 'three dashes', '한 파일에 여러 개', 'yaml 파일 합치기', '파일 나누기', '--- 구분', 'combine yaml files', 'one file or many'],
  },
  {
    id: 'labels-selectors',
    names: ['레이블과 셀렉터', '라벨과 셀렉터', '레이블 셀렉터', '라벨 셀렉터', 'label selector', 'labels and selectors', 'matchLabels', 'matchExpressions', '매치라벨', '매치레이블', '매치 익스프레션', '셀렉터'],
    words: ['selector', '레이블', '라벨', 'label', '선택자'],
    cues: ['파드에 꼬리표', '꼬리표 붙이기', '조건에 맞는 파드 고르기', '파드 골라내기', 'tag pods', 'group pods', 'pick pods by key value'],
  },
  {
    id: 'api-versions',
    names: ['API 버전', 'api version', 'api versions', 'API 그룹', 'api group', '지원 중단', 'deprecated api', 'api deprecation', 'API 버젼', 'API 지원 중단', 'API 사용 중단'],
    words: ['deprecation'],
  },
  {
    id: 'pod',
    names: ['파드', '포드', '팟', 'po', '쿠버네티스 파드', '파드 오브젝트'],
    words: ['pod', 'pods'],
    cues: ['가장 작은 단위', '최소 단위', '제일 작은 배포 단위', '배포 단위', '컨테이너 묶음', '컨테이너를 감싸는', '컨테이너 여러 개 함께', 'smallest unit', 'smallest deployable unit', 'group of containers', 'wrapper around containers', 'several containers together', 'ECS task'],
  },
  {
    id: 'pod-lifecycle',
    names: ['파드 라이프사이클', '파드 수명 주기', '파드 생명주기', '파드 상태', 'pod lifecycle', 'pod phase', 'pod status', 'CrashLoopBackOff', '크래시루프백오프', '크래시 루프 백오프', 'restartPolicy', 'restart policy', '재시작 정책', '종료 유예', 'termination grace period', 'terminationGracePeriodSeconds', 'preStop', '크래시루프', '파드 생애 주기'],
  },
  {
    id: 'init-containers',
    names: ['초기화 컨테이너', '초기 컨테이너', 'init 컨테이너', '이닛 컨테이너', 'init container', 'initContainers'],
  },
  {
    id: 'sidecar-containers',
    names: ['사이드카', '사이드카 컨테이너', '사이드 카', 'sidecar', 'sidecar container', '네이티브 사이드카', '멀티 컨테이너 파드', 'multi-container pod'],
  },
  {
    id: 'deployment',
    names: ['디플로이먼트', '디플로이', '디플로이멘트', '디플로먼트', '배포 오브젝트'],
    words: ['deployment', 'deployments', 'deploy'],
    cues: ['파드 개수 유지', '파드 수 유지', '파드를 관리하는 컨트롤러', '파드를 직접 만들지 않고', '앱 배포하기', '앱 배포', '애플리케이션 배포', 'keep pods running', 'run several copies of an app', 'deploy an app', 'deploy my app', 'stateless app'],
  },
  {
    id: 'replicaset',
    names: ['레플리카셋', '레플리카 셋', '리플리카셋', '복제본 집합', 'replicaset', 'replica set', 'rs', 'ReplicationController', '레플리케이션 컨트롤러', '리플리케이션 컨트롤러', '레플리카세트'],
  },
  {
    id: 'rolling-update',
    names: ['롤링 업데이트', '롤링업데이트', '롤링 배포', 'rolling update', 'rolling updates', 'rollingupdate', 'rolling deployment', '디플로이먼트 업데이트', '디플로이먼트 갱신', 'deployment 업데이트', 'deployment update', 'update deployment', 'update a deployment', 'updating a deployment', 'kubectl set image', 'set image', '롤아웃', 'rollout', 'rollout status', 'rollout restart', 'kubectl rollout', 'maxSurge', 'maxUnavailable', '맥스서지', '무중단 배포', '무중단 업데이트', 'zero downtime deployment', 'zero downtime'],
    words: ['업뎃', '업뎃하기', '이미지 변경', '이미지 교체', '업데이트', 'update', '무중단'],
    cues: ['이미지 바꾸기', '이미지 버전 올리기', '새 버전 배포', '새 버전으로 교체', '새 이미지 적용', '앱 버전 업그레이드', '이미지 태그 바꾸기', '업데이트 상태 확인', '배포 진행 상황', '중단 없이 배포', 'change the image', 'new version', 'upgrade the app', 'release a new version', 'new image tag', 'deploy without downtime', 'ship a new version'],
  },
  {
    id: 'rollback',
    names: ['rollout undo', 'kubectl rollout undo', 'rollout history', 'to-revision', '리비전', 'revisionHistoryLimit', '롤아웃 되돌리기', '배포 되돌리기', '배포 취소'],
    words: ['롤백', '롤 백', 'rollback', 'roll back', 'rolling back', 'rolled back', '되돌리기', '이전 버전', 'revision', 'undo', 'revert'],
    cues: ['되돌리고 싶어', '이전 버전으로 돌아가기', '예전 버전으로 복구', '원래 버전으로', '원상복구', '특정 버전으로 돌아가기', '전 버전으로', '배포가 잘못됐을 때', '배포 망했어', '배포가 깨졌어', '업데이트 취소', 'go back to the previous version', 'previous version', 'undo a deployment', 'undo a bad release', 'revert a release', 'bad deployment', 'broken release', 'restore the old version'],
  },
  {
    id: 'scaling',
    names: ['kubectl scale', '스케일 인 아웃', 'manual scaling', '수동 스케일링', '레플리카 수', '레플리카 개수', '레플리카 갯수', '파드 수', '파드 개수', '파드 갯수', '복제본 수', 'replica count', 'number of replicas', 'number of pods', 'replicas'],
    words: ['스케일링', '스케일 아웃', '스케일 인', '스케일 업', '스케일 다운', '스케일', 'scaling', 'scale out', 'scale in', 'scale up', 'scale down', 'scale', '확장', '축소', '레플리카', 'replica'],
    cues: ['파드 늘리기', '파드 줄이기', '파드를 늘려', '파드 더 띄우기', '파드 여러 개 띄우기', '개수 늘리기', '개수 조절', '몇 개로 늘리기', '0개로 줄이기', '트래픽이 많을 때 늘리기', '트래픽이 몰릴 때', '서버 늘리기', 'more pods', 'fewer pods', 'add pods', 'increase pods', 'increase the number', 'reduce pods', 'run more copies', 'more instances', 'scale to zero', 'handle more traffic'],
  },
  {
    id: 'statefulset',
    names: ['스테이트풀셋', '스테이트풀 셋', '스테이트 풀셋', '상태 유지 셋', 'statefulset', 'stateful set', 'sts', 'volumeClaimTemplates', '스테이트풀세트', '스테풀셋'],
  },
  {
    id: 'daemonset',
    names: ['데몬셋', '데몬 셋', '데먼셋', 'daemonset', 'daemon set', 'ds', '데몬세트'],
  },
  {
    id: 'job',
    names: ['쿠버네티스 잡', 'kubernetes job', 'k8s job', 'backoffLimit'],
    words: ['잡', 'job', '배치 작업', 'batch job', '작업'],
  },
  {
    id: 'cronjob',
    names: ['크론잡', '크론 잡', 'cronjob', 'cron job', 'cj'],
    words: ['예약 작업'],
  },
  {
    id: 'hpa',
    names: ['HPA', 'HorizontalPodAutoscaler', 'horizontal pod autoscaler', 'horizontal pod autoscaling', '수평 파드 오토스케일링', '수평 파드 오토스케일러', '오토스케일링', '오토스케일', '오토스케일러', '오토 스케일링', '자동 확장', '자동 스케일링', '자동 스케일', 'autoscaling', 'autoscaler', 'autoscale', 'auto scaling', 'kubectl autoscale', 'metrics-server', '메트릭 서버'],
  },
  {
    id: 'env-variables',
    names: ['컨테이너 환경 변수', 'envFrom', 'valueFrom', 'configMapKeyRef', '다운워드 API', 'downward api', 'fieldRef', 'pod environment variable'],
    words: ['환경 변수', '환경변수', '환경 변수 설정', 'env', 'env var', 'env vars', 'env variable', 'environment variable', 'environment variables', '엔브이'],
    cues: ['컨테이너에 값 넘기기', '앱에 설정값 넘기기', '컨테이너에 변수 주입', 'process.env', 'pass a value to a container', 'inject variables', 'set a variable in a container', 'env와 envFrom'],
  },
  {
    id: 'configmap',
    names: ['컨피그맵', '컨피그 맵', '콘피그맵', '컨피그멥', '컨픽맵', '설정 맵', 'configmap', 'configmaps', 'config map', 'cm'],
    cues: ['설정을 이미지 밖에', '설정 분리하기', '설정값 따로 관리', '설정 파일 마운트', '설정 파일을 파드에 넣기', '비밀이 아닌 설정', 'keep configuration out of the image', 'external configuration', 'store settings', 'app settings', 'mount a config file', 'non-secret settings', 'non-confidential data'],
  },
  {
    id: 'secret',
    names: ['kubernetes secret', 'k8s secret', 'stringData', 'secretKeyRef', 'imagePullSecrets'],
    words: ['secret', 'secrets', '비밀 정보', '비밀', '비밀번호', 'password', '시크릿', '씨크릿'],
  },
  {
    id: 'resources',
    names: ['리소스 요청', '리소스 제한', '리소스 요청과 제한', '리소스 리밋', '자원 제한', '자원 요청', 'resource limit', 'resource limits', 'resource request', 'resource requests', 'requests and limits', '리퀘스트 리밋', 'OOMKilled', 'OOM', '밀리코어', 'millicore', 'cpu limit', 'memory limit', 'cpu 제한', '메모리 제한', '인플레이스 리사이즈', 'in-place resize', 'in-place pod resize'],
    words: ['리퀘스트', '리밋', 'limits', 'requests', 'cpu', 'memory', '메모리', '씨피유'],
  },
  {
    id: 'qos',
    names: ['QoS 클래스', 'qos class', 'Guaranteed', 'Burstable', 'BestEffort', '개런티드', '버스터블', '베스트에포트', 'QoS 등급'],
    words: ['QoS', 'quality of service', '서비스 품질'],
  },
  {
    id: 'resource-quota',
    names: ['리소스쿼터', '리소스 쿼터', 'resourcequota', 'resource quota', 'limitrange', 'limit range', '리밋레인지', '리밋 레인지'],
    words: ['할당량', 'quota', '쿼터'],
  },
  {
    id: 'liveness-probe',
    names: ['라이브니스 프로브', '라이브니스', '라이브네스 프로브', '라이브네스', '라이브니스프로브', '리브니스 프로브', '활성 프로브', '생존 프로브', 'liveness probe', 'liveness probes', 'livenessProbe', 'liveness check'],
    words: ['liveness', '헬스 체크', '헬스체크', 'health check', 'healthcheck', '프로브', 'probe'],
    cues: ['데드락', 'deadlock', '컨테이너가 살아 있는지', '살아있는지 확인', '앱이 멈추면 재시작', '앱이 죽었는지', '멈춘 컨테이너 재시작', '먹통이면 다시 시작', '정상인지 확인', '응답이 없으면 재시작', 'restart a hung container', 'restart when it hangs', 'container is stuck', 'is my app alive', 'app stopped responding', 'restart unhealthy container', 'check that the container is healthy', 'httpGet periodSeconds failureThreshold'],
  },
  {
    id: 'readiness-startup-probes',
    names: ['레디니스 프로브', '레디니스', '레디네스 프로브', '레디네스', '준비성 프로브', '스타트업 프로브', '시작 프로브', 'readiness probe', 'readiness', 'readinessProbe', 'startup probe', 'startupProbe'],
  },
  {
    id: 'debugging',
    names: ['kubectl logs', 'kubectl describe', 'kubectl exec', 'kubectl debug', 'kubectl events', '파드 로그', '파드 디버깅', 'pod logs', 'ephemeral container', '임시 컨테이너', 'ImagePullBackOff', 'ErrImagePull', '이미지풀백오프', '이미지 풀 백오프'],
    words: ['디버깅', '로그', '트러블슈팅', '장애 분석', '이벤트', 'debug', 'debugging', 'troubleshooting', 'logs', 'events', 'ev'],
  },
  {
    id: 'service',
    names: ['쿠버네티스 서비스', 'kubernetes service', 'k8s service', 'svc', '서비스 오브젝트', 'kubectl expose', 'targetPort', '타깃포트', '타겟포트'],
    words: ['서비스', 'service', 'services', 'expose', '노출'],
    cues: ['파드 IP가 바뀌어요', '파드 IP가 계속 바뀌는데', '고정 IP', '고정 주소', '고정된 주소로 접근', '안 변하는 주소', '파드를 외부에 노출', '외부에서 접속', '외부에서 파드에 접근', '외부에 공개', '앱 노출', '밖에서 접속', '파드 묶어서 하나의 주소', '파드에 트래픽 나누기', '로드 밸런싱', 'expose a deployment', 'expose an app', 'expose my app', 'make an app accessible', 'make my app reachable', 'stable address', 'stable ip', 'pod ip keeps changing', 'load balance pods', 'load balancing between pods', 'access from outside', 'connect to pods', 'port and targetPort'],
  },
  {
    id: 'service-types',
    names: ['서비스 타입', '서비스 유형', '서비스 종류', 'service type', 'service types', 'ClusterIP', 'cluster ip', '클러스터IP', '클러스터 아이피', 'NodePort', 'node port', '노드포트', '노드 포트', 'ExternalName', '익스터널네임', 'headless service', '헤드리스 서비스', '헤드리스'],
    words: ['LoadBalancer', 'load balancer', '로드밸런서', '로드 밸런서'],
  },
  {
    id: 'endpointslice',
    names: ['엔드포인트슬라이스', '엔드포인트 슬라이스', 'endpointslice', 'endpointslices', 'endpoint slice', 'ep'],
    words: ['엔드포인트', 'endpoint', 'endpoints'],
  },
  {
    id: 'pod-internal-networking',
    names: ['파드 내부 통신', '파드 안 통신', '컨테이너 간 통신', '컨테이너끼리 통신', 'in-pod networking', 'container to container', '내부 통신'],
    words: ['localhost', '로컬호스트'],
    cues: ['같은 파드 안에서 통신', '같은 파드의 컨테이너', 'containers in the same pod talk', 'localhost로 통신'],
  },
  {
    id: 'pod-to-pod-networking',
    names: ['파드 간 통신', '파드간 통신', '파드끼리 통신', '파드 사이 통신', '파드 네트워크', '파드 네트워킹', 'pod network', 'pod networking', 'pod to pod', 'pod-to-pod networking', 'pod to pod communication', 'CNI', '클러스터 네트워크'],
    cues: ['다른 파드와 통신', '다른 파드 호출', '다른 파드 부르기', 'pods talk to each other', '파드끼리 통신하기', 'talk to another pod', 'reach another pod', 'pod to pod traffic'],
  },
  {
    id: 'service-discovery',
    names: ['서비스 디스커버리', '서비스 검색', '서비스 환경 변수', 'service discovery', 'SERVICE_HOST', '_SERVICE_HOST'],
  },
  {
    id: 'dns',
    names: ['CoreDNS', '코어DNS', '코어 디엔에스', '쿠버네티스 DNS', '클러스터 DNS', 'cluster dns', 'kubernetes dns', 'FQDN', 'svc.cluster.local', 'cluster.local', 'kube-dns', '파드간 통신과 DNS', '파드 간 통신 DNS', '파드간 통신에 DNS'],
    words: ['DNS', '디엔에스', '도메인 이름', '서비스 이름', 'domain name'],
    cues: ['이름으로 다른 파드 찾기', '서비스 이름으로 호출', 'resolve a name', 'call a service by name', 'name resolution between pods'],
  },
  {
    id: 'nginx-reverse-proxy',
    names: ['nginx 리버스 프록시', '엔진엑스 리버스 프록시', 'nginx reverse proxy', 'proxy_pass', '프론트엔드 프록시', 'nginx 프록시', 'nginx proxy'],
    words: ['리버스 프록시', 'reverse proxy', '엔진엑스', 'nginx', '엔진엑스 프록시'],
    cues: ['nginx를 앞에 두기', 'put nginx in front of the backend', 'proxy requests to the backend'],
  },
  {
    id: 'ingress',
    names: ['인그레스', '잉그레스', 'ingress', 'ing', 'ingress controller', '인그레스 컨트롤러', 'IngressClass', 'ingress nginx', 'ingress-nginx'],
  },
  {
    id: 'gateway-api',
    names: ['게이트웨이 API', 'gateway api', 'HTTPRoute', 'HTTP라우트', 'GatewayClass', '게이트웨이클래스'],
    words: ['gateway', '게이트웨이'],
  },
  {
    id: 'networkpolicy',
    names: ['네트워크폴리시', '네트워크 폴리시', '네트워크 정책', 'networkpolicy', 'network policy', 'network policies', '넷폴', 'netpol'],
  },
  {
    id: 'volume',
    names: ['쿠버네티스 볼륨', '일반 볼륨', 'kubernetes volume', 'ordinary volume', 'normal volume', 'k8s volume', 'volumeMounts', 'volume mount', '볼륨 마운트', '파드 볼륨', 'pod volume'],
    words: ['볼륨', 'volume', 'volumes', '스토리지', 'storage'],
    cues: ['컨테이너 재시작해도 데이터 유지', '데이터 유지', '데이터를 잃지 않게', '컨테이너끼리 파일 공유', '파일 공유', '파드 안에서 파일 나누기', '데이터 저장하기', 'keep data after a restart', 'share files between containers', 'data survives a container restart', 'attach storage to a pod', 'subPath'],
  },
  {
    id: 'docker-vs-k8s-volume',
    names: ['도커 볼륨', 'docker volume', '도커 볼륨과 쿠버네티스 볼륨', '도커 볼륨 비교'],
  },
  {
    id: 'emptydir',
    names: ['emptyDir', 'empty dir', '엠티디렉터리', '엠프티디르', '엠티디르', '엠프티 디렉터리', '엠티 디렉토리', '엠프티디렉토리', '엠프티 디렉토리', '빈 디렉터리 볼륨', '빈 디렉토리 볼륨'],
    words: ['empty directory', '빈 디렉터리', '빈 디렉토리'],
    cues: ['임시 저장 공간', '임시 디렉터리', '임시 볼륨', '임시 파일', '캐시 저장', '파드가 사라지면 같이 지워지는', 'scratch space', 'temporary storage', 'temp files', 'temporary volume', 'cache directory', 'tmpfs', 'medium Memory', 'sizeLimit'],
  },
  {
    id: 'hostpath',
    names: ['hostPath', 'host path', '호스트패스', '호스트 패스', '호스트 경로', '호스트 볼륨', '호스트패쓰'],
    cues: ['노드의 파일 마운트', '노드 디렉터리', '노드 파일시스템', '노드에 있는 파일 쓰기', '호스트의 파일', '호스트 디렉터리를 파드에', '노드 로그 읽기', 'mount a directory of the node', 'node filesystem', 'access files on the node', 'host directory', 'read node logs', 'DirectoryOrCreate', 'docker.sock'],
  },
  {
    id: 'csi',
    names: ['Container Storage Interface', '컨테이너 스토리지 인터페이스', 'CSI 드라이버', 'csi driver', 'CSIDriver'],
    words: ['CSI'],
    cues: ['스토리지 드라이버 만들기', 'storage driver'],
  },
  {
    id: 'persistent-volume',
    names: ['퍼시스턴트 볼륨', '퍼시스턴트볼륨', '퍼시스턴스 볼륨', '영구 볼륨', '지속 볼륨', '영속 볼륨', 'persistent volume', 'persistentvolume', 'persistentvolumes', 'persistence volume', 'PV', '피브이', '피비', 'reclaim policy', 'persistentVolumeReclaimPolicy', '반환 정책', '회수 정책'],
    words: ['Retain', 'ReadWriteOnce', 'ReadWriteMany', 'ReadOnlyMany', 'ReadWriteOncePod', 'RWO', 'RWX', 'ROX', 'RWOP'],
    cues: ['접근 모드', 'access mode', '클러스터 저장소', '영구 저장소', '영구 저장', '파드가 지워져도 데이터 남기기', '파드가 삭제돼도 데이터', '파드와 상관없는 저장소', '장기 데이터', 'durable storage', 'data that outlives the pod', 'permanent storage', 'storage independent of pods', 'keep data when the pod is deleted'],
  },
  {
    id: 'persistent-volume-claim',
    names: ['퍼시스턴트 볼륨 클레임', '퍼시스턴트볼륨클레임', '퍼시스턴스 볼륨 클레임', '볼륨 클레임', '영구 볼륨 클레임', '볼륨 요청', 'persistent volume claim', 'persistentvolumeclaim', 'persistentvolumeclaims', 'volume claim', 'PVC', '피브이씨', '피비씨', 'claimName'],
    words: ['클레임'],
    cues: ['저장 공간 요청', '스토리지 요청하기', '디스크 요청', '디스크 달라고 하기', '용량 요청', '저장소 신청', '볼륨이 Pending', 'request storage', 'ask for disk', 'ask for storage', 'claim storage', 'claim stays pending', 'claim is pending', 'use a persistent volume in a pod'],
  },
  {
    id: 'storageclass',
    names: ['스토리지클래스', '스토리지 클래스', 'storageclass', 'storage class', '정적 프로비저닝', '동적 프로비저닝', '볼륨 프로비저닝', 'dynamic provisioning', 'static provisioning', 'dynamic volume provisioning', 'static volume provisioning', '동적 볼륨 프로비저닝', '정적 볼륨 프로비저닝', 'provisioner', '프로비저너', '프로비저닝', 'sc', 'storageClassName', 'WaitForFirstConsumer'],
  },
  {
    id: 'scheduling',
    names: ['어피니티와', 'nodeaffinity', 'node affinity', 'pod affinity', 'anti-affinity', '안티 어피니티', '노드 어피니티', 'nodeSelector', 'node selector', '노드셀렉터', '노드 셀렉터', '토폴로지 분배', 'topologySpreadConstraints', 'PriorityClass', '쿠버네티스 스케줄러', 'pod scheduling'],
    words: ['스케줄러', 'scheduler', 'scheduling', 'affinity', '어피니티', '스케줄링'],
  },
  {
    id: 'taints-tolerations',
    names: ['테인트', '톨러레이션', '테인트와 톨러레이션', '테인트 톨러레이션', 'taint', 'taints', 'toleration', 'tolerations', 'taints and tolerations', 'NoSchedule', 'NoExecute'],
  },
  {
    id: 'rbac',
    names: ['RBAC', '알백', '역할 기반 접근 제어', 'role based access control', 'RoleBinding', 'role binding', '롤바인딩', 'ClusterRole', '클러스터롤', '클러스터 롤', 'ClusterRoleBinding', '클러스터롤바인딩', 'auth can-i'],
    words: ['role', '롤', '권한'],
  },
  {
    id: 'serviceaccount',
    names: ['서비스어카운트', '서비스 어카운트', '서비스 계정', 'serviceaccount', 'service account', 'service accounts', 'sa'],
  },
  {
    id: 'pod-security',
    names: ['securityContext', 'security context', '시큐리티 컨텍스트', '보안 컨텍스트', '파드 보안', '파드 시큐리티', '파드 시큐리티 표준', 'pod security', 'pod security standards', 'pod security admission', 'PodSecurityPolicy', 'pod security policy', 'PSA', 'PSS', 'PSP', 'runAsNonRoot', 'runAsUser', 'fsGroup'],
  },
  {
    id: 'crd-operator',
    names: ['CRD', 'crds', 'CustomResourceDefinition', 'custom resource definition', 'custom resource', '커스텀 리소스', '사용자 정의 리소스', '쿠버네티스 오퍼레이터', 'kubernetes operator'],
    words: ['오퍼레이터', 'operator'],
  },
  {
    id: 'helm',
    names: ['helm chart', '헬름 차트', 'values.yaml'],
    words: ['차트', 'chart', '패키지 매니저', '헬름', 'helm', 'helm charts', '헬름차트'],
  },
  {
    id: 'kustomize',
    names: ['kustomize', '쿠스토마이즈', 'kustomization', 'kustomization.yaml'],
    words: ['오버레이', 'overlay', '커스터마이즈', '카스터마이즈'],
  },
  // Neighbours that people ask about in the same breath.
  {
    id: 'docker',
    names: ['docker', '도커', 'docker compose', '도커 컴포즈', 'dockerfile', '도커파일'],
  },
  {
    id: 'local-clusters',
    names: ['minikube', '미니쿠베', '미니큐브', 'kubeadm', '쿠베어드민', 'k3s', 'microk8s', 'kind cluster', 'kind 클러스터', 'kind create cluster', 'k3d', '로컬 클러스터', 'local cluster', 'rancher desktop', 'docker desktop'],
  },
  {
    id: 'managed-clusters',
    names: ['eks', 'gke', 'aks', 'openshift', '오픈시프트', 'rancher', '랜처'],
  },
  {
    id: 'container-runtimes',
    names: ['podman', '포드맨', 'cri-o', 'crictl', 'nerdctl', 'runc', 'buildah', 'kaniko', '카니코', 'containerd config', 'containerd 설정'],
  },
  {
    id: 'service-mesh',
    names: ['service mesh', '서비스 메시', '서비스 메쉬', 'istio', '이스티오', 'linkerd'],
  },
  {
    id: 'continuous-delivery',
    names: ['argo cd', 'argocd', '아르고 CD', '아르고시디', 'jenkins', '젠킨스', 'gitops', 'github actions', '깃허브 액션', 'argo rollouts', 'flux cd', 'fluxcd'],
  },
  {
    id: 'monitoring',
    names: ['prometheus', '프로메테우스', 'grafana', '그라파나'],
  },
  {
    id: 'provisioning-tools',
    names: ['terraform', '테라폼', 'ansible', '앤서블'],
  },
  {
    id: 'vpa',
    names: ['VPA', 'VerticalPodAutoscaler', 'vertical pod autoscaler', '수직 파드 오토스케일러', '수직 파드 오토스케일링'],
  },
  {
    id: 'cluster-autoscaler',
    names: ['cluster autoscaler', '클러스터 오토스케일러', '클러스터 오토스케일링', 'karpenter', '카펜터'],
  },
  {
    id: 'network-plugins',
    names: ['calico', '칼리코', 'cilium', '실리움', 'flannel', '플라넬'],
  },
  {
    id: 'audit',
    names: ['audit log', 'audit logs', 'audit policy', '감사 로그'],
  },
  {
    id: 'backup',
    names: ['velero', '벨레로', 'etcdctl', 'etcd cluster', 'etcd 클러스터', 'etcd quorum', 'etcd 쿼럼', 'etcd restore', 'restore etcd', 'etcd backup', 'etcd 백업', 'etcd snapshot', 'etcd 스냅샷', 'etcd 복구'],
  },
  {
    id: 'admission',
    names: ['admission webhook', 'admission controller', '어드미션 컨트롤러', '어드미션 웹훅', 'mutating webhook', 'validating webhook'],
  },
  {
    id: 'certificates',
    names: ['cert-manager', '서트 매니저', 'letsencrypt'],
  },
  {
    id: 'serverless',
    names: ['knative', '케이네이티브'],
  },
  {
    id: 'dra',
    names: ['DRA', 'Dynamic Resource Allocation', '동적 리소스 할당', 'ResourceClaim', 'DeviceClass', 'GPU 할당', '다이나믹 리소스 얼로케이션', '다이내믹 리소스 얼로케이션', '다이나믹 리소스 할당'],
  },
];

import type { Nodes, Root } from 'mdast';
import type { Locale } from '../notes/locale.ts';
import type { Fault } from './fault.ts';

interface Spelling {
  wrong: RegExp;
  right: string;
}

/**
 * How the official Korean documentation and the API write what is often written otherwise. Where its pages differ among
 * themselves, one spelling is chosen. Learners may type any: those belong into aliases, which are not checked.
 */
const spellings: Record<Locale, readonly Spelling[]> = {
  ko: [
    { wrong: /쿠버네틱스|쿠베르네티스|큐버네티스|쿠버네티즈/, right: '쿠버네티스' },
    { wrong: /디플로이멘트|디플로먼트|디플로이먼드/, right: '디플로이먼트' },
    { wrong: /포드(?!캐스트)|(?<![가-힣])팟(?![가-힣]*캐스트)/, right: '파드' },
    { wrong: /라벨/, right: '레이블' },
    { wrong: /마스터 ?노드/, right: '컨트롤 플레인' },
    { wrong: /퍼시스턴스 ?볼륨/, right: '퍼시스턴트 볼륨' },
    { wrong: /컨피그 맵|콘피그 ?맵/, right: '컨피그맵' },
    { wrong: /씨크릿/, right: '시크릿' },
    { wrong: /네임 스페이스/, right: '네임스페이스' },
    { wrong: /엔드 포인트/, right: '엔드포인트' },
    { wrong: /레플리카 셋|리플리카 ?셋/, right: '레플리카셋' },
    { wrong: /데몬 셋|데먼 ?셋/, right: '데몬셋' },
    { wrong: /스테이트풀 셋|스테이트 풀셋/, right: '스테이트풀셋' },
    { wrong: /큐블릿|쿠블릿|쿠블렛/, right: 'kubelet' },
    { wrong: /톨러런스/, right: '톨러레이션' },
    { wrong: /디렉토리/, right: '디렉터리' },
    { wrong: /스케쥴/, right: '스케줄' },
    { wrong: /메세지/, right: '메시지' },
    { wrong: /어플리케이션/, right: '애플리케이션' },
  ],
  en: [
    { wrong: /\bkubernates\b|\bkubernetis\b/i, right: 'Kubernetes' },
    { wrong: /\bmaster nodes?\b/i, right: 'control plane' },
    { wrong: /\bdeploye?ments?\b(?<!deployments?)/i, right: 'Deployment' },
    { wrong: /\bconfig maps?\b/i, right: 'ConfigMap' },
    { wrong: /\bstateful sets?\b/i, right: 'StatefulSet' },
    { wrong: /\breplica sets?\b/i, right: 'ReplicaSet' },
    { wrong: /\bdaemon sets?\b/i, right: 'DaemonSet' },
    { wrong: /\bname spaces?\b/i, right: 'namespace' },
    { wrong: /\bpersistence volumes?\b/i, right: 'PersistentVolume' },
    { wrong: /\bkubctl\b|\bkubeclt\b|\bkubeclt\b/i, right: 'kubectl' },
  ],
};
/** Words of the API, in any language. */
const everywhere: readonly Spelling[] = [
  { wrong: /\bFileSystem\b/, right: 'Filesystem' },
  { wrong: /\bEmptyDir\b|\bemptydir\b/, right: 'emptyDir' },
  { wrong: /\bHostPath\b|\bhostpath\b/, right: 'hostPath' },
  { wrong: /\bdeployements?\b/i, right: 'deployments' },
  { wrong: /\boperattor\b/, right: 'operator' },
];

/** Sentences that end in 한다체 or 합쇼체; the notes are in 해요체. */
const otherStyle = /(?<=[가-힣])다[.!](?=\s|$)/;

/**
 * Finds misspelt terms in prose. What stands in quotes or code is what somebody or something says, and is left alone.
 *
 * @param isOurs also holds the Korean to 해요체, as our notes are written
 */
export function* checkProse(root: Root, locale: Locale, isOurs: boolean): Iterable<Fault> {
  for (const { text, line } of textsOf(root)) {
    const unquoted = text.replace(/"[^"\n]*"|“[^”\n]*”|'[^'\n]{2,}'|‘[^’\n]*’/g, (quote) =>
      ' '.repeat(quote.length),
    );
    const lineAt = (offset: number) => line + (unquoted.slice(0, offset).match(/\n/g)?.length ?? 0);
    for (const { wrong, right } of [...spellings[locale], ...everywhere]) {
      const match = wrong.exec(unquoted);
      if (match)
        yield { line: lineAt(match.index), rule: 'spelling', message: `"${match[0]}" is written "${right}"` };
    }
    const other = isOurs && locale === 'ko' ? otherStyle.exec(unquoted) : null;
    if (other)
      yield {
        line: lineAt(other.index),
        rule: 'style',
        message: `"…${unquoted.slice(Math.max(0, other.index - 10), other.index + other[0].length).trim()}" is not in 해요체; write 해요, 돼요, 있어요`,
      };
  }
}

function* textsOf(root: Root): Iterable<{ text: string; line: number }> {
  const queue: Nodes[] = [root];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (node.type === 'text') yield { text: node.value, line: node.position?.start.line ?? 1 };
    if ('children' in node) queue.push(...node.children);
  }
}

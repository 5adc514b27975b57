import { describe, expect, it } from 'vitest';
import { indexTerms, queryLimit, tokens, Vocabulary } from '../src/search/terms.ts';

const words = (text: string) => tokens(text).map((token) => token.text);

describe('tokens', () => {
  it.each([
    ['splits where the script changes', '파드pod노드', ['파드', 'pod', '노드']],
    ['leaves out a particle after Latin', 'PVC를 pod에서는 Service가', ['pvc', 'pod', 'service']],
    ['leaves out a particle after a hyphenated name', 'kube-apiserver를', ['kubeapiserver']],
    ['keeps a Korean word after a space', 'PVC 볼륨', ['pvc', '볼륨']],
    ['keeps a Korean noun glued to Latin', 'PVC볼륨', ['pvc', '볼륨']],
    ['joins hyphens', 'rolling-update', ['rollingupdate']],
    ['joins underscores', 'read_only', ['readonly']],
    ['splits at dots between words', 'pod.spec.containers', ['pod', 'spec', 'containers']],
    ['keeps versions together', '1.29', ['129']],
    ['drops addresses', 'see https://kubernetes.io/docs/pod?x=y#z now', ['see', 'now']],
    ['drops an address with Hangul', 'http://a.io/파드를 노드', ['노드']],
    ['folds full-width letters', 'ＰＶＣ ｐｏｄ（１２）', ['pvc', 'pod', '12']],
    ['folds full-width letters before a particle', 'ＰＶＣ를', ['pvc']],
    ['composes Hangul that comes in letters', '\u1111\u1161\u1103\u1173', ['파드']],
    ['drops zero-width characters', 'po\u200bd ser\u2060vice', ['pod', 'service']],
    ['drops NUL', 'po\0d', ['pod']],
    ['drops marks of direction', '\u200fpod\u202e \u2066node\u2069', ['pod', 'node']],
    ['takes line breaks and tabs for spaces', 'pod\n\tnode\r\nvolume', ['pod', 'node', 'volume']],
    ['keeps lone Korean letters', 'ㅍㄷ ㅔㅍㅊ', ['ㅍㄷ', 'ㅔㅍㅊ']],
    ['keeps letters of other scripts', '日本語 café под', ['日本語', 'café', 'под']],
    ['leaves out articles', 'drain a node, the Pod and an IP', ['drain', 'node', 'pod', 'and', 'ip']],
    ['finds nothing in emoji', '🚀 👍🏽 👩‍👩‍👧', []],
    ['finds nothing in punctuation', ' ?! -- … « » ', []],
    ['finds nothing in nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it.each([
    ['rollingUpdate', ['rolling', 'update']],
    ['HTTPRoute', ['http', 'route']],
    ['rolling-update', ['rolling', 'update']],
    ['kube_proxy', ['kube', 'proxy']],
    ['pod', []],
    ['PVC', []],
    ['파드', []],
  ])('%s has the pieces %j', (text, pieces) => {
    expect(tokens(text).map((token) => token.pieces)).toEqual([pieces]);
  });

  it('keeps the word as typed beside it, since the keyboard layout needs the case', () => {
    expect(tokens('VKem')).toMatchObject([{ text: 'vkem', raw: 'VKem' }]);
  });

  it('reads a long text whole, for the index; only questions are cut', () => {
    expect(words('pod '.repeat(queryLimit))).toHaveLength(queryLimit);
  });
});

describe('Vocabulary', () => {
  const vocabulary = new Vocabulary();
  for (const [concept, ...names] of [
    ['pv', 'persistent volume', '퍼시스턴트 볼륨', 'PV'],
    ['pvc', 'persistent volume claim', '퍼시스턴트 볼륨 클레임', 'PVC'],
    ['volume', 'volume', '볼륨'],
    ['rolling-update', 'rolling update'],
    ['configmap', 'ConfigMap', '컨피그맵'],
  ] as const)
    for (const name of names) vocabulary.add(concept, name);
  const read = (text: string) => vocabulary.read(tokens(text)).map((term) => term.concept ?? term.key);

  it.each([
    ['persistent volume claim', ['pvc']],
    ['persistent volume', ['pv']],
    ['퍼시스턴트 볼륨 클레임', ['pvc']],
    ['volume persistent volume claim', ['volume', 'pvc']],
  ])('reads the longest name first: %s', (text, concepts) => {
    expect(read(text)).toEqual(concepts);
  });

  it.each([
    ['PersistentVolumeClaim', 'pvc'],
    ['persistent-volume-claims', 'pvc'],
    ['persistentvolume claim', 'pvc'],
    ['퍼시스턴트볼륨클레임을', 'pvc'],
    ['퍼시스턴트볼륨 클레임', 'pvc'],
    ['rollingUpdate', 'rolling-update'],
    ['Rolling-Update', 'rolling-update'],
    ['config map', 'configmap'],
    ['configmaps', 'configmap'],
    ['컨피그 맵은', 'configmap'],
    ['PVC를', 'pvc'],
  ])('knows %s in whatever spacing and form', (text, concept) => {
    expect(vocabulary.conceptOf(text)).toBe(concept);
    expect(read(text)).toEqual([concept]);
  });

  it.each(['', '🚀', 'claim', 'persistent', 'pod'])('does not take "%s" for a name', (text) => {
    expect(vocabulary.conceptOf(text)).toBeUndefined();
  });

  it('knows the words that names are made of', () => {
    expect(['claim', '클레임을', 'rolling'].filter((word) => vocabulary.knows(word))).toHaveLength(3);
    expect(vocabulary.knows('banana')).toBe(false);
  });

  it('gives a name to whoever claims it last, so that notes overrule the glossary', () => {
    const names = new Vocabulary();
    names.add('old', 'Job');
    names.add('new', 'job');
    expect(names.conceptOf('JOB')).toBe('new');
  });

  it('takes no name without a letter', () => {
    const names = new Vocabulary();
    names.add('rocket', '🚀');
    expect([...names.names()]).toEqual([]);
  });

  it('indexes a name under the concept and under its words', () => {
    const keys = indexTerms(tokens('persistent volume claim'), vocabulary);
    expect(keys[0]).toBe('@pvc');
    expect(keys).toHaveLength(4);
  });

  it('indexes a word and its inflection alike', () => {
    expect(indexTerms(tokens('늘려'), vocabulary)).toEqual(indexTerms(tokens('늘리려면'), vocabulary));
    expect(indexTerms(tokens('scaling'), vocabulary)).toEqual(indexTerms(tokens('scaled'), vocabulary));
  });
});

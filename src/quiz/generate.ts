import type { KubernetesSchema, ResourceKind } from '../kubernetes/schema.ts';
import { locales } from '../notes/locale.ts';
import { type Option, oxTexts, type Question } from '../notes/question.ts';
import type { Library } from '../search/library.ts';
import { noteOf } from '../search/topic.ts';
import { type Draft, distractors } from './draft.ts';
import { fromExample } from './example.ts';
import { seedOf, shuffle } from './order.ts';

/** A kind that a note is about. */
interface Kind {
  /** Such as apps/v1. */
  apiVersion: string;
  kind: string;
  topic: string;
  resource: ResourceKind;
}

/**
 * Makes questions out of what is data: short names, API versions, scopes, values and fields of the official schema. A wrong
 * option is one that the schema refuses, so that there is never a second right one. The same notes make the same questions.
 */
export function generate(library: Library, schema: KubernetesSchema): Question[] {
  const kinds = kindsOf(library, schema);
  const drafts = [
    ...kinds.flatMap((one) => shortName(one, kinds)),
    ...kinds.flatMap((one) => apiVersion(one, kinds, schema)),
    ...library.topics.flatMap((topic) => fromExample(noteOf(topic, 'en'), schema)),
  ].filter(({ wrong }) => wrong.length === distractors);
  const ids = new Set<string>();
  const files = new Map(library.topics.map((topic) => [topic.slug, topic]));
  const asked: Question[] = [];
  for (const draft of drafts) {
    if (ids.has(draft.id)) continue;
    ids.add(draft.id);
    const options = shuffle(
      [{ ...draft.key, correct: true }, ...draft.wrong.map((one) => ({ ...one, correct: false }))],
      seedOf(draft.id),
    );
    for (const locale of locales) {
      const note = files.get(draft.topic)?.notes[locale];
      if (note !== undefined)
        asked.push({
          id: draft.id,
          topic: draft.topic,
          locale,
          kind: 'choice',
          level: draft.level,
          stem: draft.stem[locale],
          options: options.map(
            ({ text, correct, reason }): Option => ({ text, correct, reason: reason[locale] }),
          ),
          answers: [draft.key.text],
          reason: '',
          origin: 'generated',
          file: note.file,
          line: note.line,
        });
    }
  }
  return [...asked, ...kinds.flatMap((one) => scope(one, library))];
}

/** Kinds that a note names among its kubectl names, each once. */
function kindsOf(library: Library, { kinds }: KubernetesSchema): Kind[] {
  const topics = new Map<string, string>();
  for (const topic of library.topics)
    for (const name of noteOf(topic, 'en').kubectl) if (!topics.has(name)) topics.set(name, topic.slug);
  const found = Object.entries(kinds).flatMap(([key, resource]): Kind[] => {
    const topic = resource.names.map((name) => topics.get(name)).find((slug) => slug !== undefined);
    const at = key.lastIndexOf('/');
    return topic === undefined
      ? []
      : [{ apiVersion: key.slice(0, at), kind: key.slice(at + 1), topic, resource }];
  });
  // Some stand in two groups.
  return [...new Map(found.map((one) => [one.kind, one])).values()];
}

/** Names besides plural and singular. */
const shortOf = ({ names }: ResourceKind): string | undefined =>
  names.find((name) => name.length <= 6 && name !== names[0] && name !== names[1]);

function shortName({ kind, topic, resource }: Kind, kinds: readonly Kind[]): Draft[] {
  const short = shortOf(resource);
  if (short === undefined) return [];
  const id = `${topic}/short-name-${short}`;
  const others = shuffle(kinds, seedOf(id)).filter(
    (other) => other.kind !== kind && !other.resource.names.includes(short),
  );
  return [
    {
      id,
      topic,
      level: 1,
      stem: {
        ko: `\`kubectl get ${short}\`에 쓴 줄임말 \`${short}\`의 원래 이름은 무엇일까요?`,
        en: `What is \`${short}\` short for in \`kubectl get ${short}\`?`,
      },
      key: {
        text: kind,
        reason: {
          ko: `\`${resource.names[0]}\` 대신 쓸 수 있는 이름이에요.`,
          en: `It stands for \`${resource.names[0]}\`.`,
        },
      },
      wrong: others.slice(0, distractors).map((other) => {
        const own = shortOf(other.resource);
        return {
          text: other.kind,
          reason:
            own === undefined
              ? { ko: '이 종류에는 줄임말이 없어요.', en: 'It has no short name.' }
              : { ko: `이 종류의 줄임말: \`${own}\``, en: `Its short name is \`${own}\`.` },
        };
      }),
    },
  ];
}

function apiVersion(
  { apiVersion: own, kind, topic }: Kind,
  all: readonly Kind[],
  { kinds, elsewhere }: KubernetesSchema,
): Draft[] {
  const served = new Set(
    Object.keys(kinds).flatMap((key) => (key.endsWith(`/${kind}`) ? key.slice(0, -kind.length - 1) : [])),
  );
  if (served.size > 1) return [];
  const id = `${topic}/api-version-${kind.toLowerCase()}`;
  const common = [...new Set(all.map((one) => one.apiVersion))];
  const wrong = shuffle(common, seedOf(id)).filter(
    (version) => !served.has(version) && !(elsewhere[kind] ?? []).includes(version),
  );
  const kindIn = (version: string) => all.find((one) => one.apiVersion === version)?.kind ?? '';
  return [
    {
      id,
      topic,
      level: 1,
      stem: {
        ko: `매니페스트에 \`kind: ${kind}\` 줄이 있어요. \`apiVersion\`에는 무엇을 적을까요?`,
        en: `A manifest says \`kind: ${kind}\`. Which \`apiVersion\` goes with it?`,
      },
      key: {
        text: `\`${own}\``,
        reason: {
          ko: `${kind}의 안정 버전은 이 그룹에 있어요.`,
          en: `The stable version of ${kind} is in this group.`,
        },
      },
      wrong: wrong.slice(0, distractors).map((version) => ({
        text: `\`${version}\``,
        reason: {
          ko: `이 그룹에 있는 것은 ${kindIn(version)} 같은 종류예요.`,
          en: `This group has no ${kind}; it has ${kindIn(version)}, for one.`,
        },
      })),
    },
  ];
}

/** Does it live in a namespace? */
function scope({ kind, topic, resource }: Kind, library: Library): Question[] {
  const { namespaced } = resource;
  if (namespaced === undefined) return [];
  const notes = library.topic(topic)?.notes ?? {};
  return locales.flatMap((locale): Question[] => {
    const note = notes[locale];
    if (note === undefined) return [];
    const reason =
      locale === 'ko'
        ? namespaced
          ? `${kind} 오브젝트는 네임스페이스마다 따로 있어서, \`-n\`으로 어느 네임스페이스인지 정해요.`
          : `${kind} 오브젝트는 클러스터 전체에 하나뿐인 이름을 써서, \`-n\`이 뜻이 없어요.`
        : namespaced
          ? `Each ${kind} lives in a namespace: \`-n\` says in which.`
          : `Each ${kind} belongs to the whole cluster: \`-n\` means nothing to it.`;
    const [yes, no] = oxTexts[locale];
    return [
      {
        id: `${topic}/namespaced-${kind.toLowerCase()}`,
        topic,
        locale,
        kind: 'ox',
        level: 1,
        stem:
          locale === 'ko'
            ? `${kind} 오브젝트는 네임스페이스에 속해요.`
            : `Objects of kind ${kind} belong to a namespace.`,
        options: [
          { text: yes, correct: namespaced, reason },
          { text: no, correct: !namespaced, reason },
        ],
        answers: [namespaced ? yes : no],
        reason: '',
        origin: 'generated',
        file: note.file,
        line: note.line,
      },
    ];
  });
}

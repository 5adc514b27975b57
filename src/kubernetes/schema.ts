/** A kind that the API serves in a stable version. */
export interface ResourceKind {
  /** What kubectl calls it: the plural, the singular, short names. Lower case. */
  names: string[];
  /** Name of its definition in {@link KubernetesSchema.$defs}. */
  schema: string;
  /** Lives in a namespace; undefined where that is not known. */
  namespaced?: boolean;
}

/** What the API takes, made by scripts/schema.ts; kept in schema.json. */
export interface KubernetesSchema {
  /** Of Kubernetes, such as 1.36. */
  version: string;
  /** By apiVersion and kind, such as `apps/v1/Deployment`; stable versions only. */
  kinds: Record<string, ResourceKind>;
  /** Versions of a kind that are not stable, or were removed, by kind. */
  elsewhere: Record<string, string[]>;
  /** JSON Schema of all types, which allow no field but their own. */
  $defs: Record<string, object>;
}

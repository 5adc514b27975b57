import { type Fields, type Finding, fieldsOf, label, listOf, placeholder } from './fields.ts';
import type { Path } from './yaml.ts';

/**
 * Checks what runs in a Pod.
 *
 * @param pod the Pod's spec, at `path` of the object
 * @param otherVolumes names of volumes that come from elsewhere, such as a StatefulSet's claims
 */
export function* checkPod(pod: Fields, path: Path, otherVolumes: readonly string[]): Iterable<Finding> {
  const volumes = listOf(pod.volumes);
  const names = new Set([...volumes.map((volume) => String(volume.name)), ...otherVolumes]);
  for (const [index, volume] of volumes.entries()) {
    const sources = Object.keys(volume).filter((field) => field !== 'name');
    if (sources.length !== 1)
      yield {
        path: [...path, 'volumes', index],
        rule: 'volume-source',
        message: `volume "${volume.name}" has ${sources.length === 0 ? 'no source' : `${sources.length} sources (${sources.join(', ')})`}; write exactly one, such as emptyDir: {}`,
      };
  }
  yield* checkDoubles(volumes, [...path, 'volumes'], 'volume');
  const used = new Set<unknown>();
  const seen: Fields[] = [];
  for (const group of ['initContainers', 'containers']) {
    for (const [index, container] of listOf(pod[group]).entries()) {
      const at = [...path, group, index];
      seen.push(container);
      for (const mount of [...listOf(container.volumeMounts), ...listOf(container.volumeDevices)])
        used.add(mount.name);
      yield* checkContainer(container, at, names);
      const isSidecar = container.restartPolicy === 'Always';
      if (group === 'initContainers' && !isSidecar)
        for (const probe of probes)
          if (container[probe] !== undefined)
            yield {
              path: [...at, probe],
              rule: 'probe',
              message: `an init container that ends has no ${probe}; remove it, or make it a sidecar with restartPolicy: Always`,
            };
    }
    yield* checkDoubles(listOf(pod[group]), [...path, group], 'container');
  }
  for (const [index, volume] of volumes.entries())
    if (!used.has(volume.name) && seen.length > 0)
      yield {
        path: [...path, 'volumes', index],
        rule: 'volume-unused',
        message: `no container mounts the volume "${volume.name}"; add a volumeMount or remove it`,
      };
}

function* checkDoubles(items: readonly Fields[], path: Path, what: string): Iterable<Finding> {
  for (const [index, { name }] of items.entries())
    if (name !== undefined && items.findIndex((other) => other.name === name) < index)
      yield {
        path: [...path, index],
        rule: 'name',
        message: `there are two of the ${what} "${name}"; rename one`,
      };
}

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const handlers = ['exec', 'grpc', 'httpGet', 'tcpSocket'];

function* checkContainer(container: Fields, path: Path, volumes: ReadonlySet<string>): Iterable<Finding> {
  if (!label.test(String(container.name)) && !placeholder.test(String(container.name)))
    yield {
      path: [...path, 'name'],
      rule: 'name',
      message: `a container cannot be called "${container.name}"; use at most 63 lower-case letters, digits and "-"`,
    };
  if (container.image === undefined)
    yield { path, rule: 'image', message: `container "${container.name}" has no image; write one` };
  for (const group of ['volumeMounts', 'volumeDevices'])
    for (const [index, mount] of listOf(container[group]).entries())
      if (!volumes.has(String(mount.name)))
        yield {
          path: [...path, group, index],
          rule: 'volume-missing',
          message: `there is no volume "${mount.name}" in the Pod; add it to volumes`,
        };
  const ports = listOf(container.ports);
  const portNames = ports.map((port) => port.name);
  for (const [index, port] of ports.entries())
    yield* checkPortName(port.name, [...path, 'ports', index, 'name']);
  for (const probe of probes) {
    if (container[probe] === undefined) continue;
    const fields = fieldsOf(container[probe]);
    const at = [...path, probe];
    const used = handlers.filter((handler) => fields[handler] !== undefined);
    if (used.length !== 1)
      yield {
        path: at,
        rule: 'probe',
        message: `${probe} has ${used.length === 0 ? 'no handler' : `${used.length} handlers (${used.join(', ')})`}; write exactly one of ${handlers.join(', ')}`,
      };
    if (probe !== 'readinessProbe' && Number(fields.successThreshold ?? 1) !== 1)
      yield {
        path: [...at, 'successThreshold'],
        rule: 'probe',
        message: `${probe} can only have a successThreshold of 1; remove it`,
      };
    for (const handler of used) {
      const { port } = fieldsOf(fields[handler]);
      if (typeof port === 'string' && !portNames.includes(port))
        yield {
          path: [...at, handler, 'port'],
          rule: 'probe',
          message: `the container has no port named "${port}"; write a number or name the port in ports`,
        };
    }
  }
  const { requests, limits } = fieldsOf(container.resources);
  for (const [resource, request] of Object.entries(fieldsOf(requests))) {
    const limit = fieldsOf(limits)[resource];
    if (limit !== undefined && quantity(request) > quantity(limit))
      yield {
        path: [...path, 'resources', 'requests', resource],
        rule: 'requests-above-limits',
        message: `the request of ${resource} (${request}) is above its limit (${limit}); lower the request or raise the limit`,
      };
  }
  for (const [index, variable] of listOf(container.env).entries())
    if ('value' in variable && 'valueFrom' in variable)
      yield {
        path: [...path, 'env', index],
        rule: 'either-or',
        message: `variable "${variable.name}" has both value and valueFrom; keep one`,
      };
}

/** A quantity as a number: 500m is 0.5, 1Ki is 1024. */
export function quantity(value: unknown): number {
  const [, number = '', suffix = ''] = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)(.*)$/.exec(String(value)) ?? [];
  const decimal = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].indexOf(suffix);
  if (decimal >= 0) return Number(number) * 1000 ** (decimal - 3);
  return Number(number) * 1024 ** (['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].indexOf(suffix) + 1);
}

/** IANA service names: the API's rule for ports of containers, and good for those of Services. */
export function* checkPortName(name: unknown, path: Path): Iterable<Finding> {
  if (
    typeof name === 'string' &&
    (!/^(?=.*[a-z])[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name) || name.length > 15)
  )
    yield {
      path,
      rule: 'port-name',
      message: `a port cannot be called "${name}"; use at most 15 lower-case letters, digits and "-", one of them a letter`,
    };
}

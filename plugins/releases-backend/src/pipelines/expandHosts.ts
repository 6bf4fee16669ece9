import { Entity } from '@backstage/catalog-model';
import {
  PipelineEnvironment,
  PlannedHost,
} from '@stagedoor/plugin-releases-common';
import { canonicalRef, findOwner } from '@stagedoor/catalog-people';
import { readHostRef, ReleasedComponent } from './judgePipelines';
import { findKey, isLocal, readAddress } from './readMachine';

const environmentAnnotation = 'stagedoor.dev/environment';

/** A host before it has a place in a batch. */
export type ExpandedHost = Omit<PlannedHost, 'batch'>;

/** Turns the hosts of a pipeline into what an engine needs to reach them, and says which of them refuse. */
export function expandHosts(
  environment: Pick<PipelineEnvironment, 'name' | 'hosts'>,
  entities: ReadonlyMap<string, Entity>,
  component: ReleasedComponent,
): { hosts: ExpandedHost[]; blockers: string[] } {
  const hosts: ExpandedHost[] = [];
  const blockers: string[] = [];
  for (const written of environment.hosts) {
    const ref = readHostRef(written) ?? '';
    const entity = entities.get(ref);
    if (!entity) {
      blockers.push(
        `${ref} is not in the catalog: describe the host, or take it out of the pipeline`,
      );
      continue;
    }
    const { hostKey, problem } = findKey(entity);
    blockers.push(
      ...listRefusals(entity, environment.name, component),
      ...(problem === undefined ? [] : [problem]),
    );
    hosts.push({
      ref,
      name: entity.metadata.name,
      address: readAddress(entity),
      connection: isLocal(entity) ? 'local' : 'ssh',
      ...(hostKey !== undefined && { hostKey }),
      variables: typeof written === 'string' ? {} : written.variables,
    });
  }
  const names = hosts.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) {
    blockers.push(
      `Two hosts are named ${twice}: in a log and on disk they could not be told apart`,
    );
  }
  return { hosts, blockers };
}

/** A host is its owners': a pipeline alone cannot make it run things. */
function listRefusals(
  host: Entity,
  environment: string,
  component: ReleasedComponent,
): string[] {
  const { name, annotations } = host.metadata;
  if (host.kind.toLowerCase() !== 'resource' || host.spec?.type !== 'host') {
    return [`${name} is not a host: a host is a Resource of type host`];
  }
  const refusals: string[] = [];
  const serves = annotations?.[environmentAnnotation];
  if (serves !== environment) {
    refusals.push(
      serves
        ? `${name} serves ${serves}, not ${environment}, as its annotation ${environmentAnnotation} says`
        : `${name} serves no environment: give it the annotation ${environmentAnnotation}: ${environment}`,
    );
  }
  const isDeclared = listStrings(host.spec.dependencyOf).some(
    ref => readRef(ref) === component.ref,
  );
  if (!isDeclared && findOwner(host) !== component.owner) {
    refusals.push(
      `${name} does not accept releases of ${component.name}: its owner has to add ${component.ref} to spec.dependencyOf of the host`,
    );
  }
  return refusals;
}

function listStrings(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter(item => typeof item === 'string')
    : [];
}

function readRef(text: string): string | undefined {
  try {
    return canonicalRef(text, 'dependencyOf', 'component');
  } catch {
    return undefined;
  }
}

import {
  PipelineEnvironment,
  ReleaseKind,
  ReleasePipelineSpec,
  ReleasePlan,
  Version,
} from '@stagedoor/plugin-releases-common';
import { ExpandedHost } from './expandHosts';
import { numberBatches } from './numberBatches';

/** Where a release goes, and how it gets there. */
export type PlannedTarget = Pick<
  ReleasePlan,
  'component' | 'environment' | 'engine' | 'target' | 'hosts'
>;

/** Puts hosts into batches. */
export function planTarget(
  component: string,
  environment: PipelineEnvironment,
  hosts: readonly ExpandedHost[],
): PlannedTarget {
  const { name, engine, hosts: _, batches, ...target } = environment;
  const numbers = numberBatches(hosts.length, batches);
  return {
    component,
    environment: name,
    engine,
    target,
    hosts: hosts.map((host, index) => ({ ...host, batch: numbers[index] })),
  };
}

/** Writes down everything that decides what a release does. Pure: the same choice is always the same plan. */
export function planRelease(choice: {
  target: PlannedTarget;
  pipeline: { ref: string; spec: ReleasePipelineSpec };
  kind: ReleaseKind;
  version: Version;
  package?: { digest: string; bytes: number };
}): ReleasePlan {
  const { target, pipeline } = choice;
  const { repository, git, folder } = pipeline.spec.source;
  return {
    ...target,
    pipeline: pipeline.ref,
    kind: choice.kind,
    version: choice.version,
    source: {
      ...(repository !== undefined && { repository }),
      ...(git !== undefined && { git }),
      ...(folder !== undefined && { folder }),
    },
    build: pipeline.spec.build,
    ...(choice.package && { package: choice.package }),
  };
}

/**
 * The same plan for some of its hosts. Batches keep their order and are counted anew.
 *
 * @param found - what it brings, if that is still kept; a release is built again without it, and nothing else can be
 */
export function narrowPlan(
  { package: before, ...plan }: ReleasePlan,
  hostRefs: ReadonlySet<string>,
  found?: { digest: string; bytes: number },
): ReleasePlan {
  const hosts = plan.hosts.filter(({ ref }) => hostRefs.has(ref));
  const batches = [...new Set(hosts.map(({ batch }) => batch))].sort(
    (a, b) => a - b,
  );
  const bytes = found ?? (plan.kind === 'release' ? undefined : before);
  return {
    ...plan,
    hosts: hosts.map(host => ({ ...host, batch: batches.indexOf(host.batch) })),
    ...(bytes && { package: bytes }),
  };
}

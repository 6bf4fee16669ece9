import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  releasePipelineSpecSchema,
  type PipelineEnvironment,
  type ReleasePipelineSpec,
} from '@stagedoor/plugin-releases-common';
import { EntityName, StackedTable } from '@stagedoor/ui-parts';
import { EntityCard } from './EntityCard';
import { EntityLinks } from './EntityLinks';
import { Facts } from './Facts';
import styles from './entity.module.css';

/** How a pipeline builds, and where it releases to. */
export const PipelineCard = () => {
  const { entity } = useEntity();
  const parsed = releasePipelineSpecSchema.safeParse(entity.spec);
  if (!parsed.success) {
    return (
      <EntityCard title="Releases to">
        <p className={styles.empty}>
          Its entry in the catalog cannot be read; the errors above say why.
        </p>
      </EntityCard>
    );
  }
  const spec = parsed.data;
  return (
    <>
      <EntityCard title="Releases to">
        <StackedTable>
          <thead>
            <tr>
              <th scope="col">Environment</th>
              <th scope="col">Hosts</th>
              <th scope="col">Batches</th>
              <th scope="col">Folder</th>
              <th scope="col">When it fails</th>
            </tr>
          </thead>
          <tbody>
            {spec.environments.map(environment => (
              <tr key={environment.name}>
                <td>
                  <EntityName
                    entityRef={`resource:default/${environment.name}`}
                  />
                </td>
                <td>
                  <EntityLinks
                    refs={listHosts(environment, entity.metadata.namespace)}
                  />
                </td>
                <td>{environment.batches.join(', then ')}</td>
                <td>
                  <code>{environment.path}</code>
                </td>
                <td>
                  {environment.onFailure === 'roll-back'
                    ? 'hosts go back to what they ran'
                    : 'hosts stay as they are'}
                </td>
              </tr>
            ))}
          </tbody>
        </StackedTable>
      </EntityCard>
      <EntityCard title="Build">
        <Facts facts={describeBuild(spec)} />
      </EntityCard>
    </>
  );
};

function listHosts(
  { hosts }: PipelineEnvironment,
  namespace = 'default',
): string[] {
  return hosts.map(host =>
    stringifyEntityRef(
      parseEntityRef(typeof host === 'string' ? host : host.host, {
        defaultKind: 'resource',
        defaultNamespace: namespace,
      }),
    ),
  );
}

function describeBuild({ source, build }: ReleasePipelineSpec) {
  const of = source.repository ?? source.git;
  return [
    {
      term: 'Source',
      value: (
        <code>{[of, source.folder].filter(Boolean).join(', folder ')}</code>
      ),
    },
    {
      term: 'Branch',
      value: source.branch ? (
        <code>{source.branch}</code>
      ) : (
        'the default branch of the repository'
      ),
    },
    {
      term: 'Commands',
      value: build.run.length ? (
        <ol className={styles.commands}>
          {build.run.map((command, index) => (
            <li key={index}>
              <code>{command}</code>
            </li>
          ))}
        </ol>
      ) : (
        'none: the files are released as they are'
      ),
    },
    {
      term: 'Package',
      value: <code>{build.package.include.join(' ')}</code>,
    },
  ];
}

import {
  RELATION_DEPENDS_ON,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EntityName, StackedTable } from '@stagedoor/ui-parts';
import { EntityCard } from './EntityCard';
import { LoadedList } from './LoadedList';
import { orderHosts } from './orderHosts';
import { relatedRefs } from './relatedRefs';
import { useRelatedEntities } from './useRelatedEntities';
import styles from './entity.module.css';

/** The hosts that a component depends on, by environment. */
export const RunsOnCard = () => {
  const { entity } = useEntity();
  const data = useRelatedEntities(
    relatedRefs(entity, RELATION_DEPENDS_ON, 'resource'),
  );
  return (
    <EntityCard title="Runs on">
      <LoadedList data={data}>
        {related => {
          const hosts = orderHosts(related);
          return hosts.length ? (
            <StackedTable>
              <thead>
                <tr>
                  <th scope="col">Environment</th>
                  <th scope="col">Host</th>
                  <th scope="col">SSH address</th>
                </tr>
              </thead>
              <tbody>
                {hosts.map(host => (
                  <tr key={stringifyEntityRef(host.entity)}>
                    <td>{host.environment ?? 'not said'}</td>
                    <td>
                      <EntityName entityRef={stringifyEntityRef(host.entity)} />
                    </td>
                    <td>
                      <code>{host.address}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </StackedTable>
          ) : (
            <p className={styles.empty}>
              No host is named. List the hosts under <code>spec.dependsOn</code>
              , for example <code>resource:default/prod-1</code>; each is a
              Resource of type <code>host</code>.
            </p>
          );
        }}
      </LoadedList>
    </EntityCard>
  );
};

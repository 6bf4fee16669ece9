import {
  RELATION_DEPENDENCY_OF,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EntityName, StackedTable } from '@stagedoor/ui-parts';
import { EntityCard } from './EntityCard';
import { EntityLinks } from './EntityLinks';
import { LoadedList } from './LoadedList';
import { relatedRefs } from './relatedRefs';
import { useRelatedEntities } from './useRelatedEntities';
import styles from './entity.module.css';

/** What depends on a resource; of a host, what runs there. */
export const UsedByCard = () => {
  const { entity } = useEntity();
  const data = useRelatedEntities(relatedRefs(entity, RELATION_DEPENDENCY_OF));
  const isHost = entity.spec?.type === 'host';
  return (
    <EntityCard title={isHost ? 'Runs here' : 'Used by'}>
      <LoadedList data={data}>
        {users =>
          users.length ? (
            <StackedTable>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Type</th>
                  <th scope="col">Lifecycle</th>
                  <th scope="col">Owner</th>
                </tr>
              </thead>
              <tbody>
                {users.map(user => (
                  <tr key={stringifyEntityRef(user)}>
                    <td>
                      <EntityName entityRef={stringifyEntityRef(user)} />
                    </td>
                    <td>{user.spec?.type?.toString() ?? user.kind}</td>
                    <td>{user.spec?.lifecycle?.toString()}</td>
                    <td>
                      <EntityLinks
                        refs={relatedRefs(user, RELATION_OWNED_BY)}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </StackedTable>
          ) : (
            <p className={styles.empty}>
              Nothing in the catalog says that it{' '}
              {isHost ? 'runs here' : 'uses this'}. A component says so under{' '}
              <code>spec.dependsOn</code>, with{' '}
              <code>{stringifyEntityRef(entity)}</code>.
            </p>
          )
        }
      </LoadedList>
    </EntityCard>
  );
};

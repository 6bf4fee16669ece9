import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  RELATION_RECEIVES_RELEASES_OF,
  RELATION_RELEASES,
} from '@stagedoor/plugin-releases-common';
import { EntityName, StackedTable } from '@stagedoor/ui-parts';
import { EntityCard } from './EntityCard';
import { EntityLinks } from './EntityLinks';
import { LoadedList } from './LoadedList';
import { relatedRefs } from './relatedRefs';
import { useRelatedEntities } from './useRelatedEntities';
import styles from './entity.module.css';

/** What is released to an environment. */
export const EnvironmentCard = () => {
  const { entity } = useEntity();
  const data = useRelatedEntities(
    relatedRefs(entity, RELATION_RECEIVES_RELEASES_OF),
  );
  return (
    <EntityCard title="Receives releases of">
      <LoadedList data={data}>
        {pipelines =>
          pipelines.length ? (
            <StackedTable>
              <thead>
                <tr>
                  <th scope="col">Component</th>
                  <th scope="col">Pipeline</th>
                  <th scope="col">Owner</th>
                </tr>
              </thead>
              <tbody>
                {pipelines.map(pipeline => (
                  <tr key={stringifyEntityRef(pipeline)}>
                    <td>
                      <EntityLinks
                        refs={relatedRefs(pipeline, RELATION_RELEASES)}
                      />
                    </td>
                    <td>
                      <EntityName entityRef={stringifyEntityRef(pipeline)} />
                    </td>
                    <td>
                      <EntityLinks
                        refs={relatedRefs(pipeline, RELATION_OWNED_BY)}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </StackedTable>
          ) : (
            <p className={styles.empty}>
              No pipeline releases to it yet. A ReleasePipeline does so with{' '}
              <code>{entity.metadata.name}</code> as the name of one of its{' '}
              <code>spec.environments</code>.
            </p>
          )
        }
      </LoadedList>
    </EntityCard>
  );
};

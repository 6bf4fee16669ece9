import { useCallback, useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  catalogApiRef,
  useStarredEntities,
} from '@backstage/plugin-catalog-react';
import { ButtonIcon } from '@backstage/ui';
import { RiStarFill } from '@remixicon/react';
import { EntityName, useEntityName } from '@stagedoor/ui-parts';
import { Empty } from './Empty';
import { Section } from './Section';
import { useLoad } from '../feedback/useLoad';
import styles from './home.module.css';

/** What the person starred, as far as it still exists. */
export const Starred = () => {
  const catalogApi = useApi(catalogApiRef);
  const { starredEntities, toggleStarredEntity } = useStarredEntities();
  const refs = useMemo(
    () => [...starredEntities].sort().join(' '),
    [starredEntities],
  );

  const data = useLoad(
    useCallback(async () => {
      const entityRefs = refs ? refs.split(' ') : [];
      if (entityRefs.length === 0) {
        return [];
      }
      const { items } = await catalogApi.getEntitiesByRefs({
        entityRefs,
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
          'spec.type',
          'spec.profile.displayName',
        ],
      });
      return items.filter(item => item !== undefined);
    }, [catalogApi, refs]),
  );

  return (
    <Section title="Starred" data={data}>
      {entities =>
        entities.length ? (
          <ul className={styles.list}>
            {entities.map(entity => (
              <StarredLine
                key={stringifyEntityRef(entity)}
                entity={entity}
                onUnstar={toggleStarredEntity}
              />
            ))}
          </ul>
        ) : (
          <Empty>
            Press the star beside a name, in the catalog or on its page, to keep
            it at hand here.
          </Empty>
        )
      }
    </Section>
  );
};

const StarredLine = (props: {
  entity: Entity;
  onUnstar: (entityRef: string) => void;
}) => {
  const { entity, onUnstar } = props;
  const entityRef = stringifyEntityRef(entity);
  const title = useEntityName(entity);
  return (
    <li className={styles.line}>
      <span className={styles.lineText}>
        <EntityName entityRef={entityRef}>{title}</EntityName>
      </span>
      <span className={styles.age}>
        {entity.spec?.type?.toString() ?? entity.kind}
      </span>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<RiStarFill size={14} />}
        aria-label={`Take the star from ${title}`}
        onPress={() => onUnstar(entityRef)}
      />
    </li>
  );
};

import type { ReactNode } from 'react';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { catalogApiRef, useEntity } from '@backstage/plugin-catalog-react';
import { catalogEntityRefreshPermission } from '@backstage/plugin-catalog-common/alpha';
import { RiRefreshLine } from '@remixicon/react';
import {
  RELATION_RELEASED_BY,
  RELATION_RELEASES,
} from '@stagedoor/plugin-releases-common';
import { GuardedButtonIcon } from '@stagedoor/plugin-roles-react';
import { useEntityName } from '@stagedoor/ui-parts';
import { EntityCard } from './EntityCard';
import { EntityLinks } from './EntityLinks';
import { Facts, type Fact } from './Facts';
import { relatedRefs } from './relatedRefs';
import styles from './entity.module.css';

/** What a thing is: its description, and what the catalog says of it. */
export const AboutCard = (props: { links?: ReactNode }) => {
  const { links } = props;
  const { entity } = useEntity();
  return (
    <EntityCard title="About" action={<RefreshButton entity={entity} />}>
      {entity.metadata.description ? (
        <p className={styles.description}>{entity.metadata.description}</p>
      ) : null}
      <Facts facts={factsOf(entity)} />
      {links}
    </EntityCard>
  );
};

const RefreshButton = (props: { entity: Entity }) => {
  const { entity } = props;
  const catalogApi = useApi(catalogApiRef);
  const toastApi = useApi(toastApiRef);
  const entityRef = stringifyEntityRef(entity);
  const name = useEntityName(entity);
  if (!entity.metadata.annotations?.['backstage.io/managed-by-location']) {
    return null;
  }
  const refresh = async () => {
    try {
      await catalogApi.refreshEntity(entityRef);
      toastApi.post({
        title: `${name} is being read again`,
        status: 'info',
        timeout: 4000,
      });
    } catch (error) {
      toastApi.post({
        title: `${name} could not be read again`,
        description: String(error),
        status: 'danger',
      });
    }
  };
  return (
    <GuardedButtonIcon
      permission={catalogEntityRefreshPermission}
      resourceRef={entityRef}
      size="small"
      variant="tertiary"
      icon={<RiRefreshLine size={16} />}
      aria-label="Read again from its source"
      onPress={refresh}
    />
  );
};

function factsOf(entity: Entity): Fact[] {
  const { metadata, spec } = entity;
  const annotations = metadata.annotations ?? {};
  const owners = relatedRefs(entity, RELATION_OWNED_BY);
  const wholes = relatedRefs(entity, RELATION_PART_OF);
  const released = relatedRefs(entity, RELATION_RELEASES);
  const pipelines = relatedRefs(entity, RELATION_RELEASED_BY);
  const type = spec?.type?.toString();
  const lifecycle = spec?.lifecycle?.toString();
  const environment = annotations['stagedoor.dev/environment'];
  const address = annotations['stagedoor.dev/ssh-address'];
  const isLocal = annotations['stagedoor.dev/connection'] === 'local';
  const tier = annotations['stagedoor.dev/tier'];

  const facts: (Fact | false | undefined)[] = [
    owners.length > 0 && {
      term: 'Owner',
      value: <EntityLinks refs={owners} />,
    },
    wholes.length > 0 && {
      term: 'Part of',
      value: <EntityLinks refs={wholes} />,
    },
    released.length > 0 && {
      term: 'Releases',
      value: <EntityLinks refs={released} />,
    },
    pipelines.length > 0 && {
      term: 'Released by',
      value: <EntityLinks refs={pipelines} />,
    },
    !!type && { term: 'Type', value: type },
    !!lifecycle && { term: 'Lifecycle', value: lifecycle },
    !!tier && { term: 'Tier', value: tier },
    !!environment && { term: 'Environment', value: environment },
    !!address && { term: 'SSH address', value: <code>{address}</code> },
    isLocal && {
      term: 'Reached as',
      value: 'a folder of this machine, which stands for the host',
    },
    {
      term: 'Name',
      value: <code>{stringifyEntityRef(entity)}</code>,
    },
    !!metadata.tags?.length && {
      term: 'Tags',
      value: (
        <span className={styles.tags}>
          {metadata.tags.map(tag => (
            <span key={tag} className={styles.tag}>
              {tag}
            </span>
          ))}
        </span>
      ),
    },
  ];
  return facts.filter(fact => !!fact);
}

import { useCallback } from 'react';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { StackedTable } from '@stagedoor/ui-parts';
import { CreateServiceLink } from '../create/CreateServiceLink';
import { EntityLink } from '../entity/EntityLink';
import { EntityLinks } from '../entity/EntityLinks';
import { relatedRefs } from '../entity/relatedRefs';
import type { SignedInPerson } from '../shell/useSignedInPerson';
import { Empty } from './Empty';
import { Section } from './Section';
import { useLoad } from '../feedback/useLoad';
import styles from './home.module.css';

const shown = 12;
const tierAnnotation = 'stagedoor.dev/tier';

/** The components that the person or their teams own. */
export const MyServices = (props: { person: SignedInPerson }) => {
  const { ownershipEntityRefs } = props.person;
  const catalogApi = useApi(catalogApiRef);
  const catalogPage = useRouteRef(catalogPlugin.routes.catalogIndex);

  const data = useLoad(
    useCallback(
      () =>
        catalogApi.queryEntities({
          filter: {
            kind: 'component',
            'relations.ownedBy': ownershipEntityRefs,
          },
          fields: [
            'kind',
            'metadata.name',
            'metadata.namespace',
            'metadata.title',
            'metadata.description',
            'metadata.annotations',
            'spec.type',
            'spec.lifecycle',
            'spec.system',
            'relations',
          ],
          orderFields: { field: 'metadata.name', order: 'asc' },
          limit: shown,
        }),
      [catalogApi, ownershipEntityRefs],
    ),
  );

  return (
    <Section
      title="My services"
      more={{ title: 'All in the catalog', href: catalogPage?.() }}
      data={data}
      lines={5}
    >
      {({ items, totalItems }) =>
        items.length ? (
          <>
            <div className={styles.tableFrame}>
              <StackedTable className={styles.table}>
                <thead>
                  <tr>
                    <th scope="col">Name</th>
                    <th scope="col">Type</th>
                    <th scope="col">System</th>
                    <th scope="col">Lifecycle</th>
                    <th scope="col">Tier</th>
                    <th scope="col">Owner</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map(entity => (
                    <ServiceRow
                      key={stringifyEntityRef(entity)}
                      entity={entity}
                    />
                  ))}
                </tbody>
              </StackedTable>
            </div>
            {totalItems > items.length ? (
              <p className={styles.rest}>
                {totalItems - items.length} more in the{' '}
                <Link href={catalogPage?.() ?? '/'}>catalog</Link>
              </p>
            ) : null}
          </>
        ) : (
          <Empty
            action={<CreateServiceLink variant="secondary" size="small" />}
          >
            Nothing in the catalog is owned by you or by a team of yours. What
            you create from a template is yours from the first minute.
          </Empty>
        )
      }
    </Section>
  );
};

const ServiceRow = (props: { entity: Entity }) => {
  const { entity } = props;
  const { metadata, spec } = entity;
  return (
    <tr>
      <td>
        <EntityLink
          entityRef={stringifyEntityRef(entity)}
          title={metadata.title ?? metadata.name}
        />
        {metadata.description ? (
          <small className={styles.description}>{metadata.description}</small>
        ) : null}
      </td>
      <td>{spec?.type?.toString()}</td>
      <td>
        <EntityLinks refs={relatedRefs(entity, RELATION_PART_OF, 'system')} />
      </td>
      <td>{spec?.lifecycle?.toString()}</td>
      <td>{metadata.annotations?.[tierAnnotation]}</td>
      <td>
        <EntityLinks refs={relatedRefs(entity, RELATION_OWNED_BY)} />
      </td>
    </tr>
  );
};

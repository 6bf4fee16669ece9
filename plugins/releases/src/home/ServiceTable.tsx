import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link, Skeleton } from '@backstage/ui';
import type {
  Deployment,
  DeploymentList,
} from '@stagedoor/plugin-releases-common';
import { EntityName, StackedTable } from '@stagedoor/ui-parts';
import { PlaceCell } from './PlaceCell';
import type { Service } from './useMyServices';
import styles from './home.module.css';
import { homeTranslationRef } from './translation';

type Environments = DeploymentList['environments'];

/** Services, a line each, and in a column for each environment what runs there; on a phone the columns become lines. */
export function ServiceTable(props: {
  services: readonly Service[];
  deployments?: DeploymentList;
  /** What runs where is on its way. */
  isLoading: boolean;
}) {
  const { services, deployments, isLoading } = props;
  const { t } = useTranslationRef(homeTranslationRef);
  const deploymentOf = new Map(
    deployments?.items.map(item => [item.component, item]),
  );
  const used = new Set(
    services.flatMap(
      ({ ref }) => deploymentOf.get(ref)?.environments.map(e => e.name) ?? [],
    ),
  );
  const environments =
    deployments?.environments.filter(({ name }) => used.has(name)) ?? [];
  return (
    <StackedTable label={t('title')} className={styles.services}>
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          {environments.map(({ name, title }) => (
            <th key={name} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {services.map(service => (
          <tr key={service.ref}>
            <th scope="row" className={styles.service}>
              <EntityName entityRef={service.ref}>{service.title}</EntityName>
              {service.description ? (
                <small title={service.description}>{service.description}</small>
              ) : null}
            </th>
            {isLoading ? (
              <td>
                <Skeleton width={90} height={14} />
              </td>
            ) : null}
            {deployments ? (
              <Places
                service={service}
                deployment={deploymentOf.get(service.ref)}
                environments={environments}
              />
            ) : null}
          </tr>
        ))}
      </tbody>
    </StackedTable>
  );
}

function Places(props: {
  service: Service;
  deployment?: Deployment;
  environments: Environments;
}) {
  const { service, deployment, environments } = props;
  const { t } = useTranslationRef(homeTranslationRef);
  const tab = useReleasesTab(service.ref);
  if (!deployment || deployment.environments.length === 0) {
    return (
      <td className={styles.none} colSpan={Math.max(1, environments.length)}>
        {deployment?.problem === undefined ? (
          t('notReleased')
        ) : (
          <Link href={tab} title={deployment.problem}>
            {t('problem')}
          </Link>
        )}
      </td>
    );
  }
  return (
    <>
      {environments.map(environment => (
        <PlaceCell
          key={environment.name}
          title={environment.title}
          place={deployment.environments.find(
            ({ name }) => name === environment.name,
          )}
          tab={tab}
        />
      ))}
    </>
  );
}

/** Where the releases of a component are shown and asked for. */
function useReleasesTab(component: string): string {
  const entityPage = useRouteRef(entityRouteRef);
  return `${entityPage?.(parseEntityRef(component)) ?? ''}/releases`;
}

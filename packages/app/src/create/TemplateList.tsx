import { useCallback } from 'react';
import { Helmet } from 'react-helmet';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import catalogImportPlugin from '@backstage/plugin-catalog-import/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { Container, Link } from '@backstage/ui';
import { GuardedButtonLink } from '@stagedoor/plugin-roles-react';
import { EntityLinks } from '../entity/EntityLinks';
import { LoadedList } from '../entity/LoadedList';
import { relatedRefs } from '../entity/relatedRefs';
import { useLoad } from '../feedback/useLoad';
import styles from './TemplateList.module.css';

const recommended = 'recommended';

/** What can be created, the recommended first. */
export const TemplateList = () => {
  const catalogApi = useApi(catalogApiRef);
  const importPage = useRouteRef(catalogImportPlugin.routes.importPage);
  const data = useLoad(
    useCallback(async () => {
      const { items } = await catalogApi.queryEntities({
        filter: { kind: 'template' },
        fields: ['kind', 'metadata', 'spec.type', 'relations'],
        orderFields: { field: 'metadata.title', order: 'asc' },
        limit: 200,
      });
      return items.sort(
        (a, b) => Number(isRecommended(b)) - Number(isRecommended(a)),
      );
    }, [catalogApi]),
  );

  return (
    <main>
      <Helmet title="Create" />
      <Container>
        <p className={styles.lead}>
          Choose what you want to create. It exists, runs and is in the catalog
          when the last step is done.
        </p>
        <LoadedList data={data}>
          {templates =>
            templates.length ? (
              <ul className={styles.grid}>
                {templates.map(template => (
                  <TemplateCard
                    key={stringifyEntityRef(template)}
                    template={template}
                  />
                ))}
              </ul>
            ) : (
              <p className={styles.lead}>
                There is no template that you may use. A platform engineer adds
                one as an entity of kind <code>Template</code>, under{' '}
                <code>catalog.locations</code> in the configuration.
              </p>
            )
          }
        </LoadedList>
        {importPage ? (
          <p className={styles.foot}>
            What you want to add has a <code>catalog-info.yaml</code> already?{' '}
            <Link href={importPage()}>Register it by its address</Link>
          </p>
        ) : null}
      </Container>
    </main>
  );
};

const TemplateCard = (props: { template: Entity }) => {
  const { metadata, spec } = props.template;
  const form = useRouteRef(scaffolderPlugin.routes.selectedTemplate);
  const title = metadata.title ?? metadata.name;
  return (
    <li className={styles.card}>
      <span className={styles.type}>
        {[
          spec?.type?.toString(),
          isRecommended(props.template) ? recommended : undefined,
        ]
          .filter(Boolean)
          .join(', ')}
      </span>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.description}>{metadata.description}</p>
      <div className={styles.tags}>
        {metadata.tags
          ?.filter(tag => tag !== recommended)
          .map(tag => (
            <span key={tag} className={styles.tag}>
              {tag}
            </span>
          ))}
      </div>
      <div className={styles.actions}>
        <span className={styles.owner}>
          by{' '}
          <EntityLinks refs={relatedRefs(props.template, RELATION_OWNED_BY)} />
        </span>
        {form ? (
          <GuardedButtonLink
            permission={taskCreatePermission}
            variant={isRecommended(props.template) ? 'primary' : 'secondary'}
            href={form({
              namespace: metadata.namespace ?? 'default',
              templateName: metadata.name,
            })}
            aria-label={`Choose ${title}`}
          >
            Choose
          </GuardedButtonLink>
        ) : null}
      </div>
    </li>
  );
};

function isRecommended(template: Entity): boolean {
  return template.metadata.tags?.includes(recommended) ?? false;
}

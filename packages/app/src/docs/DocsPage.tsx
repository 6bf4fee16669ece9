import { useCallback, useState } from 'react';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import techdocsPlugin from '@backstage/plugin-techdocs/alpha';
import { Container, Link, SearchField } from '@backstage/ui';
import { EntityCard } from '../entity/EntityCard';
import { EntityLinks } from '../entity/EntityLinks';
import { LoadedList } from '../entity/LoadedList';
import { relatedRefs } from '../entity/relatedRefs';
import { useLoad } from '../feedback/useLoad';
import styles from './DocsPage.module.css';

const reference = 'metadata.annotations.backstage.io/techdocs-ref';
const limit = 500;

/** Everything that has documentation, with words to narrow it. */
export const DocsPage = () => {
  const catalogApi = useApi(catalogApiRef);
  const [words, setWords] = useState('');
  const data = useLoad(
    useCallback(
      () =>
        catalogApi.queryEntities({
          filter: { [reference]: CATALOG_FILTER_EXISTS },
          fields: ['kind', 'metadata', 'spec.type', 'relations'],
          orderFields: { field: 'metadata.name', order: 'asc' },
          limit,
        }),
      [catalogApi],
    ),
  );

  return (
    <main>
      <Container>
        <EntityCard
          title="Documentation"
          action={
            <SearchField
              aria-label="Filter the list by words"
              placeholder="Filter by name or description"
              size="small"
              value={words}
              onChange={setWords}
              className={styles.search}
            />
          }
        >
          <LoadedList data={data}>
            {({ items }) => {
              const shown = items.filter(item => matches(item, words));
              if (items.length === 0) {
                return (
                  <p className={styles.empty}>
                    Nothing has documentation yet. Put pages of Markdown under{' '}
                    <code>docs/</code> with an <code>mkdocs.yml</code>, and say
                    so in <code>catalog-info.yaml</code>:{' '}
                    <code>backstage.io/techdocs-ref: dir:.</code>
                  </p>
                );
              }
              return shown.length ? (
                <ul className={styles.list}>
                  {shown.map(entity => (
                    <DocsLine
                      key={stringifyEntityRef(entity)}
                      entity={entity}
                    />
                  ))}
                </ul>
              ) : (
                <p className={styles.empty}>Nothing here has these words.</p>
              );
            }}
          </LoadedList>
        </EntityCard>
      </Container>
    </main>
  );
};

const DocsLine = (props: { entity: Entity }) => {
  const { entity } = props;
  const { metadata, kind, spec } = entity;
  const reader = useRouteRef(techdocsPlugin.routes.docRoot);
  return (
    <li className={styles.line}>
      <span className={styles.name}>
        <Link
          className={styles.title}
          href={
            reader?.({
              kind: kind.toLocaleLowerCase('en-US'),
              namespace: metadata.namespace ?? 'default',
              name: metadata.name,
            }) ?? '/docs'
          }
        >
          {metadata.title ?? metadata.name}
        </Link>
        {metadata.description ? <small>{metadata.description}</small> : null}
      </span>
      <span className={styles.fact}>
        {spec?.type?.toString() ?? kind.toLocaleLowerCase('en-US')}
      </span>
      <span className={styles.fact}>
        <EntityLinks refs={relatedRefs(entity, RELATION_OWNED_BY)} />
      </span>
    </li>
  );
};

function matches(entity: Entity, words: string): boolean {
  const { name, title, description } = entity.metadata;
  const text = [name, title, description].join(' ').toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}

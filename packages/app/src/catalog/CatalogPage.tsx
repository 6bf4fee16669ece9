import { Fragment } from 'react';
import {
  CatalogFilterLayout,
  EntityListProvider,
} from '@backstage/plugin-catalog-react';
import { Container } from '@backstage/ui';
import { CatalogList } from './CatalogList';

/** How many entities a page of the list has. */
const pageSize = 30;

export const CatalogPage = (props: { filters: JSX.Element[] }) => (
  <main>
    <Container>
      <EntityListProvider pagination={{ mode: 'cursor', limit: pageSize }}>
        <CatalogFilterLayout>
          <CatalogFilterLayout.Filters>
            {props.filters.map((filter, index) => (
              <Fragment key={filter.key ?? index}>{filter}</Fragment>
            ))}
          </CatalogFilterLayout.Filters>
          <CatalogFilterLayout.Content>
            <CatalogList />
          </CatalogFilterLayout.Content>
        </CatalogFilterLayout>
      </EntityListProvider>
    </Container>
  </main>
);

import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityKindPicker,
  entityRouteRef,
  MockStarredEntitiesApi,
  starredEntitiesApiRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { rolesApiRef } from '@stagedoor/plugin-roles-react';
import { FakeRoles } from '../__testUtils__/FakeRoles';
import { CatalogPage } from './CatalogPage';

const component = (name: string, title: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', title },
  spec: { type: 'service', lifecycle: 'production' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
});

async function renderCatalog(entities: ReturnType<typeof component>[]) {
  const starred = new MockStarredEntitiesApi();
  renderInTestApp(
    <CatalogPage
      filters={[<EntityKindPicker key="kind" initialFilter="component" />]}
    />,
    {
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      apis: [
        mockApis.identity({ userEntityRef: 'user:default/ana.ruiz' }),
        catalogApiMock({ entities }),
        [rolesApiRef, new FakeRoles()],
        [starredEntitiesApiRef, starred],
      ],
    },
  );
}

describe('CatalogPage', () => {
  const entities = [
    component('payments-api', 'Payments API'),
    component('seat-map', 'Seat map'),
  ];

  it('lists entities with a link each, and narrows the list while typing', async () => {
    await renderCatalog(entities);
    expect(
      await screen.findByRole('link', { name: 'Seat map' }),
    ).toHaveAttribute('href', '/catalog/default/component/seat-map');

    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Filter the list by words' }),
      'paym',
    );
    await waitFor(() =>
      expect(screen.queryByText('Seat map')).not.toBeInTheDocument(),
    );
    expect(
      await screen.findByRole('link', { name: 'Payments API' }),
    ).toBeInTheDocument();
  });

  it('says that nothing matches and takes the words away again', async () => {
    await renderCatalog(entities);
    await userEvent.type(
      await screen.findByRole('searchbox', {
        name: 'Filter the list by words',
      }),
      'nothing-has-this-name',
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear the filters' }),
    );
    expect(
      await screen.findByRole('link', { name: 'Seat map' }),
    ).toBeInTheDocument();
  });

  it('stars a row', async () => {
    await renderCatalog(entities);
    const row = await screen.findByRole('row', { name: /Seat map/ });
    await userEvent.click(
      within(row).getByRole('button', { name: 'Star Seat map' }),
    );
    expect(
      await within(row).findByRole('button', {
        name: 'Take the star from Seat map',
      }),
    ).toBeInTheDocument();
  });

  it('orders by a column, and round again', async () => {
    await renderCatalog(entities);
    const name = await screen.findByRole('columnheader', { name: 'Name' });
    expect(name).toHaveAttribute('aria-sort', 'ascending');
    await userEvent.click(within(name).getByRole('button'));
    expect(
      await screen.findByRole('columnheader', { name: 'Name' }),
    ).toHaveAttribute('aria-sort', 'descending');
  });
});

import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { rolesApiRef } from '@stagedoor/plugin-roles-react';
import { FakeRoles } from '../__testUtils__/FakeRoles';
import { AboutCard } from './AboutCard';

const service = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments-api',
    namespace: 'default',
    description: 'Takes card payments',
    annotations: {
      'backstage.io/managed-by-location': 'url:https://git.example.org/a',
    },
  },
  spec: { type: 'service' },
};

function renderCard(roles: FakeRoles) {
  const catalog = catalogApiMock({ entities: [service] });
  const refreshEntity = jest.spyOn(catalog, 'refreshEntity');
  renderInTestApp(
    <EntityProvider entity={service}>
      <AboutCard />
    </EntityProvider>,
    { apis: [catalog, [rolesApiRef, roles]] },
  );
  return refreshEntity;
}

const readAgain = { name: 'Read again from its source' };

describe('AboutCard', () => {
  it('has the entity read again from its source', async () => {
    const refreshEntity = renderCard(new FakeRoles());
    const button = await screen.findByRole('button', readAgain);
    await waitFor(() => expect(button).not.toHaveAttribute('aria-disabled'));
    await userEvent.click(button);
    await waitFor(() =>
      expect(refreshEntity.mock.calls[0]?.[0]).toBe(
        'component:default/payments-api',
      ),
    );
  });

  it('tells who may not have it read again why not', async () => {
    const refreshEntity = renderCard(new FakeRoles('denied'));
    await screen.findByRole('button', { name: /^Why not\?/ });
    await userEvent.click(screen.getByRole('button', readAgain));
    expect(
      await screen.findByText(/Only developers may do this/),
    ).toBeInTheDocument();
    expect(refreshEntity).not.toHaveBeenCalled();
  });
});

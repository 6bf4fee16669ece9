import { Entity } from '@backstage/catalog-model';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderForm } from '../__testUtils__/renderForm';

const form = [
  {
    required: ['owner'],
    properties: {
      owner: { type: 'string', title: 'Owner', 'ui:field': 'MyTeam' },
    },
  },
];

const group = (name: string, displayName: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  spec: { type: 'team', children: [], profile: { displayName } },
});

const entities = [group('payments', 'Payments'), group('search', 'Search')];
const review = () =>
  userEvent.click(screen.getByRole('button', { name: 'Review' }));
const create = async () =>
  userEvent.click(await screen.findByRole('button', { name: 'Create' }));

describe('MyTeam', () => {
  it('chooses the only team', async () => {
    const onCreate = jest.fn();
    renderForm(form, {
      entities,
      groups: ['group:default/payments'],
      onCreate,
    });
    await waitFor(() =>
      expect(screen.getByRole('button', { name: /Owner/ })).toHaveTextContent(
        'Payments',
      ),
    );
    await review();
    await create();
    expect(onCreate).toHaveBeenCalledWith({ owner: 'group:default/payments' });
  });

  it('offers every team of the person, and no other', async () => {
    const onCreate = jest.fn();
    renderForm(form, {
      entities: [...entities, group('checkout', 'Checkout')],
      groups: ['group:default/search', 'group:default/payments'],
      onCreate,
    });
    await userEvent.click(await screen.findByRole('button', { name: /Owner/ }));
    const names = (await screen.findAllByRole('option')).map(
      option => option.textContent,
    );
    expect(names).toEqual(['Payments', 'Search']);
    await userEvent.click(screen.getByRole('option', { name: 'Search' }));
    await review();
    await create();
    expect(onCreate).toHaveBeenCalledWith({ owner: 'group:default/search' });
  });

  it('shows a team that the catalog does not know by its name', async () => {
    renderForm(form, { groups: ['group:default/mobile'] });
    await waitFor(() =>
      expect(screen.getByRole('button', { name: /Owner/ })).toHaveTextContent(
        'mobile',
      ),
    );
  });

  it('tells a person without a team what to do, and does not let them go on', async () => {
    renderForm(form, { entities });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('You belong to no team');
    expect(alert).toHaveTextContent('Ask whoever keeps the teams');
    await review();
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();
  });
});

import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import {
  failExplanations,
  renderWithRoles,
  serveExplanations,
} from '../../__testUtils__/serveExplanations';
import { DeniedState } from '../DeniedState/DeniedState';
import { PermissionGate } from './PermissionGate';

const config = { name: 'devtools.config' };

describe('PermissionGate', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  const renderGate = () =>
    renderWithRoles(
      <PermissionGate permission={config}>
        <p>the inside</p>
      </PermissionGate>,
    );

  it('shows its inside to those who may see it', async () => {
    serveExplanations(server, []);
    renderGate();
    expect(await screen.findByText('the inside')).toBeInTheDocument();
  });

  it('explains to everybody else, and shows nothing of its inside', async () => {
    serveExplanations(server, [config.name]);
    renderGate();
    expect(
      await screen.findByRole('region', { name: 'You may not see this' }),
    ).toHaveTextContent(/You are a viewer\.Ask Payments/);
    expect(screen.queryByText('the inside')).not.toBeInTheDocument();
  });

  it('stays closed while it cannot be checked, and opens when it can', async () => {
    failExplanations(server);
    renderGate();
    expect(
      await screen.findByRole('region', {
        name: 'It could not be checked whether you may see this',
      }),
    ).toBeInTheDocument();
    expect(screen.queryByText('the inside')).not.toBeInTheDocument();

    serveExplanations(server, []);
    await userEvent.click(screen.getByRole('button', { name: 'Check again' }));
    expect(await screen.findByText('the inside')).toBeInTheDocument();
  });
});

describe('DeniedState', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  it('explains one resource', async () => {
    const requests = serveExplanations(server, [config.name]);
    renderWithRoles(
      <DeniedState permission={config} resourceRef="component:default/a" />,
    );
    await screen.findByRole('region', { name: 'You may not see this' });
    expect(requests).toEqual([
      [{ permission: 'devtools.config', resourceRef: 'component:default/a' }],
    ]);
  });
});

import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { makeEnvironment } from '../__testUtils__/builders';
import { FakeReleases } from '../__testUtils__/FakeReleases';
import { renderWithReleases } from '../__testUtils__/renderWithReleases';
import { InspectionDialog } from './InspectionDialog';

const server = setupServer();
registerMswTestHooks(server);

function open(backend: FakeReleases) {
  server.use(...backend.handlers());
  renderWithReleases(
    <InspectionDialog
      component="component:default/payments-api"
      environment={makeEnvironment('production')}
      onClose={() => {}}
    />,
  );
}

const host = (
  name: string,
  state: 'passed' | 'failed' | 'unknown',
  detail: string,
) => ({
  ref: `resource:default/${name}`,
  name,
  checks: [{ name: 'Disk', state, detail }],
});

describe('InspectionDialog', () => {
  it('says of each host what is ready and what is not', async () => {
    const backend = new FakeReleases();
    backend.inspection = {
      at: '2026-03-10T12:00:00Z',
      hosts: [
        host('prod-1', 'passed', '12 GB free'),
        host('prod-2', 'failed', '20 MB free, 400 MB are needed'),
      ],
    };
    open(backend);
    expect(await screen.findByText(/Not all hosts are ready/)).toBeVisible();
    const second = screen.getByRole('region', { name: 'prod-2' });
    expect(within(second).getByText('failed')).toBeVisible();
    expect(second).toHaveTextContent('20 MB free, 400 MB are needed');
  });

  it('does not call ready what it could not tell', async () => {
    const backend = new FakeReleases();
    backend.inspection = {
      at: '2026-03-10T12:00:00Z',
      hosts: [
        host('prod-1', 'passed', '12 GB free'),
        host('prod-2', 'unknown', 'No answer within 5 s'),
      ],
    };
    open(backend);
    expect(
      await screen.findByText(/Some checks could not be made/),
    ).toBeVisible();
  });

  it('says why it could not look, and looks again', async () => {
    const backend = new FakeReleases();
    backend.failures.set('inspectHosts', new Error('the engine is away'));
    open(backend);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the engine is away',
    );
    backend.failures.clear();
    backend.inspection = {
      at: '2026-03-10T12:00:00Z',
      hosts: [host('prod-1', 'passed', '12 GB free')],
    };
    await userEvent.click(screen.getByRole('button', { name: 'Check again' }));
    expect(await screen.findByText(/All hosts are ready/)).toBeVisible();
  });
});

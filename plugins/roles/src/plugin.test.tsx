import {
  registerMswTestHooks,
  renderInTestApp,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import {
  createFrontendPlugin,
  dialogApiRef,
  PageBlueprint,
  useApi,
} from '@backstage/frontend-plugin-api';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { failRoles, serveRoles } from './__testUtils__/serveRoles';
import { EntityPermissionsDialog } from './components/EntityPermissionsDialog/EntityPermissionsDialog';
import { rolesPlugin, stockPluginModules } from './index';

const entityRef = 'component:default/payments-api';
const server = setupServer();
registerMswTestHooks(server);

/** The page is loaded lazily, with everything it is made of. */
const whenLoaded = { timeout: 15_000 };
jest.setTimeout(60_000);

describe('the page of roles and permissions', () => {
  const renderPage = () =>
    renderTestApp({ features: [rolesPlugin], initialRouteEntries: ['/roles'] });

  it('shows my roles and through what I have them', async () => {
    serveRoles(server);
    renderPage();
    const list = await screen.findByRole(
      'list',
      { name: 'My roles' },
      whenLoaded,
    );
    expect(
      within(list).getByText('Through Payments, which is part of Engineering.'),
    ).toBeInTheDocument();
    expect(
      within(list).getByText('Everyone who is signed in has it.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('You also own what belongs to Payments.'),
    ).toBeInTheDocument();
  });

  it('shows who may do what, and finds permissions', async () => {
    serveRoles(server);
    renderPage();
    const table = await screen.findByRole(
      'table',
      { name: 'Roles and permissions' },
      whenLoaded,
    );
    const row = within(table).getByRole('row', { name: /Refresh an entity/ });
    expect(
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual(['no', 'no', 'if they own it', 'yes', 'no']);
    expect(
      within(table).getByRole('columnheader', {
        name: 'Developer (you are one)',
      }),
    ).toBeInTheDocument();

    const search = screen.getByRole('searchbox', {
      name: 'Search permissions',
    });
    await userEvent.type(search, 'template');
    expect(await screen.findByText('1 of 3 permissions')).toBeInTheDocument();
    expect(
      within(table).queryByRole('row', { name: /Refresh an entity/ }),
    ).not.toBeInTheDocument();
    await userEvent.type(search, ' teapot');
    expect(
      await screen.findByText(/No permission is called that/),
    ).toBeInTheDocument();
  });

  it('answers whether I may do something to something', async () => {
    const asked = serveRoles(server, ['catalog.entity.refresh']);
    renderPage();
    const permission = await screen.findByRole(
      'button',
      { name: /May I/ },
      whenLoaded,
    );
    await waitFor(() => expect(permission).toBeEnabled());
    await userEvent.click(permission);
    await userEvent.type(
      await screen.findByPlaceholderText('Search what to do'),
      'Refresh',
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'Refresh an entity' }),
    );
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'on' }),
      'payments-api{Enter}',
    );
    expect(
      await screen.findByText('Only others may catalog.entity.refresh.'),
    ).toBeInTheDocument();
    expect(screen.getByText('No')).toBeInTheDocument();
    expect(asked).toEqual([
      { permission: 'catalog.entity.refresh', resourceRef: entityRef },
    ]);
  });

  it('says what could not be read, and reads it again', async () => {
    failRoles(server);
    renderPage();
    expect(
      await screen.findByText(
        /It was not possible to read your roles: .*503/,
        undefined,
        whenLoaded,
      ),
    ).toBeInTheDocument();
    serveRoles(server);
    for (const button of screen.getAllByRole('button', { name: 'Try again' })) {
      await userEvent.click(button);
    }
    expect(
      await screen.findByRole('list', { name: 'My roles' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('table', { name: 'Roles and permissions' }),
    ).toBeInTheDocument();
  });
});

describe('the dialog about one entity', () => {
  function Opener(props: { entityRef: string }) {
    const dialogApi = useApi(dialogApiRef);
    return (
      <button
        onClick={() =>
          dialogApi.open(({ dialog }) => (
            <EntityPermissionsDialog
              entityRef={props.entityRef}
              title="payments-api"
              onClose={() => dialog.close()}
            />
          ))
        }
      >
        open
      </button>
    );
  }

  const openDialog = async (ref: string) => {
    renderInTestApp(<Opener entityRef={ref} />, { features: [rolesPlugin] });
    await userEvent.click(await screen.findByRole('button', { name: 'open' }));
    return screen.findByRole('dialog', {
      name: 'What may I do with payments-api?',
    });
  };

  it('explains every permission on entities', async () => {
    const asked = serveRoles(server, ['catalog.entity.delete']);
    const dialog = await openDialog(entityRef);
    const items = await within(dialog).findAllByRole('listitem');
    expect(items.map(item => item.textContent)).toEqual([
      'YesRefresh an entityYou may catalog.entity.refresh.',
      'NoUnregister an entityOnly others may catalog.entity.delete.Ask Payments.',
    ]);
    expect(asked.map(({ resourceRef }) => resourceRef)).toEqual([
      entityRef,
      entityRef,
    ]);

    await userEvent.click(within(dialog).getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
  });

  it('says of a template whether it may be used', async () => {
    serveRoles(server, ['scaffolder.task.create']);
    const dialog = await openDialog('template:default/node-service');
    expect(
      await within(dialog).findByText(
        'Only others may scaffolder.task.create.',
      ),
    ).toBeInTheDocument();
  });
});

describe('the modules for stock plugins', () => {
  const renderStockPage = (pluginId: string) =>
    renderTestApp({
      features: [
        rolesPlugin,
        ...stockPluginModules.filter(module => module.pluginId === pluginId),
        createFrontendPlugin({
          pluginId,
          title: 'Stock',
          extensions: [
            PageBlueprint.make({
              params: {
                path: '/stock',
                loader: async () => <p>the stock page</p>,
              },
            }),
          ],
        }),
      ],
      initialRouteEntries: ['/stock'],
    });

  it('explains the button that the scaffolder hides', async () => {
    serveRoles(server, ['scaffolder.task.create']);
    renderStockPage('scaffolder');
    await userEvent.click(
      await screen.findByRole(
        'button',
        { name: /Why can’t I create\?/ },
        whenLoaded,
      ),
    );
    expect(
      await screen.findByText('Only others may scaffolder.task.create.'),
    ).toBeInTheDocument();
  });

  it('adds nothing for those who may', async () => {
    const asked = serveRoles(server);
    renderStockPage('scaffolder');
    expect(
      await screen.findByText('the stock page', undefined, whenLoaded),
    ).toBeInTheDocument();
    await waitFor(() => expect(asked).toHaveLength(1), whenLoaded);
    expect(
      screen.queryByRole('button', { name: /Why/ }),
    ).not.toBeInTheDocument();
  });

  it('explains a denied page instead of pretending that there is none', async () => {
    serveRoles(server, ['devtools.info']);
    renderStockPage('devtools');
    expect(
      await screen.findByText(
        'Only others may devtools.info.',
        undefined,
        whenLoaded,
      ),
    ).toBeInTheDocument();
    expect(screen.queryByText('the stock page')).not.toBeInTheDocument();
  });

  it('opens a page that is allowed', async () => {
    serveRoles(server);
    renderStockPage('devtools');
    expect(
      await screen.findByText('the stock page', undefined, whenLoaded),
    ).toBeInTheDocument();
  });
});

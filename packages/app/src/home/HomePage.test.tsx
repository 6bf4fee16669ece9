import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  entityRouteRef,
  MockStarredEntitiesApi,
  starredEntitiesApiRef,
} from '@backstage/plugin-catalog-react';
import type { AppNode } from '@backstage/frontend-plugin-api';
import type { HomePageLayoutProps } from '@backstage/plugin-home-react/alpha';
import { visitsApiRef, type VisitsApi } from '@backstage/plugin-home';
import type { Notification } from '@backstage/plugin-notifications-common';
import {
  notificationsApiRef,
  type NotificationsApi,
} from '@backstage/plugin-notifications';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { rolesApiRef } from '@stagedoor/plugin-roles-react';
import { FakeRoles } from '../__testUtils__/FakeRoles';
import { ForwardedError, NotAllowedError } from '@backstage/errors';
import { HomePage } from './HomePage';

class FakeNotifications implements Partial<NotificationsApi> {
  failures = 0;
  notifications: Notification[] = [];

  async getNotifications() {
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('the notifications are away');
    }
    const { notifications } = this;
    return { notifications, totalCount: notifications.length };
  }
}

const visits: VisitsApi = {
  save: async ({ visit }) => ({ ...visit, id: '', hits: 1, timestamp: 0 }),
  list: async () => [
    {
      id: '1',
      name: 'what its page was called then',
      pathname: '/catalog/default/resource/prod-1',
      hits: 1,
      timestamp: Date.now(),
      entityRef: 'resource:default/prod-1',
    },
  ],
};

function renderHome(options: {
  notifications?: FakeNotifications;
  roles?: FakeRoles;
  listTasks?: () => Promise<{ tasks: [] }>;
  widgets?: HomePageLayoutProps['widgets'];
}) {
  renderInTestApp(<HomePage widgets={options.widgets ?? []} />, {
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      '/create': scaffolderPlugin.routes.root,
    },
    apis: [
      mockApis.identity({
        userEntityRef: 'user:default/ana.ruiz',
        ownershipEntityRefs: [
          'user:default/ana.ruiz',
          'group:default/payments',
        ],
        displayName: 'Ana Ruiz',
      }),
      catalogApiMock({ entities: [] }),
      [rolesApiRef, options.roles ?? new FakeRoles()],
      [starredEntitiesApiRef, new MockStarredEntitiesApi()],
      [visitsApiRef, visits],
      [notificationsApiRef, options.notifications ?? new FakeNotifications()],
      [
        scaffolderApiRef,
        { listTasks: options.listTasks ?? (async () => ({ tasks: [] })) },
      ],
    ],
  });
}

const section = (name: string) => screen.findByRole('region', { name });

describe('HomePage', () => {
  it('greets the person and offers one thing to do', async () => {
    renderHome({});
    expect(
      await screen.findByRole('heading', { level: 1, name: /^Good .*, Ana$/ }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('link', { name: 'Create a service' }),
    ).toHaveAttribute('href', '/create');
  });

  it('has nothing to list for who may not run templates', async () => {
    renderHome({
      listTasks: async () => {
        const denied = new NotAllowedError('Unauthorized');
        throw new ForwardedError('Request failed with 403 Forbidden', denied);
      },
    });
    expect(await screen.findByText(/^Nothing is new/)).toBeVisible();
  });

  it('does not list again what is decided in a part of its own', async () => {
    const notifications = new FakeNotifications();
    const notify = (id: string, topic: string) => ({
      id,
      user: null,
      created: new Date(),
      origin: 'plugin:releases',
      payload: { title: `About ${topic}`, topic },
    });
    notifications.notifications = [
      notify('1', 'approvals'),
      notify('2', 'releases'),
    ];
    renderHome({ notifications });
    const waits = await section('What is new');
    expect(await within(waits).findByText('About releases')).toBeVisible();
    expect(within(waits).queryByText('About approvals')).toBeNull();
  });

  it('tells who may not create a service why', async () => {
    renderHome({ roles: new FakeRoles('denied') });
    await userEvent.click(
      await screen.findByRole('button', { name: /^Why not\?/ }),
    );
    expect(
      await screen.findByText(/Only developers may do this/),
    ).toBeInTheDocument();
  });

  it('puts what other plugins want decided first, and the rest of theirs after it', async () => {
    const widget = (name: string) => ({
      node: { spec: { id: name } } as AppNode,
      name,
      component: <h2>{name}</h2>,
    });
    renderHome({
      widgets: ['other', 'my-services', 'runs-now', 'waits-for-me'].map(widget),
    });
    await section('What is new');
    expect(
      screen
        .getAllByRole('heading', { level: 2 })
        .map(heading => heading.textContent)
        .slice(0, 5),
    ).toEqual([
      'waits-for-me',
      'What is new',
      'runs-now',
      'my-services',
      'other',
    ]);
  });

  it('keeps the rest of the page when one part fails, and tries again', async () => {
    const notifications = new FakeNotifications();
    notifications.failures = 1;
    renderHome({ notifications });

    const waits = await section('What is new');
    expect(await within(waits).findByRole('alert')).toHaveTextContent(
      'the notifications are away',
    );
    expect(
      await within(await section('Recently visited')).findByRole('link', {
        name: 'prod-1',
      }),
    ).toBeInTheDocument();

    await userEvent.click(
      within(waits).getByRole('button', { name: 'Try again' }),
    );
    expect(
      await within(waits).findByText(/Nothing is new/),
    ).toBeInTheDocument();
  });
});

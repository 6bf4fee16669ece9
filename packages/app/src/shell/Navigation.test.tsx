import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createRouteRef,
  identityApiRef,
  type AppNode,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  NavContentNavItem,
  NavContentNavItems,
} from '@backstage/plugin-app-react';
import {
  notificationsApiRef,
  type NotificationsApi,
} from '@backstage/plugin-notifications';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { accessApiRef } from '@stagedoor/plugin-access';
import { AccessClient } from '@stagedoor/plugin-access-common';
import { releasesApiRef, type ReleasesApi } from '@stagedoor/plugin-releases';
import { Navigation } from './Navigation';

/** The pages of an app, as the navigation is given them. */
class FakeNavItems implements NavContentNavItems {
  constructor(private readonly items: NavContentNavItem[]) {}

  take(id: string) {
    const at = this.items.findIndex(({ node }) => node.spec.id === id);
    return at < 0 ? undefined : this.items.splice(at, 1)[0];
  }

  rest() {
    return this.items;
  }

  clone() {
    return new FakeNavItems([...this.items]);
  }

  withComponent(): never {
    throw new Error('The navigation draws its own lines');
  }
}

function page(id: string, title: string, href: string): NavContentNavItem {
  return {
    node: { spec: { id } } as AppNode,
    href,
    title,
    icon: <svg />,
    routeRef: createRouteRef(),
  };
}

const pages = [
  page('page:user-settings', 'user-settings', '/settings'),
  page('page:weather', 'Weather', '/weather'),
  page('page:search', 'Search', '/search'),
  page('page:catalog', 'catalog', '/catalog'),
  page('page:releases', 'Releases', '/releases'),
  page('page:access', 'Access', '/access'),
  page('page:notifications', 'Notifications', '/notifications'),
  page('page:home', 'Home', '/'),
];

const notifications: Partial<NotificationsApi> = {
  getStatus: async () => ({ unread: 2, read: 5 }),
};

const releases: Partial<ReleasesApi> = {
  countReleases: async () => ({ waitsForMe: 3, running: 1 }),
};

const access = new AccessClient({
  discoveryApi: { getBaseUrl: async () => 'http://localhost:7007/api/access' },
  fetchApi: {
    fetch: async () => Response.json({ waitsForMe: 4, myGrants: 1 }),
  },
});

async function renderNavigation(path = '/') {
  const signOuts: string[] = [];
  const identity = mockApis.identity({
    userEntityRef: 'user:default/ana.ruiz',
    displayName: 'Ana Ruiz',
  });
  renderInTestApp(
    <Navigation navItems={new FakeNavItems([...pages])} items={[]} />,
    {
      initialRouteEntries: [path],
      apis: [
        [
          identityApiRef,
          {
            getBackstageIdentity: () => identity.getBackstageIdentity(),
            getProfileInfo: () => identity.getProfileInfo(),
            getCredentials: () => identity.getCredentials(),
            signOut: async () => {
              signOuts.push('out');
            },
          },
        ],
        [notificationsApiRef, notifications],
        [releasesApiRef, releases],
        [accessApiRef, access],
        [signalApiRef, { subscribe: () => ({ unsubscribe: () => {} }) }],
      ],
    },
  );
  const side = await screen.findByRole('navigation', { name: 'Main' });
  return { side, signOuts };
}

describe('Navigation', () => {
  it('shows the installed pages in our order and under our names', async () => {
    const { side } = await renderNavigation();
    expect(
      within(side)
        .getAllByRole('listitem')
        .map(item => item.textContent?.replace(/\d+$/, '')),
    ).toEqual([
      'Home',
      'Catalog',
      'Releases',
      'Access',
      'Weather',
      'Notifications',
      'Settings',
    ]);
  });

  it('says where the person is', async () => {
    const { side } = await renderNavigation('/catalog/default/component/x');
    expect(within(side).getByRole('link', { name: 'Catalog' })).toHaveAttribute(
      'aria-current',
      'page',
    );
    expect(
      within(side).getByRole('link', { name: 'Home' }),
    ).not.toHaveAttribute('aria-current');
  });

  it('counts what has not been read, also for those who cannot see it', async () => {
    const { side } = await renderNavigation();
    expect(
      await within(side).findByRole('link', {
        name: 'Notifications, 2 waiting',
      }),
    ).toBeInTheDocument();
  });

  it('counts the releases that wait for a decision of the person', async () => {
    const { side } = await renderNavigation();
    expect(
      await within(side).findByRole('link', { name: 'Releases, 3 waiting' }),
    ).toHaveAttribute('href', '/releases');
  });

  it('counts the requests for access that wait for a decision of the person', async () => {
    const { side } = await renderNavigation();
    expect(
      await within(side).findByRole('link', { name: 'Access, 4 waiting' }),
    ).toHaveAttribute('href', '/access');
  });

  it('lists the keys on ?', async () => {
    await renderNavigation();
    await userEvent.keyboard('?');
    expect(
      await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }),
    ).toHaveTextContent('Go to Catalog');
  });

  it('has a menu to sign out', async () => {
    const { side, signOuts } = await renderNavigation();
    await userEvent.click(
      await within(side).findByRole('button', { name: 'Account of Ana Ruiz' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Sign out' }),
    );
    expect(signOuts).toEqual(['out']);
  });

  it('holds the other pages in a sheet on a phone', async () => {
    await renderNavigation();
    const bar = screen.getByRole('navigation', { name: 'Main, phone' });
    await userEvent.click(
      await within(bar).findByRole('button', { name: 'More, 9 waiting' }),
    );
    const sheet = await screen.findByRole('dialog', { name: 'More' });
    expect(
      within(sheet)
        .getAllByRole('link')
        .map(link => link.textContent?.replace(/\d+$/, '')),
    ).toEqual(['Releases', 'Access', 'Weather', 'Notifications', 'Settings']);
  });
});

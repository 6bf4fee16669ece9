import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { rolesApiRef } from '@stagedoor/plugin-roles-react';
import { FakeRoles } from '../__testUtils__/FakeRoles';
import { TemplateList } from './TemplateList';

const template = (name: string, title: string, tags: string[] = []) => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name, namespace: 'default', title, tags },
  spec: { type: 'service' },
});

function renderTemplates(roles: FakeRoles) {
  renderInTestApp(<TemplateList />, {
    mountedRoutes: { '/create': scaffolderPlugin.routes.root },
    apis: [
      catalogApiMock({
        entities: [
          template('register', 'A repository that exists'),
          template('node-service', 'Node service', ['recommended']),
        ],
      }),
      [rolesApiRef, roles],
    ],
  });
}

describe('TemplateList', () => {
  it('leads to the form of each template, the recommended first', async () => {
    renderTemplates(new FakeRoles());
    expect(
      await screen.findByRole('link', { name: 'Choose Node service' }),
    ).toHaveAttribute('href', '/create/templates/default/node-service');
    expect(
      screen
        .getAllByRole('heading', { level: 2 })
        .map(({ textContent }) => textContent),
    ).toEqual(['Node service', 'A repository that exists']);
  });

  it('tells who may run no template why, before a form is filled in', async () => {
    renderTemplates(new FakeRoles('denied'));
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Why not? Choose Node service',
      }),
    );
    expect(
      await screen.findByText(/Only developers may do this/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: /^Choose/ }),
    ).not.toBeInTheDocument();
  });
});

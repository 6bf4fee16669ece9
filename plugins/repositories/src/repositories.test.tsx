import { renderInTestApp } from '@backstage/frontend-test-utils';
import { NotFoundError } from '@backstage/errors';
import {
  buildViewUrl,
  type RepositoriesClient,
  type Repository,
} from '@stagedoor/plugin-repositories-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { repositoriesApiRef } from './api/repositoriesApiRef';
import { RepositoriesPage } from './components/RepositoriesPage/RepositoriesPage';
import { RepositoryPage } from './components/SourcePage/RepositoryPage';
import { SourcePage } from './components/SourcePage/SourcePage';
import { repositoryRouteRef, rootRouteRef, sourceRouteRef } from './routes';

const COMMIT = 'c'.repeat(40);
const FILES: Record<string, string> = {
  'README.md':
    '# Payments\n\nStarts in [main](./src/main.ts). [x](javascript:alert(1))',
  'src/main.ts': 'const answer = 42;\nexport { answer };\n',
};

type Api = typeof repositoriesApiRef.T;

/** A store with one repository, which can be away. */
class FakeRepositories implements Api {
  isAway = false;

  constructor(
    private readonly repositories: Repository[] = [
      {
        name: 'payments-api',
        kind: 'stored',
        defaultBranch: 'main',
        description: 'Takes card payments',
        updatedAt: '2026-11-20T10:00:00Z',
        head: COMMIT,
      },
    ],
  ) {}

  async listRepositories() {
    if (this.isAway) {
      throw new Error('The store does not answer');
    }
    return { items: this.repositories };
  }

  async getRepository(name: string) {
    const found = this.repositories.find(item => item.name === name);
    if (!found) {
      throw new NotFoundError(`There is no repository '${name}'`);
    }
    return {
      ...found,
      cloneUrl: `http://localhost/api/repositories/git/${name}.git`,
      viewUrl: buildViewUrl('http://localhost', 'tree', {
        name,
        ref: 'main',
        path: '',
      }),
    };
  }

  async listRefs() {
    return {
      items: [
        {
          name: 'main',
          kind: 'branch' as const,
          commit: COMMIT,
          updatedAt: '2026-11-20T10:00:00Z',
        },
      ],
      truncated: false,
    };
  }

  async listCommits() {
    return {
      items: [
        {
          id: COMMIT,
          parents: [],
          author: { name: 'Ana Ruiz', email: 'ana@nordlicht.example' },
          committedAt: '2026-11-20T10:00:00Z',
          subject: 'Refund through the new account model',
          body: '',
        },
      ],
    };
  }

  async readTree(
    ..._: Parameters<RepositoriesClient['readTree']>
  ): ReturnType<RepositoriesClient['readTree']> {
    return {
      commit: COMMIT,
      path: '',
      truncated: false,
      entries: [
        { name: 'README.md', path: 'README.md', kind: 'file', size: 32 },
        { name: 'src', path: 'src', kind: 'directory' },
      ],
    };
  }

  async readFile(
    _: string,
    { path }: { path: string },
  ): ReturnType<RepositoriesClient['readFile']> {
    const content = FILES[path];
    return {
      commit: COMMIT,
      path,
      size: content.length,
      encoding: 'utf-8',
      content,
    };
  }
}

const mountedRoutes = {
  '/repositories': rootRouteRef,
  '/repositories/:name/:view/:ref': sourceRouteRef,
};

describe('RepositoriesPage', () => {
  it('lists repositories with a way to their source', async () => {
    renderInTestApp(<RepositoriesPage />, {
      mountedRoutes,
      apis: [[repositoriesApiRef, new FakeRepositories()]],
    });
    expect(
      await screen.findByRole('link', { name: 'payments-api' }),
    ).toHaveAttribute('href', '/repositories/payments-api/tree/main');
    expect(screen.getByText('kept here')).toBeInTheDocument();
  });

  it('says how there come to be repositories', async () => {
    renderInTestApp(<RepositoriesPage />, {
      mountedRoutes,
      apis: [[repositoriesApiRef, new FakeRepositories([])]],
    });
    expect(
      await screen.findByText(/There is no repository yet/),
    ).toBeInTheDocument();
  });

  it('says what failed, and tries again', async () => {
    const repositories = new FakeRepositories();
    repositories.isAway = true;
    renderInTestApp(<RepositoriesPage />, {
      mountedRoutes,
      apis: [[repositoriesApiRef, repositories]],
    });
    expect(
      await screen.findByText('The store does not answer'),
    ).toBeInTheDocument();
    repositories.isAway = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('link', { name: 'payments-api' }),
    ).toBeInTheDocument();
  });
});

describe('SourcePage', () => {
  const open = (path: string) => {
    window.history.replaceState({}, '', path);
    renderInTestApp(<SourcePage />, {
      mountedRoutes,
      apis: [[repositoriesApiRef, new FakeRepositories()]],
      config: { app: { baseUrl: 'http://localhost' } },
    });
  };
  afterEach(() => window.history.replaceState({}, '', '/'));

  it('shows a directory, folders first, its README and how to clone', async () => {
    open('/repositories/payments-api/tree/main');
    const files = await screen.findByRole('table', { name: 'Files' });
    expect(
      within(files)
        .getAllByRole('link')
        .map(link => link.textContent),
    ).toEqual(['src', 'README.md']);
    expect(
      await screen.findByRole('heading', { name: 'Payments' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'main' })).toHaveAttribute(
      'href',
      '/repositories/payments-api/blob/main/src/main.ts',
    );
    expect(document.querySelector('[href^="javascript:"]')).toBeNull();
    expect(screen.getByLabelText('Command to clone')).toHaveTextContent(
      'git clone http://localhost/api/repositories/git/payments-api.git',
    );
  });

  it('shows a file with the numbers of its lines', async () => {
    open('/repositories/payments-api/blob/main/src/main.ts');
    const content = await screen.findByLabelText('Content of the file');
    expect(content).toHaveTextContent('const answer = 42; export { answer };');
    expect(content.firstChild).toHaveTextContent('1 2');
  });

  it('does not tell a hidden repository from a missing one', async () => {
    open('/repositories/secret/tree/main');
    expect(
      await screen.findByText(
        /nothing at this address, or you may not read it/,
      ),
    ).toBeInTheDocument();
  });
});

describe('RepositoryPage', () => {
  const open = (path: string) => {
    window.history.replaceState({}, '', path);
    renderInTestApp(<RepositoryPage />, {
      mountedRoutes: {
        ...mountedRoutes,
        '/repositories/:name': repositoryRouteRef,
      },
      initialRouteEntries: [path],
      mountPath: '/repositories/:name/*',
      apis: [[repositoriesApiRef, new FakeRepositories()]],
      config: { app: { baseUrl: 'http://localhost' } },
    });
  };
  afterEach(() => window.history.replaceState({}, '', '/'));

  it('shows a repository whose branch nobody named at its default one', async () => {
    open('/repositories/payments-api');
    const files = await screen.findByRole('table', { name: 'Files' });
    expect(within(files).getByRole('link', { name: 'src' })).toHaveAttribute(
      'href',
      '/repositories/payments-api/tree/main/src',
    );
  });

  it('shows nothing for an address that goes on', async () => {
    open('/repositories/payments-api/branches');
    expect(
      await screen.findByText('It does not lead to a file of a repository.'),
    ).toBeInTheDocument();
  });
});

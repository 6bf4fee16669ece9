import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { JsonObject } from '@backstage/types';
import { Preview } from '@stagedoor/service-creation';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { backendUrl, renderForm } from '../__testUtils__/renderForm';
import { formatBytes } from './formatBytes';
import { listTree } from './listTree';
import { readTemplateRef } from './readTemplateRef';

const server = setupServer();
registerMswTestHooks(server);

const form = (
  uiOptions: JsonObject = { templateRef: 'template:default/t' },
) => [
  {
    properties: {
      description: { type: 'string', title: 'Description' },
      preview: {
        type: 'null',
        title: 'What will be created',
        'ui:field': 'CreationPreview',
        'ui:options': uiOptions,
      },
    },
  },
];

const preview = (overrides: Partial<Preview> = {}): Preview => ({
  repository: {
    name: 'payments-api',
    url: 'http://localhost:7007/repositories/payments-api/tree/main',
    cloneUrl: 'http://localhost:7007/api/repositories/git/payments-api.git',
  },
  files: [
    { path: 'README.md', size: 15, executable: false, content: '# payments' },
    { path: 'bin/run', size: 9, executable: true, content: '#!/bin/sh' },
    { path: 'mark.png', size: 700, executable: false, leftOut: 'binary' },
  ],
  totalFiles: 3,
  totalSize: 1724,
  entities: [
    {
      entityRef: 'component:default/payments-api',
      kind: 'Component',
      name: 'payments-api',
      type: 'service',
      owner: 'group:default/payments',
    },
  ],
  problems: [],
  ...overrides,
});

/** The backend: answers with a preview, and remembers for which values. */
function handlePreview(answer: (values: JsonObject) => Partial<Preview>) {
  const asked: JsonObject[] = [];
  server.use(
    http.post(`${backendUrl}/preview`, async ({ request }) => {
      const body = (await request.json()) as { values: JsonObject };
      asked.push(body.values);
      return HttpResponse.json(preview(answer(body.values)));
    }),
  );
  return asked;
}

describe('CreationPreview', () => {
  it('shows where the repository will be, its files and what the catalog gets', async () => {
    handlePreview(() => ({}));
    renderForm(form());
    expect(await screen.findByText('3 files, 1.7 kB')).toBeVisible();
    expect(
      screen.getByText(
        'http://localhost:7007/repositories/payments-api/tree/main',
      ),
    ).toBeVisible();
    const catalog = screen.getByRole('region', { name: 'In the catalog' });
    expect(catalog).toHaveTextContent(
      'Component · service · owned by payments',
    );
    expect(screen.getAllByRole('row').map(row => row.textContent)).toEqual([
      'bin',
      'run',
      'README.md',
      'mark.png',
    ]);
  });

  it('opens the README first, and the file that is chosen after', async () => {
    handlePreview(() => ({}));
    renderForm(form());
    expect(await screen.findByText('# payments')).toBeVisible();
    await userEvent.click(screen.getByRole('row', { name: 'bin/run' }));
    const file = screen.getByRole('region', { name: 'bin/run' });
    expect(within(file).getByText('#!/bin/sh')).toBeVisible();
    expect(file).toHaveTextContent('9 B, executable');
    await userEvent.click(screen.getByRole('row', { name: 'mark.png' }));
    expect(screen.getByText(/A binary file/)).toBeVisible();
  });

  it('moves through the files with the keyboard', async () => {
    handlePreview(() => ({}));
    renderForm(form());
    await userEvent.click(
      await screen.findByRole('row', { name: 'README.md' }),
    );
    await userEvent.keyboard('{ArrowDown}');
    expect(screen.getByRole('region', { name: 'mark.png' })).toBeVisible();
  });

  it('is renewed once when the values change', async () => {
    const asked = handlePreview(({ description }) => ({
      files: [
        {
          path: 'README.md',
          size: 1,
          executable: false,
          content: `About ${description ?? 'nothing'}`,
        },
      ],
    }));
    renderForm(form());
    expect(await screen.findByText('About nothing')).toBeVisible();
    await userEvent.type(
      screen.getByRole('textbox', { name: /Description/ }),
      'money',
    );
    expect(await screen.findByText('About money')).toBeVisible();
    expect(asked).toHaveLength(2);
  });

  it('gives the reason when there is no preview, and tries again', async () => {
    server.use(
      http.post(
        `${backendUrl}/preview`,
        () =>
          HttpResponse.json(
            {
              error: {
                name: 'InputError',
                message: 'A run with these values would fail: name is required',
              },
              request: { method: 'POST', url: '/preview' },
              response: { statusCode: 400 },
            },
            { status: 400 },
          ),
        { once: true },
      ),
    );
    renderForm(form());
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'A run with these values would fail: name is required',
    );
    handlePreview(() => ({}));
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('3 files, 1.7 kB')).toBeVisible();
  });

  it('says what the catalog would refuse', async () => {
    handlePreview(() => ({
      entities: [],
      problems: ['catalog-info.yaml, document 1: spec.owner is missing'],
    }));
    renderForm(form());
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'spec.owner is missing',
    );
  });

  it('says how many files are not shown', async () => {
    handlePreview(() => ({ totalFiles: 700 }));
    renderForm(form());
    expect(
      await screen.findByText(/The first 3 of 700 are shown/),
    ).toBeVisible();
  });

  it('shows file names and contents as text, whatever is in them', async () => {
    handlePreview(() => ({
      files: [
        {
          path: '<img src=x onerror=alert(1)>',
          size: 30,
          executable: false,
          content: '<script>alert(1)</script>',
        },
      ],
      totalFiles: 1,
    }));
    const { container } = renderForm(form());
    expect(await screen.findByText('<script>alert(1)</script>')).toBeVisible();
    expect(container.querySelector('script, img')).toBeNull();
  });

  it('says where a preview can be seen when it does not know the template', async () => {
    renderForm(form({}));
    expect(
      await screen.findByText(/opened from the Create page/),
    ).toBeVisible();
  });

  it('does not keep one from going on', async () => {
    handlePreview(() => ({}));
    const onCreate = jest.fn();
    renderForm(form(), { onCreate });
    await screen.findByText('3 files, 1.7 kB');
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    await waitFor(() => expect(onCreate).toHaveBeenCalledTimes(1));
  });
});

describe('readTemplateRef', () => {
  it.each([
    ['/create/templates/default/node-service', 'template:default/node-service'],
    ['/x/create/templates/a/b/', 'template:a/b'],
    ['/create/edit', undefined],
    ['/', undefined],
  ])('reads %s', (path, ref) => {
    expect(readTemplateRef(path)).toBe(ref);
  });
});

describe('listTree', () => {
  it('lists directories before files, each with what is in it', () => {
    const paths = ['b', 'a/z', 'a/b/c', 'c/d', '.x'];
    const rows = listTree(
      paths.map(path => ({ path, size: 0, executable: false })),
    );
    expect(
      rows.map(({ depth, name }) => `${'  '.repeat(depth)}${name}`),
    ).toEqual(['a', '  b', '    c', '  z', 'c', '  d', 'b', '.x']);
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1400, '1.4 kB'],
    [2_500_000, '2.5 MB'],
  ])('says %d as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

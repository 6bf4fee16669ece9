import { screen, within } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { EnvironmentCard } from './EnvironmentCard';
import { PipelineCard } from './PipelineCard';

const pipeline: Entity = {
  apiVersion: 'stagedoor.dev/v1',
  kind: 'ReleasePipeline',
  metadata: { name: 'shop', namespace: 'default' },
  spec: {
    owner: 'group:default/payments',
    component: 'component:default/shop',
    source: { repository: 'shop' },
    build: { run: ['node --test'] },
    environments: [
      { name: 'staging', hosts: ['staging-1'], path: '/srv/shop' },
      {
        name: 'production',
        hosts: ['resource:default/prod-1', { host: 'resource:default/prod-2' }],
        path: '/srv/shop',
        batches: [1, '50%'],
        onFailure: 'halt',
      },
    ],
  },
  relations: [
    { type: 'releases', targetRef: 'component:default/shop' },
    { type: 'ownedBy', targetRef: 'group:default/payments' },
  ],
};

function render(entity: Entity, card: JSX.Element) {
  renderInTestApp(<EntityProvider entity={entity}>{card}</EntityProvider>, {
    apis: [catalogApiMock({ entities: [pipeline] })],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
}

describe('PipelineCard', () => {
  it('says where it releases to, in which batches, and how it builds', async () => {
    render(pipeline, <PipelineCard />);
    const row = (
      await screen.findByRole('link', { name: 'production' })
    ).closest('tr')!;
    const production = within(row);
    expect(production.getByRole('link', { name: 'prod-2' })).toHaveAttribute(
      'href',
      '/catalog/default/resource/prod-2',
    );
    expect(production.getByText('1, then 50%')).toBeInTheDocument();
    expect(production.getByText('hosts stay as they are')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'staging-1' })).toBeInTheDocument();
    expect(screen.getByText('node --test')).toBeInTheDocument();
  });

  it('bears an entry that cannot be read', async () => {
    render({ ...pipeline, spec: {} }, <PipelineCard />);
    expect(await screen.findByText(/cannot be read/)).toBeInTheDocument();
  });
});

describe('EnvironmentCard', () => {
  const environment = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name: 'production', namespace: 'default' },
    spec: { type: 'environment' },
  };

  it('lists what is released to it', async () => {
    render(
      {
        ...environment,
        relations: [
          {
            type: 'receivesReleasesOf',
            targetRef: 'releasepipeline:default/shop',
          },
        ],
      },
      <EnvironmentCard />,
    );
    const row = within((await screen.findAllByRole('row'))[1]);
    expect(row.getAllByRole('link').map(link => link.textContent)).toEqual([
      'shop',
      'shop',
      'payments',
    ]);
  });

  it('says how a pipeline releases to it when none does', async () => {
    render(environment, <EnvironmentCard />);
    expect(
      await screen.findByText(/No pipeline releases to it yet/),
    ).toBeInTheDocument();
  });
});

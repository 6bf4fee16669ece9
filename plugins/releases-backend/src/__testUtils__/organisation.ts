import { Entity } from '@backstage/catalog-model';
import { component, host, origin, teams } from '@stagedoor/test-organisation';

export function pipeline(
  name: string,
  subject: string,
  environments: Array<{ name: string; hosts: string[]; batches?: unknown[] }>,
  more: { besides?: string; [key: string]: unknown } = {},
): Entity {
  const { besides, ...spec } = more;
  return {
    apiVersion: 'stagedoor.dev/v1',
    kind: 'ReleasePipeline',
    metadata: { name, annotations: origin(besides ?? subject) },
    spec: {
      owner: 'group:default/payments',
      component: `component:default/${subject}`,
      source: { repository: subject },
      environments: environments.map(environment => ({
        path: `/srv/${subject}`,
        ...environment,
      })),
      ...spec,
    } as Entity['spec'],
  };
}

const titled = (title: string, entity: Entity): Entity => ({
  ...entity,
  metadata: { ...entity.metadata, title },
});

const ref = (name: string) => `resource:default/${name}`;

/** The teams with a service that is released, and two that are not. */
export const organisation: Entity[] = [
  ...teams,
  titled(
    'Web shop',
    component('shop', 'group:default/payments', 'releasepipeline:default/shop'),
  ),
  component('cart', 'group:default/checkout'),
  component('bare', 'group:default/payments'),
  host('dev-1', 'dev'),
  ...['prod-1', 'prod-2', 'prod-3'].map(name => host(name, 'production')),
  host('dual-1', 'dual'),
  host('single-1', 'single'),
  host('newest-1', 'newest'),
  pipeline('shop', 'shop', [
    { name: 'dev', hosts: [ref('dev-1')] },
    {
      name: 'production',
      hosts: ['prod-1', 'prod-2', 'prod-3'].map(ref),
      batches: [1, '100%'],
    },
    { name: 'dual', hosts: [ref('dual-1')] },
    { name: 'single', hosts: [ref('single-1')] },
    { name: 'newest', hosts: [ref('newest-1')] },
  ]),
];

/** The policy that goes with {@link organisation}. */
export const releasesConfig = {
  environments: [
    { name: 'dev' },
    {
      name: 'production',
      title: 'Production',
      approvals: { count: 1, from: ['owner', 'group:default/sre'] },
    },
    {
      name: 'dual',
      approvals: {
        count: 2,
        from: ['group:default/sre', 'owner'],
        forRollback: true,
      },
    },
    { name: 'single', whenBusy: 'refuse' },
    {
      name: 'newest',
      whenBusy: 'supersede',
      approvals: { count: 1, from: ['owner'] },
    },
  ],
  secrets: { TOKEN: 'planted-secret-value' },
};

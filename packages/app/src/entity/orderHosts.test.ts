import type { Entity } from '@backstage/catalog-model';
import { orderHosts } from './orderHosts';

const resource = (
  name: string,
  type: string,
  environment?: string,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name,
    annotations: environment
      ? { 'stagedoor.dev/environment': environment }
      : {},
  },
  spec: { type },
});

describe('orderHosts', () => {
  it('takes the hosts alone, production first, by number', () => {
    expect(
      orderHosts([
        resource('dev-1', 'host', 'dev'),
        resource('prod-10', 'host', 'production'),
        resource('odd-1', 'host', 'somewhere'),
        resource('payments-db', 'database', 'production'),
        resource('prod-2', 'host', 'production'),
        resource('staging-1', 'host', 'staging'),
        resource('bare-1', 'host'),
      ]).map(({ entity }) => entity.metadata.name),
    ).toEqual(['prod-2', 'prod-10', 'staging-1', 'dev-1', 'bare-1', 'odd-1']);
  });
});

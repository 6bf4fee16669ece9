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

  it('names the port of an address only where it is not the usual one', () => {
    const at = (address: string): Entity => {
      const host = resource('prod-1', 'host', 'production');
      host.metadata.annotations = { 'stagedoor.dev/ssh-address': address };
      return host;
    };
    expect(
      orderHosts([
        at('prod-1.example.org:22'),
        at('prod-1.example.org:2222'),
        at('[2001:db8::22]:22'),
      ]).map(({ address }) => address),
    ).toEqual([
      'prod-1.example.org',
      'prod-1.example.org:2222',
      '[2001:db8::22]',
    ]);
  });
});

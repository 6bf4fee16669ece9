import type { Entity } from '@backstage/catalog-model';
import { findPipelineProblems } from '@stagedoor/plugin-releases-common';
import { parse } from 'yaml';
import { component } from '../__testUtils__/renderWithReleases';
import { writePipeline } from './writePipeline';

function resource(name: string, type: string, environment?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      namespace: 'default',
      annotations: environment
        ? { 'stagedoor.dev/environment': environment }
        : {},
    },
    spec: { type },
  };
}

const write = (resources: Entity[]) =>
  parse(writePipeline(component, resources));

describe('writePipeline', () => {
  it.each([
    ['hosts', [resource('prod-1', 'host', 'production')]],
    ['no hosts', []],
  ])('writes a pipeline that is accepted, with %s', (_, resources) => {
    expect(findPipelineProblems(write(resources).spec)).toEqual([]);
  });

  it('fills in what the catalog knows, each host under its environment', () => {
    const { metadata, spec } = write([
      resource('staging-1', 'host', 'staging'),
      resource('payments-db', 'database', 'production'),
      resource('prod-1', 'host', 'production'),
      resource('prod-2', 'host', 'production'),
      resource('spare', 'host'),
    ]);
    expect(metadata.name).toBe('payments-api');
    expect(spec).toMatchObject({
      owner: 'group:default/payments',
      component: 'component:default/payments-api',
      environments: [
        { name: 'staging', hosts: ['resource:default/staging-1'] },
        {
          name: 'production',
          hosts: ['resource:default/prod-1', 'resource:default/prod-2'],
        },
      ],
    });
  });
});

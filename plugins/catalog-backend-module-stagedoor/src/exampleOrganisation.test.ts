import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Entity } from '@backstage/catalog-model';
import {
  ReleasePipelineSpec,
  releasePipelineSpecSchema,
} from '@stagedoor/plugin-releases-common';
import { parseAllDocuments } from 'yaml';
import { HostProcessor } from './HostProcessor';
import { ReleasePipelineProcessor } from './ReleasePipelineProcessor';

const examples = join(__dirname, '..', '..', '..', 'examples');

function readEntities(...path: string[]): Entity[] {
  return parseAllDocuments(
    readFileSync(join(examples, ...path), 'utf8'),
  ).flatMap(document => document.toJSON() ?? []);
}

const hosts = new Map(
  readEntities('organisation', 'hosts.yaml').map(host => [
    `resource:default/${host.metadata.name}`,
    host,
  ]),
);
const services = readdirSync(join(examples, 'services'));
const pipelines = services.flatMap(service =>
  readEntities('services', service, 'catalog-info.yaml')
    .filter(({ kind }) => kind === 'ReleasePipeline')
    .map(entity => ({ service, entity })),
);

describe('the pipelines of the example organisation', () => {
  it('are there', () => {
    expect(pipelines.map(({ service }) => service)).toEqual(
      expect.arrayContaining([
        'payments-api',
        'checkout-web',
        'mobile-bff',
        'status-page',
      ]),
    );
  });

  it.each(pipelines)(
    '$service can be released to its hosts, on this machine',
    async ({ service, entity }) => {
      await new ReleasePipelineProcessor().validateEntityKind(entity);
      const spec = releasePipelineSpecSchema.parse(entity.spec);
      expect(spec.source.repository).toBe(service);
      for (const { environment, ref } of listTargets(spec)) {
        const host = hosts.get(ref);
        expect(host).toBeDefined();
        await new HostProcessor().validateEntityKind(host!);
        expect(host?.spec?.dependencyOf).toContain(spec.component);
        expect(host?.metadata.annotations).toMatchObject({
          'stagedoor.dev/environment': environment,
          'stagedoor.dev/connection': 'local',
        });
      }
    },
  );

  it('give each service of each host a port of its own', () => {
    const ports = pipelines.flatMap(({ entity }) =>
      listTargets(releasePipelineSpecSchema.parse(entity.spec)).map(
        ({ port }) => port,
      ),
    );
    expect(ports).not.toContain(undefined);
    expect(new Set(ports).size).toBe(ports.length);
  });
});

function listTargets(spec: ReleasePipelineSpec) {
  return spec.environments.flatMap(({ name, hosts: refs }) =>
    refs.map(host =>
      typeof host === 'string'
        ? { environment: name, ref: host, port: undefined }
        : { environment: name, ref: host.host, port: host.variables.PORT },
    ),
  );
}

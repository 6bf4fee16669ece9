import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { getEntityRelations } from '@backstage/plugin-catalog-react';
import {
  releasePipelineApiVersion,
  releasePipelineKind,
} from '@stagedoor/plugin-releases-common';

const environmentAnnotation = 'stagedoor.dev/environment';

/** What stands for hosts where none are known. */
const sample = new Map([['staging', ['resource:default/staging-1']]]);

/** A pipeline to begin with, for a component and the resources it depends on as the catalog knows them. */
export function writePipeline(
  component: Entity,
  resources: readonly Entity[],
): string {
  const { name, namespace = 'default' } = component.metadata;
  const owner = getEntityRelations(component, RELATION_OWNED_BY).at(0);
  const hosts = groupHosts(resources);
  return `---
apiVersion: ${releasePipelineApiVersion}
kind: ${releasePipelineKind}
metadata:
  name: ${name}${namespace === 'default' ? '' : `\n  namespace: ${namespace}`}
spec:
  owner: ${owner ? stringifyEntityRef(owner) : 'group:default/my-team'}
  component: ${stringifyEntityRef(component)}
  source:
    repository: ${name}
    branch: main
  build:
    run: [npm ci, npm test]
  environments:
${[...(hosts.size > 0 ? hosts : sample)]
  .map(([environment, refs]) => writeEnvironment(name, environment, refs))
  .join('')}`;
}

function groupHosts(resources: readonly Entity[]): Map<string, string[]> {
  const hosts = new Map<string, string[]>();
  for (const resource of resources) {
    const environment = resource.metadata.annotations?.[environmentAnnotation];
    if (resource.spec?.type === 'host' && environment) {
      const refs = hosts.get(environment) ?? [];
      hosts.set(environment, [...refs, stringifyEntityRef(resource)]);
    }
  }
  return hosts;
}

function writeEnvironment(
  name: string,
  environment: string,
  hosts: string[],
): string {
  return `    - name: ${environment}
      hosts:
${hosts.map(ref => `        - ${ref}\n`).join('')}      path: /srv/${name}
      hooks:
        afterSwitch: [systemctl restart ${name}]
      verify:
        - http: http://{address}:8080/healthz
          within: 30s
`;
}

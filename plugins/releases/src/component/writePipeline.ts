import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { getEntityRelations } from '@backstage/plugin-catalog-react';
import {
  releasePipelineApiVersion,
  releasePipelineKind,
} from '@stagedoor/plugin-releases-common';

/** A pipeline to begin with, for a component as the catalog knows it. */
export function writePipeline(
  entity: Entity,
  hosts: readonly CompoundEntityRef[],
): string {
  const { name, namespace = 'default' } = entity.metadata;
  const owner = getEntityRelations(entity, RELATION_OWNED_BY).at(0);
  const refs = hosts.length
    ? hosts.map(stringifyEntityRef)
    : ['resource:default/staging-1'];
  return `---
apiVersion: ${releasePipelineApiVersion}
kind: ${releasePipelineKind}
metadata:
  name: ${name}${namespace === 'default' ? '' : `\n  namespace: ${namespace}`}
spec:
  owner: ${owner ? stringifyEntityRef(owner) : 'group:default/my-team'}
  component: ${stringifyEntityRef(entity)}
  source:
    repository: ${name}
    branch: main
  build:
    run: [npm ci, npm test]
  environments:
    - name: staging
      hosts:
${refs.map(ref => `        - ${ref}`).join('\n')}
      path: /srv/${name}
      hooks:
        afterSwitch: [systemctl restart ${name}]
      verify:
        - http: http://{address}:8080/healthz
          within: 30s
`;
}

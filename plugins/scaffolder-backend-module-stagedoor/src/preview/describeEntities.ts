import {
  DefaultNamespaceEntityPolicy,
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { PreviewEntity } from '@stagedoor/service-creation';
import { parseAllDocuments } from 'yaml';
import { RenderedFile } from './describeFiles';

const policy = EntityPolicies.allOf([
  new DefaultNamespaceEntityPolicy(),
  new FieldFormatEntityPolicy(),
  new SchemaValidEntityPolicy(),
]);

const catalogFile = 'catalog-info.yaml';

/** Reads which entities a catalog-info.yaml will add, and what the catalog would refuse about it. */
export async function describeEntities(files: RenderedFile[]): Promise<{
  entities: PreviewEntity[];
  problems: string[];
}> {
  const file = files.find(({ path }) => path === catalogFile);
  if (!file) {
    return {
      entities: [],
      problems: [`There is no ${catalogFile}, so the catalog will not see it.`],
    };
  }
  const entities: PreviewEntity[] = [];
  const problems: string[] = [];
  const documents = parseAllDocuments(file.content.toString('utf8'));
  for (const [index, document] of [documents].flat().entries()) {
    const place = `${catalogFile}, document ${index + 1}`;
    const [error] = document.errors ?? [];
    if (error) {
      problems.push(`${place}: ${error.message.split('\n')[0]}`);
      continue;
    }
    const content: Entity | null = document.toJS({ maxAliasCount: 100 });
    if (content === null) {
      continue;
    }
    try {
      const entity = await policy.enforce(content);
      entities.push(describeEntity(entity ?? content));
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      problems.push(`${place}: ${message}`);
    }
  }
  return { entities, problems };
}

function describeEntity({ kind, metadata, spec }: Entity): PreviewEntity {
  const text = (value: unknown) =>
    typeof value === 'string' ? value : undefined;
  return {
    entityRef: stringifyEntityRef({
      kind,
      namespace: metadata.namespace,
      name: metadata.name,
    }),
    kind,
    name: metadata.name,
    title: text(metadata.title),
    description: text(metadata.description),
    type: text(spec?.type),
    lifecycle: text(spec?.lifecycle),
    owner: text(spec?.owner),
    system: text(spec?.system),
  };
}

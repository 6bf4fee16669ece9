import {
  RELATION_API_CONSUMED_BY,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EntityCard } from './EntityCard';
import { EntityLinks } from './EntityLinks';
import { Facts, type Fact } from './Facts';
import { LoadedList } from './LoadedList';
import { relatedRefs } from './relatedRefs';
import { useRelatedEntities } from './useRelatedEntities';
import styles from './entity.module.css';

const rows: { term: string; relation: string; kind?: string }[] = [
  { term: 'Provides', relation: RELATION_PROVIDES_API },
  { term: 'Provided by', relation: RELATION_API_PROVIDED_BY },
  { term: 'Consumes', relation: RELATION_CONSUMES_API },
  { term: 'Consumed by', relation: RELATION_API_CONSUMED_BY },
  { term: 'Depends on', relation: RELATION_DEPENDS_ON, kind: 'component' },
  { term: 'Needed by', relation: RELATION_DEPENDENCY_OF },
];

/** The APIs and dependencies of a component or an API in a few lines; the tabs show them in full. */
export const ConnectionsCard = () => {
  const { entity } = useEntity();
  const resources = useRelatedEntities(
    relatedRefs(entity, RELATION_DEPENDS_ON, 'resource'),
  );
  return (
    <EntityCard title="Connections">
      <LoadedList data={resources}>
        {loaded => {
          const facts = [...factsOf(entity), ...usesOf(loaded)];
          return facts.length ? (
            <Facts facts={facts} />
          ) : (
            <p className={styles.empty}>
              Nothing is connected yet. Name what it uses under{' '}
              <code>spec.dependsOn</code>, <code>spec.providesApis</code> and{' '}
              <code>spec.consumesApis</code>.
            </p>
          );
        }}
      </LoadedList>
    </EntityCard>
  );
};

function factsOf(entity: Entity): Fact[] {
  return rows.flatMap(({ term, relation, kind }) => {
    const refs = relatedRefs(entity, relation, kind);
    return refs.length ? [{ term, value: <EntityLinks refs={refs} /> }] : [];
  });
}

/** Databases, caches, queues: the resources that are not hosts, which have a card of their own. */
function usesOf(resources: Entity[]): Fact[] {
  const refs = resources
    .filter(({ spec }) => spec?.type !== 'host')
    .map(resource => stringifyEntityRef(resource));
  return refs.length
    ? [{ term: 'Uses', value: <EntityLinks refs={refs} /> }]
    : [];
}

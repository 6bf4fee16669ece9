import {
  RELATION_API_CONSUMED_BY,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_PROVIDES_API,
  parseEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EntityCard } from './EntityCard';
import { EntityLink } from './EntityLink';
import { Facts, type Fact } from './Facts';
import { relatedRefs } from './relatedRefs';
import styles from './entity.module.css';

const rows: { term: string; relation: string; kind?: string }[] = [
  { term: 'Provides', relation: RELATION_PROVIDES_API },
  { term: 'Provided by', relation: RELATION_API_PROVIDED_BY },
  { term: 'Consumes', relation: RELATION_CONSUMES_API },
  { term: 'Consumed by', relation: RELATION_API_CONSUMED_BY },
  { term: 'Depends on', relation: RELATION_DEPENDS_ON, kind: 'component' },
  { term: 'Uses', relation: RELATION_DEPENDS_ON, kind: 'resource' },
  { term: 'Needed by', relation: RELATION_DEPENDENCY_OF },
];

/** The APIs and dependencies of a component or an API in a few lines; the tabs show them in full. */
export const ConnectionsCard = () => {
  const { entity } = useEntity();
  const facts = factsOf(entity);
  return (
    <EntityCard title="Connections">
      {facts.length ? (
        <Facts facts={facts} />
      ) : (
        <p className={styles.empty}>
          Nothing is connected yet. Name what it uses under{' '}
          <code>spec.dependsOn</code>, <code>spec.providesApis</code> and{' '}
          <code>spec.consumesApis</code>.
        </p>
      )}
    </EntityCard>
  );
};

function factsOf(entity: Entity): Fact[] {
  return rows.flatMap(({ term, relation, kind }) => {
    const refs = relatedRefs(entity, relation, kind);
    return refs.length
      ? [
          {
            term,
            value: refs.map((ref, index) => (
              <span key={ref}>
                {index > 0 ? ', ' : ''}
                <EntityLink entityRef={ref} title={parseEntityRef(ref).name} />
              </span>
            )),
          },
        ]
      : [];
  });
}

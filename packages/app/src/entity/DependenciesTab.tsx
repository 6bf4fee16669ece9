import { Fragment } from 'react';
import type { Entity } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import styles from './entity.module.css';

interface DependenciesTabProps {
  cards: { element: JSX.Element; filter?: (entity: Entity) => boolean }[];
}

/** The graph around an entity and the full tables of what it needs. */
export const DependenciesTab = (props: DependenciesTabProps) => {
  const { entity } = useEntity();
  return (
    <div className={styles.wide}>
      {props.cards
        .filter(card => card.filter?.(entity) ?? true)
        .map((card, index) => (
          <Fragment key={card.element.key ?? index}>{card.element}</Fragment>
        ))}
    </div>
  );
};

import {
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { useStarredEntity } from '@backstage/plugin-catalog-react';
import { ButtonIcon } from '@backstage/ui';
import { EntityName, useEntityName } from '@stagedoor/ui-parts';
import { RiStarFill, RiStarLine } from '@remixicon/react';
import { EntityLinks } from '../entity/EntityLinks';
import { relatedRefs } from '../entity/relatedRefs';
import styles from './catalog.module.css';

/** How many tags a row shows; the page of the entity shows them all. */
const shownTags = 3;

export const CatalogRow = (props: { entity: Entity }) => {
  const { entity } = props;
  const { metadata, spec } = entity;
  const title = useEntityName(entity);
  const tags = metadata.tags ?? [];
  return (
    <tr>
      <td className={styles.nameCell}>
        <EntityName entityRef={stringifyEntityRef(entity)}>{title}</EntityName>
        {metadata.description ? (
          <span className={styles.description}>{metadata.description}</span>
        ) : null}
      </td>
      <td>
        <EntityLinks refs={relatedRefs(entity, RELATION_OWNED_BY)} />
      </td>
      <td>
        <EntityLinks refs={relatedRefs(entity, RELATION_PART_OF, 'system')} />
      </td>
      <td>{spec?.type?.toString()}</td>
      <td>{spec?.lifecycle?.toString()}</td>
      <td className={styles.tagCell}>
        {tags.slice(0, shownTags).map(tag => (
          <span key={tag} className={styles.tag}>
            {tag}
          </span>
        ))}
        {tags.length > shownTags ? (
          <span className={styles.moreTags} title={tags.join(', ')}>
            +{tags.length - shownTags}
          </span>
        ) : null}
      </td>
      <td className={styles.starCell}>
        <Star entity={entity} title={title} />
      </td>
    </tr>
  );
};

const Star = (props: { entity: Entity; title: string }) => {
  const { entity, title } = props;
  const { isStarredEntity, toggleStarredEntity } = useStarredEntity(entity);
  return (
    <ButtonIcon
      size="small"
      variant="tertiary"
      icon={
        isStarredEntity ? <RiStarFill size={16} /> : <RiStarLine size={16} />
      }
      className={isStarredEntity ? styles.starred : undefined}
      aria-label={
        isStarredEntity ? `Take the star from ${title}` : `Star ${title}`
      }
      onPress={() => toggleStarredEntity()}
    />
  );
};

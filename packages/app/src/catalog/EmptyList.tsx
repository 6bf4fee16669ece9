import {
  EntityUserFilter,
  useEntityList,
} from '@backstage/plugin-catalog-react';
import { Button } from '@backstage/ui';
import styles from './catalog.module.css';

/** Says why the list is empty and offers the way out. */
export const EmptyList = () => {
  const { filters, updateFilters } = useEntityList();
  const narrowed = Boolean(
    filters.text ??
    filters.tags?.values.length ??
    filters.owners?.values.length ??
    filters.lifecycles?.values.length,
  );
  if (narrowed) {
    return (
      <div className={styles.message}>
        <p>Nothing in the catalog matches all of these filters.</p>
        <Button
          variant="secondary"
          size="small"
          onPress={() =>
            updateFilters({
              text: undefined,
              tags: undefined,
              owners: undefined,
              lifecycles: undefined,
              type: undefined,
            })
          }
        >
          Clear the filters
        </Button>
      </div>
    );
  }
  const whose = filters.user?.value;
  return (
    <div className={styles.message}>
      <p>
        {whose === 'starred'
          ? 'You have starred nothing of this kind. Press the star at the end of a row to keep a thing at hand.'
          : null}
        {whose === 'owned'
          ? 'You and your teams own nothing of this kind.'
          : null}
        {whose !== 'owned' && whose !== 'starred'
          ? 'The catalog has nothing of this kind yet. It comes from a template, or from a catalog-info.yaml in a repository.'
          : null}
      </p>
      {whose === 'owned' || whose === 'starred' ? (
        <Button
          variant="secondary"
          size="small"
          onPress={() => updateFilters({ user: EntityUserFilter.all() })}
        >
          Show all
        </Button>
      ) : null}
    </div>
  );
};

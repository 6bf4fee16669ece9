import {
  EntityOrderFilter,
  useEntityList,
} from '@backstage/plugin-catalog-react';
import { RiArrowDownSLine, RiArrowUpSLine } from '@remixicon/react';
import styles from './catalog.module.css';

export interface CatalogColumn {
  title: string;
  /** The field that the catalog orders by; a column without one cannot be ordered. */
  field?: string;
}

export const columns: readonly CatalogColumn[] = [
  { title: 'Name', field: 'metadata.name' },
  { title: 'Owner', field: 'spec.owner' },
  { title: 'System', field: 'spec.system' },
  { title: 'Type', field: 'spec.type' },
  { title: 'Lifecycle', field: 'spec.lifecycle' },
  { title: 'Tags' },
];

/** The head of a column; a press orders by it, another turns the order round. */
export const SortableHeader = (props: { column: CatalogColumn }) => {
  const { title, field } = props.column;
  const { filters, updateFilters } = useEntityList();
  if (!field) {
    return <th scope="col">{title}</th>;
  }
  const [by, direction] = filters.order?.values[0] ?? ['metadata.name', 'asc'];
  const active = by === field;
  const ascending = active && direction === 'asc';
  const order = ascending ? 'ascending' : 'descending';
  const sort = () =>
    updateFilters({
      order: new EntityOrderFilter([[field, ascending ? 'desc' : 'asc']]),
    });
  return (
    <th scope="col" aria-sort={active ? order : undefined}>
      <button type="button" className={styles.sort} onClick={sort}>
        {title}
        {active ? <Arrow up={ascending} /> : null}
      </button>
    </th>
  );
};

const Arrow = (props: { up: boolean }) =>
  props.up ? (
    <RiArrowUpSLine size={14} aria-hidden="true" />
  ) : (
    <RiArrowDownSLine size={14} aria-hidden="true" />
  );

import { useEffect, useState } from 'react';
import {
  EntityTextFilter,
  useEntityList,
} from '@backstage/plugin-catalog-react';
import { SearchField } from '@backstage/ui';
import styles from './catalog.module.css';

/** The list follows this long after the last letter. */
const settleMs = 200;

/** Narrows the list as the person types; the words are kept in the address of the page. */
export const CatalogSearch = () => {
  const { queryParameters, updateFilters } = useEntityList();
  const fromAddress = [queryParameters.text].flat()[0] ?? '';
  const [text, setText] = useState(fromAddress);

  useEffect(() => setText(fromAddress), [fromAddress]);
  useEffect(() => {
    const timer = setTimeout(() => {
      const wanted = text.trim();
      updateFilters({
        text: wanted ? new EntityTextFilter(wanted) : undefined,
      });
    }, settleMs);
    return () => clearTimeout(timer);
  }, [text, updateFilters]);

  return (
    <SearchField
      aria-label="Filter the list by words"
      placeholder="Filter by name, title or description"
      size="small"
      value={text}
      onChange={setText}
      className={styles.search}
    />
  );
};

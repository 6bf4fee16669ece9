import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, SearchField } from '@backstage/ui';
import {
  RiArrowDownSLine,
  RiArrowUpSLine,
  RiCloseLine,
} from '@remixicon/react';
import { describeError } from '@stagedoor/ui-parts';
import styles from './LogPanel.module.css';
import { logTranslationRef } from './translation';
import type { SearchedLog } from './useSearchedLog';

/** Searches the whole log: Enter and Shift Enter step through the hits, Escape ends it. */
export function LogSearchBar(props: {
  search: SearchedLog;
  onClose: () => void;
}) {
  const { search, onClose } = props;
  const { t } = useTranslationRef(logTranslationRef);
  const { found, next, previous } = search;
  return (
    <div className={styles.search} role="search">
      <SearchField
        size="small"
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        // It opens because somebody wants to type.
        autoFocus
        maxLength={200}
        value={search.text}
        onChange={search.setText}
        onKeyDown={event => {
          if (event.key === 'Enter') {
            event.preventDefault();
            (event.shiftKey ? previous : next)();
          } else if (event.key === 'Escape') {
            onClose();
          }
        }}
      />
      <span role="status" className={styles.count}>
        <Count search={search} />
      </span>
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={t('search.previous')}
        icon={<RiArrowUpSLine />}
        isDisabled={found.hits.length === 0}
        onPress={previous}
      />
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={t('search.next')}
        icon={<RiArrowDownSLine />}
        isDisabled={found.hits.length === 0}
        onPress={next}
      />
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={t('search.close')}
        icon={<RiCloseLine />}
        onPress={onClose}
      />
    </div>
  );
}

function Count(props: { search: SearchedLog }) {
  const { found, place } = props.search;
  const { t } = useTranslationRef(logTranslationRef);
  const { text, hits, isSearching, isCut, error } = found;
  if (error !== undefined) {
    return <>{`${t('search.failed')} ${describeError(error).message}`}</>;
  }
  if (text === '') {
    return null;
  }
  if (hits.length === 0) {
    return <>{t(isSearching ? 'search.searching' : 'search.none')}</>;
  }
  const numbers = {
    current: String(place),
    total: hits.length.toLocaleString(),
  };
  return <>{t(isCut || isSearching ? 'search.many' : 'search.of', numbers)}</>;
}

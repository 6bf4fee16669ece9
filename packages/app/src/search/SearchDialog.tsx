import { useId, useState, type KeyboardEvent } from 'react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import searchPlugin from '@backstage/plugin-search/alpha';
import { Dialog, DialogHeader } from '@backstage/ui';
import { RiSearch2Line } from '@remixicon/react';
import { useNavigateTo } from '../shell/routing';
import { useSearch, type Found } from './useSearch';
import styles from './SearchDialog.module.css';

/** Search over every page: type, choose with the arrows, go with Enter. */
export const SearchDialog = (props: { onClose: () => void }) => {
  const { onClose } = props;
  const [term, setTerm] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const navigateTo = useNavigateTo();
  const searchPage = useRouteRef(searchPlugin.routes.root);
  const { results, loading, error, term: searched } = useSearch(term);

  const everything: Found[] =
    searchPage && term.trim()
      ? [
          {
            id: 'everything',
            title: `Search everything for “${term.trim()}”`,
            kind: 'All results',
            href: `${searchPage()}?query=${encodeURIComponent(term.trim())}`,
          },
        ]
      : [];
  const options = [...results, ...everything];
  const selected = Math.min(active, options.length - 1);

  const go = (found: Found) => {
    onClose();
    navigateTo(found.href);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      event.preventDefault();
      setActive((selected + step + options.length) % options.length);
    } else if (event.key === 'Enter' && options[selected]) {
      event.preventDefault();
      go(options[selected]);
    }
  };

  return (
    <Dialog
      isOpen
      onOpenChange={open => !open && onClose()}
      width={640}
      className={styles.dialog}
    >
      <DialogHeader className={styles.header}>Search</DialogHeader>
      <div className={styles.field}>
        <RiSearch2Line size={18} aria-hidden="true" />
        <input
          // The dialog exists to be typed into.
          autoFocus
          className={styles.input}
          role="combobox"
          type="text"
          autoComplete="off"
          spellCheck={false}
          aria-label="Search services, people, teams and docs"
          aria-expanded={options.length > 0}
          aria-controls={listId}
          aria-activedescendant={
            options[selected] ? `${listId}-${selected}` : undefined
          }
          placeholder="Services, people, teams, docs"
          value={term}
          onChange={event => {
            setTerm(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        id={listId}
        role="listbox"
        aria-label="Results"
        className={styles.list}
      >
        {options.map((found, index) => (
          <div
            key={found.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === selected}
            className={styles.option}
            onMouseMove={() => setActive(index)}
            onClick={() => go(found)}
            onKeyDown={onKeyDown}
          >
            <span className={styles.title}>{found.title}</span>
            <span className={styles.kind}>{found.kind}</span>
            {found.detail ? (
              <span className={styles.detail}>{found.detail}</span>
            ) : null}
          </div>
        ))}
      </div>
      <p className={styles.status} role="status">
        {describe({ term: term.trim(), searched, loading, error, results })}
      </p>
    </Dialog>
  );
};

function describe(state: {
  term: string;
  searched: string;
  loading: boolean;
  error?: Error;
  results: Found[];
}): string {
  const { term, searched, loading, error, results } = state;
  if (!term) {
    return 'Type a name, or a word of a description. Arrows choose, Enter opens.';
  }
  if (loading && term !== searched) {
    return 'Searching…';
  }
  if (error) {
    return `The catalog did not answer: ${error.message}`;
  }
  if (results.length === 0) {
    return `Nothing in the catalog or the docs is called “${term}”.`;
  }
  return results.length === 1 ? '1 result' : `${results.length} results`;
}

import { Avatar, Button, Link } from '@backstage/ui';
import { RiSearch2Line } from '@remixicon/react';
import { AccountMenu } from './AccountMenu';
import { countFor, settingsHref, type FrameProps } from './frame';
import { Mark } from './Mark';
import { MenuLink } from './MenuLink';
import type { PlaceGroup } from './places';
import styles from './Navigation.module.css';

const groups: readonly PlaceGroup[] = ['main', 'work', 'settings'];

/** The dark side bar: wide on a desk, a narrow rail on a tablet, absent on a phone. */
export const SideBar = (props: FrameProps) => {
  const { menu, person, counts, onSearch, onShowShortcuts } = props;
  return (
    <nav className={styles.side} aria-label="Main">
      <Link href="/" className={styles.brand} aria-label="Stagedoor, home">
        <Mark />
        <span className={styles.word}>Stagedoor</span>
      </Link>
      <Button
        variant="tertiary"
        className={styles.search}
        onPress={onSearch}
        aria-label="Search"
        aria-keyshortcuts="/"
      >
        <RiSearch2Line size={16} aria-hidden="true" />
        <span className={styles.label}>Search</span>
        <kbd className={styles.key} aria-hidden="true">
          /
        </kbd>
      </Button>
      <div className={styles.groups}>
        {groups.map(group => {
          const entries = menu.filter(entry => entry.group === group);
          return entries.length ? (
            <ul key={group} className={styles.group}>
              {entries.map(entry => (
                <MenuLink
                  key={entry.page}
                  entry={entry}
                  count={countFor(entry, counts)}
                />
              ))}
            </ul>
          ) : null;
        })}
      </div>
      {person ? (
        <AccountMenu
          person={person}
          settingsHref={settingsHref(menu)}
          onShowShortcuts={onShowShortcuts}
        >
          <Button
            variant="tertiary"
            className={styles.account}
            aria-label={`Account of ${person.displayName}`}
          >
            <Avatar
              src={person.picture ?? ''}
              name={person.displayName}
              size="small"
              purpose="decoration"
            />
            <span className={styles.label}>{person.displayName}</span>
          </Button>
        </AccountMenu>
      ) : null}
    </nav>
  );
};

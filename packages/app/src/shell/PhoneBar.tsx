import { useState } from 'react';
import {
  Avatar,
  Button,
  Dialog,
  DialogBody,
  DialogHeader,
  Link,
} from '@backstage/ui';
import { RiMenuLine, RiSearch2Line } from '@remixicon/react';
import { AccountMenu } from './AccountMenu';
import { countAll, countFor, settingsHref, type FrameProps } from './frame';
import { MenuLink } from './MenuLink';
import { useCurrentPath } from './routing';
import { isCurrent } from './useMenu';
import styles from './Navigation.module.css';

/**
 * The bar at the bottom of a phone, within reach of one thumb: the three pages of the first group,
 * search, and a sheet with everything else.
 */
export const PhoneBar = (props: FrameProps) => {
  const { menu, person, counts, onSearch, onShowShortcuts } = props;
  const [open, setOpen] = useState(false);
  const path = useCurrentPath();
  const main = menu.filter(entry => entry.group === 'main');
  const others = menu.filter(entry => entry.group !== 'main');
  const waiting = countAll(others, counts);

  return (
    <nav className={styles.phoneBar} aria-label="Main, phone">
      {main.map(entry => (
        <Link
          key={entry.page}
          href={entry.href}
          className={styles.tab}
          aria-current={isCurrent(entry.href, path) ? 'page' : undefined}
        >
          {entry.icon}
          {entry.title}
        </Link>
      ))}
      <Button variant="tertiary" className={styles.tab} onPress={onSearch}>
        <RiSearch2Line size={18} aria-hidden="true" />
        Search
      </Button>
      <Button
        variant="tertiary"
        className={styles.tab}
        onPress={() => setOpen(true)}
        aria-label={waiting ? `More, ${waiting} waiting` : undefined}
      >
        <RiMenuLine size={18} aria-hidden="true" />
        More
        {waiting ? <span className={styles.dot} aria-hidden="true" /> : null}
      </Button>
      <Dialog isOpen={open} onOpenChange={setOpen} className={styles.sheet}>
        <DialogHeader>More</DialogHeader>
        <DialogBody>
          <ul className={styles.sheetList}>
            {others.map(entry => (
              <MenuLink
                key={entry.page}
                entry={entry}
                count={countFor(entry, counts)}
                onClick={() => setOpen(false)}
              />
            ))}
          </ul>
          {person ? (
            <AccountMenu
              person={person}
              settingsHref={settingsHref(menu)}
              onShowShortcuts={onShowShortcuts}
            >
              <Button variant="secondary" className={styles.sheetAccount}>
                <Avatar
                  src={person.picture ?? ''}
                  name={person.displayName}
                  size="small"
                  purpose="decoration"
                />
                {person.displayName}
              </Button>
            </AccountMenu>
          ) : null}
        </DialogBody>
      </Dialog>
    </nav>
  );
};

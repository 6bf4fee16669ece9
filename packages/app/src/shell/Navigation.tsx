import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from 'react';
import type { NavContentComponentProps } from '@backstage/plugin-app-react';
import { useShortcutsEnabled } from '@stagedoor/ui-parts/shortcuts';
import { useShortcuts } from '../shortcuts/useShortcuts';
import { createShortcuts } from '../shortcuts/shortcuts';
import { PhoneBar } from './PhoneBar';
import { SideBar } from './SideBar';
import { useNavigateTo } from './routing';
import { onSearchRequested } from './searchRequest';
import { useMenu } from './useMenu';
import { useSignedInPerson } from './useSignedInPerson';
import { useWaitingCounts } from './useWaitingCounts';

const SearchDialog = lazy(() =>
  import('../search/SearchDialog').then(m => ({ default: m.SearchDialog })),
);
const ShortcutList = lazy(() =>
  import('../shortcuts/ShortcutList').then(m => ({ default: m.ShortcutList })),
);

/**
 * The whole frame around a page: the side bar, on a phone the bar at the bottom, and the two things
 * that open over every page, search and the list of keys.
 */
export const Navigation = (props: NavContentComponentProps) => {
  const menu = useMenu(props.navItems);
  const person = useSignedInPerson();
  const counts = useWaitingCounts();
  const navigateTo = useNavigateTo();
  const [open, setOpen] = useState<'search' | 'shortcuts'>();
  const [enabled, setEnabled] = useShortcutsEnabled();
  const close = useCallback(() => setOpen(undefined), []);

  const shortcuts = useMemo(
    () =>
      createShortcuts({
        menu,
        navigateTo,
        openSearch: () => setOpen('search'),
        openList: () => setOpen('shortcuts'),
      }),
    [menu, navigateTo],
  );
  useShortcuts(shortcuts, { enabled: enabled && !open });
  useEffect(() => onSearchRequested(() => setOpen('search')), []);

  const frame = {
    menu,
    person,
    counts,
    onSearch: () => setOpen('search'),
    onShowShortcuts: () => setOpen('shortcuts'),
  };

  return (
    <>
      <SideBar {...frame} />
      <PhoneBar {...frame} />
      <Suspense fallback={null}>
        {open === 'search' ? <SearchDialog onClose={close} /> : null}
        {open === 'shortcuts' ? (
          <ShortcutList
            shortcuts={shortcuts}
            enabled={enabled}
            onEnabledChange={setEnabled}
            onClose={close}
          />
        ) : null}
      </Suspense>
    </>
  );
};

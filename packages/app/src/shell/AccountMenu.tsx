import type { ReactNode } from 'react';
import {
  identityApiRef,
  useApi,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  Menu,
  MenuItem,
  MenuSection,
  MenuSeparator,
  MenuTrigger,
} from '@backstage/ui';
import {
  RiComputerLine,
  RiKeyboardLine,
  RiLogoutBoxRLine,
  RiMoonLine,
  RiSettings3Line,
  RiSunLine,
  RiUser3Line,
} from '@remixicon/react';
import type { SignedInPerson } from './useSignedInPerson';
import { useThemeChoice, type ThemeChoice } from './useThemeChoice';

interface AccountMenuProps {
  person: SignedInPerson;
  settingsHref?: string;
  onShowShortcuts: () => void;
  /** The button that opens the menu. */
  children: ReactNode;
}

const themeChoices: { id: ThemeChoice; title: string; icon: JSX.Element }[] = [
  { id: 'light', title: 'Light', icon: <RiSunLine size={16} /> },
  { id: 'dark', title: 'Dark', icon: <RiMoonLine size={16} /> },
  {
    id: 'system',
    title: 'Like the device',
    icon: <RiComputerLine size={16} />,
  },
];

/** Own page, settings, theme, keys and signing out. */
export const AccountMenu = (props: AccountMenuProps) => {
  const { person, settingsHref, onShowShortcuts, children } = props;
  const identityApi = useApi(identityApiRef);
  const entityLink = useRouteRef(entityRouteRef);
  const [theme, setTheme] = useThemeChoice();

  return (
    <MenuTrigger>
      {children}
      <Menu placement="top start" aria-label="Account">
        <MenuItem
          iconStart={<RiUser3Line size={16} />}
          href={entityLink?.(parseEntityRef(person.userEntityRef))}
        >
          My page
        </MenuItem>
        {settingsHref ? (
          <MenuItem
            iconStart={<RiSettings3Line size={16} />}
            href={settingsHref}
          >
            Settings
          </MenuItem>
        ) : null}
        <MenuItem
          iconStart={<RiKeyboardLine size={16} />}
          onAction={onShowShortcuts}
        >
          Keyboard shortcuts
        </MenuItem>
        <MenuSection title="Theme">
          {themeChoices.map(choice => (
            <MenuItem
              key={choice.id}
              iconStart={choice.icon}
              onAction={() => setTheme(choice.id)}
              textValue={choice.title}
            >
              {theme === choice.id ? `${choice.title} (chosen)` : choice.title}
            </MenuItem>
          ))}
        </MenuSection>
        <MenuSeparator />
        <MenuItem
          iconStart={<RiLogoutBoxRLine size={16} />}
          onAction={() => void identityApi.signOut()}
        >
          Sign out
        </MenuItem>
      </Menu>
    </MenuTrigger>
  );
};

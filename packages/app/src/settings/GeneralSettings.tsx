import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  Avatar,
  Button,
  Container,
  Radio,
  RadioGroup,
  Skeleton,
  Switch,
} from '@backstage/ui';
import { useShortcutsEnabled } from '@stagedoor/ui-parts/shortcuts';
import { EntityName } from '@stagedoor/ui-parts';
import { EntityCard } from '../entity/EntityCard';
import { EntityLinks } from '../entity/EntityLinks';
import { Facts } from '../entity/Facts';
import { useSignedInPerson } from '../shell/useSignedInPerson';
import { useThemeChoice, type ThemeChoice } from '../shell/useThemeChoice';
import styles from './settings.module.css';

/** Who the person is to the platform, and how it looks and listens to them. */
export const GeneralSettings = () => (
  <Container>
    <div className={styles.columns}>
      <Profile />
      <div className={styles.stack}>
        <Theme />
        <Keys />
      </div>
    </div>
  </Container>
);

const Profile = () => {
  const person = useSignedInPerson();
  const identityApi = useApi(identityApiRef);
  if (!person) {
    return (
      <EntityCard title="You">
        <Skeleton width="60%" height={20} />
      </EntityCard>
    );
  }
  const teams = person.ownershipEntityRefs.filter(
    ref => ref !== person.userEntityRef,
  );
  return (
    <EntityCard title="You">
      <div className={styles.person}>
        <Avatar
          src={person.picture ?? ''}
          name={person.displayName}
          size="large"
          purpose="decoration"
        />
        <strong>{person.displayName}</strong>
      </div>
      <Facts
        facts={[
          {
            term: 'In the catalog',
            value: <EntityName entityRef={person.userEntityRef} />,
          },
          {
            term: 'Owner through',
            value: teams.length ? (
              <EntityLinks refs={teams} />
            ) : (
              'No team: the catalog lists you as a member of none.'
            ),
          },
        ]}
      />
      <div className={styles.actions}>
        <Button variant="secondary" onPress={() => void identityApi.signOut()}>
          Sign out
        </Button>
      </div>
    </EntityCard>
  );
};

const Theme = () => {
  const [theme, setTheme] = useThemeChoice();
  return (
    <EntityCard title="Theme">
      <RadioGroup
        aria-label="Theme"
        orientation="horizontal"
        value={theme}
        onChange={value => setTheme(value as ThemeChoice)}
      >
        <Radio value="light">Light</Radio>
        <Radio value="dark">Dark</Radio>
        <Radio value="system">Like the device</Radio>
      </RadioGroup>
    </EntityCard>
  );
};

const Keys = () => {
  const [enabled, setEnabled] = useShortcutsEnabled();
  return (
    <EntityCard title="Keyboard">
      <Switch
        label="Shortcuts are on in this browser"
        isSelected={enabled}
        onChange={setEnabled}
      />
      <p className={styles.note}>
        <kbd>/</kbd> searches, <kbd>g</kbd> and a letter goes to a page,{' '}
        <kbd>?</kbd> lists them all.
      </p>
    </EntityCard>
  );
};

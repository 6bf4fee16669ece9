import { Text } from '@backstage/ui';
import { HeldRole, MyRoles, RoleSource } from '@stagedoor/plugin-roles-common';
import { Loadable, Loaded, Section } from '../Section/Section';
import styles from './MyRolesCard.module.css';

/** The roles of the signed-in person, and through what they have them. */
export function MyRolesCard(props: { myRoles: Loadable<MyRoles> }) {
  return (
    <Section title="My roles">
      <Loaded of={props.myRoles} what="your roles">
        {({ roles, ownsThrough }) => (
          <>
            {roles.length === 0 ? <NoRoles /> : <Roles roles={roles} />}
            <Text as="p" color="secondary">
              {ownsThrough.length === 0
                ? 'You are in no team, so only what names you as its owner is yours.'
                : `You also own what belongs to ${ownsThrough
                    .map(({ title }) => title)
                    .join(', ')}.`}
            </Text>
          </>
        )}
      </Loaded>
    </Section>
  );
}

function NoRoles() {
  return (
    <Text as="p">
      You have no role yet, so you may only work with what you own. Roles are
      given to groups and people under <code>permission.roles</code> in the
      configuration; a platform engineer can add you.
    </Text>
  );
}

function Roles(props: { roles: HeldRole[] }) {
  return (
    <ul className={styles.roles} aria-label="My roles">
      {props.roles.map(({ role, title, description, through }) => (
        <li key={role} className={styles.role}>
          <Text as="h3" weight="bold">
            {capitalize(title)}
          </Text>
          <Text as="p">{description}</Text>
          <ul className={styles.sources}>
            {through.map(source => (
              <li key={saySource(source)}>
                <Text color="secondary" variant="body-small">
                  {saySource(source)}
                </Text>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function saySource(source: RoleSource): string {
  switch (source.kind) {
    case 'everyone':
      return 'Everyone who is signed in has it.';
    case 'user':
      return 'It was given to you by name.';
    default: {
      const [own, ...above] = source.path.map(({ title }) => title);
      return above.length === 0
        ? `Through ${own}.`
        : `Through ${own}, which is part of ${above.join(', part of ')}.`;
    }
  }
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

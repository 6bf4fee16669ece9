import { SearchField, Text, VisuallyHidden } from '@backstage/ui';
import {
  Role,
  RoleTable,
  TableAllowance,
  TableRow,
} from '@stagedoor/plugin-roles-common';
import { useDeferredValue, useState } from 'react';
import { Loadable, Loaded, Section } from '../Section/Section';
import styles from './RoleTableCard.module.css';

/** Which role may use which permission, searchable. */
export function RoleTableCard(props: {
  roleTable: Loadable<RoleTable>;
  /** The columns to point out. */
  myRoles: Role[] | undefined;
}) {
  const [search, setSearch] = useState('');
  const deferredSearch = useDeferredValue(search);
  return (
    <Section title="Who may do what">
      <Loaded of={props.roleTable} what="the table of roles and permissions">
        {({ roles, permissions }) => {
          const found = permissions.filter(row => matches(row, deferredSearch));
          return (
            <>
              <div className={styles.tools}>
                <SearchField
                  className={styles.search}
                  aria-label="Search permissions"
                  placeholder="Search permissions"
                  value={search}
                  onChange={setSearch}
                />
                <Text color="secondary" role="status">
                  {found.length === permissions.length
                    ? `${permissions.length} permissions`
                    : `${found.length} of ${permissions.length} permissions`}
                </Text>
              </div>
              {found.length === 0 ? (
                <Text as="p">
                  No permission is called that. What is not listed, nobody may
                  do.
                </Text>
              ) : (
                <Matrix roles={roles} rows={found} myRoles={props.myRoles} />
              )}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}

function Matrix(props: {
  roles: RoleTable['roles'];
  rows: TableRow[];
  myRoles: Role[] | undefined;
}) {
  const { roles, rows, myRoles = [] } = props;
  return (
    <table className={styles.table} aria-label="Roles and permissions">
      <thead>
        <tr>
          <th scope="col">Permission</th>
          {roles.map(({ role, title, description }) => (
            <th
              key={role}
              scope="col"
              title={description}
              className={myRoles.includes(role) ? styles.mine : undefined}
            >
              {capitalize(title)}
              {myRoles.includes(role) && (
                <VisuallyHidden> (you are one)</VisuallyHidden>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.permission}>
            <th scope="row">
              <Text weight="bold">{row.title}</Text>
              <Text as="p" color="secondary">
                {row.description}
              </Text>
              <code className={styles.name}>{row.permission}</code>
            </th>
            {roles.map(({ role, title }) => (
              <Allowance
                key={role}
                allowance={row.allow.find(entry => entry.role === role)}
                roleTitle={capitalize(title)}
                isMine={myRoles.includes(role)}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Allowance(props: {
  allowance: TableAllowance | undefined;
  roleTitle: string;
  isMine: boolean;
}) {
  const { allowance, roleTitle, isMine } = props;
  const classNames = [
    ...(isMine ? [styles.mine] : []),
    ...(allowance ? [] : [styles.refused]),
  ];
  return (
    <td data-role={roleTitle} className={classNames.join(' ')}>
      <span className={allowance ? styles.yes : styles.no}>
        {allowance ? (allowance.restriction ?? 'yes') : 'no'}
      </span>
    </td>
  );
}

function matches(row: TableRow, search: string): boolean {
  const text = `${row.title} ${row.description} ${row.permission}`;
  return search
    .toLocaleLowerCase('en')
    .split(/\s+/)
    .every(word => text.toLocaleLowerCase('en').includes(word));
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

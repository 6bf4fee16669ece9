import { Link } from '@backstage/ui';
import { usePermission } from '@backstage/plugin-permission-react';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import { isCurrent, type MenuEntry } from './useMenu';
import { useCurrentPath } from './routing';
import styles from './Navigation.module.css';

interface MenuLinkProps {
  entry: MenuEntry;
  /** How many things wait there for the person. */
  count?: number;
  onClick?: () => void;
}

/** One line of the side bar or the phone menu. */
export const MenuLink = (props: MenuLinkProps) => {
  const { permission } = props.entry;
  return permission ? (
    <PermittedMenuLink {...props} permission={permission} />
  ) : (
    <OpenMenuLink {...props} />
  );
};

const PermittedMenuLink = (
  props: MenuLinkProps & { permission: BasicPermission },
) => {
  const { permission, ...rest } = props;
  const { allowed } = usePermission({ permission });
  return allowed ? <OpenMenuLink {...rest} /> : null;
};

const OpenMenuLink = (props: MenuLinkProps) => {
  const { entry, count, onClick } = props;
  const current = isCurrent(entry.href, useCurrentPath());
  return (
    <li>
      <Link
        href={entry.href}
        className={styles.link}
        aria-current={current ? 'page' : undefined}
        aria-label={count ? `${entry.title}, ${count} waiting` : undefined}
        onClick={onClick}
        title={entry.title}
      >
        <span className={styles.icon}>{entry.icon}</span>
        <span className={styles.label}>{entry.title}</span>
        {count ? <span className={styles.count}>{count}</span> : null}
      </Link>
    </li>
  );
};

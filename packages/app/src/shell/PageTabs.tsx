import { Link } from '@backstage/ui';
import { isCurrent } from './useMenu';
import { useCurrentPath } from './routing';
import styles from './PageTabs.module.css';

interface PageTabsProps {
  /** The name of the page, for screen readers. */
  title?: string;
  tabs: readonly { id: string; label: string; href: string }[];
}

/**
 * The tabs of a page. They are links to pages of their own, so they are a navigation with a current
 * page and not a tab list, whose panels would have to exist on this page.
 */
export const PageTabs = (props: PageTabsProps) => {
  const { title, tabs } = props;
  const path = useCurrentPath();
  return (
    <nav
      className={styles.tabs}
      aria-label={title ? `Parts of ${title}` : 'Parts'}
    >
      <ul className={styles.list}>
        {tabs.map(tab => (
          <li key={tab.id}>
            <Link
              href={tab.href}
              className={styles.tab}
              aria-current={isCurrent(tab.href, path) ? 'page' : undefined}
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
};

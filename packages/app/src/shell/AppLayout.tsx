import type { ReactNode } from 'react';
import styles from './AppLayout.module.css';

/** The frame of the app: navigation beside the page, and a way past the navigation for the keyboard. */
export const AppLayout = (props: {
  navigation: ReactNode;
  children: ReactNode;
}) => {
  const { navigation, children } = props;
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#page">
        Skip to the page
      </a>
      {navigation}
      <div id="page" tabIndex={-1} className={styles.page}>
        {children}
      </div>
    </div>
  );
};

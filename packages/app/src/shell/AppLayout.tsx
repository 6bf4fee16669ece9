import type { ReactNode } from 'react';
import { Helmet } from 'react-helmet';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import styles from './AppLayout.module.css';

/** The frame of the app: navigation beside the page, and a way past the navigation for the keyboard. */
export const AppLayout = (props: {
  navigation: ReactNode;
  children: ReactNode;
}) => {
  const { navigation, children } = props;
  const app =
    useApi(configApiRef).getOptionalString('app.title') ?? 'Stagedoor';
  return (
    <div className={styles.shell}>
      <Helmet titleTemplate={`%s | ${app}`} defaultTitle={app} />
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

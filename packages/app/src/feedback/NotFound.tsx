import { Helmet } from 'react-helmet';
import { ButtonLink, Button } from '@backstage/ui';
import { requestSearch } from '../shell/searchRequest';
import styles from './feedback.module.css';

/** The page for an address where nothing is, or nothing the person may see. */
export const NotFound = () => (
  <main className={styles.page}>
    <Helmet title="Nothing here" />
    <p className={styles.code}>404</p>
    <h1 className={styles.title}>There is nothing at this address</h1>
    <p className={styles.text}>
      The page was moved or deleted, or it is not open to you: Stagedoor answers
      both the same. If a colleague gave you the link, ask who owns what it
      pointed to.
    </p>
    <div className={styles.actions}>
      <ButtonLink variant="primary" href="/">
        Go home
      </ButtonLink>
      <Button variant="secondary" onPress={requestSearch}>
        Search
      </Button>
    </div>
  </main>
);

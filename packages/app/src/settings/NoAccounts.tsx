import { Container } from '@backstage/ui';
import styles from './settings.module.css';

/** Stands where the accounts at other services would be. */
export const NoAccounts = () => (
  <main>
    <Container>
      <p className={styles.empty}>
        No account of another service can be connected. Where the platform is
        configured for GitHub or GitLab (<code>auth.providers</code>), you see
        here in whose name it acts there, and can end that.
      </p>
    </Container>
  </main>
);

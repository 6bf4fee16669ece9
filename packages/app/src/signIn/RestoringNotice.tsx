import { Mark } from '../shell/Mark';
import { Choice } from './SignInFlow';
import styles from './RestoringNotice.module.css';

/** What a reload shows until it is known that the session goes on; mostly too short to be seen. */
export const RestoringNotice = ({ choice }: { choice: Choice }) => (
  <main className={styles.notice}>
    <span className={styles.mark}>
      <Mark size={36} />
    </span>
    <p role="status">
      {choice.kind === 'persona'
        ? `Signing in as ${choice.persona.title}…`
        : `Signing in with ${choice.provider.title}…`}
    </p>
  </main>
);

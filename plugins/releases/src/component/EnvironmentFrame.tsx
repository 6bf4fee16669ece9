import type { MatrixEnvironment } from '@stagedoor/plugin-releases-common';
import { useId, type ReactNode } from 'react';
import { statusOfEnvironment, toneOfEnvironment } from './describeEnvironment';
import { EnvironmentChip } from './EnvironmentChip';
import styles from './component.module.css';

/** A card for an environment, under its name and its status. */
export function EnvironmentFrame(props: {
  environment: MatrixEnvironment;
  children: ReactNode;
}) {
  const { environment, children } = props;
  const titleId = useId();
  return (
    <article
      className={styles.card}
      aria-labelledby={titleId}
      data-tone={toneOfEnvironment[statusOfEnvironment(environment)]}
    >
      <header className={styles.cardHead}>
        <h3 id={titleId} className={styles.cardTitle}>
          {environment.title}
        </h3>
        <EnvironmentChip environment={environment} />
      </header>
      {children}
    </article>
  );
}

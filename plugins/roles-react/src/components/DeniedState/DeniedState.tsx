import { Button, Skeleton, Text } from '@backstage/ui';
import { Permission } from '@backstage/plugin-permission-common';
import { ReactNode, useId } from 'react';
import {
  PermissionExplanation,
  usePermissionExplanation,
} from '../../hooks/usePermissionExplanation';
import { ExplanationText } from '../ExplanationText/ExplanationText';
import styles from './DeniedState.module.css';

/** Props of {@link DeniedState}. @public */
export interface DeniedStateProps {
  /** What is missing. */
  permission: Pick<Permission, 'name'>;
  resourceRef?: string;
}

/**
 * Takes the place of a page or panel that the signed-in person may not see, and explains why.
 *
 * @public
 */
export function DeniedState(props: DeniedStateProps) {
  const answer = usePermissionExplanation(props.permission, props.resourceRef);
  return <DeniedPanel answer={answer} />;
}

/** The panel of {@link DeniedState}, for whoever has the answer already. */
export function DeniedPanel(props: { answer: PermissionExplanation }) {
  const { answer } = props;
  switch (answer.status) {
    case 'loading':
      return (
        <div
          className={styles.root}
          role="status"
          aria-label="Checking what you may do"
        >
          <Skeleton width="16rem" height="1.5rem" />
          <Skeleton width="100%" height="1rem" />
        </div>
      );
    case 'failed':
      return (
        <Panel title="It could not be checked whether you may see this">
          <Text as="p">{answer.error.message}</Text>
          <Button variant="secondary" onPress={answer.retry}>
            Check again
          </Button>
        </Panel>
      );
    default:
      return (
        <Panel title="You may not see this">
          <ExplanationText explanation={answer.explanation} />
        </Panel>
      );
  }
}

function Panel(props: { title: string; children: ReactNode }) {
  const titleId = useId();
  return (
    <section className={styles.root} aria-labelledby={titleId}>
      <Text as="h2" variant="title-small" id={titleId}>
        {props.title}
      </Text>
      {props.children}
    </section>
  );
}

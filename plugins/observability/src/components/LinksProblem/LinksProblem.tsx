import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { EntityLinksState } from '../../hooks/useEntityLinks';
import { observabilityTranslationRef } from '../../translation';

/** Why there are no links to show, and what to do about it. */
export function LinksProblem(props: {
  problem: NonNullable<EntityLinksState['problem']>;
  onRetry: () => void;
}) {
  const { problem, onRetry } = props;
  const { t } = useTranslationRef(observabilityTranslationRef);
  if (problem.isDenied) {
    return (
      <Alert
        role="status"
        status="info"
        icon
        title={t('problem.denied')}
        description={t('problem.deniedReason')}
      />
    );
  }
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('problem.failed')}
      description={problem.message}
      customActions={
        <Button size="small" variant="secondary" onPress={onRetry}>
          {t('problem.retry')}
        </Button>
      }
    />
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { serviceCreationTranslationRef } from '../translation';

/** Something could not be loaded: what, why, and a way to try again. */
export function Problem(props: {
  title: string;
  reason: string;
  onRetry: () => void;
}) {
  const { t } = useTranslationRef(serviceCreationTranslationRef);
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={props.title}
      description={props.reason}
      customActions={
        <Button size="small" variant="secondary" onPress={props.onRetry}>
          {t('retry')}
        </Button>
      }
    />
  );
}

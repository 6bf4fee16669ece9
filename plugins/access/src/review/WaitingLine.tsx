import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { ListedRequest } from '@stagedoor/plugin-access-common';
import { RequestLine } from '../request/RequestLine';
import { nameHosts } from '../shared/HostNames';
import { accessTranslationRef } from '../translation';

/** A request that the person may decide, with the way to do so. */
export function WaitingLine(props: {
  request: ListedRequest;
  onReview: (id: number) => void;
}) {
  const { request, onReview } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  return (
    <RequestLine
      request={request}
      action={
        <Button
          variant="primary"
          size="small"
          aria-label={t('review.openOf', {
            id: String(request.id),
            hosts: nameHosts(request.hosts),
          })}
          onPress={() => onReview(request.id)}
        >
          {t('review.open')}
        </Button>
      }
    />
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { AccessRequestSummary } from '@stagedoor/plugin-access-common';
import { useState } from 'react';
import { RequestLine } from '../request/RequestLine';
import { nameHosts } from '../shared/HostNames';
import { accessTranslationRef } from '../translation';
import { ReviewDialog } from './ReviewDialog';

/** A request that the person may decide, with the way to do so in place. */
export function WaitingLine(props: {
  request: AccessRequestSummary;
  onChange: () => void;
}) {
  const { request, onChange } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
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
            onPress={() => setOpen(true)}
          >
            {t('review.open')}
          </Button>
        }
      />
      {isOpen ? (
        <ReviewDialog
          id={request.id}
          onDecided={() => {
            setOpen(false);
            onChange();
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

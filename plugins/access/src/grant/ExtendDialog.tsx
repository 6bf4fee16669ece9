import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { AccessRequest, Grant } from '@stagedoor/plugin-access-common';
import {
  describeMoment,
  ErrorNote,
  GoTo,
  Loading,
  Modal,
} from '@stagedoor/ui-parts';
import { useState } from 'react';
import { useAccessCommand } from '../api/useAccessCommand';
import { DurationChoice } from '../ask/DurationChoice';
import { PreviewPanel } from '../ask/PreviewPanel';
import { ReasonField } from '../ask/ReasonField';
import { usePreview } from '../ask/usePreview';
import { ErrorPanel } from '../shared/ErrorPanel';
import { nameHosts } from '../shared/HostNames';
import { usePaths } from '../shared/usePaths';
import { accessTranslationRef } from '../translation';
import { grantTranslationRef } from './translation';

/** As long as the policy has not answered, this can be asked for. */
const mostUntilKnown = 60;

/** Asks for more time on a grant: a request of its own, approved like the first. Leads to it. */
export function ExtendDialog(props: { grant: Grant; onClose: () => void }) {
  const { grant, onClose } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const paths = usePaths();
  const { t: tGrant } = useTranslationRef(grantTranslationRef);
  const endsAt = new Date(grant.endsAt);
  const [minutes, setMinutes] = useState(60);
  const [most, setMost] = useState(mostUntilKnown);
  const asked = Math.min(minutes, most);
  const [reason, setReason] = useState(grant.reason);
  const { preview, error, isOutdated, reload } = usePreview(
    {
      ...{ account: grant.account, minutes: asked, reason, ticket: '' },
      hosts: grant.hosts.map(({ ref }) => ref),
    },
    undefined,
  );
  const rule = preview?.rule;
  const [created, setCreated] = useState<AccessRequest>();
  const command = useAccessCommand('extendGrant', setCreated);
  if (rule && rule.mostMinutes !== most) {
    setMost(rule.mostMinutes);
  }
  const isShort = reason.trim().length < Math.max(1, rule?.shortestReason ?? 1);
  if (created) {
    return <GoTo href={paths.request(created.id)} />;
  }
  return (
    <Modal
      title={t('grant.extendTitle', { hosts: nameHosts(grant.hosts) })}
      isBusy={command.isRunning}
      onClose={onClose}
      footer={
        <>
          <Button
            variant="secondary"
            isDisabled={command.isRunning}
            onPress={onClose}
          >
            {t('ask.cancel')}
          </Button>
          <Button
            variant="primary"
            isPending={command.isRunning}
            isDisabled={isShort || isOutdated || !!preview?.blockers.length}
            onPress={() =>
              command.execute({
                params: { id: grant.id },
                body: { minutes: asked, reason: reason.trim() },
              })
            }
          >
            {t('grant.extendConfirm')}
          </Button>
        </>
      }
    >
      <DurationChoice mostMinutes={most} value={asked} onChange={setMinutes} />
      <ReasonField rule={rule} value={reason} onChange={setReason} />
      <p>
        {tGrant('endsNow', { moment: describeMoment(endsAt) })}{' '}
        <b>
          {tGrant('endsThen', {
            moment: describeMoment(new Date(endsAt.getTime() + asked * 60_000)),
          })}
        </b>
      </p>
      {preview ? (
        <PreviewPanel preview={preview} isOutdated={isOutdated} />
      ) : null}
      {!preview && error === undefined ? (
        <Loading label={t('ask.previewing')} />
      ) : null}
      {error === undefined ? null : (
        <ErrorPanel
          subject={t('ask.previewSubject')}
          error={error}
          onRetry={reload}
        />
      )}
      <ErrorNote error={command.error} />
    </Modal>
  );
}

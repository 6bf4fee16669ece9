import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextAreaField } from '@backstage/ui';
import type {
  MatrixEnvironment,
  Preview,
  Release,
  ReleaseRequest,
} from '@stagedoor/plugin-releases-common';
import {
  describeError,
  ErrorNote,
  Loading,
  Modal,
  useCommand,
  useEntityName,
  useLoad,
} from '@stagedoor/ui-parts';
import { useCallback, useEffect, useMemo } from 'react';
import { releasesApiRef } from '../api/releasesApiRef';
import { ErrorPanel } from '../shared/ErrorPanel';
import { nameVersion } from '../shared/VersionName';
import { releasesTranslationRef } from '../translation';
import { PreviewPanel } from './PreviewPanel';
import type { Draft } from './useRequestInUrl';

interface ConfirmStepProps {
  component: string;
  environment: MatrixEnvironment;
  draft: Draft;
  reason: string;
  onReasonChange: (reason: string) => void;
  idempotencyKey: string;
  onBack: () => void;
  onDone: (release: Release) => void;
  onClose: () => void;
}

/** Shows exactly what will change, and asks for it. */
export function ConfirmStep(props: ConfirmStepProps) {
  const { component, environment, draft, reason } = props;
  const { onBack, onClose, onDone } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const name = useEntityName(component);
  const api = useApi(releasesApiRef);
  const request = useMemo<ReleaseRequest>(
    () => ({
      component,
      environment: environment.name,
      kind: draft.kind,
      version: draft.kind === 'redeploy' ? undefined : draft.version,
      hosts: draft.hosts,
    }),
    [component, environment.name, draft],
  );
  const preview = useLoad(
    useCallback(signal => api.previewRelease(request, signal), [api, request]),
  );
  const command = useCommand(
    useCallback(
      (shown: Preview, key: string) =>
        api.createRelease(
          {
            ...request,
            reason: reason.trim() || undefined,
            planHash: shown.planHash,
          },
          key,
        ),
      [api, request, reason],
    ),
    onDone,
    props.idempotencyKey,
  );
  const { reload } = preview;
  const isOutdated =
    command.error !== undefined &&
    describeError(command.error).kind === 'conflict';
  useEffect(() => {
    if (isOutdated) {
      reload();
    }
  }, [isOutdated, reload]);

  const shown = preview.value;
  const canConfirm = shown !== undefined && shown.blockers.length === 0;
  return (
    <Modal
      title={t(`request.title.${draft.kind}`, {
        component: name,
      })}
      isBusy={command.isRunning}
      onClose={onClose}
      footer={
        <>
          <Button
            variant="secondary"
            isDisabled={command.isRunning}
            onPress={onBack}
          >
            {t('request.back')}
          </Button>
          <Button
            variant="primary"
            isPending={command.isRunning}
            isDisabled={!canConfirm || preview.isLoading}
            onPress={() => shown && command.execute(shown)}
          >
            {shown ? (
              <ConfirmWords preview={shown} environment={environment} />
            ) : (
              t('request.confirm.later')
            )}
          </Button>
        </>
      }
    >
      {shown ? (
        <ErrorNote error={preview.error} lead={t('shared.stale')} />
      ) : null}
      {shown ? (
        <PreviewPanel
          preview={shown}
          environment={environment}
          onChooseHosts={onBack}
        />
      ) : null}
      {shown === undefined && preview.error === undefined ? (
        <Loading label={t('preview.loading')} lines={6} />
      ) : null}
      {shown === undefined && preview.error !== undefined ? (
        <ErrorPanel
          subject={t('preview.subject')}
          error={preview.error}
          onRetry={reload}
        />
      ) : null}
      {canConfirm ? (
        <TextAreaField
          label={t('request.reason')}
          description={t('request.reasonMeaning')}
          rows={2}
          maxLength={2000}
          value={reason}
          onChange={props.onReasonChange}
        />
      ) : null}
      <ErrorNote
        error={command.error}
        lead={isOutdated ? t('request.outdated') : undefined}
      />
    </Modal>
  );
}

/** The verb of the button: what it does, with what, and where. */
function ConfirmWords(props: {
  preview: Preview;
  environment: MatrixEnvironment;
}) {
  const { preview, environment } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const values = {
    version: nameVersion(preview.version),
    environment: describeWhere(),
  };
  function describeWhere(): string {
    const total = environment.hosts.length;
    const chosen = preview.hosts.length;
    return chosen < total
      ? t('request.confirm.someHosts', {
          chosen: String(chosen),
          total: String(total),
          environment: environment.title,
        })
      : environment.title;
  }
  const needsApproval = (preview.approvalRule?.required ?? 0) > 0;
  return (
    <>
      {needsApproval
        ? t('request.confirm.ask')
        : t(`request.confirm.${preview.kind}`, values)}
    </>
  );
}

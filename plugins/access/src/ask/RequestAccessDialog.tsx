import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type {
  AccessRequest,
  AccessWish,
} from '@stagedoor/plugin-access-common';
import { Empty, GoTo, Loading, Modal } from '@stagedoor/ui-parts';
import { useCallback, useState } from 'react';
import { useAccessCall } from '../api/useAccessCommand';
import { ErrorPanel } from '../shared/ErrorPanel';
import { usePaths } from '../shared/usePaths';
import { accessTranslationRef } from '../translation';
import { AskDialog } from './AskDialog';
import { emptyDraft } from './Draft';
import { chooseHosts, type Asked } from './useAskInUrl';
import { useHostOptions } from './useHostOptions';

/** Asks for access to the hosts of a component, to a host, to those of a team, or to any. Leads to the request. */
export function RequestAccessDialog(props: {
  entity?: Entity;
  asked: Asked;
  onClose: () => void;
}) {
  const { entity, asked, onClose } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const paths = usePaths();
  const options = useHostOptions(entity);
  const create = useAccessCall('createRequest');
  const [created, setCreated] = useState<AccessRequest>();
  const run = useCallback(
    (wish: AccessWish, once: string) =>
      create({ params: {}, body: wish }, once),
    [create],
  );
  const title = entity
    ? t('ask.titleTo', { name: entity.metadata.title ?? entity.metadata.name })
    : t('ask.title');

  if (created) {
    return <GoTo href={paths.request(created.id)} />;
  }
  if (options.value && options.value.length > 0) {
    return (
      <AskDialog
        title={title}
        confirm={t('ask.confirm')}
        options={options.value}
        component={
          entity?.kind.toLocaleLowerCase('en-US') === 'component'
            ? stringifyEntityRef(entity)
            : undefined
        }
        draft={{
          ...emptyDraft,
          hosts: chooseHosts(asked.hosts, options.value),
          account: asked.account,
          minutes: asked.minutes ?? emptyDraft.minutes,
          reason: asked.reason ?? '',
        }}
        run={run}
        onDone={setCreated}
        onClose={onClose}
      />
    );
  }
  return (
    <Modal
      title={title}
      onClose={onClose}
      footer={
        <Button variant="secondary" onPress={onClose}>
          {t('ask.cancel')}
        </Button>
      }
    >
      {options.value ? (
        <Empty title={t('ask.noHosts')}>{t('ask.noHostsWhy')}</Empty>
      ) : null}
      {!options.value && options.error === undefined ? (
        <Loading label={t('ask.hostsLoading')} />
      ) : null}
      {!options.value && options.error !== undefined ? (
        <ErrorPanel
          subject={t('ask.hosts')}
          error={options.error}
          onRetry={options.reload}
        />
      ) : null}
    </Modal>
  );
}

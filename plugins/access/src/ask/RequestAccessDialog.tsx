import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AccessRequest } from '@stagedoor/plugin-access-common';
import {
  Empty,
  Loading,
  Modal,
  ModalSequence,
  useEntityName,
} from '@stagedoor/ui-parts';
import { ErrorPanel } from '../shared/ErrorPanel';
import { accessTranslationRef } from '../translation';
import { AskDialog } from './AskDialog';
import { emptyDraft } from './Draft';
import { chooseHosts, type Asked } from './useAskInUrl';
import { useCreateRequest } from './useCreateRequest';
import { useHostOptions } from './useHostOptions';

/** Asks for access to the hosts of a component, to a host, to those of a team, or to any. */
export function RequestAccessDialog(props: {
  entity?: Entity;
  asked: Asked;
  onDone: (request: AccessRequest) => void;
  onClose: () => void;
}) {
  const { entity, asked, onDone, onClose } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const options = useHostOptions(entity);
  const run = useCreateRequest();
  const name = useEntityName(entity);
  const title = name ? t('ask.titleTo', { name }) : t('ask.title');
  return (
    <ModalSequence width={640}>
      {options.value?.length ? (
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
          onDone={onDone}
          onClose={onClose}
        />
      ) : (
        <Modal title={title} onClose={onClose}>
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
      )}
    </ModalSequence>
  );
}

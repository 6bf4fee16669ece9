import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select } from '@backstage/ui';
import type { MatrixEnvironment } from '@stagedoor/plugin-releases-common';
import {
  ActionButton,
  Modal,
  NamedText,
  useEntityName,
} from '@stagedoor/ui-parts';
import { releasesTranslationRef } from '../translation';
import { actionOf } from './actionOf';
import { HostChoice } from './HostChoice';
import { RollBackTargets } from './RollBackTargets';
import type { Draft } from './useRequestInUrl';
import { VersionPicker } from './VersionPicker';
import styles from './request.module.css';

interface ChooseStepProps {
  component: string;
  environments: readonly MatrixEnvironment[];
  environment: MatrixEnvironment | undefined;
  branch?: string;
  draft: Draft;
  onChange: (draft: Draft) => void;
  onNext: () => void;
  onClose: () => void;
}

/** Chooses where to, and which version. */
export function ChooseStep(props: ChooseStepProps) {
  const { component, environments, environment, branch, draft } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const componentName = useEntityName(component);
  function explainMissing(): string | undefined {
    if (!environment) {
      return t('request.noEnvironment');
    }
    if (draft.version === undefined && draft.kind !== 'redeploy') {
      return t('request.noVersion');
    }
    return draft.hosts?.length === 0 ? t('request.hosts.none') : undefined;
  }
  const allowed = environment?.actions[actionOf(draft.kind)];
  const reason = allowed?.allowed === false ? allowed.reason : undefined;
  const missing = reason ?? explainMissing();
  return (
    <Modal
      title={t(`request.title.${draft.kind}`, {
        component: componentName,
      })}
      onClose={props.onClose}
      footer={
        <>
          {missing !== undefined && missing !== reason ? (
            <span className={styles.missing} aria-hidden>
              {missing}
            </span>
          ) : null}
          <Button variant="secondary" onPress={props.onClose}>
            {t('request.cancel')}
          </Button>
          <ActionButton
            allowed={
              missing === undefined
                ? { allowed: true }
                : { allowed: false, reason: missing }
            }
            isReasonHidden
            variant="primary"
            onPress={props.onNext}
          >
            {t('request.next')}
          </ActionButton>
        </>
      }
    >
      <Select
        label={t('request.environment')}
        options={environments.map(({ name, title }) => ({
          id: name,
          label: title,
        }))}
        selectedKey={draft.environment ?? null}
        onSelectionChange={key =>
          props.onChange({
            ...draft,
            environment: String(key),
            // What can be returned to differs from one environment to the next.
            version: draft.kind === 'rollback' ? undefined : draft.version,
            hosts: undefined,
          })
        }
      />
      {reason ? (
        <p role="status" className={styles.reason}>
          <NamedText text={reason} isPlain />
        </p>
      ) : null}
      {environment && environment.hosts.length > 1 ? (
        <HostChoice
          hosts={environment.hosts}
          value={draft.hosts}
          onChange={hosts => props.onChange({ ...draft, hosts })}
        />
      ) : null}
      {draft.kind === 'rollback' ? (
        <RollBackTargets
          targets={environment?.rollBackTargets ?? []}
          value={draft.version}
          onChange={version => props.onChange({ ...draft, version })}
        />
      ) : null}
      {draft.kind === 'release' ? (
        <VersionPicker
          component={component}
          branch={branch}
          environments={environments}
          value={draft.version}
          onChange={version => props.onChange({ ...draft, version })}
        />
      ) : null}
    </Modal>
  );
}

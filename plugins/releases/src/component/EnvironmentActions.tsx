import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Allowed,
  MatrixEnvironment,
  ReleaseKind,
} from '@stagedoor/plugin-releases-common';
import { Button } from '@backstage/ui';
import { ActionButton, NamedText } from '@stagedoor/ui-parts';
import { nameVersion } from '../shared/VersionName';
import { releasesTranslationRef } from '../translation';
import styles from './component.module.css';

/** One button per thing that can be done on an environment; below, why some of them cannot. */
export function EnvironmentActions(props: {
  environment: MatrixEnvironment;
  onRequest: (kind: ReleaseKind, version?: string) => void;
  onInspect?: () => void;
}) {
  const { environment, onRequest, onInspect } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const { release, rollBack, redeploy } = environment.actions;
  const target = environment.rollBackTargets.at(0);
  const at = environment.title;
  return (
    <div className={styles.actions}>
      <div className={styles.buttons}>
        <ActionButton
          allowed={release}
          isReasonHidden
          variant="secondary"
          size="small"
          aria-label={t('action.releaseTo', { environment: at })}
          onPress={() => onRequest('release')}
        >
          {t('action.release')}
        </ActionButton>
        <ActionButton
          allowed={rollBack}
          isReasonHidden
          variant="secondary"
          size="small"
          aria-label={t('action.rollBackOn', { environment: at })}
          onPress={() => onRequest('rollback', target?.version.commit)}
        >
          {target
            ? t('action.rollBackTo', { version: nameVersion(target.version) })
            : t('action.rollBack')}
        </ActionButton>
        <ActionButton
          allowed={redeploy}
          isReasonHidden
          variant="secondary"
          size="small"
          aria-label={t('action.redeployOn', { environment: at })}
          onPress={() => onRequest('redeploy')}
        >
          {t('action.redeploy')}
        </ActionButton>
        {onInspect ? (
          <Button
            variant="tertiary"
            size="small"
            aria-label={t('action.inspectOf', { environment: at })}
            onPress={onInspect}
          >
            {t('action.inspect')}
          </Button>
        ) : null}
      </div>
      <Reasons
        actions={[
          [t('action.release'), release],
          [t('action.rollBack'), rollBack],
          [t('action.redeploy'), redeploy],
        ]}
      />
    </div>
  );
}

/** Each reason once, after the names of the buttons that it holds for. */
function Reasons(props: { actions: [name: string, allowed: Allowed][] }) {
  const reasons = new Map<string, string[]>();
  for (const [name, allowed] of props.actions) {
    if (!allowed.allowed) {
      const names = reasons.get(allowed.reason) ?? [];
      reasons.set(allowed.reason, [...names, name.replace('…', '')]);
    }
  }
  return reasons.size === 0 ? null : (
    <ul className={styles.reasons} aria-hidden="true">
      {[...reasons].map(([reason, names]) => (
        <li key={reason}>
          {names.join(', ')}: <NamedText text={reason} isPlain />
        </li>
      ))}
    </ul>
  );
}

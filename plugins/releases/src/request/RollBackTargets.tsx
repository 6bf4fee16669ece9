import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RollBackTarget } from '@stagedoor/plugin-releases-common';
import { Age, Empty } from '@stagedoor/ui-parts';
import { VersionName } from '../shared/VersionName';
import { releasesTranslationRef } from '../translation';
import { ChoiceList } from './ChoiceList';
import styles from './request.module.css';

/** The versions that an environment can return to: those that ran there and are still there. */
export function RollBackTargets(props: {
  targets: readonly RollBackTarget[];
  value: string | undefined;
  onChange: (commit: string) => void;
}) {
  const { targets, value, onChange } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  if (targets.length === 0) {
    return <Empty>{t('rollBack.none')}</Empty>;
  }
  return (
    <ChoiceList
      legend={t('rollBack.legend')}
      value={value}
      onChange={onChange}
      choices={targets.map(target => ({
        id: target.version.commit,
        content: (
          <>
            <span className={styles.choiceHead}>
              <VersionName version={target.version} />
              <small>
                {t('rollBack.ran', { id: String(target.release) })}{' '}
                <Age at={target.at} />
              </small>
            </span>
            <small>{t(`rollBack.from.${target.from}`)}</small>
          </>
        ),
      }))}
    />
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type {
  MatrixEnvironment,
  Preview,
} from '@stagedoor/plugin-releases-common';
import { ApprovalRuleText } from '../changes/ApprovalRuleText';
import { ChangesList } from '../changes/ChangesList';
import { Facts } from '../changes/Facts';
import { HostChanges } from '../changes/HostChanges';
import { ReleaseText } from '../shared/ReleaseText';
import { VersionName } from '../shared/VersionName';
import { releasesTranslationRef } from '../translation';
import styles from './request.module.css';

/** Exactly what a release would do: to which hosts, in which order, with which changes, and what it needs. */
export function PreviewPanel(props: {
  preview: Preview;
  environment: MatrixEnvironment;
  onChooseHosts: () => void;
}) {
  const { preview, environment, onChooseHosts } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const { approvalRule, busy, blockers, changes, hosts } = preview;
  return (
    <div className={styles.preview}>
      <p className={styles.headline}>
        <VersionName version={preview.version} /> <span aria-hidden>→</span>{' '}
        <strong>{environment.title}</strong>
      </p>
      {blockers.length > 0 ? (
        <section role="alert" className={styles.blockers}>
          <h3>{t('preview.blocked')}</h3>
          <ul>
            {blockers.map(blocker => (
              <li key={blocker}>
                <ReleaseText text={blocker} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <HostChanges
        to={preview.version}
        hosts={hosts.map(host => ({ ...host, from: host.runs }))}
        untouched={environment.hosts
          .map(({ ref }) => ref)
          .filter(ref => !hosts.some(host => host.ref === ref))}
        action={
          environment.hosts.length > 1 ? (
            <Button variant="tertiary" size="small" onPress={onChooseHosts}>
              {t('request.chooseHosts')}
            </Button>
          ) : null
        }
      />
      <ChangesList changes={changes} />
      <Facts
        facts={[
          approvalRule && approvalRule.required > 0
            ? {
                term: t('preview.approval'),
                value: <ApprovalRuleText rule={approvalRule} />,
              }
            : {
                term: t('preview.approval'),
                value: t('preview.noApproval'),
              },
          busy && {
            term: t('preview.busy'),
            value: <ReleaseText text={busy.then} />,
          },
          preview.ifItFails !== '' && {
            term: t('preview.ifItFails'),
            value: preview.ifItFails,
          },
          preview.steps.length > 0 && {
            term: t('preview.steps'),
            value: preview.steps.join(' → '),
          },
        ]}
      />
    </div>
  );
}

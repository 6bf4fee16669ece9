import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AccessPreview } from '@stagedoor/plugin-access-common';
import { RuleText } from '../shared/RuleText';
import { accessTranslationRef } from '../translation';
import styles from './ask.module.css';

/** Says beforehand who will have to approve, how long that usually takes, and what stands in the way. */
export function PreviewPanel(props: {
  preview: AccessPreview;
  isOutdated: boolean;
}) {
  const { preview, isOutdated } = props;
  const { rule, blockers, notices } = preview;
  const { t } = useTranslationRef(accessTranslationRef);
  // What is wrong with a field begins with its name in the interface.
  const names: Record<string, string> = {
    account: t('ask.account'),
    minutes: t('ask.for'),
    reason: t('ask.reason'),
    startsAt: t('ask.starts'),
  };
  const nameField = (blocker: string) =>
    blocker.replace(/^\w+(?=: )/, field => names[field] ?? field);
  return (
    <div className={styles.preview} aria-busy={isOutdated}>
      {blockers.length > 0 ? (
        <section role="alert" className={styles.blockers}>
          <h3>{t('ask.blocked')}</h3>
          <ul>
            {blockers.map(blocker => (
              <li key={blocker}>{nameField(blocker)}</li>
            ))}
          </ul>
        </section>
      ) : null}
      {rule ? <RuleText rule={rule} /> : null}
      {notices.length > 0 ? <p>{notices.join(' ')}</p> : null}
    </div>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Approval, Release } from '@stagedoor/plugin-releases-common';
import { Age, Card, Chip, NamedText, PersonName } from '@stagedoor/ui-parts';
import { ApprovalRuleText } from '../../changes/ApprovalRuleText';
import { releasePageTranslationRef } from '../translation';
import styles from './cards.module.css';

/** Who decided what, whether it counts, and who may still decide. */
export function ApprovalsCard(props: { release: Release }) {
  const { approvals, approvalRule, state } = props.release;
  const { t } = useTranslationRef(releasePageTranslationRef);
  if (!approvalRule && approvals.length === 0) {
    return null;
  }
  return (
    <Card title={t('cards.approvals')}>
      {approvals.length > 0 ? (
        <ul className={styles.list}>
          {approvals.map(approval => (
            <Decision key={`${approval.by} ${approval.at}`} {...approval} />
          ))}
        </ul>
      ) : null}
      {approvalRule ? (
        <p className={styles.small}>
          {state === 'awaiting_approval' ? (
            <ApprovalRuleText rule={approvalRule} />
          ) : (
            t('cards.approvalsLine', {
              given: String(approvalRule.given),
              required: String(approvalRule.required),
            })
          )}
        </p>
      ) : null}
    </Card>
  );
}

function Decision(props: Approval) {
  const { by, decision, comment, at, counts } = props;
  const { t } = useTranslationRef(releasePageTranslationRef);
  const isYes = decision === 'approved';
  const tone = isYes ? 'ok' : 'bad';
  return (
    <li>
      <span className={styles.row}>
        <PersonName entityRef={by} />
        <Chip tone={counts.allowed ? tone : 'idle'}>
          {t(isYes ? 'cards.approved' : 'cards.rejected')}
        </Chip>
        <small>
          <Age at={at} />
        </small>
      </span>
      {comment ? <q>{comment}</q> : null}
      {counts.allowed ? null : (
        <small>
          <NamedText
            text={t('cards.doesNotCount', { reason: counts.reason })}
          />
        </small>
      )}
    </li>
  );
}

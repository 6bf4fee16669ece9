import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, TextField } from '@backstage/ui';
import type { AccessRule } from '@stagedoor/plugin-access-common';
import { accessTranslationRef } from '../translation';
import { accountOf, isTicket, type Draft } from './Draft';
import { DurationChoice } from './DurationChoice';
import { HostChoice } from './HostChoice';
import type { HostOption } from './HostOption';
import { ReasonField } from './ReasonField';
import { StartChoice } from './StartChoice';
import styles from './ask.module.css';

/** As long as no policy has answered, a working day can be chosen. */
const mostUntilKnown = 480;

/** Everything that a request says. What can be chosen comes from the policy of the chosen hosts. */
export function AskForm(props: {
  options: readonly HostOption[];
  draft: Draft;
  rule: AccessRule | undefined;
  onChange: (draft: Draft) => void;
}) {
  const { options, draft, rule, onChange } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const account = accountOf(draft, rule);
  const accounts = rule?.accounts ?? (account ? [account] : []);
  const change = (changes: Partial<Draft>) =>
    onChange({ ...draft, ...changes });
  return (
    <div className={styles.form}>
      <HostChoice
        options={options}
        value={draft.hosts}
        onChange={hosts => change({ hosts })}
      />
      <Select
        label={t('ask.account')}
        placeholder={t('ask.accountLater')}
        isDisabled={accounts.length === 0}
        options={accounts.map(name => ({ id: name, label: name }))}
        selectedKey={account ?? null}
        onSelectionChange={key => change({ account: String(key) })}
      />
      <DurationChoice
        mostMinutes={rule?.mostMinutes ?? mostUntilKnown}
        value={draft.minutes}
        onChange={minutes => change({ minutes })}
      />
      <StartChoice
        value={draft.startsAt}
        onChange={startsAt => change({ startsAt })}
      />
      <ReasonField
        rule={rule}
        value={draft.reason}
        onChange={reason => change({ reason })}
      />
      <TextField
        label={t('ask.ticket')}
        description={
          isTicket(draft.ticket.trim()) ? undefined : t('ask.ticketWrong')
        }
        placeholder="https://"
        value={draft.ticket}
        onChange={ticket => change({ ticket })}
      />
    </div>
  );
}

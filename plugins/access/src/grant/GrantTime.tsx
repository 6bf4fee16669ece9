import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { GrantSummary } from '@stagedoor/plugin-access-common';
import { Age } from '@stagedoor/ui-parts';
import { TimeLeft } from '../shared/TimeLeft';
import { grantTranslationRef } from './translation';

/** How long access lasts still, when it begins, or how long ago it ended. */
export function GrantTime(props: {
  grant: Pick<GrantSummary, 'state' | 'startsAt' | 'endsAt' | 'endedAt'>;
}) {
  const { state, startsAt, endsAt, endedAt } = props.grant;
  const { t } = useTranslationRef(grantTranslationRef);
  switch (state) {
    case 'active':
      return <TimeLeft until={endsAt} />;
    case 'scheduled':
      return (
        <span>
          {t('begins')} <Age at={startsAt} />
        </span>
      );
    default:
      return (
        <small>
          <Age at={endedAt ?? endsAt} />
        </small>
      );
  }
}

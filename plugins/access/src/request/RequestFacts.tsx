import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { AccessRequestSummary } from '@stagedoor/plugin-access-common';
import { Age, describeMoment, EntityName } from '@stagedoor/ui-parts';
import { describeMinutes } from '../shared/describeMinutes';
import { Facts } from '../shared/Facts';
import { HostNames } from '../shared/HostNames';
import { accessTranslationRef } from '../translation';

/** What a request says. */
export function RequestFacts(props: { request: AccessRequestSummary }) {
  const { request } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const { startsAt, component, ticket } = request;
  // More time begins when that which there is ends.
  const isMore = request.extends !== undefined;
  const begin = startsAt
    ? describeMoment(new Date(startsAt))
    : t('facts.onApproval');
  return (
    <Facts
      facts={[
        [t('facts.hosts'), <HostNames hosts={request.hosts} />],
        [t('facts.account'), request.account],
        [
          t(isMore ? 'facts.more' : 'facts.for'),
          describeMinutes(request.minutes),
        ],
        [t('facts.starts'), isMore ? undefined : begin],
        [t('facts.reason'), request.reason],
        [
          t('facts.ticket'),
          ticket ? (
            <Link href={ticket} target="_blank" rel="noreferrer noopener">
              {ticket}
            </Link>
          ) : undefined,
        ],
        [
          t('facts.component'),
          component ? <EntityName entityRef={component} /> : undefined,
        ],
        [
          t('facts.expires'),
          request.state === 'pending' ? (
            <Age at={request.expiresAt} />
          ) : undefined,
        ],
      ]}
    />
  );
}

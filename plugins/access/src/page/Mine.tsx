import {
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import type { GrantSummary } from '@stagedoor/plugin-access-common';
import { Empty, useLoad } from '@stagedoor/ui-parts';
import { useCallback, useReducer } from 'react';
import { useAccessPages } from '../api/useAccessPages';
import { GrantCard } from '../grant/GrantCard';
import { useGrantDialog } from '../grant/useGrantDialog';
import { RequestLine } from '../request/RequestLine';
import { useReviewDialog } from '../review/useReviewDialog';
import { WaitingLine } from '../review/WaitingLine';
import { useTerminateDialog } from '../session/useTerminateDialog';
import { Section } from '../shared/Section';
import { accessTranslationRef } from '../translation';

/** What waits for the person, what they hold, and what they asked for. */
export function Mine(props: { version: number }) {
  // What is done here is seen at once, even where nothing is heard of changes.
  const [done, countDone] = useReducer((count: number) => count + 1, 0);
  const version = props.version + done;
  const { t } = useTranslationRef(accessTranslationRef);
  const waiting = useAccessPages(
    'listRequests',
    { waitsForMe: 'true' },
    version,
  );
  const grants = useAccessPages(
    'listGrants',
    { mine: 'true', state: ['active', 'scheduled'] },
    version,
  );
  const [review, reviewDialog] = useReviewDialog(countDone);
  const [act, grantDialog] = useGrantDialog(countDone);
  const [endSession, sessionDialog] = useTerminateDialog(countDone);
  return (
    <>
      <Section
        title={t('page.waiting')}
        list={waiting}
        isUrgent
        empty={t('page.nothingWaits')}
        keyOf={request => request.id}
      >
        {request => <WaitingLine request={request} onReview={review} />}
      </Section>
      <Section
        title={t('page.mine')}
        list={{ ...grants, items: grants.items?.toSorted(byUse) }}
        empty={
          <Empty title={t('page.noAccess')}>{t('page.noAccessWhy')}</Empty>
        }
        keyOf={grant => grant.id}
      >
        {grant => (
          <GrantCard
            summary={grant}
            version={version}
            onAct={act}
            onEndSession={endSession}
          />
        )}
      </Section>
      <MyRequests version={version} />
      {reviewDialog}
      {grantDialog}
      {sessionDialog}
    </>
  );
}

/** What can be used now comes before what lies ahead. */
function byUse(a: GrantSummary, b: GrantSummary): number {
  return Number(a.state !== 'active') - Number(b.state !== 'active');
}

function MyRequests(props: { version: unknown }) {
  const identityApi = useApi(identityApiRef);
  const { value: me } = useLoad(
    useCallback(async () => {
      const { userEntityRef } = await identityApi.getBackstageIdentity();
      return userEntityRef;
    }, [identityApi]),
  );
  return me ? <RequestsOf person={me} version={props.version} /> : null;
}

function RequestsOf(props: { person: string; version: unknown }) {
  const { person, version } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const requests = useAccessPages(
    'listRequests',
    { requestedBy: person, limit: 10 },
    version,
  );
  return (
    <Section
      title={t('page.requests')}
      list={requests}
      empty={t('page.noRequests')}
      keyOf={request => request.id}
    >
      {request => <RequestLine request={request} isMine />}
    </Section>
  );
}

import {
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  requestLifecycle,
  type AccessRequest,
  type Review,
} from '@stagedoor/plugin-access-common';
import { Age, Card, Chip, PersonName } from '@stagedoor/ui-parts';
import { useAccess } from '../api/useAccess';
import { GrantTime } from '../grant/GrantTime';
import { useAccessSignal } from '../live/useAccessSignal';
import { requestRouteRef } from '../routes';
import { consequenceTranslationRef } from '../review/translation';
import { SessionsOfGrant } from '../session/SessionsOfGrant';
import { describeMinutes } from '../shared/describeMinutes';
import { Frame } from '../shared/Frame';
import { nameHosts } from '../shared/HostNames';
import { readId } from '../shared/readId';
import { RuleText } from '../shared/RuleText';
import { GrantStateChip, RequestStateChip } from '../shared/StateChip';
import { Timeline } from '../shared/Timeline';
import { usePaths } from '../shared/usePaths';
import { accessTranslationRef } from '../translation';
import { RequestActions } from './RequestActions';
import { RequestFacts } from './RequestFacts';
import styles from '../shared/shared.module.css';

/** The page of one request: what was asked for, who decided, and what it led to. */
export function RequestPage() {
  const id = readId(useRouteRefParams(requestRouteRef).id);
  return <ShownRequest key={id} id={id} />;
}

/** One request, read anew whenever it may have changed. */
export function ShownRequest(props: { id: number }) {
  const { id } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const version = useAccessSignal();
  const loaded = useAccess('getRequest', { params: { id } }, version);
  return (
    <Frame title={t('request.title', { id: String(id) })} loaded={loaded}>
      {request => (
        <RequestView
          request={request}
          version={version}
          onChange={loaded.reload}
        />
      )}
    </Frame>
  );
}

function RequestView(props: {
  request: AccessRequest;
  version: unknown;
  onChange: () => void;
}) {
  const { request, version, onChange } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const grant = request.grant ?? request.extends;
  // The chip has said so; what is said besides is shown.
  const isPlain =
    request.outcome === requestLifecycle.states[request.state].title;
  return (
    <>
      <header className={styles.head}>
        <h1>{t('request.title', { id: String(request.id) })}</h1>
        <RequestStateChip state={request.state} />
        <small>
          <PersonName entityRef={request.requestedBy} />,{' '}
          <Age at={request.requestedAt} />
        </small>
      </header>
      {request.outcome && !isPlain ? (
        <p className={styles.reason}>{request.outcome}</p>
      ) : null}
      {grant === undefined ? null : (
        <AccessOf request={request} grant={grant} version={version} />
      )}
      <RequestActions request={request} onChange={onChange} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <Card title={t('request.asked')}>
            <RequestFacts request={request} />
          </Card>
          {grant === undefined ? null : (
            <SessionsOfGrant grant={grant} version={version} />
          )}
          <Timeline entries={request.timeline} />
        </div>
        <Reviews request={request} />
      </div>
    </>
  );
}

/** The way to the access that a request opened or would prolong, and what became of it. */
function AccessOf(props: {
  request: AccessRequest;
  grant: number;
  version: unknown;
}) {
  const { request, grant: id, version } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const paths = usePaths();
  const { value: grant } = useAccess('getGrant', { params: { id } }, version);
  return (
    <div className={styles.row}>
      <Link href={paths.grant(id)}>
        {t(
          request.extends === undefined
            ? 'request.toGrant'
            : 'request.toProlonged',
          { id: String(id) },
        )}
      </Link>
      {grant ? (
        <>
          <GrantStateChip state={grant.state} />
          <GrantTime grant={grant} />
        </>
      ) : null}
    </div>
  );
}

function Reviews(props: { request: AccessRequest }) {
  const { request } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  return (
    <Card title={t('request.reviews')}>
      {request.state === 'pending' ? <RuleText rule={request.rule} /> : null}
      <ul className={styles.list}>
        {request.reviews.map(review => (
          <li key={`${review.by} ${review.at}`} className={styles.stacked}>
            <span className={styles.row}>
              <PersonName entityRef={review.by} />
              <Chip
                tone={review.counts.allowed ? toneOf[review.decision] : 'idle'}
              >
                {t(`request.${review.decision}`)}
              </Chip>
              <small>
                <Age at={review.at} />
              </small>
            </span>
            <ReviewCut review={review} request={request} />
            {review.comment ? <q>{review.comment}</q> : null}
            {review.counts.allowed ? null : (
              <small>
                {t('request.doesNotCount', { reason: review.counts.reason })}
              </small>
            )}
          </li>
        ))}
      </ul>
      {request.reviews.length === 0 ? (
        <p className={styles.after}>{t('request.noReviews')}</p>
      ) : null}
    </Card>
  );
}

/** What an approver cut a request down to. */
function ReviewCut(props: { review: Review; request: AccessRequest }) {
  const { minutes, hosts } = props.review;
  const { t } = useTranslationRef(consequenceTranslationRef);
  const kept = props.request.hosts.filter(({ ref }) => hosts?.includes(ref));
  const cuts = [
    ...(minutes === undefined
      ? []
      : [t('cutTo', { duration: describeMinutes(minutes) })]),
    ...(kept.length === 0 ? [] : [t('cutOn', { hosts: nameHosts(kept) })]),
  ];
  return cuts.length > 0 ? <span>{cuts.join(', ')}</span> : null;
}

const toneOf = { approved: 'ok', denied: 'bad' } as const;

import {
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { Certificate, Grant } from '@stagedoor/plugin-access-common';
import {
  Age,
  Card,
  Chip,
  describeMoment,
  PersonName,
} from '@stagedoor/ui-parts';
import { Fragment } from 'react';
import { useAccess } from '../api/useAccess';
import { useAccessSignal } from '../live/useAccessSignal';
import { grantRouteRef } from '../routes';
import { SessionsOfGrant } from '../session/SessionsOfGrant';
import { Facts } from '../shared/Facts';
import { Frame } from '../shared/Frame';
import { HostNames } from '../shared/HostNames';
import { readId } from '../shared/readId';
import { GrantStateChip } from '../shared/StateChip';
import { TimeLeft } from '../shared/TimeLeft';
import { Timeline } from '../shared/Timeline';
import { usePaths } from '../shared/usePaths';
import { accessTranslationRef } from '../translation';
import { GrantActions } from './GrantActions';
import { HowToUse } from './GrantCard';
import { GrantTime } from './GrantTime';
import { useGrantDialog } from './useGrantDialog';
import styles from '../shared/shared.module.css';

/** The page of one grant: who holds it, how it was used, and how it ended. */
export function GrantPage() {
  const id = readId(useRouteRefParams(grantRouteRef).id);
  return <ShownGrant key={id} id={id} />;
}

/** One grant, read anew whenever it may have changed. */
export function ShownGrant(props: { id: number }) {
  const { id } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const version = useAccessSignal();
  const loaded = useAccess('getGrant', { params: { id } }, version);
  const [act, dialog] = useGrantDialog(loaded.reload);
  return (
    <Frame title={t('grant.title', { id: String(id) })} loaded={loaded}>
      {grant => (
        <>
          <header className={styles.head}>
            <h1>{t('grant.title', { id: String(id) })}</h1>
            <GrantStateChip state={grant.state} />
            <GrantTime grant={grant} />
            {grant.propagation === 'pending' ? (
              <Chip tone="unk" title={t('grant.pendingMeaning')}>
                {t('grant.pending')}
              </Chip>
            ) : null}
          </header>
          {grant.endedBecause ? (
            <p className={styles.reason}>
              {grant.endedBy ? (
                <>
                  <PersonName entityRef={grant.endedBy} />:{' '}
                </>
              ) : null}
              {grant.endedBecause}
            </p>
          ) : null}
          <GrantActions grant={grant} onAct={act} />
          <div className={styles.columns}>
            <div className={styles.column}>
              {grant.actions.giveBack.allowed ? (
                <Card title={t('grant.howTo')}>
                  <HowToUse grant={grant} onChange={loaded.reload} />
                </Card>
              ) : null}
              <SessionsOfGrant grant={grant.id} version={version} />
              <Certificates grant={grant} />
            </div>
            <div className={styles.column}>
              <GrantFacts grant={grant} />
              <Timeline entries={grant.timeline} />
            </div>
          </div>
          {dialog}
        </>
      )}
    </Frame>
  );
}

function GrantFacts(props: { grant: Grant }) {
  const { grant } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const paths = usePaths();
  const isOver = grant.endedAt !== undefined;
  return (
    <Card title={t('grant.facts')}>
      <Facts
        facts={[
          [t('facts.holder'), <PersonName entityRef={grant.holder} />],
          [t('facts.hosts'), <HostNames hosts={grant.hosts} />],
          [t('facts.account'), grant.account],
          [t('facts.reason'), grant.reason],
          [
            t('facts.approvedBy'),
            grant.approvedBy.map((ref, index) => (
              <Fragment key={ref}>
                {index > 0 ? ', ' : null}
                <PersonName entityRef={ref} />
              </Fragment>
            )),
          ],
          [
            t(isOver ? 'facts.started' : 'facts.starts'),
            describeMoment(new Date(grant.startsAt)),
          ],
          [
            t(isOver ? 'facts.ended' : 'facts.ends'),
            describeMoment(new Date(grant.endedAt ?? grant.endsAt)),
          ],
          [
            t('facts.request'),
            <Link href={paths.request(grant.request)}>#{grant.request}</Link>,
          ],
        ]}
      />
    </Card>
  );
}

/** How long a certificate is good for, or why it no longer is. */
function Fate(props: Pick<Certificate, 'validTo' | 'revokedAt'>) {
  const { validTo, revokedAt } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  if (revokedAt) {
    return (
      <>
        {t('grant.certificateRevoked')} <Age at={revokedAt} />
      </>
    );
  }
  return Date.parse(validTo) > Date.now() ? (
    <TimeLeft until={validTo} />
  ) : (
    <>
      {t('grant.certificateOver')} <Age at={validTo} />
    </>
  );
}

function Certificates(props: { grant: Grant }) {
  const { certificates } = props.grant;
  const { t } = useTranslationRef(accessTranslationRef);
  return (
    <Card title={t('grant.certificates')}>
      {certificates.length === 0 ? (
        <p className={styles.quiet}>{t('grant.noCertificates')}</p>
      ) : null}
      <ul className={styles.list}>
        {certificates.map(
          ({ serial, fingerprint, issuedAt, validTo, revokedAt }) => (
            <li key={serial} className={styles.stacked}>
              <code>{fingerprint}</code>
              <small>
                {t('grant.serial', { serial })} <Age at={issuedAt} />,{' '}
                <Fate validTo={validTo} revokedAt={revokedAt} />
              </small>
            </li>
          ),
        )}
      </ul>
    </Card>
  );
}

import {
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Link } from '@backstage/ui';
import type { Session } from '@stagedoor/plugin-access-common';
import {
  Card,
  describeDuration,
  describeMoment,
  Empty,
  EntityName,
  PersonName,
} from '@stagedoor/ui-parts';
import { Fragment } from 'react';
import { useAccess } from '../api/useAccess';
import { useAccessSignal } from '../live/useAccessSignal';
import { sessionRouteRef } from '../routes';
import { Facts } from '../shared/Facts';
import { Frame } from '../shared/Frame';
import { SessionStateChip } from '../shared/StateChip';
import { usePaths } from '../shared/usePaths';
import { accessTranslationRef } from '../translation';
import { Recording } from './Recording';
import { useTerminateDialog } from './useTerminateDialog';
import styles from '../shared/shared.module.css';
import sessionStyles from './session.module.css';

/** The page of one session: what was seen on the terminal, and the facts about it. */
export function SessionPage() {
  const { id } = useRouteRefParams(sessionRouteRef);
  return <ShownSession key={id} id={id} />;
}

/** One session, read anew whenever it may have changed. */
export function ShownSession(props: { id: string }) {
  const { id } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const loaded = useAccess('getSession', { params: { id } }, useAccessSignal());
  return (
    <Frame title={t('session.page')} loaded={loaded}>
      {session => <SessionView session={session} onChange={loaded.reload} />}
    </Frame>
  );
}

function SessionView(props: { session: Session; onChange: () => void }) {
  const { session, onChange } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const { recording, actions } = session;
  const [end, dialog] = useTerminateDialog(onChange);
  return (
    <>
      <header className={styles.head}>
        <h1>
          {t('session.line', {
            host: session.host.name,
            account: session.account,
          })}
        </h1>
        <SessionStateChip state={session.state} />
        {session.state === 'active' && actions.terminate.allowed ? (
          <div className={styles.actions}>
            <Button
              variant="secondary"
              destructive
              onPress={() => end(session)}
            >
              {t('session.end')}
            </Button>
          </div>
        ) : null}
      </header>
      {recording.state === 'torn' ? (
        <p role="alert" className={sessionStyles.torn}>
          {t('replay.torn')} {recording.problem}
        </p>
      ) : null}
      <div className={styles.columns}>
        {recording.state === 'none' ? (
          <Empty title={t('replay.none')}>{recording.problem}</Empty>
        ) : null}
        {recording.state !== 'none' && actions.replay.allowed ? (
          <Recording session={session} onChange={onChange} />
        ) : null}
        {recording.state !== 'none' && !actions.replay.allowed ? (
          <Empty title={t('replay.denied')}>{actions.replay.reason}</Empty>
        ) : null}
        <SessionFacts session={session} />
      </div>
      {dialog}
    </>
  );
}

function SessionFacts(props: { session: Session }) {
  const { session } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const paths = usePaths();
  // Who may see a session may as a rule see its grant; where not, its facts are left out.
  const { value: grant } = useAccess('getGrant', {
    params: { id: session.grant },
  });
  return (
    <Card title={t('grant.facts')}>
      <Facts
        facts={[
          [t('facts.holder'), <PersonName entityRef={session.holder} />],
          [
            t('facts.host'),
            <EntityName entityRef={session.host.ref}>
              {session.host.name}
            </EntityName>,
          ],
          [t('facts.account'), session.account],
          [t('facts.from'), session.from],
          [
            t('facts.command'),
            session.command === undefined ? undefined : (
              <code>{session.command}</code>
            ),
          ],
          [t('facts.started'), describeMoment(new Date(session.startedAt))],
          [
            t('facts.ended'),
            session.endedAt
              ? describeMoment(new Date(session.endedAt))
              : undefined,
          ],
          [t('facts.endedBecause'), session.endedBecause],
          [
            t('facts.exitCode'),
            session.exitCode === undefined
              ? undefined
              : String(session.exitCode),
          ],
          [
            t('facts.recorded'),
            describeDuration(session.recording.seconds * 1000),
          ],
          [
            t('facts.grant'),
            <Link href={paths.grant(session.grant)}>#{session.grant}</Link>,
          ],
          [
            t('facts.request'),
            <Link href={paths.request(session.request)}>
              #{session.request}
            </Link>,
          ],
          [t('facts.reason'), grant?.reason],
          [
            t('facts.approvedBy'),
            grant?.approvedBy.map((ref, index) => (
              <Fragment key={ref}>
                {index > 0 ? ', ' : null}
                <PersonName entityRef={ref} />
              </Fragment>
            )),
          ],
        ]}
      />
    </Card>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Link } from '@backstage/ui';
import type { Session } from '@stagedoor/plugin-access-common';
import { Age, Elapsed, PersonName } from '@stagedoor/ui-parts';
import { SessionStateChip } from '../shared/StateChip';
import { usePaths } from '../shared/usePaths';
import { accessTranslationRef } from '../translation';
import styles from '../shared/shared.module.css';

/** One session in a list, with the ways to watch, replay and end it. */
export function SessionLine(props: {
  session: Session;
  /** Leaves out who it is of, where that is known. */
  isOfOnePerson?: boolean;
  onEnd: (session: Session) => void;
}) {
  const { session, isOfOnePerson, onEnd } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const paths = usePaths();
  const isLive = session.state === 'active';
  const names = { host: session.host.name };
  return (
    <div className={styles.row}>
      <span className={styles.state}>
        <SessionStateChip state={session.state} />
      </span>
      <div className={styles.text}>
        <span>
          <Link href={paths.session(session.id)}>
            <b>
              {t('session.line', {
                host: session.host.name,
                account: session.account,
              })}
            </b>
          </Link>{' '}
          {session.command ? <code>{session.command}</code> : null}
        </span>
        <small>
          {isOfOnePerson ? null : (
            <>
              <PersonName entityRef={session.holder} />,{' '}
            </>
          )}
          <Age at={session.startedAt} />
          {session.endedAt || isLive ? (
            <>
              , <Elapsed from={session.startedAt} to={session.endedAt} />
            </>
          ) : null}
          {session.recording.state === 'torn' ? `, ${t('session.torn')}` : null}
        </small>
      </div>
      <div className={styles.actions}>
        {session.actions.replay.allowed &&
        session.recording.state !== 'none' ? (
          <ButtonLink
            variant="secondary"
            size="small"
            href={paths.session(session.id)}
            aria-label={t(
              isLive ? 'session.watchOn' : 'session.replayOn',
              names,
            )}
          >
            {t(isLive ? 'session.watch' : 'session.replay')}
          </ButtonLink>
        ) : null}
        {isLive && session.actions.terminate.allowed ? (
          <Button
            variant="secondary"
            size="small"
            destructive
            aria-label={t('session.endOn', names)}
            onPress={() => onEnd(session)}
          >
            {t('session.end')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

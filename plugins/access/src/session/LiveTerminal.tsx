import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Session } from '@stagedoor/plugin-access-common';
import { Chip, ErrorNote, type Tone } from '@stagedoor/ui-parts';
import { useEffect, useRef, useState } from 'react';
import { accessApiRef } from '../api/accessApiRef';
import { followSession, type LiveConnection } from './followSession';
import { createLiveSource } from './liveSource';
import type { CreatePlayer } from './loadPlayer';
import { watchTranslationRef } from './translation';
import { usePlayer } from './usePlayer';
import shared from '../shared/shared.module.css';
import styles from './session.module.css';

const toneOf: Readonly<Record<LiveConnection, Tone>> = {
  connecting: 'idle',
  live: 'run',
  waiting: 'warn',
  over: 'idle',
};

/** The terminal of somebody who is logged in, as they see it. What they type is not shown, only what it does. */
export function LiveTerminal(props: {
  session: Session;
  /** From the beginning, as far as it is recorded. */
  onReplay: () => void;
  onOver: () => void;
  /** Another player, for tests. */
  load?: () => Promise<CreatePlayer>;
}) {
  const { session, onReplay, onOver, load } = props;
  const { t } = useTranslationRef(watchTranslationRef);
  const api = useApi(accessApiRef);
  const place = useRef<HTMLDivElement>(null);
  const [player, playerError] = usePlayer(load);
  const [{ connection, problem }, setConnection] = useState<{
    connection: LiveConnection;
    problem?: unknown;
  }>({ connection: 'connecting' });
  const { id } = session;

  useEffect(() => {
    if (!player || !place.current) {
      return undefined;
    }
    const controller = new AbortController();
    const source = createLiveSource(onLine => {
      void followSession({
        api,
        session: id,
        onLine,
        onConnection: (next, error) =>
          setConnection({ connection: next, problem: error }),
        signal: controller.signal,
      });
      return () => controller.abort();
    });
    const made = player.create(source, place.current, {
      autoPlay: true,
      controls: false,
      fit: 'width',
      terminalFontFamily: 'var(--sd-mono)',
    });
    return () => {
      controller.abort();
      made.dispose();
    };
  }, [api, player, id]);

  const isOver = connection === 'over';
  useEffect(() => {
    if (isOver) {
      onOver();
    }
  }, [isOver, onOver]);

  return (
    <div className={shared.column}>
      <ErrorNote error={playerError} lead={t('noPlayer')} />
      <div
        ref={place}
        role="group"
        aria-label={t('terminal', { host: session.host.name })}
        className={styles.terminal}
      />
      <div className={styles.live}>
        <span role="status">
          <Chip tone={toneOf[connection]} title={t(`meaning.${connection}`)}>
            {t(`${connection}`)}
          </Chip>
        </span>
        <Button variant="secondary" size="small" onPress={onReplay}>
          {t(isOver ? 'replay' : 'fromBeginning')}
        </Button>
      </div>
      <ErrorNote
        error={problem}
        lead={connection === 'waiting' ? t('meaning.waiting') : undefined}
      />
    </div>
  );
}

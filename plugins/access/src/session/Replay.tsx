import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Checkbox, Select } from '@backstage/ui';
import type { Session } from '@stagedoor/plugin-access-common';
import {
  ErrorNote,
  Loading,
  useCopy,
  useQueryInUrl,
} from '@stagedoor/ui-parts';
import { useEffect, useRef, useState } from 'react';
import { ErrorPanel } from '../shared/ErrorPanel';
import { accessTranslationRef } from '../translation';
import type { CreatePlayer } from './loadPlayer';
import { readMomentInAddress } from './moments';
import { RecordingSearch } from './RecordingSearch';
import {
  ReplayTerminal,
  type Mark,
  type ReplayControl,
} from './ReplayTerminal';
import { watchTranslationRef } from './translation';
import { useCast } from './useCast';
import shared from '../shared/shared.module.css';
import styles from './session.module.css';

const speeds = [1, 2, 4, 8];
const none: readonly Mark[] = [];

/** Replays a session: faster, without its pauses, from what was searched for, and from the moment of a link. */
export function Replay(props: {
  session: Session;
  /** Shows what happens now instead; absent if nothing does. */
  onWatch?: () => void;
  /** The recording turned out to be torn where nobody knew. */
  onTorn?: () => void;
  load?: () => Promise<CreatePlayer>;
}) {
  const { session, onWatch, onTorn, load } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const { t: tWatch } = useTranslationRef(watchTranslationRef);
  const [query, change] = useQueryInUrl();
  const [startAt] = useState(() => readMomentInAddress(query));
  const [speed, setSpeed] = useState(1);
  const [skipsPauses, setSkipping] = useState(true);
  const [marks, setMarks] = useState(none);
  const [isCopied, copy] = useCopy();
  const control = useRef<ReplayControl>(null);
  const { cast, isWhole, isTorn, error, reload } = useCast(session);

  useEffect(() => {
    if (isTorn) {
      onTorn?.();
    }
  }, [isTorn, onTorn]);

  // The beginning alone does not have the moment of a link.
  if (cast === undefined || (!isWhole && startAt > 0)) {
    return error === undefined ? (
      <Loading label={t('replay.loading')} lines={6} />
    ) : (
      <ErrorPanel
        subject={t('replay.recording')}
        error={error}
        onRetry={reload}
      />
    );
  }
  const copyMoment = () => {
    const moment = Math.floor(control.current?.now() ?? 0);
    change({ t: moment > 0 ? String(moment) : undefined });
    copy(window.location.href);
  };
  return (
    <div className={shared.column}>
      <ReplayTerminal
        cast={cast}
        label={t('replay.terminal', { host: session.host.name })}
        startAt={startAt}
        speed={speed}
        skipsPauses={skipsPauses}
        marks={marks}
        control={control}
        load={load}
      />
      {isWhole ? null : (
        <p role="status" className={shared.quiet}>
          {error === undefined ? tWatch('rest') : null}
          <ErrorNote error={error} lead={tWatch('restFailed')} />
        </p>
      )}
      <div className={styles.controls}>
        <div className={styles.speed}>
          <Select
            aria-label={t('replay.speed')}
            size="small"
            options={speeds.map(value => ({
              id: String(value),
              label: t('replay.times', { speed: String(value) }),
            }))}
            selectedKey={String(speed)}
            onSelectionChange={key => setSpeed(Number(key))}
          />
        </div>
        <Checkbox isSelected={skipsPauses} onChange={setSkipping}>
          {t('replay.skip')}
        </Checkbox>
        <Button variant="secondary" size="small" onPress={copyMoment}>
          {t(isCopied ? 'replay.copied' : 'replay.copyMoment')}
        </Button>
        {onWatch ? (
          <Button variant="secondary" size="small" onPress={onWatch}>
            {tWatch('watch')}
          </Button>
        ) : null}
      </div>
      <RecordingSearch
        session={session.id}
        onMarks={setMarks}
        onSeek={seconds => control.current?.seek(seconds)}
      />
    </div>
  );
}

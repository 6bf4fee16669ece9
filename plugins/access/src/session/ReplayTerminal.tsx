import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  type Ref,
} from 'react';
import { ErrorNote } from '@stagedoor/ui-parts';
import { accessTranslationRef } from '../translation';
import type { CreatePlayer } from './loadPlayer';
import { TimeScale } from './TimeScale';
import { usePlayer } from './usePlayer';
import styles from './session.module.css';

/** Longer pauses are cut to this when pauses are skipped, in seconds. */
const longestPause = 2;

/** The player may stop just before what happens at a moment: it is to be seen. In seconds. */
const justAfter = 0.01;

/** What can be told to the terminal, in seconds of the session. */
export interface ReplayControl {
  seek: (seconds: number) => void;
  now: () => number;
}

/** A moment to mark on the time bar. */
export interface Mark {
  at: number;
  text: string;
}

/**
 * The terminal as it was. The player takes its speed, its pauses and its marks only when it is made, so that it is made
 * again with others, at the moment where it was, and plays on if it did.
 */
export function ReplayTerminal(props: {
  cast: string;
  label: string;
  startAt: number;
  speed: number;
  skipsPauses: boolean;
  marks: readonly Mark[];
  control: Ref<ReplayControl>;
  /** Another player, for tests. */
  load?: () => Promise<CreatePlayer>;
}) {
  const { cast, label, startAt, speed, skipsPauses, marks } = props;
  const { control, load } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const place = useRef<HTMLDivElement>(null);
  const player = useRef<ReturnType<CreatePlayer>>();
  const scale = useRef<TimeScale>();
  const at = useRef(startAt);
  const isPlaying = useRef(false);
  const showsPoster = useRef(false);
  const [loaded, error] = usePlayer(load);

  const jump = useCallback(async (moment: number) => {
    const made = player.current;
    if (showsPoster.current) {
      showsPoster.current = false;
      // The player wipes its picture away, and shows only what comes after it: it has to begin anew.
      await made?.seek(0);
    }
    await made?.seek(moment + justAfter);
  }, []);
  // Its picture of the end is no place where anybody has been.
  const now = () =>
    player.current && scale.current && !showsPoster.current
      ? scale.current.toSession(player.current.getCurrentTime())
      : at.current;
  useImperativeHandle(control, () => ({
    now,
    seek: seconds => {
      at.current = seconds;
      const moment = scale.current?.toPlayer(seconds) ?? seconds;
      void jump(moment);
    },
  }));

  const pause = skipsPauses ? longestPause : undefined;
  const clock = useMemo(() => new TimeScale(cast, pause), [cast, pause]);
  useEffect(() => {
    if (!loaded || !place.current) {
      return undefined;
    }
    const isResting = !isPlaying.current;
    const isAtBeginning = at.current === 0;
    const made = loaded.create({ data: cast }, place.current, {
      startAt: at.current,
      autoPlay: isPlaying.current,
      speed,
      idleTimeLimit: pause,
      // It cuts pauses before it sets marks: they are on its own clock, unlike where to start.
      markers: marks.map(mark => [clock.toPlayer(mark.at), mark.text]),
      fit: 'width',
      preload: isAtBeginning,
      // At the beginning, what it led to is a better picture than an empty screen.
      poster: isAtBeginning
        ? `npt:${clock.toPlayer(clock.seconds) + justAfter}`
        : undefined,
      controls: true,
      terminalFontFamily: 'var(--sd-mono)',
    });
    made.addEventListener('seeked', () => {
      if (player.current !== made || !showsPoster.current) {
        return;
      }
      const moment = made.getCurrentTime();
      if (moment < clock.toPlayer(clock.seconds)) {
        showsPoster.current = false;
      } else {
        // Somebody pulled the time bar to its end.
        void jump(moment);
      }
    });
    for (const event of ['play', 'pause', 'ended'] as const) {
      made.addEventListener(event, () => {
        // What a player says while it is taken away is not what the person wants.
        if (player.current === made) {
          isPlaying.current = event === 'play';
          showsPoster.current = false;
        }
      });
    }
    player.current = made;
    scale.current = clock;
    showsPoster.current = isAtBeginning && isResting;
    if (isResting && !isAtBeginning) {
      void made.seek(clock.toPlayer(at.current) + justAfter);
    }
    return () => {
      at.current = showsPoster.current
        ? at.current
        : clock.toSession(made.getCurrentTime()) || at.current;
      player.current = undefined;
      made.dispose();
    };
  }, [loaded, cast, clock, pause, speed, marks, jump]);

  return (
    <>
      <ErrorNote error={error} lead={t('replay.noPlayer')} />
      <div
        ref={place}
        role="group"
        aria-label={label}
        className={styles.terminal}
      />
    </>
  );
}

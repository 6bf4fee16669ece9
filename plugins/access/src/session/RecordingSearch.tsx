import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField } from '@backstage/ui';
import { ErrorNote, useLoad, useSettled } from '@stagedoor/ui-parts';
import { useCallback, useEffect, useState } from 'react';
import { accessApiRef } from '../api/accessApiRef';
import { accessTranslationRef } from '../translation';
import { writeClock } from './moments';
import type { Mark } from './ReplayTerminal';
import styles from './session.module.css';

const settleMs = 300;

/** Finds text in a recording: the hits are marks on the time bar, and a list to jump from. */
export function RecordingSearch(props: {
  session: string;
  onMarks: (marks: readonly Mark[]) => void;
  onSeek: (seconds: number) => void;
}) {
  const { session, onMarks, onSeek } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const api = useApi(accessApiRef);
  const [text, setText] = useState('');
  const search = useSettled(text.trim(), settleMs);
  const { value, error, isLoading } = useLoad(
    useCallback(
      async signal =>
        search === ''
          ? undefined
          : api.call(
              'searchRecording',
              { params: { id: session }, query: { search } },
              { signal },
            ),
      [api, session, search],
    ),
  );
  const hits = value?.items;
  useEffect(() => onMarks(hits ?? []), [hits, onMarks]);
  return (
    <div className={styles.search}>
      <SearchField
        aria-label={t('replay.search')}
        placeholder={t('replay.search')}
        size="small"
        value={text}
        onChange={next => setText(next.slice(0, 200))}
      />
      <ErrorNote error={error} />
      {isLoading && search !== '' && !hits ? (
        <p role="status">{t('replay.searching')}</p>
      ) : null}
      {hits ? (
        <p role="status">
          {hits.length === 0
            ? t('replay.noHits')
            : t('replay.hits', { count: hits.length })}
          {value?.more ? ` ${t('replay.moreHits')}` : null}
          {value?.tornAt === undefined ? null : (
            <b>
              {' '}
              {t('replay.searchTorn', { moment: writeClock(value.tornAt) })}
            </b>
          )}
        </p>
      ) : null}
      <ol>
        {hits?.map((hit, index) => (
          <li key={index}>
            <button type="button" onClick={() => onSeek(hit.at)}>
              <time>{writeClock(hit.at)}</time> <code>{hit.text}</code>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ReactNode } from 'react';
import { DownloadButton } from './DownloadButton';
import type { Grouping, LogView } from './groupLines';
import styles from './LogPanel.module.css';
import { ToolMenu } from './ToolMenu';
import { logTranslationRef } from './translation';
import type { LogTools } from './useLogView';

/** What of the log is shown and how, in one line. */
export function LogToolbar(props: {
  release: number;
  hosts: readonly string[];
  view: LogView;
  tools: LogTools;
  stepTitle?: string;
  onStepClear: () => void;
  onFoldAll: () => void;
  isSearchOpen: boolean;
  onSearch: () => void;
  children: ReactNode;
}) {
  const { hosts, view, tools, stepTitle, isSearchOpen } = props;
  const { t } = useTranslationRef(logTranslationRef);
  const groupings: readonly [Grouping, string][] = [
    ['none', t('tools.none')],
    ['step', t('tools.byStep')],
    ['host', t('tools.byHost')],
  ];
  const isFolded = view.folded.size > 0;
  return (
    <div className={styles.tools}>
      {stepTitle ? (
        <button
          type="button"
          className={styles.filter}
          aria-label={t('tools.allSteps')}
          title={t('tools.allSteps')}
          onClick={props.onStepClear}
        >
          {t('tools.step', { step: stepTitle })} ×
        </button>
      ) : null}
      {hosts.length > 1 ? (
        <ToolMenu
          label={t('tools.hosts')}
          text={view.host ?? t('tools.allHosts')}
          options={[
            { id: '', text: t('tools.allHosts') },
            ...hosts.map(host => ({ id: `host:${host}`, text: host })),
          ]}
          selected={view.host ? `host:${view.host}` : ''}
          onSelect={id => tools.setHost(id ? id.slice(5) : undefined)}
        />
      ) : null}
      <button
        type="button"
        className={styles.tool}
        aria-expanded={isSearchOpen}
        onClick={props.onSearch}
      >
        {t('tools.search')}
      </button>
      {props.children}
      <ToolMenu
        label={t('tools.grouping')}
        text={t('tools.view')}
        options={[
          ...groupings.map(([id, text]) => ({ id, text })),
          { id: 'wrap', text: t('tools.wrap') },
          { id: 'fold', text: t(isFolded ? 'tools.unfold' : 'tools.fold') },
        ]}
        selected={tools.isWrapped ? [view.grouping, 'wrap'] : view.grouping}
        onSelect={id => {
          if (id === 'wrap') {
            tools.setWrapped(!tools.isWrapped);
          } else if (id === 'fold') {
            props.onFoldAll();
          } else {
            const found = groupings.find(([grouping]) => grouping === id);
            tools.setGrouping(found?.[0] ?? 'none');
          }
        }}
      />
      <DownloadButton release={props.release} />
    </div>
  );
}

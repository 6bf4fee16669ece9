import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  SearchField,
  Select,
  Tab,
  TabList,
  TabPanel,
  Tabs,
} from '@backstage/ui';
import type { MatrixEnvironment } from '@stagedoor/plugin-releases-common';
import {
  Empty,
  ErrorNote,
  Loading,
  usePages,
  useSettled,
} from '@stagedoor/ui-parts';
import { useCallback, useState } from 'react';
import { releasesApiRef } from '../api/releasesApiRef';
import { ErrorPanel } from '../shared/ErrorPanel';
import { releasesTranslationRef } from '../translation';
import { ChoiceList } from './ChoiceList';
import { OfferedVersionLine } from './OfferedVersionLine';
import styles from './request.module.css';

type Source = 'branch' | 'tags';

const patienceMs = 250;

/** Chooses a version: a tag, or a commit of a branch; found by typing part of its message, tag or commit id. */
export function VersionPicker(props: {
  component: string;
  branch?: string;
  environments: readonly MatrixEnvironment[];
  value: string | undefined;
  onChange: (version: string) => void;
}) {
  const { component, environments, value, onChange } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const api = useApi(releasesApiRef);
  const [source, setSource] = useState<Source>('branch');
  const [branch, setBranch] = useState(props.branch);
  const [typed, setTyped] = useState('');
  const search = useSettled(typed.trim(), patienceMs);

  const versions = usePages(
    useCallback(
      (cursor, signal) =>
        api.listVersions(
          {
            component,
            of: source,
            branch: source === 'branch' ? branch : undefined,
            search: search || undefined,
            cursor,
          },
          signal,
        ),
      [api, component, source, branch, search],
    ),
  );
  const branches = versions.first?.branches ?? [];

  return (
    <div className={styles.picker}>
      <Tabs
        selectedKey={source}
        onSelectionChange={key => setSource(key === 'tags' ? 'tags' : 'branch')}
      >
        <TabList aria-label={t('versions.source')}>
          <Tab id="branch">{t('versions.branch')}</Tab>
          <Tab id="tags">{t('versions.tags')}</Tab>
        </TabList>
        <TabPanel id={source}>
          <div className={styles.pickerBar}>
            <SearchField
              aria-label={t('versions.search')}
              placeholder={t('versions.search')}
              size="small"
              value={typed}
              onChange={setTyped}
            />
            {source === 'branch' && branches.length > 1 ? (
              <Select
                aria-label={t('versions.branchLabel')}
                size="small"
                search={{ placeholder: t('versions.findBranch') }}
                options={branches.map(name => ({ id: name, label: name }))}
                selectedKey={branch ?? branches[0]}
                onSelectionChange={key => setBranch(String(key))}
              />
            ) : null}
          </div>
          {versions.items ? null : (
            <VersionsToCome error={versions.error} onRetry={versions.reload} />
          )}
          {versions.items ? (
            <ErrorNote error={versions.error} lead={t('shared.stale')} />
          ) : null}
          {versions.items?.length === 0 ? (
            <Empty>
              {t(search ? 'versions.notFound' : `versions.none.${source}`, {
                search,
              })}
            </Empty>
          ) : null}
          {versions.items?.length ? (
            <div className={styles.list} aria-busy={versions.isLoading}>
              <ChoiceList
                legend={t('versions.legend')}
                value={
                  versions.items.find(item => idOf(item, source) === value)
                    ? value
                    : undefined
                }
                onChange={onChange}
                choices={versions.items.map(item => ({
                  id: idOf(item, source),
                  content: (
                    <OfferedVersionLine
                      version={item}
                      environments={environments}
                    />
                  ),
                }))}
              />
              {versions.loadMore ? (
                <Button
                  variant="tertiary"
                  isPending={versions.isLoading}
                  onPress={versions.loadMore}
                >
                  {t('shared.more')}
                </Button>
              ) : null}
            </div>
          ) : null}
        </TabPanel>
      </Tabs>
    </div>
  );
}

/** What is asked for: the tag, so that people find it again; otherwise the commit. */
function idOf(item: { id: string; tags: string[] }, source: Source): string {
  return source === 'tags' ? (item.tags.at(0) ?? item.id) : item.id;
}

function VersionsToCome(props: { error: unknown; onRetry: () => void }) {
  const { error, onRetry } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  return error === undefined ? (
    <Loading label={t('versions.loading')} lines={5} />
  ) : (
    <ErrorPanel
      subject={t('versions.subject')}
      error={error}
      onRetry={onRetry}
    />
  );
}

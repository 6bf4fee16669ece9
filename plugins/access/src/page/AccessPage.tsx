import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import {
  accessReadPermission,
  accessRequestPermission,
} from '@stagedoor/plugin-access-common';
import { DeniedState, GuardedButton } from '@stagedoor/plugin-roles-react';
import { describeError, useQueryInUrl } from '@stagedoor/ui-parts';
import { useAccess } from '../api/useAccess';
import { AskedDialog } from '../ask/AskedDialog';
import { useAskInUrl } from '../ask/useAskInUrl';
import { useAccessSignal } from '../live/useAccessSignal';
import { accessTranslationRef } from '../translation';
import { AllGrants } from './AllGrants';
import { Mine } from './Mine';
import { Sessions } from './Sessions';
import styles from './page.module.css';

const views = ['mine', 'sessions', 'all'] as const;
type View = (typeof views)[number];

/** Everything about access: what one holds and asked for, what waits for one, sessions, and who holds what. */
export function AccessPage() {
  const { t } = useTranslationRef(accessTranslationRef);
  const [query, change] = useQueryInUrl();
  const [, setAsked] = useAskInUrl();
  const version = useAccessSignal();
  const { error } = useAccess('countAccess', { params: {} });
  const view: View =
    views.find(candidate => candidate === query.get('view')) ?? 'mine';

  if (error !== undefined && describeError(error).kind === 'denied') {
    return (
      <main>
        <DeniedState permission={accessReadPermission} />
      </main>
    );
  }
  return (
    <main>
      <Container className={styles.page}>
        <Tabs
          className={styles.tabs}
          selectedKey={view}
          onSelectionChange={key =>
            change({ view: key === 'mine' ? undefined : String(key) })
          }
        >
          <div className={styles.bar}>
            <TabList aria-label={t('page.views')}>
              {views.map(name => (
                <Tab key={name} id={name}>
                  {t(`page.view.${name}`)}
                </Tab>
              ))}
            </TabList>
            <div className={styles.ask}>
              <GuardedButton
                permission={accessRequestPermission}
                variant="primary"
                onPress={() => setAsked({ hosts: [] })}
              >
                {t('ask.open')}
              </GuardedButton>
            </div>
          </div>
          <TabPanel id={view} className={styles.panel}>
            {view === 'mine' ? <Mine version={version} /> : null}
            {view === 'sessions' ? <Sessions version={version} /> : null}
            {view === 'all' ? <AllGrants version={version} /> : null}
          </TabPanel>
        </Tabs>
        <AskedDialog />
      </Container>
    </main>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useAccessPages } from '../api/useAccessPages';
import { SessionLine } from '../session/SessionLine';
import { Section } from '../shared/Section';
import { accessTranslationRef } from '../translation';

/** Sessions that live, and those that are over: all that the person may see. */
export function Sessions(props: { version: unknown }) {
  const { version } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const live = useAccessPages('listSessions', { state: ['active'] }, version);
  const past = useAccessPages(
    'listSessions',
    { state: ['ended', 'terminated', 'lost'] },
    version,
  );
  const reload = () => {
    live.reload();
    past.reload();
  };
  return (
    <>
      <Section
        title={t('page.live')}
        list={live}
        empty={t('page.noLive')}
        keyOf={session => session.id}
      >
        {session => <SessionLine session={session} onChange={reload} />}
      </Section>
      <Section
        title={t('page.past')}
        list={past}
        empty={t('page.noPast')}
        keyOf={session => session.id}
      >
        {session => <SessionLine session={session} onChange={reload} />}
      </Section>
    </>
  );
}

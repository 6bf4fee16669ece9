import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useAccessPages } from '../api/useAccessPages';
import { Filters } from '../filter/Filters';
import { filterTranslationRef } from '../filter/translation';
import { useFiltersInUrl } from '../filter/useFiltersInUrl';
import { SessionLine } from '../session/SessionLine';
import { useTerminateDialog } from '../session/useTerminateDialog';
import { Section } from '../shared/Section';
import { accessTranslationRef } from '../translation';

/** Sessions that live, and those that are over: all that the person may see. */
export function Sessions(props: { version: unknown }) {
  const { version } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const { t: tFilter } = useTranslationRef(filterTranslationRef);
  const [filters, setFilters] = useFiltersInUrl();
  const { person: holder, host, end } = filters;
  const live = useAccessPages(
    'listSessions',
    { state: ['active'], holder, host },
    version,
  );
  const past = useAccessPages(
    'listSessions',
    { state: end ? [end] : ['ended', 'terminated', 'lost'], holder, host },
    version,
  );
  const reload = () => {
    live.reload();
    past.reload();
  };
  const [terminate, dialog] = useTerminateDialog(reload);
  return (
    <>
      <Filters value={filters} withEnd onChange={setFilters} />
      <Section
        title={t('page.live')}
        list={live}
        empty={holder || host ? tFilter('none') : t('page.noLive')}
        keyOf={session => session.id}
      >
        {session => <SessionLine session={session} onEnd={terminate} />}
      </Section>
      <Section
        title={t('page.past')}
        list={past}
        empty={holder || host || end ? tFilter('none') : t('page.noPast')}
        keyOf={session => session.id}
      >
        {session => <SessionLine session={session} onEnd={terminate} />}
      </Section>
      {dialog}
    </>
  );
}

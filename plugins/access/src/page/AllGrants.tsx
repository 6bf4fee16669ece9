import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useAccessPages } from '../api/useAccessPages';
import { Filters } from '../filter/Filters';
import { filterTranslationRef } from '../filter/translation';
import { useFiltersInUrl } from '../filter/useFiltersInUrl';
import { GrantLine } from '../grant/GrantLine';
import { useGrantDialog } from '../grant/useGrantDialog';
import { HoldersCard } from '../holders/HoldersCard';
import { Section } from '../shared/Section';
import { accessTranslationRef } from '../translation';

/** Who holds what now, who held what, and who had access to which host at some moment: all that the person may see. */
export function AllGrants(props: { version: unknown }) {
  const { version } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const { t: tFilter } = useTranslationRef(filterTranslationRef);
  const [{ person: holder, host }, setFilters] = useFiltersInUrl();
  const open = useAccessPages(
    'listGrants',
    { state: ['active', 'scheduled'], holder, host },
    version,
  );
  const over = useAccessPages(
    'listGrants',
    { state: ['ended', 'expired', 'revoked'], holder, host },
    version,
  );
  const isNarrowed = holder !== undefined || host !== undefined;
  const reload = () => {
    open.reload();
    over.reload();
  };
  const [act, dialog] = useGrantDialog(reload);
  return (
    <>
      <HoldersCard />
      <Filters value={{ person: holder, host }} onChange={setFilters} />
      <Section
        title={t('page.open')}
        list={open}
        empty={isNarrowed ? tFilter('none') : t('page.noneOpen')}
        keyOf={grant => grant.id}
      >
        {grant => (
          <GrantLine
            grant={grant}
            onRevoke={() => act({ act: 'revoke', grant })}
          />
        )}
      </Section>
      <Section
        title={t('page.over')}
        list={over}
        empty={isNarrowed ? tFilter('none') : t('page.noneOver')}
        keyOf={grant => grant.id}
      >
        {grant => <GrantLine grant={grant} />}
      </Section>
      {dialog}
    </>
  );
}

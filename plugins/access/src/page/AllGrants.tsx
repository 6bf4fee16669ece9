import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useAccessPages } from '../api/useAccessPages';
import { GrantLine } from '../grant/GrantLine';
import { Section } from '../shared/Section';
import { accessTranslationRef } from '../translation';

/** Who holds what now, and who held what: all that the person may see. */
export function AllGrants(props: { version: unknown }) {
  const { version } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const open = useAccessPages(
    'listGrants',
    { state: ['active', 'scheduled'] },
    version,
  );
  const over = useAccessPages(
    'listGrants',
    { state: ['ended', 'expired', 'revoked'] },
    version,
  );
  const reload = () => {
    open.reload();
    over.reload();
  };
  return (
    <>
      <Section
        title={t('page.open')}
        list={open}
        empty={t('page.noneOpen')}
        keyOf={grant => grant.id}
      >
        {grant => <GrantLine grant={grant} onChange={reload} />}
      </Section>
      <Section
        title={t('page.over')}
        list={over}
        empty={t('page.noneOver')}
        keyOf={grant => grant.id}
      >
        {grant => <GrantLine grant={grant} />}
      </Section>
    </>
  );
}

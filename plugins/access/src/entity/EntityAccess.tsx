import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { accessRequestPermission } from '@stagedoor/plugin-access-common';
import { GuardedButton } from '@stagedoor/plugin-roles-react';
import { useMemo } from 'react';
import { AskedDialog } from '../ask/AskedDialog';
import { useAskInUrl } from '../ask/useAskInUrl';
import { HoldersCard } from '../holders/HoldersCard';
import { accessTranslationRef } from '../translation';
import styles from '../shared/shared.module.css';

/** Who has access to the hosts of a component, to a host, or to those of a team; and the way to ask for it. */
export function EntityAccess() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(accessTranslationRef);
  const [, setAsked] = useAskInUrl();
  const about = useMemo(() => askAbout(entity), [entity]);
  return (
    <div className={styles.column}>
      <HoldersCard
        about={about}
        more={
          <GuardedButton
            permission={accessRequestPermission}
            variant="primary"
            onPress={() => setAsked({ hosts: [] })}
          >
            {t('ask.open')}
          </GuardedButton>
        }
      />
      <AskedDialog entity={entity} />
    </div>
  );
}

/** By the kind of thing that it is asked about. */
function askAbout(entity: Entity) {
  const ref = stringifyEntityRef(entity);
  switch (entity.kind.toLocaleLowerCase('en-US')) {
    case 'component':
      return { component: ref };
    case 'group':
      return { group: ref };
    default:
      return { host: ref };
  }
}

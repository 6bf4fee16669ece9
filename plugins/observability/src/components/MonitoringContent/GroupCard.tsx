import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { EntityLinks } from '@stagedoor/plugin-observability-common';
import { observabilityTranslationRef } from '../../translation';
import { LinkText } from '../LinkText/LinkText';
import { UnavailableLinks } from '../UnavailableLinks/UnavailableLinks';
import { linkIcons } from './linkIcons';
import styles from './MonitoringContent.module.css';

/** All links of one group, and what is missing for more. */
export function GroupCard(props: { group: EntityLinks['groups'][number] }) {
  const { group, links } = props.group;
  const { t } = useTranslationRef(observabilityTranslationRef);
  const open = links.filter(link => link.status === 'ok');
  return (
    <EntityInfoCard title={t(`groups.${group}`)}>
      {open.length > 0 && (
        <ul className={styles.links}>
          {open.map(link => (
            <li key={link.url} className={styles.link}>
              <span className={styles.icon} aria-hidden>
                {linkIcons[link.icon]}
              </span>
              <LinkText link={link} />
              <span className={styles.host}>{new URL(link.url).host}</span>
            </li>
          ))}
        </ul>
      )}
      <UnavailableLinks links={links} isExpanded={open.length === 0} />
    </EntityInfoCard>
  );
}

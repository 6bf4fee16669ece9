import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityLinks } from '@stagedoor/plugin-observability-common';
import { observabilityTranslationRef } from '../../translation';
import { LinkText } from '../LinkText/LinkText';
import styles from './LinksCard.module.css';

/** A row for every group with links that open: the group to the left, its tools to the right. */
export function LinkRows(props: { groups: EntityLinks['groups'] }) {
  const { t } = useTranslationRef(observabilityTranslationRef);
  return (
    <dl className={styles.rows}>
      {props.groups.map(({ group, links }) => {
        const open = links.filter(link => link.status === 'ok');
        return (
          open.length > 0 && (
            <div key={group} className={styles.row}>
              <dt className={styles.group}>{t(`groups.${group}`)}</dt>
              <dd className={styles.tools}>
                {open.map(link => (
                  <span key={link.url} className={styles.tool}>
                    <LinkText link={link} />
                  </span>
                ))}
              </dd>
            </div>
          )
        );
      })}
    </dl>
  );
}

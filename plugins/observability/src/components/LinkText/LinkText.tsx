import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { OpenLink } from '@stagedoor/plugin-observability-common';
import { Fragment } from 'react';
import { observabilityTranslationRef } from '../../translation';
import styles from './LinkText.module.css';

/** A link into a tool. It opens beside the portal, and the tool learns nothing of where it was opened from. */
export function LinkText({ link }: { link: OpenLink }) {
  const { t } = useTranslationRef(observabilityTranslationRef);
  return (
    <Link
      href={link.url}
      target="_blank"
      rel="noopener noreferrer"
      standalone
      aria-label={t('link.opensInNewTab', { title: link.title })}
      title={link.tool === link.title ? undefined : link.tool}
    >
      {link.title.split(' ').map((word, index) => (
        <Fragment key={index}>
          {index > 0 ? ' ' : null}
          <span className={styles.word}>{word}</span>
        </Fragment>
      ))}
    </Link>
  );
}

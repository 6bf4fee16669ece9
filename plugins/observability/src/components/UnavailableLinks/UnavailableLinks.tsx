import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Accordion, AccordionPanel, AccordionTrigger } from '@backstage/ui';
import {
  EntityLink,
  MissingLink,
  RefusedLink,
} from '@stagedoor/plugin-observability-common';
import { CopyButton } from '@stagedoor/ui-parts';
import { observabilityTranslationRef } from '../../translation';
import styles from './UnavailableLinks.module.css';

function MissingLinkItem({ link }: { link: MissingLink }) {
  const { t } = useTranslationRef(observabilityTranslationRef);
  const { annotation, yaml } = link.addAnnotation;
  return (
    <li className={styles.item}>
      <p className={styles.text}>
        {t('missing.explanation', { title: link.title, annotation })}
      </p>
      <div className={styles.yaml}>
        <pre className={styles.code} tabIndex={0}>
          {yaml.trimEnd()}
        </pre>
        <CopyButton
          text={yaml}
          label={t('missing.copy', { title: link.title })}
        />
      </div>
    </li>
  );
}

function RefusedLinkItem({ link }: { link: RefusedLink }) {
  return (
    <li className={styles.item}>
      <p className={styles.text}>
        <strong>{link.title}</strong>: {link.reason}
      </p>
    </li>
  );
}

/** Links that do not open, folded away: what to add to have them, or why they are not offered. */
export function UnavailableLinks(props: {
  links: EntityLink[];
  isExpanded?: boolean;
}) {
  const { links, isExpanded } = props;
  const { t } = useTranslationRef(observabilityTranslationRef);
  const missing = links.filter(link => link.status === 'missing');
  const refused = links.filter(link => link.status === 'refused');
  return (
    <>
      {missing.length > 0 && (
        <Accordion className={styles.fold} defaultExpanded={isExpanded}>
          <AccordionTrigger
            title={t('missing.title', { count: missing.length })}
          />
          <AccordionPanel>
            <ul className={styles.list}>
              {missing.map(link => (
                <MissingLinkItem
                  key={`${link.title} ${link.addAnnotation.annotation}`}
                  link={link}
                />
              ))}
            </ul>
          </AccordionPanel>
        </Accordion>
      )}
      {refused.length > 0 && (
        <Accordion className={styles.fold}>
          <AccordionTrigger
            title={t('refused.title', { count: refused.length })}
          />
          <AccordionPanel>
            <ul className={styles.list}>
              {refused.map(link => (
                <RefusedLinkItem
                  key={`${link.title} ${link.tool} ${link.reason}`}
                  link={link}
                />
              ))}
            </ul>
          </AccordionPanel>
        </Accordion>
      )}
    </>
  );
}

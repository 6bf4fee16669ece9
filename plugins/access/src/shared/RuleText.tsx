import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AccessRule } from '@stagedoor/plugin-access-common';
import { EntityName } from '@stagedoor/ui-parts';
import { Fragment } from 'react';
import { accessTranslationRef } from '../translation';
import { describeMinutes } from './describeMinutes';
import styles from './shared.module.css';

/** Who will have to approve, and how long that usually takes. */
export function RuleText(props: { rule: AccessRule }) {
  const { required, from, people, escalated, usualMinutes } = props.rule;
  const { t } = useTranslationRef(accessTranslationRef);
  return (
    <p className={styles.rule}>
      {t('rule.needs', { count: required })} <Names refs={from} />{' '}
      {t('rule.notYou')}{' '}
      {usualMinutes === undefined
        ? null
        : t('rule.usually', { duration: describeMinutes(usualMinutes) })}{' '}
      {escalated ? t('rule.escalated') : null}
      {people.length > 0 ? (
        <small>
          {t('rule.people')} <Names refs={people} between=", " />
        </small>
      ) : (
        <small>{t('rule.nobody')}</small>
      )}
    </p>
  );
}

function Names(props: { refs: readonly string[]; between?: string }) {
  const { t } = useTranslationRef(accessTranslationRef);
  const { refs, between = t('rule.or') } = props;
  return (
    <>
      {refs.map((ref, index) => (
        <Fragment key={ref}>
          {index > 0 ? between : null}
          <EntityName entityRef={ref} isPlain />
        </Fragment>
      ))}
    </>
  );
}

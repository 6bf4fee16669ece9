import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ApprovalRule } from '@stagedoor/plugin-releases-common';
import { Age, EntityName } from '@stagedoor/ui-parts';
import { Fragment } from 'react';
import { releasesTranslationRef } from '../translation';

/** How many approvals are needed, from whom, and who could give them. */
export function ApprovalRuleText(props: { rule: ApprovalRule }) {
  const { required, given, from, people, expiresAt } = props.rule;
  const { t } = useTranslationRef(releasesTranslationRef);
  return (
    <>
      {given > 0
        ? t('approval.givenOf', {
            given: String(given),
            count: required,
          })
        : t('approval.needed', { count: required })}{' '}
      {from.map((source, index) => (
        <Fragment key={source}>
          {index > 0 ? t('approval.or') : null}
          {source === 'owner' ? (
            t('approval.owner')
          ) : (
            <EntityName entityRef={source} />
          )}
        </Fragment>
      ))}
      {t('approval.notYou')}
      {people.length > 0 ? (
        <>
          {' '}
          {t('approval.people')}{' '}
          {people.map((person, index) => (
            <Fragment key={person}>
              {index > 0 ? ', ' : null}
              <EntityName entityRef={person} />
            </Fragment>
          ))}
          .
        </>
      ) : null}
      {expiresAt ? (
        <>
          {' '}
          {t('approval.expires')} <Age at={expiresAt} />.
        </>
      ) : null}
    </>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AccessRequest } from '@stagedoor/plugin-access-common';
import { describeMoment } from '@stagedoor/ui-parts';
import { describeMinutes } from '../shared/describeMinutes';
import { nameHosts } from '../shared/HostNames';
import { foresee, type Cut } from './Cut';
import { consequenceTranslationRef } from './translation';
import styles from './review.module.css';

/** Says before a decision what it leads to. */
export function Consequence(props: { request: AccessRequest; cut: Cut }) {
  const { request, cut } = props;
  const { t } = useTranslationRef(consequenceTranslationRef);
  const { missing, minutes, hosts } = foresee(cut, request);
  const startsAt = request.startsAt && new Date(request.startsAt);
  const lead = () => {
    if (missing > 0) {
      return t('waits', { count: missing });
    }
    if (request.extends !== undefined) {
      return t('prolongs');
    }
    return startsAt && startsAt > new Date()
      ? t('schedules', { moment: describeMoment(startsAt) })
      : t('opens');
  };
  return (
    <p className={styles.consequence}>
      {lead()}{' '}
      <b>
        {t(request.extends === undefined ? 'what' : 'whatMore', {
          account: request.account,
          hosts: nameHosts(hosts),
          duration: describeMinutes(minutes),
        })}
      </b>{' '}
      {t('denies')}
    </p>
  );
}

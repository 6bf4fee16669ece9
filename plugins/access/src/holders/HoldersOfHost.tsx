import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { AccessOutput } from '@stagedoor/plugin-access-common';
import { describeMoment, PersonName } from '@stagedoor/ui-parts';
import { HostNames } from '../shared/HostNames';
import { TimeLeft } from '../shared/TimeLeft';
import { usePaths } from '../shared/usePaths';
import { accessTranslationRef } from '../translation';
import { holdersTranslationRef } from './translation';
import styles from '../shared/shared.module.css';

type Holders = AccessOutput<'listHolders'>['hosts'][number];
type Holder = Holders['holders'][number];

/** A host and everybody who has access to it, or had at some moment. */
export function HoldersOfHost(props: { of: Holders; isPast: boolean }) {
  const { host, holders } = props.of;
  const { t } = useTranslationRef(accessTranslationRef);
  const { t: tHolders } = useTranslationRef(holdersTranslationRef);
  const paths = usePaths();
  return (
    <>
      <HostNames hosts={[host]} />
      <div className={styles.text}>
        {holders.length === 0 ? (
          <span className={styles.quiet}>{tHolders('nobody')}</span>
        ) : null}
        {holders.map(holder => (
          <span key={holder.grant} className={styles.row}>
            <PersonName entityRef={holder.holder} />
            <Link href={paths.grant(holder.grant)}>
              {t('grant.as', { account: holder.account })}
            </Link>
            {props.isPast ? (
              <Span holder={holder} />
            ) : (
              <>
                <TimeLeft until={holder.endsAt} />
                {holder.liveSessions > 0 ? (
                  <small>
                    {t('grant.live', { count: holder.liveSessions })}
                  </small>
                ) : null}
              </>
            )}
          </span>
        ))}
      </div>
    </>
  );
}

/** From when to when somebody had access. */
function Span(props: { holder: Holder }) {
  const { startsAt, endsAt, endedAt } = props.holder;
  const { t } = useTranslationRef(holdersTranslationRef);
  const end = endedAt ?? endsAt;
  return (
    <small
      title={`${describeMoment(new Date(startsAt))} – ${describeMoment(new Date(end))}`}
    >
      {t('from', { from: writeShort(startsAt), to: writeShort(end) })}
      {end < endsAt ? `, ${t('early')}` : null}
    </small>
  );
}

function writeShort(at: string): string {
  return new Date(at).toLocaleString(undefined, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
}

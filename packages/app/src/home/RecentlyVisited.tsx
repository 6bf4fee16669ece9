import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { visitsApiRef, type Visit } from '@backstage/plugin-home';
import { Link } from '@backstage/ui';
import { Age, EntityName, NamedText } from '@stagedoor/ui-parts';
import { Empty } from './Empty';
import { Section } from './Section';
import { useLoad } from '../feedback/useLoad';
import styles from './home.module.css';

/** The things the person looked at last. */
export const RecentlyVisited = () => {
  const visitsApi = useApi(visitsApiRef);
  const data = useLoad(
    useCallback(
      () =>
        visitsApi.list({
          limit: 7,
          orderBy: [{ field: 'timestamp', direction: 'desc' }],
        }),
      [visitsApi],
    ),
  );

  return (
    <Section title="Recently visited" data={data}>
      {visits =>
        visits.length ? (
          <ul className={styles.list}>
            {visits.map(visit => (
              <VisitLine key={visit.id} visit={visit} />
            ))}
          </ul>
        ) : (
          <Empty>
            The services, teams, docs and creations you open are listed here,
            the latest first.
          </Empty>
        )
      }
    </Section>
  );
};

const VisitLine = (props: { visit: Visit }) => {
  const { visit } = props;
  return (
    <li className={styles.line}>
      <span className={styles.lineText}>
        <Link href={visit.pathname}>
          {visit.entityRef ? (
            <EntityName entityRef={visit.entityRef} isPlain />
          ) : (
            <NamedText text={visit.name} isPlain />
          )}
        </Link>
      </span>
      <span className={styles.age}>
        {visit.entityRef ? `${visit.entityRef.split(':')[0]}, ` : ''}
        <Age at={visit.timestamp} />
      </span>
    </li>
  );
};

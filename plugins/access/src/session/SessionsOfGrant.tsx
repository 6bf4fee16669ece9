import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useAccessPages } from '../api/useAccessPages';
import { Section } from '../shared/Section';
import { accessTranslationRef } from '../translation';
import { SessionLine } from './SessionLine';
import { useTerminateDialog } from './useTerminateDialog';

/** The sessions under one grant, with the ways to watch, replay and end them. */
export function SessionsOfGrant(props: { grant: number; version: unknown }) {
  const { grant, version } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const sessions = useAccessPages(
    'listSessions',
    { grant, limit: 10 },
    version,
  );
  const [end, dialog] = useTerminateDialog(sessions.reload);
  return (
    <>
      <Section
        title={t('session.title')}
        list={sessions}
        empty={t('session.none')}
        keyOf={session => session.id}
      >
        {session => <SessionLine session={session} isOfOnePerson onEnd={end} />}
      </Section>
      {dialog}
    </>
  );
}

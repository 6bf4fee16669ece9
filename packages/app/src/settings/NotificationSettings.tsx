import { UserNotificationSettingsCard } from '@backstage/plugin-notifications';
import { Container } from '@backstage/ui';

/** Which notifications reach the person, and how. */
export const NotificationSettings = () => (
  <Container>
    <UserNotificationSettingsCard
      originNames={{
        'plugin:scaffolder': 'Creations',
        'plugin:releases': 'Releases',
        'plugin:access': 'Access',
      }}
    />
  </Container>
);

import type { NotificationSettings } from '@backstage/plugin-notifications-common';

/** The settings with one origin of one channel turned on or off, all else as it was. */
export function withOrigin(
  settings: NotificationSettings,
  channelId: string,
  originId: string,
  enabled: boolean,
): NotificationSettings {
  return {
    channels: settings.channels.map(channel =>
      channel.id === channelId
        ? {
            ...channel,
            origins: channel.origins.map(origin =>
              origin.id === originId ? { ...origin, enabled } : origin,
            ),
          }
        : channel,
    ),
  };
}

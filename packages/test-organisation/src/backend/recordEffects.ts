import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';

/** What people were told. */
export interface Told {
  to: unknown;
  title: string;
  link?: string;
}

/** Services that write down what a plugin tells people, pages and the auditor. */
export function recordEffects() {
  const told: Told[] = [];
  const descriptions: Array<string | undefined> = [];
  const signals: unknown[] = [];
  const audited: string[] = [];
  return {
    told,
    /** Of what was {@link told}, in the same order. */
    descriptions,
    signals,
    audited,
    services: [
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          async send({ recipients, payload }) {
            const { title, link, description } = payload;
            told.push({ to: recipients, title, link });
            descriptions.push(description);
          },
        }),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({
          publish: async signal => void signals.push(signal.message),
        }),
      }),
      mockServices.auditor.mock({
        createEvent: async ({ eventId, meta }) => ({
          success: async () =>
            void audited.push(`${eventId} ok ${meta?.actor}`),
          fail: async ({ error }) =>
            void audited.push(`${eventId} ${error.name} ${meta?.actor}`),
        }),
      }).factory,
    ],
  };
}

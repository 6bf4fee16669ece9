import { mockCredentials, TestBackend } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { setTimeout as sleep } from 'node:timers/promises';
import { callAs } from '../backend/callAs';
import { findEntity } from './entities';

/**
 * Resolves once the real catalog has taken in all entities, with their relations. It asks for nobody: what was found out
 * about a person before is remembered for a while.
 */
export async function untilIngested(
  backend: Pick<TestBackend, 'server'>,
  entities: readonly Entity[],
): Promise<void> {
  const call = callAs(backend, '/api/catalog');
  const service = mockCredentials.service.header();
  const isWhole = (known: Entity[]) =>
    entities.every(entity => {
      const found = findEntity(known, stringifyEntityRef(entity));
      const isAlone = entity.kind === 'User' && !entity.relations?.length;
      return found && (isAlone || Boolean(found.relations?.length));
    });
  for (;;) {
    const { body } = await call('get', '/entities', service);
    if (Array.isArray(body) && isWhole(body)) {
      return;
    }
    await sleep(100);
  }
}

import { Knex } from 'knex';
import { z } from 'zod';

/** The channel on which replicas wake each other. */
export const wakeChannel = 'stagedoor_releases';

const payloadSchema = z.object({
  r: z.number().int(),
  k: z.enum(['state', 'log', 'cancel', 'queue']),
});

/** What happened to a release: a hint to read the tables, never a fact by itself. */
export interface ReleaseWake {
  release: number;
  kind: 'state' | 'log' | 'cancel' | 'queue';
}

/** Wakes every replica once the transaction commits. */
export async function notifyWake(
  knex: Knex,
  { release, kind }: ReleaseWake,
): Promise<void> {
  await knex.raw('SELECT pg_notify(?, ?)', [
    wakeChannel,
    formatWake({ release, kind }),
  ]);
}

/** Writes a wake as the payload of a notification. */
export function formatWake({ release, kind }: ReleaseWake): string {
  return JSON.stringify({ r: release, k: kind });
}

/** Reads the payload of a notification; undefined if it is not one of ours. */
export function parseWake(
  payload: string | undefined,
): ReleaseWake | undefined {
  try {
    const { r, k } = payloadSchema.parse(JSON.parse(payload ?? ''));
    return { release: r, kind: k };
  } catch {
    return undefined;
  }
}

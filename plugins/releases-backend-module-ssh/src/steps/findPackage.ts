import { PackageRecord, StepContext } from '@stagedoor/plugin-releases-node';
import { z } from 'zod';

const key = 'package';
const schema = z.object({ digest: z.string(), bytes: z.number() });

/** Remembers which package a release moves. */
export async function recordPackage(
  context: Pick<StepContext, 'facts'>,
  { digest, bytes }: PackageRecord,
): Promise<void> {
  await context.facts.set(key, { digest, bytes });
}

/** The package that a release moves; undefined if the bytes are on its hosts only. */
export async function findPackage(
  context: Pick<StepContext, 'facts'>,
): Promise<PackageRecord | undefined> {
  return schema.safeParse(await context.facts.get(key)).data;
}

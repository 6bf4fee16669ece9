import { LiveRelease } from '@stagedoor/plugin-releases-node';
import { Version } from '@stagedoor/plugin-releases-common';
import { z } from 'zod';

const schema = z.object({
  release: z.number().int(),
  folder: z.number().int(),
  previousFolder: z.number().int(),
  version: z.object({ commit: z.string(), label: z.string().optional() }),
  previousRelease: z
    .object({
      release: z.number().int(),
      version: z.object({ commit: z.string(), label: z.string().optional() }),
    })
    .nullable()
    .optional(),
});

/** What a host says about the release that is live there. */
export type LiveMarker = z.infer<typeof schema>;

/** @returns undefined if somebody else has written it */
export function parseMarker(text: string): LiveMarker | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Writes the record of a live release. The host reads the numbers at its beginning, so their order matters. */
export function writeMarker(live: {
  release: number;
  epoch: number;
  folder: number;
  previousFolder: number;
  component: string;
  environment: string;
  version: Version;
  previousRelease?: LiveRelease;
}): string {
  const {
    release,
    epoch,
    folder,
    previousFolder,
    component,
    environment,
    version,
    previousRelease,
  } = live;
  return JSON.stringify({
    release,
    epoch,
    folder,
    previousFolder,
    component,
    environment,
    version,
    previousRelease: previousRelease ?? null,
  });
}

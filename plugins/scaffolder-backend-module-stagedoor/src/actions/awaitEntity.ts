import { setTimeout as sleep } from 'node:timers/promises';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  Entity,
  parseLocationRef,
} from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { parseViewUrl } from '@stagedoor/plugin-repositories-common';
import { z } from 'zod';
import {
  awaitEntityExamples,
  awaitEntityInput,
  awaitEntityOutput,
} from './awaitEntitySchema';
import { defineAction } from './defineAction';

export interface AwaitEntityOptions {
  catalog: CatalogService;
  appBaseUrl: string;
}

type Input = z.output<typeof awaitEntityInput>;

const firstPauseMs = 200;
const longestPauseMs = 2_000;
const reportEveryMs = 5_000;

/** What processing said about an entity; not part of the stable type of entities. */
const entityStatusSchema = z.object({
  status: z
    .object({
      items: z
        .array(z.object({ level: z.string(), message: z.string() }))
        .optional(),
    })
    .optional(),
});

/**
 * The action that ends a template when its result can be seen: the entity is in the catalog, processed, and comes from
 * the repository that the template made.
 */
export function awaitEntityAction(
  options: AwaitEntityOptions,
): TemplateAction<JsonObject, JsonObject> {
  return defineAction({
    id: 'stagedoor:catalog:await',
    description:
      'Waits until an entity is in the catalog. A catalog-info.yaml on GitHub or GitLab is registered first; one in the built-in store is found by itself.',
    examples: awaitEntityExamples,
    input: awaitEntityInput,
    output: awaitEntityOutput,
    run: (input, context) => runAwaitEntity(input, context, options),
  });
}

async function runAwaitEntity(
  input: Input,
  context: ActionContext<JsonObject>,
  options: AwaitEntityOptions,
): Promise<z.output<typeof awaitEntityOutput>> {
  const { entityRef, catalogInfoUrl } = input;
  if (context.isDryRun) {
    context.logger.info(`A real run would wait for ${entityRef}`);
    return { entityRef, secondsWaited: 0 };
  }
  const start = Date.now();
  if (catalogInfoUrl && !parseViewUrl(options.appBaseUrl, catalogInfoUrl)) {
    await registerLocation(catalogInfoUrl, context, options);
  }
  context.logger.info(`Waiting for ${entityRef} to appear in the catalog`);
  await pollForEntity(input, context, options, start);
  const secondsWaited = Math.round((Date.now() - start) / 100) / 10;
  context.logger.info(
    `${entityRef} is in the catalog after ${secondsWaited} s`,
  );
  return { entityRef, secondsWaited };
}

async function registerLocation(
  target: string,
  context: ActionContext<JsonObject>,
  { catalog }: AwaitEntityOptions,
): Promise<void> {
  const credentials = await context.getInitiatorCredentials();
  context.logger.info(`Registering ${target} in the catalog`);
  // An earlier run of this task may have registered it; then the catalog reads it again.
  await catalog.addLocation(
    { type: 'url', target, onConflict: 'refresh' },
    { credentials },
  );
}

async function pollForEntity(
  input: Input,
  context: ActionContext<JsonObject>,
  { catalog, appBaseUrl }: AwaitEntityOptions,
  start: number,
): Promise<void> {
  const { entityRef, catalogInfoUrl, timeoutSeconds } = input;
  const credentials = await context.getInitiatorCredentials();
  const deadline = start + timeoutSeconds * 1000;
  let pauseMs = firstPauseMs;
  let nextReport = start + reportEveryMs;
  for (;;) {
    context.signal?.throwIfAborted();
    const entity = await catalog.getEntityByRef(entityRef, { credentials });
    if (entity) {
      assertComesFrom(entity, entityRef, catalogInfoUrl);
      return;
    }
    const now = Date.now();
    if (now >= deadline) {
      throw new Error(
        describeTimeout(input, {
          appBaseUrl,
          problem: await findLocationProblem(
            catalogInfoUrl,
            catalog,
            credentials,
          ),
        }),
      );
    }
    if (now >= nextReport) {
      const waited = Math.round((now - start) / 1000);
      context.logger.info(
        `Still waiting: ${waited} of at most ${timeoutSeconds} s`,
      );
      nextReport = now + reportEveryMs;
    }
    await sleep(Math.min(pauseMs, deadline - now), undefined, {
      signal: context.signal,
    });
    pauseMs = Math.min(pauseMs * 1.5, longestPauseMs);
  }
}

/** Two repositories can describe the same entity; the catalog keeps the first and hides the other. */
function assertComesFrom(
  entity: Entity,
  entityRef: string,
  catalogInfoUrl: string | undefined,
): void {
  const location = entity.metadata.annotations?.[ANNOTATION_LOCATION];
  if (!catalogInfoUrl || !location) {
    return;
  }
  const { target } = parseLocationRef(location);
  if (readRepositoryUrl(target) !== readRepositoryUrl(catalogInfoUrl)) {
    throw new ConflictError(
      `${entityRef} is in the catalog, but it comes from ${target}. The one in ${catalogInfoUrl} is hidden by it: remove one of the two, or rename one.`,
    );
  }
}

/** The part of an address that is the same for every branch and file of a repository. */
function readRepositoryUrl(url: string): string {
  return url
    .replace(/\/(?:-\/)?(?:blob|tree|raw|edit)\/.*$/, '')
    .replace(/\.git$/, '')
    .toLowerCase();
}

/** What the catalog itself says about a registered location that it cannot read or process. */
async function findLocationProblem(
  target: string | undefined,
  catalog: CatalogService,
  credentials: BackstageCredentials,
): Promise<string | undefined> {
  if (!target) {
    return undefined;
  }
  const { items } = await catalog.getEntities(
    { filter: { kind: 'Location', 'spec.target': target }, limit: 1 },
    { credentials },
  );
  const { status } = entityStatusSchema.parse(items[0] ?? {});
  return status?.items?.find(({ level }) => level === 'error')?.message;
}

function describeTimeout(
  { entityRef, catalogInfoUrl, timeoutSeconds }: Input,
  options: { appBaseUrl: string; problem?: string },
): string {
  const file = catalogInfoUrl ?? 'the catalog-info.yaml';
  return [
    `${entityRef} did not appear in the catalog within ${timeoutSeconds} s.`,
    options.problem && `The catalog says: ${options.problem}.`,
    `Look whether ${file} exists, describes exactly this entity and is valid: ${options.appBaseUrl}/catalog-unprocessed-entities lists what the catalog refused and why.`,
    'Nothing is lost: when that is mended, retry this task, and it continues with the same repository.',
  ]
    .filter(Boolean)
    .join(' ');
}

import { ConflictError } from '@backstage/errors';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import {
  CompletedRepository,
  NewRepository,
  RepositoryHost,
} from '../hosts/RepositoryHost';

/**
 * Makes a repository and fills it, or continues with what an earlier run of the same task made. Cancelled in the middle, it
 * removes what it made, unless there are files in it already.
 */
export async function makeRepository(
  host: RepositoryHost,
  repository: NewRepository,
  context: ActionContext<JsonObject>,
  steps: {
    assertNameIsFree(): Promise<void>;
    openForUndo(): Promise<RepositoryHost>;
  },
): Promise<CompletedRepository> {
  const { name, taskId } = repository;
  const existing = await host.find(name);
  if (existing && existing.taskId !== taskId) {
    throw new ConflictError(
      `A repository '${name}' already exists in ${host.label}, and another task or person made it: ${existing.repositoryUrl}. Choose another name.`,
    );
  }
  if (existing) {
    context.logger.info(
      `Continuing with ${existing.repositoryUrl}, which an earlier run of this task made`,
    );
    return host.complete(repository);
  }
  await steps.assertNameIsFree();
  context.signal?.throwIfAborted();
  context.logger.info(`Making ${name} in ${host.label}`);
  try {
    // Cancelled while it waits for an answer, it may have made one all the same.
    await host.create(repository);
    context.signal?.throwIfAborted();
    const completed = await host.complete(repository);
    context.signal?.throwIfAborted();
    return completed;
  } catch (error) {
    if (context.signal?.aborted) {
      await undo(steps.openForUndo, repository, context);
    }
    throw error;
  }
}

async function undo(
  openHost: () => Promise<RepositoryHost>,
  repository: NewRepository,
  context: ActionContext<JsonObject>,
): Promise<void> {
  try {
    const host = await openHost();
    const made = await host.find(repository.name);
    if (made?.taskId !== repository.taskId) {
      context.logger.info('Cancelled before a repository was made');
    } else if (await host.discard(repository)) {
      context.logger.info(`Cancelled: ${repository.name} was not kept`);
    } else {
      context.logger.warn(
        `Cancelled, but ${made.repositoryUrl} stays: it holds files already. Remove it by hand, or retry this task to finish it.`,
      );
    }
  } catch (error) {
    context.logger.warn(
      `Cancelled, but ${repository.name} could not be removed: ${toError(error).message} Remove it by hand, or retry this task to finish it.`,
    );
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

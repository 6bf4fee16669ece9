import {
  AuditorService,
  AuthService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { OpenHost } from '../hosts/openHost';
import { NewRepository } from '../hosts/RepositoryHost';
import { assertMayOwn } from '../naming/assertMayOwn';
import { ServiceNames } from '../naming/ServiceNames';
import {
  createRepositoryExamples,
  createRepositoryInput,
  createRepositoryOutput,
} from './createRepositorySchema';
import { defineAction } from './defineAction';
import { findSourceDirectory } from './findSourceDirectory';
import { makeRepository } from './makeRepository';

export interface CreateRepositoryOptions {
  auth: AuthService;
  auditor: AuditorService;
  userInfo: UserInfoService;
  names: ServiceNames;
  openHost: OpenHost;
  /** Who commits when the person who runs the template has no name or address in the catalog. */
  defaultAuthor: { name: string; email: string };
  commitMessage: string;
}

/** A commit id that no commit has: what a dry run answers. */
const noCommit = '0'.repeat(40);

/**
 * The action that makes the repository of a new service.
 *
 * Whether a task has already made its repository is told by the repository, which is marked with the task, and not by a
 * checkpoint of the task: a checkpoint would go on claiming a repository that somebody has removed since, and would miss
 * one that was made just before the backend died.
 */
export function createRepositoryAction(
  options: CreateRepositoryOptions,
): TemplateAction<JsonObject, JsonObject> {
  return defineAction({
    id: 'stagedoor:repository:create',
    description:
      'Makes the git repository of a new service from files of the workspace: in the built-in store, on GitHub or on GitLab. Repeated for the same task, it continues with the repository that it made.',
    examples: createRepositoryExamples,
    input: createRepositoryInput,
    output: createRepositoryOutput,
    run: (input, context) => runCreateRepository(input, context, options),
  });
}

async function runCreateRepository(
  input: z.output<typeof createRepositoryInput>,
  context: ActionContext<JsonObject>,
  options: CreateRepositoryOptions,
): Promise<z.output<typeof createRepositoryOutput>> {
  const { name, destination, owner, defaultBranch } = input;
  const credentials = await context.getInitiatorCredentials();
  // A preview is made by the platform itself, which belongs to no group and creates nothing.
  const isPreview =
    context.isDryRun && options.auth.isPrincipal(credentials, 'service');
  if (!isPreview) {
    await assertMayOwn(owner, { credentials, userInfo: options.userInfo });
  }
  const directory = await findSourceDirectory(
    context.workspacePath,
    input.sourcePath,
  );
  const personToken = context.secrets?.USER_OAUTH_TOKEN;
  const host = await options.openHost(destination, {
    personToken,
    signal: context.signal,
  });
  const entityRef = stringifyEntityRef({ kind: 'component', name });

  if (context.isDryRun) {
    if (!isPreview) {
      await options.names.assertFree(name, credentials);
    }
    context.logger.info(`A real run would make ${name} in ${host.label}`);
    return {
      ...host.describe(name, defaultBranch),
      entityRef,
      commit: noCommit,
    };
  }

  const repository: NewRepository = {
    name,
    description: input.description,
    branch: defaultBranch,
    directory,
    author: describeAuthor(context, options.defaultAuthor),
    message: options.commitMessage,
    taskId: context.task.id,
  };
  const event = await options.auditor.createEvent({
    eventId: 'repository-create',
    severityLevel: 'medium',
    meta: {
      name,
      destination: host.label,
      owner,
      taskId: context.task.id,
      userEntityRef: context.user?.ref,
    },
  });
  try {
    const completed = await makeRepository(host, repository, context, {
      assertNameIsFree: () => options.names.assertFree(name, credentials),
      // What undoes a cancelled task must not be cancelled with it.
      openForUndo: () => options.openHost(destination, { personToken }),
    });
    await event.success({ meta: { commit: completed.commit } });
    context.logger.info(`${name} is at ${completed.repositoryUrl}`);
    return { ...completed, entityRef };
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
}

function describeAuthor(
  context: ActionContext<JsonObject>,
  fallback: { name: string; email: string },
): { name: string; email: string } {
  const profile = context.user?.entity?.spec?.profile;
  return {
    name: profile?.displayName || fallback.name,
    email: profile?.email || fallback.email,
  };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

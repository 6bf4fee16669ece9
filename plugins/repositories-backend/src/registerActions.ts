import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { repositoryReadPermission } from '@stagedoor/plugin-repositories-common';
import { RepositoryReader } from './service/RepositoryReader';

const attributes = { readOnly: true, destructive: false, idempotent: true };

/** Offers as actions what people do with repositories over REST. The registry takes schemas of zod 3. */
export function registerActions(options: {
  actionsRegistry: ActionsRegistryService;
  reader: RepositoryReader;
}): void {
  const { actionsRegistry, reader } = options;

  actionsRegistry.register({
    name: 'list-repositories',
    title: 'List repositories',
    description:
      'Lists the git repositories of this installation by name, with their default branch and newest commit.',
    attributes,
    visibilityPermission: repositoryReadPermission,
    schema: {
      input: z =>
        z.object({
          cursor: z
            .string()
            .optional()
            .describe('The nextCursor of the page before'),
          limit: z.number().int().min(1).max(200).default(50),
        }),
      output: z =>
        z.object({
          items: z.array(
            z.object({
              name: z.string(),
              kind: z.enum(['stored', 'mirror']),
              defaultBranch: z.string(),
              description: z.string().optional(),
              updatedAt: z.string().optional(),
              head: z.string().optional(),
            }),
          ),
          nextCursor: z.string().optional(),
        }),
    },
    action: async ({ input, credentials }) => ({
      output: await reader.list(input, { credentials }),
    }),
  });

  actionsRegistry.register({
    name: 'list-repository-files',
    title: 'List files of a repository',
    description: 'Lists one directory of a repository.',
    attributes,
    visibilityPermission: repositoryReadPermission,
    schema: {
      input: z =>
        z.object({
          name: z.string().describe('Such as payments-api'),
          ref: z
            .string()
            .optional()
            .describe('Branch, tag or commit. Defaults to the default branch.'),
          path: z.string().default('').describe('Defaults to the root.'),
        }),
      output: z =>
        z.object({
          commit: z.string(),
          path: z.string(),
          truncated: z.boolean(),
          entries: z.array(
            z.object({
              name: z.string(),
              path: z.string(),
              kind: z.enum(['file', 'directory', 'symlink', 'submodule']),
              size: z.number().optional(),
            }),
          ),
        }),
    },
    action: async ({ input: { name, ...query }, credentials }) => ({
      output: await reader.readTree(name, query, { credentials }),
    }),
  });

  actionsRegistry.register({
    name: 'read-repository-file',
    title: 'Read a file of a repository',
    description:
      'Reads one file of a repository at a branch, a tag or a commit. Files above 1 MiB come without content; what is not text comes in base64.',
    attributes,
    visibilityPermission: repositoryReadPermission,
    schema: {
      input: z =>
        z.object({
          name: z.string().describe('Such as payments-api'),
          ref: z
            .string()
            .optional()
            .describe('Branch, tag or commit. Defaults to the default branch.'),
          path: z.string().describe('Such as docs/runbook.md'),
        }),
      output: z =>
        z.object({
          commit: z.string(),
          path: z.string(),
          size: z.number(),
          encoding: z.enum(['utf-8', 'base64']),
          content: z.string().optional(),
        }),
    },
    action: async ({ input: { name, ...query }, credentials }) => ({
      output: await reader.readFile(name, query, { credentials }),
    }),
  });
}

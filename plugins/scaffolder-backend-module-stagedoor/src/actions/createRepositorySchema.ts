import { repositoryNameSchema } from '@stagedoor/plugin-repositories-common';
import { destinationSchema } from '@stagedoor/service-creation';
import { z } from 'zod';

export const createRepositoryInput = z.strictObject({
  name: repositoryNameSchema.describe(
    'Name of the repository, and of the component that it describes.',
  ),
  description: z
    .string()
    .max(350)
    .regex(/^[^\p{Cc}]*$/u, 'must be one line of text')
    .optional()
    .describe('One sentence that is shown beside the repository.'),
  destination: destinationSchema.describe('Where the repository is made.'),
  owner: z
    .string()
    .min(1)
    .max(200)
    .describe(
      'The group that will own the service, such as group:default/payments. The person who runs the template must belong to it.',
    ),
  sourcePath: z
    .string()
    .max(500)
    .default('.')
    .describe(
      'Directory of the workspace whose files the repository gets. Defaults to the whole workspace.',
    ),
  defaultBranch: z
    .string()
    .max(100)
    .regex(
      /^[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?$/,
      'must be the name of a branch',
    )
    .default('main')
    .describe('Name of the only branch.'),
});

export const createRepositoryOutput = z.object({
  repositoryUrl: z.string().describe('Where people look at the repository.'),
  cloneUrl: z.string().describe('What git clones.'),
  catalogInfoUrl: z.string().describe('Address of its catalog-info.yaml.'),
  entityRef: z.string().describe('The component that it describes.'),
  commit: z.string().describe('Id of the first commit.'),
});

export const createRepositoryExamples = [
  {
    description: 'Make a repository in the built-in store',
    example: `steps:
  - id: repository
    name: Create the repository
    action: stagedoor:repository:create
    input:
      name: \${{ parameters.name }}
      description: \${{ parameters.description }}
      destination:
        kind: stored
      owner: \${{ parameters.owner }}
`,
  },
  {
    description: 'Make it where the form says',
    example: `steps:
  - id: repository
    name: Create the repository
    action: stagedoor:repository:create
    input:
      name: \${{ parameters.name }}
      destination: \${{ parameters.destination }}
      owner: \${{ parameters.owner }}
      sourcePath: ./service
`,
  },
  {
    description: 'Make it in a group of a GitLab server of your own',
    example: `steps:
  - id: repository
    name: Create the repository
    action: stagedoor:repository:create
    input:
      name: \${{ parameters.name }}
      destination:
        kind: gitlab
        host: gitlab.example.com
        owner: company/payments
      owner: group:default/payments
`,
  },
];

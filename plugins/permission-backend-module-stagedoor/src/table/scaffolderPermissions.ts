import {
  actionExecutePermission,
  RESOURCE_TYPE_SCAFFOLDER_TASK,
  taskCancelPermission,
  taskCreatePermission,
  taskReadPermission,
  templateDryRunPermission,
  templateManagementPermission,
  templateParameterReadPermission,
  templateStepReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  ConditionalAllowance,
  PermissionRegistration,
} from '@stagedoor/plugin-roles-node';
import {
  insideReaders,
  makers,
  platformEngineers,
  platformReaders,
} from './allowances';

const startedThemselves: ConditionalAllowance = {
  pluginId: 'scaffolder',
  resourceType: RESOURCE_TYPE_SCAFFOLDER_TASK,
  restriction: 'if they started it themselves',
  createConditions: ({ userEntityRef }) => ({
    resourceType: RESOURCE_TYPE_SCAFFOLDER_TASK,
    rule: 'IS_TASK_OWNER',
    params: { createdBy: [userEntityRef] },
  }),
};

/** Templates, and the tasks that run them. */
export const scaffolderPermissions: PermissionRegistration[] = [
  {
    permission: taskCreatePermission,
    title: 'Create a service from a template',
    description: 'Fill in the form of a template and start the task.',
    allow: makers,
  },
  {
    permission: templateParameterReadPermission,
    title: "See a template's form",
    description: 'See what a template asks for.',
    allow: insideReaders,
  },
  {
    permission: templateStepReadPermission,
    title: "See a template's steps",
    description: 'See what a template will do.',
    allow: insideReaders,
  },
  {
    permission: actionExecutePermission,
    title: "Run a template's actions",
    description:
      'Have a task do what its template says: create a repository, register an entity.',
    allow: makers,
  },
  {
    permission: taskReadPermission,
    title: 'See a task',
    description: 'See the progress, input and log of a template that was run.',
    allow: { developer: startedThemselves, ...platformReaders },
  },
  {
    permission: taskCancelPermission,
    title: 'Cancel a task',
    description: 'Stop a template that is running.',
    allow: { developer: startedThemselves, ...platformEngineers },
  },
  {
    permission: templateDryRunPermission,
    title: 'Try a template out',
    description:
      'Run the text of a template that nobody has reviewed, without lasting effect.',
    allow: platformEngineers,
  },
  {
    permission: templateManagementPermission,
    title: 'Manage templates',
    description: 'Use the template editor and the list of installed actions.',
    allow: platformEngineers,
  },
];

import {
  devToolsAdministerPermission,
  devToolsConfigReadPermission,
  devToolsExternalDependenciesReadPermission,
  devToolsInfoReadPermission,
} from '@backstage/plugin-devtools-common';
import {
  devToolsTaskSchedulerCreatePermission,
  devToolsTaskSchedulerReadPermission,
} from '@backstage/plugin-devtools-common/alpha';
import {
  kubernetesClustersReadPermission,
  kubernetesProxyPermission,
  kubernetesResourcesReadPermission,
} from '@backstage/plugin-kubernetes-common';
import { PermissionRegistration } from '@stagedoor/plugin-roles-node';
import {
  insideReaders,
  platformEngineers,
  platformReaders,
} from './allowances';

/** What runs, and the platform's own insides. */
export const platformPermissions: PermissionRegistration[] = [
  {
    permission: kubernetesClustersReadPermission,
    title: 'See Kubernetes clusters',
    description: 'See which clusters the platform is connected to.',
    allow: insideReaders,
  },
  {
    permission: kubernetesResourcesReadPermission,
    title: 'See Kubernetes resources',
    description: 'See the deployments, pods and events of a service.',
    allow: insideReaders,
  },
  {
    permission: kubernetesProxyPermission,
    title: 'Call a Kubernetes API',
    description:
      "Send any request to a cluster with the platform's own credentials: read pod logs, delete pods, and everything else those credentials may.",
    allow: platformEngineers,
  },
  {
    permission: devToolsAdministerPermission,
    title: 'Administer the platform',
    description: 'Open the DevTools of the platform.',
    allow: platformEngineers,
  },
  {
    permission: devToolsInfoReadPermission,
    title: 'See platform information',
    description: 'See the versions that the platform runs on.',
    allow: platformReaders,
  },
  {
    permission: devToolsConfigReadPermission,
    title: 'See platform configuration',
    description: 'See the configuration of the platform, without its secrets.',
    allow: platformReaders,
  },
  {
    permission: devToolsExternalDependenciesReadPermission,
    title: 'See external dependencies',
    description: 'See whether the systems that the platform needs answer.',
    allow: platformReaders,
  },
  {
    permission: devToolsTaskSchedulerReadPermission,
    title: 'See scheduled tasks',
    description: 'See what the platform runs on a schedule, and how it went.',
    allow: platformReaders,
  },
  {
    permission: devToolsTaskSchedulerCreatePermission,
    title: 'Trigger a scheduled task',
    description: 'Run a scheduled task of the platform now, or stop it.',
    allow: platformEngineers,
  },
];

import { catalogPermissions } from '@backstage/plugin-catalog-common/alpha';
import { unprocessedEntitiesPermissions } from '@backstage/plugin-catalog-unprocessed-entities-common';
import { devToolsPermissions } from '@backstage/plugin-devtools-common';
import {
  devToolsTaskSchedulerCreatePermission,
  devToolsTaskSchedulerReadPermission,
} from '@backstage/plugin-devtools-common/alpha';
import { kubernetesPermissions } from '@backstage/plugin-kubernetes-common';
import { scaffolderPermissions } from '@backstage/plugin-scaffolder-common/alpha';
import { Role, roleSchema } from '@stagedoor/plugin-roles-common';
import { RoleHolding } from '../membership/RoleHoldings';
import { decide } from '../policy/decide';
import { PermissionTable } from './PermissionTable';
import { stockPermissions } from './stockPermissions';

/** A cell is yes, no, or `if`: conditional on the resource. Nobody holds `owner`, so it is what a person without roles may. */
const columns = [
  'viewer',
  'developer',
  'owner',
  'platform-engineer',
  'auditor',
] as const;

// prettier-ignore
const expected = {
  //                                    viewer developer owner platform auditor
  'catalog.entity.read':                 'yes    yes       if    yes      yes',
  'catalog.entity.create':               'no     yes       no    yes      no',
  'catalog.entity.refresh':              'if     if        if    yes      if',
  'catalog.entity.delete':               'if     if        if    yes      if',
  'catalog.entity.validate':             'no     yes       no    yes      no',
  'catalog.location.read':               'yes    yes       no    yes      yes',
  'catalog.location.create':             'no     yes       no    yes      no',
  'catalog.location.analyze':            'no     yes       no    yes      no',
  'catalog.location.delete':             'no     no        no    yes      no',
  'catalog.ingestion.read':              'no     no        no    yes      yes',
  'catalog.ingestion.manage':            'no     no        no    yes      no',
  'catalog.entities.unprocessed.read':   'no     yes       no    yes      yes',
  'catalog.entities.unprocessed.delete': 'no     no        no    yes      no',
  'scaffolder.task.create':              'no     yes       no    yes      no',
  'scaffolder.task.read':                'no     if        no    yes      yes',
  'scaffolder.task.cancel':              'no     if        no    yes      no',
  'scaffolder.action.execute':           'no     yes       no    yes      no',
  'scaffolder.template.parameter.read':  'no     yes       no    yes      yes',
  'scaffolder.template.step.read':       'no     yes       no    yes      yes',
  'scaffolder.template.dry-run':         'no     no        no    yes      no',
  'scaffolder.template.management':      'no     no        no    yes      no',
  'kubernetes.clusters.read':            'no     yes       no    yes      yes',
  'kubernetes.resources.read':           'no     yes       no    yes      yes',
  'kubernetes.proxy':                    'no     no        no    yes      no',
  'devtools.administer':                 'no     no        no    yes      no',
  'devtools.info':                       'no     no        no    yes      yes',
  'devtools.config':                     'no     no        no    yes      yes',
  'devtools.external-dependencies':      'no     no        no    yes      yes',
  'devtools.scheduler.read':             'no     no        no    yes      yes',
  'devtools.scheduler.trigger':          'no     no        no    yes      no',
};

const answers = { ALLOW: 'yes', DENY: 'no', CONDITIONAL: 'if' };

function hold(role: Role): RoleHolding {
  return {
    userEntityRef: 'user:default/someone',
    ownershipEntityRefs: ['user:default/someone', 'group:default/team'],
    roles: new Map(role === 'owner' ? [] : [[role, [{ kind: 'user' }]]]),
  };
}

describe('stockPermissions', () => {
  const table = new PermissionTable();
  table.addPermissions(stockPermissions);

  it('decides every role by every permission as written down here', () => {
    const decided = Object.fromEntries(
      table
        .list()
        .map(declared => [
          declared.permission.name,
          columns
            .map(role => answers[decide(hold(role), declared).result])
            .join(' '),
        ]),
    );
    expect(decided).toEqual(
      Object.fromEntries(
        Object.entries(expected).map(([name, row]) => [
          name,
          row.replace(/ +/g, ' '),
        ]),
      ),
    );
    expect(columns).toEqual(roleSchema.options);
  });

  it('declares every permission that the stock plugins export', () => {
    const exported = [
      ...catalogPermissions,
      ...Object.values(unprocessedEntitiesPermissions),
      ...scaffolderPermissions,
      ...kubernetesPermissions,
      ...devToolsPermissions,
      devToolsTaskSchedulerCreatePermission,
      devToolsTaskSchedulerReadPermission,
    ].map(({ name }) => name);
    expect(
      table
        .list()
        .map(({ permission }) => permission.name)
        .sort(),
    ).toEqual(exported.sort());
  });

  it('lets auditors change nothing', () => {
    const harmless = new Set(['read', undefined]);
    const used = table
      .list()
      .filter(({ entries }) => entries.some(({ role }) => role === 'auditor'))
      .map(({ permission }) => permission);
    expect(
      used.filter(
        ({ attributes }) =>
          attributes.action === undefined || !harmless.has(attributes.action),
      ),
    ).toEqual([]);
  });

  it('asks for ownership and authorship with the person asking', () => {
    const conditionsOf = (name: string, role: Role) => {
      const declared = table.find(name);
      return declared && decide(hold(role), declared);
    };
    expect(conditionsOf('catalog.entity.delete', 'viewer')).toMatchObject({
      pluginId: 'catalog',
      resourceType: 'catalog-entity',
      conditions: {
        rule: 'IS_ENTITY_OWNER',
        params: { claims: ['user:default/someone', 'group:default/team'] },
      },
    });
    expect(conditionsOf('scaffolder.task.read', 'developer')).toMatchObject({
      pluginId: 'scaffolder',
      resourceType: 'scaffolder-task',
      conditions: {
        rule: 'IS_TASK_OWNER',
        params: { createdBy: ['user:default/someone'] },
      },
    });
  });
});

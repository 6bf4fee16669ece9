import { parseEntityRef } from '@backstage/catalog-model';
import {
  HeldRole,
  MyRoles,
  NamedRef,
  roleDescriptions,
  RoleSource,
} from '@stagedoor/plugin-roles-common';
import { GroupPaths } from '../membership/GroupPaths';
import { HoldingSource, RoleHolding } from '../membership/RoleHoldings';

/** The roles of a person and through what they have them, in names. The groups are their own, so theirs to know. */
export async function describeMyRoles(
  holding: RoleHolding,
  groupPaths: GroupPaths,
): Promise<MyRoles> {
  const nameGroup = async (entityRef: string): Promise<NamedRef> => ({
    entityRef,
    title:
      (await groupPaths.find(entityRef))?.title ??
      parseEntityRef(entityRef).name,
  });
  const nameSource = async (source: HoldingSource): Promise<RoleSource> =>
    source.kind === 'group'
      ? { kind: 'group', path: await Promise.all(source.path.map(nameGroup)) }
      : source;

  const roles = [...holding.roles].map(
    async ([role, sources]): Promise<HeldRole> => ({
      role,
      title: roleDescriptions[role].singular,
      description: roleDescriptions[role].description,
      through: await Promise.all(sources.map(nameSource)),
    }),
  );
  return {
    userEntityRef: holding.userEntityRef,
    roles: await Promise.all(roles),
    ownsThrough: await Promise.all(
      holding.ownershipEntityRefs
        .filter(ref => ref !== holding.userEntityRef)
        .map(nameGroup),
    ),
  };
}

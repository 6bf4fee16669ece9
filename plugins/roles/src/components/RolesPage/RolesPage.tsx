import { Container } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { rolesApiRef } from '@stagedoor/plugin-roles-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { MyRolesCard } from '../MyRolesCard/MyRolesCard';
import { PermissionChecker } from '../PermissionChecker/PermissionChecker';
import { RoleTableCard } from '../RoleTableCard/RoleTableCard';
import styles from './RolesPage.module.css';

/** My roles, a question about any permission, and the table of who may do what. */
export function RolesPage() {
  const rolesApi = useApi(rolesApiRef);
  const myRoles = useAsyncRetry(() => rolesApi.getMyRoles(), [rolesApi]);
  const roleTable = useAsyncRetry(() => rolesApi.getRoleTable(), [rolesApi]);
  return (
    <Container>
      <div className={styles.page}>
        <MyRolesCard myRoles={myRoles} />
        <PermissionChecker permissions={roleTable.value?.permissions} />
        <div className={styles.wide}>
          <RoleTableCard
            roleTable={roleTable}
            myRoles={myRoles.value?.roles.map(({ role }) => role)}
          />
        </div>
      </div>
    </Container>
  );
}

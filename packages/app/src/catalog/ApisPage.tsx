import {
  EntityKindPicker,
  EntityLifecyclePicker,
  EntityOwnerPicker,
  EntityTagPicker,
  EntityTypePicker,
  UserListPicker,
} from '@backstage/plugin-catalog-react';
import { CatalogPage } from './CatalogPage';

/** The catalog, held to APIs. */
export const ApisPage = () => (
  <CatalogPage
    filters={[
      <EntityKindPicker key="kind" initialFilter="api" hidden />,
      <EntityTypePicker key="type" />,
      <UserListPicker key="list" initialFilter="all" />,
      <EntityOwnerPicker key="owner" />,
      <EntityLifecyclePicker key="lifecycle" />,
      <EntityTagPicker key="tag" />,
    ]}
  />
);

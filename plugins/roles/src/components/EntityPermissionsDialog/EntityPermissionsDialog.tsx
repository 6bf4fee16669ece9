import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import {
  Explanation,
  ExplanationQuestion,
  MAX_EXPLANATIONS,
  RoleTable,
} from '@stagedoor/plugin-roles-common';
import { ExplanationText, rolesApiRef } from '@stagedoor/plugin-roles-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { Loaded } from '../Section/Section';
import styles from './EntityPermissionsDialog.module.css';

/** What the signed-in person may and may not do with one entity, and why: one line for every permission on entities. */
export function EntityPermissionsDialog(props: {
  entityRef: string;
  /** What the entity is called. */
  title: string;
  onClose(): void;
}) {
  const { entityRef, title, onClose } = props;
  const rolesApi = useApi(rolesApiRef);
  const explanations = useAsyncRetry(async () => {
    const questions = listQuestions(await rolesApi.getRoleTable(), entityRef);
    return rolesApi.explain(questions.slice(0, MAX_EXPLANATIONS));
  }, [rolesApi, entityRef]);
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()}>
      <DialogHeader>What may I do with {title}?</DialogHeader>
      <DialogBody>
        <Loaded of={explanations} what="what you may do here">
          {items => <Explanations items={items} />}
        </Loaded>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Done
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function Explanations(props: { items: Explanation[] }) {
  return (
    <ul className={styles.list}>
      {props.items.map(explanation => {
        const isAllowed = explanation.decision === 'allowed';
        return (
          <li key={explanation.permission} className={styles.item}>
            <span className={isAllowed ? styles.allowed : styles.denied}>
              {isAllowed ? 'Yes' : 'No'}
            </span>
            <div>
              <Text as="h3" weight="bold">
                {explanation.title}
              </Text>
              <ExplanationText explanation={explanation} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** Every permission on entities, and for a template also whether one may use it. */
function listQuestions(
  { permissions }: RoleTable,
  entityRef: string,
): ExplanationQuestion[] {
  const onEntity = permissions
    .filter(({ resourceType }) => resourceType === RESOURCE_TYPE_CATALOG_ENTITY)
    .map(({ permission }) => ({ permission, resourceRef: entityRef }));
  return entityRef.startsWith('template:')
    ? [{ permission: taskCreatePermission.name }, ...onEntity]
    : onEntity;
}

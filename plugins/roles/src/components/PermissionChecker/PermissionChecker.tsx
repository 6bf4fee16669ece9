import { Button, Select, Text, TextField } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  Explanation,
  ExplanationQuestion,
  TableRow,
} from '@stagedoor/plugin-roles-common';
import { ExplanationText, rolesApiRef } from '@stagedoor/plugin-roles-react';
import { FormEvent, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { Section } from '../Section/Section';
import styles from './PermissionChecker.module.css';

/** Answers "May I … on …?" for any declared permission. */
export function PermissionChecker(props: {
  permissions: TableRow[] | undefined;
}) {
  const rolesApi = useApi(rolesApiRef);
  const [permission, setPermission] = useState<string>();
  const [resource, setResource] = useState('');
  const [answer, ask] = useAsyncFn(
    async (question: ExplanationQuestion) => {
      const [explanation] = await rolesApi.explain([question]);
      return explanation;
    },
    [rolesApi],
  );

  const chosen = props.permissions?.find(row => row.permission === permission);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen) {
      ask({
        permission: chosen.permission,
        ...(chosen.resourceType && resource.trim()
          ? { resourceRef: completeRef(chosen, resource.trim()) }
          : {}),
      });
    }
  };

  return (
    <Section title="May I …?">
      <form className={styles.form} onSubmit={submit}>
        <Select
          label="May I"
          placeholder="Choose what to do"
          search={{ placeholder: 'Search what to do' }}
          isDisabled={!props.permissions}
          options={(props.permissions ?? []).map(row => ({
            id: row.permission,
            label: row.title,
          }))}
          value={permission ?? null}
          onChange={key =>
            setPermission(key === null ? undefined : String(key))
          }
        />
        {chosen?.resourceType && (
          <TextField
            label="on"
            description={describeResource(chosen)}
            value={resource}
            onChange={setResource}
          />
        )}
        <Button type="submit" isDisabled={!chosen} isPending={answer.loading}>
          Ask
        </Button>
      </form>
      <div role="status">
        {answer.error && (
          <Text as="p">
            It was not possible to find out: {answer.error.message}
          </Text>
        )}
        {!answer.error && !answer.loading && answer.value && (
          <Answer explanation={answer.value} />
        )}
      </div>
    </Section>
  );
}

function Answer(props: { explanation: Explanation }) {
  const isAllowed = props.explanation.decision === 'allowed';
  return (
    <div
      className={`${styles.answer} ${isAllowed ? styles.allowed : styles.denied}`}
    >
      <Text as="p" weight="bold">
        {isAllowed ? 'Yes' : 'No'}
      </Text>
      <ExplanationText explanation={props.explanation} />
    </div>
  );
}

const entityResourceType = 'catalog-entity';

function describeResource({ resourceType }: TableRow): string {
  return resourceType === entityResourceType
    ? 'An entity of the catalog, such as component:default/payments-api'
    : `The id of a ${resourceType?.replace(/[-_]/g, ' ')}`;
}

/** People write the name of a component; the backend wants a whole ref. */
function completeRef({ resourceType }: TableRow, text: string): string {
  return resourceType === entityResourceType && !text.includes(':')
    ? `component:${text.includes('/') ? text : `default/${text}`}`
    : text;
}

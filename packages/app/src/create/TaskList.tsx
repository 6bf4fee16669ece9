import { useCallback, useState } from 'react';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import type { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import {
  Button,
  Container,
  Link,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { Age, Chip, EntityName, type Tone } from '@stagedoor/ui-parts';
import { LoadedList } from '../entity/LoadedList';
import { useLoad } from '../feedback/useLoad';
import { titleOfTask } from '../home/selectWaiting';
import styles from './TaskList.module.css';

const pageSize = 25;

const states: Record<ScaffolderTask['status'], { tone: Tone; word: string }> = {
  open: { tone: 'run', word: 'Waiting' },
  processing: { tone: 'run', word: 'Running' },
  completed: { tone: 'ok', word: 'Done' },
  failed: { tone: 'bad', word: 'Failed' },
  cancelled: { tone: 'idle', word: 'Cancelled' },
  skipped: { tone: 'idle', word: 'Skipped' },
};

/** What was created, is being created, or could not be. */
export const TaskList = () => {
  const scaffolderApi = useApi(scaffolderApiRef);
  const [whose, setWhose] = useState<'owned' | 'all'>('owned');
  const [offset, setOffset] = useState(0);
  const data = useLoad(
    useCallback(
      () =>
        scaffolderApi.listTasks({
          filterByOwnership: whose,
          limit: pageSize,
          offset,
        }),
      [scaffolderApi, whose, offset],
    ),
  );

  return (
    <main>
      <Container>
        <div className={styles.controls}>
          <ToggleButtonGroup
            aria-label="Whose creations"
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[whose]}
            onSelectionChange={keys => {
              setWhose(keys.has('all') ? 'all' : 'owned');
              setOffset(0);
            }}
          >
            <ToggleButton id="owned">Mine</ToggleButton>
            <ToggleButton id="all">All</ToggleButton>
          </ToggleButtonGroup>
        </div>
        <LoadedList data={data}>
          {({ tasks, totalTasks = tasks.length }) =>
            tasks.length ? (
              <>
                <ul className={styles.list}>
                  {tasks.map(task => (
                    <TaskLine key={task.id} task={task} />
                  ))}
                </ul>
                {totalTasks > pageSize ? (
                  <div className={styles.pages}>
                    <Button
                      variant="secondary"
                      size="small"
                      isDisabled={offset === 0}
                      onPress={() => setOffset(Math.max(0, offset - pageSize))}
                    >
                      Newer
                    </Button>
                    <Button
                      variant="secondary"
                      size="small"
                      isDisabled={offset + tasks.length >= totalTasks}
                      onPress={() => setOffset(offset + pageSize)}
                    >
                      Older
                    </Button>
                  </div>
                ) : null}
              </>
            ) : (
              <p className={styles.empty}>
                {whose === 'owned'
                  ? 'You have created nothing yet. Each creation is kept here with its steps and its log, so that one that failed can be tried again.'
                  : 'Nobody has created anything yet.'}
              </p>
            )
          }
        </LoadedList>
      </Container>
    </main>
  );
};

const TaskLine = (props: { task: ScaffolderTask }) => {
  const { task } = props;
  const taskPage = useRouteRef(scaffolderPlugin.routes.ongoingTask);
  const { tone, word } = states[task.status];
  const by = task.spec.user?.ref;
  return (
    <li className={styles.line}>
      <Chip tone={tone}>{word}</Chip>
      <Link
        href={taskPage?.({ taskId: task.id }) ?? '/create/tasks'}
        className={styles.title}
      >
        {titleOfTask(task)}
      </Link>
      <span className={styles.fact}>
        {by ? <EntityName entityRef={by} /> : null}
      </span>
      <span className={styles.fact}>
        <Age at={task.createdAt} />
      </span>
    </li>
  );
};

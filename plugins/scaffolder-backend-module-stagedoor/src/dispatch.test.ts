import { TestDatabases } from '@backstage/backend-test-utils';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { Knex } from 'knex';
import {
  letScaffolderSettle,
  startScaffolder,
  TestScaffolder,
} from './__testUtils__/startScaffolder';

jest.setTimeout(60_000);

// Before the database goes: the scaffolder looks for events of its tasks every second, stopped or not.
afterAll(letScaffolderSettle);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

/** Something that happens once and can be waited for. */
function createSignal() {
  let give = () => {};
  const given = new Promise<void>(resolve => {
    give = resolve;
  });
  return { give, given };
}

/**
 * A database over a slow network: once the scaffolder has taken a task, it looks for the next one, finds nothing, and
 * waits for that answer until it is let go.
 */
function createSlowDatabase(knex: Knex) {
  const asked = createSignal();
  const answer = createSignal();
  let taken = false;
  const transaction = async (
    work: (transaction: Knex.Transaction) => Promise<unknown>,
  ) => {
    const found = await knex.transaction(work);
    if (found) {
      taken ||= Object.hasOwn(found, 'spec');
    } else if (taken) {
      asked.give();
      await answer.given;
    }
    return found;
  };
  return {
    asked: asked.given,
    answer: answer.give,
    knex: new Proxy(knex, {
      get: (target, name) =>
        name === 'transaction' ? transaction : Reflect.get(target, name),
    }),
  };
}

/** See docs/decisions/0019-patched-scaffolder.md */
describe('a task that is sent in the moment in which the scaffolder looks for one', () => {
  const mayEnd = createSignal();
  let database: ReturnType<typeof createSlowDatabase>;
  let scaffolder: TestScaffolder;

  beforeAll(async () => {
    database = createSlowDatabase(await databases.init('POSTGRES_18'));
    scaffolder = await startScaffolder({
      databases: { init: async () => database.knex },
      actions: [
        createTemplateAction({
          id: 'test:wait',
          handler: () => mayEnd.given,
        }),
      ],
    });
  });

  afterAll(() => scaffolder.stop());

  it('is carried out without another one that comes after it', async () => {
    const run = async (action: string) => {
      scaffolder.setSteps([{ id: 'step', action }]);
      return scaffolder.start({
        name: 'payments-api',
        owner: 'group:default/payments',
      });
    };
    const first = await run('test:wait');
    await database.asked;
    const second = await run('debug:log');
    database.answer();

    expect(await scaffolder.finish(second)).toMatchObject({
      status: 'completed',
    });
    mayEnd.give();
    expect(await scaffolder.finish(first)).toMatchObject({
      status: 'completed',
    });
  });
});

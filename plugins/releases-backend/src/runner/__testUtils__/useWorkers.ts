import { Knex } from 'knex';
import { Script, ScriptedEngine } from './ScriptedEngine';
import { TestWorker } from './TestWorker';
import { useDatabase } from './useDatabase';

type Options = Omit<
  ConstructorParameters<typeof TestWorker>[0],
  'knex' | 'engine'
> & { script?: Script };

/** A database as {@link useDatabase} has it, and workers that end with the test that started them. */
export function useWorkers(defaults: Options = {}): {
  readonly knex: Knex;
  work(options?: Options): TestWorker;
} {
  const database = useDatabase();
  const workers: TestWorker[] = [];

  afterEach(async () => {
    await Promise.all(workers.splice(0).map(worker => worker.stop()));
  });

  return {
    get knex() {
      return database.knex;
    },
    work({ script, ...options } = {}) {
      const worker = new TestWorker({
        engine: new ScriptedEngine(database.knex, script),
        ...defaults,
        ...options,
        knex: database.knex,
      });
      workers.push(worker);
      return worker;
    },
  };
}

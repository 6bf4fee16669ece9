import {
  HostRecord,
  PlannedStep,
  ReleaseEngine,
  ReleaseFailure,
  StepContext,
  StepResult,
} from '@stagedoor/plugin-releases-node';
import { PlannedHost, ReleasePlan } from '@stagedoor/plugin-releases-common';
import { Knex } from 'knex';

/** Tables that stand for what is outside: hosts with what runs there, and everything that was ever done to them. */
export async function createPlayground(knex: Knex): Promise<void> {
  await knex.schema.createTable('played_hosts', table => {
    table.text('ref').primary();
    table.integer('live');
    table.integer('epoch').notNullable().defaultTo(0);
  });
  await knex.schema.createTable('played_acts', table => {
    table.increments('id');
    table.integer('release').notNullable();
    table.integer('epoch').notNullable();
    table.text('act').notNullable();
  });
}

/** What an engine should do otherwise than well. */
export interface Script {
  /** Hosts whose verification says no. */
  broken?: string[];
  /** Called in the middle of a step. */
  during?: (point: string, context: StepContext) => Promise<void>;
}

/**
 * An engine that behaves: it looks before it acts, hosts refuse old workers, and everything it does is on record, so that
 * doing it twice is seen.
 */
export class ScriptedEngine implements ReleaseEngine {
  readonly id = 'ssh';
  readonly #outside: Knex;
  readonly #script: Script;

  constructor(outside: Knex, script: Script = {}) {
    this.#outside = outside;
    this.#script = script;
  }

  listSteps(plan: ReleasePlan): PlannedStep[] {
    const batches = new Set(plan.hosts.map(({ batch }) => batch));
    return [
      { key: 'build', title: 'Build' },
      ...[...batches].map(batch => ({
        key: `batch-${batch + 1}`,
        title: `Batch ${batch + 1}`,
      })),
    ];
  }

  describeFailure(): string {
    return 'Hosts are put back.';
  }

  async execute(step: PlannedStep, context: StepContext): Promise<StepResult> {
    context.log.note(`${step.title} begins`);
    await this.#during(step.key, context);
    if (step.key === 'build') {
      return this.#build(context);
    }
    const batch = Number(step.key.slice('batch-'.length)) - 1;
    for (const host of context.plan.hosts.filter(h => h.batch === batch)) {
      context.signal.throwIfAborted();
      await this.#switch(host, context);
    }
    return {};
  }

  async undo(cause: string, context: StepContext): Promise<string | undefined> {
    let count = 0;
    for (const host of await context.hosts.list()) {
      const wanted = mustGoBack(host, cause);
      if (wanted) {
        count += 1;
        await context.hosts.record(host.ref, { state: 'rolling_back' });
        await context.reach(`undoing:${nameOf(host.ref)}`);
        await this.#setLive(host.ref, host.previous?.release ?? null, context);
        await context.hosts.record(host.ref, {
          state: 'rolled_back',
          runs: host.previous ?? null,
        });
      }
    }
    context.log.note(`Put ${count} hosts back`);
    return count > 0 ? `${count} hosts were put back` : undefined;
  }

  async inspect(): Promise<[]> {
    return [];
  }

  async removePackages(): Promise<void> {}

  async #build(context: StepContext): Promise<StepResult> {
    const found = await context.packages.find(`key-${context.release}`);
    if (!found) {
      await this.#act(context, 'build');
      await context.packages.record(`key-${context.release}`, {
        digest: 'd',
        bytes: 1000,
      });
    }
    await context.facts.set('package', { digest: 'd' });
    return { detail: '1 kB' };
  }

  async #switch(host: PlannedHost, context: StepContext): Promise<void> {
    const { ref, name } = host;
    const version = context.plan.version;
    const before = await context.hosts.get(ref);
    if (before.state === 'verified') {
      return;
    }
    if (before.state === 'untouched') {
      const live = await this.#readLive(ref);
      await context.hosts.record(ref, {
        state: 'preparing',
        previous: live === null ? null : { release: live, version },
      });
      await this.#act(context, `upload ${name}`);
      await context.hosts.record(ref, { state: 'switching' });
    } else if (before.state === 'preparing') {
      await context.hosts.record(ref, { state: 'switching' });
    }
    await context.reach(`before-switch:${name}`);
    await this.#during(`before-switch:${name}`, context);
    await this.#setLive(ref, context.release, context);
    await context.reach(`switched:${name}`);
    await context.hosts.record(ref, {
      state: 'verifying',
      runs: { release: context.release, version },
      kept: [context.release],
    });
    await context.reach(`switch-recorded:${name}`);
    context.log.note(`Switched ${name}`, { host: name });
    if (this.#script.broken?.includes(name)) {
      await context.hosts.record(ref, { state: 'failed', message: 'HTTP 500' });
      throw new ReleaseFailure(`${name} answers 500 instead of 200`);
    }
    await context.hosts.record(ref, { state: 'verified' });
    await context.reach(`verified:${name}`);
  }

  async #readLive(ref: string): Promise<number | null> {
    const row = await this.#outside('played_hosts').where({ ref }).first();
    return row?.live ?? null;
  }

  /** What a host does under its lock: refuse old workers, and do nothing when it is done. */
  async #setLive(ref: string, live: number | null, context: StepContext) {
    await this.#outside.transaction(async trx => {
      await trx('played_hosts').insert({ ref }).onConflict('ref').ignore();
      const host = await trx('played_hosts').where({ ref }).forUpdate().first();
      if (host.epoch > context.epoch * 1 + context.release * 1000) {
        throw new Error('The host has seen a younger worker');
      }
      if (host.live !== live) {
        await trx('played_hosts')
          .where({ ref })
          .update({ live, epoch: context.epoch + context.release * 1000 });
        await trx('played_acts').insert({
          release: context.release,
          epoch: context.epoch,
          act: `${nameOf(ref)} > ${live === context.release ? 'new' : 'old'}`,
        });
      }
    });
  }

  async #act(context: StepContext, act: string): Promise<void> {
    await this.#outside('played_acts').insert({
      release: context.release,
      epoch: context.epoch,
      act,
    });
  }

  async #during(point: string, context: StepContext): Promise<void> {
    await this.#script.during?.(point, context);
  }
}

function mustGoBack(host: HostRecord, cause: string): boolean {
  const switched = ['switching', 'verifying', 'failed', 'rolling_back'];
  return (
    switched.includes(host.state) ||
    (cause !== 'cancelled' && host.state === 'verified')
  );
}

function nameOf(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}

/** Everything that was done outside for a release, in order. */
export async function listActs(knex: Knex, release: number): Promise<string[]> {
  const rows = await knex('played_acts').where({ release }).orderBy('id');
  return rows.map(({ act }) => act);
}

/** What is done outside for a release that succeeds on the four hosts of a plan. */
export const allActs = [
  'build',
  ...['prod-1', 'prod-2', 'prod-3', 'prod-4'].flatMap(host => [
    `upload ${host}`,
    `${host} > new`,
  ]),
];

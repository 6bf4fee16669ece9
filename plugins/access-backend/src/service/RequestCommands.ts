import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { Command, hashJson } from '@stagedoor/commands';
import { AccessAnnouncer } from '../announcements/AccessAnnouncer';
import { Asker } from '../permissions/Asker';
import { RequestReader } from '../store/RequestReader';
import { RequestWriter } from '../store/RequestWriter';
import { StoredGrant } from '../store/StoredGrant';
import { StoredRequest } from '../store/StoredRequest';
import { Wish } from './AccessService';
import { RequestPlanner } from './RequestPlanner';

interface RequestCommandsOptions {
  announcer: AccessAnnouncer;
  planner: RequestPlanner;
  requests: RequestReader;
  writer: RequestWriter;
}

/** More than anybody waits for: each is a message to everybody who may review it, and looked at again every minute. */
const mostWaiting = 100;

/** Makes and changes requests. Each command answers the id of the request that it made or changed. */
export class RequestCommands {
  readonly #options: RequestCommandsOptions;

  constructor(options: RequestCommandsOptions) {
    this.#options = options;
  }

  async create(wish: Wish, asker: Asker): Promise<number> {
    const { planner, writer } = this.#options;
    const command = describeCommand('create', wish, asker);
    const before = await writer.findDone(command);
    if (before !== undefined) {
      return before;
    }
    await this.#refuseTooMany(asker.ref);
    const wanted = await planner.make(wish, asker);
    return this.#announce(await writer.create(wanted, command));
  }

  async edit(
    request: StoredRequest,
    wish: Wish & { version: number },
    asker: Asker,
  ): Promise<number> {
    const { planner, writer } = this.#options;
    const { version, ...rest } = wish;
    const command = describeCommand(
      'edit',
      { ...wish, request: request.id },
      asker,
    );
    const before = await writer.findDone(command);
    if (before !== undefined) {
      return before;
    }
    if (request.requestedBy !== asker.ref) {
      throw new NotAllowedError('Only whoever asked can change a request');
    }
    const wanted = await planner.make(rest, asker);
    if (request.extends !== undefined) {
      const listHosts = ({ hosts }: Pick<StoredRequest, 'hosts'>) =>
        hosts
          .map(({ ref }) => ref)
          .sort()
          .join(' ');
      if (
        listHosts(wanted) !== listHosts(request) ||
        wanted.account !== request.account
      ) {
        throw new InputError(
          'hosts: more time is for the hosts and the account that were granted',
        );
      }
    }
    return this.#announce(
      await writer.edit(request.id, version, wanted, command),
    );
  }

  /** Asks for more time. */
  async extend(
    grant: StoredGrant,
    wish: { minutes: number; reason: string },
    asker: Asker,
  ): Promise<number> {
    const { planner, writer } = this.#options;
    const command = describeCommand(
      'extend',
      { ...wish, grant: grant.id },
      asker,
    );
    const before = await writer.findDone(command);
    if (before !== undefined) {
      return before;
    }
    if (grant.holder !== asker.ref) {
      throw new NotAllowedError(
        'Only whoever holds access can ask for more time',
      );
    }
    if (!['active', 'scheduled'].includes(grant.state) || grant.isDue) {
      throw new ConflictError('This access is over: ask for it anew');
    }
    const wanted = await planner.make(
      {
        ...wish,
        hosts: grant.hosts.map(({ ref }) => ref),
        account: grant.account,
        component: grant.component,
      },
      asker,
    );
    return this.#announce(
      await writer.create(
        { ...wanted, hosts: grant.hosts, extends: grant.id },
        command,
      ),
    );
  }

  async cancel(
    request: StoredRequest,
    wish: { comment?: string },
    asker: Asker,
  ): Promise<number> {
    const { announcer, writer } = this.#options;
    if (request.requestedBy !== asker.ref) {
      throw new NotAllowedError('Only whoever asked can take a request back');
    }
    const done = await writer.cancel(
      { ...wish, request: request.id, by: asker.ref },
      describeCommand('cancel', { ...wish, request: request.id }, asker),
    );
    if (!done.repeated) {
      await announcer.announceOutcome(request.id, asker.ref);
    }
    return request.id;
  }

  async #refuseTooMany(requestedBy: string): Promise<void> {
    const waiting = await this.#options.requests.count(
      { requestedBy, state: ['pending'] },
      mostWaiting,
    );
    if (waiting === mostWaiting) {
      throw new ConflictError(
        `${mostWaiting} requests of yours wait for approval already: take some of them back first`,
      );
    }
  }

  async #announce(done: {
    subject: string;
    repeated: boolean;
  }): Promise<number> {
    const id = Number(done.subject);
    if (!done.repeated) {
      await this.#options.announcer.announceRequest(id);
    }
    return id;
  }
}

/** A command as it is remembered. */
export function describeCommand(
  name: string,
  request: object,
  asker: Asker,
): Command {
  return {
    name,
    actor: asker.ref,
    key: asker.idempotencyKey,
    requestHash: hashJson(request),
  };
}

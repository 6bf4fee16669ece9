import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { SharedSlots } from '@stagedoor/http-router';

/** How much of all transfers belongs to one. A program may serve many people, for example as a build server. */
const shares = { user: 1 / 4, service: 1 / 2 };

/** Bounds clones and pushes: of everybody together, and of each, because a slow one holds its slot for minutes. */
export class TransferSlots {
  readonly #slots: SharedSlots;
  readonly #total: number;

  constructor(total: number) {
    this.#total = total;
    this.#slots = new SharedSlots(total, {
      most: taken =>
        `${taken} of your transfers are under way already; try again when one has ended`,
      total: 'Too many transfers are under way; try again in a moment',
    });
  }

  /** @throws ServiceUnavailableError */
  use<T>(
    {
      principal,
    }: BackstageCredentials<BackstageUserPrincipal | BackstageServicePrincipal>,
    work: () => Promise<T>,
  ): Promise<T> {
    const most = Math.max(1, Math.floor(this.#total * shares[principal.type]));
    const ref =
      principal.type === 'user' ? principal.userEntityRef : principal.subject;
    return this.#slots.use({ ref, most }, work);
  }
}

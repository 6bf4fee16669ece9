import {
  Grant,
  GrantSummary,
  ListedGrant,
} from '@stagedoor/plugin-access-common';
import { BastionAuthority } from '@stagedoor/plugin-access-node';
import { AccessReader } from '../permissions/AccessReader';
import { Asker } from '../permissions/Asker';
import { GrantReader } from '../store/GrantReader';
import { StoredGrant } from '../store/StoredGrant';
import { explainGrantActions, isOpen } from './explainActions';

/** Says about a grant what somebody may know, and what they may do. */
export class GrantDescriber {
  readonly #access: AccessReader;
  readonly #authority?: BastionAuthority;
  readonly #grants: GrantReader;

  constructor(options: {
    access: AccessReader;
    authority: BastionAuthority | undefined;
    grants: GrantReader;
  }) {
    this.#access = options.access;
    this.#authority = options.authority;
    this.#grants = options.grants;
  }

  /** Lines of a list. */
  async summarizeAll(
    grants: readonly StoredGrant[],
    asker: Asker,
  ): Promise<ListedGrant[]> {
    const judge = await this.#access.judgeRevocations(asker.credentials);
    return grants.map(grant => ({
      ...summarize(grant),
      mayRevoke: isOpen(grant) && judge(grant).allowed,
    }));
  }

  /** Everything about a grant. */
  async describe(grant: StoredGrant, asker: Asker): Promise<Grant> {
    const [certificates, timeline, mayRevoke, mayRequest] = await Promise.all([
      this.#grants.listCertificates(grant.id),
      this.#grants.readTimeline(grant.id),
      this.#access.mayRevoke(grant, asker.credentials),
      asker.mayRequest(),
    ]);
    const connection = this.#authority?.describeConnection(grant);
    const connectionProblem = connection
      ? undefined
      : 'There is no bastion here: a platform engineer sets one up in access.bastions';
    return {
      ...summarize(grant),
      certificates,
      timeline,
      connection,
      connectionProblem,
      actions: explainGrantActions(grant, {
        ref: asker.ref,
        inPerson: asker.inPerson,
        mayRevoke,
        mayRequest,
        noCertificates: connectionProblem,
      }),
    };
  }
}

function summarize(grant: StoredGrant): GrantSummary {
  const {
    component: _,
    hostOwners: __,
    isDue: ___,
    reviewers: ____,
    secondsLeft: _____,
    ...shown
  } = grant;
  return shown;
}

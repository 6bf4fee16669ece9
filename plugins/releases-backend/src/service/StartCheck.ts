import { isError } from '@backstage/errors';
import { ReleaseAnnouncer } from '../announcements/ReleaseAnnouncer';
import { ReleasesConfig } from '../config';
import { ApprovalPolicy } from '../policy/ApprovalPolicy';
import { ReleaseReader } from '../store/ReleaseReader';
import { ReleaseWriter } from '../store/ReleaseWriter';

const defaultWaitMs = 24 * 60 * 60 * 1000;

/**
 * The last look before a release starts. Between its approval and its turn hours may pass: an approver may have left the
 * group, or the policy may ask for more. Then it waits for approval again, and its history says why. Or a younger release
 * was there first: then it ends.
 */
export class StartCheck {
  readonly #options: {
    announcer: ReleaseAnnouncer;
    approvals: ApprovalPolicy;
    config: ReleasesConfig;
    reader: ReleaseReader;
    writer: ReleaseWriter;
  };

  constructor(options: {
    announcer: ReleaseAnnouncer;
    approvals: ApprovalPolicy;
    config: ReleasesConfig;
    reader: ReleaseReader;
    writer: ReleaseWriter;
  }) {
    this.#options = options;
  }

  /** Throws if it cannot be told now, for example because the catalog does not answer. */
  async mayStart(id: number): Promise<boolean> {
    const { announcer, approvals, config, reader, writer } = this.#options;
    const [release, overtaker, given] = await Promise.all([
      reader.find(id),
      reader.findOvertaker(id),
      reader.listApprovals(id),
    ]);
    if (release?.state !== 'queued') {
      return false;
    }
    if (overtaker !== undefined) {
      await writer.endOvertaken(id);
      await announcer.announceChange(id);
      return false;
    }
    const verdict = await approvals.mayStart(release, given);
    if (verdict.allowed) {
      return true;
    }
    const policy = config.environments.find(
      ({ name }) => name === release.environment,
    );
    try {
      await writer.sendBack(id, {
        reason: verdict.reason,
        lost: verdict.lost,
        expireAfterMs: policy?.approvals?.expireAfter ?? defaultWaitMs,
      });
    } catch (error) {
      // Somebody has cancelled it, or another worker has sent it back.
      if (isError(error) && error.name === 'ConflictError') {
        return false;
      }
      throw error;
    }
    await announcer.announceRequest(id);
    return false;
  }
}

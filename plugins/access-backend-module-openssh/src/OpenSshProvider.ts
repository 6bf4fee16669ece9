import { ConflictError } from '@backstage/errors';
import { AccessProvider, ProvidedGrant } from '@stagedoor/plugin-access-node';

/** The built-in bastion. It asks the platform at every log-in, so there is nothing to set up, and nothing to forget. */
export class OpenSshProvider implements AccessProvider {
  readonly id = 'openssh';

  async activate(): Promise<void> {
    // Bastions ask for the principals of a grant when somebody logs in.
  }

  async revoke({ id, remains }: ProvidedGrant): Promise<void> {
    const problems = [
      remains.liveSessions > 0 &&
        `${count(remains.liveSessions, 'session')} still live`,
      remains.usableCertificates > 0 &&
        `${count(remains.usableCertificates, 'certificate')} not on the revocation list`,
    ].filter(Boolean);
    if (problems.length > 0) {
      throw new ConflictError(`Of grant ${id}: ${problems.join(', ')}`);
    }
  }
}

function count(number: number, noun: string): string {
  return number === 1 ? `one ${noun}` : `${number} ${noun}s`;
}

import { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { z } from 'zod';

/** Where the bastion reaches a host. */
export const sshAddressAnnotation = 'stagedoor.dev/ssh-address';
/** Which stage of delivery a host serves. */
export const environmentAnnotation = 'stagedoor.dev/environment';
/** How a host is reached: `ssh`, or `local` for a folder of the platform's own machine that stands for it. */
export const connectionAnnotation = 'stagedoor.dev/connection';

const sshAddress =
  /^(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::(\d{1,5}))?$/;

const hostAnnotationsSchema = z.looseObject({
  [sshAddressAnnotation]: z
    .string({
      error: issue =>
        issue.input === undefined
          ? "is missing; add the address under which the host is reached over SSH, such as 'prod-1.example.org:22'"
          : "must be text; put it into quotes, such as 'prod-1.example.org:22'",
    })
    .refine(isSshAddress, {
      error:
        "must be a host name or an IP address and, if it is not 22, a port, such as 'prod-1.example.org:2222' or '[2001:db8::1]:22'",
    }),
  [environmentAnnotation]: z
    .string({
      error: issue =>
        issue.input === undefined
          ? "is missing; add the environment that the host serves, such as 'production'"
          : "must be text, such as 'production'",
    })
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, {
      error:
        "must be the name of an environment: lower-case letters, digits and '-', such as 'production'",
    }),
  [connectionAnnotation]: z
    .enum(['ssh', 'local'], {
      error:
        "must be 'ssh', or 'local' for a folder of the platform's own machine that stands for the host; leave it out for 'ssh'",
    })
    .optional(),
});

/**
 * Refuses a `kind: Resource` of type `host` that lacks what others need to reach it, naming the field and the fix.
 */
export class HostProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'stagedoor-host';
  }

  async validateEntityKind(entity: Entity): Promise<boolean> {
    if (entity.kind === 'Resource' && entity.spec?.type === 'host') {
      const result = hostAnnotationsSchema.safeParse(
        entity.metadata.annotations ?? {},
      );
      if (!result.success) {
        const problems = result.error.issues.map(
          issue =>
            `metadata.annotations['${String(issue.path[0])}'] ${issue.message}`,
        );
        throw new InputError(problems.join('; '));
      }
    }
    // Whether the rest of the entity is right is for the catalog to say.
    return false;
  }
}

function isSshAddress(text: string): boolean {
  const match = sshAddress.exec(text);
  if (!match) {
    return false;
  }
  const port = match[1] === undefined ? 22 : Number(match[1]);
  return port >= 1 && port <= 65_535;
}

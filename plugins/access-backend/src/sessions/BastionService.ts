import { AuditorService } from '@backstage/backend-plugin-api';
import { audited } from '@stagedoor/commands';
import {
  BastionVerdict,
  PrincipalsQuestion,
  SessionAnswer,
  SessionQuestion,
} from '@stagedoor/plugin-access-common';
import { BastionAuthority } from '@stagedoor/plugin-access-node';
import { describeEnd } from './describeEnd';
import { GrantGate } from './SessionAccess';
import { SessionReader } from './SessionReader';
import { SessionStarter } from './SessionStarter';
import { SentChunk, SessionEnd, SessionWriter } from './SessionWriter';

/** A bastion that has shown its token. */
export interface Bastion {
  name: string;
}

/** What bastions may do: let holders of certificates in, and tell about the sessions that they began themselves. */
export class BastionService {
  readonly #options: {
    announce(session: { id: string; grant: number }): Promise<void>;
    auditor: AuditorService;
    authority: BastionAuthority;
    grants: GrantGate;
    reader: SessionReader;
    starter: SessionStarter;
    writer: SessionWriter;
  };

  constructor(options: {
    /** Tells pages that a session has changed. */
    announce(session: { id: string; grant: number }): Promise<void>;
    auditor: AuditorService;
    authority: BastionAuthority;
    grants: GrantGate;
    reader: SessionReader;
    starter: SessionStarter;
    writer: SessionWriter;
  }) {
    this.#options = options;
  }

  /** Nothing for a certificate that lets nobody in. */
  async listPrincipals(
    question: PrincipalsQuestion,
  ): Promise<{ principals: string[]; hosts: string[] }> {
    const { authority, grants } = this.#options;
    const grant = await grants.findUsable(question);
    return grant
      ? {
          principals: [authority.principalOf(grant.id)],
          hosts: grant.hosts.map(({ name }) => name),
        }
      : { principals: [], hosts: [] };
  }

  async begin(
    bastion: Bastion,
    question: SessionQuestion,
  ): Promise<SessionAnswer> {
    const { announce, auditor, starter } = this.#options;
    const { from, host, interactive, keyId, serial } = question;
    const { grant, holder, ...answer } = await audited(
      auditor,
      {
        eventId: 'access-session-begin',
        asker: askerOf(bastion),
        meta: { from, host, interactive, keyId, serial },
        describe: begun => ({
          session: begun.session,
          grant: begun.grant,
          holder: begun.holder,
        }),
      },
      () => starter.begin(bastion.name, question),
    );
    await announce({ id: answer.session, grant });
    return answer;
  }

  append(
    bastion: Bastion,
    id: string,
    chunk: SentChunk,
  ): Promise<BastionVerdict> {
    return this.#options.writer.append({ id, bastion: bastion.name }, chunk);
  }

  keep(bastion: Bastion, id: string): Promise<BastionVerdict> {
    return this.#options.writer.keep({ id, bastion: bastion.name });
  }

  /** Writes down, with what the recording consists of, that a session has ended. */
  async end(bastion: Bastion, id: string, end: SessionEnd): Promise<void> {
    const { announce, auditor, reader, writer } = this.#options;
    const session = await audited(
      auditor,
      {
        eventId: 'access-session-end',
        asker: askerOf(bastion),
        meta: { session: id, ...end },
        describe: describeEnd,
      },
      async () => {
        await writer.end({ id, bastion: bastion.name }, end);
        return reader.find(id);
      },
    );
    if (session) {
      await announce(session);
    }
  }

  async readRevocations(): Promise<{ krl: string; version: string }> {
    const { authority, grants } = this.#options;
    const { krl, version } = await authority.buildRevocationList(
      await grants.listRevoked(),
    );
    return { krl: krl.toString('base64'), version };
  }
}

/** Without its request: the auditor would look for credentials of the platform in it. */
function askerOf({ name }: Bastion): { ref: string } {
  return { ref: `bastion:${name}` };
}

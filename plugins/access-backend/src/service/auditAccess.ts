import { AuditorService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { audited } from '@stagedoor/commands';
import { AccessRequest, Grant } from '@stagedoor/plugin-access-common';
import { Asker } from '../permissions/Asker';
import { AccessService } from './AccessService';

/** What the audit log tells about access, besides sessions. */
export type AccessAuditEvent =
  | 'access-request-create'
  | 'access-request-edit'
  | 'access-request-review'
  | 'access-request-cancel'
  | 'access-request-expire'
  | 'access-certificate-issue'
  | 'access-host-certificate-issue'
  | 'access-grant-activate'
  | 'access-grant-expire'
  | 'access-grant-return'
  | 'access-grant-revoke'
  | 'access-grant-extend'
  | 'access-holders-read'
  | 'access-key-remove';

/** Has everything that changes access written down, and who wanted to know who has it. */
export function auditAccess(
  auditor: AuditorService,
  service: AccessService,
): AccessService {
  const write = <T>(
    eventId: AccessAuditEvent,
    asker: Asker,
    meta: JsonObject,
    describe: (result: T) => JsonObject,
    act: () => Promise<T>,
  ) => audited(auditor, { eventId, asker, meta, describe }, act);
  return {
    count: asker => service.count(asker),
    preview: (wish, asker) => service.preview(wish, asker),
    listRequests: (query, asker) => service.listRequests(query, asker),
    getRequest: (id, asker) => service.getRequest(id, asker),
    listGrants: (query, asker) => service.listGrants(query, asker),
    getGrant: (id, asker) => service.getGrant(id, asker),
    listKeys: asker => service.listKeys(asker),
    listHolders: (query, asker) =>
      write(
        'access-holders-read',
        asker,
        JSON.parse(JSON.stringify(query)),
        ({ hosts }) => ({ hosts: hosts.length }),
        () => service.listHolders(query, asker),
      ),
    createRequest: (wish, asker) => {
      const { account, hosts, minutes } = wish;
      return write(
        'access-request-create',
        asker,
        { account, hosts, minutes },
        aboutRequest,
        () => service.createRequest(wish, asker),
      );
    },
    editRequest: (id, wish, asker) => {
      const { account, hosts, minutes, version } = wish;
      return write(
        'access-request-edit',
        asker,
        { request: id, version, account, hosts, minutes },
        aboutRequest,
        () => service.editRequest(id, wish, asker),
      );
    },
    reviewRequest: (id, review, asker) => {
      const { decision, hosts = null, minutes = null, version } = review;
      return write(
        'access-request-review',
        asker,
        { request: id, version, decision, hosts, minutes },
        aboutRequest,
        () => service.reviewRequest(id, review, asker),
      );
    },
    cancelRequest: (id, wish, asker) =>
      write('access-request-cancel', asker, { request: id }, aboutRequest, () =>
        service.cancelRequest(id, wish, asker),
      ),
    issueCertificate: (id, wish, asker) =>
      write(
        'access-certificate-issue',
        asker,
        { grant: id },
        ({ details: { serial, keyId, fingerprint, validTo } }) => ({
          ...{ serial, keyId, fingerprint, validTo },
        }),
        () => service.issueCertificate(id, wish, asker),
      ),
    returnGrant: (id, asker) =>
      write('access-grant-return', asker, { grant: id }, aboutGrant, () =>
        service.returnGrant(id, asker),
      ),
    revokeGrant: (id, wish, asker) =>
      write(
        'access-grant-revoke',
        asker,
        { grant: id, comment: wish.comment },
        aboutGrant,
        () => service.revokeGrant(id, wish, asker),
      ),
    extendGrant: (id, wish, asker) =>
      write(
        'access-grant-extend',
        asker,
        { grant: id, minutes: wish.minutes },
        aboutRequest,
        () => service.extendGrant(id, wish, asker),
      ),
    removeKey: (id, asker) =>
      write(
        'access-key-remove',
        asker,
        { key: id },
        () => ({}),
        () => service.removeKey(id, asker),
      ),
  };
}

function aboutRequest(request: AccessRequest): JsonObject {
  return {
    request: request.id,
    version: request.version,
    state: request.state,
    requestedBy: request.requestedBy,
    hosts: request.hosts.map(({ ref }) => ref),
    account: request.account,
    ...(request.grant !== undefined && { grant: request.grant }),
  };
}

function aboutGrant(grant: Grant): JsonObject {
  return { grant: grant.id, state: grant.state, holder: grant.holder };
}

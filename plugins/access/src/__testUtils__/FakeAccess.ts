import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  accessRoutes as routes,
  type AccessOutput,
  type AccessPreview,
  type AccessRequest,
  type Grant,
  type SavedKey,
  type Session,
} from '@stagedoor/plugin-access-common';
import { http, HttpResponse } from 'msw';
import { answerRoute } from './answerRoute';
import { makePreview, makeRequest, me } from './builders';

/** A backend of access that keeps what it is told: enough of it for pages to be used against. */
export class FakeAccess {
  requests: AccessRequest[] = [];
  grants: Grant[] = [];
  sessions: Session[] = [];
  keys: SavedKey[] = [];
  preview: AccessPreview = makePreview();
  holders: AccessOutput<'listHolders'>['hosts'] = [];
  recording = '';
  hits: AccessOutput<'searchRecording'>['items'] = [];
  tornAt?: number;
  /** Of certificates. */
  validTo = '2099-03-10T12:00:00Z';
  /** Names of routes that fail, and how. */
  readonly failures = new Map<keyof typeof routes, Error>();
  /** Bodies of commands, as they arrived. */
  readonly commands: unknown[] = [];

  deny(): void {
    for (const route of Object.keys(routes) as (keyof typeof routes)[]) {
      this.failures.set(route, new NotAllowedError('Unauthorized'));
    }
  }

  /** Handlers of all routes that the pages use. */
  handlers() {
    return [...this.#requestHandlers(), ...this.#grantHandlers()];
  }

  #requestHandlers() {
    return [
      answerRoute(routes.countAccess, () =>
        this.#unless('countAccess', {
          waitsForMe: this.requests.filter(r => r.waitsForMe).length,
          myGrants: this.grants.filter(g => g.holder === me).length,
        }),
      ),
      answerRoute(routes.previewRequest, () =>
        this.#unless('previewRequest', this.preview),
      ),
      answerRoute(routes.listRequests, ({ query }) =>
        this.#unless('listRequests', {
          items: this.requests
            .filter(
              request =>
                (!query.waitsForMe || request.waitsForMe) &&
                (!query.requestedBy ||
                  request.requestedBy === query.requestedBy),
            )
            .map(request =>
              routes.listRequests.response.shape.items.element.strip().parse({
                ...request,
                grantState: this.grants.find(({ id }) => id === request.grant)
                  ?.state,
              }),
            ),
        }),
      ),
      answerRoute(routes.createRequest, ({ body }) => {
        this.commands.push(body);
        const request = makeRequest(100, { reason: body.reason });
        this.requests.push(request);
        return this.#unless('createRequest', request);
      }),
      answerRoute(routes.getRequest, ({ params }) =>
        this.#unless('getRequest', this.#request(params.id)),
      ),
      answerRoute(routes.reviewRequest, ({ params, body }) => {
        this.commands.push(body);
        const request = this.#request(params.id);
        if (body.version !== request.version) {
          throw new ConflictError('The request is another one now.');
        }
        return this.#change(request, {
          state: body.decision,
          waitsForMe: false,
        });
      }),
      answerRoute(routes.cancelRequest, ({ params }) =>
        this.#change(this.#request(params.id), { state: 'cancelled' }),
      ),
    ];
  }

  #grantHandlers() {
    return [
      answerRoute(routes.listGrants, ({ query }) =>
        this.#unless('listGrants', {
          items: this.grants
            .filter(
              grant =>
                (!query.state || query.state.includes(grant.state)) &&
                (!query.holder || grant.holder === query.holder) &&
                (!query.host ||
                  grant.hosts.some(host => host.ref === query.host)) &&
                (!query.mine || grant.holder === me),
            )
            .map(grant =>
              routes.listGrants.response.shape.items.element.strip().parse({
                ...grant,
                mayRevoke:
                  grant.state === 'active' && grant.actions.revoke.allowed,
              }),
            ),
        }),
      ),
      answerRoute(routes.getGrant, ({ params }) =>
        this.#unless('getGrant', this.#grant(params.id)),
      ),
      answerRoute(routes.listKeys, () =>
        this.#unless('listKeys', { items: this.keys }),
      ),
      answerRoute(routes.removeKey, ({ params }) => {
        find(this.keys, params.id);
        this.keys = this.keys.filter(({ id }) => id !== params.id);
        return this.#unless('removeKey', {});
      }),
      answerRoute(routes.issueCertificate, ({ params, body }) => {
        this.commands.push(body);
        const { connection } = this.#grant(params.id);
        if (!connection) {
          throw new ConflictError('There is no bastion.');
        }
        if (body.saveAs) {
          this.keys.push({
            id: this.keys.length + 1,
            name: body.saveAs,
            type: 'ssh-ed25519',
            fingerprint: 'SHA256:abc',
            savedAt: '2026-03-10T11:00:00Z',
          });
        }
        return this.#unless('issueCertificate', {
          certificate: 'ssh-ed25519-cert-v01@openssh.com AAAAcertificate',
          details: {
            serial: '7',
            keyId: 'grant=1',
            fingerprint: 'SHA256:abc',
            issuedAt: '2026-03-10T11:00:00Z',
            validTo: this.validTo,
          },
          connection,
        });
      }),
      answerRoute(routes.returnGrant, ({ params }) =>
        this.#end(this.#grant(params.id), 'ended'),
      ),
      answerRoute(routes.revokeGrant, ({ params, body }) => {
        this.commands.push(body);
        return this.#end(this.#grant(params.id), 'revoked');
      }),
      answerRoute(routes.listHolders, ({ query: { at } }) =>
        this.#unless('listHolders', {
          at: at ?? '2026-03-10T11:00:00Z',
          hosts: this.holders.map(({ host, holders }) => ({
            host,
            holders: holders.filter(
              ({ startsAt, endsAt, endedAt }) =>
                !at || (startsAt <= at && at < (endedAt ?? endsAt)),
            ),
          })),
        }),
      ),
      answerRoute(routes.listSessions, ({ query }) =>
        this.#unless(
          'listSessions',
          readPage(
            this.sessions.filter(
              session =>
                (!query.state || query.state.includes(session.state)) &&
                (!query.holder || session.holder === query.holder) &&
                (!query.host || session.host.ref === query.host) &&
                (query.grant === undefined || session.grant === query.grant),
            ),
            query,
          ),
        ),
      ),
      answerRoute(routes.getSession, ({ params }) =>
        this.#unless('getSession', this.#session(params.id)),
      ),
      answerRoute(routes.terminateSession, ({ params }) => {
        const session = this.#session(params.id);
        session.state = 'terminated';
        return session;
      }),
      answerRoute(routes.searchRecording, ({ query }) =>
        this.#unless('searchRecording', {
          items: this.hits.filter(hit => hit.text.includes(query.search)),
          more: false,
          tornAt: this.tornAt,
        }),
      ),
      http.get('http://localhost:7007/api/access/sessions/:id/recording', () =>
        HttpResponse.text(this.recording),
      ),
    ];
  }

  #request(id: number): AccessRequest {
    return find(this.requests, id);
  }

  #grant(id: number): Grant {
    return find(this.grants, id);
  }

  #session(id: string): Session {
    return find(this.sessions, id);
  }

  #change(request: AccessRequest, changes: Partial<AccessRequest>) {
    return Object.assign(request, changes);
  }

  #end(grant: Grant, state: 'ended' | 'revoked'): Grant {
    return Object.assign(grant, { state });
  }

  #unless<T>(route: keyof typeof routes, answer: T): T {
    const failure = this.failures.get(route);
    if (failure) {
      throw failure;
    }
    return answer;
  }
}

/** A page of a list; the cursor is where the next one begins. */
function readPage<T>(
  items: T[],
  { cursor, limit }: { cursor?: string; limit: number },
): { items: T[]; nextCursor?: string } {
  const start = Number(cursor ?? 0);
  const end = start + limit;
  return {
    items: items.slice(start, end),
    nextCursor: end < items.length ? String(end) : undefined,
  };
}

function find<T extends { id: unknown }>(items: readonly T[], id: unknown): T {
  const item = items.find(candidate => candidate.id === id);
  if (!item) {
    throw new NotFoundError(`There is no ${id}`);
  }
  return item;
}

import { accessRoutes } from '@stagedoor/plugin-access-common';
import { z } from 'zod';
import { StoredGrant } from '../store/StoredGrant';
import { StoredRequest } from '../store/StoredRequest';
import { Asker } from '../permissions/Asker';
import { Visibility } from '../permissions/AccessReader';

type Routes = typeof accessRoutes;
type Query<K extends keyof Routes> = z.output<Routes[K]['query']>;
type Body<K extends keyof Routes> = Routes[K] extends {
  body: infer TBody extends z.ZodType;
}
  ? z.output<TBody>
  : never;
type Answer<K extends keyof Routes> = Promise<z.output<Routes[K]['response']>>;

export type RequestQuery = Query<'listRequests'>;
export type GrantQuery = Query<'listGrants'>;
export type HolderQuery = Query<'listHolders'>;
export type Wish = Body<'createRequest'>;
export type PartialWish = Body<'previewRequest'>;
export type ReviewWish = Body<'reviewRequest'>;
export type CertificateWish = Body<'issueCertificate'>;

/** What people and programs do with access, as far as they may. Sessions have a service of their own. */
export interface AccessService {
  count(asker: Asker, visible?: Visibility): Answer<'countAccess'>;
  preview(wish: PartialWish, asker: Asker): Answer<'previewRequest'>;
  listRequests(
    query: RequestQuery,
    asker: Asker,
    visible?: Visibility,
  ): Answer<'listRequests'>;
  createRequest(wish: Wish, asker: Asker): Answer<'createRequest'>;
  getRequest(id: number, asker: Asker): Answer<'getRequest'>;
  editRequest(
    id: number,
    wish: Body<'editRequest'>,
    asker: Asker,
  ): Answer<'editRequest'>;
  /** @param seen - the request, if it was read for this already */
  reviewRequest(
    id: number,
    review: ReviewWish,
    asker: Asker,
    seen?: StoredRequest,
  ): Answer<'reviewRequest'>;
  cancelRequest(
    id: number,
    wish: Body<'cancelRequest'>,
    asker: Asker,
  ): Answer<'cancelRequest'>;
  listGrants(
    query: GrantQuery,
    asker: Asker,
    visible?: Visibility,
  ): Answer<'listGrants'>;
  getGrant(id: number, asker: Asker): Answer<'getGrant'>;
  /** @param seen - the grant, if it was read for this already */
  issueCertificate(
    id: number,
    wish: CertificateWish,
    asker: Asker,
    seen?: StoredGrant,
  ): Answer<'issueCertificate'>;
  returnGrant(id: number, asker: Asker): Answer<'returnGrant'>;
  revokeGrant(
    id: number,
    wish: Body<'revokeGrant'>,
    asker: Asker,
  ): Answer<'revokeGrant'>;
  extendGrant(
    id: number,
    wish: Body<'extendGrant'>,
    asker: Asker,
  ): Answer<'extendGrant'>;
  listHolders(query: HolderQuery, asker: Asker): Answer<'listHolders'>;
  listKeys(asker: Asker): Answer<'listKeys'>;
  removeKey(id: number, asker: Asker): Answer<'removeKey'>;
}

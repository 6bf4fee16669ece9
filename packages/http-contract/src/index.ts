/**
 * A REST interface written down once, as zod schemas: the router checks requests with it, the client checks answers
 * with it, and the OpenAPI document is made from it.
 *
 * @packageDocumentation
 */
export { ContractClient, type ContractClientOptions } from './ContractClient';
export { createOpenApi } from './createOpenApi';
export { parseWith } from './parseWith';
export type { HttpMethod, HttpRoute, RouteInput, RouteOutput } from './route';

/**
 * Serves a REST interface that is written down as a contract.
 *
 * @packageDocumentation
 */
export {
  createContractRouter,
  type RouteContext,
  type RouteHandler,
} from './createContractRouter';
export { FollowerSlots } from './FollowerSlots';
export { readIdempotencyKey } from './readIdempotencyKey';
export { refuseUnstorable } from './refuseUnstorable';
export { SharedSlots, type SlotTaker } from './SharedSlots';
export { Slots } from './Slots';

/**
 * State machines as tables: what server, pages, docs and tests agree on.
 *
 * @packageDocumentation
 */
export {
  defineLifecycle,
  type Lifecycle,
  type StateDescription,
  type Transition,
} from './defineLifecycle';

/**
 * Whether keys without Ctrl do anything. An entry of its own: the frame of the app asks for it, and loads no more than
 * this with it.
 *
 * @packageDocumentation
 */
export { useShortcutsEnabled } from './useShortcutsEnabled';

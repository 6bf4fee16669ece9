/**
 * What plugins declare their parts of the home page with. An entry of its own: what is declared is loaded with the app,
 * what is drawn only when it is looked at.
 *
 * @packageDocumentation
 */
export { createHomePart } from './createHomePart';

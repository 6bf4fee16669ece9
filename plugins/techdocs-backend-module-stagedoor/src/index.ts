/**
 * Says in plain words what is missing where docs cannot be built.
 *
 * @packageDocumentation
 */
export { techdocsModuleStagedoor as default } from './module';

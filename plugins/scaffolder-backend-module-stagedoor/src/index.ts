/**
 * Creating services: actions for templates, and the routes behind the form.
 *
 * @packageDocumentation
 */
export { scaffolderModuleStagedoor as default } from './module';

/**
 * What tests of pages share.
 *
 * @packageDocumentation
 */
export { createAnswers, type Asked } from './createAnswers';
export { FakeSignals } from './FakeSignals';

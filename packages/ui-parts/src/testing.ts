/**
 * What tests of pages share.
 *
 * @packageDocumentation
 */
export { createAnswers, type Asked } from './createAnswers';
export { FakeEntityNames } from './FakeEntityNames';
export { FakeSignals } from './FakeSignals';

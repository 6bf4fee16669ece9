/**
 * What every plugin with tables needs: to bring them up to date, to read from them only what somebody may see, and to do
 * at once what many want at the same moment.
 *
 * @packageDocumentation
 */
export { applyCriteria } from './applyCriteria';
export { migrateTables, openDatabase } from './openDatabase';
export { readIdCursor } from './readIdCursor';
export { SharedWork } from './SharedWork';

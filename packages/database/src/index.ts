/**
 * What every plugin with tables needs: to bring them up to date, and to read from them only what somebody may see.
 *
 * @packageDocumentation
 */
export { applyCriteria } from './applyCriteria';
export { migrateTables, openDatabase } from './openDatabase';
export { readIdCursor } from './readIdCursor';

/**
 * Programs of the system that tests start, and the ports and processes they have.
 *
 * @packageDocumentation
 */
export { findPort, listens } from './ports';
export { kill, listProcesses, listTree } from './processes';
export { addAccount, findSshd } from './sshd';

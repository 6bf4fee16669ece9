/**
 * One of the two applications that are compared.
 *
 * @typedef {object} Contender
 * @property {'stock' | 'stagedoor'} name
 * @property {string} directory - the unpacked production build
 * @property {string[]} configs - its configuration as shipped for a production build on one machine
 * @property {(port: number) => object} configure - what has to be set for it to run on this machine, on that port, and
 *   nothing to make it faster or slower
 * @property {NodeJS.ProcessEnv} env
 * @property {string} compileCache - where Node.js may keep compiled code for it
 * @property {boolean} usesCompileCache - whether it does so as shipped
 * @property {string} catalogPath - where its catalog page is
 * @property {string} buildId - differs when the application differs
 * @property {{ path: string, headers: Record<string, string> }} session - how a token is obtained without a browser
 * @property {{ localStorage?: Record<string, string>, sessionStorage?: Record<string, string> }} browser - what a browser
 *   remembers that is signed in
 */

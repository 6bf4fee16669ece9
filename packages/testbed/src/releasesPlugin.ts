/** The plugin without its permissions. */
export { releasesPlugin as default } from '@stagedoor/plugin-releases-backend';

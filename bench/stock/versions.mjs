/** The peer: what `npx @backstage/create-app` makes of the Backstage version that Stagedoor is built on. */
export const BACKSTAGE = '1.55.0';
export const CREATE_APP = '0.9.2';

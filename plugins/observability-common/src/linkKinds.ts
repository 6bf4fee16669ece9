import { z } from 'zod';

/**
 * What a link leads to. The order is the order on the page.
 *
 * @public
 */
export const linkGroupSchema = z.enum([
  'dashboards',
  'metrics',
  'logs',
  'alerts',
  'builds',
  'issues',
  'source',
  'other',
]);

/** @public */
export type LinkGroup = z.infer<typeof linkGroupSchema>;

/**
 * Pictures that a link may carry.
 *
 * @public
 */
export const linkIconSchema = z.enum([
  'dashboard',
  'metrics',
  'logs',
  'alert',
  'build',
  'issue',
  'source',
  'document',
  'chat',
  'link',
]);

/** @public */
export type LinkIcon = z.infer<typeof linkIconSchema>;

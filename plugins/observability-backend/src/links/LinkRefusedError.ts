/**
 * Why one link is not offered. Never leaves this plugin as an error: it becomes the reason beside the link, so its
 * message is a sentence for the person who reads the page.
 */
export class LinkRefusedError extends Error {
  override name = 'LinkRefusedError';
}

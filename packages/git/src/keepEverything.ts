/**
 * Settings with which git keeps what no branch or tag leads to any more: it may have been released, and somebody may want
 * to return to it. Git would forget it after two weeks, while it tidies up.
 */
export const keepEverything = {
  'gc.pruneExpire': 'never',
  'gc.cruftPacks': 'true',
};

import type { ReleaseKind } from '@stagedoor/plugin-releases-common';

/** The name of the action that a kind of release is under. */
export function actionOf(kind: ReleaseKind) {
  return kind === 'rollback' ? 'rollBack' : kind;
}

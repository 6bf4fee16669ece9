import { DatabaseError } from 'pg';

/** Says what happened in words for people: not with the statement that the database refused. */
export function explainError(error: unknown): string {
  if (error instanceof DatabaseError) {
    return `the database refused to record it (${error.code})`;
  }
  return error instanceof Error ? error.message : String(error);
}

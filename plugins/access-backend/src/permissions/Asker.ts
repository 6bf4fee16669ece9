import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Caller } from '@stagedoor/catalog-people';
import { Request } from 'express';
import { Allowed } from '@stagedoor/plugin-access-common';
import { Reviewer } from '../policy/mayReview';

/** Whoever asks for something, and what is known of them. What costs a question is asked once, when it matters. */
export interface Asker extends Caller {
  credentials: BackstageCredentials;
  /** Under which a command is done once. */
  idempotencyKey?: string;
  request?: Request;
  /** Whether they may ask for access at all. */
  mayRequest(): Promise<boolean>;
  /** Whether they may still hold access, as the catalog says now. */
  mayHold(): Promise<Allowed>;
  asReviewer(): Promise<Reviewer>;
}

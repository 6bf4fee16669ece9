import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Request } from 'express';
import { Reviewer } from '../policy/mayReview';

/** Whoever asks for something, and what is known of them. What costs a question is asked once, when it matters. */
export interface Asker {
  credentials: BackstageCredentials;
  /** The entity ref of a person, or the subject of a service, in its one spelling. */
  ref: string;
  /** Signed in themselves: no service, and nothing that acts for them. */
  inPerson: boolean;
  /** Under which a command is done once. */
  idempotencyKey?: string;
  request?: Request;
  /** Whether they may ask for access at all. */
  mayRequest(): Promise<boolean>;
  asReviewer(): Promise<Reviewer>;
}

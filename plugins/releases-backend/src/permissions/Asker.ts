import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Request } from 'express';
import { Decider } from '../policy/mayDecide';

/** What somebody may do about a component. */
export interface Rights {
  create: boolean;
  rollBack: boolean;
  cancel: boolean;
}

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
  rightsOn(component: string): Promise<Rights>;
  asDecider(): Promise<Decider>;
}

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Request } from 'express';
import { Decider } from '../policy/mayDecide';

/** What somebody may do about a component. */
export interface Rights {
  create: boolean;
  rollBack: boolean;
  cancel: boolean;
}

const phrases: Record<keyof Rights, string> = {
  create: 'release',
  rollBack: 'roll back',
  cancel: 'cancel releases of',
};

/** Why a right is missing, in words for people. */
export function sayMissing(right: keyof Rights, component: string): string {
  return `You may not ${phrases[right]} ${component}; its owners and platform engineers may`;
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

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Caller } from '@stagedoor/catalog-people';
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
export interface Asker extends Caller {
  credentials: BackstageCredentials;
  /** Under which a command is done once. */
  idempotencyKey?: string;
  request?: Request;
  rightsOn(component: string): Promise<Rights>;
  asDecider(): Promise<Decider>;
}

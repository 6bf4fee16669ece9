import { HumanDuration } from '@backstage/types';

export interface Config {
  /** Releases do nothing until `environments` lists at least one. */
  releases?: {
    /** The stages of delivery, in their order. */
    environments?: Array<{
      /** Lower-case letters, digits and '-'. Pipelines and hosts refer to it. */
      name: string;
      /** What people read. Defaults to the name. */
      title?: string;
      /** Who answers for the environment: a group or user of the catalog. */
      owner?: string;
      /** Without it a release starts as soon as it is asked for. */
      approvals?: {
        /** How many people have to approve. */
        count: number;
        /** Groups and users, one of whom an approver has to be or belong to; `owner` is the owner of the component. */
        from: string[];
        /** How long a release waits for approval. Defaults to 24 hours. */
        expireAfter?: HumanDuration | string;
        /** Whether a rollback needs approval, too. Defaults to false. */
        forRollback?: boolean;
      };
      /** What becomes of a release while another one of the component is open there. Defaults to queue. */
      whenBusy?: 'queue' | 'supersede' | 'refuse';
    }>;
    /**
     * Values that pipelines refer to by name. They are masked wherever they appear in a log.
     * @deepVisibility secret
     */
    secrets?: { [name: string]: string };
    workers?: {
      /** How many releases one replica carries out at a time; 0 for none. Defaults to 2. */
      concurrency?: number;
      lease?: {
        /** After how long without a sign of life another worker takes a release over. Defaults to 15. */
        seconds?: number;
      };
    };
    log?: {
      /** How much of the output of one release is kept. Defaults to 200 MiB. */
      maxBytes?: number;
      /** How many logs one replica shows live at the same time. */
      followers?: {
        /** To one person or service, in all its windows. Defaults to 20. */
        perUser?: number;
        /** To everybody. Defaults to 500. */
        total?: number;
      };
    };
    packages?: {
      /** How many packages of a component are kept beside those that run somewhere. Defaults to 20. */
      keep?: number;
    };
  };
}

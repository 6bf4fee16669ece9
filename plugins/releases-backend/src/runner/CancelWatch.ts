import { CancelledError } from '@stagedoor/plugin-releases-node';

/** What the row of a release says about that. */
export interface CancelWish {
  cancel_requested_at: Date | null;
  cancel_requested_by: string | null;
  cancel_reason: string | null;
}

/** Tells a run that somebody wants it to stop. */
export class CancelWatch {
  readonly #controller = new AbortController();
  #by: string | undefined;

  /** Aborted with a CancelledError. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Who asked for it. */
  get by(): string | undefined {
    return this.#by;
  }

  see(row: CancelWish): void {
    if (!row.cancel_requested_at || this.signal.aborted) {
      return;
    }
    this.#by = row.cancel_requested_by ?? undefined;
    const by = this.#by ? ` by ${this.#by}` : '';
    const reason = row.cancel_reason ? `: ${row.cancel_reason}` : '';
    this.#controller.abort(new CancelledError(`Cancelled${by}${reason}`));
  }
}

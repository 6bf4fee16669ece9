import type { PaymentRequest } from './payment.ts';

/** The bank that talks to the card networks for us. */
export interface Acquirer {
  charge(
    request: PaymentRequest,
    key: string,
  ): Promise<'captured' | 'declined'>;
}

/** Declines the token `tok_declined`, takes every other; no money moves. */
export class SandboxAcquirer implements Acquirer {
  async charge({ cardToken }: PaymentRequest) {
    return cardToken === 'tok_declined' ? 'declined' : 'captured';
  }
}

/** Asks the real one. It knows the key, so asking twice charges once. */
export class HttpAcquirer implements Acquirer {
  readonly #url: string;
  readonly #token: string;

  constructor(options: { url: string; token: string }) {
    this.#url = options.url;
    this.#token = options.token;
  }

  async charge(request: PaymentRequest, key: string) {
    const response = await fetch(`${this.#url}/charges`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(8_000),
    });
    if (response.status === 402) return 'declined';
    if (!response.ok) throw new Error(`The acquirer said ${response.status}`);
    return 'captured';
  }
}

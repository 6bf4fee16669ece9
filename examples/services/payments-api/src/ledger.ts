import { createHash, randomUUID } from 'node:crypto';
import type { Acquirer } from './acquirer.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { Refusal } from './kit/serve.ts';
import type { Payment, PaymentRequest, Refund } from './payment.ts';

/**
 * Takes payments and refunds exactly once for each idempotency key. What it
 * knows is a fold over the journal, so a restart loses nothing.
 */
export class Ledger {
  readonly #journal: Journal;
  readonly #acquirer: Acquirer;
  readonly #now: () => Date;
  readonly #payments = new Map<string, Payment>();
  readonly #byKey = new Map<string, JournalEntry>();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(options: {
    journal: Journal;
    acquirer: Acquirer;
    now: () => Date;
  }) {
    this.#journal = options.journal;
    this.#acquirer = options.acquirer;
    this.#now = options.now;
  }

  static async open(options: {
    journal: Journal;
    acquirer: Acquirer;
    now?: () => Date;
  }): Promise<Ledger> {
    const ledger = new Ledger({ now: () => new Date(), ...options });
    for (const entry of await options.journal.readAll()) ledger.#apply(entry);
    return ledger;
  }

  findPayment(id: string): Payment | undefined {
    return this.#payments.get(id);
  }

  async pay(request: PaymentRequest, key: string): Promise<Payment> {
    return this.#inOrder(async () => {
      const fingerprint = fingerprintOf('payment', request);
      const earlier = this.#findEarlier(key, fingerprint);
      if (earlier?.type === 'payment') return earlier.payment;
      const payment: Payment = {
        id: `pay_${randomUUID()}`,
        orderId: request.orderId,
        amount: request.amount,
        currency: request.currency,
        status: await this.#acquirer.charge(request, key),
        refunded: 0,
        createdAt: this.#now().toISOString(),
      };
      await this.#append({ type: 'payment', key, fingerprint, payment });
      return payment;
    });
  }

  async refund(
    paymentId: string,
    request: { amount: number; reason: string },
    key: string,
  ): Promise<Refund> {
    return this.#inOrder(async () => {
      const fingerprint = fingerprintOf('refund', { paymentId, ...request });
      const earlier = this.#findEarlier(key, fingerprint);
      if (earlier?.type === 'refund') return earlier.refund;
      const payment = this.#payments.get(paymentId);
      if (!payment) {
        throw new Refusal(404, 'not_found', 'There is no such payment');
      }
      if (payment.status !== 'captured') {
        throw new Refusal(409, 'not_captured', 'Nothing was taken');
      }
      const left = payment.amount - payment.refunded;
      if (request.amount > left) {
        throw new Refusal(409, 'too_much', `Only ${left} can be refunded`);
      }
      const refund: Refund = {
        id: `ref_${randomUUID()}`,
        paymentId,
        amount: request.amount,
        reason: request.reason,
        createdAt: this.#now().toISOString(),
      };
      await this.#append({ type: 'refund', key, fingerprint, refund });
      return refund;
    });
  }

  #findEarlier(key: string, fingerprint: string): JournalEntry | undefined {
    const earlier = this.#byKey.get(key);
    if (earlier && earlier.fingerprint !== fingerprint) {
      throw new Refusal(
        409,
        'key_reused',
        'This key belongs to another request',
      );
    }
    return earlier;
  }

  /** One at a time: two refunds must not both see the same rest. */
  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #append(entry: JournalEntry): Promise<void> {
    await this.#journal.append(entry);
    this.#apply(entry);
  }

  #apply(entry: JournalEntry): void {
    this.#byKey.set(entry.key, entry);
    if (entry.type === 'payment') {
      this.#payments.set(entry.payment.id, entry.payment);
      return;
    }
    const payment = this.#payments.get(entry.refund.paymentId);
    if (!payment) throw new Error('The journal refunds an unknown payment');
    this.#payments.set(payment.id, {
      ...payment,
      refunded: payment.refunded + entry.refund.amount,
    });
  }
}

function fingerprintOf(type: string, request: object): string {
  // The card token is part of the request, and must not be in the journal.
  return createHash('sha256')
    .update(JSON.stringify([type, request]))
    .digest('base64url');
}

import { Refusal } from './kit/serve.ts';

export interface Payment {
  id: string;
  orderId: string;
  /** In the smallest unit of the currency: 1250 is 12.50 EUR. */
  amount: number;
  currency: Currency;
  status: 'captured' | 'declined';
  refunded: number;
  createdAt: string;
}

export interface Refund {
  id: string;
  paymentId: string;
  amount: number;
  reason: string;
  createdAt: string;
}

export interface PaymentRequest {
  orderId: string;
  amount: number;
  currency: Currency;
  cardToken: string;
}

const currencies = ['EUR', 'SEK', 'DKK', 'NOK', 'GBP'] as const;
export type Currency = (typeof currencies)[number];

const largestAmount = 1_000_000;

export function parsePaymentRequest(body: unknown): PaymentRequest {
  const { orderId, amount, currency, cardToken } = parseObject(body, [
    'orderId',
    'amount',
    'currency',
    'cardToken',
  ]);
  const known = currencies.find(candidate => candidate === currency);
  if (!known) refuse(`currency must be one of ${currencies.join(', ')}`);
  return {
    orderId: parseText('orderId', orderId, /^[A-Za-z0-9-]{1,64}$/),
    amount: parseAmount(amount),
    currency: known,
    cardToken: parseText('cardToken', cardToken, /^tok_[A-Za-z0-9_]{1,64}$/),
  };
}

export function parseRefundRequest(body: unknown): {
  amount: number;
  reason: string;
} {
  const { amount, reason } = parseObject(body, ['amount', 'reason']);
  return {
    amount: parseAmount(amount),
    reason: parseText('reason', reason, /^[^\r\n]{3,200}$/),
  };
}

export function parseIdempotencyKey(header: unknown): string {
  return parseText('the header Idempotency-Key', header, /^[\w-]{8,64}$/);
}

function parseObject(body: unknown, keys: string[]): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    refuse('the body must be an object');
  }
  const unknownKey = Object.keys(body).find(key => !keys.includes(key));
  if (unknownKey !== undefined) refuse(`${unknownKey} is not known here`);
  return { ...body };
}

function parseAmount(value: unknown): number {
  if (
    typeof value !== 'number' ||
    !Number.isInteger(value) ||
    value < 1 ||
    value > largestAmount
  ) {
    refuse(`amount must be a whole number from 1 to ${largestAmount}`);
  }
  return value;
}

function parseText(name: string, value: unknown, pattern: RegExp): string {
  if (typeof value !== 'string' || !pattern.test(value)) {
    refuse(`${name} must match ${pattern.source}`);
  }
  return value;
}

function refuse(message: string): never {
  throw new Refusal(400, 'invalid', message);
}

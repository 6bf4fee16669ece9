import type { Journal } from './journal.ts';
import { Refusal, type Route } from './kit/serve.ts';
import type { Metrics } from './kit/metrics.ts';
import type { Ledger } from './ledger.ts';
import {
  parseIdempotencyKey,
  parsePaymentRequest,
  parseRefundRequest,
} from './payment.ts';

export function createRoutes(
  ledger: Ledger,
  metrics: Metrics,
  journal: Journal,
): Route[] {
  return [
    {
      method: 'GET',
      path: '/healthz',
      handle: async () => {
        await journal.check();
        return {
          status: 200,
          body: {
            status: 'ok',
            version: process.env.SERVICE_VERSION ?? 'unknown',
          },
        };
      },
    },
    {
      method: 'POST',
      path: '/v1/payments',
      handle: async request => {
        const key = parseIdempotencyKey(request.headers['idempotency-key']);
        const payment = await ledger.pay(
          parsePaymentRequest(await request.readJson()),
          key,
        );
        const { status, currency } = payment;
        metrics.count('payments_total', 'Payments by outcome', {
          status,
          currency,
        });
        return { status: status === 'captured' ? 201 : 402, body: payment };
      },
    },
    {
      method: 'GET',
      path: '/v1/payments/:id',
      handle: ({ params }) => {
        const payment = ledger.findPayment(params.id ?? '');
        if (!payment) {
          throw new Refusal(404, 'not_found', 'There is no such payment');
        }
        return { status: 200, body: payment };
      },
    },
    {
      method: 'POST',
      path: '/v1/payments/:id/refunds',
      handle: async request => {
        const key = parseIdempotencyKey(request.headers['idempotency-key']);
        const refund = await ledger.refund(
          request.params.id ?? '',
          parseRefundRequest(await request.readJson()),
          key,
        );
        metrics.count('refunds_total', 'Refunds made');
        return { status: 201, body: refund };
      },
    },
  ];
}

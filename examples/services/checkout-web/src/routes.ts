import type { Answer, Route } from './kit/serve.ts';
import type { Metrics } from './kit/metrics.ts';
import { createOrderId, type Neighbours, type Order } from './neighbours.ts';
import {
  renderCheckout,
  renderEvents,
  renderOrder,
  renderRefusal,
} from './pages.ts';

const page = (status: number, body: string): Answer => ({
  status,
  body,
  type: 'text/html; charset=utf-8',
  headers: {
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
  },
});

export function createRoutes(
  neighbours: Neighbours,
  metrics: Metrics,
): Route[] {
  const findEvent = async (id: string | null | undefined) =>
    (await neighbours.findEvents()).find(event => event.id === id);
  const refuse = (status: number, outcome: string, reason: string) => {
    metrics.count('orders_total', 'Orders by outcome', { outcome });
    return page(status, renderRefusal(reason));
  };

  return [
    {
      method: 'GET',
      path: '/',
      handle: async () =>
        page(200, renderEvents(await neighbours.findEvents())),
    },
    {
      method: 'GET',
      path: '/checkout/:event',
      handle: async ({ params }) => {
        const event = await findEvent(params.event);
        return event
          ? page(200, renderCheckout(event))
          : page(404, renderRefusal('There is no such event'));
      },
    },
    {
      method: 'POST',
      path: '/orders',
      handle: async request => {
        const form = await request.readForm();
        const event = await findEvent(form.get('eventId'));
        const seats = Number(form.get('seats'));
        const cardToken = form.get('cardToken') ?? '';
        if (!event || !(Number.isInteger(seats) && seats >= 1 && seats <= 10)) {
          return refuse(400, 'invalid', 'Choose an event and one to ten seats');
        }
        if (!/^tok_\w{1,64}$/.test(cardToken)) {
          return refuse(400, 'invalid', 'The card could not be read');
        }
        const order: Order = {
          id: createOrderId(),
          eventId: event.id,
          seats,
          amount: await neighbours.quote(event.id, seats),
        };
        if (await neighbours.isSuspicious(order)) {
          return refuse(403, 'suspicious', 'Please call us for this order');
        }
        if ((await neighbours.pay(order, cardToken)) === 'declined') {
          return refuse(402, 'declined', 'Your bank declined the card');
        }
        await neighbours.publishPlaced(order);
        metrics.count('orders_total', 'Orders by outcome', {
          outcome: 'placed',
        });
        return page(200, renderOrder(order));
      },
    },
  ];
}

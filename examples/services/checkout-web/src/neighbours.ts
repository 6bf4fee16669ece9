import { randomUUID } from 'node:crypto';

export interface TicketEvent {
  id: string;
  title: string;
  city: string;
  date: string;
}

export interface Order {
  id: string;
  eventId: string;
  seats: number;
  amount: number;
}

/** The services that checkout talks to. */
export interface Neighbours {
  findEvents(): Promise<TicketEvent[]>;
  quote(eventId: string, seats: number): Promise<number>;
  isSuspicious(order: Order): Promise<boolean>;
  pay(order: Order, cardToken: string): Promise<'captured' | 'declined'>;
  publishPlaced(order: Order): Promise<void>;
}

/** Answers from memory, so that checkout can be tried without its neighbours. */
export const sampleNeighbours: Neighbours = {
  findEvents: async () => [
    {
      id: 'aurora-live',
      title: 'Aurora, live',
      city: 'Tromsø',
      date: '2027-02-12',
    },
    { id: 'hamlet', title: 'Hamlet', city: 'Hamburg', date: '2027-03-05' },
    {
      id: 'midsommar',
      title: 'Midsommar Festival',
      city: 'Malmö',
      date: '2027-06-19',
    },
  ],
  quote: async (_eventId, seats) => seats * 4_500,
  isSuspicious: async order => order.seats > 8,
  pay: async (_order, cardToken) =>
    cardToken === 'tok_declined' ? 'declined' : 'captured',
  publishPlaced: async () => {},
};

/** Asks the real ones; whoever has no address is answered for by the sample. */
export function connectNeighbours(env: NodeJS.ProcessEnv): Neighbours {
  const { TICKET_SEARCH_URL, PRICING_URL, FRAUD_URL, PAYMENTS_URL } = env;
  const { KAFKA_REST_URL } = env;
  const neighbours = { ...sampleNeighbours };
  if (TICKET_SEARCH_URL) {
    neighbours.findEvents = async () => {
      const answer = await getJson(`${TICKET_SEARCH_URL}/v1/search?limit=20`);
      return (answer as { events: TicketEvent[] }).events;
    };
  }
  if (PRICING_URL) {
    neighbours.quote = async (eventId, seats) => {
      const answer = await postJson(`${PRICING_URL}/v1/quotes`, {
        eventId,
        seats,
      });
      return ((await answer.json()) as { amount: number }).amount;
    };
  }
  if (FRAUD_URL) {
    neighbours.isSuspicious = async order => {
      // An experiment must never stop a sale: no answer means no objection.
      try {
        const answer = await postJson(`${FRAUD_URL}/v1/scores`, order, {}, 300);
        return ((await answer.json()) as { score: number }).score > 0.9;
      } catch {
        return false;
      }
    };
  }
  if (PAYMENTS_URL) {
    neighbours.pay = async (order, cardToken) => {
      const { id: orderId, amount } = order;
      const answer = await postJson(
        `${PAYMENTS_URL}/v1/payments`,
        { orderId, amount, currency: 'EUR', cardToken },
        { 'idempotency-key': orderId },
        10_000,
      );
      return answer.status === 201 ? 'captured' : 'declined';
    };
  }
  if (KAFKA_REST_URL) {
    neighbours.publishPlaced = async order => {
      await postJson(
        `${KAFKA_REST_URL}/topics/orders`,
        {
          records: [
            {
              key: order.id,
              value: {
                type: 'OrderPlaced',
                at: new Date().toISOString(),
                order,
              },
            },
          ],
        },
        { 'content-type': 'application/vnd.kafka.json.v2+json' },
      );
    };
  }
  return neighbours;
}

export function createOrderId(): string {
  return `ord-${randomUUID()}`;
}

async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

async function postJson(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
  timeoutMs = 2_000,
): Promise<Response> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMs),
  });
  // 402 is an answer: the card was declined.
  if (!response.ok && response.status !== 402) {
    throw new Error(`${url} answered ${response.status}`);
  }
  return response;
}

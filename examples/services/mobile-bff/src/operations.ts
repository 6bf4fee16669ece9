import { Refusal } from './kit/serve.ts';
import type { Backends } from './backends.ts';

type Variables = Record<string, unknown>;
type Operation = (
  variables: Variables,
  backends: Backends,
  token: string | undefined,
) => Promise<object>;

/**
 * The operations that our apps ship with; `operations.graphql` holds their text.
 * Nothing else is answered, so nobody can ask for the whole graph at once.
 */
export const operations: Record<string, Operation> = {
  EventList: async (variables, backends) => ({
    events: (await backends.search(readText(variables, 'text', ''))).slice(
      0,
      20,
    ),
  }),

  EventWithPrice: async (variables, backends) => {
    const id = readText(variables, 'id');
    const seats = readSeats(variables);
    // Both at once; a price that is missing must not hide the event.
    const [event, price] = await Promise.all([
      backends.findEvent(id),
      backends.quote(id, seats).catch(() => null),
    ]);
    return { event: event && { ...event, price } };
  },

  Viewer: async (_variables, backends, token) => ({
    viewer: token ? await backends.findViewer(token) : null,
  }),
};

function readText(variables: Variables, name: string, fallback?: string) {
  const value = variables[name] ?? fallback;
  if (typeof value !== 'string' || value.length > 100) {
    throw new Refusal(
      400,
      'invalid',
      `The variable ${name} must be a short text`,
    );
  }
  return value;
}

function readSeats(variables: Variables): number {
  const seats = variables.seats ?? 1;
  if (
    typeof seats !== 'number' ||
    !Number.isInteger(seats) ||
    seats < 1 ||
    seats > 10
  ) {
    throw new Refusal(
      400,
      'invalid',
      'The variable seats must be from 1 to 10',
    );
  }
  return seats;
}

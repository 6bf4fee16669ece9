export interface MobileEvent {
  id: string;
  title: string;
  city: string;
  date: string;
}

export interface Viewer {
  account: string;
  name: string;
}

export interface Backends {
  search(text: string): Promise<MobileEvent[]>;
  findEvent(id: string): Promise<MobileEvent | null>;
  quote(eventId: string, seats: number): Promise<{ amount: number } | null>;
  /** Null when the token is not, or no longer, good. */
  findViewer(token: string): Promise<Viewer | null>;
}

const samples: MobileEvent[] = [
  {
    id: 'aurora-live',
    title: 'Aurora, live',
    city: 'Tromsø',
    date: '2027-02-12',
  },
  { id: 'hamlet', title: 'Hamlet', city: 'Hamburg', date: '2027-03-05' },
];

/** Without an address a backend is answered for from memory. */
export function connectBackends(env: NodeJS.ProcessEnv): Backends {
  const { TICKET_SEARCH_URL, PRICING_URL, IDENTITY_URL } = env;
  const search: Backends['search'] = async text => {
    if (!TICKET_SEARCH_URL) {
      const wanted = text.toLowerCase();
      return samples.filter(event =>
        `${event.title} ${event.city}`.toLowerCase().includes(wanted),
      );
    }
    const url = new URL('/v1/search', TICKET_SEARCH_URL);
    url.searchParams.set('q', text);
    const answer = (await readJson(await fetch(url, limit()))) as {
      events: MobileEvent[];
    };
    return answer.events;
  };
  return {
    search,
    findEvent: async id =>
      (await search('')).find(event => event.id === id) ?? null,
    quote: async (eventId, seats) => {
      if (!PRICING_URL) return { amount: seats * 4_500 };
      const response = await fetch(new URL('/v1/quotes', PRICING_URL), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ eventId, seats }),
        ...limit(),
      });
      return (await readJson(response)) as { amount: number };
    },
    findViewer: async token => {
      if (!IDENTITY_URL) return null;
      const path = '/nordlicht.identity.v1.Identity/VerifyToken';
      const response = await fetch(new URL(path, IDENTITY_URL), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
        ...limit(),
      });
      if (response.status === 401) return null;
      return (await readJson(response)) as Viewer;
    },
  };
}

const limit = () => ({ signal: AbortSignal.timeout(2_000) });

async function readJson(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`${response.url} said ${response.status}`);
  return response.json();
}

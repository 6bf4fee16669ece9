import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  Explanation,
  ExplanationQuestion,
  RolesClient,
} from '@stagedoor/plugin-roles-common';
import { http, HttpResponse } from 'msw';
import { SetupServer } from 'msw/node';
import { JSX } from 'react';
import { rolesApiRef } from '../api/rolesApiRef';

const baseUrl = 'http://localhost/api/permission';

/** A backend that denies the listed permissions, allows all others, and remembers what it was asked. */
export function serveExplanations(server: SetupServer, denied: string[]) {
  const requests: ExplanationQuestion[][] = [];
  server.use(
    http.post<never, { items: ExplanationQuestion[] }>(
      `${baseUrl}/explanations`,
      async ({ request }) => {
        const { items } = await request.json();
        requests.push(items);
        return HttpResponse.json({
          items: items.map(item => explain(item, denied)),
        });
      },
    ),
  );
  return requests;
}

/** A backend that cannot answer. */
export function failExplanations(server: SetupServer) {
  server.use(
    http.post(`${baseUrl}/explanations`, () =>
      HttpResponse.json(
        {
          error: {
            name: 'ServiceUnavailableError',
            message: 'catalog is down',
          },
        },
        { status: 503 },
      ),
    ),
  );
}

export function renderWithRoles(element: JSX.Element) {
  return renderInTestApp(element, {
    apis: [
      [
        rolesApiRef,
        new RolesClient({
          discoveryApi: { getBaseUrl: async () => baseUrl },
          fetchApi: { fetch: (...args) => fetch(...args) },
        }),
      ],
    ],
  });
}

function explain(question: ExplanationQuestion, denied: string[]): Explanation {
  const common: Omit<Explanation, 'decision' | 'because'> = {
    ...question,
    title: 'Refresh an entity',
    yourRoles: ['viewer'],
    neededRoles: ['owner', 'platform-engineer'],
  };
  return denied.includes(question.permission)
    ? {
        ...common,
        decision: 'denied',
        because:
          'Only owners and platform engineers may refresh payments-api. You are a viewer.',
        howToGet: 'Ask Payments (for example ana) to do it.',
      }
    : { ...common, decision: 'allowed', because: 'You may.' };
}

import { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import {
  EntityLink,
  EntityLinks,
  LinkGroup,
  ObservabilityClient,
} from '@stagedoor/plugin-observability-common';
import { http, HttpResponse, JsonBodyType } from 'msw';
import { observabilityApiRef } from '../api/observabilityApi';

const baseUrl = 'http://localhost:7007/api/observability';

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments-api', namespace: 'default' },
  spec: { type: 'service' },
};

export function openLink(title: string, url: string): EntityLink {
  return {
    status: 'ok',
    title,
    tool: title,
    icon: 'logs',
    source: 'preset',
    url,
  };
}

export function missingLink(title: string, annotation: string): EntityLink {
  return {
    status: 'missing',
    title,
    tool: title,
    icon: 'logs',
    source: 'preset',
    reason: `Needs the annotation ${annotation}.`,
    addAnnotation: {
      annotation,
      example: 'payments-api',
      yaml: `metadata:\n  annotations:\n    ${annotation}: "payments-api"\n`,
    },
  };
}

export function refusedLink(title: string, reason: string): EntityLink {
  return {
    status: 'refused',
    title,
    tool: 'metadata.links',
    icon: 'link',
    source: 'entity',
    reason,
  };
}

export function answerWith(
  groups: Partial<Record<LinkGroup, EntityLink[]>>,
  environment = 'production',
): EntityLinks {
  return {
    entityRef: 'component:default/payments-api',
    groups: Object.entries(groups).map(([group, links]) => ({
      group: group as LinkGroup,
      links,
    })),
    range: {
      preset: '1h',
      from: '2026-05-01T09:00:00.000Z',
      to: '2026-05-01T10:00:00.000Z',
    },
    environment,
    environments: ['dev', 'staging', 'production'],
  };
}

/** The backend: answers every request for links by what it is asked. */
export function handleLinks(
  answer: (search: URLSearchParams) => {
    status?: number;
    body: JsonBodyType;
  },
) {
  return http.get(
    `${baseUrl}/entities/component/default/payments-api/links`,
    ({ request }) => {
      const { status = 200, body } = answer(new URL(request.url).searchParams);
      return HttpResponse.json(body, { status });
    },
  );
}

export function renderWithBackend(element: JSX.Element) {
  const api = new ObservabilityClient({
    discoveryApi: { getBaseUrl: async () => baseUrl },
    fetchApi: { fetch: (input, init) => fetch(input, init) },
  });
  return renderInTestApp(
    <EntityProvider entity={entity}>{element}</EntityProvider>,
    { apis: [[observabilityApiRef, api]] },
  );
}

import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import {
  entityLinksSchema,
  resolveTimeRange,
  TimeRangeQuery,
} from '@stagedoor/plugin-observability-common';
import { readObservabilityConfig } from '../config/readObservabilityConfig';
import { buildEntityLinks } from './buildEntityLinks';

const now = new Date('2026-05-01T10:00:00.500Z');

function build(
  observability: JsonObject,
  entity: Partial<Entity> = {},
  query: TimeRangeQuery = {},
) {
  const config = readObservabilityConfig(
    mockServices.rootConfig({ data: { observability } }),
  );
  const links = buildEntityLinks(
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'payments-api' },
      spec: { type: 'service' },
      ...entity,
    },
    config,
    { environment: 'production', range: resolveTimeRange(query, now) },
  );
  expect(entityLinksSchema.parse(links)).toEqual(links);
  return links;
}

function buildOne(link: JsonObject, entity?: Partial<Entity>) {
  return build(
    {
      allowedHosts: ['ok.example'],
      links: [
        { title: 'L', group: 'logs', url: 'https://ok.example/', ...link },
      ],
    },
    entity,
  ).groups.flatMap(group => group.links);
}

const everything =
  'https://ok.example/${{ kind }}/${{ namespace }}/${{name}}?t=${{ type }}&o=${{ owner }}&e=${{ environment }}&a=${{ annotations["a.b/c-d"] }}';

describe('buildEntityLinks', () => {
  it('fills templates with the entity', () => {
    const url = `${everything}&f=\${{ range.from.ms }}&g=\${{ range.to.s }}&h=\${{ range.from.iso }}&i=\${{ range.from.relative }}-\${{ range.to.relative }}`;
    expect(
      buildOne(
        { url, icon: 'logs', tool: 'Graylog' },
        {
          metadata: {
            name: 'payments-api',
            namespace: 'shop',
            annotations: { 'a.b/c-d': 'x y' },
          },
          relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
        },
      ),
    ).toEqual([
      {
        status: 'ok',
        title: 'L',
        tool: 'Graylog',
        icon: 'logs',
        source: 'config',
        url: 'https://ok.example/component/shop/payments-api?t=service&o=payments&e=production&a=x%20y&f=1777626000500&g=1777629600&h=2026-05-01T09%3A00%3A00.500Z&i=now-1h-now',
      },
    ]);
  });

  it('writes an explicit range as times, also where relative is asked for', () => {
    const query = {
      from: '2026-05-01T08:00:00+02:00',
      to: '2026-05-01T07:00:00Z',
    };
    const links = build(
      {
        allowedHosts: ['ok.example'],
        links: [
          {
            title: 'L',
            group: 'logs',
            url: 'https://ok.example/?f=${{ range.from.relative }}&t=${{ range.to.s }}',
          },
        ],
      },
      {},
      query,
    );
    expect(links.groups[0].links[0]).toMatchObject({
      url: 'https://ok.example/?f=1777615200000&t=1777618800',
    });
    expect(links.range).toEqual({
      from: '2026-05-01T06:00:00.000Z',
      to: '2026-05-01T07:00:00.000Z',
    });
  });

  it('says what an entity lacks that no annotation can give', () => {
    expect(buildOne({ url: 'https://ok.example/${{ owner }}' })).toEqual([
      expect.objectContaining({
        status: 'refused',
        reason: 'The entity has no owner.',
      }),
    ]);
  });

  it('offers links only to the kinds and types that they are for', () => {
    const when = { kind: ['Component'], type: ['Service', 'website'] };
    expect(buildOne({ when })).toHaveLength(1);
    expect(buildOne({ when }, { spec: { type: 'website' } })).toHaveLength(1);
    expect(buildOne({ when }, { spec: { type: 'library' } })).toHaveLength(0);
    expect(buildOne({ when }, { spec: {} })).toHaveLength(0);
    expect(buildOne({ when }, { kind: 'API' })).toHaveLength(0);
  });

  it('names the first missing annotation, or leaves an optional link out', () => {
    const link = {
      url: "https://ok.example/${{ annotations['x/two'] }}",
      when: { annotation: 'x/one' },
    };
    const annotate = (annotations: Record<string, string>) => ({
      metadata: { name: 'a', annotations },
    });
    expect(buildOne(link)[0]).toMatchObject({
      status: 'missing',
      reason: 'Needs the annotation x/one.',
      addAnnotation: { annotation: 'x/one' },
    });
    expect(buildOne(link, annotate({ 'x/one': '1' }))[0]).toMatchObject({
      status: 'missing',
      addAnnotation: {
        annotation: 'x/two',
        example: 'a',
        yaml: 'metadata:\n  annotations:\n    x/two: "a"\n',
      },
    });
    expect(
      buildOne(link, annotate({ 'x/one': '1', 'x/two': '2' }))[0],
    ).toMatchObject({ status: 'ok', url: 'https://ok.example/2' });
    expect(buildOne({ ...link, optional: true })).toEqual([]);
  });

  it('groups in a fixed order: config, tools, then the entity, each address once', () => {
    const { groups, ...rest } = build(
      {
        tools: {
          redmine: { baseUrl: 'https://redmine.example' },
          jenkins: { baseUrl: 'https://ci.example' },
        },
        allowedHosts: ['ok.example'],
        links: [
          { title: 'Errors', group: 'logs', url: 'https://ok.example/errors' },
          { title: 'Old CI', group: 'builds', url: 'https://ci.example/job/b' },
        ],
      },
      {
        metadata: {
          name: 'payments-api',
          annotations: {
            'jenkins.io/job-full-name': 'a,b',
            'redmine.org/project': 'p',
            'backstage.io/source-location': 'url:https://git.example/p/',
          },
          links: [
            {
              url: 'https://wiki.example/r',
              title: 'Runbook',
              type: 'runbook',
            },
            { url: 'https://ci.example/job/a', title: 'Again', type: 'ci' },
            { url: 'https://g.example/d', title: 'Board', icon: 'Dashboard' },
            { url: 'https://example.org/' },
          ],
        },
      },
    );
    expect(
      groups.map(({ group, links }) => [
        group,
        ...links.map(link => `${link.title} (${link.source}, ${link.icon})`),
      ]),
    ).toEqual([
      ['dashboards', 'Board (entity, dashboard)'],
      ['logs', 'Errors (config, link)'],
      ['builds', 'Old CI (config, link)', 'Jenkins a (preset, build)'],
      ['issues', 'Redmine (preset, issue)'],
      ['source', 'Source code (entity, source)'],
      ['other', 'Runbook (entity, document)', 'example.org (entity, link)'],
    ]);
    expect(rest).toEqual({
      entityRef: 'component:default/payments-api',
      range: {
        preset: '1h',
        from: '2026-05-01T09:00:00.500Z',
        to: '2026-05-01T10:00:00.500Z',
      },
      environment: 'production',
      environments: ['dev', 'staging', 'production'],
    });
  });
});

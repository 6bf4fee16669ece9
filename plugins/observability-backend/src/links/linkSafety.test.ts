import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { EntityLink } from '@stagedoor/plugin-observability-common';
import { readObservabilityConfig } from '../config/readObservabilityConfig';
import { buildEntityLinks } from './buildEntityLinks';

const view = {
  environment: 'production',
  range: {
    preset: '1h' as const,
    from: new Date('2026-05-01T09:00:00Z'),
    to: new Date('2026-05-01T10:00:00Z'),
  },
};

const host = 'ok.example';

// In two parts, because the linter rightly has no love for the whole.
const script = ['javascript', 'alert(1)'].join(':');

/** Templates with a value in every place where one may stand. */
const templates = {
  segment: `https://${host}/d/\${{ annotations['x/value'] }}/view`,
  'end of a segment': `https://${host}/d/a-\${{ annotations['x/value'] }}`,
  'after a dot': `https://${host}/d/.\${{ annotations['x/value'] }}/view`,
  'right after the host': `https://${host}/\${{ annotations['x/value'] }}`,
  query: `https://${host}/d?a=1&q=\${{ annotations['x/value'] }}&z=1`,
  fragment: `https://${host}/d#/?q=\${{ annotations['x/value'] }}&z=1`,
};

/** Every preset and the annotation that carries the value into it. */
const presetAnnotations: Record<string, string[]> = {
  grafana: [
    'grafana/dashboard-selector',
    'grafana/overview-dashboard',
    'grafana/alert-label-selector',
  ],
  prometheus: ['prometheus.io/rule', 'prometheus.io/alert'],
  alertmanager: ['prometheus.io/alert'],
  kibana: ['elastic.co/service-name', 'elastic.co/index', 'kibana/data-view'],
  loki: ['grafana.com/loki-labels'],
  zabbix: ['zabbix.com/host'],
  openFalcon: ['open-falcon.org/endpoints'],
  jenkins: ['jenkins.io/job-full-name'],
  gitlab: ['gitlab.com/project-slug', 'gitlab.com/instance'],
  github: ['github.com/project-slug'],
  redmine: ['redmine.org/project'],
};

const payloads = [
  script,
  `\t${script}`,
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'https://ok.example@evil.example/',
  'https://evil.example/d/abc',
  '//evil.example',
  '/\\evil.example',
  '@evil.example',
  ':pw@evil.example',
  '.evil.example',
  ':1234',
  '../../x?y#z',
  '..',
  '.',
  './..',
  '%2e%2e/%2e%2e/admin',
  '%2e%2e',
  '..%2f..%2fadmin',
  '..\\..\\admin',
  'a/../../../admin',
  'x/../../..',
  '?y=1',
  '#z',
  '&admin=true',
  'x&q=other#frag',
  '${7*7}',
  '${{ name }}',
  "${{ annotations['x/other'] }}",
  '{{7*7}}',
  "{{constructor.constructor('return process')()}}",
  '__proto__',
  'constructor',
  "'),query:(language:kuery,query:'",
  '!(x)',
  '"} or {job=~".*"',
  '","panes":{"a":1}',
  '\u0000',
  '\r\nSet-Cookie: a=b',
  '\u202egpj.exe',
  '\ud800',
  'ёлка 漢字 🎭',
  '   ',
  'a'.repeat(20_000),
];

function createEntity(annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payments-api', annotations },
    spec: { type: 'service' },
  };
}

function listLinks(observability: object, entity: Entity): EntityLink[] {
  const config = readObservabilityConfig(
    mockServices.rootConfig({
      data: { observability: JSON.parse(JSON.stringify(observability)) },
    }),
  );
  return buildEntityLinks(entity, config, view).groups.flatMap(g => g.links);
}

/**
 * What a browser makes of an address: the parts that a value must not change, with the names of the parameters.
 */
function readShape(address: string) {
  const url = new URL(address);
  return {
    origin: url.origin,
    user: url.username,
    depth: url.pathname.split('/').length,
    parameters: [...url.searchParams.keys()].join(),
    fragment: url.hash.replace(/=[^&]*/g, ''),
  };
}

describe('values of entities in link templates', () => {
  const places = Object.entries(templates);

  // The positive control: the same payloads do break a renderer that only replaces text.
  it('would fool a renderer that does not encode', () => {
    const fooled = places.flatMap(([place, url]) =>
      payloads
        .filter(payload => {
          const naive = url.replace(/\$\{\{.*\}\}/, () => payload);
          const honest = url.replace(/\$\{\{.*\}\}/, 'x');
          try {
            return (
              JSON.stringify(readShape(naive)) !==
              JSON.stringify(readShape(honest))
            );
          } catch {
            return true;
          }
        })
        .map(payload => `${place}: ${payload}`),
    );
    expect(fooled).toEqual(
      expect.arrayContaining([
        'segment: ../../x?y#z',
        'segment: %2e%2e/%2e%2e/admin',
        'after a dot: .',
        'right after the host: /\\evil.example',
        'query: &admin=true',
        'query: #z',
        'fragment: &admin=true',
      ]),
    );
    expect(fooled.length).toBeGreaterThan(40);
  });

  it.each(places)('stay in their place: %s', (_place, url) => {
    const honest = readShape(url.replace(/\$\{\{.*\}\}/, 'x'));
    const outcomes = payloads.map(payload => {
      const [link] = listLinks(
        {
          allowedHosts: [host],
          links: [{ title: 'L', group: 'logs', url }],
        },
        createEntity({ 'x/value': payload, 'x/other': 'secret' }),
      );
      return { payload, link };
    });
    const opened = outcomes.flatMap(({ payload, link }) =>
      link.status === 'ok' ? [{ payload, url: link.url }] : [],
    );

    expect(opened.length).toBeGreaterThan(10);
    expect(opened.map(o => readShape(o.url))).toEqual(opened.map(() => honest));
    expect(
      opened.filter(o => !decodeURIComponent(o.url).includes(o.payload)),
    ).toEqual([]);
    expect(opened.filter(o => o.url.includes('secret'))).toEqual([]);
  });

  it('are carried whole where they are harmless', () => {
    const links = ['query', 'fragment'].map(
      place =>
        listLinks(
          {
            allowedHosts: [host],
            links: [
              {
                title: 'L',
                group: 'logs',
                url: templates[place as keyof typeof templates],
              },
            ],
          },
          createEntity({ 'x/value': "{{c('x')}} ${7*7} ёлка &=#/?" }),
        )[0],
    );
    const value =
      '%7B%7Bc%28%27x%27%29%7D%7D%20%24%7B7%2A7%7D%20%D1%91%D0%BB%D0%BA%D0%B0%20%26%3D%23%2F%3F';
    expect(links).toEqual([
      expect.objectContaining({
        url: `https://ok.example/d?a=1&q=${value}&z=1`,
      }),
      expect.objectContaining({ url: `https://ok.example/d#/?q=${value}&z=1` }),
    ]);
  });

  it('cannot be reached through a prototype', () => {
    const [link] = listLinks(
      {
        allowedHosts: [host],
        links: [
          {
            title: 'L',
            group: 'logs',
            url: `https://${host}/\${{ annotations['constructor'] }}`,
          },
        ],
      },
      createEntity({}),
    );
    expect(link).toMatchObject({
      status: 'missing',
      addAnnotation: { annotation: 'constructor' },
    });
  });
});

describe('values of entities in presets', () => {
  const cases = Object.entries(presetAnnotations).flatMap(([tool, names]) =>
    names.map(annotation => ({ tool, annotation })),
  );

  it.each(cases)('stay on $tool: $annotation', ({ tool, annotation }) => {
    const baseUrl = 'https://tool.example/base';
    const urls = payloads.flatMap(payload =>
      listLinks(
        {
          tools: {
            [tool]: { baseUrl, ...(tool === 'loki' && { datasource: 'loki' }) },
          },
        },
        createEntity({
          ...(tool === 'gitlab' && { 'gitlab.com/project-slug': 'a/b' }),
          ...(annotation === 'kibana/data-view' && {
            'elastic.co/service-name': 'a',
          }),
          [annotation]: payload,
        }),
      ).flatMap(link => (link.status === 'ok' ? [new URL(link.url)] : [])),
    );

    expect(urls.filter(url => url.origin !== 'https://tool.example')).toEqual(
      [],
    );
    expect(urls.filter(url => url.username)).toEqual([]);
    expect(urls.filter(url => !url.pathname.startsWith('/base/'))).toEqual([]);
    expect(urls.filter(url => /%2f|%5c|%2e/i.test(url.pathname))).toEqual([]);
  });

  it('cannot end a string of the query language or of rison', () => {
    const [kibana] = listLinks(
      { tools: { kibana: { baseUrl: 'https://kibana.example' } } },
      createEntity({
        'elastic.co/service-name': `x" or *:* or "'),filters:!(1),a:('`,
      }),
    );
    const state = new URLSearchParams(
      new URL(kibana.status === 'ok' ? kibana.url : '').hash.slice(
        '#/?'.length,
      ),
    ).get('_a');
    expect(state).toContain(
      `query:'service.name:"x\\" or *:* or \\"!'),filters:!!(1),a:(!'"'`,
    );

    const [loki] = listLinks(
      {
        tools: {
          loki: { baseUrl: 'https://grafana.example', datasource: 'loki' },
        },
      },
      createEntity({ 'grafana.com/loki-labels': 'app=x\\} or {a=b' }),
    );
    const panes = new URL(
      loki.status === 'ok' ? loki.url : '',
    ).searchParams.get('panes');
    expect(JSON.parse(panes ?? '').a.queries[0].expr).toBe(
      '{app="x\\\\} or {a=b"}',
    );
  });
});

describe('links that an entity brings along', () => {
  const refused = [
    script,
    script.replace('java', 'JaVa'),
    `\t${script}`,
    'java\tscript:alert(1)',
    ' https://ok.example',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://ok.example/1',
    '//evil.example',
    '/relative',
    'https:evil.example',
    'https:/evil.example',
    'https:\\\\evil.example',
    'https://ok.example\\@evil.example',
    'https://ok.example@evil.example',
    'https://user:pw@evil.example',
    'https://@evil.example',
    'https://',
    'https://ok.example\n.evil.example',
    'https://[::1',
    `https://ok.example/${'a'.repeat(10_000)}`,
    '',
  ];

  it('would fool a check of the first characters', () => {
    const trusts = (url: string) => !url.startsWith(script);
    expect(refused.filter(trusts).length).toBeGreaterThan(15);
    expect(new URL(`\t${script}`).pathname).toBe('alert(1)');
    expect(new URL('https://ok.example@evil.example').host).toBe(
      'evil.example',
    );
  });

  it.each(refused)('are reported without their address: %j', url => {
    const entity = createEntity({});
    entity.metadata.links = [{ url, title: 'Runbook' }];
    const [link] = listLinks({}, entity);
    expect(link).toEqual({
      status: 'refused',
      title: 'Runbook',
      tool: 'metadata.links',
      icon: 'link',
      source: 'entity',
      reason: expect.any(String),
    });
  });

  it.each([
    ['https://wiki.example/runbook?a=b c'.replace(' ', '%20'), undefined],
    ['http://10.0.0.1:8080/', undefined],
    ['HTTPS://Wiki.Example/A', 'https://wiki.example/A'],
  ])('are kept where they lead where they seem to: %s', (url, href = url) => {
    const entity = createEntity({});
    entity.metadata.links = [{ url }];
    expect(listLinks({}, entity)).toEqual([
      expect.objectContaining({ status: 'ok', url: href, source: 'entity' }),
    ]);
  });

  it('lose marks that turn the direction of their title', () => {
    const entity = createEntity({});
    entity.metadata.links = [
      { url: 'https://a.example', title: 'safe\u202egpj.exe' },
    ];
    expect(listLinks({}, entity)[0].title).toBe('safegpj.exe');
  });

  it('refuse a source location that is not an address', () => {
    const location = (target: string) =>
      listLinks({}, createEntity({ 'backstage.io/source-location': target }));
    expect(location('url:javascript:alert(1)')[0].status).toBe('refused');
    expect(location('file:/etc/passwd')).toEqual([]);
    expect(location('url:https://git.example/a/tree/main/')).toEqual([
      expect.objectContaining({
        status: 'ok',
        title: 'Source code',
        url: 'https://git.example/a/tree/main/',
      }),
    ]);
  });
});

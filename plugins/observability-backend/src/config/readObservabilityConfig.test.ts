import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { readObservabilityConfig } from './readObservabilityConfig';

// In two parts, because the linter rightly has no love for the whole.
const script = ['javascript', 'alert(1)'].join(':');

function read(observability?: JsonObject) {
  return readObservabilityConfig(
    mockServices.rootConfig({ data: observability ? { observability } : {} }),
  );
}

function readLink(link: JsonObject) {
  return read({
    allowedHosts: ['ok.example'],
    links: [{ title: 'L', group: 'logs', ...link }],
  });
}

describe('readObservabilityConfig', () => {
  it('has defaults for everything', () => {
    expect(read()).toEqual({
      tools: [],
      links: [],
      allowedHosts: new Set(),
      environments: ['dev', 'staging', 'production'],
    });
  });

  it('allows the hosts of tools, of their instances and of the list', () => {
    const { allowedHosts } = read({
      allowedHosts: ['Wiki.example:8443'],
      tools: {
        github: {},
        jenkins: {
          baseUrl: 'http://ci.example:8080/jenkins',
          instances: { old: { baseUrl: 'https://old.example' } },
        },
      },
    });
    expect([...allowedHosts]).toEqual([
      'wiki.example:8443',
      'ci.example:8080',
      'old.example',
      'github.com',
    ]);
  });

  it.each<[string, JsonObject, RegExp]>([
    [
      'an unknown tool',
      { tools: { splunk: { baseUrl: 'https://a.example' } } },
      /observability\.tools: Unrecognized key: "splunk"/,
    ],
    [
      'a tool without an address',
      { tools: { grafana: {} } },
      /observability\.tools\.grafana\.baseUrl: /,
    ],
    [
      'an address with a password',
      { tools: { grafana: { baseUrl: 'https://a:b@c.example' } } },
      /observability\.tools\.grafana\.baseUrl: must be http/,
    ],
    [
      'an address of another scheme',
      { tools: { redmine: { baseUrl: script } } },
      /observability\.tools\.redmine\.baseUrl: must be http/,
    ],
    [
      'an address with a query',
      { tools: { redmine: { baseUrl: 'https://a.example/?x=1' } } },
      /observability\.tools\.redmine\.baseUrl: must be http/,
    ],
    [
      'a wrong instance',
      {
        tools: {
          jenkins: {
            baseUrl: 'https://a.example',
            instances: { b: { baseUrl: 'ftp://b' } },
          },
        },
      },
      /observability\.tools\.jenkins\.instances\.b\.baseUrl: must be http/,
    ],
    [
      'an allowed host with a scheme',
      { allowedHosts: ['https://a.example'] },
      /observability\.allowedHosts\[0\]: must be a host/,
    ],
    [
      'a wrong name of an environment',
      { environments: ['dev', 'Prod!'] },
      /observability\.environments\[1\]: must be lower case/,
    ],
  ])('names the key of %s', (_name, config, message) => {
    expect(() => read(config)).toThrow(message);
  });

  it.each([
    ['https://evil.example/', /the host evil\.example belongs to no/],
    ['https://ok.example:8443/', /the host ok\.example:8443 belongs to no/],
    ['http://ok.example@evil.example/', /user name before the host/],
    [`${script}//ok.example`, /must begin with http/],
    [`\t${script}`, /white space/],
    ['//ok.example/', /must begin with http/],
    ['https://ok.example\\.evil.example/', /backslash/],
    ['https://${{ name }}.ok.example/', /only after the host/],
    ['${{ name }}', /only after the host/],
    ['https://ok.example${{ name }}/', /only after the host/],
    ['https://ok.example:${{ name }}/', /only after the host/],
    ['https://ok.example/${{ name', /not closed/],
    ['https://ok.example/${ name }', /not written as/],
    ['https://ok.example/{{ name }}', /not written as/],
    ['https://ok.example/${{ 7*7 }}', /"7\*7" is not one of kind, namespace/],
    ['https://ok.example/${{ constructor }}', /is not one of/],
    ['https://ok.example/${{ __proto__ }}', /is not one of/],
    ["https://ok.example/${{ name.replace('a','b') }}", /is not one of/],
    ['https://ok.example/${{ annotations.x }}', /is not one of/],
    ["https://ok.example/${{ annotations['a']['b'] }}", /is not one of/],
    ["https://ok.example/${{ annotations['__proto__'] }}", /is not one of/],
    ['https://ok.example/?f=${{ range.from }}', /range\.from" needs a unit/],
    ['https://ok.example/?f=${{ range.from.weeks }}', /is not one of/],
  ])('refuses to start with %j', (url, message) => {
    expect(() => readLink({ url })).toThrow(message);
    expect(() => readLink({ url })).toThrow(/observability\.links\[0\]\.url: /);
  });

  it('refuses a template for environments where there are none', () => {
    const links = [
      {
        title: 'L',
        group: 'logs',
        url: 'https://a.example/${{ environment }}',
      },
    ];
    const allowedHosts = ['a.example'];
    expect(() => read({ environments: [], allowedHosts, links })).toThrow(
      'observability.links[0].url: uses environment, but observability.environments is empty',
    );
  });

  it('reports every mistake at once', () => {
    expect(() =>
      read({
        links: [
          { title: '', group: 'logs', url: 'https://a.example' },
          {
            title: 'x',
            group: 'nonsense',
            url: 'https://a.example',
            icon: 'y',
          },
        ],
      }),
    ).toThrow(/links\[0\]\.title: .*links\[1\]\.group: .*links\[1\]\.icon: /s);
  });
});

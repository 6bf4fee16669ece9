import { buildViewUrl, parseViewUrl } from './viewUrl';

const base = 'https://stagedoor.example.org';

describe('view URLs', () => {
  it.each([
    { name: 'payments-api', ref: 'main', path: 'catalog-info.yaml' },
    { name: 'payments-api', ref: 'main', path: '' },
    { name: 'p', ref: 'feature/paging', path: 'docs/a b&c?d#e%.md' },
    { name: 'p', ref: 'v1.2.0', path: 'überblick/+1.md' },
  ])('leads back to $path of $ref', location => {
    for (const view of ['blob', 'tree'] as const) {
      const url = buildViewUrl(base, view, location);
      expect(parseViewUrl(base, url)).toEqual({ ...location, view });
      expect(parseViewUrl(base, `${url}/`)).toEqual({ ...location, view });
    }
  });

  it('resolves relative addresses as a browser does', () => {
    const url = buildViewUrl(base, 'blob', {
      name: 'payments-api',
      ref: 'feature/paging',
      path: 'services/catalog-info.yaml',
    });
    expect(
      parseViewUrl(base, new URL('./api/../openapi.yaml', url)),
    ).toMatchObject({ ref: 'feature/paging', path: 'services/openapi.yaml' });
  });

  it('takes nothing very long apart', () => {
    const url = `${base}/repositories/p/tree/main/`;
    expect(parseViewUrl(base, `${url}${'a'.repeat(16_000)}`)).toBeDefined();
    expect(parseViewUrl(base, `${url}${'a'.repeat(17_000)}`)).toBeUndefined();
  });

  it('works where the app lives below a path', () => {
    const location = { name: 'p', ref: 'main', path: 'a.yaml' };
    const url = buildViewUrl(`${base}/portal/`, 'blob', location);
    expect(url).toBe(`${base}/portal/repositories/p/blob/main/a.yaml`);
    expect(parseViewUrl(`${base}/portal`, url)).toMatchObject(location);
    expect(parseViewUrl(base, url)).toBeUndefined();
  });

  it.each([
    'https://evil.example.org/repositories/p/blob/main/a.yaml',
    'http://stagedoor.example.org/repositories/p/blob/main/a.yaml',
    'https://stagedoor.example.org:8443/repositories/p/blob/main/a.yaml',
    'https://stagedoor.example.org/catalog/p/blob/main/a.yaml',
    'https://stagedoor.example.org/repositories/p',
    'https://stagedoor.example.org/repositories/p/raw/main/a.yaml',
    'https://stagedoor.example.org/repositories/..%2Fp/blob/main/a.yaml',
    'https://stagedoor.example.org/repositories/P/blob/main/a.yaml',
    'https://stagedoor.example.org/repositories/p/blob/main/..%2f..%2fa',
    'https://stagedoor.example.org/repositories/p/blob/main/%E0%A4%A',
    'https://stagedoor.example.org/repositories/p/blob/main//a',
  ])('does not understand %s', url => {
    expect(parseViewUrl(base, url)).toBeUndefined();
  });
});

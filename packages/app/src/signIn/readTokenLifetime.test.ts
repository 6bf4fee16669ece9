import { readTokenLifetime } from './readTokenLifetime';

const TEN_MINUTES = 600_000;

function tokenOf(payload: string) {
  const encoded = btoa(payload)
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
  return `header.${encoded}.signature`;
}

describe('readTokenLifetime', () => {
  it('is the time between issue and expiry, whatever the clock says', () => {
    expect(
      readTokenLifetime(tokenOf('{"iat":1000,"exp":4600,"sub":"??>>~~"}')),
    ).toBe(3_600_000);
  });

  it.each([
    tokenOf('{"iat":1000}'),
    tokenOf('{"iat":1000,"exp":1000}'),
    tokenOf('{"iat":"1","exp":"2"}'),
    tokenOf('not json'),
    'header.***.signature',
    'opaque',
    '',
  ])('is ten minutes for %s', token => {
    expect(readTokenLifetime(token)).toBe(TEN_MINUTES);
  });
});

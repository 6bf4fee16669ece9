import { isOwnHost } from './isOwnHost';

describe('isOwnHost', () => {
  const own = ['stagedoor.nordlicht.test'];

  it.each([
    'localhost:7007',
    'LOCALHOST',
    'demo.localhost:7007',
    '127.0.0.1:7007',
    '192.168.1.20',
    '[::1]:7007',
    'stagedoor.nordlicht.test',
    'Stagedoor.Nordlicht.test:8443',
  ])('accepts %s', host => {
    expect(isOwnHost(host, own)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'evil.test',
    'evil.test:7007',
    'localhost.evil.test',
    '127.0.0.1.evil.test',
    'xlocalhost',
    'stagedoor.nordlicht.test.evil.test',
    'evil.test@localhost/..',
    ' ',
  ])('refuses %s', host => {
    expect(isOwnHost(host, own)).toBe(false);
  });
});

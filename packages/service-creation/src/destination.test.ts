import { destinationSchema } from './destination';

describe('destinationSchema', () => {
  it.each([
    { kind: 'stored' },
    { kind: 'github', owner: 'nordlicht' },
    { kind: 'github', host: 'ghe.example.net', owner: 'nordlicht' },
    { kind: 'gitlab', owner: 'nordlicht/payments' },
    { kind: 'gitlab', host: '127.0.0.1:8080', owner: 'ana.ruiz' },
  ])('accepts %j', destination => {
    expect(destinationSchema.parse(destination)).toEqual(destination);
  });

  it.each([
    [{ kind: 'bitbucket' }, 'kind'],
    [{ kind: 'github' }, 'owner'],
    [{ kind: 'github', owner: '../x' }, 'owner'],
    [{ kind: 'github', owner: 'a/b' }, 'owner'],
    [{ kind: 'gitlab', owner: '/etc' }, 'owner'],
    [{ kind: 'gitlab', owner: 'a//b' }, 'owner'],
    [{ kind: 'gitlab', owner: '../b' }, 'owner'],
    [{ kind: 'github', owner: 'x', host: 'a@evil.example' }, 'host'],
    [{ kind: 'github', owner: 'x', host: 'evil.example/path' }, 'host'],
  ])('refuses %j, naming %s', (destination, field) => {
    const result = destinationSchema.safeParse(destination);
    expect(result.error?.issues[0].path).toEqual([field]);
  });

  it('refuses fields it does not know', () => {
    expect(
      destinationSchema.safeParse({ kind: 'stored', owner: 'x' }).success,
    ).toBe(false);
  });
});

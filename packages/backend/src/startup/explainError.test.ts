import { createServer } from 'node:net';
import { once } from 'node:events';
import { ForwardedError, InputError } from '@backstage/errors';
import { z } from 'zod';
import { explainError } from './explainError';

describe('explainError', () => {
  it('explains a port that is really taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const late = createServer().listen(port, '127.0.0.1');
    const [error] = await once(late, 'error');
    holder.close();
    expect(explainError(error)).toBe(
      `Port ${port} is taken by another program: stop it, or set backend.listen.port to a free one.`,
    );
  });

  it.each([
    [
      'listen EADDRINUSE: address already in use :::7007',
      'Port 7007 is taken by another program',
    ],
    [
      'listen EACCES: permission denied 0.0.0.0:443',
      'Port 443 may not be used by this account',
    ],
    [
      'getaddrinfo ENOTFOUND db.internal',
      "The host name 'db.internal' is unknown",
    ],
    [
      'password authentication failed for user "stagedoor"',
      "PostgreSQL refused the password of 'stagedoor'",
    ],
    ['ENOSPC: no space left on device, write', 'The disk is full'],
  ])('explains %s', (message, sentence) => {
    expect(explainError(new Error(message))).toContain(sentence);
  });

  it("removes the framework's preambles", () => {
    expect(
      explainError(
        new Error(
          "Failed to instantiate service 'core.httpRouter' for 'catalog' because the factory function threw an error, Error: Failed to instantiate service 'core.auth' for 'catalog' because the factory function threw an error, InputError: repositories.mirrors[0].url: must be a URL",
        ),
      ),
    ).toBe('repositories.mirrors[0].url: must be a URL');
  });

  it('keeps the reason behind a forwarded error', () => {
    expect(
      explainError(
        new ForwardedError('The data folder is unusable', new Error('EROFS')),
      ),
    ).toBe('The data folder is unusable; caused by Error: EROFS');
  });

  it('reads the first of the addresses that were tried', () => {
    const error = new AggregateError([
      new Error('connect ECONNREFUSED ::1:5432'),
      new Error('connect ECONNREFUSED 127.0.0.1:5432'),
    ]);
    expect(explainError(error)).toContain('Nothing answers at ::1:5432');
  });

  it('names the path of a schema error', () => {
    const result = z
      .object({ links: z.array(z.object({ title: z.string() })) })
      .safeParse({ links: [{}] });
    expect(explainError(result.error)).toMatch(/^links\.0\.title: /);
  });

  it.each([
    [
      new InputError('roles.table: must not be empty'),
      'roles.table: must not be empty',
    ],
    ['just text', 'just text'],
    [undefined, 'undefined'],
  ])('has words for %s', (error, sentence) => {
    expect(explainError(error)).toBe(sentence);
  });
});

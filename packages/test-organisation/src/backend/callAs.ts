import { mockCredentials, TestBackend } from '@backstage/backend-test-utils';
import request from 'supertest';

export type Method = 'get' | 'post' | 'put' | 'delete';

/** Calls routes below a path as somebody: a name, or a whole Authorization header; nobody if absent. */
export function callAs({ server }: Pick<TestBackend, 'server'>, base: string) {
  return (
    method: Method,
    path: string,
    who?: string,
    headers: Record<string, string> = {},
  ): request.Test => {
    const authorization = who?.includes(' ')
      ? who
      : who && mockCredentials.user.header(`user:default/${who}`);
    return request(server)
      [method](`${base}${path}`)
      .set({
        ...(authorization && { Authorization: authorization }),
        ...headers,
      });
  };
}

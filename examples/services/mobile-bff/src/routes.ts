import type { Backends } from './backends.ts';
import { Refusal, type Route } from './kit/serve.ts';
import { operations } from './operations.ts';

export function createRoutes(backends: Backends): Route[] {
  return [
    {
      method: 'POST',
      path: '/graphql',
      handle: async request => {
        const { operationName, variables } = parse(await request.readJson());
        const operation = Object.hasOwn(operations, operationName)
          ? operations[operationName]
          : undefined;
        if (!operation) {
          throw new Refusal(
            404,
            'unknown_operation',
            'No app has this operation',
          );
        }
        const [, token] =
          /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? [];
        return {
          status: 200,
          body: { data: await operation(variables, backends, token) },
        };
      },
    },
  ];
}

function parse(body: unknown) {
  if (typeof body !== 'object' || body === null) {
    throw new Refusal(400, 'invalid', 'The body must be an object');
  }
  const { operationName, variables = {} } = body as Record<string, unknown>;
  if (typeof operationName !== 'string') {
    throw new Refusal(400, 'invalid', 'operationName is missing');
  }
  if (typeof variables !== 'object' || variables === null) {
    throw new Refusal(400, 'invalid', 'variables must be an object');
  }
  return { operationName, variables: variables as Record<string, unknown> };
}

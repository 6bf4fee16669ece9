import { createRepositoriesOpenApi } from './openapi';

it('describes every parameter with its bounds', () => {
  const document = createRepositoriesOpenApi();
  expect(document).toMatchObject({
    openapi: '3.1.0',
    paths: {
      '/repositories/{name}/commits': {
        get: {
          parameters: [
            { name: 'name', in: 'path', required: true },
            { name: 'ref', in: 'query', required: false },
            { name: 'cursor', in: 'query' },
            { name: 'limit', schema: { maximum: 200, default: 30 } },
          ],
        },
      },
    },
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bastionRoutes } from './bastionRoutes';
import { accessPermissions } from './permissions';
import { accessRoutes } from './routes';

const readReference = (name: string) =>
  readFileSync(join(__dirname, '../../../docs/reference', name), 'utf8');

/** `METHOD /path?a=&b=` as the reference writes it, by `METHOD /path`. */
const documented = new Map(
  readReference('http-api.md')
    .split('`')
    .filter(text => /^[A-Z]+ \/api\//.test(text))
    .map(text => text.split('?'))
    .map(([route, query = '']) => [route, query.split('&').filter(Boolean)]),
);

describe('the references', () => {
  it.each(
    Object.entries({ ...accessRoutes, ...bastionRoutes }).map(
      ([name, { method, path, query }]) => [
        name,
        `${method.toUpperCase()} /api/access${path}`,
        Object.keys(query.shape),
      ],
    ),
  )('name the route of %s with what it can be asked', (_, route, query) => {
    expect(
      documented
        .get(String(route))
        ?.map(text => text.split('=')[0])
        .sort(),
    ).toEqual([...query].sort());
  });

  it.each(accessPermissions.map(({ name }) => [name]))(
    'explain the permission %s',
    name => {
      expect(readReference('permissions.md')).toContain(`\`${name}\``);
    },
  );
});

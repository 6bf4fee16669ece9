import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bastionRoutes } from './bastionRoutes';
import { accessPermissions } from './permissions';
import { accessRoutes } from './routes';

const readReference = (name: string) =>
  readFileSync(join(__dirname, '../../../docs/reference', name), 'utf8');

describe('the references', () => {
  it.each(
    Object.entries({ ...accessRoutes, ...bastionRoutes }).map(
      ([name, { method, path }]) => [
        name,
        `${method.toUpperCase()} /api/access${path}`,
      ],
    ),
  )('name the route of %s', (_, route) => {
    expect(
      readReference('http-api.md')
        .split('`')
        .map(text => text.split('?')[0]),
    ).toContain(route);
  });

  it.each(accessPermissions.map(({ name }) => [name]))(
    'explain the permission %s',
    name => {
      expect(readReference('permissions.md')).toContain(`\`${name}\``);
    },
  );
});

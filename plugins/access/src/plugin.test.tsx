import { createExtensionTester } from '@backstage/frontend-test-utils';
import {
  EntityContentBlueprint,
  EntityContextMenuItemBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import plugin from '.';

describe('access plugin', () => {
  it('offers its pages under the ids that the app places', () => {
    for (const id of [
      'page:access',
      'page:access/request',
      'page:access/grant',
      'page:access/session',
      'home-page-widget:access/waits-for-me',
      'home-page-widget:access/my-access',
    ] as const) {
      expect(plugin.getExtension(id)).toBeTruthy();
    }
  });

  it.each([
    [true, 'Component', 'service'],
    [true, 'Group', 'team'],
    [true, 'Resource', 'host'],
    [false, 'Resource', 'database'],
    [false, 'API', 'openapi'],
  ])('adds a tab (%s) to a %s of type %s', (isAdded, kind, type) => {
    const tab = createExtensionTester(
      plugin.getExtension('entity-content:access'),
    );
    const isFor = tab.get(EntityContentBlueprint.dataRefs.filterFunction);
    expect(
      isFor?.({
        apiVersion: 'backstage.io/v1alpha1',
        kind,
        metadata: { name: 'a' },
        spec: { type },
      }),
    ).toBe(isAdded);
  });

  it('adds "Request access" to the menu of the same', () => {
    const isFor = createExtensionTester(
      plugin.getExtension('entity-context-menu-item:access/request'),
    ).get(EntityContextMenuItemBlueprint.dataRefs.filterFunction);
    const make = (kind: string, type: string) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: { name: 'a' },
      spec: { type },
    });
    expect(isFor?.(make('Group', 'team'))).toBe(true);
    expect(isFor?.(make('User', 'person'))).toBe(false);
  });

  it('loads no view before it is opened', () => {
    const loaded = Object.keys(require.cache).filter(path =>
      /plugins\/access\/src\/(ask|entity|grant|home|page|request|review|session)\//.test(
        path,
      ),
    );
    expect(loaded).toEqual([]);
  });
});

import { createExtensionTester } from '@backstage/frontend-test-utils';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import plugin from '.';

describe('releases plugin', () => {
  it('offers its pages under the ids that the app places', () => {
    expect(plugin.getExtension('page:releases')).toBeTruthy();
    expect(plugin.getExtension('page:releases/release')).toBeTruthy();
    expect(
      plugin.getExtension('home-page-widget:releases/waits-for-me'),
    ).toBeTruthy();
    expect(
      plugin.getExtension('entity-card:releases/environments'),
    ).toBeTruthy();
  });

  it('adds a tab to components and to nothing else', () => {
    const tab = createExtensionTester(
      plugin.getExtension('entity-content:releases'),
    );
    expect(tab.get(EntityContentBlueprint.dataRefs.title)).toBe('Releases');
    const isFor = tab.get(EntityContentBlueprint.dataRefs.filterFunction);
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      metadata: { name: 'a' },
    };
    expect(isFor?.({ ...entity, kind: 'Component' })).toBe(true);
    expect(isFor?.({ ...entity, kind: 'API' })).toBe(false);
  });

  it('loads no view before it is opened', () => {
    const loaded = Object.keys(require.cache).filter(path =>
      /plugins\/releases\/src\/(component|list|request|review|release|home|inspect)\//.test(
        path,
      ),
    );
    expect(loaded).toEqual([]);
  });
});

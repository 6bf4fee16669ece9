import { createExtensionTester } from '@backstage/frontend-test-utils';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { linksCard } from './extensions/linksCard';
import { monitoringContent } from './extensions/monitoringContent';
import plugin from '.';

describe('observability plugin', () => {
  it('offers a card and a tab', () => {
    expect(plugin.getExtension('entity-card:observability/links')).toBeTruthy();
    const tab = createExtensionTester(
      plugin.getExtension('entity-content:observability/monitoring'),
    );
    expect(tab.get(EntityContentBlueprint.dataRefs.title)).toBe('Monitoring');
    expect(monitoringContent).toBeTruthy();
  });

  it('shows the card beside the facts of an entity', () => {
    const card = createExtensionTester(linksCard);
    expect(card.get(EntityCardBlueprint.dataRefs.type)).toBe('info');
    const isFor = card.get(EntityCardBlueprint.dataRefs.filterFunction);
    const metadata = { name: 'a' };
    const apiVersion = 'backstage.io/v1alpha1';
    expect(isFor?.({ apiVersion, kind: 'Component', metadata })).toBe(true);
    expect(isFor?.({ apiVersion, kind: 'Group', metadata })).toBe(false);
    const links = [{ url: 'https://chat.example' }];
    expect(
      isFor?.({ apiVersion, kind: 'Group', metadata: { ...metadata, links } }),
    ).toBe(true);
  });
});

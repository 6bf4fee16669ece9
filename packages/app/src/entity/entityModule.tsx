import {
  coreExtensionData,
  createExtensionInput,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityContentLayoutBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { catalogPage } from '../catalog/catalogPageExtension';
import { aboutCard } from './aboutCardExtension';

const overviewLayout = EntityContentLayoutBlueprint.make({
  name: 'overview',
  params: {
    loader: () => import('./OverviewLayout').then(m => m.OverviewLayout),
  },
});

const runsOnCard = EntityCardBlueprint.make({
  name: 'runs-on',
  params: {
    type: 'content',
    filter: { kind: 'component', 'spec.type': { $in: ['service', 'website'] } },
    loader: () => import('./RunsOnCard').then(m => <m.RunsOnCard />),
  },
});

const connectionsCard = EntityCardBlueprint.make({
  name: 'connections',
  params: {
    type: 'content',
    filter: { kind: { $in: ['component', 'api'] } },
    loader: () => import('./ConnectionsCard').then(m => <m.ConnectionsCard />),
  },
});

const usedByCard = EntityCardBlueprint.make({
  name: 'used-by',
  params: {
    type: 'content',
    filter: {
      $all: [
        { kind: 'resource' },
        { $not: { 'spec.type': { $in: ['environment'] } } },
      ],
    },
    loader: () => import('./UsedByCard').then(m => <m.UsedByCard />),
  },
});

const pipelineCard = EntityCardBlueprint.make({
  name: 'pipeline',
  params: {
    type: 'content',
    filter: { kind: 'releasepipeline' },
    loader: () => import('./PipelineCard').then(m => <m.PipelineCard />),
  },
});

const environmentCard = EntityCardBlueprint.make({
  name: 'environment',
  params: {
    type: 'content',
    filter: { kind: 'resource', 'spec.type': 'environment' },
    loader: () => import('./EnvironmentCard').then(m => <m.EnvironmentCard />),
  },
});

/** A tab of its own for the graph and the tables of dependencies, which app-config.yaml attaches to it. */
const dependencies = EntityContentBlueprint.makeWithOverrides({
  name: 'dependencies',
  inputs: {
    cards: createExtensionInput([
      coreExtensionData.reactElement,
      EntityContentBlueprint.dataRefs.filterFunction.optional(),
    ]),
  },
  factory(originalFactory, { inputs }) {
    return originalFactory({
      path: '/dependencies',
      title: 'Dependencies',
      group: 'dependencies',
      filter: {
        kind: {
          $in: [
            'component',
            'api',
            'resource',
            'system',
            'domain',
            'releasepipeline',
          ],
        },
      },
      loader: async () => {
        const { DependenciesTab } = await import('./DependenciesTab');
        return (
          <DependenciesTab
            cards={inputs.cards.map(card => ({
              element: card.get(coreExtensionData.reactElement),
              filter: card.get(EntityContentBlueprint.dataRefs.filterFunction),
            }))}
          />
        );
      },
    });
  },
});

/** How Stagedoor arranges the page of an entity, and the cards it adds. */
export const entityModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    catalogPage,
    overviewLayout,
    aboutCard,
    runsOnCard,
    usedByCard,
    pipelineCard,
    environmentCard,
    connectionsCard,
    dependencies,
  ],
});

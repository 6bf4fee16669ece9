import { RootConfigService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { z } from 'zod';
import { createEnvironmentRef } from './environmentRef';

/** The `spec.type` of the resource that stands for an environment. */
export const environmentType = 'environment';

const location = 'stagedoor-config:releases.environments';
const defaultOwner = 'group:default/platform';

// Only what the catalog shows; the policy is read, and checked, by the releases plugin.
const environmentSchema = z.looseObject({
  name: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, {
    error: "must be lower-case letters, digits and '-', such as 'production'",
  }),
  title: z.string().min(1).optional(),
  owner: z.string().min(1).default(defaultOwner),
});

type Environment = z.infer<typeof environmentSchema>;

/** Shows the environments of the configuration in the catalog, each as a resource. */
export class EnvironmentsEntityProvider implements EntityProvider {
  readonly #environments: readonly Environment[];

  private constructor(environments: readonly Environment[]) {
    this.#environments = environments;
  }

  /** Reads `releases.environments`; what is wrong with it stops the start, naming the key. */
  static fromConfig(config: RootConfigService): EnvironmentsEntityProvider {
    const items = config.getOptionalConfigArray('releases.environments') ?? [];
    return new EnvironmentsEntityProvider(
      items.map((item, index) =>
        readEnvironment(item.get(), `releases.environments[${index}]`),
      ),
    );
  }

  getProviderName(): string {
    return 'stagedoor-environments';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await connection.applyMutation({
      type: 'full',
      entities: this.#environments.map((environment, index) => ({
        entity: describe(environment, index, this.#environments.length),
        locationKey: location,
      })),
    });
  }
}

function readEnvironment(value: unknown, key: string): Environment {
  const result = environmentSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new InputError(
      `${[key, ...issue.path.map(String)].join('.')} ${issue.message}`,
    );
  }
  return result.data;
}

function describe(
  { name, title, owner }: Environment,
  index: number,
  count: number,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: createEnvironmentRef(name).name,
      ...(title ? { title } : {}),
      description:
        count === 1
          ? 'The only stage of delivery'
          : `Stage ${index + 1} of ${count} of delivery`,
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
      },
    },
    spec: { type: environmentType, owner },
  };
}

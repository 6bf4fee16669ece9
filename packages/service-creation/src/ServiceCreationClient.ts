import {
  ContractClient,
  ContractClientOptions,
} from '@stagedoor/http-contract';
import { DestinationOption } from './destination';
import { Preview, PreviewRequest } from './preview';
import { serviceCreationRoutes as routes } from './routes';
import { NameAvailability } from './serviceName';

/**
 * What the form asks before a service is created. Nothing here changes anything.
 *
 * @public
 */
export interface ServiceCreationApi {
  /** May a new service have this name? */
  checkName(
    name: string,
    options?: { signal?: AbortSignal },
  ): Promise<NameAvailability>;
  /** Where a repository can be made, and where not and why. */
  listDestinations(options?: {
    signal?: AbortSignal;
  }): Promise<DestinationOption[]>;
  /** What a run of a template would make. */
  preview(
    request: PreviewRequest,
    options?: { signal?: AbortSignal },
  ): Promise<Preview>;
}

/**
 * Speaks to the routes that Stagedoor adds to the scaffolder.
 *
 * @public
 */
export class ServiceCreationClient implements ServiceCreationApi {
  readonly #client: ContractClient;

  constructor({ discoveryApi, fetchApi }: ContractClientOptions) {
    this.#client = new ContractClient('scaffolder', {
      discoveryApi: {
        getBaseUrl: async id =>
          `${await discoveryApi.getBaseUrl(id)}/stagedoor`,
      },
      fetchApi,
    });
  }

  checkName(name: string, options?: { signal?: AbortSignal }) {
    return this.#client.call(routes.checkName, { params: { name } }, options);
  }

  async listDestinations(options?: { signal?: AbortSignal }) {
    const { items } = await this.#client.call(
      routes.listDestinations,
      { params: {} },
      options,
    );
    return items;
  }

  preview(body: PreviewRequest, options?: { signal?: AbortSignal }) {
    return this.#client.call(routes.preview, { params: {}, body }, options);
  }
}

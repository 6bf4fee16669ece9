import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import { DestinationOption, destinationOptionsSchema } from './destination';
import { Preview, PreviewRequest, previewSchema } from './preview';
import { NameAvailability, nameAvailabilitySchema } from './serviceName';

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

/** @public */
export interface ServiceCreationClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi: { fetch: typeof fetch };
}

/**
 * Speaks to the routes that Stagedoor adds to the scaffolder.
 *
 * @public
 */
export class ServiceCreationClient implements ServiceCreationApi {
  readonly #options: ServiceCreationClientOptions;

  constructor(options: ServiceCreationClientOptions) {
    this.#options = options;
  }

  checkName(name: string, options: { signal?: AbortSignal } = {}) {
    return this.#request(
      `/names/${encodeURIComponent(name)}`,
      nameAvailabilitySchema,
      options,
    );
  }

  async listDestinations(options: { signal?: AbortSignal } = {}) {
    const { items } = await this.#request(
      '/destinations',
      destinationOptionsSchema,
      options,
    );
    return items;
  }

  preview(request: PreviewRequest, options: { signal?: AbortSignal } = {}) {
    return this.#request('/preview', previewSchema, {
      ...options,
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
    });
  }

  async #request<T>(
    path: string,
    schema: z.ZodType<T>,
    init: RequestInit,
  ): Promise<T> {
    const { discoveryApi, fetchApi } = this.#options;
    const baseUrl = await discoveryApi.getBaseUrl('scaffolder');
    const response = await fetchApi.fetch(`${baseUrl}/stagedoor${path}`, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return schema.parse(await response.json());
  }
}

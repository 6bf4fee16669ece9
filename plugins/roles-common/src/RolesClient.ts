import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import {
  Explanation,
  ExplanationQuestion,
  explanationsResponseSchema,
} from './explanations';
import { MyRoles, myRolesSchema } from './myRoles';
import { RoleTable, roleTableSchema } from './roleTable';

/**
 * Answers who may do what, and why.
 *
 * @public
 */
export interface RolesApi {
  /** Explains each question, in the order asked. At most {@link MAX_EXPLANATIONS} at once. */
  explain(questions: ExplanationQuestion[]): Promise<Explanation[]>;
  getMyRoles(): Promise<MyRoles>;
  getRoleTable(): Promise<RoleTable>;
}

/** @public */
export interface RolesClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi: { fetch: typeof fetch };
}

/**
 * Client of the routes that the role policy adds to the permission plugin.
 *
 * @public
 */
export class RolesClient implements RolesApi {
  readonly #options: RolesClientOptions;

  constructor(options: RolesClientOptions) {
    this.#options = options;
  }

  async explain(questions: ExplanationQuestion[]): Promise<Explanation[]> {
    const { items } = await this.#request(
      '/explanations',
      explanationsResponseSchema,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ items: questions }),
      },
    );
    return items;
  }

  getMyRoles(): Promise<MyRoles> {
    return this.#request('/my-roles', myRolesSchema);
  }

  getRoleTable(): Promise<RoleTable> {
    return this.#request('/role-table', roleTableSchema);
  }

  async #request<T>(
    path: string,
    schema: z.ZodType<T>,
    init?: RequestInit,
  ): Promise<T> {
    const { discoveryApi, fetchApi } = this.#options;
    const baseUrl = await discoveryApi.getBaseUrl('permission');
    const response = await fetchApi.fetch(`${baseUrl}${path}`, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return schema.parse(await response.json());
  }
}

import {
  ContractClient,
  ContractClientOptions,
} from '@stagedoor/http-contract';
import { Explanation, ExplanationQuestion } from './explanations';
import { MyRoles } from './myRoles';
import { RoleTable } from './roleTable';
import { rolesRoutes } from './routes';

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

/**
 * Client of the routes that the role policy adds to the permission plugin.
 *
 * @public
 */
export class RolesClient implements RolesApi {
  readonly #client: ContractClient;

  constructor(options: ContractClientOptions) {
    this.#client = new ContractClient('permission', options);
  }

  async explain(questions: ExplanationQuestion[]): Promise<Explanation[]> {
    const { items } = await this.#client.call(rolesRoutes.explain, {
      params: {},
      body: { items: questions },
    });
    return items;
  }

  getMyRoles(): Promise<MyRoles> {
    return this.#client.call(rolesRoutes.getMyRoles, { params: {} });
  }

  getRoleTable(): Promise<RoleTable> {
    return this.#client.call(rolesRoutes.getRoleTable, { params: {} });
  }
}

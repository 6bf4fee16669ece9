import type {
  Explanation,
  ExplanationQuestion,
  MyRoles,
  RoleTable,
  RolesApi,
} from '@stagedoor/plugin-roles-common';

/** Answers for a person who may do everything, or nothing. */
export class FakeRoles implements RolesApi {
  readonly #decision: Explanation['decision'];

  constructor(decision: Explanation['decision'] = 'allowed') {
    this.#decision = decision;
  }

  async explain(questions: ExplanationQuestion[]): Promise<Explanation[]> {
    return questions.map(question => ({
      ...question,
      title: 'Create a service',
      decision: this.#decision,
      because: 'Only developers may do this. You are a viewer.',
      yourRoles: ['viewer'],
      neededRoles: ['developer'],
    }));
  }

  async getMyRoles(): Promise<MyRoles> {
    throw new Error('These tests do not ask for roles');
  }

  async getRoleTable(): Promise<RoleTable> {
    throw new Error('These tests do not ask for the table');
  }
}

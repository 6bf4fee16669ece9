import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import {
  Explanation,
  ExplanationQuestion,
} from '@stagedoor/plugin-roles-common';
import { RoleAssignment } from '../config/readRoleAssignments';
import { RoleHoldings } from '../membership/RoleHoldings';
import { DeclaredPermission, PermissionTable } from '../table/PermissionTable';
import { DecisionReader } from './DecisionReader';
import {
  explainAnswer,
  explainUndeclared,
  explainUnseen,
} from './explainAnswer';
import {
  listOwnerRefs,
  normalizeEntityRef,
  readVisibleEntities,
} from './readSubject';
import { listRefsForWaysIn } from './sayHowToGet';

type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/** A question, with what is known before it is decided. */
interface PreparedQuestion {
  question: ExplanationQuestion;
  declared: DeclaredPermission | undefined;
  /** Set when the question is about an entity: its ref as the catalog writes it. */
  entityRef: string | undefined;
  isAboutEntity: boolean;
}

/** Explains decisions to the person they concern, with nothing in the answer that this person may not read. */
export class PermissionExplainer {
  readonly #table: PermissionTable;
  readonly #holdings: RoleHoldings;
  readonly #assignments: readonly RoleAssignment[];
  readonly #catalog: CatalogService;
  readonly #decisions: DecisionReader;

  constructor(options: {
    table: PermissionTable;
    holdings: RoleHoldings;
    assignments: readonly RoleAssignment[];
    catalog: CatalogService;
    decisions: DecisionReader;
  }) {
    this.#table = options.table;
    this.#holdings = options.holdings;
    this.#assignments = options.assignments;
    this.#catalog = options.catalog;
    this.#decisions = options.decisions;
  }

  async explain(
    questions: ExplanationQuestion[],
    credentials: UserCredentials,
  ): Promise<Explanation[]> {
    const holding = await this.#holdings.resolve(credentials);
    const prepared = questions.map(question => this.#prepare(question));
    const subjects = await readVisibleEntities(
      this.#catalog,
      prepared.flatMap(({ entityRef }) => entityRef ?? []),
      credentials,
    );
    const visible = await readVisibleEntities(
      this.#catalog,
      [
        ...[...subjects.values()].flatMap(listOwnerRefs),
        ...listRefsForWaysIn(this.#assignments),
      ],
      credentials,
    );
    const context = { assignments: this.#assignments, visible, holding };

    return Promise.all(
      prepared.map(async item => {
        const { question, declared } = item;
        if (!declared) {
          return explainUndeclared(question, holding);
        }
        if (isUnseen(item, subjects)) {
          return explainUnseen(question, declared, holding);
        }
        const entity = subjects.get(item.entityRef ?? '');
        const isAllowed = await this.#decisions.isAllowed(
          declared,
          item.entityRef ?? question.resourceRef,
          holding,
          credentials,
        );
        return explainAnswer(
          { question, declared, entity, isAllowed },
          context,
        );
      }),
    );
  }

  #prepare(question: ExplanationQuestion): PreparedQuestion {
    const declared = this.#table.find(question.permission);
    const isAboutEntity =
      declared?.permission.type === 'resource' &&
      declared.permission.resourceType === RESOURCE_TYPE_CATALOG_ENTITY &&
      question.resourceRef !== undefined;
    return {
      question,
      declared,
      isAboutEntity,
      entityRef:
        isAboutEntity && question.resourceRef !== undefined
          ? normalizeEntityRef(question.resourceRef)
          : undefined,
    };
  }
}

function isUnseen(
  { isAboutEntity, entityRef }: PreparedQuestion,
  subjects: Map<string, Entity>,
): boolean {
  return isAboutEntity && !(entityRef && subjects.has(entityRef));
}

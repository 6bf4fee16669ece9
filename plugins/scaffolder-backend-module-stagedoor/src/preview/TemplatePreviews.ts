import {
  BackstageCredentials,
  PermissionsService,
  UrlReaderService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  isTemplateEntityV1beta3,
  TemplateEntityV1beta3,
} from '@backstage/plugin-scaffolder-common';
import {
  templateParameterReadPermission,
  templateStepReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import { Slots } from '@stagedoor/http-router';
import {
  Preview,
  previewLimits,
  PreviewRequest,
} from '@stagedoor/service-creation';
import { assertMayOwn } from '../naming/assertMayOwn';
import { ServiceNames } from '../naming/ServiceNames';
import { assertNeedsNoRights } from './assertNeedsNoRights';
import { describeResult, exposeRepositories } from './describeResult';
import { DryRuns } from './DryRuns';
import { readTemplateFiles } from './readTemplateFiles';

export interface TemplatePreviewsOptions {
  catalog: CatalogService;
  dryRuns: DryRuns;
  integrations: ScmIntegrationRegistry;
  names: ServiceNames;
  permissions: PermissionsService;
  reader: UrlReaderService;
  userInfo: UserInfoService;
}

/**
 * Shows what a run of a template of the catalog would make, by having the scaffolder run it dry. The files are rendered by
 * the same code as in a real run, and refused for what would be refused there.
 */
export class TemplatePreviews {
  readonly #options: TemplatePreviewsOptions;
  // Every preview renders a whole template, and a form that is being filled in asks for many.
  readonly #slots = new Slots(
    4,
    'Too many previews are being made right now. Try again in a few seconds.',
  );

  constructor(options: TemplatePreviewsOptions) {
    this.#options = options;
  }

  async create(
    request: PreviewRequest,
    credentials: BackstageCredentials,
  ): Promise<Preview> {
    const { dryRuns, reader, integrations } = this.#options;
    const template = await this.#findTemplate(request.templateRef, credentials);
    assertNeedsNoRights(template);
    return this.#slots.use(async () => {
      const result = await dryRuns.run(
        {
          template: exposeRepositories(template),
          values: request.values,
          directoryContents: await readTemplateFiles(template, {
            reader,
            integrations,
          }),
        },
        { timeoutMs: previewLimits.seconds * 1000 },
      );
      const preview = await describeResult(result);
      if (makesRepository(template)) {
        await this.#assertCreatable(preview, credentials);
      }
      return preview;
    });
  }

  /** The dry run is not made in the name of the person, so what depends on the person is checked on its result. */
  async #assertCreatable(
    preview: Preview,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { names, userInfo } = this.#options;
    for (const { kind, name, owner } of preview.entities) {
      if (kind === 'Component') {
        await names.assertFree(name, credentials);
        if (owner) {
          await assertMayOwn(owner, { credentials, userInfo });
        }
      }
    }
  }

  async #findTemplate(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<TemplateEntityV1beta3> {
    const templateRef = stringifyEntityRef(
      parseEntityRef(ref, {
        defaultKind: 'template',
        defaultNamespace: 'default',
      }),
    );
    const template = await this.#options.catalog.getEntityByRef(templateRef, {
      credentials,
    });
    if (!template) {
      throw new NotFoundError(`There is no ${templateRef}`);
    }
    if (!isTemplateEntityV1beta3(template)) {
      throw new InputError(
        `${templateRef} is not of apiVersion scaffolder.backstage.io/v1beta3`,
      );
    }
    await this.#assertWhollyReadable(templateRef, credentials);
    return template;
  }

  /** A real run leaves out the steps that a person may not see; a dry run does not know which those are. */
  async #assertWhollyReadable(
    templateRef: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const decisions = await this.#options.permissions.authorizeConditional(
      [
        { permission: templateParameterReadPermission },
        { permission: templateStepReadPermission },
      ],
      { credentials },
    );
    if (decisions.some(({ result }) => result !== AuthorizeResult.ALLOW)) {
      throw new NotAllowedError(
        `${templateRef} has parts that you may not see, so it cannot be previewed`,
      );
    }
  }
}

function makesRepository(template: TemplateEntityV1beta3): boolean {
  return template.spec.steps.some(
    ({ action }) => action === 'stagedoor:repository:create',
  );
}

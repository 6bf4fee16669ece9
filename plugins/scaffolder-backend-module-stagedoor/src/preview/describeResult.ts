import { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { Preview } from '@stagedoor/service-creation';
import { z } from 'zod';
import { describeEntities } from './describeEntities';
import { describeFiles, RenderedFile, selectDirectory } from './describeFiles';
import { DryRunResult } from './DryRuns';

const repositoryAction = 'stagedoor:repository:create';

const repositoryStepSchema = z.object({
  name: z.string(),
  sourcePath: z.string(),
  output: z.object({ repositoryUrl: z.string(), cloneUrl: z.string() }),
});

/**
 * Gives a template another output, which nobody sees in a preview anyway: what the steps that make repositories were given
 * and what they answered. The output of a template is a flat list of texts, which may turn into objects when rendered.
 */
export function exposeRepositories(
  template: TemplateEntityV1beta3,
): TemplateEntityV1beta3 {
  const steps = template.spec.steps.map((step, index) => ({
    ...step,
    id: step.id ?? `step-${index + 1}`,
  }));
  const output = Object.fromEntries(
    steps
      .filter(({ action }) => action === repositoryAction)
      .flatMap(({ id, input }, index) => [
        [`${index}.name`, String(input?.name)],
        [`${index}.sourcePath`, String(input?.sourcePath ?? '.')],
        [`${index}.output`, `\${{ steps[${JSON.stringify(id)}].output }}`],
      ]),
  );
  return { ...template, spec: { ...template.spec, steps, output } };
}

/** Describes what a dry run of such a template has made. */
export async function describeResult(result: DryRunResult): Promise<Preview> {
  const rendered = result.directoryContents.map(
    ({ path, base64Content, executable }): RenderedFile => ({
      path,
      content: Buffer.from(base64Content, 'base64'),
      executable: executable ?? false,
    }),
  );
  const repository = findRepository(result.output);
  const files = selectDirectory(rendered, repository?.sourcePath ?? '.');
  return {
    repository: repository && {
      name: repository.name,
      url: repository.output.repositoryUrl,
      cloneUrl: repository.output.cloneUrl,
    },
    ...describeFiles(files),
    ...(await describeEntities(files)),
  };
}

/** A step whose condition is false answers nothing, so the first that answered is the one that makes the repository. */
function findRepository(output: DryRunResult['output']) {
  for (let index = 0; `${index}.name` in output; index += 1) {
    const step = repositoryStepSchema.safeParse({
      name: output[`${index}.name`],
      sourcePath: output[`${index}.sourcePath`],
      output: output[`${index}.output`],
    });
    if (step.success) {
      return step.data;
    }
  }
  return undefined;
}

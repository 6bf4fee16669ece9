import { InputError } from '@backstage/errors';
import {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { JsonObject, JsonValue } from '@backstage/types';
import { z } from 'zod';

/** An action whose input and output are described once, by schemas that also check them. */
export interface ActionDefinition<
  TInput extends z.ZodType,
  TOutput extends z.ZodObject,
> {
  id: string;
  description: string;
  examples: { description: string; example: string }[];
  input: TInput;
  output: TOutput;
  run(
    input: z.output<TInput>,
    context: ActionContext<JsonObject>,
  ): Promise<z.output<TOutput>>;
}

/**
 * Makes an action for templates. `createTemplateAction` of Backstage takes schemas of zod 3; everything here is zod 4, and
 * what the scaffolder wants in the end is JSON Schema.
 *
 * Every action supports dry runs: a preview is only worth something if it runs every step.
 */
export function defineAction<
  TInput extends z.ZodType,
  TOutput extends z.ZodObject,
>(
  definition: ActionDefinition<TInput, TOutput>,
): TemplateAction<JsonObject, JsonObject> {
  const { id, description, examples, input, output, run } = definition;
  return {
    id,
    description,
    examples,
    supportsDryRun: true,
    schema: {
      input: toJsonSchema(input, 'input'),
      output: toJsonSchema(output, 'output'),
    },
    async handler(context) {
      const parsed = input.safeParse(context.input);
      if (!parsed.success) {
        throw new InputError(
          `Invalid input passed to action ${id}: ${describeIssues(parsed.error)}`,
        );
      }
      const result = output.parse(await run(parsed.data, context));
      for (const [name, value] of Object.entries(result)) {
        context.output(name, value as JsonValue);
      }
    },
  };
}

function toJsonSchema(
  schema: z.ZodType,
  io: 'input' | 'output',
): NonNullable<TemplateAction['schema']>['input'] {
  const jsonSchema = z.toJSONSchema(schema, { target: 'draft-7', io });
  return JSON.parse(JSON.stringify(jsonSchema));
}

function describeIssues(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`)
    .join('; ');
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parse } from 'yaml';
import { findPipelineProblems, releasePipelineSpecSchema } from './pipeline';

const reference = readFileSync(
  join(__dirname, '../../../docs/reference/release-pipeline.md'),
  'utf8',
);

/** Names of all fields at any depth, but not those that people choose, such as variables. */
function listFields(schema: unknown): string[] {
  if (Array.isArray(schema)) {
    return schema.flatMap(listFields);
  }
  if (typeof schema !== 'object' || schema === null) {
    return [];
  }
  return Object.entries(schema)
    .filter(([key]) => key !== 'default')
    .flatMap(([key, value]) => [
      ...(key === 'properties' ? Object.keys(value) : []),
      ...listFields(key === 'properties' ? Object.values(value) : value),
    ]);
}

describe('the reference of pipelines', () => {
  it('explains every field', () => {
    const fields = new Set(
      listFields(z.toJSONSchema(releasePipelineSpecSchema, { io: 'input' })),
    );
    expect(fields.size).toBeGreaterThan(30);
    const missing = [...fields].filter(
      field => !new RegExp(`\`(?:\\w+\\.)?${field}[\`:.]`).test(reference),
    );
    // The one field of a reference to a secret is written out where variables are explained.
    expect(missing.filter(field => field !== 'secret')).toEqual([]);
    expect(reference).toContain('{ secret: NAME }');
  });

  it('shows an example that is one', () => {
    const [, example] = /```yaml\n(apiVersion: [^`]+)```/.exec(reference) ?? [];
    expect(findPipelineProblems(parse(example).spec)).toEqual([]);
  });
});

import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

export const serviceNameFieldSchema = makeFieldSchema({
  output: z => z.string(),
});

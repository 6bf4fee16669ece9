import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

export const myTeamFieldSchema = makeFieldSchema({
  output: z => z.string(),
});

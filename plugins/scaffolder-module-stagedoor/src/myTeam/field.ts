import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { MyTeam } from './MyTeam';
import { myTeamFieldSchema } from './schema';

export const myTeam = createFormField({
  name: 'MyTeam',
  component: MyTeam,
  schema: myTeamFieldSchema,
});

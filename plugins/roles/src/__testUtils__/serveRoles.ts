import {
  Explanation,
  ExplanationQuestion,
  MyRoles,
  RoleTable,
  roleDescriptions,
  roleSchema,
} from '@stagedoor/plugin-roles-common';
import { http, HttpResponse } from 'msw';
import { SetupServer } from 'msw/node';

/** Where the test app believes the permission backend to be. */
const baseUrl = 'http://localhost:7007/api/permission';

export const myRoles: MyRoles = {
  userEntityRef: 'user:default/ana',
  roles: [
    {
      role: 'developer',
      title: 'developer',
      description: 'Creates services.',
      through: [
        {
          kind: 'group',
          path: [
            { entityRef: 'group:default/payments', title: 'Payments' },
            { entityRef: 'group:default/engineering', title: 'Engineering' },
          ],
        },
      ],
    },
    {
      role: 'viewer',
      title: 'viewer',
      description: 'Reads the catalog.',
      through: [{ kind: 'everyone' }],
    },
  ],
  ownsThrough: [{ entityRef: 'group:default/payments', title: 'Payments' }],
};

const roleTable: RoleTable = {
  roles: roleSchema.options.map(role => ({
    role,
    title: roleDescriptions[role].singular,
    description: roleDescriptions[role].description,
  })),
  permissions: [
    {
      permission: 'catalog.entity.refresh',
      title: 'Refresh an entity',
      description: 'Read its catalog-info.yaml again now.',
      resourceType: 'catalog-entity',
      allow: [
        { role: 'owner', restriction: 'if they own it' },
        { role: 'platform-engineer' },
      ],
    },
    {
      permission: 'catalog.entity.delete',
      title: 'Unregister an entity',
      description: 'Remove it from the catalog.',
      resourceType: 'catalog-entity',
      allow: [
        { role: 'owner', restriction: 'if they own it' },
        { role: 'platform-engineer' },
      ],
    },
    {
      permission: 'scaffolder.task.create',
      title: 'Create a service from a template',
      description: 'Fill in the form of a template and start the task.',
      allow: [{ role: 'developer' }, { role: 'platform-engineer' }],
    },
  ],
};

/** A permission backend that denies the listed permissions, and remembers what it was asked. */
export function serveRoles(server: SetupServer, denied: string[] = []) {
  const asked: ExplanationQuestion[] = [];
  server.use(
    http.get(`${baseUrl}/my-roles`, () => HttpResponse.json(myRoles)),
    http.get(`${baseUrl}/role-table`, () => HttpResponse.json(roleTable)),
    http.post<never, { items: ExplanationQuestion[] }>(
      `${baseUrl}/explanations`,
      async ({ request }) => {
        const { items } = await request.json();
        asked.push(...items);
        return HttpResponse.json({
          items: items.map(item => explain(item, denied)),
        });
      },
    ),
  );
  return asked;
}

/** A permission backend that cannot answer. */
export function failRoles(server: SetupServer) {
  server.use(
    http.all(`${baseUrl}/*`, () =>
      HttpResponse.json(
        { error: { name: 'ServiceUnavailableError', message: 'down' } },
        { status: 503 },
      ),
    ),
  );
}

function explain(question: ExplanationQuestion, denied: string[]): Explanation {
  const common: Omit<Explanation, 'decision' | 'because'> = {
    ...question,
    title:
      roleTable.permissions.find(
        ({ permission }) => permission === question.permission,
      )?.title ?? question.permission,
    yourRoles: ['viewer'],
    neededRoles: ['platform-engineer'],
  };
  return denied.includes(question.permission)
    ? {
        ...common,
        decision: 'denied',
        because: `Only others may ${question.permission}.`,
        howToGet: 'Ask Payments.',
      }
    : {
        ...common,
        decision: 'allowed',
        because: `You may ${question.permission}.`,
      };
}

/** Who owns everything of the testbed. */
export const OWNER = 'group:default/platform';

/** A person who may do everything with releases. */
export const PERSON = 'user:default/chen.wei';

/**
 * A service that is released: a component, its pipeline beside it, and its hosts.
 *
 * @param {{ name: string, source: object, hosts: { name: string, address?: string }[], build?: object, environment: object }} service
 *   `source` and `build` are those of the pipeline, `environment` its only one, without its hosts; a host without an
 *   address is a folder of this machine
 * @returns {object[]} entities
 */
export function describeService({ name, source, hosts, build, environment }) {
  const origin = `file:/testbed/${name}.json`;
  return [
    entity('Component', name, origin, {
      type: 'service',
      lifecycle: 'production',
      owner: OWNER,
    }),
    {
      ...entity('ReleasePipeline', name, origin, {
        owner: OWNER,
        component: `component:default/${name}`,
        source,
        build,
        environments: [
          { ...environment, hosts: hosts.map(host => refOf(host)) },
        ],
      }),
      apiVersion: 'stagedoor.dev/v1',
    },
    ...hosts.map(host =>
      entity(
        'Resource',
        host.name,
        origin,
        { type: 'host', owner: OWNER },
        {
          'stagedoor.dev/environment': environment.name,
          ...(host.address
            ? { 'stagedoor.dev/ssh-address': host.address }
            : { 'stagedoor.dev/connection': 'local' }),
        },
      ),
    ),
  ];
}

/** The people of the testbed. */
export function describePeople() {
  const member = { type: 'memberOf', targetRef: OWNER };
  return [
    entity('Group', 'platform', 'file:/testbed/people.json', {
      type: 'team',
      children: [],
    }),
    {
      ...entity('User', 'chen.wei', 'file:/testbed/people.json', {
        memberOf: ['platform'],
      }),
      relations: [member],
    },
  ];
}

function refOf(host) {
  return `resource:default/${host.name}`;
}

function entity(kind, name, origin, spec, annotations = {}) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'backstage.io/managed-by-location': origin,
        'backstage.io/managed-by-origin-location': origin,
        ...annotations,
      },
    },
    spec,
    relations: spec.owner ? [{ type: 'ownedBy', targetRef: spec.owner }] : [],
  };
}
